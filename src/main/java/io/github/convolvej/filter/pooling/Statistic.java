package io.github.convolvej.filter.pooling;

/** What a {@link Neighbourhood} takes of the samples of a window. */
public enum Statistic {
		/** The middle sample, of an even number the mean of the two middle ones. */
		MEDIAN("median"),
		/** The sum of the samples over their number. */
		MEAN("mean"),
		/** The smallest sample. */
		MINIMUM("minimum"),
		/** The largest sample. */
		MAXIMUM("maximum"),
		/** The largest sample minus the smallest. */
		RANGE("range"),
		/** The sample below which a part of the samples lies. */
		PERCENTILE("percentile"),
		/** The mean squared distance from the mean. */
		VARIANCE("variance"),
		/** The root of the variance. */
		DEVIATION("standard deviation"),
		/** The sample at a place in the order of the samples. */
		RANK("rank"),
		/** The most frequent sample, of several the smallest. */
		MODE("mode");

	private final String text;

	Statistic(final String text) {
		this.text = text;
	}

	/** Whether it is a sample at some place in their order, or the mean of two. */
	boolean isRank() {
		return this == MEDIAN || this == PERCENTILE || this == RANK;
	}

	/** Whether it is made of sums. */
	boolean isSum() {
		return this == MEAN || this == VARIANCE || this == DEVIATION;
	}

	@Override
	public String toString() {
		return text;
	}
}
