package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.LayerExplanation;
import io.github.convolvej.explain.NetworkExplanation;
import io.github.convolvej.explain.Samples;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.NetworkTrace;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorSource;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;

import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;

/**
 * A pixel of a network's result, and all that it depends on: from here, walks lead down through the layers. Positions are
 * (x, y, channel, slice, time point), counted from 0.
 */
public final class NetworkPixel {

	/** Other engines and orders of sums differ by so much of the largest sum; networks amplify it. */
	private static final double TOLERANCE = 1e-3;

	private final PixelTarget target;
	private final NetworkTrace trace;
	private final double stored;

	private NetworkPixel(final PixelTarget target, final NetworkTrace trace, final double stored) {
		this.target = target;
		this.trace = trace;
		this.stored = stored;
	}

	/**
	 * @param job a filter on its input
	 * @return whether the filter is a network
	 */
	public static boolean isOf(final FilterJob job) {
		return job.operation().definition() instanceof NetworkOperation;
	}

	/**
	 * @param job a network on its input
	 * @param result its result
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 * @return that pixel
	 * @throws IllegalArgumentException if the result has another size than that of the job, there is no such pixel, or
	 *           there is not enough memory
	 */
	public static NetworkPixel of(final FilterJob job, final ImagePlus result, final int... pixel) {
		final PixelTarget target = PixelTarget.of(job, result, pixel);
		final NetworkOperation network = (NetworkOperation) job.operation().definition();
		final long[] position = Arrays.copyOf(target.onFilterAxes(), network.numDimensions());
		final NetworkTrace trace = network.trace(JobImages.sizes(job)[0], source(JobImages.samples(job, target.onFilterAxes())),
			position, Monitor.NONE);
		return new NetworkPixel(target, trace, target.stored(result));
	}

	/** Reads boxes with the axes batch, channel, [z,] y, x of an image with the axes x, y[, z], channel. */
	private static TensorSource source(final Samples samples) {
		return (box, to) -> {
			final int n = box.rank() - 1;
			final long[] at = new long[n];
			for (int i = 0; i < to.length; i++) {
				int rest = i;
				for (int d = 0; d < n; d++) {
					at[d] = box.min(n - d) + rest % box.size(n - d);
					rest /= box.size(n - d);
				}
				to[i] = (float) samples.value(0, at);
			}
		};
	}

	/**
	 * @param choices for each layer from the result down, which of its terms the walk follows, from 1; where there is
	 *          none, the first
	 * @return the walk
	 * @throws IllegalArgumentException if a layer has no such term
	 */
	public NetworkExplanation walk(final int... choices) {
		return NetworkExplanation.of(trace, choices);
	}

	/** @return x, y, channel, slice and time point of the pixel, from 0 */
	public int[] pixel() {
		return target.pixel();
	}

	/** @return the network on its input */
	public FilterJob job() {
		return target.job();
	}

	/** @return the value of the pixel in the result */
	public double stored() {
		return stored;
	}

	/** @return the value of the pixel as the layers give it */
	public double computed() {
		return trace.sample(trace.result(), trace.position());
	}

	/** @return whether the pixel has the value that the layers give, except for rounding */
	public boolean agrees() {
		final double computed = computed();
		if (Double.isNaN(computed) || Double.isInfinite(computed)) return Double.compare((float) computed, stored) == 0;
		final double whole = target.job().keepsType() ? 0.5 : 0;
		return Math.abs(stored - computed) <= whole + TOLERANCE * Math.max(1e-6, Math.abs(computed)) || isClamped(computed);
	}

	private boolean isClamped(final double computed) {
		if (!target.job().keepsType()) return false;
		final RealType<?> type = (RealType<?>) target.job().kind().type();
		return computed > type.getMaxValue() && stored == type.getMaxValue() || computed < type.getMinValue() && stored == type
			.getMinValue();
	}

	/**
	 * The part of the image that a sample of a layer depends on.
	 *
	 * @param walk a walk from this pixel
	 * @param layer a step of it
	 * @return first and last x, y and slice, from 0; null if it does not depend on the image
	 */
	public int[][] field(final NetworkExplanation walk, final LayerExplanation layer) {
		final Box box = walk.receptiveField(layer);
		if (box == null) return null;
		final int n = box.rank() - 1;
		final double[] first = new double[n];
		final double[] last = new double[n];
		for (int d = 0; d < n; d++) {
			first[d] = box.min(n - d);
			last[d] = box.max(n - d);
		}
		final double[] from = target.place(first);
		final double[] to = target.place(last);
		return new int[][] { { (int) from[0], (int) to[0] }, { (int) from[1], (int) to[1] }, { (int) from[3], (int) to[3] } };
	}
}
