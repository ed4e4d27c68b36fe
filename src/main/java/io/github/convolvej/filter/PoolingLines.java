package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;

import java.util.Arrays;

/**
 * The lines engine of pooling with rectangular windows: maxima, minima and sums,
 * one axis after the other. Lines of source samples are reduced along x, the
 * reduced lines along y, and so on; along x each tap is a shifted (and subsampled)
 * copy of the line, so that all loops are those of {@link Lines}. Every window is
 * computed for itself, taps in order, so that results do not depend on the block.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PoolingLines<A> {

	private static final double[] ONES = new double[Lines.TERMS];

	static {
		Arrays.fill(ONES, 1);
	}

	private final Lines<A> lines;
	private final Reduction reduction;
	private final Window[] windows;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final A in;
	private final int width;
	private final A neutral;
	private final A[] termLines;

	/**
	 * @param lines precision
	 * @param reduction maximum, minimum or (for anything else) the sum
	 * @param windows a window for every axis of the blocks
	 * @param source the samples that count, as far as they are needed: whatever is
	 *          not in this block does not count
	 * @param target which windows are wanted
	 * @param scratch memory of the calling thread
	 */
	@SuppressWarnings("unchecked")
	PoolingLines(final Lines<A> lines, final Reduction reduction, final Window[] windows, final Block source,
		final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.reduction = reduction;
		this.windows = windows;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		in = (A) source.data();
		width = target.size(0);
		neutral = scratch.array("neutral", lines, width);
		lines.fill(neutral, width, reduction.neutral());
		termLines = lines.createList(Lines.TERMS);
	}

	/** @return the lines of the target, y fastest, to be changed and copied by the caller */
	A[] run() {
		A[] list = alongX();
		int inner = 1;
		for (int d = 1; d < windows.length; d++) {
			list = along(d, list, inner);
			inner *= target.size(d);
		}
		return list;
	}

	/** Number of source samples along an axis that the windows span, inside or outside of the block. */
	private int span(final int d) {
		return Math.toIntExact(windows[d].sourceSize(target.size(d)));
	}

	private A[] alongX() {
		int count = 1;
		for (int d = 1; d < windows.length; d++)
			count = Math.multiplyExact(count, span(d));
		final boolean[] needed = new boolean[count];
		final int[] offset = new int[count];
		int reduced = 0;
		for (int i = 0; i < count; i++) {
			offset[i] = lineOffset(i);
			needed[i] = offset[i] >= 0;
			if (needed[i]) reduced++;
		}
		final A[] memory = scratch.arrays("along 0", lines, Math.max(1, reduced), width);
		final A[] list = lines.createList(count);
		reduced = 0;
		for (int i = 0; i < count; i++)
			if (needed[i]) reduceLine(offset[i], list[i] = memory[reduced++]);
			else list[i] = neutral;
		return list;
	}

	/** Where a line of the span lies in the source block; -1 if it does not, or if no window has a tap there. */
	private int lineOffset(final int line) {
		int rest = line;
		int offset = 0;
		int step = source.size(0);
		for (int d = 1; d < windows.length; d++) {
			final int i = rest % span(d);
			rest /= span(d);
			final long inBlock = windows[d].sourceMin(target.min(d)) + i - source.min(d);
			if (inBlock < 0 || inBlock >= source.size(d) || !hasTap(d, i)) return -1;
			offset += (int) inBlock * step;
			step *= source.size(d);
		}
		return offset;
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

	private void reduceLine(final int offset, final A out) {
		final Window w = windows[0];
		final int span = span(0);
		final long first = w.sourceMin(target.min(0)) - source.min(0);
		A line = in;
		int start = Math.toIntExact(offset + first);
		if (first < 0 || first + span > source.size(0)) {
			line = scratch.array("padded", lines, span);
			start = 0;
			final int before = (int) Math.max(0, Math.min(span, -first));
			final int inside = (int) Math.max(0, Math.min(span, source.size(0) - first) - before);
			lines.fill(line, span, reduction.neutral());
			if (inside > 0) {
				final A part = scratch.array("part", lines, inside);
				lines.gather(in, (int) (offset + first + before), 1, part, inside);
				lines.put(part, line, before, inside);
			}
		}
		lines.fill(out, width, reduction.neutral());
		final A[] shifted = scratch.arrays("shifted", lines, Lines.TERMS, width);
		int terms = 0;
		for (int t = 0; t < w.size(); t++) {
			lines.gather(line, start + t * w.dilation(), w.stride(), termLines[terms] = shifted[terms], width);
			if (++terms < Lines.TERMS && t < w.size() - 1) continue;
			add(out, terms);
			terms = 0;
		}
	}

	/**
	 * @param d axis, beyond x
	 * @param list lines of the target along the axes before, of the span along this
	 *          one and those after
	 * @param inner number of lines along the axes before
	 */
	private A[] along(final int d, final A[] list, final int inner) {
		final Window w = windows[d];
		final int span = span(d);
		final int outer = list.length / (inner * span);
		final int m = target.size(d);
		final A[] reduced = lines.createList(outer * m * inner);
		if (w.size() == 1) {
			for (int i = 0; i < reduced.length; i++)
				reduced[i] = list[(i / (inner * m) * span + i / inner % m * w.stride()) * inner + i % inner];
			return d == windows.length - 1 ? copies(reduced, d) : reduced;
		}
		final A[] memory = scratch.arrays("along " + d, lines, reduced.length, width);
		for (int i = 0; i < reduced.length; i++) {
			reduced[i] = memory[i];
			lines.fill(memory[i], width, reduction.neutral());
			final int start = (i / (inner * m) * span + i / inner % m * w.stride()) * inner + i % inner;
			int terms = 0;
			for (int t = 0; t < w.size(); t++) {
				termLines[terms++] = list[start + t * w.dilation() * inner];
				if (terms < Lines.TERMS && t < w.size() - 1) continue;
				add(memory[i], terms);
				terms = 0;
			}
		}
		return reduced;
	}

	/** Lines that the caller may change although the neutral line may be among them several times. */
	private A[] copies(final A[] list, final int d) {
		final A[] memory = scratch.arrays("along " + d, lines, list.length, width);
		final A[] copies = lines.createList(list.length);
		for (int i = 0; i < list.length; i++)
			lines.put(list[i], copies[i] = memory[i], 0, width);
		return copies;
	}

	private void add(final A out, final int terms) {
		if (reduction == Reduction.MAX) lines.max(out, width, termLines, terms);
		else if (reduction == Reduction.MIN) lines.min(out, width, termLines, terms);
		else lines.accumulate(out, width, termLines, ONES, terms);
	}
}
