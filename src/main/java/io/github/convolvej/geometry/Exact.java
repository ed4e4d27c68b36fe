package io.github.convolvej.geometry;

/**
 * Multiplies and adds sizes; throws an exception if the result does not fit 64
 * bits.
 */
final class Exact {

	private Exact() {}

	/**
	 * @param what name of the product, for the error message
	 * @param a first factor
	 * @param b second factor
	 * @return the product
	 * @throws IllegalArgumentException if it does not fit
	 */
	static long product(final String what, final long a, final long b) {
		final long high = Math.multiplyHigh(a, b);
		final long low = a * b;
		if (high == 0 && low >= 0 || high == -1 && low < 0) return low;
		throw new IllegalArgumentException(what + " would be " + a + " * " + b +
			", which is too large: use a smaller size, stride or number of channels");
	}

	/**
	 * @param what name of the sum, for the error message
	 * @param a first term
	 * @param b second term
	 * @return the sum
	 * @throws IllegalArgumentException if it does not fit
	 */
	static long sum(final String what, final long a, final long b) {
		final long sum = a + b;
		if (((a ^ sum) & (b ^ sum)) >= 0) return sum;
		throw new IllegalArgumentException(what + " would be " + a + " + " + b +
			", which is too large: use a smaller size or stride");
	}
}
