package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.List;

/**
 * Computes the passes along x that follow one pass along z. All of them read the same shifted copies of a row.
 * The rows that they compute are kept in a ring, because several target rows read them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RowPass<A> {

	/** Shifted copies of a row that are made at a time: with the sums they fit into a core's fastest cache. */
	static final int COPIES = 5;

	private final Lines<A> lines;
	private final Window window;
	/** Provides the source rows; and the number of its pass to read. */
	private final PlaneSums<A> planes;
	private final int alongZ;
	private int plane;

	/** Number of passes along x; and all their weights, one pass after the other. */
	private final int passes;
	private final double[] weights;
	/** The same weights in the precision of the lines. */
	private final A own;
	private final int width;
	private final SumLines<A> memory;
	private final A[] copies;

	/**
	 * Rows that have been computed: [source row % ring * passes + pass]; and their source rows: [source row %
	 * ring].
	 */
	private final A[] rows;
	/** The rows of some passes, and their first weights. */
	private final int[] which;
	private final int[] first;
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
		weights = new double[this.passes * window.size()];
		for (int p = 0; p < this.passes; p++)
			System.arraycopy(all.get(p), 0, weights, p * window.size(), window.size());
		own = lines.create(weights.length);
		lines.fromDouble(weights, own, 0, weights.length);
		memory = new SumLines<>(scratch, "separable rows " + alongZ, lines, COPIES, this.passes * ring, width + Lines.SPACED *
			Lines.VECTOR);
		copies = memory.factors();
		rows = memory.sums();
		which = new int[this.passes];
		first = new int[this.passes];
		held = new int[ring];
	}

	/**
	 * Continues with another plane.
	 *
	 * @param z a target plane that the passes along z have computed
	 */
	void plane(final int z) {
		plane = z;
		Arrays.fill(held, -1);
	}

	/**
	 * Computes a row if it is not in the ring.
	 *
	 * @param pass number of the pass along x
	 * @param sourceRow row within the source block
	 * @return the row that the pass computes from it, behind the margin of {@link SumLines}, not to be changed
	 */
	A row(final int pass, final int sourceRow) {
		final int at = sourceRow % held.length;
		if (held[at] != sourceRow) {
			held[at] = sourceRow;
			make(sourceRow, at);
		}
		return rows[at * passes + pass];
	}

	private void make(final int sourceRow, final int at) {
		final A from = planes.row(alongZ, plane, sourceRow);
		final int offset = planes.offset();
		if (SeparablePasses.isIdentity(weights)) lines.gather(from, offset, window.stride(), rows[at],
			SumLines.MARGIN, width);
		else if (isSpaced()) makeSpaced(at, from, offset);
		else makeShifted(at, from, offset);
	}

	/** Makes one copy for each tap, some at a time, and adds their products. */
	private void makeShifted(final int at, final A from, final int offset) {
		for (int t = 0; t < window.size(); t += COPIES) {
			final int n = Math.min(COPIES, window.size() - t);
			for (int i = 0; i < n; i++)
				lines.gather(from, offset + (t + i) * window.dilation(), window.stride(), copies[i], SumLines.MARGIN, width);
			for (int p = 0; p < passes; p++) {
				which[p] = at * passes + p;
				first[p] = p * window.size() + t;
			}
			if (t == 0 && passes == 1) memory.begin(at, 0, weights, 0, width, 0, n);
			else if (t == 0) memory.begin(which, first, passes, own, width, 0, n);
			else memory.add(which, first, passes, own, width, 0, n);
		}
	}

	/** Whether to use {@link Lines#addSpaced}, which needs fewer copies of a row but has shorter loops. */
	private boolean isSpaced() {
		return window.stride() == 1 && window.dilation() == 1 && window.size() > 2 * Lines.VECTOR;
	}

	/** Adds all taps that one copy serves, then those of the copy that is shifted by one more sample, and so on. */
	private void makeSpaced(final int at, final A from, final int offset) {
		final int taps = window.size();
		final A copy = copies[0];
		for (int p = 0; p < passes; p++)
			lines.fill(rows[at * passes + p], SumLines.length(width), 0);
		for (int begin = 0; begin < taps; begin += Lines.SPACED * Lines.VECTOR)
			for (int t = begin; t < Math.min(taps, begin + Lines.VECTOR); t++) {
				final int terms = Math.min(Lines.SPACED, (taps - t + Lines.VECTOR - 1) / Lines.VECTOR);
				lines.gather(from, offset + t, 1, copy, SumLines.MARGIN, width + (terms - 1) * Lines.VECTOR);
				for (int p = 0; p < passes; p++)
					memory.addSpaced(at * passes + p, weights, p * taps + t, width, copy, terms);
			}
	}
}
