package io.github.convolvej.filter.pooling;

/**
 * The inner loops of {@link ExactSums}, over lines of numbers of one type. The
 * build generates an implementation for each type from one template.
 *
 * @param <B> {@code int[]} or {@code long[]}, whose sums may overflow as long as the
 *          last result does not, {@code float[]} or {@code double[]}
 */
interface ExactLines<B> {

	/**
	 * Converts, {@code target[i] = samples[i] - shift}.
	 *
	 * @param samples numbers that the type holds, for {@code int} and {@code long} of magnitudes below 2^22
	 * @param shift a whole number
	 * @param target receives them
	 * @param from the first sample
	 * @param end the sample after the last
	 */
	void convert(float[] samples, double shift, B target, int from, int end);

	/**
	 * Squares, {@code line[i] = line[i] * line[i]}.
	 *
	 * @param line the line
	 * @param from the first sample
	 * @param end the sample after the last
	 */
	void square(B line, int from, int end);

	/**
	 * Adds, {@code target[i] = a[i] + b[i]}.
	 *
	 * @param target receives the sums
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 */
	void add(B target, int from, int end, B a, B b);

	/**
	 * Adds in order, {@code target[i] = a[i] + b[i] + c[i]}.
	 *
	 * @param target receives the sums; may be one of the lines
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 * @param c a line
	 */
	void add(B target, int from, int end, B a, B b, B c);

	/**
	 * Adds in order, {@code target[i] = a[i] + b[i] + c[i] + d[i] + e[i]}.
	 *
	 * @param target receives the sums; may be one of the lines
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 * @param c a line
	 * @param d a line
	 * @param e a line
	 */
	void add(B target, int from, int end, B a, B b, B c, B d, B e);

	/**
	 * Subtracts, {@code target[i] = a[i] - b[i]}.
	 *
	 * @param target receives the differences
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 */
	void subtract(B target, int from, int end, B a, B b);

	/**
	 * Subtracts differences, {@code target[i] = (a[i] - b[i]) - (c[i] - d[i])}.
	 *
	 * @param target receives the results
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 * @param c a line
	 * @param d a line
	 */
	void subtract(B target, int from, int end, B a, B b, B c, B d);

	/**
	 * Adds a difference, {@code sum[i] += a[i] - b[i]}.
	 *
	 * @param sum the sum
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 */
	void addDifference(B sum, int from, int end, B a, B b);

	/**
	 * Adds two differences, {@code sum[i] += a[i] - b[i] + c[i] - d[i]}.
	 *
	 * @param sum the sum
	 * @param from the first sample
	 * @param end the sample after the last
	 * @param a a line
	 * @param b a line
	 * @param c a line
	 * @param d a line
	 */
	void addDifferences(B sum, int from, int end, B a, B b, B c, B d);

	/**
	 * Sums one window. Its columns have groups of the same height, from the middle
	 * outwards.
	 *
	 * @param columns lines of sums over columns
	 * @param low for each group, the line from which another one is subtracted
	 * @param high for each group, the line that is subtracted
	 * @param reach for each group, how far it and those before it extend on each side
	 * @param centre index of the middle column
	 * @return the sum of the differences
	 */
	double window(B[] columns, int[] low, int[] high, int[] reach, int centre);

	/**
	 * Sums up, {@code target[0] = first} and {@code target[i] = target[i - 1] + steps[from + i - 1]}.
	 *
	 * @param first the first sum
	 * @param steps the difference between each sum and the next
	 * @param from index of the first of them
	 * @param target receives the sums
	 * @param n number of sums, at least 1
	 */
	void accumulate(double first, B steps, int from, B target, int n);

	/**
	 * Converts, {@code target[i] = source[i]}.
	 *
	 * @param source numbers
	 * @param target receives them
	 * @param n how many
	 */
	void toDouble(B source, double[] target, int n);

	/**
	 * Sums up, multiplies in double precision and rounds: {@code target[0] = first * factor}, and so on with each sum and
	 * its step. The products hide behind the sums, each of which waits for the one before.
	 *
	 * @param first the first sum
	 * @param steps the difference between each sum and the next
	 * @param from index of the first of them
	 * @param factor the factor
	 * @param target receives the products
	 * @param n number of sums, at least 1
	 */
	void accumulate(double first, B steps, int from, double factor, float[] target, int n);
}
