package io.github.convolvej.geometry;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A positive number stored as a fraction of two whole numbers. Sizes computed
 * with it are exact: 25 samples times 1.16 are 29, but a little less in floating
 * point. Immutable.
 */
public final class Fraction implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Bits of numbers whose product fits 64 bits. */
	private static final int SHORT = 31;

	private final BigInteger numerator;
	private final BigInteger denominator;
	private final double value;
	/** Both numbers, if a product with an index fits 64 bits; otherwise 0. */
	private final long shortNumerator;
	private final long shortDenominator;

	private Fraction(final BigInteger numerator, final BigInteger denominator) {
		final BigInteger divisor = numerator.gcd(denominator);
		this.numerator = numerator.divide(divisor);
		this.denominator = denominator.divide(divisor);
		final boolean isShort = this.numerator.bitLength() <= SHORT && this.denominator.bitLength() <= SHORT;
		shortNumerator = isShort ? this.numerator.longValue() : 0;
		shortDenominator = isShort ? this.denominator.longValue() : 0;
		value = isShort ? (double) shortNumerator / shortDenominator : new BigDecimal(this.numerator).divide(new BigDecimal(
			this.denominator), MathContext.DECIMAL128).doubleValue();
	}

	/**
	 * @param numerator at least 1
	 * @param denominator at least 1
	 * @return the fraction
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public static Fraction of(final long numerator, final long denominator) {
		if (numerator < 1 || denominator < 1) throw new IllegalArgumentException("fraction is " + numerator + "/" +
			denominator + ", but must have numbers of at least 1");
		return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
	}

	/**
	 * @param value a positive number
	 * @return the decimal number that Java prints for the value: 0.29 is 29/100
	 * @throws IllegalArgumentException if it is not positive, or not finite
	 */
	public static Fraction of(final double value) {
		if (!(value > 0) || Double.isInfinite(value)) throw new IllegalArgumentException("the number is " + value +
			", but must be positive");
		return of(BigDecimal.valueOf(value));
	}

	private static Fraction of(final BigDecimal decimal) {
		return decimal.scale() <= 0 ? new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE) : new Fraction(decimal
			.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
	}

	/**
	 * Reads a decimal number or a fraction of two decimal numbers.
	 *
	 * @param text for example {@code 2}, {@code 1.16}, {@code 5e-1} or {@code
	 *          120/88}
	 * @return the number, exactly
	 * @throws IllegalArgumentException if the text is anything else, or the number
	 *           is not positive or out of the range of {@code double}
	 */
	public static Fraction parse(final String text) {
		final String[] parts = text.split("/", -1);
		if (parts.length > 2) throw unreadable(text);
		final Fraction above = decimal(parts[0], text);
		if (parts.length == 1) return above;
		final Fraction below = decimal(parts[1], text);
		return new Fraction(above.numerator.multiply(below.denominator), above.denominator.multiply(below.numerator));
	}

	private static Fraction decimal(final String part, final String text) {
		final double size;
		try {
			size = Double.parseDouble(part.trim());
			// numbers in the range of double have few enough digits for exact arithmetic
			if (size > 0 && size <= Double.MAX_VALUE) return of(new BigDecimal(part.trim()));
		}
		catch (final NumberFormatException e) {
			throw unreadable(text);
		}
		throw new IllegalArgumentException("'" + text + "' is not a positive number");
	}

	private static IllegalArgumentException unreadable(final String text) {
		return new IllegalArgumentException("'" + text + "' is not a number: write 2, 0.5 or 120/88");
	}

	/**
	 * @param n a whole number
	 * @return floor(n * this)
	 * @throws IllegalArgumentException if it does not fit 64 bits
	 */
	public long floorTimes(final long n) {
		return floor(n, numerator, shortNumerator, denominator, shortDenominator);
	}

	/**
	 * @param n a whole number
	 * @return floor(n / this)
	 * @throws IllegalArgumentException if it does not fit 64 bits
	 */
	public long floorDivided(final long n) {
		return floor(n, denominator, shortDenominator, numerator, shortNumerator);
	}

	/** floor(n * a / b), by 64 bits if the factors are short. */
	private static long floor(final long n, final BigInteger a, final long shortA, final BigInteger b, final long shortB) {
		if (shortB > 0 && n >> SHORT == 0) return Math.floorDiv(n * shortA, shortB);
		final BigInteger[] quotient = BigInteger.valueOf(n).multiply(a).divideAndRemainder(b);
		final BigInteger floor = quotient[1].signum() < 0 ? quotient[0].subtract(BigInteger.ONE) : quotient[0];
		if (floor.bitLength() > 63) throw new IllegalArgumentException(n + " * " + NumberText
			.rounded(a.doubleValue() / b.doubleValue(), 3) + " samples are more than can be used");
		return floor.longValue();
	}

	/**
	 * @param x any number
	 * @return x / this, rounded once if the numbers are short
	 */
	public double divide(final double x) {
		return shortNumerator > 0 ? x * shortDenominator / shortNumerator : x / value;
	}

	/** @return nearest floating point number */
	public double value() {
		return value;
	}

	/** @return whether it is 1 */
	public boolean isOne() {
		return numerator.equals(denominator);
	}

	/** @return whether it is a whole number */
	public boolean isWhole() {
		return denominator.equals(BigInteger.ONE);
	}

	/** @return the fraction, {@code 29/25}, or the whole number */
	@Override
	public String toString() {
		return isWhole() ? numerator.toString() : numerator + "/" + denominator;
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Fraction && numerator.equals(((Fraction) o).numerator) && denominator.equals(
			((Fraction) o).denominator);
	}

	@Override
	public int hashCode() {
		return numerator.hashCode() * 31 + denominator.hashCode();
	}
}
