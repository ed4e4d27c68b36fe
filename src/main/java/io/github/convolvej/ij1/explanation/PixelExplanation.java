package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.Explainer;
import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.Arrays;

import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;

/**
 * The explanation of one pixel of a result by {@link Explainer}, in the
 * coordinates of ImageJ's images. Positions are (x, y, channel, slice, time
 * point), all counted from 0; the colours of an RGB image are three channels.
 */
public final class PixelExplanation {

	private final PixelTarget target;
	private final FilterJob job;
	private final Explanation explanation;
	private final double stored;

	private PixelExplanation(final PixelTarget target, final ImagePlus result) {
		this.target = target;
		job = target.job();
		final long[] at = target.onFilterAxes();
		explanation = new Explainer(job.operation().definition(), job.border(), JobImages.sizes(job), JobImages.samples(job,
			at)).explain(Arrays.copyOf(at, job.operation().numDimensions()), target.index());
		stored = target.stored(result);
	}

	/**
	 * @param job the filter on its input
	 * @param result its result
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 * @return the explanation of that pixel
	 * @throws IllegalArgumentException if the result has another size than that of
	 *           the job, there is no such pixel, or pixels of the filter cannot be
	 *           explained
	 */
	public static PixelExplanation of(final FilterJob job, final ImagePlus result, final int... pixel) {
		return new PixelExplanation(PixelTarget.of(job, result, pixel), result);
	}

	/** @return the explanation, on the axes of the filter */
	public Explanation explanation() {
		return explanation;
	}

	/** @return the filter on its input */
	public FilterJob job() {
		return job;
	}

	/** @return x, y, channel, slice and time point of the pixel, from 0 */
	public int[] pixel() {
		return target.pixel();
	}

	/** @return the value of the pixel in the result */
	public double stored() {
		return stored;
	}

	/** @return the explained value in the type of the result; whole numbers are rounded half up and clamped */
	public double expected() {
		return fitted(explanation.result());
	}

	private double fitted(final double value) {
		if (job.kind() == SampleKind.GRAY32) return (float) value;
		if (Double.isNaN(value)) return 0;
		final RealType<?> type = (RealType<?>) job.kind().type();
		return Math.max(type.getMinValue(), Math.min(type.getMaxValue(), Math.floor(value + 0.5)));
	}

	/** @return whether the result did not fit its type */
	public boolean isClamped() {
		return job.kind() != SampleKind.GRAY32 && expected() != Math.floor(explanation.result() + 0.5);
	}

	/** @return whether the pixel has the explained value, except for rounding */
	public boolean agrees() {
		if (job.kind() == SampleKind.GRAY32) return explanation.agrees(stored);
		if (Double.isNaN(explanation.result())) return stored == 0;
		return stored >= fitted(explanation.result() - explanation.error()) && stored <= fitted(explanation.result() +
			explanation.error());
	}

	/**
	 * @param position a place on the axes of the filter, see {@link Term#position}
	 *          and {@link Term#sample}
	 * @return its x, y, channel, slice and time point in the whole image, from 0
	 */
	public double[] place(final double... position) {
		return target.place(position);
	}
}
