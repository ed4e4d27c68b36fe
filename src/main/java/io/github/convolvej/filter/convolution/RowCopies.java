package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.SumLines;

/**
 * Makes copies of a source row, one for each tap along x. A copy is shifted (and subsampled) so that sample i
 * of the copy belongs to sample i of the target row. A copy contains one row of each of several bands, one
 * after another. The taps of a row are numbered by input channel, plane and column, columns fastest. Where
 * several target planes are computed together, they need copies of further source planes, which follow.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RowCopies<A> {

	private final Lines<A> lines;
	private final DenseKernel kernel;
	private final Block source;
	private final Block target;
	private final Rows<A> in;
	private final int bands;
	private final int width;
	private final int slab;
	/**
	 * Rows of the source block from one channel to the next; and for each plane of taps, its distance from the
	 * first in rows.
	 */
	private final int channelRows;
	private final int[] planeRow;

	private final A[] copies;

	/** The part of the block: its first row in the source, the distance of bands in rows, and the number of rows. */
	private int from;
	private int bandStep;
	private int rows;

	/**
	 * @param lines precision
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param bands number of bands of rows
	 * @param slab planes that are computed at the same time
	 * @param copies where the copies of a turn are put, behind the margin
	 */
	RowCopies(final Lines<A> lines, final DenseKernel kernel, final Block source, final Block target, final int bands,
		final int slab, final A[] copies)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.source = source;
		this.target = target;
		this.bands = bands;
		this.slab = slab;
		in = source.rows();
		width = target.size(0);
		int all = 1;
		for (int d = 1; d < kernel.axes(); d++)
			all *= source.size(d);
		channelRows = all;
		planeRow = planeRows();
		this.copies = copies;
	}

	private int[] planeRows() {
		final int[] rowsBefore = new int[kernel.planes() + slab - 1];
		for (int i = 0; i < rowsBefore.length; i++) {
			int rest = i;
			int step = source.size(1);
			for (int d = 2; d < kernel.axes(); d++) {
				// several planes are computed together only along z, and then taps may lie beyond the kernel
				final int tap = slab > 1 ? rest : rest % kernel.kernel().size(d);
				rowsBefore[i] += tap * kernel.window(d).dilation() * step;
				rest /= kernel.kernel().size(d);
				step *= source.size(d);
			}
		}
		return rowsBefore;
	}

	/**
	 * Continues with another part of the block: one class of rows (see {@link DenseKernel#classes}) of some
	 * planes.
	 *
	 * @param channel the first input channel within the block
	 * @param plane the first target plane within the block
	 * @param row the first of the rows
	 * @param count number of target rows
	 * @param height rows of a band
	 */
	void begin(final int channel, final int plane, final int row, final int count, final int height) {
		from = channel * channelRows + firstRow(plane) + row * kernel.strideY();
		bandStep = height * kernel.stride();
		rows = (count - 1) * kernel.stride() + kernel.rows();
	}

	/** Row in the source block that the first tap of a target plane reads. */
	private int firstRow(final int plane) {
		int row = 0;
		int rest = plane;
		int step = source.size(1);
		for (int d = 2; d < kernel.axes(); d++) {
			row += rest % target.size(d) * kernel.window(d).stride() * step;
			rest /= target.size(d);
			step *= source.size(d);
		}
		return row;
	}

	/**
	 * Copies a row of each band for some taps. If a band has no such row, its part of the copies is not
	 * changed.
	 *
	 * @param row which row of a band
	 * @param first the first tap
	 * @param end the tap after the last
	 */
	void make(final int row, final int first, final int end) {
		final int columns = kernel.columns();
		for (int t = first; t < end;) {
			final int line = t / columns;
			final int next = Math.min(end, (line + 1) * columns);
			for (int b = 0; b < bands && b * bandStep + row < rows; b++)
				make(from + rowsBefore(line) + (b * bandStep + row) * kernel.rowStep(), t - line * columns, next - t, t - first,
					SumLines.MARGIN + b * width);
			t = next;
		}
	}

	/** Copies a source row for some columns of taps to a place in each of the copies. */
	private void make(final int row, final int column, final int columns, final int copy, final int to) {
		final int dilation = kernel.window(0).dilation();
		// a row that is put together is put where it is copied from; what lies behind its place is not used yet
		if (column == 0 && columns > 1 && kernel.window(0).stride() == 1 && to + source.size(0) <= lines.length(copies[copy]) && in
			.copy(row, copies[copy], to))
		{
			for (int i = 1; i < columns; i++)
				lines.copy(copies[copy], to + i * dilation, copies[copy + i], to, width);
			return;
		}
		final A samples = in.at(row);
		for (int i = 0; i < columns; i++)
			lines.gather(samples, in.offset() + (column + i) * dilation, kernel.window(0).stride(), copies[copy + i], to, width);
	}

	/** Number of rows of the source block before a plane of an input channel. */
	private int rowsBefore(final int line) {
		if (slab > 1) return planeRow[line];
		return line / kernel.planes() * channelRows + planeRow[line % kernel.planes()];
	}
}
