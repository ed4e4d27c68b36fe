package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;
import io.github.convolvej.filter.lines.SumLines;

import java.util.Arrays;

/**
 * Computes one block of a convolution of a single tap whose source lies in an array, the samples of each channel
 * one after another. A line holds many rows of a channel, up to all of them, which one copy reads. {@link DenseLines},
 * which reads and writes row by row, gives the same bits: the channels are added in the same order.
 */
final class PointwiseRows {

	/** Approximate samples of a line. */
	private static final int LINE = 1 << 10;
	/** Samples of all sums: they stay in a core's second cache. */
	private static final int SUM_SAMPLES = 1 << 18;
	private static final int FEWEST_OUTPUTS = 8;
	/** Samples of the copies that are used at a time: they fit into a core's fastest cache. */
	private static final int COPIED_SAMPLES = 6 << 10;
	private static final int TERMS = 6;

	private final DenseKernel kernel;
	private final Block target;
	private final StoredSamples source;
	private final int inputs;
	/** Rows of a channel. */
	private final int rows;
	private final int width;
	private final int rowsAtOnce;
	private final int outputsAtOnce;
	private final int copiesAtOnce;
	private final SumLines<float[]> memory;
	private final int[] which;
	private final int[] at;

	/**
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param scratch working memory
	 */
	PointwiseRows(final DenseKernel kernel, final Block source, final Block target, final Scratch scratch) {
		this.kernel = kernel;
		this.target = target;
		this.source = source.stored();
		inputs = kernel.kernel().inputs();
		width = target.size(0);
		rows = target.samples() / target.size(kernel.axes()) / width;
		final int pieces = Math.max(1, Math.round((float) rows * width / LINE));
		rowsAtOnce = (rows + pieces - 1) / pieces;
		final int length = rowsAtOnce * width;
		outputsAtOnce = Math.min(Math.max(FEWEST_OUTPUTS, SUM_SAMPLES / length), Math.min(kernel.outputsOfGroup(), target.size(
			kernel.axes())));
		copiesAtOnce = Math.min(inputs, Math.max(1, COPIED_SAMPLES / length / TERMS) * TERMS);
		memory = new SumLines<>(scratch, "pointwise rows", Precision.SINGLE, copiesAtOnce, outputsAtOnce, length);
		at = new int[outputsAtOnce];
		which = new int[outputsAtOnce];
		Arrays.setAll(which, k -> k);
	}

	/**
	 * @param kernel a kernel
	 * @param source a source block
	 * @param target the target block
	 * @return whether it is for them
	 */
	static boolean isFor(final DenseKernel kernel, final Block source, final Block target) {
		if (target.isDouble() || !PointwiseLines.isPointwise(kernel) || target.size(0) > 2 * LINE) return false;
		final StoredSamples stored = source.stored();
		final int[] size = new int[kernel.axes()];
		Arrays.setAll(size, source::size);
		return stored != null && stored.isRun(size);
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int members = kernel.outputsOfGroup();
		final int end = firstOutput + outputs;
		for (int first = firstOutput; first < end;) {
			final int group = first / members;
			final int count = Math.min(Math.min(end, (group + 1) * members) - first, outputsAtOnce);
			final int channel = (group - firstOutput / members) * inputs;
			for (int row = 0; row < rows; row += rowsAtOnce)
				run(channel, first, count, first - firstOutput, row, Math.min(rowsAtOnce, rows - row));
			first += count;
		}
	}

	/** Computes some rows of some outputs that read the same input channels. */
	private void run(final int channel, final int output, final int outputs, final int position, final int row, final int count) {
		final Lines<float[]> lines = Precision.SINGLE;
		final int samples = count * width;
		for (int k = 0; k < outputs; k++)
			lines.fill(memory.sums()[k], SumLines.length(samples), kernel.kernel().bias(output + k));
		for (int c = 0; c < inputs; c += copiesAtOnce) {
			final int terms = Math.min(copiesAtOnce, inputs - c);
			for (int t = 0; t < terms; t++)
				lines.copy((float[]) source.array(), source.first() + (channel + c + t) * source.step(kernel.axes()) + row * width, memory.factors()[t],
					SumLines.MARGIN, samples);
			for (int k = 0; k < outputs; k++)
				at[k] = (output + k) * inputs + c;
			memory.add(which, at, outputs, kernel.weights(lines), samples, 0, terms);
		}
		for (int k = 0; k < outputs; k++)
			target.put(lines, memory.sums()[k], SumLines.MARGIN, (position + k) * rows + row, count);
	}
}
