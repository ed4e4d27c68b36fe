package io.github.convolvej.filter.pooling;

/**
 * Which sums of whole numbers are exact. Variances do not change if a number is
 * subtracted from all samples: where all samples of the area count, the middle of
 * their range is, since smaller numbers have smaller squares.
 */
final class WholeSums {

	/** Sums of whole numbers below this fit an {@code int}. */
	private static final double INT = 0x1p31;
	/** Double precision holds all whole numbers up to this one. */
	private static final double DOUBLE = 0x1p53;
	/** Single precision holds all whole numbers up to this one. */
	private static final double SINGLE = 0x1p24;
	/** The products of two sums are exact in windows of fewer samples than this, and their quotients far from halves. */
	private static final int FEW = 1 << 13;

	private final WindowArea<?> area;
	private final Statistic statistic;
	private final double samples;
	private final double shift;
	private final double span;
	private final boolean isShifted;
	private final double largest;
	private final double unshifted;
	private final double[] range;

	/**
	 * @param area the samples
	 * @param range two numbers between which all samples lie
	 * @param statistic a mean, variance or standard deviation
	 */
	WholeSums(final WindowArea<?> area, final double[] range, final Statistic statistic) {
		this.area = area;
		this.statistic = statistic;
		this.range = range;
		samples = area.shape().samples();
		unshifted = Math.max(range[1], -range[0]);
		final double middle = Math.floor((range[0] + range[1] + 1) / 2);
		final double least = Math.max(range[1] - middle, middle - range[0]);
		// without a shift, variances of larger numbers or windows are rounded in another way
		final boolean shifts = statistic != Statistic.MEAN && area.isComplete() && products(least) < DOUBLE / 2;
		shift = shifts ? middle : 0;
		largest = shifts ? least : unshifted;
		span = range[1] - range[0];
		isShifted = shifts;
	}

	/**
	 * Whether variances may be computed from samples and squares in one number: the samples are shifted, the
	 * numerators of variances are below 2^52, and no square overflows.
	 */
	boolean arePacked() {
		return isShifted && area.axes() == 2 && largest * (largest + 1) < INT;
	}

	/** The largest magnitude of a sample less the shift. */
	double largestShifted() {
		return largest;
	}

	/** The largest distance between two samples. */
	double span() {
		return span;
	}

	/** The largest v (v + 1) / 2, where v is a sample less the shift. */
	double largestPair() {
		final double low = range[0] - shift;
		final double high = range[1] - shift;
		return Math.max(low * (low + 1), high * (high + 1)) / 2;
	}

	/** Whether all but the last operation, a quotient, is exact in single precision if only the samples of one window are added. */
	boolean areSmallSingle() {
		if (!area.isComplete() || !(largest * samples < SINGLE)) return false;
		return statistic == Statistic.MEAN || statistic == Statistic.VARIANCE && products(largest) < SINGLE;
	}

	private double products(final double most) {
		return most * most * samples * samples;
	}

	/** The number that is subtracted from all samples. */
	double shift() {
		return shift;
	}

	/** Whether all sums are exact in double precision. */
	boolean areExact() {
		final double most = statistic == Statistic.MEAN ? largest : largest * largest;
		return most * ExactSums.terms(area) < DOUBLE;
	}

	/** Whether the sums of samples, or of their squares, and all intermediate sums are exact in single precision. */
	boolean areSingle(final boolean squares) {
		return (squares ? largest * largest : largest) * ExactSums.terms(area) < SINGLE;
	}

	/** Whether the sums of samples, or of their squares, fit an {@code int}. */
	boolean areInt(final boolean squares) {
		return (squares ? largest * largest : largest) * samples < INT;
	}

	/** Whether sums of samples and of their squares are both summed as {@code int}. */
	boolean areBothInt() {
		return statistic != Statistic.MEAN && areInt(true) && !isSingle();
	}

	/**
	 * Whether all but the last operation, a quotient, is exact in single precision.
	 * Rounded to double precision first, the quotient would be the same.
	 */
	boolean isSingle() {
		if (!area.isComplete() || !areSingle(false)) return false;
		return statistic == Statistic.MEAN || statistic == Statistic.VARIANCE && areSingle(true) && products(largest) < SINGLE;
	}

	/** Whether the numerators of variances are exact, too. */
	boolean hasExactProducts() {
		return products(largest) < DOUBLE;
	}

	/**
	 * Whether the result may be multiplied by a reciprocal instead of divided, since
	 * it is rounded to single precision: a whole number divided by an odd one is
	 * halfway between two numbers of that precision only if it is larger than the
	 * whole numbers that it holds.
	 */
	boolean hasReciprocal() {
		if (!area.isComplete() || !isReciprocalExact(samples)) return false;
		return statistic == Statistic.MEAN ? largest < SINGLE : statistic == Statistic.VARIANCE && largest * largest < SINGLE &&
			hasExactProducts();
	}

	/** The same of means of numbers of magnitudes below 2^24, in complete windows. */
	static boolean isReciprocalExact(final double samples) {
		return samples % 2 != 0 && samples <= FEW;
	}
}
