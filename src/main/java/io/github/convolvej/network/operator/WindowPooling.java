package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Reduces the samples of each window to one number: ONNX MaxPool (values, or
 * their positions), AveragePool, LpPool. Taps are processed in order, the last
 * axis fastest, for one row of the result after another.
 */
final class WindowPooling extends BoundOperator {

	private static final long serialVersionUID = 1L;

	/** The kinds of pooling. */
	enum Kind {
			MAX, MAX_POSITION, MAX_POSITION_BY_COLUMNS, AVERAGE, LP
	}

	/** Columns of a row of windows that need no more memory than other working lines. */
	private static final long MOST_COLUMNS = 1 << 20;

	private final Kind kind;
	private final PoolingWindows windows;
	private final long[] inputShape;
	private final boolean countPadding;
	private final double power;

	WindowPooling(final Kind kind, final PoolingWindows windows, final long[] inputShape, final boolean countPadding,
		final double power)
	{
		super(shape(windows, inputShape));
		this.kind = kind;
		this.windows = windows;
		this.inputShape = inputShape.clone();
		this.countPadding = countPadding;
		this.power = power;
	}

	private static long[] shape(final PoolingWindows windows, final long[] inputShape) {
		final long[] shape = inputShape.clone();
		System.arraycopy(windows.sizes, 0, shape, 2, windows.sizes.length);
		return shape;
	}

	long[] inputShape() {
		return inputShape.clone();
	}

	/** Whether the windows are the same as others, and positions are those that unpooling reads. */
	boolean hasWindows(final PoolingWindows other) {
		return kind == Kind.MAX_POSITION && Arrays.equals(windows.kernel, other.kernel) && Arrays.equals(windows.stride, other.stride) && Arrays.equals(
			windows.before, other.before) && Arrays.equals(windows.dilation, other.dilation);
	}

	@Override
	public boolean isWide() {
		return kind == Kind.MAX_POSITION || kind == Kind.MAX_POSITION_BY_COLUMNS;
	}

	@Override
	public SamplePosition position(final int d) {
		return d < 2 ? SamplePosition.IDENTITY : windows.position(d - 2);
	}

	@Override
	public double cost(final Box target) {
		double taps = 1;
		for (int d = 0; d < windows.kernel.length; d++)
			taps *= Math.min(windows.kernel[d], inputShape[d + 2]);
		return taps * target.samples();
	}

	@Override
	public Box needed(final int input, final Box target) {
		Box box = target;
		for (int d = 0; d < windows.kernel.length; d++) {
			final long min = Math.max(0, windows.first(d, target.min(d + 2)));
			final long max = Math.min(inputShape[d + 2] - 1, windows.last(d, target.max(d + 2)));
			if (max < min) return null;
			box = box.with(d + 2, min, max);
		}
		return box;
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = piece.rank();
		final int width = piece.size(n - 1);
		final double[] sums = new double[width];
		final double[] where = new double[width];
		final double[] counts = new double[width];
		final float[] largest = new float[width];
		final int last = windows.kernel.length - 1;
		// windows that lie far apart, or reach far beyond the input, are not put together to a row
		final long span = windows.last(last, width - 1) - windows.first(last, 0) + 1;
		final boolean byColumns = kind == Kind.MAX && (span <= MOST_COLUMNS || span <= 4 * inputShape[n - 1]);
		final float[] columns = new float[byColumns ? (int) span : 0];
		final float[] line = new float[columns.length];
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = piece.min(d);
		final long rows = piece.samples() / width;
		for (long r = 0; r < rows; r++) {
			if (!byColumns) {
				Arrays.fill(sums, 0);
				Arrays.fill(counts, 0);
				Arrays.fill(where, -1);
			}
			final boolean found = byColumns && inputs[0] != null && maxRow(inputs[0], position, width, columns, line, largest);
			if (!found) Arrays.fill(largest, Float.NEGATIVE_INFINITY);
			if (!byColumns && inputs[0] != null) sumRow(inputs[0], position, width, sums, counts, largest, where);
			final int to = target.index(position);
			switch (kind) {
				case MAX:
					System.arraycopy(largest, 0, target.floats(), to, width);
					break;
				case MAX_POSITION:
				case MAX_POSITION_BY_COLUMNS:
					System.arraycopy(where, 0, target.doubles(), to, width);
					break;
				case AVERAGE:
					if (countPadding) countPadded(position, width, counts);
					for (int i = 0; i < width; i++)
						target.floats()[to + i] = (float) (sums[i] / counts[i]);
					break;
				default:
					for (int i = 0; i < width; i++)
						target.floats()[to + i] = (float) (power == 2 ? Math.sqrt(sums[i]) : Math.pow(sums[i], 1 / power));
			}
			for (int d = n - 2; d >= 0 && ++position[d] > piece.max(d); d--)
				position[d] = piece.min(d);
		}
	}

	/**
	 * The maxima of a row of windows: first of each column of the windows' rows, then of neighbouring columns. All of
	 * lines that begin at index 0, since only of these the compiler makes vector loops.
	 *
	 * @param columns holds a sample for each column of the row of windows
	 * @param line another line as long
	 * @param largest receives the maxima
	 * @return whether any sample lies in the row of windows
	 */
	private boolean maxRow(final TensorPart input, final long[] position, final int width, final float[] columns,
		final float[] line, final float[] largest)
	{
		final int n = position.length;
		final int axes = windows.kernel.length;
		final int length = columns.length;
		final long first = windows.first(axes - 1, position[n - 1]);
		final int begin = (int) Math.max(0, -first);
		final int end = (int) Math.min(length, inputShape[n - 1] - first);
		if (end <= begin) return false;
		for (final float[] outside : new float[][] { columns, line }) {
			Arrays.fill(outside, 0, begin, Float.NEGATIVE_INFINITY);
			Arrays.fill(outside, end, length, Float.NEGATIVE_INFINITY);
		}
		final long[] from = position.clone();
		from[n - 1] = first + begin;
		final int[] taps = new int[axes - 1];
		final int rowTaps = tapsInside(position, taps);
		boolean found = false;
		for (int t = 0; t < rowTaps; t++) {
			tapAt(t, position, taps, from);
			System.arraycopy(input.floats(), input.index(from), found ? line : columns, begin, end - begin);
			if (found) maxima(line, columns, length);
			found = true;
		}
		for (int k = 0; k < windows.kernel[axes - 1] && found; k++) {
			Precision.SINGLE.gather(columns, k * windows.dilation[axes - 1], windows.stride[axes - 1], k > 0 ? line : largest, 0, width);
			if (k > 0) maxima(line, largest, width);
		}
		return found;
	}

	private static void maxima(final float[] line, final float[] largest, final int n) {
		for (int i = 0; i < n; i++)
			largest[i] = Math.max(line[i], largest[i]);
	}

	/**
	 * @param position a window
	 * @param taps receives how many taps along some axes, from the first one on, are within the input
	 * @return the product of these numbers
	 */
	private int tapsInside(final long[] position, final int[] taps) {
		int all = 1;
		for (int d = 0; d < taps.length; d++) {
			final long target = position[d + 2];
			taps[d] = Math.max(0, windows.firstTap(d, target, inputShape[d + 2]) - windows.firstTap(d, target, 0));
			all *= taps[d];
		}
		return all;
	}

	/**
	 * @param t number of one of the taps within the input, those along the last axis next to each other
	 * @param position a window
	 * @param taps how many of them there are along some axes
	 * @param from receives which sample of the input it reads, along these axes
	 */
	private void tapAt(final int t, final long[] position, final int[] taps, final long[] from) {
		for (int d = taps.length - 1, rest = t; d >= 0; d--) {
			final long tap = windows.firstTap(d, position[d + 2], 0) + rest % taps[d];
			from[d + 2] = windows.first(d, position[d + 2]) + tap * windows.dilation[d];
			rest /= taps[d];
		}
	}

	/** Iterates over the taps of a row of windows. */
	private void sumRow(final TensorPart input, final long[] position, final int width, final double[] sums,
		final double[] counts, final float[] largest, final double[] where)
	{
		final int axes = windows.kernel.length;
		final int n = position.length;
		final long[] from = position.clone();
		final int[] taps = new int[axes - 1];
		final int rowTaps = tapsInside(position, taps);
		final long length = inputShape[n - 1];
		// taps of the last window that are before the input, and of the first one that are behind it
		final int firstTap = windows.firstTap(axes - 1, position[n - 1] + width - 1, 0);
		final int endTap = windows.firstTap(axes - 1, position[n - 1], length);
		for (int t = 0; t < rowTaps; t++) {
			tapAt(t, position, taps, from);
			final int s = windows.stride[axes - 1];
			for (int k = firstTap; k < endTap; k++) {
				final long first = windows.first(axes - 1, position[n - 1]) + (long) k * windows.dilation[axes - 1];
				final int begin = (int) Math.max(0, Math.min(width, -Math.floorDiv(first, (long) s)));
				final int end = (int) Math.max(begin, Math.min(width, Math.floorDiv(length - 1 - first, (long) s) + 1));
				if (begin == end) continue;
				from[n - 1] = first + (long) begin * s;
				addTap(input, from, s, begin, end, sums, counts, largest, where);
			}
		}
	}

	private void addTap(final TensorPart input, final long[] from, final int s, final int begin, final int end,
		final double[] sums, final double[] counts, final float[] largest, final double[] where)
	{
		final float[] in = input.floats();
		final int at = input.index(from) - begin * s;
		switch (kind) {
			case MAX:
			case MAX_POSITION:
			case MAX_POSITION_BY_COLUMNS:
				final double flat = flat(from);
				final double step = step() * s;
				for (int i = begin; i < end; i++) {
					final float v = in[at + i * s];
					if (v > largest[i] || where[i] < 0 || Float.isNaN(v) && !Float.isNaN(largest[i])) {
						largest[i] = v;
						where[i] = flat + (i - begin) * step;
					}
				}
				break;
			case AVERAGE:
				for (int i = begin; i < end; i++) {
					sums[i] += in[at + i * s];
					counts[i]++;
				}
				break;
			default:
				for (int i = begin; i < end; i++) {
					final double v = Math.abs(in[at + i * s]);
					sums[i] += power == 2 ? v * v : power == 1 ? v : Math.pow(v, power);
				}
		}
	}

	/** Number of a sample in the input, row by row or column by column. */
	private double flat(final long[] from) {
		double flat = 0;
		final int rows = kind == Kind.MAX_POSITION ? from.length : 2;
		for (int d = 0; d < rows; d++)
			flat = flat * inputShape[d] + from[d];
		for (int d = from.length - 1; d >= rows; d--)
			flat = flat * inputShape[d] + from[d];
		return flat;
	}

	/** Difference of the numbers of neighbours along the last axis. */
	private double step() {
		double step = 1;
		for (int d = 2; kind == Kind.MAX_POSITION_BY_COLUMNS && d < inputShape.length - 1; d++)
			step *= inputShape[d];
		return step;
	}

	/**
	 * Counts samples of windows including padding, but not positions beyond the
	 * padding.
	 */
	private void countPadded(final long[] position, final int width, final double[] counts) {
		final int axes = windows.kernel.length;
		double rows = 1;
		for (int d = 0; d < axes - 1; d++)
			rows *= inPadding(d, position[d + 2]);
		for (int i = 0; i < width; i++)
			counts[i] = rows * inPadding(axes - 1, position[position.length - 1] + i);
	}

	private int inPadding(final int d, final long target) {
		return windows.firstTap(d, target, inputShape[d + 2] + windows.after[d]);
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public boolean hasBackward() {
		return !isWide();
	}

	/** A maximum passes back to the first sample that has it, the one that positions name. */
	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart sum = pass.sum(0);
		int most = 1;
		for (int d = 0; d < windows.kernel.length; d++)
			most *= (int) Math.min(windows.kernel[d], inputShape[d + 2]);
		final int[] inside = new int[most];
		final int[] to = new int[most];
		final int[] taps = new int[windows.kernel.length];
		final long[] from = new long[inputShape.length];
		pass.forEach((position, gradient) -> {
			from[0] = position[0];
			from[1] = position[1];
			final int count = tapsInside(position, taps);
			for (int t = 0; t < count; t++) {
				tapAt(t, position, taps, from);
				inside[t] = pass.input(0).index(from);
				to[t] = sum.index(from);
			}
			if (count > 0) back(pass.input(0).floats(), inside, to, count, position, gradient, sum.doubles());
		});
	}

	private void back(final float[] in, final int[] at, final int[] to, final int count, final long[] position,
		final double gradient, final double[] sums)
	{
		if (kind == Kind.MAX) {
			int best = 0;
			for (int i = 1; i < count; i++)
				if (in[at[i]] > in[at[best]] || Float.isNaN(in[at[i]]) && !Float.isNaN(in[at[best]])) best = i;
			sums[to[best]] += gradient;
			return;
		}
		if (kind == Kind.AVERAGE) {
			double samples = count;
			if (countPadding) {
				samples = 1;
				for (int d = 0; d < windows.kernel.length; d++)
					samples *= inPadding(d, position[d + 2]);
			}
			for (int i = 0; i < count; i++)
				sums[to[i]] += gradient / samples;
			return;
		}
		double norm = 0;
		for (int i = 0; i < count; i++)
			norm += Math.pow(Math.abs(in[at[i]]), power);
		norm = Math.pow(norm, 1 / power);
		for (int i = 0; i < count && norm > 0; i++)
			sums[to[i]] += gradient * Math.signum(in[at[i]]) * Math.pow(Math.abs(in[at[i]]) / norm, power - 1);
	}
}
