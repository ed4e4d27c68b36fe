package io.github.convolvej.conformance;

/** How one kind of case is computed through the public Java API. */
@FunctionalInterface
interface Operation {

	/**
	 * @param c the case
	 * @param results takes every output that was computed
	 * @throws IllegalArgumentException if the operation refuses the arguments
	 */
	void run(Case c, Results results);
}
