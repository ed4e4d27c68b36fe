package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes the passes of one kernel along y. Each target row is the sum, over the kernel's terms, of rows that
 * the passes along x have computed. Where two neighbouring target rows share most of their rows, both are
 * computed together.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ColumnPass<A> {

	/** So many lines stay as they are until as many others are asked for. */
	static final int ROWS = 16;
	private static final int NONE = -1;

	private final Lines<A> lines;
	private final Window window;
	private final SeparablePasses.Term[] terms;
	private final double bias;
	/** For each term its weights along y, in the precision of the lines. */
	private final A[] weights;
	/** Whether the pass along y changes nothing. */
	private final boolean isLeft;
	/** For each term the passes along x. */
	private final RowPass<A>[] rowPasses;
	/** Target rows of the block. */
	private final int height;
	private final int width;

	/** The rows of a window, and one more for the next window. */
	private final A[] list;
	/** The sums of the last target rows, and of one that is ahead; and where the next ones are put. */
	private final SumLines<A> memory;
	private final A[] sums;
	private final A[] pair;
	private int next;
	/** The target row whose sum is already in the line before the next one. */
	private int ahead = NONE;
	/** Computes both sums together, for each term; empty if that is not faster. */
	private final List<NeighbourSums<A>> neighbours = new ArrayList<>();

	/**
	 * @param lines precision
	 * @param passes all passes
	 * @param kernel index of the kernel
	 * @param alongX the passes along x that follow each pass along z
	 * @param height target rows of the block
	 * @param width samples of a row
	 * @param scratch working memory
	 */
	@SuppressWarnings("unchecked")
	ColumnPass(final Lines<A> lines, final SeparablePasses passes, final int kernel, final List<RowPass<A>> alongX,
		final int height, final int width, final Scratch scratch)
	{
		this.lines = lines;
		this.height = height;
		window = passes.window(1);
		terms = passes.terms(kernel);
		bias = passes.bias(kernel);
		isLeft = terms.length == 1 && bias == 0 && SeparablePasses.isIdentity(terms[0].alongY);
		this.width = width;
		final boolean share = NeighbourSums.isWorth(window.size()) && window.stride() == 1 && window.dilation() == 1;
		rowPasses = new RowPass[terms.length];
		weights = lines.createList(terms.length);
		for (int t = 0; t < terms.length; t++) {
			rowPasses[t] = alongX.get(terms[t].alongZ);
			weights[t] = lines.create(window.size());
			lines.fromDouble(terms[t].alongY, weights[t], 0, window.size());
			if (share) neighbours.add(new NeighbourSums<>(lines, terms[t].alongY));
		}
		list = lines.createList(window.size() + 1);
		memory = new SumLines<>(scratch, "separable sums " + kernel, lines, 0, ROWS + 2, width);
		sums = memory.sums();
		pair = lines.createList(2);
	}

	/** Discards the sum that was computed for another plane. */
	void forget() {
		ahead = NONE;
	}

	/**
	 * @param y target row within the block
	 * @return its sums, behind the margin of {@link SumLines}, to be read only; see {@link #keepsLines}
	 */
	A line(final int y) {
		if (ahead == y) return sums[next - 1];
		if (isLeft) return rowPasses[0].row(terms[0].alongX, y * window.stride());
		if (!neighbours.isEmpty() && y + 1 < height) {
			next = next(2);
			sumTwo(y, next - 2);
			ahead = y + 1;
			return sums[next - 2];
		}
		next = next(1);
		sumOne(y, next - 1);
		ahead = NONE;
		return sums[next - 1];
	}

	/** @return whether a line stays as it is until {@link #ROWS} others are asked for; if not, only until the next one */
	boolean keepsLines() {
		return !isLeft;
	}

	/** The line behind so many lines that are to be filled next: two begin with an even one. */
	private int next(final int count) {
		final int from = (next + count - 1) / count * count;
		return (from + count > sums.length ? 0 : from) + count;
	}

	private void sumOne(final int y, final int at) {
		final int taps = window.size();
		for (int t = 0; t < terms.length; t++) {
			rows(t, y, taps, list, 0);
			if (t == 0) lines.set(sums[at], bias, terms[t].alongY, 0, memory.first(at), SumLines.MARGIN + width, list, 0, taps);
			else lines.add(sums[at], 0, weights[t], memory.first(at), SumLines.MARGIN + width, list, 0, taps);
		}
	}

	private void sumTwo(final int y, final int at) {
		pair[0] = sums[at];
		pair[1] = sums[at + 1];
		for (int t = 0; t < terms.length; t++) {
			rows(t, y, window.size() + 1, list, 0);
			if (t == 0) neighbours.get(t).set(pair, bias, memory.first(at), SumLines.MARGIN + width, list, 0);
			else neighbours.get(t).add(pair, memory.first(at), SumLines.MARGIN + width, list, 0);
		}
	}

	/**
	 * Lists the rows that a target row's window reads.
	 *
	 * @param term of which term
	 * @param y target row within the block
	 * @param count how many
	 * @param out where to
	 * @param first where to begin there
	 */
	void rows(final int term, final int y, final int count, final A[] out, final int first) {
		final RowPass<A> pass = rowPasses[term];
		final int alongX = terms[term].alongX;
		for (int r = 0; r < count; r++)
			out[first + r] = pass.row(alongX, y * window.stride() + r * window.dilation());
	}
}
