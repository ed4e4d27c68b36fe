package io.github.convolvej.run;

/**
 * Rounds lines of floats half up and clamps them to whole numbers of 8 or 16
 * bits, with the same results as {@link BlockWriter}, in loops that the JIT
 * compiler turns into vector instructions. One thread uses it for one block.
 * <p>
 * Most results fit their type. Lines that are expected to fit are only rounded,
 * and a check afterwards tells whether all samples did fit. This is several
 * times faster than clamping and counting.
 */
final class IntegerLines {

	/** Number of samples that are processed at once. */
	private static final int PIECE = 1 << 10;
	/** Adding this number to a small float rounds it to a whole number, which is then in the lowest bits of the sum. */
	private static final float WHOLE = 3 << 22;
	/** The largest float below a half. */
	private static final float BELOW_HALF = Math.nextDown(0.5f);
	/** Distance between a half and the largest float below it. */
	private static final float STEP = 0.5f - BELOW_HALF;
	/** A factor that makes any distance from the range of a type larger than 1. */
	private static final float MANY = 1 << 30;

	/** Smallest distance from the first number that does not fit, for lines that are expected to fit. */
	private static final double MARGIN = 0.25;

	private final boolean fits;
	private final float lowest;
	private final float highest;
	private final float middle;
	private final float half;
	private final float[] samples;
	private final float[] rounded;
	private final float[] outside;
	private final byte[] bytes;
	private final short[] shorts;

	/**
	 * @param lowest smallest number of the type
	 * @param highest largest number of the type
	 * @param n number of samples of the longest line
	 * @param fits whether all samples are expected to fit; if so, the lines are
	 *          correct only if {@link #outside} is 0
	 */
	IntegerLines(final double lowest, final double highest, final int n, final boolean fits) {
		this.fits = fits;
		middle = (float) ((lowest + highest) / 2);
		half = (float) ((highest - lowest + 1) / 2 - MARGIN);
		// the first and the last number that are rounded to a number of the type
		this.lowest = (float) lowest - 0.5f;
		this.highest = Math.nextDown((float) highest + 0.5f);
		final int length = Math.min(n, PIECE);
		samples = new float[length];
		rounded = new float[length];
		outside = new float[length];
		bytes = new byte[length];
		shorts = new short[length];
	}

	/**
	 * @param data samples
	 * @param offset index of the first sample
	 * @param target array for the rounded samples
	 * @param index index of the first sample in the target
	 * @param n number of samples
	 */
	void write(final float[] data, final int offset, final byte[] target, final int index, final int n) {
		for (int done = 0; done < n; done += samples.length) {
			final int count = round(data, offset + done, n - done);
			lowestBits(rounded, bytes, count);
			System.arraycopy(bytes, 0, target, index + done, count);
		}
	}

	/**
	 * @param data samples
	 * @param offset index of the first sample
	 * @param target array for the rounded samples
	 * @param index index of the first sample in the target
	 * @param n number of samples
	 */
	void write(final float[] data, final int offset, final short[] target, final int index, final int n) {
		for (int done = 0; done < n; done += samples.length) {
			final int count = round(data, offset + done, n - done);
			lowestBits(rounded, shorts, count);
			System.arraycopy(shorts, 0, target, index + done, count);
		}
	}

	private static void lowestBits(final float[] samples, final byte[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = (byte) Float.floatToRawIntBits(samples[i]);
	}

	private static void lowestBits(final float[] samples, final short[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = (short) Float.floatToRawIntBits(samples[i]);
	}

	/**
	 * Rounds samples, at most the number that the buffers hold.
	 *
	 * @return number of rounded samples
	 */
	private int round(final float[] data, final int offset, final int n) {
		final int count = Math.min(n, samples.length);
		System.arraycopy(data, offset, samples, 0, count);
		if (fits) round(samples, rounded, outside, count, middle, half);
		else clamp(samples, rounded, outside, count, lowest, highest);
		return count;
	}

	/** Numbers that are not positive are added to their magnitudes, which gives 0; taking a maximum would be slower. */
	private static void round(final float[] samples, final float[] rounded, final float[] outside, final int n,
		final float middle, final float half)
	{
		for (int i = 0; i < n; i++) {
			final float v = samples[i];
			final float nearest = v + WHOLE - WHOLE;
			final float left = v - nearest - BELOW_HALF;
			rounded[i] = nearest + (Math.abs(left) + left) * (0.5f / STEP) + WHOLE;
			final float beyond = Math.abs(v - middle) - half;
			outside[i] += Math.abs(beyond) + beyond;
		}
	}

	private static void clamp(final float[] samples, final float[] rounded, final float[] outside, final int n,
		final float lowest, final float highest)
	{
		for (int i = 0; i < n; i++) {
			final float v = Math.min(Math.max(samples[i], lowest), highest);
			// the nearest whole number; halves go to the even one
			final float nearest = v + WHOLE - WHOLE;
			// which is one too low only if exactly a half remains
			final float up = Math.max(v - nearest - BELOW_HALF, 0) * (1 / STEP);
			rounded[i] = nearest + up + WHOLE;
			outside[i] += Math.min(Math.abs(samples[i] - v) * MANY, 1);
		}
	}

	/**
	 * @return number of samples outside the range of the type in all lines so far;
	 *         NaN if there was a NaN, for which any number was written. If all
	 *         samples were expected to fit, the number is 0 if they did
	 */
	double outside() {
		double sum = 0;
		for (final float n : outside)
			sum += n;
		return sum;
	}
}
