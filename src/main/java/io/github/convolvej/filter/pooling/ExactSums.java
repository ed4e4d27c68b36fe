package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.WorkingLines;

import java.util.Arrays;

/**
 * Sums over windows of any shape whose every partial sum is exact, so that sums
 * can be taken in any order and be subtracted again. Rows of samples are summed up
 * from the top of the area. The difference of two such rows is a line of sums
 * over columns. From one window to the next along x, columns enter at the right
 * end of the shape and leave at the left one. Columns of the same height enter and
 * leave together: so the work grows with the number of different heights, not
 * with the number of rows.
 *
 * @param <B> {@code int[]}, {@code float[]} or {@code double[]}
 */
final class ExactSums<B> implements WindowSums {

	/** Larger windows are summed run by run, which needs no rows in memory. */
	private static final double MOST_BYTES = 1 << 24;
	/** Shifted copies of a difference that are used together. */
	private static final int SHIFTED = 4;

	/** Reads rows of samples, or of their squares. */
	interface RowReader<B> {

		/** Fills a line from an index on, or returns false if the row has no samples. */
		boolean read(int row, B line, int at);
	}

	private final ExactLines<B> loops;
	private final LineMemory<B> memory;
	private final WindowArea<?> area;
	private final RowReader<B> reader;
	private final ColumnHeights heights;
	private final int targetRows;
	private final int width;
	/** How many planes along z, and rows of each, are kept. */
	private final int planes;
	private final int rows;
	/** For each plane that is kept, its number and how many of its rows have been summed. */
	private final int[] plane;
	private final int[] done;
	/** The samples of all rows, then the sums over columns, then the lines that follow. */
	private final WorkingLines<B> working;
	private final B[] all;
	/** Number of the first of the sums over columns, and of the difference of two of them. */
	private final int columns;
	private final int differences;
	private final B sums;
	/** Lines whose sum is the difference between each sum and the next. */
	private final B[] steps;
	private final int firstStep;
	/** For each group of columns of a plane, to which of these lines it is added. */
	private final int[][] part;
	private int parts;
	private final B difference;
	private final B right0;
	private final B left0;
	private final B right1;
	private final B left1;
	/** For each group of columns of a plane, the lines whose difference are its sums. */
	private final int[][] low;
	private final int[][] high;
	private double first;
	/** Whether two of the shifted lines wait for two others, and for which part. */
	private boolean waiting;
	private int waitingPart;

	/**
	 * @param loops the loops
	 * @param memory lines of the same type
	 * @param area the samples
	 * @param target the windows
	 * @param scratch memory of the calling thread
	 * @param key what the sums are for
	 * @param reader reads the samples
	 */
	ExactSums(final ExactLines<B> loops, final LineMemory<B> memory, final WindowArea<?> area, final Block target,
		final Scratch scratch, final String key, final RowReader<B> reader)
	{
		this(loops, memory, area, target, scratch, key, reader, Integer.MAX_VALUE);
	}

	/**
	 * @param loops the loops
	 * @param memory lines of the same type
	 * @param area the samples
	 * @param target the windows
	 * @param scratch memory of the calling thread
	 * @param key what the sums are for
	 * @param reader reads the samples
	 * @param most how many samples may enter a window at a time in one line of steps
	 */
	ExactSums(final ExactLines<B> loops, final LineMemory<B> memory, final WindowArea<?> area, final Block target,
		final Scratch scratch, final String key, final RowReader<B> reader, final int most)
	{
		this.loops = loops;
		this.memory = memory;
		this.area = area;
		this.reader = reader;
		heights = area.heights();
		targetRows = target.size(1);
		width = area.size(0) - 2 * area.radius(0);
		planes = 2 * area.radius(2) + 1;
		rows = area.axes() > 2 ? area.size(1) + 1 : 2 * area.radius(1) + 2;
		plane = new int[planes];
		part = new int[planes][];
		low = new int[planes][];
		high = new int[planes][];
		for (int dz = 0; dz < planes; dz++) {
			low[dz] = new int[heights.count(dz)];
			high[dz] = new int[heights.count(dz)];
			part[dz] = new int[heights.count(dz)];
		}
		parts = divide(heights, planes, most, part);
		done = new int[planes];
		Arrays.fill(plane, -1);
		columns = planes * rows;
		differences = 2 * columns;
		firstStep = differences + SHIFTED + 2;
		working = new WorkingLines<>(scratch, key, memory, firstStep + parts, area.size(0), (lines, pair, from, end) -> loops.add(
			lines[2 * pair], from, end, lines[2 * pair], lines[2 * pair + 1], lines[0], lines[1], lines[2]));
		all = working.all();
		difference = all[differences];
		right0 = all[differences + 1];
		left0 = all[differences + 2];
		right1 = all[differences + 3];
		left1 = all[differences + 4];
		sums = all[differences + SHIFTED + 1];
		steps = Arrays.copyOfRange(all, firstStep, firstStep + parts);
	}

	/** Divides the groups of columns into parts in which no more than so many samples enter at a time; returns how many. */
	private static int divide(final ColumnHeights heights, final int planes, final int most, final int[][] part) {
		int at = 0;
		int entering = 0;
		for (int dz = 0; dz < planes; dz++)
			for (int i = 0; i < heights.count(dz); i++) {
				final int samples = heights.entering(dz, i);
				if (samples > most - entering && entering > 0) {
					at++;
					entering = 0;
				}
				entering += samples;
				part[dz][i] = at;
			}
		return at + 1;
	}

	/** Into how many parts steps are divided. */
	static int parts(final ColumnHeights heights, final int most) {
		return divide(heights, 1, most, new int[1][heights.count(0)]);
	}

	/** Whether the rows that are kept take little enough memory. */
	static boolean fit(final WindowArea<?> area) {
		final double rows = area.axes() > 2 ? area.size(1) + 1 : 2.0 * area.radius(1) + 2;
		return (2.0 * area.radius(2) + 1) * rows * area.size(0) * 2 * Double.BYTES <= MOST_BYTES;
	}

	/** How many samples any intermediate sum has at most. */
	static double terms(final WindowArea<?> area) {
		return area.size(1) + 4.0 * area.shape().samples();
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		loops.toDouble(sums(targetRow), target, width);
	}

	/**
	 * Computes multiples of the sums of a row of windows, at stride 1 along x. Rows
	 * must be requested in order.
	 *
	 * @param targetRow number of the row
	 * @param factor what sums are multiplied by
	 * @param target receives the products
	 */
	void sum(final int targetRow, final double factor, final float[] target) {
		differences(targetRow, true);
		loops.accumulate(first, steps[0], WorkingLines.MARGIN, factor, target, width);
	}

	/**
	 * Computes the sums of a row of windows, at stride 1 along x. Rows must be
	 * requested in order.
	 *
	 * @param targetRow number of the row
	 * @return the sums, valid until the next call
	 */
	B sums(final int targetRow) {
		differences(targetRow, true);
		loops.accumulate(first, steps[0], WorkingLines.MARGIN, sums, width);
		return sums;
	}

	/**
	 * Computes the steps between the sums of a row of windows, at stride 1 along x. Rows must be requested in order.
	 *
	 * @param targetRow number of the row
	 * @return lines whose sum is the steps, behind the margin of {@link WorkingLines}, valid until the next call
	 */
	B[] steps(final int targetRow) {
		differences(targetRow, false);
		return steps;
	}

	/** Into how many parts steps are divided. */
	int parts() {
		return parts;
	}

	/** A row of samples of the first plane, behind the margin, of those that the last windows had or would have had at a distance of -1. */
	B sample(final int y) {
		return sample(0, y);
	}

	/** Finds the first sum of a row, if wanted, and the difference between each sum and the next. */
	private void differences(final int targetRow, final boolean findFirst) {
		final int y = targetRow % targetRows * area.stride(1) + area.radius(1);
		final int z = targetRow / targetRows * area.stride(2);
		for (int i = 0; i < parts; i++)
			memory.fill(steps[i], WorkingLines.MARGIN + width, 0);
		first = 0;
		waiting = false;
		for (int dz = 0; dz < planes; dz++)
			if (heights.count(dz) > 0) {
				prepare(z + dz, y + heights.height(dz, 0));
				add(dz, (z + dz) % planes, y);
				if (findFirst) addFirst(dz, (z + dz) % planes, y);
			}
		if (waiting) addWaiting();
	}

	/** Adds the columns that lie in one plane. */
	private void add(final int dz, final int at, final int y) {
		final int centre = WorkingLines.MARGIN + area.radius(0);
		final int from = working.first(differences);
		final int end = working.end(differences, area.size(0));
		final int n = width - 1;
		for (int i = 0; i < heights.count(dz); i++) {
			final int height = heights.height(dz, i);
			final int reach = heights.reach(dz, i);
			final B lower = line(at, y + height);
			final B upper = line(at, y - height - 1);
			final int next = i + 1 == heights.count(dz) ? -1 : heights.height(dz, i + 1);
			if (next < 0) loops.subtract(difference, from, end, lower, upper);
			else if (next == height - 1) loops.add(difference, from, end, sample(at, y + height), sample(at, y - height));
			else loops.subtract(difference, from, end, lower, upper, line(at, y + next), line(at, y - next - 1));
			if (waiting && part[dz][i] != waitingPart) {
				addWaiting();
				waiting = false;
			}
			memory.copy(difference, centre + reach + 1, waiting ? right1 : right0, WorkingLines.MARGIN, n);
			memory.copy(difference, centre - reach, waiting ? left1 : left0, WorkingLines.MARGIN, n);
			if (waiting) loops.addDifferences(steps[waitingPart], working.first(firstStep + waitingPart), working.end(firstStep +
				waitingPart, n), right0, left0, right1, left1);
			waiting = !waiting;
			waitingPart = part[dz][i];
		}
	}

	/** Adds the two shifted lines that wait. */
	private void addWaiting() {
		loops.addDifference(steps[waitingPart], working.first(firstStep + waitingPart), working.end(firstStep + waitingPart, width -
			1), right0, left0);
	}

	/** Adds the samples of the first window that lie in one plane. */
	private void addFirst(final int dz, final int at, final int y) {
		for (int i = 0; i < heights.count(dz); i++) {
			low[dz][i] = columns + index(at, y + heights.height(dz, i));
			high[dz][i] = columns + index(at, y - heights.height(dz, i) - 1);
		}
		first += loops.window(all, low[dz], high[dz], heights.reaches(dz), WorkingLines.MARGIN + area.radius(0));
	}

	/** Sums up the rows of a plane to one of them. */
	private void prepare(final int z, final int last) {
		final int at = z % planes;
		if (plane[at] != z) {
			plane[at] = z;
			done[at] = 0;
			memory.fill(line(at, -1), WorkingLines.MARGIN + area.size(0), 0);
		}
		for (; done[at] <= last; done[at]++)
			row(at, done[at], done[at] + area.size(1) * z);
	}

	private void row(final int at, final int y, final int row) {
		final B line = sample(at, y);
		if (!reader.read(row, line, WorkingLines.MARGIN)) memory.fill(line, WorkingLines.MARGIN + area.size(0), 0);
		final int sum = columns + index(at, y);
		loops.add(all[sum], working.first(sum), working.end(sum, area.size(0)), line(at, y - 1), line);
	}

	/** A row of samples. */
	private B sample(final int at, final int y) {
		return all[index(at, y)];
	}

	/** The sums over all columns from the top of the area to a row. */
	private B line(final int at, final int y) {
		return all[columns + index(at, y)];
	}

	private int index(final int at, final int y) {
		return at * rows + (y + 1) % rows;
	}
}
