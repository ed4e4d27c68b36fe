package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Computes a box of a {@link CoarsePlan} of volumes that are blurred widely along z, too. Planes are averaged to the
 * coarse grid along z and blurred there; {@link CoarseRun} computes the planes of its places, which are fewer than the
 * planes of the box, and planes are interpolated from the results. The {@link CoarseVolumeTails} are added to them.
 */
final class CoarseVolume {

	/** Samples of the lines that are averaged along z: some rows that are joined. */
	private static final int PART = 1 << 10;
	/** Planes, and rows of each of them, that are interpolated at a time. */
	private static final int PLANES = 16;
	private static final int ROWS = 8;

	private final CoarseAxes axes;
	private final double bias;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final CoarseRange range;
	private final CoarseLines alongZ;
	private final CoarseRun planes;
	private final CoarseVolumeTails tails;
	/** Size of a plane of the source, and of the target. */
	private final int sourceWidth;
	private final int sourceRows;
	private final int sourceDepth;
	private final int width;
	private final int height;
	/** Rows of the source, [place * rowsOfPlace + row], and later of the results. */
	private final float[][] places;
	private final int rowsOfPlace;

	/**
	 * @param axes the Gaussians
	 * @param bias what is added
	 * @param source the samples
	 * @param target the results
	 * @param scratch memory of the thread
	 */
	CoarseVolume(final CoarseAxes axes, final double bias, final Block source, final Block target, final Scratch scratch) {
		this.axes = axes;
		this.bias = bias;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		sourceWidth = source.size(0);
		sourceRows = source.size(1);
		sourceDepth = source.size(2);
		width = target.size(0);
		height = target.size(1);
		final CoarseGaussian z = axes.gaussian(2);
		range = new CoarseRange(z.grid, axes.border(2, 1), axes.centre(2, target.min(2)), target.size(2));
		alongZ = new CoarseLines(range, source.min(2), sourceDepth, z.whole);
		planes = new CoarseRun(axes, 0, z.whole, source, target, scratch);
		tails = new CoarseVolumeTails(axes, range, source, target, scratch);
		rowsOfPlace = Math.max(sourceRows, height);
		places = scratch.arrays("coarse volume", Precision.SINGLE, range.blurred * rowsOfPlace, CoarseRun.length(Math.max(
			sourceWidth, width)));
	}

	/** Computes all results. */
	void run() {
		final Rows<float[]> rows = source.rows();
		if (compute(rows, null)) return;
		final NonFiniteVolume marks = new NonFiniteVolume(axes, rows, source, target);
		compute(marks.cleaned(rows), marks);
	}

	/** Computes and puts all rows; false if there are samples that are not finite, or too large, and no marks. */
	private boolean compute(final Rows<float[]> rows, final NonFiniteVolume marks) {
		if (!blurAlongZ(rows) && marks == null) return false;
		tails.prepare(rows);
		for (int k = 0; k < range.blurred; k++) {
			final int first = k * rowsOfPlace;
			planes.run(rows(first), (row, line) -> System.arraycopy(line, 0, places[first + row], 0, width));
		}
		for (int z = 0; z < target.size(2); z += PLANES)
			put(z, Math.min(PLANES, target.size(2) - z), marks);
		return true;
	}

	private Rows<float[]> rows(final int first) {
		return new Rows<>() {

			@Override
			public float[] at(final int row) {
				return places[first + row];
			}

			@Override
			public int offset() {
				return 0;
			}
		};
	}

	/** Averages and blurs all samples along z; returns whether all sums are finite, and none is large. */
	private boolean blurAlongZ(final Rows<float[]> rows) {
		final int joined = Math.min(sourceRows, Math.max(1, PART / sourceWidth));
		final int n = CoarseRun.length(joined * sourceWidth);
		final float[][] lines = scratch.arrays("coarse volume lines", Precision.SINGLE, sourceDepth, n);
		final float[][] averages = scratch.arrays("coarse volume averages", Precision.SINGLE, range.averaged, n);
		final float[][] blurred = scratch.arrays("coarse volume blurred", Precision.SINGLE, range.blurred, n);
		boolean tame = true;
		for (int y = 0; y < sourceRows; y += joined) {
			final int count = Math.min(joined, sourceRows - y);
			for (int z = 0; z < sourceDepth; z++)
				for (int r = 0; r < count; r++) {
					final float[] row = rows.at(z * sourceRows + y + r);
					System.arraycopy(row, rows.offset(), lines[z], r * sourceWidth, sourceWidth);
				}
			alongZ.average(lines, sourceDepth, averages, n);
			alongZ.blur(averages, blurred, n);
			for (int k = 0; k < range.blurred; k++) {
				tame = tame && CoarseRun.isTame(blurred[k], count * sourceWidth);
				for (int r = 0; r < count; r++)
					System.arraycopy(blurred[k], r * sourceWidth, places[k * rowsOfPlace + y + r], 0, sourceWidth);
			}
		}
		return tame;
	}

	/** Interpolates some planes, adds the tails, and puts the rows into the target. */
	private void put(final int first, final int count, final NonFiniteVolume marks) {
		final int n = CoarseRun.length(width);
		tails.sum(first, count);
		if (marks != null) marks.find(first, count);
		final float[][] results = scratch.arrays("coarse volume results", Precision.SINGLE, PLANES * ROWS, n);
		final float[][] ofPlane = new float[ROWS][];
		final float[][] ofRow = new float[count][];
		final float[][] read = new float[range.blurred][];
		for (int y = 0; y < height; y += ROWS) {
			final int rows = Math.min(ROWS, height - y);
			for (int z = 0; z < count; z++) {
				for (int r = 0; r < rows; r++) {
					ofPlane[r] = results[z * ROWS + r];
					Arrays.fill(ofPlane[r], 0, n, 0);
				}
				tails.add(z, y, rows, ofPlane, n);
			}
			for (int r = 0; r < rows; r++) {
				for (int k = 0; k < read.length; k++)
					read[k] = places[k * rowsOfPlace + y + r];
				for (int z = 0; z < count; z++)
					ofRow[z] = results[z * ROWS + r];
				alongZ.addInterpolated(read, first, count, ofRow, n);
			}
			for (int z = 0; z < count; z++)
				for (int r = 0; r < rows; r++) {
					final float[] row = results[z * ROWS + r];
					if (marks != null) marks.mark(z, y + r, row);
					if (bias != 0) for (int i = 0; i < width; i++)
						row[i] += (float) bias;
					target.put(Precision.SINGLE, row, 0, (first + z) * height + y + r);
				}
		}
	}
}
