package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A stack of dilated convolutions along one axis: layers of k taps with rates
 * r_1 ... r_n, first layer first. Computes how much of the input one output
 * sample sees and whether the taps leave holes in it ("gridding"; Wang et al.
 * 2018, Understanding Convolution for Semantic Segmentation, hybrid dilated
 * convolution).
 */
public final class DilationSchedule implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final int MAX_FIELD = 1 << 24;

	private final int size;
	private final int[] rates;

	/**
	 * @param size taps of every layer along the axis, at least 1
	 * @param rates dilation of every layer, at least 1, first layer first
	 * @throws IllegalArgumentException if there is no rate, or a number is too
	 *           small
	 */
	public DilationSchedule(final int size, final int... rates) {
		if (size < 1) throw new IllegalArgumentException("kernel size is " + size + ", but must be at least 1");
		if (rates.length == 0) throw new IllegalArgumentException(
			"there is no rate: give the dilation of each layer, for example 1,2,5");
		for (int i = 0; i < rates.length; i++)
			if (rates[i] < 1) throw new IllegalArgumentException("rate " + (i + 1) + " is " + rates[i] +
				", but must be at least 1");
		this.size = size;
		this.rates = rates.clone();
	}

	/**
	 * Reads rates.
	 *
	 * @param size taps of every layer along the axis
	 * @param text dilation of every layer, separated by commas, for example
	 *          {@code 1,2,5}
	 * @return the schedule
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static DilationSchedule parse(final int size, final String text) {
		final String[] parts = (text == null ? "" : text).split(",", -1);
		final int[] rates = new int[parts.length];
		for (int i = 0; i < rates.length; i++)
			rates[i] = PerAxis.parseInt(parts[i].trim(), "rates", text);
		return new DilationSchedule(size, rates);
	}

	/** @return taps of every layer */
	public int size() {
		return size;
	}

	/** @return dilation of every layer, a copy */
	public int[] rates() {
		return rates.clone();
	}

	/** @return number of input samples from the first to the last that one output sample depends on: 1 + sum (k-1) r_i */
	public long receptiveField() {
		return 1 + (size - 1L) * Arrays.stream(rates).asLongStream().sum();
	}

	/** @return greatest common divisor of the rates: if it is not 1, neighbouring outputs share no input at all */
	public int commonDivisor() {
		int divisor = 0;
		for (final int rate : rates) {
			int a = divisor;
			int b = rate;
			while (b != 0) {
				final int rest = a % b;
				a = b;
				b = rest;
			}
			divisor = a;
		}
		return divisor;
	}

	/**
	 * The distances of the hybrid dilated convolution: M_n = r_n, M_i =
	 * max(M_{i+1} - 2 r_i, 2 r_i - M_{i+1}, r_i).
	 *
	 * @return M_1 ... M_n: largest distance of touched samples, seen from each
	 *         layer
	 */
	public long[] distances() {
		final long[] m = new long[rates.length];
		m[m.length - 1] = rates[m.length - 1];
		for (int i = m.length - 2; i >= 0; i--)
			m[i] = Math.max(Math.abs(m[i + 1] - 2L * rates[i]), rates[i]);
		return m;
	}

	/**
	 * Whether the design rule holds: M_2 &lt;= k and the rates have no common
	 * divisor (for a single layer: the rate is 1). The rule assumes that the first
	 * layers fill the gaps of the later ones; {@link #paths()} is exact.
	 *
	 * @return whether there are no holes according to the rule
	 */
	public boolean followsRule() {
		if (rates.length == 1) return rates[0] == 1;
		return distances()[1] <= size && commonDivisor() == 1;
	}

	/**
	 * Counts the paths from each sample of the receptive field to the output. A
	 * path chooses one tap in every layer. A sample without a path is a hole; with
	 * equal weights, the number of paths is the sample's share.
	 *
	 * @return number of paths for each sample, {@link #receptiveField()} of them;
	 *         exact below 2^53
	 * @throws IllegalArgumentException if the receptive field is too large to list
	 */
	public double[] paths() {
		if (receptiveField() > MAX_FIELD) throw new IllegalArgumentException("The receptive field has " +
			receptiveField() + " samples along one axis: that is too many to list");
		double[] paths = { 1 };
		for (final int rate : rates)
			paths = layer(paths, rate);
		return paths;
	}

	/**
	 * Adds the paths of all taps of a layer. Sums of 1, 2, 4 ... taps are made of each other: a kernel may have many taps.
	 * Nothing is subtracted, so a hole is 0 even where numbers of paths are rounded.
	 */
	private double[] layer(final double[] paths, final int rate) {
		final double[] all = new double[paths.length + (size - 1) * rate];
		double[] some = paths;
		int done = 0;
		for (int taps = 1; taps <= size - done; taps *= 2) {
			if ((size & taps) != 0) {
				addTo(all, some, done * rate);
				done += taps;
			}
			if (taps > size - done) break;
			final double[] twice = Arrays.copyOf(some, some.length + taps * rate);
			addTo(twice, some, taps * rate);
			some = twice;
		}
		return all;
	}

	private static void addTo(final double[] sum, final double[] numbers, final int at) {
		for (int i = 0; i < numbers.length; i++)
			sum[at + i] += numbers[i];
	}

	/** @return number of samples of the receptive field that no tap touches */
	public long holes() {
		return Arrays.stream(paths()).filter(p -> p == 0).count();
	}

	/** @return the rates, separated by commas */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (final int rate : rates)
			text.append(text.length() == 0 ? "" : ",").append(rate);
		return text.toString();
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof DilationSchedule && size == ((DilationSchedule) o).size && Arrays.equals(rates,
			((DilationSchedule) o).rates);
	}

	@Override
	public int hashCode() {
		return 31 * size + Arrays.hashCode(rates);
	}
}
