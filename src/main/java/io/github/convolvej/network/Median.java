package io.github.convolvej.network;

import java.util.function.DoubleUnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Exact medians of whole images without copying or sorting them: the sample of a
 * given rank is found digit by digit, by counting. NaN are ignored.
 */
final class Median {

	private static final int DIGIT = 16;

	private Median() {}

	/**
	 * @param image any image of real samples
	 * @return the middle sample, or the mean of the two middle ones; NaN if there
	 *         are no samples
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
		long count = 0;
		long rest = 0;
		long prefix = 0;
		boolean last = true;
		for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
			final long[] histogram = new long[1 << DIGIT];
			if (shift + DIGIT == Long.SIZE) {
				count = count(image, f, prefix, shift, histogram);
				if (count == 0) return Double.NaN;
				rest = (count - 1) / 2;
			}
			else count(image, f, prefix, shift, histogram);
			int digit = 0;
			while (rest >= histogram[digit])
				rest -= histogram[digit++];
			prefix |= (long) digit << shift;
			last = rest + 1 == histogram[digit];
		}
		final double lower = value(prefix);
		if (count % 2 == 1) return lower;
		return (lower + (last ? next(image, f, prefix) : lower)) / 2;
	}

	/** The smallest sample whose key is larger than a given key. */
	private static double next(final RandomAccessibleInterval<? extends RealType<?>> image, final DoubleUnaryOperator f,
		final long key)
	{
		// keys are unsigned numbers
		long next = -1;
		for (final RealType<?> sample : Views.iterable(image)) {
			final double v = f.applyAsDouble(sample.getRealDouble());
			final long k = key(v);
			if (!Double.isNaN(v) && Long.compareUnsigned(k, key) > 0 && Long.compareUnsigned(k, next) < 0) next = k;
		}
		return value(next);
	}

	/** Counts samples, and the next digits of those that begin with the digits found so far. */
	private static long count(final RandomAccessibleInterval<? extends RealType<?>> image, final DoubleUnaryOperator f,
		final long prefix, final int shift, final long[] histogram)
	{
		final int found = shift + DIGIT;
		long count = 0;
		for (final RealType<?> sample : Views.iterable(image)) {
			final double v = f.applyAsDouble(sample.getRealDouble());
			if (Double.isNaN(v)) continue;
			count++;
			final long key = key(v);
			if (found == Long.SIZE || (key ^ prefix) >>> found == 0) histogram[(int) (key >>> shift) & (1 << DIGIT) - 1]++;
		}
		return count;
	}

	/** Maps a value to bits whose unsigned order is that of the values. */
	private static long key(final double v) {
		final long bits = Double.doubleToLongBits(v);
		return bits ^ (bits >> Long.SIZE - 1 | Long.MIN_VALUE);
	}

	private static double value(final long key) {
		return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
	}
}
