package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.fourier.RealLines;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Computes a block of a {@link LinePass}. A line holds the neighbouring samples along the axes before that of
 * the pass. For the pass along x, some rows at a time are transposed to columns, and the results back to rows.
 */
final class LinePassRun {

	private final AxisSums pass;
	private final LineSums sums;
	private final AxisBorder border;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final int axis;
	/** Number of samples along the axes before that of the pass, and along those after it. */
	private final int inner;
	private final int outer;
	private final double[] row;

	LinePassRun(final AxisSums pass, final Block source, final Block target, final Scratch scratch) {
		this.pass = pass;
		border = pass.border();
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		sums = pass.sums();
		axis = pass.axis();
		int before = 1;
		for (int d = 0; d < axis; d++)
			before *= target.size(d);
		inner = before;
		outer = target.samples() / (before * target.size(axis));
		row = scratch.array("line pass row", Precision.DOUBLE, Math.max(target.size(0), source.size(0)));
	}

	/** Computes whole segments, even if only some of their results are wanted. */
	void run() {
		final long first = target.min(axis);
		final long end = first + target.size(axis);
		final int at = sums.step() > 1 ? sums.step() : sums.block();
		final LineSums.Work work = sums.work((int) Math.min(at, pass.results()), scratch);
		long from = sums.step() > 1 ? Math.floorDiv(first, at) * at : first;
		while (from < end) {
			final long most = sums.step() > 1 ? pass.results() : end;
			final int count = (int) Math.min(at, most - from);
			if (axis == 0) alongX(work, (int) from, count);
			else across(work, (int) from, count);
			from += count;
		}
	}

	/** The index in the source block of each position that windows read; -1 outside of a constant border. */
	private int[] positions(final int first, final int count) {
		final int[] at = new int[pass.sourceSize(count)];
		final long from = pass.sourceMin(first);
		for (int i = 0; i < at.length; i++) {
			final long position = border.position(from + i);
			at[i] = position < 0 && border.isKnown() ? -1 : (int) (position - source.min(axis));
		}
		return at;
	}

	/** The results of a segment that are wanted: first and end, counted within the segment. */
	private int[] wanted(final int first, final int count) {
		final int from = (int) Math.max(0, target.min(axis) - first);
		final int end = (int) Math.min(count, target.min(axis) + target.size(axis) - first);
		return new int[] { from, end };
	}

	private void across(final LineSums.Work work, final int first, final int count) {
		final int[] at = positions(first, count);
		final int[] wanted = wanted(first, count);
		final int to = (int) (first - target.min(axis));
		for (int o = 0; o < outer; o++)
			for (int x = 0; x < inner; x += sums.width()) {
				final int n = Math.min(sums.width(), inner - x);
				final int width = n + 7 & -8;
				final double[][] lines = work.source(first, count);
				for (int i = 0; i < at.length; i++) {
					if (at[i] < 0) Arrays.fill(lines[i], 0, n, border.value());
					else read((o * source.size(axis) + at[i]) * inner + x, lines[i], n);
					Arrays.fill(lines[i], n, width, 0);
				}
				final double[][] results = work.sum(first, count, width);
				for (int i = wanted[0]; i < wanted[1]; i++)
					write(results[i], (o * target.size(axis) + to + i) * inner + x, n);
			}
	}

	private void alongX(final LineSums.Work work, final int first, final int count) {
		final int[] at = positions(first, count);
		final int[] wanted = wanted(first, count);
		final int height = sums.width();
		final double[][] rows = scratch.arrays("line pass rows", Precision.DOUBLE, height, Math.max(at.length, count));
		for (int y = 0; y < outer; y += height) {
			final int n = Math.min(height, outer - y);
			final int width = n + 7 & -8;
			for (int i = 0; i < width; i++)
				if (i < n) extend((y + i) * source.size(0), at, rows[i]);
				else Arrays.fill(rows[i], 0, at.length, 0);
			RealLines.transpose(rows, width, work.source(first, count), at.length);
			RealLines.transpose(work.sum(first, count, width), count, rows, width);
			for (int i = 0; i < n; i++) {
				final int length = wanted[1] - wanted[0];
				if (wanted[0] > 0) System.arraycopy(rows[i], wanted[0], row, 0, length);
				write(wanted[0] > 0 ? row : rows[i], (y + i) * target.size(0) + (int) (first + wanted[0] - target.min(0)), length);
			}
		}
	}

	/** Copies a row of the source and adds the samples outside. */
	private void extend(final int offset, final int[] at, final double[] extended) {
		int i = 0;
		while (i < at.length) {
			int run = 1;
			while (at[i] >= 0 && i + run < at.length && at[i + run] == at[i] + run)
				run++;
			if (at[i] < 0) extended[i] = border.value();
			else if (run == 1) extended[i] = source.isDouble() ? ((double[]) source.data())[offset + at[i]]
				: ((float[]) source.data())[offset + at[i]];
			else if (source.isDouble()) System.arraycopy(source.data(), offset + at[i], extended, i, run);
			else {
				read(offset + at[i], row, run);
				System.arraycopy(row, 0, extended, i, run);
			}
			i += run;
		}
	}

	private void read(final int index, final double[] line, final int n) {
		if (source.isDouble()) Precision.DOUBLE.toDouble((double[]) source.data(), index, line, n);
		else Precision.SINGLE.toDouble((float[]) source.data(), index, line, n);
	}

	private void write(final double[] line, final int index, final int n) {
		final double bias = pass.bias();
		if (bias != 0) for (int i = 0; i < n; i++)
			line[i] += bias;
		if (target.isDouble()) Precision.DOUBLE.fromDouble(line, (double[]) target.data(), index, n);
		else Precision.SINGLE.fromDouble(line, (float[]) target.data(), index, n);
	}
}
