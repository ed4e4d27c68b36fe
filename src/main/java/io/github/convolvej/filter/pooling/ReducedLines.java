package io.github.convolvej.filter.pooling;

/**
 * Rows of pooled samples, before averages are divided.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface ReducedLines<A> {

	/**
	 * Rows must be requested in order.
	 *
	 * @param i a line of the target, y fastest
	 * @return its samples, which the caller may change and must copy before the
	 *         next call
	 */
	A line(int i);
}
