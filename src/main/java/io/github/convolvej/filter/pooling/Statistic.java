package io.github.convolvej.filter.pooling;

/**
 * The statistic that a {@link Neighbourhood} computes from the samples of a
 * window.
 */
public enum Statistic {
		/**
		 * The middle sample; of an even number of samples, the mean of the two
		 * middle ones.
		 */
		MEDIAN("median"),
		/** The mean of the samples. */
		MEAN("mean"),
		/** The smallest sample. */
		MINIMUM("minimum"),
		/** The largest sample. */
		MAXIMUM("maximum"),
		/** The largest sample minus the smallest. */
		RANGE("range"),
		/** The sample below which a given percentage of the samples lies. */
		PERCENTILE("percentile"),
		/** The mean squared distance from the mean. */
		VARIANCE("variance"),
		/** The square root of the variance. */
		DEVIATION("standard deviation"),
		/** The sample at a given place of the sorted samples. */
		RANK("rank"),
		/** The most frequent sample; if several are equally frequent, the smallest. */
		MODE("mode");

	private final String text;

	Statistic(final String text) {
		this.text = text;
	}

	/**
	 * Whether the statistic is a sample at some place of the sorted order, or the
	 * mean of two.
	 */
	boolean isRank() {
		return this == MEDIAN || this == PERCENTILE || this == RANK;
	}

	/** Whether the statistic is computed from sums. */
	boolean isSum() {
		return this == MEAN || this == VARIANCE || this == DEVIATION;
	}

	@Override
	public String toString() {
		return text;
	}
}
