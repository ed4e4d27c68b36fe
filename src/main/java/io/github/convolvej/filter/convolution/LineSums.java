package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Scratch;

import java.io.Serializable;

/**
 * A method of summing windows along one axis, of many lines at a time, in double precision. Sample i of all
 * lines together is one signal. Immutable.
 */
interface LineSums extends Serializable {

	/** @return whether each result reads all samples of the axis; otherwise it reads those of its window */
	default boolean readsAll() {
		return false;
	}

	/**
	 * @return results of a segment, which are computed together; segments are counted from the first result; 1
	 * if each result is computed by itself
	 */
	int step();

	/** @return how many results to compute at a time for the best speed */
	int block();

	/** @return how many samples of a line to take at a time for the best speed */
	int width();

	/** @return estimated nanoseconds for a result on one core */
	double cost();

	/** @return a bound of the rounding error, as a part of sum|weights| times the largest magnitude of the signal */
	double error();

	/** @return multiply-accumulates for a result */
	double multiplyAccumulates();

	/** @return name of the method, as reports print it */
	String name();

	/**
	 * @param results how many are wanted at a time, at most
	 * @param scratch memory of the calling thread
	 * @return working memory for them
	 */
	Work work(int results, Scratch scratch);

	/** Working memory of one thread, and the methods that compute the sums. */
	interface Work {

		/**
		 * @param first first result
		 * @param count how many
		 * @return lines to be filled with the samples that their windows read, one line for each position, in order; there
		 *         may be more of them
		 */
		double[][] source(int first, int count);

		/**
		 * Computes sums.
		 *
		 * @param first first result
		 * @param count how many
		 * @param width samples of each line, a multiple of 8
		 * @return a line for each result, until the next call
		 */
		double[][] sum(int first, int count, int width);
	}
}
