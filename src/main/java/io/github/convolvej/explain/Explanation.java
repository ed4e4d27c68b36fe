package io.github.convolvej.explain;

import java.util.Collections;
import java.util.List;

/** How one output sample came about: its terms, and what was made of them. Immutable. */
public final class Explanation {

	/** Half the distance of neighbouring numbers in single precision, relative to them. */
	static final double EPSILON = 0x1p-24;

	private final String operation;
	private final List<Term> terms;
	private final List<String> arithmetic;
	private final double result;
	private final double error;

	Explanation(final String operation, final List<Term> terms, final List<String> arithmetic, final double result,
		final double error)
	{
		this.operation = operation;
		this.terms = Collections.unmodifiableList(terms);
		this.arithmetic = Collections.unmodifiableList(arithmetic);
		this.result = result;
		this.error = error;
	}

	/** @return the operation in a few words */
	public String operation() {
		return operation;
	}

	/** @return what the result is made of, in the order in which it is defined */
	public List<Term> terms() {
		return terms;
	}

	/** @return lines that say how the result is made of the terms */
	public List<String> arithmetic() {
		return arithmetic;
	}

	/** @return the result, in double precision */
	public double result() {
		return result;
	}

	/** @return how far a result in single precision may be from it */
	public double error() {
		return error;
	}

	/**
	 * @param sample a sample that a filter has computed in single precision
	 * @return whether it is the result, except for rounding
	 */
	public boolean agrees(final double sample) {
		if (Double.isNaN(result) || Double.isInfinite(result)) return Double.compare(result, sample) == 0;
		return Math.abs(sample - result) <= error;
	}
}
