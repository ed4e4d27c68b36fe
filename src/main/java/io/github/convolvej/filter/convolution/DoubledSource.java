package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import net.imglib2.FinalInterval;

/** Enlarges what a convolution with 3 x 3 taps reads twice along x and y, for results that are summed directly. */
final class DoubledSource {

	private DoubledSource() {}

	/**
	 * @param samples some samples of an image, with the output channels
	 * @return where the results that belong to them are
	 */
	static FinalInterval results(final FinalInterval samples) {
		final long[] min = samples.minAsLongArray();
		final long[] max = samples.maxAsLongArray();
		for (int d = 0; d < 2; d++) {
			min[d] = 2 * min[d];
			max[d] = 2 * max[d] + 1;
		}
		return new FinalInterval(min, max);
	}

	/**
	 * @param lines precision
	 * @param source the samples, and their neighbours; then channels
	 * @param samples some samples of an image
	 * @param scratch working memory
	 * @return what the results that belong to the samples read in the enlarged image
	 */
	static <A> Block of(final Lines<A> lines, final Block source, final FinalInterval samples, final Scratch scratch) {
		final FinalInterval results = results(samples);
		final long[] min = { results.min(0) - 1, results.min(1) - 1, source.min(2) };
		final long[] max = { results.max(0) + 1, results.max(1) + 1, source.min(2) + source.size(2) - 1 };
		final int width = (int) results.dimension(0) + 2;
		final int height = (int) results.dimension(1) + 2;
		final A all = scratch.array("winograd doubled", lines, width * height * source.size(2));
		final Rows<A> rows = source.rows();
		int to = 0;
		for (int c = 0; c < source.size(2); c++)
			for (int y = 0; y < height; y++) {
				// the first sample read is the second of two
				final A row = rows.at(c * source.size(1) + (y + 1) / 2);
				lines.spread(row, rows.offset(), row, rows.offset() + 1, all, to, 2, width / 2);
				to += width;
			}
		return new Block(new FinalInterval(min, max), all);
	}
}
