package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.List;

/**
 * The passes along x that follow one pass along z: they share the shifted copies of
 * a row that comes from there. The rows that they make are kept in a ring, for the
 * target rows that share them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RowPass<A> {

	/** Copies of a row, shifted, that are made at a time: with the sums they stay in a core's fastest cache. */
	static final int COPIES = 5;

	private final Lines<A> lines;
	private final Window window;
	/** Where rows come from, and which of the passes there. */
	private final PlaneSums<A> planes;
	private final int alongZ;
	private int plane;

	/** Passes along x, and all their weights, one pass after the other. */
	private final int passes;
	private final double[] weights;
	private final int width;
	private final int length;
	private final A[] copies;

	/** Rows that were made: [pass * ring + source row % ring], and of which source row: [source row % ring]. */
	private final A[] rows;
	private final int[] held;

	/**
	 * @param lines precision
	 * @param passes all passes
	 * @param planes the passes along z
	 * @param alongZ which of them
	 * @param ring rows to keep
	 * @param width samples of a row that is made
	 * @param scratch working memory
	 */
	RowPass(final Lines<A> lines, final SeparablePasses passes, final PlaneSums<A> planes, final int alongZ, final int ring,
		final int width, final Scratch scratch)
	{
		this.lines = lines;
		this.planes = planes;
		this.alongZ = alongZ;
		this.width = width;
		window = passes.window(0);
		final List<double[]> all = passes.alongX(alongZ);
		this.passes = all.size();
		weights = all.stream().flatMapToDouble(Arrays::stream).toArray();
		length = Lines.wholeVectors(width);
		rows = scratch.arrays("separable rows " + alongZ, lines, this.passes * ring, length);
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
		final A from = planes.row(alongZ, plane, sourceRow);
		final int offset = planes.offset();
		if (SeparablePasses.isIdentity(weights)) lines.gather(from, offset, window.stride(), rows[at], 0, width);
		else if (isSpaced()) makeSpaced(at, from, offset);
		else makeShifted(at, from, offset);
	}

	/** A copy for each tap, some at a time. */
	private void makeShifted(final int at, final A from, final int offset) {
		for (int t = 0; t < window.size(); t += COPIES) {
			final int n = Math.min(COPIES, window.size() - t);
			for (int i = 0; i < n; i++)
				lines.gather(from, offset + (t + i) * window.dilation(), window.stride(), copies[i], 0, width);
			for (int p = 0; p < passes; p++) {
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
		for (int p = 0; p < passes; p++)
			lines.fill(rows[p * held.length + at], length, 0);
		for (int begin = 0; begin < taps; begin += Lines.SPACED * Lines.VECTOR)
			for (int t = begin; t < Math.min(taps, begin + Lines.VECTOR); t++) {
				final int terms = Math.min(Lines.SPACED, (taps - t + Lines.VECTOR - 1) / Lines.VECTOR);
				lines.gather(from, offset + t, 1, copy, 0, width + (terms - 1) * Lines.VECTOR);
				for (int p = 0; p < passes; p++)
					lines.addSpaced(rows[p * held.length + at], weights, p * taps + t, length, copy, terms);
			}
	}
}
