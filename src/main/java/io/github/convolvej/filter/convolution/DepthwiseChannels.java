package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;

import java.util.Arrays;

/**
 * Computes one block of a convolution of a plane with kernels that each read one channel and give one, where there are
 * many channels. A line holds all channels of one position. The lines that a window reads are multiplied with lines of
 * weights, whatever stride and dilation are, so no sample is copied more than once. {@link DenseLines} gives the same
 * bits: the taps are added in the same order.
 */
final class DepthwiseChannels {

	private static final int FEWEST_CHANNELS = 64;
	/** Results along x up to which lines of channels are better than lines of samples. */
	private static final int WIDEST = 16;
	/** Most samples of a turned source row. */
	private static final int ROW_SAMPLES = 1 << 15;
	private static final int MOST_TAPS = 49;

	private final DenseKernel kernel;
	private final Block target;
	private final Block sourceBlock;
	private final StoredSamples source;
	private final int width;
	private final int height;
	private final int sourceWidth;
	private final int taps;
	private final int channelsAtOnce;
	/** Source rows that a window reads, in a ring, each a line for each position; and the results of a row. */
	private final int ring;
	private final float[][] turned;
	private final float[][] sums;
	private final float[][] weights;
	private final float[] bias;

	/**
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param scratch working memory
	 */
	DepthwiseChannels(final DenseKernel kernel, final Block source, final Block target, final Scratch scratch) {
		this.kernel = kernel;
		this.target = target;
		sourceBlock = source;
		this.source = source.stored();
		width = target.size(0);
		height = target.size(1);
		sourceWidth = source.size(0);
		taps = kernel.columns() * kernel.rows();
		ring = (kernel.rows() - 1) * kernel.rowStep() + 1;
		final int channels = target.size(2);
		final int pieces = (int) ((long) channels * sourceWidth / ROW_SAMPLES) + 1;
		channelsAtOnce = Lines.wholeVectors((channels + pieces - 1) / pieces);
		turned = scratch.arrays("depthwise turned", Precision.SINGLE, ring * sourceWidth, channelsAtOnce);
		sums = scratch.arrays("depthwise results", Precision.SINGLE, width, channelsAtOnce);
		weights = scratch.arrays("depthwise weights", Precision.SINGLE, taps, channelsAtOnce);
		bias = scratch.array("depthwise bias", Precision.SINGLE, channelsAtOnce);
	}

	/**
	 * @param kernel a kernel
	 * @param source a source block
	 * @param target the target block
	 * @return whether it is for them
	 */
	static boolean isFor(final DenseKernel kernel, final Block source, final Block target) {
		if (target.isDouble() || kernel.axes() != 2 || kernel.kernel().inputs() > 1 || kernel.outputsOfGroup() > 1) return false;
		return target.size(2) >= FEWEST_CHANNELS && target.size(0) <= WIDEST && kernel.columns() * kernel.rows() <= MOST_TAPS && source
			.stored() != null;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		for (int c = 0; c < outputs; c += channelsAtOnce)
			run(firstOutput + c, c, Math.min(channelsAtOnce, outputs - c));
	}

	private void run(final int output, final int position, final int channels) {
		for (int t = 0; t < taps; t++)
			System.arraycopy(kernel.byTap()[t], output, weights[t], 0, channels);
		for (int c = 0; c < channels; c++)
			bias[c] = (float) kernel.kernel().bias(output + c);
		final Lines<float[]> lines = Precision.SINGLE;
		final int length = Lines.wholeVectors(channels);
		final float[][] read = new float[taps][];
		int next = 0;
		for (int y = 0; y < height; y++) {
			final int from = y * kernel.strideY();
			for (next = Math.max(next, from); next < from + ring; next++)
				turn(next, position, channels);
			for (int x = 0; x < width; x++) {
				for (int r = 0, t = 0; r < kernel.rows(); r++) {
					final int row = (from + r * kernel.rowStep()) % ring * sourceWidth + x * kernel.window(0).stride();
					for (int c = 0; c < kernel.columns(); c++)
						read[t++] = turned[row + c * kernel.window(0).dilation()];
				}
				lines.addProducts(sums[x], bias, length, read, weights, taps);
			}
			TurnedLines.write(sums, 0, width, 0, channels, (float[]) target.data(), (position * height + y) * width, width * height);
		}
	}

	/** Turns a source row: a line of channels for each of its positions. */
	private void turn(final int row, final int position, final int channels) {
		final int first = row % ring * sourceWidth;
		final int y = row - source.before(1);
		final boolean isStored = y >= 0 && y < source.size(1);
		final int before = isStored ? source.before(0) : sourceWidth;
		final int stored = isStored ? source.size(0) : 0;
		for (int x = 0; x < sourceWidth; x++)
			if (x < before || x >= before + stored) Arrays.fill(turned[first + x], 0, channels, 0);
		if (isStored) TurnedLines.read((float[]) source.array(), source.first() + y * source.step(1) + position * source.step(2), source
			.step(2), turned, first + before, stored, channels);
	}
}
