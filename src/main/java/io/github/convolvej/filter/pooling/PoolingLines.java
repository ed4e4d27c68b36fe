package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

/**
 * The lines engine of pooling with rectangular windows: maxima, minima and sums,
 * one axis after the other. Whole lines are reduced along y and z, then along x,
 * where each tap is a shifted copy of the line. With a stride, only the
 * remaining lines are subsampled.
 * <p>
 * Windows of many taps are reduced by doubling: lines reduced over h
 * neighbouring taps are combined to lines reduced over 2h taps, in place, so the
 * work grows with the logarithm of the window size. A maximum along x is the
 * maximum of two overlapping powers of two that cover the window; a sum is the
 * sum of the powers of two that add up to the window size. Every window is
 * summed in the same order, so results do not depend on the block; maxima and
 * minima do not depend on the order.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PoolingLines<A> implements ReducedLines<A> {

	/** Windows with fewer taps are reduced tap by tap. */
	private static final int MANY = 5;

	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final Reduction reduction;
	private final Window[] windows;
	private final boolean[] doubling;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final int width;
	/** A placeholder for lines outside the block, which no reduction reads. */
	private final A outside;
	private final A[] terms;
	private final A[] pair;
	private final A[] next;
	private final A[] spare;
	private int spares;
	private final A[] list;
	private final LineReduction<A> alongX;

	/**
	 * @param lines precision
	 * @param reduction maximum, minimum or (for anything else) the sum
	 * @param windows a window for every axis of the blocks
	 * @param dimensions size of the part of the image that windows may read
	 * @param source the samples that count, as far as they are needed; samples
	 *          outside this block do not count
	 * @param target the windows to compute
	 * @param scratch memory of the calling thread
	 */
	PoolingLines(final Lines<A> lines, final Reduction reduction, final Window[] windows, final long[] dimensions,
		final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		loops = WindowLinesTypes.of(lines);
		this.reduction = reduction;
		this.windows = windows;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		doubling = new boolean[windows.length];
		for (int d = 0; d < windows.length; d++)
			doubling[d] = isDoubled(windows[d], dimensions[d]);
		width = source.size(0);
		outside = lines.create(0);
		terms = lines.createList(WindowLines.TERMS);
		pair = lines.createList(2);
		next = lines.createList(2);
		alongX = new LineReduction<>(lines, reduction, windows[0], doubling[0], source, target, scratch);
		A[] all = rows();
		spare = scratch.arrays("spare lines", lines, 2 * windows.length * all.length, 0);
		int inner = 1;
		for (int d = 1; d < windows.length; d++) {
			all = along(d, all, inner);
			inner *= target.size(d);
		}
		list = all;
	}

	/**
	 * @param window a window
	 * @param n number of samples that it may read along its axis
	 * @return whether to reduce it by doubling
	 */
	static boolean isDoubled(final Window window, final long n) {
		// if windows are far larger than the image, only the taps inside are worth reading
		return window.size() >= MANY && window.size() > 2 * window.stride() && window.effectiveSize() <= 2 * n + 64;
	}

	@Override
	public A line(final int i) {
		return alongX.reduce(list[i] == outside ? null : list[i]);
	}

	/** Number of source samples along an axis that the windows span, inside or outside the block. */
	private int span(final int d) {
		return Math.toIntExact(windows[d].sourceSize(target.size(d)));
	}

	/** Copies of the source lines that windows read, each in a separate array. */
	private A[] rows() {
		int count = 1;
		for (int d = 1; d < windows.length; d++)
			count = Math.multiplyExact(count, span(d));
		final A[] rows = lines.createList(count);
		final A[] memory = scratch.arrays("rows", lines, Math.min(count, source.samples() / width), width);
		final Rows<A> all = source.rows();
		int used = 0;
		for (int i = 0; i < count; i++) {
			final int row = sourceRow(i);
			rows[i] = row < 0 ? outside : memory[used++];
			if (row < 0) continue;
			final A samples = all.at(row);
			lines.copy(samples, all.offset(), rows[i], 0, width);
		}
		return rows;
	}

	/** The row of the source block for a line of the span; -1 if the line is outside or no window has a tap there. */
	private int sourceRow(final int line) {
		int rest = line;
		int row = 0;
		int step = 1;
		for (int d = 1; d < windows.length; d++) {
			final int i = rest % span(d);
			rest /= span(d);
			final long inBlock = windows[d].sourceMin(target.min(d)) + i - source.min(d);
			if (inBlock < 0 || inBlock >= source.size(d) || !hasTap(d, i)) return -1;
			row += (int) inBlock * step;
			step *= source.size(d);
		}
		return row;
	}

	private boolean hasTap(final int d, final int i) {
		final Window w = windows[d];
		if (w.dilation() == 1) return i % w.stride() < w.size() || i >= w.stride() * (target.size(d) - 1);
		for (int t = 0; t < w.size(); t++) {
			final int from = i - t * w.dilation();
			if (from >= 0 && from % w.stride() == 0 && from / w.stride() < target.size(d)) return true;
		}
		return false;
	}

	/**
	 * @param d an axis other than x
	 * @param all lines of the target along the axes before, of the span along this
	 *          one and those after; they are overwritten
	 * @param inner number of lines along the axes before
	 */
	private A[] along(final int d, final A[] all, final int inner) {
		final int span = span(d);
		final int m = target.size(d);
		final int step = windows[d].stride() * inner;
		final A[] reduced = lines.createList(all.length / span * m);
		final A[] column = lines.createList(span * inner);
		for (int outer = 0; outer < all.length / (inner * span); outer++) {
			System.arraycopy(all, outer * column.length, column, 0, column.length);
			// results take the place of the first lines of their windows
			if (!doubling[d]) direct(windows[d], column, inner, m);
			else if (reduction == Reduction.MAX || reduction == Reduction.MIN) cover(windows[d], column, inner);
			else compose(windows[d], column, inner, m);
			for (int o = 0; o < m; o++)
				System.arraycopy(column, o * step, reduced, (outer * m + o) * inner, inner);
		}
		return reduced;
	}

	private void direct(final Window w, final A[] column, final int inner, final int m) {
		for (int o = 0; o < m; o++)
			for (int i = 0; i < inner; i++)
				reduce(column, o * w.stride() * inner + i, w.dilation() * inner, w.size());
	}

	/**
	 * Takes maxima or minima of blocks of lines with three comparisons per line,
	 * for windows of any height (van Herk; Gil and Werman).
	 */
	private void cover(final Window w, final A[] column, final int inner) {
		final int step = w.dilation() * inner;
		final int block = w.size() * step;
		for (int phase = 0; phase < step; phase++)
			for (int first = phase; first + block - step < column.length; first += block)
				coverBlock(column, first, block, step, w.stride() * inner, inner);
	}

	/**
	 * Reduces each line of a block with all lines that follow it in the block.
	 * Together with the reduction of the first lines of the next block, this is
	 * the result of the line's window.
	 */
	private void coverBlock(final A[] column, final int first, final int block, final int step, final int stride,
		final int inner)
	{
		final int last = first + block - step;
		for (int i = last - step; i >= first; i -= step)
			reduce(column, i, step, 2);
		next[0] = outside;
		for (int i = first + step; i <= last && i + block - step < column.length; i += step) {
			next[1] = column[i + block - step];
			reduce(next, 0, 1, 2);
			if (i % stride >= inner) continue;
			pair[0] = column[i];
			pair[1] = next[0];
			reduce(pair, 0, 1, 2);
			column[i] = pair[0];
		}
	}

	private void compose(final Window w, final A[] column, final int inner, final int m) {
		final A[] sums = lines.createList(m * inner);
		Arrays.fill(sums, outside);
		int first = 0;
		for (int reach = 1; reach <= w.size(); reach *= 2) {
			if ((w.size() & reach) != 0) {
				for (int o = 0; o < m; o++)
					for (int i = 0; i < inner; i++) {
						pair[0] = sums[o * inner + i];
						pair[1] = column[(o * w.stride() + first * w.dilation()) * inner + i];
						reduce(pair, 0, 1, 2);
						sums[o * inner + i] = pair[0];
					}
				first += reach;
			}
			if (2 * reach <= w.size()) twice(w, column, inner, reach);
		}
		for (int o = 0; o < m; o++)
			System.arraycopy(sums, o * inner, column, o * w.stride() * inner, inner);
	}

	/** Combines lines reduced over some taps to lines reduced over twice as many. */
	private void twice(final Window w, final A[] column, final int inner, final int reach) {
		final int end = column.length - (2 * reach - 1) * w.dilation() * inner;
		for (int i = 0; i < end; i++)
			reduce(column, i, reach * w.dilation() * inner, 2);
	}

	/** Reduces lines at a given spacing into the first of them. */
	private void reduce(final A[] column, final int at, final int step, final int count) {
		A out = column[at];
		int n = 0;
		for (int t = 0; t < count; t++) {
			final A line = column[at + t * step];
			if (line == outside) continue;
			if (out == outside) out = spare();
			terms[n++] = line;
			if (n < WindowLines.TERMS) continue;
			reduction.reduce(loops, out, width, terms, n);
			terms[0] = out;
			n = 1;
		}
		if (n > 1 || n == 1 && terms[0] != out) reduction.reduce(loops, out, width, terms, n);
		column[at] = out;
	}

	private A spare() {
		if (spare[spares] == null || lines.length(spare[spares]) < width) spare[spares] = lines.create(width);
		return spare[spares++];
	}
}
