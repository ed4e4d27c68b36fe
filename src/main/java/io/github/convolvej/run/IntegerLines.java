package io.github.convolvej.run;

/**
 * Rounds lines of floats half up and clamps them to whole numbers of 8 or 16 bits:
 * what {@link BlockWriter} says of any type, in loops that the JIT compiler turns
 * into vector instructions. Only lines that turn out to have samples outside of the
 * type are clamped. For one block by one thread.
 */
final class IntegerLines {

	/** Samples at a time. */
	private static final int PIECE = 1 << 10;
	/** A float of this size has no fraction; its lowest bits are those of a small number that is added. */
	private static final float WHOLE = 3 << 22;
	/** The largest float below a half. */
	private static final float BELOW_HALF = Math.nextDown(0.5f);
	/** How far a half is above that. */
	private static final float STEP = 0.5f - BELOW_HALF;
	/** Makes more than 1 of any difference to the range of a type. */
	private static final float MANY = 1 << 30;

	private final float lowest;
	private final float highest;
	/** The bits of the smallest number of the type, added to {@link #WHOLE}. */
	private final int least;
	private final float[] samples;
	private final float[] rounded;
	private final float[] outside;
	/** Numbers on their way: an image, far from the caches, is slow to take them one by one. */
	private final byte[] bytes;
	private final short[] shorts;
	private boolean clamps;

	/**
	 * @param lowest smallest number of the type
	 * @param highest largest number of the type
	 * @param n samples of the longest line
	 */
	IntegerLines(final double lowest, final double highest, final int n) {
		// the first and the last number that are rounded to one of the type
		this.lowest = (float) lowest - 0.5f;
		this.highest = Math.nextDown((float) highest + 0.5f);
		least = Float.floatToRawIntBits((float) lowest + WHOLE);
		final int length = Math.min(n, PIECE);
		samples = new float[length];
		rounded = new float[length];
		outside = new float[length];
		bytes = new byte[length];
		shorts = new short[length];
	}

	/**
	 * @param data samples
	 * @param offset index of the first
	 * @param target where to
	 * @param index of the first there
	 * @param n number of samples
	 */
	void write(final float[] data, final int offset, final byte[] target, final int index, final int n) {
		for (int done = 0; done < n; done += samples.length) {
			final int count = round(data, offset + done, n - done);
			if (store(rounded, bytes, count, least) >>> Byte.SIZE != 0) {
				clamp(count);
				store(rounded, bytes, count, least);
			}
			System.arraycopy(bytes, 0, target, index + done, count);
		}
	}

	/**
	 * @param data samples
	 * @param offset index of the first
	 * @param target where to
	 * @param index of the first there
	 * @param n number of samples
	 */
	void write(final float[] data, final int offset, final short[] target, final int index, final int n) {
		for (int done = 0; done < n; done += samples.length) {
			final int count = round(data, offset + done, n - done);
			if (store(rounded, shorts, count, least) >>> Short.SIZE != 0) {
				clamp(count);
				store(rounded, shorts, count, least);
			}
			System.arraycopy(shorts, 0, target, index + done, count);
		}
	}

	/**
	 * Rounds as many as there is room for.
	 *
	 * @return how many
	 */
	private int round(final float[] data, final int offset, final int n) {
		final int count = Math.min(n, samples.length);
		System.arraycopy(data, offset, samples, 0, count);
		round(samples, rounded, count);
		return count;
	}

	/** Samples that are too large, too small or no numbers become anything but a number of the type. */
	private static void round(final float[] samples, final float[] rounded, final int n) {
		for (int i = 0; i < n; i++) {
			final float v = samples[i];
			// to the nearest whole number, of two the even one
			final float nearest = v + WHOLE - WHOLE;
			// which is one too low only where exactly a half is left; not a maximum, which takes more instructions
			final float left = v - nearest - BELOW_HALF;
			rounded[i] = nearest + (left + Math.abs(left)) * (0.5f / STEP) + WHOLE;
		}
	}

	/**
	 * @return bits of the distances of all numbers to the smallest of the type: those
	 *         of numbers outside of the type are more than it has
	 */
	private static int store(final float[] rounded, final byte[] target, final int n, final int least) {
		int distances = 0;
		for (int i = 0; i < n; i++) {
			final int bits = Float.floatToRawIntBits(rounded[i]);
			distances |= bits - least;
			target[i] = (byte) bits;
		}
		return distances;
	}

	private static int store(final float[] rounded, final short[] target, final int n, final int least) {
		int distances = 0;
		for (int i = 0; i < n; i++) {
			final int bits = Float.floatToRawIntBits(rounded[i]);
			distances |= bits - least;
			target[i] = (short) bits;
		}
		return distances;
	}

	/** Rounds again, and counts, those of a line that has samples outside of the type. */
	private void clamp(final int n) {
		clamps = true;
		clamp(samples, outside, n, lowest, highest);
		round(samples, rounded, n);
	}

	private static void clamp(final float[] samples, final float[] outside, final int n, final float lowest,
		final float highest)
	{
		for (int i = 0; i < n; i++) {
			final float v = Math.min(Math.max(samples[i], lowest), highest);
			outside[i] += Math.min(Math.abs(samples[i] - v) * MANY, 1);
			samples[i] = v;
		}
	}

	/**
	 * @return how many samples of all lines written so far were outside of the
	 *         type; NaN if there was one, which was written as anything
	 */
	double outside() {
		double sum = 0;
		if (clamps) for (final float n : outside)
			sum += n;
		return sum;
	}
}
