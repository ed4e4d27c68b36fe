package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Copies samples to other positions: slices, padding, transposition, reshaping,
 * nearest neighbours, channel shuffles, depth to space. The position in the
 * input is a sum with one term for each axis of the result. Tables contain these
 * terms, so one loop performs all of these operators.
 */
final class PositionTable extends BoundOperator {

	private static final long serialVersionUID = 1L;

	/** Marks a position along axis d of the result whose samples have a constant value. */
	static final int OUTSIDE = Integer.MIN_VALUE;

	private final long[] inputShape;
	/** [axis of the result][axis of the input][position], null if there is no term. */
	private final int[][][] tables;
	/** The same with the least and the largest entry of each table, which are asked for often. */
	private final int[][][] ranges;
	/** A constant term for each axis of the input. */
	private final int[] start;
	private final float outside;
	private final boolean wide;
	/** How far the input is shifted along each axis, if it is only shifted and extended; otherwise null. */
	private final long[] shift;

	/**
	 * @param inputShape size of the input
	 * @param shape size of the result
	 * @param tables {@code [axis of the result][axis of the input][position along
	 *          the former]}, null if an axis has no term; the position in the
	 *          input is the sum over all axes of the result. {@link #OUTSIDE}
	 *          marks samples that are constant.
	 * @param start constant term for each axis of the input
	 * @param outside the constant
	 * @param wide whether samples are positions, in double precision
	 */
	PositionTable(final long[] inputShape, final long[] shape, final int[][][] tables, final int[] start,
		final double outside, final boolean wide)
	{
		this(inputShape, shape, tables, start, outside, wide, null);
	}

	/**
	 * An input that is extended or cropped, which has the positions of the input, however much it is extended.
	 *
	 * @param inputShape size of the input
	 * @param shape size of the result
	 * @param tables as above
	 * @param outside the constant
	 * @param wide whether samples are positions
	 * @param shift how many samples of each axis of the result lie before those of the input
	 */
	PositionTable(final long[] inputShape, final long[] shape, final int[][][] tables, final double outside,
		final boolean wide, final long[] shift)
	{
		this(inputShape, shape, tables, new int[inputShape.length], outside, wide, shift.clone());
	}

	private PositionTable(final long[] inputShape, final long[] shape, final int[][][] tables, final int[] start,
		final double outside, final boolean wide, final long[] shift)
	{
		super(shape);
		this.inputShape = inputShape.clone();
		this.tables = tables;
		ranges = new int[tables.length][][];
		for (int d = 0; d < tables.length; d++) {
			ranges[d] = new int[tables[d].length][];
			for (int e = 0; e < tables[d].length; e++)
				if (tables[d][e] != null) ranges[d][e] = range(tables[d][e], 0, tables[d][e].length);
		}
		this.start = start.clone();
		this.outside = (float) outside;
		this.wide = wide;
		this.shift = shift;
	}

	/** The least and the largest of some entries; the former is larger than the latter if all are outside. */
	private static int[] range(final int[] table, final int from, final int to) {
		int low = Integer.MAX_VALUE;
		int high = Integer.MIN_VALUE;
		for (int i = from; i < to; i++)
			if (table[i] != OUTSIDE) {
				low = Math.min(low, table[i]);
				high = Math.max(high, table[i]);
			}
		return new int[] { low, high };
	}

	/** Tables without terms, to be filled in. */
	static int[][][] empty(final int rank, final int inputRank) {
		return new int[rank][inputRank][];
	}

	static int[] identity(final long n) {
		final int[] table = new int[Math.toIntExact(n)];
		for (int i = 0; i < table.length; i++)
			table[i] = i;
		return table;
	}

	@Override
	public int sourceAxis(final int d) {
		if (d < inputShape.length && tables[d][d] != null) return d;
		for (int e = inputShape.length - 1; e >= 0; e--)
			if (tables[d][e] != null) return e;
		return Math.min(d, inputShape.length - 1);
	}

	@Override
	public SamplePosition position(final int d) {
		if (shift != null) return new SamplePosition(1, -shift[d]);
		final int e = sourceAxis(d);
		final int[] table = tables[d][e];
		if (table == null) return SamplePosition.IDENTITY;
		final SamplePosition line = line(table.length, i -> table[i] == OUTSIDE ? Double.NaN : table[i]);
		return new SamplePosition(line.scale(), line.inputCoordinate(0) + start[e]);
	}

	/**
	 * Fits a straight line through positions by least squares. It uses their
	 * middle half, which contains no mirrored edges.
	 *
	 * @param n number of positions
	 * @param at returns each position, NaN if there is none
	 */
	static SamplePosition line(final int n, final IntToDoubleFunction at) {
		// a multiple of common factors, so that repeated samples are averaged evenly
		final int period = 12;
		final int count = n < 2 * period ? n : Math.max(period, n / 2 / period * period);
		final int first = n < 2 * period ? 0 : (n - count) / 2;
		double mean = 0;
		double middle = 0;
		int used = 0;
		for (int i = first; i < first + count; i++)
			if (!Double.isNaN(at.applyAsDouble(i))) {
				mean += at.applyAsDouble(i);
				middle += i;
				used++;
			}
		double covariance = 0;
		double variance = 0;
		for (int i = first; i < first + count; i++)
			if (!Double.isNaN(at.applyAsDouble(i))) {
				covariance += (i - middle / used) * (at.applyAsDouble(i) - mean / used);
				variance += (i - middle / used) * (i - middle / used);
			}
		if (used == 0) return SamplePosition.IDENTITY;
		final double slope = variance > 0 ? covariance / variance : 1;
		double rest = 0;
		for (int i = first; i < first + count; i++)
			if (!Double.isNaN(at.applyAsDouble(i))) rest = Math.max(rest, Math.abs(at.applyAsDouble(i) - mean / used - slope * (i -
				middle / used)));
		double scale = slope;
		// repeated samples leave a small error in the slope, which is a fraction of small numbers
		final double tolerance = n < 2 * period ? 0.03 : 0.004;
		for (int q = 1; q <= period && rest > 1e-6; q++)
			if (Math.abs(slope * q - Math.round(slope * q)) < tolerance * q && Math.round(slope * q) > 0) {
				scale = (double) Math.round(slope * q) / q;
				break;
			}
		return new SamplePosition(scale, mean / used - scale * middle / used);
	}

	@Override
	public boolean isWide() {
		return wide;
	}

	@Override
	public Box needed(final int input, final Box target) {
		final int n = inputShape.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int e = 0; e < n; e++) {
			min[e] = start[e];
			max[e] = start[e];
		}
		for (int d = 0; d < tables.length; d++) {
			boolean any = false;
			boolean used = false;
			final int[][] found = new int[n][];
			for (int e = 0; e < n; e++) {
				final int[] table = tables[d][e];
				if (table == null) continue;
				used = true;
				found[e] = target.size(d) == table.length ? ranges[d][e] : range(table, (int) target.min(d), (int) target.max(d) + 1);
				any |= found[e][0] <= found[e][1];
			}
			if (used && !any) return null;
			for (int e = 0; e < n; e++)
				if (found[e] != null) {
					min[e] += found[e][0];
					max[e] += found[e][1];
				}
		}
		return new Box(min, max);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = rank();
		final TensorPart source = inputs[0];
		final int[][] offsets = new int[n][];
		int base = 0;
		if (source != null) {
			final int[] strides = source.box().strides();
			for (int e = 0; e < strides.length; e++)
				base += (start[e] - (int) source.box().min(e)) * strides[e];
			for (int d = 0; d < n; d++)
				offsets[d] = offsets(d, piece, strides);
		}
		else for (int d = 0; d < n; d++) {
			offsets[d] = new int[piece.size(d)];
			Arrays.fill(offsets[d], OUTSIDE);
		}
		if (n == 0) {
			System.arraycopy(source.data(), base, target.data(), 0, 1);
			return;
		}
		final int[] row = offsets[n - 1];
		boolean contiguous = row[0] != OUTSIDE;
		for (int i = 1; i < row.length && contiguous; i++)
			contiguous = row[i] == row[i - 1] + 1;
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = piece.min(d);
		final long rows = piece.samples() / row.length;
		int lastFrom = 0;
		int lastTo = 0;
		for (long r = 0; r < rows; r++) {
			int from = base;
			for (int d = 0; d < n - 1 && from != OUTSIDE; d++) {
				final int offset = offsets[d][(int) (position[d] - piece.min(d))];
				from = offset == OUTSIDE ? OUTSIDE : from + offset;
			}
			final int to = target.index(position);
			// a row that is repeated is copied at once
			if (r > 0 && from == lastFrom) System.arraycopy(target.data(), lastTo, target.data(), to, row.length);
			else copyRow(source, from, row, contiguous, target, to);
			lastFrom = from;
			lastTo = to;
			for (int d = n - 2; d >= 0 && ++position[d] > piece.max(d); d--)
				position[d] = piece.min(d);
		}
	}

	/** Whether each sample is repeated along the last two axes, so that they are twice as large, and nothing else is done. */
	boolean isDoubling() {
		if (wide || rank() != 4 || inputShape.length != 4) return false;
		for (int d = 0; d < 4; d++) {
			if (start[d] != 0 || tables[d][d] == null || tables[d][d].length != (d < 2 ? 1 : 2) * inputShape[d]) return false;
			for (int e = 0; e < 4; e++)
				if (e != d && tables[d][e] != null) return false;
			for (int i = 0; i < tables[d][d].length; i++)
				if (tables[d][d][i] != (d < 2 ? i : i / 2)) return false;
		}
		return true;
	}

	long[] inputShape() {
		return inputShape.clone();
	}

	private int[] offsets(final int d, final Box piece, final int[] strides) {
		final int[] offsets = new int[piece.size(d)];
		for (int e = 0; e < strides.length; e++) {
			final int[] table = tables[d][e];
			if (table == null) continue;
			for (int i = 0; i < offsets.length; i++) {
				final int at = table[(int) piece.min(d) + i];
				if (at == OUTSIDE) offsets[i] = OUTSIDE;
				else if (offsets[i] != OUTSIDE) offsets[i] += at * strides[e];
			}
		}
		return offsets;
	}

	private void copyRow(final TensorPart source, final int from, final int[] row, final boolean contiguous,
		final TensorPart target, final int to)
	{
		if (target.isWide()) {
			final double[] out = target.doubles();
			for (int i = 0; i < row.length; i++)
				out[to + i] = from == OUTSIDE || row[i] == OUTSIDE ? outside : source.doubles()[from + row[i]];
			return;
		}
		final float[] out = target.floats();
		if (from == OUTSIDE) {
			Arrays.fill(out, to, to + row.length, outside);
			return;
		}
		if (contiguous) {
			System.arraycopy(source.floats(), from + row[0], out, to, row.length);
			return;
		}
		final float[] in = source == null ? null : source.floats();
		for (int i = 0; i < row.length; i++)
			out[to + i] = row[i] == OUTSIDE ? outside : in[from + row[i]];
	}

	@Override
	public boolean hasBackward() {
		return !wide;
	}

	/** Samples that are read several times get the sum. */
	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart sum = pass.sum(0);
		final long[] from = new long[inputShape.length];
		pass.forEach((position, gradient) -> {
			for (int e = 0; e < from.length; e++)
				from[e] = start[e];
			for (int d = 0; d < position.length; d++)
				for (int e = 0; e < from.length; e++) {
					if (tables[d][e] == null) continue;
					final int at = tables[d][e][(int) position[d]];
					if (at == OUTSIDE) return;
					from[e] += at;
				}
			sum.doubles()[sum.index(from)] += gradient;
		});
	}
}
