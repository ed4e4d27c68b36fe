package io.github.convolvej.filter.pooling;

import java.io.Serializable;

/** Rules that decide which samples of a window count, and the parameters of some reductions. Immutable. */
final class SampleRules implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Only samples of the image count; the exponent is 1, the seed 0. */
	static final SampleRules DEFAULT = new SampleRules(false, false, 0, false, 1, 0);

	private final boolean border;
	private final boolean includePad;
	private final int divisor;
	private final boolean negativesAsZero;
	private final double p;
	private final long seed;

	private SampleRules(final boolean border, final boolean includePad, final int divisor, final boolean negativesAsZero,
		final double p, final long seed)
	{
		this.border = border;
		this.includePad = includePad;
		this.divisor = divisor;
		this.negativesAsZero = negativesAsZero;
		this.p = p;
		this.seed = seed;
	}

	/** These rules with padding that counts as samples of the border. */
	SampleRules withBorder() {
		return new SampleRules(true, includePad, divisor, negativesAsZero, p, seed);
	}

	/** These rules with averages that count padding as samples of 0, or do not. */
	SampleRules countIncludePad(final boolean include) {
		return new SampleRules(border, include, divisor, negativesAsZero, p, seed);
	}

	/** These rules with averages that divide by that number. */
	SampleRules divisor(final int number) {
		return new SampleRules(border, includePad, number, negativesAsZero, p, seed);
	}

	/** These rules with negative samples treated as 0 in stochastic pooling. */
	SampleRules negativesAsZero() {
		return new SampleRules(border, includePad, divisor, true, p, seed);
	}

	/** These rules with that exponent of an Lp norm. */
	SampleRules exponent(final double exponent) {
		return new SampleRules(border, includePad, divisor, negativesAsZero, exponent, seed);
	}

	/** These rules with that seed of the random numbers. */
	SampleRules seed(final long start) {
		return new SampleRules(border, includePad, divisor, negativesAsZero, p, start);
	}

	/** Whether padding counts as samples with the values of the border. */
	boolean includesBorder() {
		return border;
	}

	/** Whether averages count padding as samples of 0. */
	boolean includesPad() {
		return includePad;
	}

	/** Divisor of averages; 0 to divide by the number of samples. */
	int divisor() {
		return divisor;
	}

	/** Whether stochastic pooling treats negative samples as 0. */
	boolean takesNegativesAsZero() {
		return negativesAsZero;
	}

	/** The exponent of an Lp norm. */
	double exponent() {
		return p;
	}

	/** Seed of the random numbers. */
	long seed() {
		return seed;
	}
}
