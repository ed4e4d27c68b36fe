package io.github.convolvej.filter.pooling;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Selects a sample from the sorted samples of a window: computes its index from the number of samples. Immutable. */
final class RankRule implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Statistic statistic;
	private final double percent;
	private final long rank;

	private RankRule(final Statistic statistic, final double percent, final long rank) {
		this.statistic = statistic;
		this.percent = percent;
		this.rank = rank;
	}

	static RankRule median() {
		return new RankRule(Statistic.MEDIAN, 50, 0);
	}

	static RankRule percentile(final double percent) {
		if (!(percent >= 0 && percent <= 100)) throw new IllegalArgumentException("percentile is " + percent +
			", but must be from 0 (the smallest sample) to 100 (the largest)");
		return new RankRule(Statistic.PERCENTILE, percent, 0);
	}

	static RankRule rank(final long rank) {
		return new RankRule(Statistic.RANK, 0, rank);
	}

	/**
	 * @param n number of samples, at least 1
	 * @return index of the sample in sorted order, 0 for the smallest; for a
	 *         median, the lower of the two middle ones
	 */
	int lower(final int n) {
		if (statistic == Statistic.MEDIAN) return (n - 1) / 2;
		if (statistic == Statistic.RANK) return (int) Math.max(0, Math.min(n - 1, rank < 0 ? n + rank : rank));
		return new BigDecimal(n - 1).multiply(BigDecimal.valueOf(percent)).movePointLeft(2).setScale(0,
			RoundingMode.HALF_DOWN).intValueExact();
	}

	/**
	 * @param n number of samples, at least 1
	 * @return the same; for a median, the upper of the two middle ones
	 */
	int upper(final int n) {
		return statistic == Statistic.MEDIAN ? n / 2 : lower(n);
	}

	/** The percentage or rank; NaN for a median. */
	double number() {
		return statistic == Statistic.MEDIAN ? Double.NaN : statistic == Statistic.RANK ? rank : percent;
	}

	@Override
	public String toString() {
		return statistic == Statistic.RANK ? "rank " + rank : statistic == Statistic.MEDIAN ? "median" : "percentile " +
			percent;
	}
}
