package io.github.convolvej.filter.interpolation;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Interpolates one block. A target line is first computed as a weighted sum of
 * source lines, over all axes other than x together; then it is interpolated
 * along x.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class InterpolationLines<A> {

	/** Number of source lines that are added at once. */
	private static final int TERMS = 16;

	private final Lines<A> lines;
	private final Resampling[] axes;
	private final Block source;
	private final Block target;
	private final A in;
	private final A out;
	private final int sourceWidth;
	private final int width;

	/**
	 * Along x: for each tap, the source sample and the weight for every target
	 * sample.
	 */
	private final int[][] columnIndex;
	private final A[] columnWeights;

	/** For each axis other than x and each target sample: offsets in the source block, and weights. */
	private final int[][][] offsets;
	private final double[][][] weights;

	/** Weighted sum of source lines, followed by one zero. */
	private final A row;
	private final A picked;
	private final A result;
	private final A[] termLines;
	private final double[] termWeights = new double[TERMS];
	private int terms;

	@SuppressWarnings("unchecked")
	InterpolationLines(final Lines<A> lines, final Resampling[] axes, final Block source, final Block target,
		final Scratch scratch)
	{
		this.lines = lines;
		this.axes = axes;
		this.source = source;
		this.target = target;
		in = (A) source.data();
		out = (A) target.data();
		sourceWidth = source.size(0);
		width = target.size(0);
		final int taps = axes[0].mostTaps();
		columnIndex = new int[taps][width];
		columnWeights = scratch.arrays("column weights", lines, taps, width);
		findColumns();
		offsets = new int[axes.length][][];
		weights = new double[axes.length][][];
		int step = sourceWidth;
		for (int d = 1; d < axes.length; d++) {
			findRows(d, step);
			step *= source.size(d);
		}
		row = scratch.array("row", lines, sourceWidth + 1);
		picked = scratch.array("picked", lines, width);
		result = scratch.array("result", lines, width);
		termLines = scratch.arrays("terms", lines, TERMS, sourceWidth);
	}

	private void findColumns() {
		final long[] index = new long[columnIndex.length];
		final double[] weight = new double[columnIndex.length];
		for (int x = 0; x < width; x++) {
			final int count = axes[0].taps(target.min(0) + x, index, weight);
			for (int t = 0; t < columnIndex.length; t++) {
				// samples with fewer taps use the zero after the row
				columnIndex[t][x] = t < count ? (int) (index[t] - source.min(0)) : sourceWidth;
				lines.set(columnWeights[t], x, t < count ? weight[t] : 0);
			}
		}
	}

	private void findRows(final int d, final int step) {
		final int n = target.size(d);
		offsets[d] = new int[n][];
		weights[d] = new double[n][];
		final long[] index = new long[axes[d].mostTaps()];
		final double[] weight = new double[index.length];
		for (int i = 0; i < n; i++) {
			final int count = axes[d].taps(target.min(d) + i, index, weight);
			offsets[d][i] = new int[count];
			weights[d][i] = new double[count];
			for (int t = 0; t < count; t++) {
				offsets[d][i][t] = (int) (index[t] - source.min(d)) * step;
				weights[d][i][t] = weight[t];
			}
		}
	}

	/** Computes the block. */
	void run() {
		int count = 1;
		for (int d = 1; d < axes.length; d++)
			count *= target.size(d);
		final int[] position = new int[axes.length];
		for (int i = 0; i < count; i++) {
			sumRows(position);
			interpolateRow();
			lines.copy(result, 0, out, i * width, width);
			for (int d = 1; d < axes.length && ++position[d] == target.size(d); d++)
				position[d] = 0;
		}
	}

	private void sumRows(final int[] position) {
		boolean copy = true;
		for (int d = 1; d < axes.length; d++)
			copy &= axes[d].isCopy();
		if (copy) {
			int offset = 0;
			for (int d = 1; d < axes.length; d++)
				offset += offsets[d][position[d]][0];
			lines.copy(in, offset, row, 0, sourceWidth);
		}
		else {
			lines.fill(row, sourceWidth, 0);
			terms = 0;
			addRows(axes.length - 1, position, 0, 1);
			if (terms > 0) addTerms();
		}
		lines.set(row, sourceWidth, 0);
	}

	/** Adds all combinations of taps on axes 1 to d. */
	private void addRows(final int d, final int[] position, final int offset, final double weight) {
		if (d == 0) {
			lines.copy(in, offset, termLines[terms], 0, sourceWidth);
			termWeights[terms++] = weight;
			if (terms == TERMS) addTerms();
			return;
		}
		final int[] o = offsets[d][position[d]];
		final double[] w = weights[d][position[d]];
		for (int t = 0; t < o.length; t++)
			addRows(d - 1, position, offset + o[t], weight * w[t]);
	}

	private void addTerms() {
		lines.add(row, termWeights, 0, sourceWidth, termLines, 0, terms);
		terms = 0;
	}

	private void interpolateRow() {
		if (axes[0].isCopy()) {
			lines.pick(row, 0, columnIndex[0], result, width);
			return;
		}
		lines.fill(result, width, 0);
		for (int t = 0; t < columnIndex.length; t++) {
			lines.pick(row, 0, columnIndex[t], picked, width);
			lines.addProduct(result, width, picked, columnWeights[t]);
		}
	}
}
