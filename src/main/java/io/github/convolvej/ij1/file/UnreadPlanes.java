package io.github.convolvej.ij1.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * The planes of a virtual stack while its samples are not in memory. ImageJ asks for
 * planes when it makes an image, although their size, type and contrast are all that
 * it needs; a plane may be larger than the memory.
 */
public final class UnreadPlanes {

	/** Samples that are looked at together. */
	private static final int MOST = 1 << 20;

	private final int width;
	private final int height;
	private final int bitDepth;
	private final int channels;
	private final IntFunction<double[]> extremes;
	/** One for each channel: ImageJ sets its contrast, and asks for it again. */
	private final Map<Integer, ImageProcessor> planes = new HashMap<>();

	/** Reads some rows of a plane. */
	public interface Rows {

		/**
		 * @param y the first row
		 * @param count number of rows
		 * @return their samples, as ImageJ stores them
		 * @throws IOException if they cannot be read
		 */
		Object read(int y, int count) throws IOException;
	}

	/**
	 * @param width samples along x
	 * @param height samples along y
	 * @param bitDepth 8, 16, 24 or 32, as ImageJ counts
	 * @param channels number of channels, which are the planes' first axis
	 * @param extremes gives the smallest and the largest sample of a plane, counted from
	 *          1, when ImageJ looks for them
	 */
	public UnreadPlanes(final int width, final int height, final int bitDepth, final int channels,
		final IntFunction<double[]> extremes)
	{
		this.width = width;
		this.height = height;
		this.bitDepth = bitDepth;
		this.channels = channels;
		this.extremes = extremes;
	}

	/**
	 * @param n number of a plane, from 1
	 * @return a plane without samples, the same for all planes of a channel
	 */
	public synchronized ImageProcessor get(final int n) {
		return planes.computeIfAbsent((n - 1) % channels, c -> plane(n));
	}

	private ImageProcessor plane(final int n) {
		switch (bitDepth) {
			case 8:
				return new ByteProcessor(width, height, (byte[]) null, null);
			case 24:
				return new ColorProcessor(width, height, (int[]) null);
			case 16:
				return new Shorts(n);
			case 32:
				return new Floats(n);
			default:
				throw new IllegalArgumentException("ImageJ's planes have 8, 16, 24 or 32 bits, not " + bitDepth);
		}
	}

	/**
	 * @param width samples of a row
	 * @param height number of rows
	 * @return number of rows that are looked at together
	 */
	public static int rowsAtOnce(final int width, final int height) {
		return Math.max(1, Math.min(height, MOST / width));
	}

	/**
	 * Looks at all samples of a plane, some rows at a time.
	 *
	 * @param width samples of a row
	 * @param height number of rows
	 * @param rows reads them
	 * @return smallest and largest of 16 or 32 bits; 0 if none is finite
	 */
	public static double[] extremes(final int width, final int height, final Rows rows) {
		final double[] found = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		final int most = rowsAtOnce(width, height);
		for (int y = 0; y < height; y += most) {
			final int count = Math.min(most, height - y);
			try {
				extend(found, rows.read(y, count), count * width);
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}
		return found[0] > found[1] ? new double[2] : found;
	}

	/**
	 * @param extremes smallest and largest sample so far
	 * @param samples more of them, as ImageJ stores them
	 * @param n number of these
	 */
	private static void extend(final double[] extremes, final Object samples, final int n) {
		for (int i = 0; i < n; i++) {
			final double v = samples instanceof short[] ? ((short[]) samples)[i] & 0xffff : ((float[]) samples)[i];
			// as in ImageJ: infinities and NaN say nothing of the contrast
			if (Double.isInfinite(v)) continue;
			if (v < extremes[0]) extremes[0] = v;
			if (v > extremes[1]) extremes[1] = v;
		}
	}

	private final class Shorts extends ShortProcessor {

		private final int plane;
		/** Whether a contrast was set, which stays until it is reset. */
		private boolean fixed;

		Shorts(final int plane) {
			super(UnreadPlanes.this.width, UnreadPlanes.this.height, (short[]) null, null);
			this.plane = plane;
		}

		@Override
		public void setMinAndMax(final double min, final double max) {
			super.setMinAndMax(min, max);
			fixed = min != 0 || max != 0;
		}

		@Override
		public void findMinAndMax() {
			if (fixed) return;
			final double[] found = extremes.apply(plane);
			if (found[0] != 0 || found[1] != 0) super.setMinAndMax(found[0], found[1]);
		}

		@Override
		public void resetMinAndMax() {
			fixed = false;
			findMinAndMax();
		}
	}

	private final class Floats extends FloatProcessor {

		private final int plane;
		/** Whether a contrast was set, which stays until it is reset. */
		private boolean fixed;

		Floats(final int plane) {
			super(UnreadPlanes.this.width, UnreadPlanes.this.height, (float[]) null, null);
			this.plane = plane;
		}

		@Override
		public void setMinAndMax(final double min, final double max) {
			super.setMinAndMax(min, max);
			fixed = min != 0 || max != 0;
		}

		@Override
		public void findMinAndMax() {
			if (fixed) return;
			final double[] found = extremes.apply(plane);
			if (found[0] != 0 || found[1] != 0) super.setMinAndMax(found[0], found[1]);
		}

		@Override
		public void resetMinAndMax() {
			fixed = false;
			findMinAndMax();
		}
	}
}
