package io.github.convolvej.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * How strongly a feature map responds, as one number for all of its samples. Signs do not count: a map of
 * large negative samples is a strong one. Samples that are not numbers are left out.
 */
public enum MapStrength {
		/** The mean of the magnitudes. */
		MEAN,
		/** The largest magnitude. */
		MAXIMUM;

	/**
	 * @param name mean or maximum
	 * @return the strength of that name
	 * @throws IllegalArgumentException if there is none
	 */
	public static MapStrength parse(final String name) {
		for (final MapStrength s : values())
			if (s.toString().equals(name.trim())) return s;
		throw new IllegalArgumentException("the strength is '" + name + "', but must be mean or maximum");
	}

	/**
	 * @param <T> type of the samples
	 * @param map samples of one map, of any size and number of axes
	 * @return its strength in double precision; NaN if no sample is a number
	 */
	public <T extends RealType<T>> double of(final RandomAccessibleInterval<T> map) {
		double sum = 0;
		double largest = 0;
		long count = 0;
		final Cursor<T> samples = Views.flatIterable(map).cursor();
		while (samples.hasNext()) {
			final double v = Math.abs(samples.next().getRealDouble());
			if (Double.isNaN(v)) continue;
			count++;
			sum += v;
			largest = Math.max(largest, v);
		}
		if (count == 0) return Double.NaN;
		return this == MEAN ? sum / count : largest;
	}

	/**
	 * @param strengths a number for each map
	 * @return the maps, from 0, strongest first; of equal ones the first comes first, and NaN comes last
	 */
	public static int[] order(final double... strengths) {
		final Integer[] order = new Integer[strengths.length];
		Arrays.setAll(order, i -> i);
		// stable, so that ties stay in the order of the channels
		Arrays.sort(order, Comparator.comparingDouble(i -> Double.isNaN(strengths[i]) ? Double.POSITIVE_INFINITY : -strengths[i]));
		return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
	}

	/** @return the name as macros have it */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
