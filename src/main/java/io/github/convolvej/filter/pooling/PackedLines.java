package io.github.convolvej.filter.pooling;

/**
 * Loops over lines of pairs of whole numbers, each pair in one number: a sample v in the lower bits, and v (v + 1) / 2
 * in the upper ones. Sums of such numbers are pairs of sums, so a variance takes one sum instead of two. The square of a
 * sample is twice the one less the other. The build generates an implementation for each type from one template.
 *
 * @param <B> {@code int[]} or {@code long[]}; sums may overflow as long as the last result does not
 */
interface PackedLines<B> {

	/** Bits of a number. */
	int size();

	/**
	 * Converts samples.
	 *
	 * @param samples whole numbers of magnitudes below 2^22
	 * @param from index of the first of them
	 * @param target receives the same numbers
	 * @param to index of the first of them
	 * @param n number of samples
	 */
	void convert(float[] samples, int from, B target, int to, int n);

	/**
	 * Makes pairs of samples less a number.
	 *
	 * @param line samples, which are replaced by their pairs
	 * @param shift the number
	 * @param bits how many lower bits hold a sample
	 * @param from index of the first
	 * @param end index after the last
	 */
	void pack(B line, int shift, int bits, int from, int end);

	/**
	 * Adds the pairs of a line that lie in a group of columns on both sides of a centre.
	 *
	 * @param line pairs
	 * @param reach for each group, how far it and those before it extend on each side
	 * @param group which group
	 * @param centre index of the middle column
	 * @param bits how many lower bits hold the one number
	 * @param sign 1 to add, -1 to subtract
	 * @param sums to which the sums of the one and of the other numbers are added
	 */
	void addColumns(B line, int[] reach, int group, int centre, int bits, long sign, long[] sums);

	/**
	 * Computes numerators of variances, count * sum of squares - square of sum.
	 *
	 * @param sums pairs of sums, which this may overwrite
	 * @param from index of the first of them
	 * @param bits how many lower bits hold the sum of samples
	 * @param count how many samples were summed
	 * @param target receives the numerators
	 * @param n how many
	 */
	void numerators(B sums, int from, int bits, long count, long[] target, int n);

	/**
	 * Unpacks pairs.
	 *
	 * @param sums pairs
	 * @param bits how many lower bits hold the one number
	 * @param low receives the one numbers
	 * @param high receives the other numbers
	 * @param from index of the first of all
	 * @param end index after the last
	 */
	void unpack(B sums, int bits, B low, B high, int from, int end);

	/**
	 * Unpacks pairs and adds them.
	 *
	 * @param sums pairs
	 * @param bits how many lower bits hold the one number
	 * @param low to which the one numbers are added
	 * @param high to which the other numbers are added
	 * @param from index of the first of all
	 * @param end index after the last
	 */
	void addUnpacked(B sums, int bits, B low, B high, int from, int end);

	/**
	 * Sums up, {@code target[0] = first} and {@code target[i] = target[i - 1] + steps[from + i - 1]}.
	 *
	 * @param first the first sum
	 * @param steps the difference between each sum and the next
	 * @param from index of the first of them
	 * @param target receives the sums
	 * @param n number of sums, at least 1
	 */
	void accumulate(long first, B steps, int from, long[] target, int n);

	/**
	 * Sums up, multiplies in double precision and rounds: {@code target[0] = first * factor}, and so on with each sum and
	 * its step. The products hide behind the sums, each of which waits for the one before.
	 *
	 * @param first the first sum; sums have up to 51 bits
	 * @param steps the difference between each sum and the next
	 * @param from index of the first of them
	 * @param factor the factor
	 * @param target receives the products
	 * @param n number of sums, at least 1
	 */
	void accumulate(long first, B steps, int from, double factor, float[] target, int n);
}
