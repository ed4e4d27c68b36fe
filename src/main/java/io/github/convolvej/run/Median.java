package io.github.convolvej.run;

import java.util.function.DoubleUnaryOperator;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Exact medians of whole images, without copying or sorting them: the sample of a
 * given rank is found digit by digit, by counting. NaN is left out.
 */
final class Median {

	private static final int DIGIT = 16;

	private Median() {}

	/**
	 * @param image any image of real samples
	 * @return the middle sample, or the mean of the two middle ones; NaN if there
	 *         is none
	 */
	static double of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		return of(image, DoubleUnaryOperator.identity());
	}

	/**
	 * Median absolute deviation from the median.
	 *
	 * @param image any image of real samples
	 * @return median of |sample - median|; NaN if there is no sample
	 */
	static double absoluteDeviation(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double median = of(image);
		return of(image, v -> Math.abs(v - median));
	}

	private static double of(final RandomAccessibleInterval<? extends RealType<?>> image, final DoubleUnaryOperator f) {
		final long count = count(image, f, 0, 0, null);
		if (count == 0) return Double.NaN;
		final double lower = ranked(image, f, (count - 1) / 2);
		return count % 2 == 1 ? lower : (lower + ranked(image, f, count / 2)) / 2;
	}

	/** The sample that has that many smaller or equal ones before it. */
	private static double ranked(final RandomAccessibleInterval<? extends RealType<?>> image, final DoubleUnaryOperator f,
		final long rank)
	{
		long rest = rank;
		long prefix = 0;
		for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
			final long[] histogram = new long[1 << DIGIT];
			count(image, f, prefix, shift, histogram);
			int digit = 0;
			while (rest >= histogram[digit])
				rest -= histogram[digit++];
			prefix |= (long) digit << shift;
		}
		return value(prefix);
	}

	/** Counts samples, and the digits of those that begin with the digits found so far. */
	private static long count(final RandomAccessibleInterval<? extends RealType<?>> image, final DoubleUnaryOperator f,
		final long prefix, final int shift, final long[] histogram)
	{
		final int found = shift + DIGIT;
		final Cursor<? extends RealType<?>> cursor = Views.iterable(image).cursor();
		long count = 0;
		while (cursor.hasNext()) {
			final double v = f.applyAsDouble(cursor.next().getRealDouble());
			if (Double.isNaN(v)) continue;
			count++;
			if (histogram == null) continue;
			final long key = key(v);
			if (found == Long.SIZE || (key ^ prefix) >>> found == 0) histogram[(int) (key >>> shift) & (1 << DIGIT) - 1]++;
		}
		return count;
	}

	/** Bits that are ordered as unsigned numbers as the values are. */
	private static long key(final double v) {
		final long bits = Double.doubleToLongBits(v);
		return bits ^ (bits >> Long.SIZE - 1 | Long.MIN_VALUE);
	}

	private static double value(final long key) {
		return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
	}
}
