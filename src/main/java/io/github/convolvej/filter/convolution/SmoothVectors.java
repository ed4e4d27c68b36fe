package io.github.convolvej.filter.convolution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the smooth vectors of a plan. Each takes milliseconds to prepare, and most axes and borders need the
 * same ones. Serialization leaves the prepared vectors out. Thread-safe.
 */
final class SmoothVectors implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Weights, and at the same index the vector that was prepared from them. */
	private final transient List<double[]> weights = new ArrayList<>();
	private final transient List<SmoothVector> made = new ArrayList<>();

	/**
	 * @param vector weights of taps that are neighbours
	 * @return them as polynomials; null if they are too few, too many, or not smooth enough
	 */
	synchronized SmoothVector of(final double[] vector) {
		for (int i = 0; i < weights.size(); i++)
			if (Arrays.equals(weights.get(i), vector)) return made.get(i);
		weights.add(vector);
		made.add(SmoothVector.of(vector));
		return made.get(made.size() - 1);
	}

	private Object readResolve() {
		return new SmoothVectors();
	}
}
