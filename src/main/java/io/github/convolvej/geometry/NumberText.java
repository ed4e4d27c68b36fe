package io.github.convolvej.geometry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Prints numbers for messages, tables, kernels and files, the same in every
 * locale. Bytes are counted in powers of 1000, as SI defines kB, MB and GB.
 */
public final class NumberText {

	private static final String[] BYTES = { "bytes", "kB", "MB", "GB", "TB", "PB", "EB" };
	private static final String[] POWERS = { "", " thousand", " million", " billion", " trillion" };

	/**
	 * Whole numbers below these limits are printed in full, without an exponent:
	 * exact numbers, rounded numbers.
	 */
	private static final double LARGEST_EXACT = 1e15;
	private static final double LARGEST_ROUNDED = 1e9;
	/** Numbers below this have an exponent. */
	private static final double SMALLEST = 1e-4;

	private NumberText() {}

	/**
	 * Prints a number so that {@link Double#parseDouble} reads back the same one.
	 *
	 * @param value any number
	 * @return the shortest such text; whole numbers without {@code .0}
	 */
	public static String exact(final double value) {
		if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) return (value == 0 && 1 / value < 0 ? "-" : "") +
			(long) value;
		return Double.toString(value);
	}

	/**
	 * Rounds a number for a human reader.
	 *
	 * @param value any number
	 * @param digits largest number of significant digits, at least 1; whole
	 *          numbers below 10^9 keep all digits
	 * @return the rounded number without zeros at its end; with an exponent
	 *         ({@code 1.5e-7}) from 10^9 on and below 10^-4
	 */
	public static String rounded(final double value, final int digits) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
		if (value == Math.rint(value) && Math.abs(value) < LARGEST_ROUNDED) return Long.toString((long) value);
		final BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
		if (Math.abs(value) >= SMALLEST && Math.abs(value) < LARGEST_ROUNDED) return rounded.toPlainString();
		final int exponent = rounded.precision() - rounded.scale() - 1;
		return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
	}

	/**
	 * @param value any number
	 * @return the number with at most seven digits, as {@link #rounded} prints it
	 */
	public static String print(final double value) {
		return rounded(value, 7);
	}

	/**
	 * @param number a whole number of at least 0
	 * @return the number in words: 950, 1.2 million ...
	 */
	public static String count(final double number) {
		if (number < 10_000) return String.format(Locale.ROOT, "%.0f", number);
		int power = 0;
		double rest = number;
		while (rest >= 999.5 && power < POWERS.length - 1) {
			rest /= 1000;
			power++;
		}
		return String.format(Locale.ROOT, rest < 9.95 ? "%.1f" : "%.0f", rest) + POWERS[power];
	}

	/**
	 * @param count a number of bytes, at least 0
	 * @return the size with three digits: 999 bytes, 1.00 kB, 12.3 MB ...; 1 kB is
	 *         1000 bytes
	 */
	public static String bytes(final double count) {
		if (count == 1) return "1 byte";
		double value = count;
		int unit = 0;
		while (value >= 999.5 && unit < BYTES.length - 1) {
			value /= 1000;
			unit++;
		}
		final int digits = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
		return String.format(Locale.ROOT, "%." + digits + "f %s", value, BYTES[unit]);
	}
}
