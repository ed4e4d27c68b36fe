package io.github.convolvej.filter.pooling;

/**
 * Numbers of single precision as whole multiples of one power of two. Whether all are such multiples is found out on
 * the way.
 */
final class FixedPoint {

	/** Magnitudes are below two to this power, times the unit. */
	static final int BITS = 24;
	/** Smaller numbers have no exact product with one over the unit. */
	private static final int LEAST_EXPONENT = -90;

	/** In a number of this magnitude, the lowest bit is worth 16. */
	private static final float LARGE = 0x3p26f;
	private static final int LARGE_BITS = Float.floatToIntBits(LARGE);
	private static final int LARGE_SHIFT = 4;
	/** In a number of this magnitude, the lowest bit is worth 1. */
	private static final float SMALL = 0x3p22f;
	private static final int SMALL_BITS = Float.floatToIntBits(SMALL);

	private final int n;
	private final float perUnit;
	private final double unit;
	/** What is left of each place of a line. */
	private final float[] rests;
	private final float[] high;
	private final float[] low;
	private final int[] highBits;
	private final int[] lowBits;

	private FixedPoint(final int exponent, final int n) {
		this.n = n;
		perUnit = Math.scalb(1f, -exponent);
		unit = Math.scalb(1.0, exponent);
		rests = new float[n];
		high = new float[n];
		low = new float[n];
		highBits = new int[n];
		lowBits = new int[n];
	}

	/**
	 * @param largest the largest magnitude of all samples
	 * @param n length of a line
	 * @return the format, or null if there is none for such numbers
	 */
	static FixedPoint of(final double largest, final int n) {
		final int exponent = Math.getExponent(largest) + 1 - BITS;
		// then a product with one over the unit has the digits of the number
		return exponent <= 0 && exponent >= LEAST_EXPONENT ? new FixedPoint(exponent, n) : null;
	}

	/** What a whole number is worth. */
	double unit() {
		return unit;
	}

	/** Converts a line, and looks whether that is exact. */
	void convert(final float[] samples, final int[] target, final int at) {
		split(samples, perUnit, rests, high, low, n);
		bits(high, highBits, n);
		bits(low, lowBits, n);
		join(highBits, lowBits, highBits, n);
		System.arraycopy(highBits, 0, target, at, n);
	}

	/** Divides samples into multiples of 16 and whole numbers, each beside its large number. */
	private static void split(final float[] samples, final float perUnit, final float[] rests, final float[] high,
		final float[] low, final int n)
	{
		for (int i = 0; i < n; i++) {
			final float v = samples[i] * perUnit;
			final float multiple = v + LARGE;
			final float rest = v - (multiple - LARGE);
			final float whole = rest + SMALL;
			rests[i] += Math.abs(rest - (whole - SMALL));
			high[i] = multiple;
			low[i] = whole;
		}
	}

	/** The only loop that is no vector loop. */
	private static void bits(final float[] line, final int[] bits, final int n) {
		for (int i = 0; i < n; i++)
			bits[i] = Float.floatToRawIntBits(line[i]);
	}

	private static void join(final int[] high, final int[] low, final int[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = (high[i] << LARGE_SHIFT) + low[i] - ((LARGE_BITS << LARGE_SHIFT) + SMALL_BITS);
	}

	/** Whether all samples that were converted are multiples of the unit; NaN and infinities are not. */
	boolean holds() {
		for (int i = 0; i < n; i++)
			if (!(rests[i] == 0)) return false;
		return true;
	}

	/** Converts sums, {@code target[i] = sums[i] * unit}; they have up to 51 bits. */
	void toDouble(final long[] sums, final double[] target, final int count) {
		for (int i = 0; i < count; i++)
			target[i] = WholeNumbers.toDouble(sums[i]) * unit;
	}
}
