package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Computes planes of a box of a {@link CoarsePlan}. Rows are averaged to the coarse grid along y, blurred there, and
 * turned to columns, which are averaged, blurred and interpolated along x. There the tails along x are added.
 * Rows are interpolated from the results. The tails along y are added to them: these are sums of rows that
 * were averaged and blurred along x alone, on a grid that is coarser still.
 */
final class CoarseRun {

	/** Samples of a line along x; and of a line along y where only the tails along y are computed, and rows at a time. */
	private static final int WIDTH = 1024;
	private static final int ROWS = 22 * CoarseLines.LINES;
	private static final int LENGTH = 144;
	/** Results at a time along x. */
	private static final int COLUMNS = 128;
	/** Larger averages may overflow on the way. */
	private static final float LARGE = 1e37f;

	private final CoarseAxes axes;
	private final double bias;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final CoarseGaussian x;
	private final CoarseGaussian y;
	private final int sourceWidth;
	private final int sourceRows;
	private final int width;
	private final int height;
	private final CoarseRange rangeX;
	private final CoarseRange rangeY;
	private final CoarseRange coarserX;
	private final CoarseLines alongX;
	private final CoarseLines alongY;
	private final CoarseLines coarser;

	/** Takes rows of results. */
	interface Results {

		/**
		 * @param row its number
		 * @param line its samples, not to be kept
		 */
		void put(int row, float[] line);
	}

	/** The constant outside of a plane is multiplied by this. */
	private final double factor;

	/**
	 * @param axes the Gaussians
	 * @param bias what is added
	 * @param factor sum of the weights of the pass that made the planes
	 * @param source where the planes lie
	 * @param target the results
	 * @param scratch memory of the thread
	 */
	CoarseRun(final CoarseAxes axes, final double bias, final double factor, final Block source, final Block target,
		final Scratch scratch)
	{
		this.factor = factor;
		this.axes = axes;
		this.bias = bias;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		x = axes.gaussian(0);
		y = axes.gaussian(1);
		sourceWidth = source.size(0);
		sourceRows = source.size(1);
		width = target.size(0);
		height = target.size(1);
		rangeX = new CoarseRange(x.grid, axes.border(0, y.whole * factor), axes.centre(0, target.min(0)), width);
		coarserX = new CoarseRange(x.coarser, axes.border(0, factor), axes.centre(0, target.min(0)), width);
		rangeY = new CoarseRange(y.grid, axes.border(1, factor), axes.centre(1, target.min(1)), height);
		alongY = new CoarseLines(rangeY, source.min(1), sourceRows, y.whole);
		alongX = new CoarseLines(rangeX, source.min(0), sourceWidth, x.whole);
		coarser = new CoarseLines(coarserX, source.min(0), sourceWidth, x.whole);
	}

	/**
	 * Computes a plane.
	 *
	 * @param rows its samples; all of them are read before the first result is put
	 * @param results takes the results
	 */
	void run(final Rows<float[]> rows, final Results results) {
		if (compute(rows, null, results)) return;
		final NonFiniteWindows marks = new NonFiniteWindows(axes, rows, source, target);
		compute(marks.cleaned(rows), marks, results);
	}

	/** Computes and puts all rows; false if there are samples that are not finite, or too large, and no marks. */
	private boolean compute(final Rows<float[]> rows, final NonFiniteWindows marks, final Results results) {
		final float[][] cells = lines("coarse cells", sourceRows + 1, length(coarserX.blurred));
		final float[][] averages = average(rows, cells);
		if (marks == null && !isTame(averages)) return false;
		put(alongX(columns(averages)), cells, marks, results);
		return true;
	}

	private float[][] lines(final String key, final int count, final int length) {
		return scratch.arrays(key, Precision.SINGLE, count, length);
	}

	static float[][] part(final float[][] lines, final int from, final int count) {
		return Arrays.copyOfRange(lines, from, from + count);
	}

	static int length(final int n) {
		return n + 15 & -16;
	}

	private static int chunks(final int n) {
		return (n + WIDTH - 1) / WIDTH;
	}

	/** Samples of a line of a chunk, in whole vectors. */
	private static int width(final int chunk, final int n) {
		return length(Math.min(WIDTH, n - chunk * WIDTH));
	}

	/** Averages rows along y, [chunk * averaged + place]; and blurs them along x, to a line for each row. */
	private float[][] average(final Rows<float[]> rows, final float[][] cells) {
		final int chunks = chunks(sourceWidth);
		final float[][] averages = lines("coarse averages", chunks * rangeY.averaged, WIDTH);
		final float[][][] chunked = new float[chunks][][];
		for (int c = 0; c < chunks; c++) {
			chunked[c] = part(averages, c * rangeY.averaged, rangeY.averaged);
			alongY.begin(chunked[c], width(c, sourceWidth));
		}
		final float[][] lines = lines("coarse rows", chunks * ROWS, WIDTH);
		for (int r = 0; r < sourceRows; r += ROWS) {
			final int n = Math.min(ROWS, sourceRows - r);
			for (int i = 0; i < n; i++) {
				final float[] row = rows.at(r + i);
				for (int c = 0; c < chunks; c++)
					System.arraycopy(row, rows.offset() + c * WIDTH, lines[c * ROWS + i], 0, Math.min(WIDTH, sourceWidth - c * WIDTH));
				final int end = i + 1;
				if (end % CoarseLines.LINES == 0 || end == n) {
					final int begin = (end - 1) / CoarseLines.LINES * CoarseLines.LINES;
					for (int c = 0; c < chunks; c++)
						alongY.add((r + begin) / CoarseLines.LINES, lines, c * ROWS + begin, end - begin, chunked[c], width(c, sourceWidth));
				}
			}
			blurAlongX(lines, part(cells, r, n));
		}
		return averages;
	}

	/** Blurs some rows along x, for the tails along y. */
	private void blurAlongX(final float[][] rows, final float[][] cells) {
		final int chunks = chunks(sourceWidth);
		final float[][] columns = lines("coarse short columns", chunks * WIDTH, LENGTH);
		for (int c = 0; c < chunks; c++)
			transpose(part(rows, c * ROWS, cells.length), columns, c * WIDTH, Math.min(WIDTH, sourceWidth - c * WIDTH), 0);
		final float[][] averages = lines("coarse short averages", coarserX.averaged, LENGTH);
		final float[][] blurred = lines("coarse short blurred", length(coarserX.blurred), LENGTH);
		coarser.average(columns, sourceWidth, averages, LENGTH);
		coarser.blur(averages, blurred, LENGTH);
		transpose(part(blurred, 0, length(coarserX.blurred)), cells, 0, cells.length, 0);
	}

	/** Turns lines to columns, and columns to lines: to[first + i][at + j] becomes from[j][i]. */
	static void transpose(final float[][] from, final float[][] to, final int first, final int count, final int at) {
		int j = 0;
		for (; j + 8 <= from.length; j += 8)
			transpose(from[j], from[j + 1], from[j + 2], from[j + 3], from[j + 4], from[j + 5], from[j + 6], from[j + 7], to, first,
				count, at + j);
		for (; j < from.length; j++)
			for (int i = 0; i < count; i++)
				to[first + i][at + j] = from[j][i];
	}

	private static void transpose(final float[] a, final float[] b, final float[] c, final float[] d, final float[] e,
		final float[] f, final float[] g, final float[] h, final float[][] to, final int first, final int count, final int j)
	{
		for (int i = 0; i < count; i++) {
			final float[] line = to[first + i];
			line[j] = a[i];
			line[j + 1] = b[i];
			line[j + 2] = c[i];
			line[j + 3] = d[i];
			line[j + 4] = e[i];
			line[j + 5] = f[i];
			line[j + 6] = g[i];
			line[j + 7] = h[i];
		}
	}

	private boolean isTame(final float[][] averages) {
		for (int c = 0; c < chunks(sourceWidth); c++) {
			final int n = Math.min(WIDTH, sourceWidth - c * WIDTH);
			for (int k = 0; k < rangeY.averaged; k++) {
				if (!isTame(averages[c * rangeY.averaged + k], n)) return false;
			}
		}
		return true;
	}

	/** Whether all samples are finite, and none is so large that sums of it may not be. */
	static boolean isTame(final float[] line, final int n) {
		for (int i = 0; i < n; i++)
			if (!(Math.abs(line[i]) < LARGE)) return false;
		return true;
	}

	/** Blurs the averages along y and turns them to a line for each column. */
	private float[][] columns(final float[][] averages) {
		final int chunks = chunks(sourceWidth);
		final int places = length(rangeY.blurred);
		final float[][] columns = lines("coarse columns", chunks * WIDTH, places);
		final float[][] blurred = lines("coarse blurred", places, WIDTH);
		for (int c = 0; c < chunks; c++) {
			alongY.blur(part(averages, c * rangeY.averaged, rangeY.averaged), blurred, width(c, sourceWidth));
			transpose(part(blurred, 0, places), columns, c * WIDTH, Math.min(WIDTH, sourceWidth - c * WIDTH), 0);
		}
		return columns;
	}

	/** Computes the sums along x, and turns them to rows, [chunk * places + place]. */
	private float[][] alongX(final float[][] columns) {
		final int n = length(rangeY.blurred);
		final float[][] averages = lines("coarse averages x", rangeX.averaged, n);
		final float[][] blurred = lines("coarse blurred x", rangeX.blurred, n);
		alongX.average(columns, sourceWidth, averages, n);
		alongX.blur(averages, blurred, n);
		final float[] outside = new float[n];
		Arrays.fill(outside, (float) rangeX.border.value());
		final CoarseTails tails = new CoarseTails(x, rangeX, source.min(0), columns, outside);
		final float[][] results = lines("coarse results x", COLUMNS, n);
		final float[][] rows = lines("coarse results", chunks(width) * n, WIDTH);
		for (int i = 0; i < width; i += COLUMNS) {
			final int count = Math.min(COLUMNS, width - i);
			tails.sum(i, count, results, n);
			alongX.addInterpolated(blurred, i, count, results, n);
			// back to rows
			final int chunk = i / WIDTH;
			transpose(part(results, 0, count), rows, chunk * n, n, i - chunk * WIDTH);
		}
		return rows;
	}

	/** Interpolates rows, adds the tails along y, and puts them into the target. */
	private void put(final float[][] lines, final float[][] cells, final NonFiniteWindows marks,
		final Results results)
	{
		final int places = length(rangeY.blurred);
		final int n = length(coarserX.blurred);
		Arrays.fill(cells[sourceRows], (float) axes.border(1, x.whole * factor).value());
		final CoarseTails tails = new CoarseTails(y, rangeY, source.min(1), cells, cells[sourceRows]);
		final float[][] sums = lines("coarse tails", LENGTH, n);
		final float[][] turned = lines("coarse turned", n, LENGTH);
		final float[][] columns = lines("coarse short columns", chunks(width) * WIDTH, LENGTH);
		final float[][] rows = lines("coarse rows", ROWS * chunks(width), WIDTH);
		final float[] row = scratch.array("coarse target", Precision.SINGLE, width);
		for (int r = 0; r < height; r += ROWS) {
			final int count = Math.min(ROWS, height - r);
			tails.sum(r, count, sums, n);
			transpose(part(sums, 0, length(count)), turned, 0, n, 0);
			for (int i = 0; i < width; i++)
				Arrays.fill(columns[i], 0, LENGTH, 0);
			coarser.addInterpolated(turned, 0, width, columns, LENGTH);
			for (int c = 0; c < chunks(width); c++) {
				final int m = Math.min(WIDTH, width - c * WIDTH);
				final float[][] chunk = part(rows, c * ROWS, count);
				transpose(part(columns, c * WIDTH, m), chunk, 0, count, 0);
				alongY.addInterpolated(part(lines, c * places, places), r, count, chunk, width(c, width));
			}
			for (int i = 0; i < count; i++) {
				for (int c = 0; c < chunks(width); c++)
					System.arraycopy(rows[c * ROWS + i], 0, row, c * WIDTH, Math.min(WIDTH, width - c * WIDTH));
				if (marks != null) marks.mark(r + i, row);
				if (bias != 0) for (int j = 0; j < width; j++)
					row[j] += (float) bias;
				results.put(r + i, row);
			}
		}
	}
}
