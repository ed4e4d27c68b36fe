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

	private static final int NONE = -1;

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
	/** The sums of a target row and of the next one. */
	private final SumLines<A> memory;
	private final A[] sums;
	/** The target row whose sum is already in the second line. */
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
		memory = new SumLines<>(scratch, "separable sums " + kernel, lines, 0, 2, width);
		sums = memory.sums();
	}

	/** Discards the sum that was computed for another plane. */
	void forget() {
		ahead = NONE;
	}

	/**
	 * @param y target row within the block
	 * @return its sums, behind the margin of {@link SumLines}, to be read only, until the next ones
	 */
	A line(final int y) {
		if (ahead == y) return sums[1];
		if (isLeft) return rowPasses[0].row(terms[0].alongX, y * window.stride());
		if (!neighbours.isEmpty() && y + 1 < height) {
			sumTwo(y);
			ahead = y + 1;
		}
		else {
			sumOne(y);
			ahead = NONE;
		}
		return sums[0];
	}

	private void sumOne(final int y) {
		final int taps = window.size();
		for (int t = 0; t < terms.length; t++) {
			rows(t, y, taps, list, 0);
			if (t == 0) memory.set(sums[0], bias, terms[t].alongY, 0, width, list, 0, taps);
			else memory.add(sums[0], weights[t], 0, width, list, 0, taps);
		}
	}

	private void sumTwo(final int y) {
		for (int t = 0; t < terms.length; t++) {
			rows(t, y, window.size() + 1, list, 0);
			if (t == 0) neighbours.get(t).set(sums, bias, memory.firstOfSums(), SumLines.MARGIN + width, list, 0);
			else neighbours.get(t).add(sums, memory.firstOfSums(), SumLines.MARGIN + width, list, 0);
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
