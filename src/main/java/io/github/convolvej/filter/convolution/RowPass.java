package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The passes of separable convolutions along x, of rows of which one pass along z
 * has been taken: they share the shifted copies of such a row. The rows that they
 * make are kept in a ring, for the target rows that share them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RowPass<A> {

	/** Copies of a row, shifted, that are made at a time: with the sums they stay in a core's fastest cache. */
	static final int COPIES = 5;

	private final Lines<A> lines;
	private final Window window;
	private final int alongZ;
	private final List<double[]> alongX = new ArrayList<>();

	private PlaneSums<A> planes;
	private int plane;
	private int width;
	private int length;
	/** All weights, one pass after the other. */
	private double[] weights;
	/** Rows: [pass * ring + source row % ring], and which are there: [source row % ring]. */
	private A[] rows;
	private int[] held;
	private A[] copies;

	/**
	 * @param lines precision
	 * @param window along x
	 * @param alongZ number of the pass along z
	 */
	RowPass(final Lines<A> lines, final Window window, final int alongZ) {
		this.lines = lines;
		this.window = window;
		this.alongZ = alongZ;
	}

	/** @return the weights of each pass, to be added to until {@link #prepare} is called */
	List<double[]> alongX() {
		return alongX;
	}

	/**
	 * @param from passes along z
	 * @param ring rows to keep
	 * @param targetWidth samples of a row that is made
	 * @param scratch working memory
	 */
	void prepare(final PlaneSums<A> from, final int ring, final int targetWidth, final Scratch scratch) {
		planes = from;
		width = targetWidth;
		length = Lines.wholeVectors(width);
		weights = alongX.stream().flatMapToDouble(Arrays::stream).toArray();
		rows = scratch.arrays("separable rows " + alongZ, lines, alongX.size() * ring, length);
		held = new int[ring];
		copies = scratch.arrays("separable copies", lines, COPIES, length + Lines.SPACED * Lines.VECTOR);
	}

	/**
	 * Goes on with another plane.
	 *
	 * @param z a target plane that is there, of passes along z
	 */
	void plane(final int z) {
		plane = z;
		Arrays.fill(held, -1);
	}

	/**
	 * @param pass number of the pass along x
	 * @param sourceRow row within the source block
	 * @return what the passes make of it, not to be changed
	 */
	A row(final int pass, final int sourceRow) {
		final int at = sourceRow % held.length;
		if (held[at] != sourceRow) {
			held[at] = sourceRow;
			make(sourceRow, at);
		}
		return rows[pass * held.length + at];
	}

	private void make(final int sourceRow, final int at) {
		final A from = planes.at(alongZ, plane, sourceRow);
		final int offset = planes.offset();
		if (SeparableLines.isIdentity(weights)) lines.gather(from, offset, window.stride(), rows[at], 0, width);
		else if (isSpaced()) makeSpaced(at, from, offset);
		else for (int t = 0; t < window.size(); t += COPIES) {
			final int n = Math.min(COPIES, window.size() - t);
			for (int i = 0; i < n; i++)
				lines.gather(from, offset + (t + i) * window.dilation(), window.stride(), copies[i], 0, width);
			for (int p = 0; p < alongX.size(); p++) {
				final A row = rows[p * held.length + at];
				final int first = p * window.size() + t;
				if (t == 0) lines.set(row, 0, weights, first, length, copies, 0, n);
				else lines.add(row, weights, first, length, copies, 0, n);
			}
		}
	}

	/** Whether taps are added by {@link Lines#addSpaced}, which needs fewer copies of a row but has shorter loops. */
	private boolean isSpaced() {
		return window.stride() == 1 && window.dilation() == 1 && window.size() > 2 * Lines.VECTOR;
	}

	/** The taps of one copy, then those of the copy shifted by one more, and so on. */
	private void makeSpaced(final int at, final A from, final int offset) {
		final int taps = window.size();
		final A copy = copies[0];
		for (int p = 0; p < alongX.size(); p++)
			lines.fill(rows[p * held.length + at], length, 0);
		for (int begin = 0; begin < taps; begin += Lines.SPACED * Lines.VECTOR)
			for (int t = begin; t < Math.min(taps, begin + Lines.VECTOR); t++) {
				final int terms = Math.min(Lines.SPACED, (taps - t + Lines.VECTOR - 1) / Lines.VECTOR);
				lines.gather(from, offset + t, 1, copy, 0, width + (terms - 1) * Lines.VECTOR);
				for (int p = 0; p < alongX.size(); p++)
					lines.addSpaced(rows[p * held.length + at], weights, p * taps + t, length, copy, terms);
			}
	}
}
