package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Computes the tails along z of a {@link CoarseVolume}: sums of planes that were averaged and blurred along x and y alone,
 * on the grid that is coarser still. Each plane is a line of its cells.
 */
final class CoarseVolumeTails {

	private final CoarseGaussian gaussian;
	private final CoarseRange rangeZ;
	private final CoarseRange rangeX;
	private final CoarseRange rangeY;
	private final CoarseLines alongX;
	private final CoarseLines alongY;
	private final Scratch scratch;
	private final long min;
	private final int sourceWidth;
	private final int sourceRows;
	private final int sourceDepth;
	private final int width;
	/** Cells along x and, in whole vectors, along y; a plane has them [x * cellsY + y]. */
	private final int cellsX;
	private final int cellsY;
	private final float outside;
	private CoarseTails tails;
	/** Rows of the tails of some planes, interpolated along x, [plane * cellsY + place]. */
	private float[][] rows;

	/**
	 * @param axes the Gaussians
	 * @param rangeZ the places along z
	 * @param source the samples
	 * @param target the results
	 * @param scratch memory of the thread
	 */
	CoarseVolumeTails(final CoarseAxes axes, final CoarseRange rangeZ, final Block source, final Block target,
		final Scratch scratch)
	{
		this.rangeZ = rangeZ;
		this.scratch = scratch;
		gaussian = axes.gaussian(2);
		final CoarseGaussian x = axes.gaussian(0);
		final CoarseGaussian y = axes.gaussian(1);
		min = source.min(2);
		sourceWidth = source.size(0);
		sourceRows = source.size(1);
		sourceDepth = source.size(2);
		width = target.size(0);
		rangeY = new CoarseRange(y.coarser, axes.border(1, 1), axes.centre(1, target.min(1)), target.size(1));
		rangeX = new CoarseRange(x.coarser, axes.border(0, y.whole), axes.centre(0, target.min(0)), width);
		// so that a constant stays what it is along all axes
		final double scale = gaussian.toWhole(x, y);
		alongY = new CoarseLines(rangeY, source.min(1), sourceRows, y.whole);
		alongX = new CoarseLines(rangeX, source.min(0), sourceWidth, x.whole * scale);
		cellsX = rangeX.blurred;
		cellsY = CoarseRun.length(rangeY.blurred);
		outside = (float) axes.border(2, y.whole * x.whole * scale).value();
	}

	private float[][] lines(final String key, final int count, final int length) {
		return scratch.arrays(key, Precision.SINGLE, count, length);
	}

	/**
	 * Averages and blurs all planes along x and y.
	 *
	 * @param samples the rows of the source
	 */
	void prepare(final Rows<float[]> samples) {
		final int n = CoarseRun.length(sourceWidth);
		final float[][] cells = lines("coarse volume cells", sourceDepth + 1, cellsX * cellsY);
		final float[][] group = lines("coarse volume group", CoarseLines.LINES, n);
		final float[][] averages = lines("coarse volume averages y", rangeY.averaged, n);
		final float[][] blurred = lines("coarse volume blurred y", cellsY, n);
		final float[][] columns = lines("coarse volume columns", Math.max(sourceWidth, width), cellsY);
		final float[][] averagesX = lines("coarse volume averages x", rangeX.averaged, cellsY);
		final float[][] blurredX = lines("coarse volume blurred x", cellsX, cellsY);
		for (int z = 0; z < sourceDepth; z++) {
			alongY.begin(averages, n);
			for (int r = 0; r < sourceRows; r += CoarseLines.LINES) {
				final int count = Math.min(CoarseLines.LINES, sourceRows - r);
				for (int i = 0; i < count; i++) {
					final float[] row = samples.at(z * sourceRows + r + i);
					System.arraycopy(row, samples.offset(), group[i], 0, sourceWidth);
				}
				alongY.add(r / CoarseLines.LINES, group, 0, count, averages, n);
			}
			alongY.blur(averages, blurred, n);
			CoarseRun.transpose(CoarseRun.part(blurred, 0, cellsY), columns, 0, sourceWidth, 0);
			alongX.average(columns, sourceWidth, averagesX, cellsY);
			alongX.blur(averagesX, blurredX, cellsY);
			for (int i = 0; i < cellsX; i++)
				System.arraycopy(blurredX[i], 0, cells[z], i * cellsY, cellsY);
		}
		Arrays.fill(cells[sourceDepth], outside);
		tails = new CoarseTails(gaussian, rangeZ, min, cells, cells[sourceDepth]);
	}

	/**
	 * Sums the tails of some planes and interpolates them along x.
	 *
	 * @param first number of the first plane
	 * @param count how many
	 */
	void sum(final int first, final int count) {
		final float[][] sums = lines("coarse volume sums", count, cellsX * cellsY);
		tails.sum(first, count, sums, cellsX * cellsY);
		final float[][] places = lines("coarse volume blurred x", cellsX, cellsY);
		final float[][] columns = lines("coarse volume columns", Math.max(sourceWidth, width), cellsY);
		rows = lines("coarse volume tails", count * cellsY, CoarseRun.length(width));
		for (int z = 0; z < count; z++) {
			for (int i = 0; i < cellsX; i++)
				System.arraycopy(sums[z], i * cellsY, places[i], 0, cellsY);
			for (int i = 0; i < width; i++)
				Arrays.fill(columns[i], 0, cellsY, 0);
			alongX.addInterpolated(places, 0, width, columns, cellsY);
			CoarseRun.transpose(CoarseRun.part(columns, 0, width), rows, z * cellsY, rangeY.blurred, 0);
		}
	}

	/**
	 * Adds the tails to rows of a plane that was summed.
	 *
	 * @param plane which of them
	 * @param first number of the first row
	 * @param count how many rows
	 * @param results a line for each row
	 * @param n samples of a line
	 */
	void add(final int plane, final int first, final int count, final float[][] results, final int n) {
		alongY.addInterpolated(CoarseRun.part(rows, plane * cellsY, rangeY.blurred), first, count, results, n);
	}
}
