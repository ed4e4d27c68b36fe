package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/**
 * Reduces lines along x for {@link PoolingLines}.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class LineReduction<A> {

	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final Reduction reduction;
	private final Window window;
	private final boolean doubling;
	private final int width;
	private final int span;
	private final int before;
	private final int inside;
	private final int skipped;
	private final A padded;
	private final A shifted;
	private final A out;
	private final A[] taps;
	private final A[] phases;
	private final A[] terms;

	/**
	 * @param lines precision
	 * @param reduction maximum, minimum or (for anything else) the sum
	 * @param window the window along x
	 * @param doubling whether to reduce it by doubling
	 * @param source the part of the image that the lines cover
	 * @param target the windows to compute
	 * @param scratch memory of the calling thread
	 */
	LineReduction(final Lines<A> lines, final Reduction reduction, final Window window, final boolean doubling,
		final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		loops = WindowLinesTypes.of(lines);
		this.reduction = reduction;
		this.window = window;
		this.doubling = doubling;
		width = target.size(0);
		span = Math.toIntExact(window.sourceSize(width));
		final long first = window.sourceMin(target.min(0)) - source.min(0);
		before = (int) Math.max(0, Math.min(span, -first));
		inside = (int) Math.max(0, Math.min(span, source.size(0) - first) - before);
		skipped = (int) Math.max(0, first);
		padded = scratch.array("padded", lines, span);
		shifted = scratch.array("shifted line", lines, span);
		out = scratch.array("reduced", lines, span);
		taps = scratch.arrays("taps", lines, WindowLines.TERMS, width);
		phases = scratch.arrays("phases", lines, Math.min(window.stride(), window.size()), span / window.stride() + 1);
		terms = lines.createList(WindowLines.TERMS);
	}

	/**
	 * @param line samples of the source block, which are overwritten, or null for
	 *          a line outside the block
	 * @return the samples of the target block, valid until the next call
	 */
	A reduce(final A line) {
		if (line == null) {
			lines.fill(out, width, reduction.neutral());
			return out;
		}
		final A all = skipped == 0 && inside == span ? line : pad(line);
		if (!doubling) return direct(all);
		return reduction == Reduction.MAX || reduction == Reduction.MIN ? cover(all) : compose(all);
	}

	private A pad(final A line) {
		lines.fill(padded, span, reduction.neutral());
		if (inside > 0) lines.copy(line, skipped, padded, before, inside);
		return padded;
	}

	private A direct(final A line) {
		final int stride = window.stride();
		int n = 0;
		int gathered = 0;
		final int[] phase = new int[phases.length];
		for (int t = 0; t < window.size(); t++) {
			final int at = t * window.dilation();
			final A tap = taps[n];
			if (stride == 1) {
				if (at == 0) terms[n] = line;
				else lines.copy(line, at, terms[n] = tap, 0, width);
			}
			else if (window.size() <= stride) loops.every(line, at, stride, terms[n] = tap, width);
			else {
				int p = 0;
				while (p < gathered && phase[p] != at % stride)
					p++;
				if (p == gathered) {
					phase[gathered++] = at % stride;
					loops.every(line, at % stride, stride, phases[p], (span - at % stride + stride - 1) / stride);
				}
				if (at < stride) terms[n] = phases[p];
				else lines.copy(phases[p], at / stride, terms[n] = tap, 0, width);
			}
			if (++n < WindowLines.TERMS && t < window.size() - 1) continue;
			reduction.reduce(loops, out, width, terms, n);
			terms[0] = out;
			n = 1;
		}
		return out;
	}

	private A cover(final A line) {
		final int h = Integer.highestOneBit(window.size());
		for (int reach = 1; reach < h; reach *= 2)
			twice(line, reach);
		final int n = (width - 1) * window.stride() + 1;
		if (h < window.size()) add(line, line, (window.size() - h) * window.dilation(), n);
		return subsampled(line);
	}

	private A compose(final A line) {
		final int n = (width - 1) * window.stride() + 1;
		int first = 0;
		for (int reach = 1; reach <= window.size(); reach *= 2) {
			if ((window.size() & reach) != 0) {
				if (first == 0) lines.copy(line, 0, padded == line ? out : padded, 0, n);
				else add(padded == line ? out : padded, line, first * window.dilation(), n);
				first += reach;
			}
			if (2 * reach <= window.size()) twice(line, reach);
		}
		return subsampled(padded == line ? out : padded);
	}

	private void twice(final A line, final int reach) {
		add(line, line, reach * window.dilation(), span - (2 * reach - 1) * window.dilation());
	}

	/** Reduces samples of one line with samples of another at some distance. */
	private void add(final A to, final A line, final int distance, final int n) {
		terms[0] = to;
		terms[1] = shifted;
		lines.copy(line, distance, shifted, 0, n);
		reduction.reduce(loops, to, n, terms, 2);
	}

	private A subsampled(final A line) {
		if (window.stride() == 1) return line;
		final A samples = line == shifted ? out : shifted;
		loops.every(line, 0, window.stride(), samples, width);
		return samples;
	}
}
