package io.github.convolvej.filter.pooling;

/** Sums over windows, a row of windows at a time. */
interface WindowSums {

	/**
	 * Computes the sums of a row of windows, at stride 1 along x. Rows must be
	 * requested in order.
	 *
	 * @param targetRow number of the row
	 * @param sums receives them
	 */
	void sum(int targetRow, double[] sums);
}
