package io.github.convolvej.filter.pooling;

import java.io.Serializable;

/** Which samples of a window count, and the numbers that some reductions need. Immutable. */
final class SampleRules implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Only samples of the image count; exponent 1, seed 0. */
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

	/** With padding that holds the samples of the border. */
	SampleRules withBorder() {
		return new SampleRules(true, includePad, divisor, negativesAsZero, p, seed);
	}

	/** With averages that count padding as samples of 0, or not. */
	SampleRules countIncludePad(final boolean include) {
		return new SampleRules(border, include, divisor, negativesAsZero, p, seed);
	}

	/** With averages that divide by that number. */
	SampleRules divisor(final int number) {
		return new SampleRules(border, includePad, number, negativesAsZero, p, seed);
	}

	/** With negative samples that count as 0 where samples are probabilities. */
	SampleRules negativesAsZero() {
		return new SampleRules(border, includePad, divisor, true, p, seed);
	}

	/** With that exponent of an Lp norm. */
	SampleRules exponent(final double exponent) {
		return new SampleRules(border, includePad, divisor, negativesAsZero, exponent, seed);
	}

	/** With random numbers that start there. */
	SampleRules seed(final long start) {
		return new SampleRules(border, includePad, divisor, negativesAsZero, p, start);
	}

	/** Whether padding is samples with the values of the border. */
	boolean includesBorder() {
		return border;
	}

	/** Whether averages count padding as samples of 0. */
	boolean includesPad() {
		return includePad;
	}

	/** What averages divide by, or 0 for the number of samples. */
	int divisor() {
		return divisor;
	}

	/** Whether negative samples count as 0 where samples are probabilities. */
	boolean takesNegativesAsZero() {
		return negativesAsZero;
	}

	/** The exponent of an Lp norm. */
	double exponent() {
		return p;
	}

	/** Where random numbers start. */
	long seed() {
		return seed;
	}
}
