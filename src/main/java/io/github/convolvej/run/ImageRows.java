package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;

/**
 * The rows of a box of an image and its border. A row is read from the array of
 * the image if possible; otherwise it is assembled and converted on request.
 * Each thread uses its own object.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ImageRows<A> implements Rows<A> {

	/** Number of rows that engines use at the same time. */
	private static final int KEPT = 8;

	private final ImageArrays arrays;
	private final Border border;
	private final Lines<A> lines;
	private final SampleReader<A> samples;

	private int width;
	/** Where the box begins, and its size: a box may have far more rows than are asked for. */
	private final long[] min;
	private final int[] size;
	private final long[] position;
	/** The size of the image. */
	private final long[] length;
	/** The stretches of the image along x; null if the box is inside the image. */
	private BorderRuns[] stretches;
	/** The stretches of earlier boxes, by first position along x and width. */
	private final Map<List<Long>, BorderRuns[]> known = new HashMap<>();

	/** The rows assembled or converted last, their numbers, and the index of the one to replace next. */
	private final A[] kept;
	private final int[] keptRow = new int[KEPT];
	private int next;
	private Object raw;
	/** A row of a constant border, null until it is needed. */
	private A outside;
	private int offset;

	/**
	 * @param image the image, its first sample at 0
	 * @param arrays its arrays
	 * @param border the border
	 * @param lines precision of the rows
	 * @param samples converter of the samples
	 */
	ImageRows(final RandomAccessibleInterval<?> image, final ImageArrays arrays, final Border border, final Lines<A> lines,
		final SampleReader<A> samples)
	{
		this.arrays = arrays;
		this.border = border;
		this.lines = lines;
		this.samples = samples;
		kept = lines.createList(KEPT);
		final int n = image.numDimensions();
		min = new long[n];
		size = new int[n];
		position = new long[n];
		length = image.dimensionsAsLongArray();
	}

	/**
	 * @param box the box whose rows are read from now on
	 * @return this
	 */
	ImageRows<A> of(final Interval box) {
		final int n = box.numDimensions();
		width = (int) box.dimension(0);
		for (int d = 1; d < n; d++) {
			min[d] = box.min(d);
			// rows are numbered by ints: there is no row of which this is not the size
			size[d] = (int) Math.min(Integer.MAX_VALUE, box.dimension(d));
		}
		final boolean within = box.min(0) >= 0 && box.max(0) < length[0];
		position[0] = within ? box.min(0) : 0;
		stretches = within ? null : stretches(box.min(0));
		Arrays.fill(keptRow, -1);
		if (outside != null && lines.length(outside) < width) outside = null;
		return this;
	}

	/** The stretches along x, which all tiles of a column share. */
	private BorderRuns[] stretches(final long min) {
		if (known.size() > KEPT) known.clear();
		return known.computeIfAbsent(Arrays.asList(min, (long) width), k -> BorderRuns.of(border, min, width, length[0]));
	}

	@Override
	@SuppressWarnings("unchecked")
	public A at(final int row) {
		if (!go(row)) return outside();
		if (stretches == null && samples.areRead()) {
			offset = arrays.index(position);
			return (A) arrays.plane(position);
		}
		offset = 0;
		for (int i = 0; i < KEPT; i++)
			if (keptRow[i] == row) return kept[i];
		final Object plane = arrays.plane(position);
		final int index = arrays.index(position);
		return stretches == null ? convert(plane, index, keep(row)) : putTogetherLine(plane, index, keep(row), 0);
	}

	@Override
	public boolean copy(final int row, final A line, final int to) {
		// a row that is put together would be copied twice
		if (stretches == null || !samples.areRead()) return false;
		if (go(row)) putTogetherLine(arrays.plane(position), arrays.index(position), line, to);
		else lines.copy(outside(), 0, line, to, width);
		return true;
	}

	@Override
	public <B> boolean copyWhole(final int row, final LineMemory<B> memory, final B line, final int to, final int n) {
		if (!samples.areWhole() || n != width) return false;
		if (!go(row)) {
			memory.fill(line, to, n, border.value());
			return true;
		}
		raw = samples.raw(width);
		final Object plane = arrays.plane(position);
		final int index = arrays.index(position);
		if (stretches == null) System.arraycopy(plane, index, raw, 0, width);
		else putTogether(plane, index, raw, 0);
		samples.convert(raw, memory, line, to, n);
		if (stretches != null && border.isConstant()) fillGaps(memory, line, to);
		return true;
	}

	/** Goes to a row of the image; false for one of a constant border. */
	private boolean go(final int row) {
		int rest = row;
		final int last = position.length - 1;
		for (int d = 1; d <= last; d++) {
			final int step = d == last ? rest : rest % size[d];
			final long at = min[d] + step;
			position[d] = at >= 0 && at < length[d] ? at : border.position(at, length[d]);
			if (position[d] < 0) return false;
			if (d < last) rest /= size[d];
		}
		return true;
	}

	@Override
	public int offset() {
		return offset;
	}

	/** A line for a row; it replaces the oldest kept line. */
	private A keep(final int row) {
		final int at = next;
		next = (next + 1) % KEPT;
		if (kept[at] == null || lines.length(kept[at]) < width) kept[at] = lines.create(width);
		keptRow[at] = row;
		if (!samples.areRead()) raw = samples.raw(width);
		return kept[at];
	}

	private A convert(final Object plane, final int first, final A line) {
		System.arraycopy(plane, first, raw, 0, width);
		samples.convert(raw, line, width);
		return line;
	}

	/** Puts a row of the image and its border together, at a place of a line; at its beginning if samples are converted. */
	private A putTogetherLine(final Object plane, final int first, final A line, final int to) {
		putTogether(plane, first, samples.areRead() ? line : raw, to);
		if (!samples.areRead()) samples.convert(raw, line, width);
		if (border.isConstant()) fillGaps(lines, line, to);
		return line;
	}

	/** The same of samples of the image's type, without those of a constant border. */
	private void putTogether(final Object plane, final int first, final Object target, final int to) {
		for (final BorderRuns s : stretches) {
			for (int run = 0; run < s.runs; run++)
				s.copy(run, plane, first + (int) s.sourceMin, target, to);
			s.repeat(target, to, 1);
		}
	}

	/**
	 * Fills the gaps between runs with the constant of the border. Such a box
	 * contains one stretch of the image, or none.
	 */
	private <B> void fillGaps(final LineMemory<B> memory, final B line, final int to) {
		int end = 0;
		for (final BorderRuns s : stretches)
			for (int run = 0; run < s.runs; run++) {
				memory.fill(line, to + end, s.runTarget[run] - end, border.value());
				end = s.runTarget[run] + s.runLength[run];
			}
		memory.fill(line, to + end, width - end, border.value());
	}

	private A outside() {
		if (outside == null) {
			outside = lines.create(width);
			lines.fill(outside, width, border.value());
		}
		offset = 0;
		return outside;
	}
}
