package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Rows;

import java.util.Arrays;

/**
 * Finds the results of a wide Gaussian whose windows contain NaN or infinities. The Gaussian is computed
 * without these samples, since on a coarse grid they would spoil results whose windows do not contain them.
 */
final class NonFiniteWindows {

	private static final int NAN = 0;
	private static final int PLUS = 1;
	private static final int MINUS = 2;
	/** Samples larger than this may overflow when they are summed: all samples are then scaled. */
	private static final float LARGE = 1e36f;
	private static final float SCALE = 0x1p-16f;

	private final int width;
	private final int sourceWidth;
	private final int radius;
	private final AxisBorder borderY;
	private final long centreY;
	private final long minY;
	/** For each row of the source, and each kind, whether windows along x contain such a sample; null if none does. */
	private final boolean[][][] marks;

	/** [kind][x]: the last row up to now that marks the window. */
	private final long[][] last;
	private final byte[] kinds;
	private long next;
	private float scale = 1;

	/**
	 * @param axes the Gaussians
	 * @param rows the samples of a plane
	 * @param source where it lies
	 * @param target the results
	 */
	NonFiniteWindows(final CoarseAxes axes, final Rows<float[]> rows, final Block source, final Block target) {
		width = target.size(0);
		sourceWidth = source.size(0);
		radius = axes.gaussian(1).radius;
		borderY = axes.border(1, 1);
		centreY = axes.centre(1, target.min(1));
		minY = source.min(1);
		marks = new boolean[source.size(1)][][];
		last = new long[3][width];
		kinds = new byte[width];
		for (final long[] kind : last)
			Arrays.fill(kind, Long.MIN_VALUE);
		next = centreY - radius;
		for (int r = 0; r < marks.length; r++) {
			final float[] row = rows.at(r);
			marks[r] = marks(row, rows.offset(), source.min(0), axes, axes.centre(0, target.min(0)));
		}
	}

	private boolean[][] marks(final float[] row, final int offset, final long min, final CoarseAxes axes, final long centre)
	{
		boolean any = false;
		for (int i = 0; i < sourceWidth; i++) {
			final float v = row[offset + i];
			if (!Float.isFinite(v)) any = true;
			else if (Math.abs(v) > LARGE) scale = SCALE;
		}
		if (!any) return null;
		final boolean[][] made = new boolean[3][width];
		final AxisBorder border = axes.border(0, 1);
		final int reach = axes.gaussian(0).radius;
		final long[] at = new long[3];
		Arrays.fill(at, Long.MIN_VALUE);
		for (long p = centre - reach; p < centre + width + reach; p++) {
			final long position = border.position(p);
			final float v = position < 0 && border.isKnown() ? 0 : row[offset + (int) (position - min)];
			if (Float.isNaN(v)) at[NAN] = p;
			else if (v == Float.POSITIVE_INFINITY) at[PLUS] = p;
			else if (v == Float.NEGATIVE_INFINITY) at[MINUS] = p;
			final long result = p - reach - centre;
			if (result >= 0) for (int kind = 0; kind < 3; kind++)
				made[kind][(int) result] = at[kind] >= p - 2L * reach;
		}
		return made;
	}

	/**
	 * @param rows of a volume
	 * @param first row of a plane
	 * @return the rows of that plane and those after it
	 */
	static Rows<float[]> from(final Rows<float[]> rows, final int first) {
		return new Rows<>() {

			@Override
			public float[] at(final int row) {
				return rows.at(first + row);
			}

			@Override
			public int offset() {
				return rows.offset();
			}
		};
	}

	/** What samples are multiplied by so that their sums do not overflow. */
	float scale() {
		return scale;
	}

	/** Whether any window contains such a sample. */
	boolean isAny() {
		return Arrays.stream(marks).anyMatch(m -> m != null);
	}

	/**
	 * @param rows the samples
	 * @return the same with 0 where they are not finite, and scaled if they are large
	 */
	Rows<float[]> cleaned(final Rows<float[]> rows) {
		return cleaned(rows, sourceWidth, scale);
	}

	/**
	 * @param rows the samples
	 * @param width how many a row has
	 * @param scale what they are multiplied by
	 * @return the same with 0 where they are not finite, and scaled
	 */
	static Rows<float[]> cleaned(final Rows<float[]> rows, final int width, final float scale) {
		final float[] copy = new float[width];
		return new Rows<>() {

			@Override
			public float[] at(final int row) {
				final float[] found = rows.at(row);
				System.arraycopy(found, rows.offset(), copy, 0, width);
				for (int i = 0; i < width; i++)
					copy[i] = Float.isFinite(copy[i]) ? copy[i] * scale : 0;
				return copy;
			}

			@Override
			public int offset() {
				return 0;
			}
		};
	}

	/**
	 * Finds the windows of a row. Rows must be asked for in their order.
	 *
	 * @param result number of the row
	 * @return the kinds of samples in each window, to be read until the next row is asked for
	 */
	byte[] kinds(final int result) {
		final long end = centreY + result + radius;
		for (; next <= end; next++) {
			final long position = borderY.position(next);
			final boolean[][] marked = position < 0 && borderY.isKnown() ? null : marks[(int) (position - minY)];
			for (int kind = 0; marked != null && kind < 3; kind++)
				for (int i = 0; i < width; i++)
					if (marked[kind][i]) last[kind][i] = next;
		}
		final long first = end - 2L * radius;
		for (int i = 0; i < width; i++)
			kinds[i] = (byte) ((last[NAN][i] >= first ? 1 << NAN : 0) | (last[PLUS][i] >= first ? 1 << PLUS : 0) | (last[MINUS][
				i] >= first ? 1 << MINUS : 0));
		return kinds;
	}

	/**
	 * Scales the results of a row back, sets those whose windows contain samples that are not finite, and
	 * bounds the others by the largest number. Rows must be given in their order.
	 *
	 * @param result number of the row
	 * @param row its results
	 */
	void mark(final int result, final float[] row) {
		mark(kinds(result), scale, row, width);
	}

	/**
	 * The same for windows that are known.
	 *
	 * @param kinds of samples in each window
	 * @param scale what the samples were multiplied by
	 * @param row its results
	 * @param width how many
	 */
	static void mark(final byte[] kinds, final float scale, final float[] row, final int width) {
		for (int i = 0; i < width; i++)
			if (kinds[i] == 0) row[i] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, row[i] / scale));
			else if (kinds[i] == 1 << PLUS) row[i] = Float.POSITIVE_INFINITY;
			else if (kinds[i] == 1 << MINUS) row[i] = Float.NEGATIVE_INFINITY;
			else row[i] = Float.NaN;
	}
}
