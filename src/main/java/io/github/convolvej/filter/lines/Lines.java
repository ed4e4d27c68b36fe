package io.github.convolvej.filter.lines;

/**
 * The few inner loops, over lines of samples of one precision, that all engines use. Every loop reads a few
 * arrays at one common index, because the JIT compiler turns such loops into vector instructions. Terms are
 * added in their order. Each product is added with one rounding if the processor can do that, otherwise with
 * two. So the result does not depend on how the terms are divided among calls.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Lines<A> extends LineMemory<A> {

	/** Most samples of one vector instruction. Lines of a multiple of this length need no scalar remainder. */
	int VECTOR = 16;

	/** Most terms that {@link #addSpaced} takes. */
	int SPACED = 5;

	/**
	 * @param n number of samples
	 * @return length of a working line for them, up to the next {@link #VECTOR}
	 */
	static int wholeVectors(final int n) {
		return (n + VECTOR - 1) / VECTOR * VECTOR;
	}

	/**
	 * Adds products, {@code sum[i] += weights[at] * lines[first][i] + weights[at + 1]
	 * * lines[first + 1][i] ...}, in this order.
	 *
	 * @param sum the sum
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void add(A sum, double[] weights, int at, int n, A[] lines, int first, int terms);

	/**
	 * Adds products of the same lines to any number of sums, each as {@link #add(Object, double[], int, int,
	 * Object[], int, int) add} does for one. This is faster, since the lines are read once for two sums.
	 *
	 * @param sums the sums, different lines
	 * @param at for each sum the first of its weights
	 * @param count how many sums
	 * @param weights where the weights are
	 * @param n number of samples
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void add(A[] sums, int[] at, int count, double[] weights, int n, A[] lines, int first, int terms);

	/**
	 * Adds products of the same lines to two sums, for some samples of each. It may do so for others, too, up to {@link
	 * #VECTOR} - 1 behind the last one, so that whole vectors follow the first sample.
	 *
	 * @param one the one sum
	 * @param atOne the first of its weights
	 * @param other the other sum
	 * @param atOther the first of its weights
	 * @param weights where the weights are
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void add(A one, int atOne, A other, int atOther, A weights, int from, int to, A[] lines, int first, int terms);

	/**
	 * Adds products to one sum, as the method above to two.
	 *
	 * @param sum the sum
	 * @param at the first of its weights
	 * @param weights where the weights are
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void add(A sum, int at, A weights, int from, int to, A[] lines, int first, int terms);

	/**
	 * Begins a sum with a number: {@code sum[i] = start + weights[at] *
	 * lines[first][i] ...}, as {@link #fill} and {@link #add(Object, double[], int,
	 * int, Object[], int, int) add} do together.
	 *
	 * @param sum the sum
	 * @param start what the products are added to
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void set(A sum, double start, double[] weights, int at, int n, A[] lines, int first, int terms);

	/**
	 * Begins a sum with a number, for some samples. It may do so for others, too, up to {@link #VECTOR} - 1 behind the
	 * last one, so that whole vectors follow the first sample.
	 *
	 * @param sum the sum
	 * @param start what the products are added to
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void set(A sum, double start, double[] weights, int at, int from, int to, A[] lines, int first, int terms);

	/**
	 * Begins two sums of products of the same lines with a number, over samples from any on, as the method above does
	 * for one.
	 *
	 * @param one the one sum
	 * @param atOne the first of its weights
	 * @param other the other sum
	 * @param atOther the first of its weights
	 * @param start what the products are added to
	 * @param weights where the weights are
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param lines where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	void set(A one, int atOne, A other, int atOther, double start, A weights, int from, int to, A[] lines, int first, int terms);

	/**
	 * Adds products of samples of one line, {@link #VECTOR} apart: {@code sum[i] +=
	 * weights[at] * line[i] + weights[at + VECTOR] * line[i + VECTOR] ...}, in this
	 * order. So one copy of a line serves several taps. It may do so for other samples of the sum, too, up to {@link
	 * #VECTOR} - 1 behind the last one, so that whole vectors follow the first sample.
	 *
	 * @param sum the sum
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param line the factors, (terms - 1) * VECTOR samples longer than the sum
	 * @param terms how many of them, at most {@link #SPACED}
	 */
	void addSpaced(A sum, double[] weights, int at, int from, int to, A line, int terms);

	/**
	 * Adds products of two lines, {@code target[i] += a[i] * b[i]}, i = 0 ... n-1.
	 *
	 * @param target the sum
	 * @param n number of samples
	 * @param a the one factor
	 * @param b the other factor
	 */
	void addProduct(A target, int n, A a, A b);

	/**
	 * Adds products of two lines each, {@code target[i] = start[i] + a[0][i] * b[0][i] + a[1][i] * b[1][i] ...}, in this
	 * order.
	 *
	 * @param target the sum
	 * @param start what the products are added to, which may be the target
	 * @param n number of samples
	 * @param a the one factors
	 * @param b the other factors
	 * @param terms how many of each
	 */
	void addProducts(A target, A start, int n, A[] a, A[] b, int terms);

	/**
	 * Adds one product to a sum, with the same rounding as the sums of lines.
	 *
	 * @param a the one factor, of this precision
	 * @param b the other factor, of this precision
	 * @param sum what it is added to, of this precision
	 * @return the sum, of this precision
	 */
	double multiplyAdd(double a, double b, double sum);

	/**
	 * Divides, {@code target[i] = target[i] / divisors[i]}.
	 *
	 * @param target the line
	 * @param n number of samples
	 * @param divisors a divisor for each of them
	 */
	void divide(A target, int n, A divisors);

	/**
	 * Interpolates at irregular places: {@code target[i]} is the sum of
	 * {@code weights[j] * source[offset + index[j]]} over {@code j = i * terms ...
	 * i * terms + terms - 1}, without those whose index is negative; summed in
	 * double and rounded once.
	 *
	 * @param source where from
	 * @param offset added to every index
	 * @param index positions
	 * @param weights a weight for each of them
	 * @param terms number of positions for each sample
	 * @param target where to, from index 0
	 * @param n number of samples
	 */
	void interpolate(A source, int offset, int[] index, double[] weights, int terms, A target, int n);

	/**
	 * Euclidean norm, {@code target[i] = sqrt(lines[0][i]^2 + lines[1][i]^2 ...)}.
	 *
	 * @param target the norm
	 * @param n number of samples
	 * @param lines the components
	 * @param count how many of them, 1 to 3
	 */
	void norm(A target, int n, A[] lines, int count);

	/**
	 * Euclidean norm of two sums that each begin with zero: {@code target[i] = sqrt(a^2 + b^2)}, where
	 * {@code a = weights[0] * lines[0][i] + weights[1] * lines[1][i] + weights[2] * lines[2][i]}, and b is the
	 * same with the next three weights and lines. It computes in one loop the norm of two sums that
	 * {@link #set(Object, double, double[], int, int, Object[], int, int) set} would compute. It may do so for other
	 * samples, too, up to {@link #VECTOR} - 1 behind the last one, so that whole vectors follow the first sample.
	 *
	 * @param target the norm
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param lines the factors
	 * @param weights a weight for each of them
	 */
	void norm(A target, int from, int to, A[] lines, double[] weights);

	/**
	 * Recomputes norms that {@link #norm(Object, int, Object[], int)} got wrong because squares were too large
	 * or too small. It first divides the components by the power of two in the largest of them. All other
	 * norms stay as they are.
	 *
	 * @param target the norms
	 * @param n number of samples
	 * @param lines the components
	 * @param count how many of them, 1 to 3
	 */
	void mendNorms(A target, int n, A[] lines, int count);

	/**
	 * Finds out where {@link #mendNorms} may be needed because squares are too small. It may look at other samples, too, up
	 * to {@link #VECTOR} - 1 behind the last one.
	 *
	 * @param norms norms
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param marks to which a positive number is added where the norm is small or 0,
	 *          and 0 elsewhere
	 */
	void markSmallNorms(A norms, int from, int to, A marks);

	/**
	 * Angle of a vector, {@code target[i] = atan2(y[i], x[i])}, in radians.
	 *
	 * @param target the angle
	 * @param n number of samples
	 * @param y component along y
	 * @param x component along x
	 */
	void angle(A target, int n, A y, A x);
}
