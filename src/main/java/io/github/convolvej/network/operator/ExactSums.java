package io.github.convolvej.network.operator;

/**
 * Sums of numbers in double precision without any rounding, so that they do not
 * depend on the order: numbers may come from tiles of any size. Each sum is a
 * fixed-point number of 67 digits to the base 2^32, which holds all finite
 * doubles (Neal 2015, "Fast exact summation using small and large
 * superaccumulators"). Not thread-safe.
 */
final class ExactSums {

	/** Memory of one sum. */
	static final int BYTES = 8 * (ExactSums.DIGITS + 3);

	private static final int DIGITS = 67;
	private static final int DIGIT_BITS = 32;
	private static final long DIGIT = 0xffffffffL;
	/** A digit holds 63 bits, and each number adds at most 52. */
	private static final int MOST_ADDED = 1 << 10;
	/** Exponent of the last bit of the smallest positive double. */
	private static final int LAST_EXPONENT = -1074;
	private static final int MANTISSA_BITS = 52;
	private static final int LARGEST_EXPONENT = 0x7ff;

	private final long[] digits;
	/** Numbers added since carries were passed on. */
	private final int[] added;
	/** Sum of infinities and NaN; if there are no digits, of all numbers. */
	private final double[] infinite;
	private double high;
	private double low;

	/**
	 * @param count number of sums, which begin at 0
	 * @param single whether a single number is added to each, so that no digits
	 *          are needed
	 */
	ExactSums(final int count, final boolean single) {
		digits = single ? null : new long[Math.multiplyExact(count, DIGITS)];
		added = new int[single ? 0 : count];
		infinite = new double[count];
	}

	/** Adds a number to a sum. */
	void add(final int sum, final double v) {
		if (digits == null) infinite[sum] += v;
		else if (v != 0) addDigits(sum, v);
	}

	private void addDigits(final int sum, final double v) {
		final long bits = Double.doubleToRawLongBits(v);
		int exponent = (int) (bits >>> MANTISSA_BITS) & LARGEST_EXPONENT;
		long mantissa = bits & (1L << MANTISSA_BITS) - 1;
		if (exponent == LARGEST_EXPONENT) {
			infinite[sum] += v;
			return;
		}
		if (exponent == 0) exponent = 1;
		else mantissa |= 1L << MANTISSA_BITS;
		if (++added[sum] > MOST_ADDED) carry(sum);
		final int shift = exponent - 1 & DIGIT_BITS - 1;
		final int at = sum * DIGITS + (exponent - 1 >>> 5);
		final long upper = mantissa >>> 1 >>> DIGIT_BITS - 1 - shift;
		final long lower = mantissa << shift & DIGIT;
		if (bits < 0) {
			digits[at] -= lower;
			digits[at + 1] -= upper;
		}
		else {
			digits[at] += lower;
			digits[at + 1] += upper;
		}
	}

	/** Passes on carries: all digits but the last are then from 0 to 2^32 - 1. */
	private void carry(final int sum) {
		final int last = (sum + 1) * DIGITS - 1;
		for (int i = sum * DIGITS; i < last; i++) {
			digits[i + 1] += digits[i] >> DIGIT_BITS;
			digits[i] &= DIGIT;
		}
		added[sum] = 1;
	}

	/**
	 * Rounds a sum to two doubles, {@link #high} and {@link #low}, which together
	 * have at least 90 bits of it.
	 */
	void round(final int sum) {
		high = infinite[sum];
		low = 0;
		if (high != 0 || digits == null) return;
		carry(sum);
		final int first = sum * DIGITS;
		final boolean negative = digits[first + DIGITS - 1] < 0;
		if (negative) negate(sum);
		int top = DIGITS - 1;
		while (top > 0 && digits[first + top] == 0)
			top--;
		for (int i = top; i >= Math.max(0, top - 3); i--) {
			final double digit = Math.scalb((double) digits[first + i], LAST_EXPONENT + DIGIT_BITS * i);
			final double both = high + digit;
			low += digit - (both - high);
			high = both;
		}
		final double both = high + low;
		low -= both - high;
		high = both;
		if (!negative) return;
		high = -high;
		low = -low;
		negate(sum);
	}

	private void negate(final int sum) {
		for (int i = sum * DIGITS; i < (sum + 1) * DIGITS; i++)
			digits[i] = -digits[i];
		carry(sum);
	}

	/** The sum that was rounded last, to double precision. */
	double high() {
		return high;
	}

	/** What {@link #high} lacks. */
	double low() {
		return low;
	}
}
