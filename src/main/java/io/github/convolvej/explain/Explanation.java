package io.github.convolvej.explain;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The explanation of one output sample: its terms, and the arithmetic that combines them. Immutable. */
public final class Explanation {

	/** Half the distance between neighbouring numbers in single precision, relative to their size. */
	static final double EPSILON = 0x1p-24;

	private final String operation;
	private final List<Term> terms;
	private final List<Phrase> arithmetic;
	private final double result;
	private final double error;

	Explanation(final String operation, final List<Term> terms, final List<Phrase> arithmetic, final double result,
		final double error)
	{
		this.operation = operation;
		this.terms = Collections.unmodifiableList(terms);
		this.arithmetic = Collections.unmodifiableList(arithmetic);
		this.result = result;
		this.error = error;
	}

	/** @return short description of the operation */
	public String operation() {
		return operation;
	}

	/** @return terms of the result, in the order of the definition */
	public List<Term> terms() {
		return terms;
	}

	/** @return lines of text that show how the terms give the result, in English */
	public List<String> arithmetic() {
		return arithmetic.stream().map(Phrase::toString).collect(Collectors.toList());
	}

	/** @return the same lines, to be told in any language */
	public List<Phrase> phrases() {
		return arithmetic;
	}

	/** @return the result, in double precision */
	public double result() {
		return result;
	}

	/** @return largest difference of a correct result in single precision */
	public double error() {
		return error;
	}

	/**
	 * @param sample a sample that a filter has computed in single precision
	 * @return whether it equals the result, except for rounding
	 */
	public boolean agrees(final double sample) {
		if (Double.isNaN(result) || Double.isInfinite(result)) return Double.compare(result, sample) == 0;
		return Math.abs(sample - result) <= error;
	}
}
