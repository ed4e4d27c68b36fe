package io.github.convolvej.filter.pooling;

/** Conversion of numbers to double precision. */
final class WholeNumbers {

	/** In a number of this magnitude, the lowest bit is worth 1. */
	private static final double LARGE = 0x3p51;
	private static final long LARGE_BITS = Double.doubleToLongBits(LARGE);

	private WholeNumbers() {}

	/**
	 * Converts a number of up to 51 bits through its bits, since the processor's instruction for the conversion waits
	 * for the one before.
	 */
	static double toDouble(final long number) {
		return Double.longBitsToDouble(LARGE_BITS + number) - LARGE;
	}

	static double toDouble(final float number) {
		return number;
	}

	static double toDouble(final double number) {
		return number;
	}
}
