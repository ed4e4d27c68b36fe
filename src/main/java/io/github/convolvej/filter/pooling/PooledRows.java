package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

/**
 * Pooling of planes with small windows, a row of windows at a time: only the rows of these windows are kept, which stay in
 * the cache nearest to the core. Samples are reduced in the order of {@link PoolingLines}, with the same bits.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PooledRows<A> implements ReducedLines<A> {

	/** Most rows from the first to the last of a window. */
	private static final int HIGHEST = 8;

	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final Reduction reduction;
	private final Window window;
	private final Block source;
	private final Rows<A> rows;
	private final long first;
	private final int width;
	/** The rows that were read last, each in its place, and which they are. */
	private final A[] kept;
	private final int[] keptRow;
	private final A[] terms;
	private final A reduced;
	private final LineReduction<A> alongX;

	/**
	 * @param lines precision
	 * @param reduction maximum, minimum or (for anything else) the sum
	 * @param windows a window for each of both axes
	 * @param dimensions size of the part of the image that windows may read
	 * @param source the samples that count, as far as they are needed; samples outside this block do not count
	 * @param target the windows to compute
	 * @param scratch memory of the calling thread
	 */
	PooledRows(final Lines<A> lines, final Reduction reduction, final Window[] windows, final long[] dimensions,
		final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		loops = WindowLinesTypes.of(lines);
		this.reduction = reduction;
		this.source = source;
		window = windows[1];
		rows = source.rows();
		first = window.sourceMin(target.min(1)) - source.min(1);
		width = source.size(0);
		kept = scratch.arrays("pooled rows", lines, (int) window.effectiveSize(), width);
		keptRow = new int[kept.length];
		Arrays.fill(keptRow, -1);
		terms = lines.createList(WindowLines.TERMS);
		reduced = scratch.array("reduced rows", lines, width);
		alongX = new LineReduction<>(lines, reduction, windows[0], PoolingLines.isDoubled(windows[0], dimensions[0]), source, target,
			scratch);
	}

	/** Whether it is for such windows. */
	static boolean fit(final Window[] windows, final long[] dimensions) {
		return windows.length == 2 && windows[1].effectiveSize() <= HIGHEST && !PoolingLines.isDoubled(windows[1], dimensions[1]);
	}

	@Override
	public A line(final int i) {
		int n = 0;
		for (int t = 0; t < window.size(); t++) {
			final long row = first + (long) i * window.stride() + (long) t * window.dilation();
			if (row < 0 || row >= source.size(1)) continue;
			terms[n++] = row((int) row);
			if (n < WindowLines.TERMS) continue;
			reduction.reduce(loops, reduced, width, terms, n);
			terms[0] = reduced;
			n = 1;
		}
		if (n == 0) return alongX.reduce(null);
		if (terms[0] != reduced || n > 1) reduction.reduce(loops, reduced, width, terms, n);
		return alongX.reduce(reduced);
	}

	/** A copy of a row, made once. */
	private A row(final int row) {
		final int at = row % kept.length;
		if (keptRow[at] != row) {
			final A samples = rows.at(row);
			lines.copy(samples, rows.offset(), kept[at], 0, width);
			keptRow[at] = row;
		}
		return kept[at];
	}
}
