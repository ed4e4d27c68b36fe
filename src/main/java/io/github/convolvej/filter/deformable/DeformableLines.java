package io.github.convolvej.filter.deformable;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The lines engine of deformable convolution, for any number of axes and
 * channels: computes one block. For each target line and tap, the sampling
 * positions are computed once, and the samples are interpolated for all channels
 * of the offset group. The lines of interpolated samples are then summed as in a
 * convolution.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DeformableLines<A> {

	/**
	 * Largest number of interpolated samples to keep, so that they stay in a
	 * core's cache.
	 */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 64;
	private static final int MAX_LINE = 1024;

	private final Lines<A> lines;
	private final Kernel kernel;
	private final double[] weights;
	private final Window[] windows;
	private final long[] sourceDimensions;
	private final double bound;
	private final Block source;
	private final Block target;
	private final A in;
	private final A offsets;
	private final A mask;
	private final A out;
	private final int axes;
	private final int taps;
	private final int width;
	private final int planeSamples;

	/**
	 * First channel in the block of the image, and number of channels of an offset
	 * group.
	 */
	private final int firstChannel;
	private final int channels;
	private final int inOffsetGroup;
	private final int channelStep;

	/**
	 * For each sample of the line, its neighbours in the image: their indices in a
	 * channel's block (-1 outside the image) and their weights.
	 */
	private final int neighbours;
	private final int[] index;
	private final double[] near;

	/** Interpolated lines: [channel * taps + tap]. */
	private final A[] sampled;
	private final A value;
	private final A factor;
	private final A sum;

	@SuppressWarnings("unchecked")
	DeformableLines(final Lines<A> lines, final Kernel kernel, final Window[] windows, final long[] sourceDimensions,
		final int inOffsetGroup, final double bound, final Block[] sources, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.windows = windows;
		this.sourceDimensions = sourceDimensions;
		this.inOffsetGroup = inOffsetGroup;
		this.bound = bound;
		this.target = target;
		source = sources[0];
		in = (A) source.data();
		offsets = (A) sources[1].data();
		mask = sources.length > 2 ? (A) sources[2].data() : null;
		out = (A) target.data();
		weights = kernel.weights();
		axes = windows.length;
		taps = kernel.taps();
		width = target.size(0);
		int samples = 1;
		int step = 1;
		for (int d = 0; d < axes; d++) {
			samples *= target.size(d);
			step *= source.size(d);
		}
		planeSamples = samples;
		channelStep = step;
		firstChannel = (int) source.min(axes);
		channels = source.size(axes);
		neighbours = 1 << axes;
		index = new int[width * neighbours];
		near = new double[width * neighbours];
		sampled = scratch.arrays("sampled", lines, channels * taps, width);
		value = scratch.array("value", lines, width);
		factor = scratch.array("factor", lines, width);
		sum = scratch.array("sum", lines, width);
	}

	static int preferredLineLength(final Kernel kernel) {
		final double fitting = CACHED_SAMPLES / ((double) kernel.inputs() * kernel.groups() * kernel.taps());
		return (int) Math.max(MIN_LINE, Math.min(MAX_LINE, fitting));
	}

	/** Computes the block. */
	void run() {
		final int firstOutput = (int) target.min(axes);
		final int firstGroup = firstChannel / kernel.inputs();
		final long[] position = new long[axes];
		for (int d = 0; d < axes; d++)
			position[d] = target.min(d);
		for (int row = 0; row < planeSamples; row += width) {
			sampleLine(row, position);
			for (int k = 0; k < target.size(axes); k++) {
				final int group = (firstOutput + k) / (kernel.outputs() / kernel.groups());
				sumLine(firstOutput + k, (group - firstGroup) * kernel.inputs());
				lines.copy(sum, 0, out, k * planeSamples + row, width);
			}
			for (int d = 1; d < axes && ++position[d] == target.min(d) + target.size(d); d++)
				position[d] = target.min(d);
		}
	}

	private void sampleLine(final int row, final long[] position) {
		final int firstGroup = firstChannel / inOffsetGroup;
		final int lastGroup = (firstChannel + channels - 1) / inOffsetGroup;
		for (int g = firstGroup; g <= lastGroup; g++)
			for (int t = 0; t < taps; t++) {
				findPlaces(g * taps + t, t, row, position);
				if (mask != null) lines.copy(mask, (g * taps + t) * planeSamples + row, factor, 0, width);
				final int begin = Math.max(0, g * inOffsetGroup - firstChannel);
				final int end = Math.min(channels, (g + 1) * inOffsetGroup - firstChannel);
				for (int c = begin; c < end; c++) {
					final A line = sampled[c * taps + t];
					lines.interpolate(in, c * channelStep, index, near, neighbours, mask == null ? line : value, width);
					if (mask == null) continue;
					lines.fill(line, width, 0);
					lines.addProduct(line, width, value, factor);
				}
			}
	}

	/** Finds the neighbours of all sampling positions of a line for one tap. */
	private void findPlaces(final int offsetTap, final int tap, final int row, final long[] position) {
		final double[] place = new double[axes];
		for (int x = 0; x < width; x++) {
			position[0] = target.min(0) + x;
			boolean inside = true;
			double unknown = 0;
			for (int d = 0, rest = tap; d < axes; rest /= kernel.size(d++)) {
				final Window w = windows[d];
				final double offset = lines.get(offsets, (offsetTap * axes + axes - 1 - d) * planeSamples + row + x);
				if (Math.abs(offset) > bound) throw tooLarge(offset, tap, d, position);
				place[d] = w.sourceMin(position[d]) + (long) (rest % kernel.size(d)) * w.dilation() + offset;
				inside &= !(place[d] <= -1 || place[d] >= sourceDimensions[d]);
				unknown += place[d];
			}
			final int first = x * neighbours;
			Arrays.fill(index, first, first + neighbours, -1);
			if (!inside) continue;
			if (Double.isNaN(unknown)) {
				index[first] = 0;
				near[first] = Double.NaN;
			}
			else findNeighbours(place, first);
		}
		position[0] = target.min(0);
	}

	private void findNeighbours(final double[] place, final int first) {
		for (int j = 0; j < neighbours; j++) {
			int at = 0;
			int step = 1;
			double weight = 1;
			boolean inside = true;
			for (int d = 0; d < axes; d++) {
				final long low = (long) Math.floor(place[d]);
				final boolean upper = (j >> d & 1) == 1;
				final long i = upper ? low + 1 : low;
				inside &= i >= 0 && i < sourceDimensions[d];
				weight *= upper ? place[d] - low : 1 - (place[d] - low);
				at += (int) (i - source.min(d)) * step;
				step *= source.size(d);
			}
			index[first + j] = inside ? at : -1;
			near[first + j] = weight;
		}
	}

	private IllegalArgumentException tooLarge(final double offset, final int tap, final int d, final long[] position) {
		return new IllegalArgumentException("The offset of tap " + tap + " along " + Axis.name(d) + " is " + offset +
			" at output sample " + Arrays.toString(position) + ", but the largest offset allowed is " + bound +
			": give a larger bound, or none");
	}

	private void sumLine(final int output, final int channel) {
		lines.fill(sum, width, kernel.bias(output));
		final int n = kernel.inputs() * taps;
		lines.add(sum, weights, output * n, width, sampled, channel * taps, n);
	}
}
