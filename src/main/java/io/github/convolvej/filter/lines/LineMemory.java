package io.github.convolvej.filter.lines;

/**
 * Lines of samples of one precision as memory: creates them, reads and writes single
 * samples, copies samples from line to line, and converts them from and to other
 * types. {@link Lines} computes with them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface LineMemory<A> {

	/** @return bytes of a sample */
	int bytes();

	/**
	 * @param length number of samples
	 * @return a new line
	 */
	A create(int length);

	/**
	 * @param count number of lines
	 * @return a list with no lines in it yet
	 */
	A[] createList(int count);

	/**
	 * @param line a line
	 * @return its length
	 */
	int length(A line);

	/**
	 * @param array any object
	 * @return whether it is a line of this precision
	 */
	boolean isInstance(Object array);

	/**
	 * @param line a line
	 * @param index which sample
	 * @return its value
	 */
	double get(A line, int index);

	/**
	 * @param line a line
	 * @param index which sample
	 * @param value its new value, rounded to this precision
	 */
	void set(A line, int index, double value);

	/**
	 * @param value any number
	 * @return the nearest number of this precision
	 */
	double round(double value);

	/**
	 * Sets samples 0 to n-1.
	 *
	 * @param target the line
	 * @param n number of samples
	 * @param value the value
	 */
	default void fill(final A target, final int n, final double value) {
		fill(target, 0, n, value);
	}

	/**
	 * Sets samples from to from + n - 1.
	 *
	 * @param target the line
	 * @param from index of the first one
	 * @param n number of samples
	 * @param value the value
	 */
	void fill(A target, int from, int n, double value);

	/**
	 * Copies {@code target[to + i] = source[from + i]}, i = 0 ... n-1.
	 *
	 * @param source where from
	 * @param from first index there
	 * @param target where to
	 * @param to first index there
	 * @param n number of samples
	 */
	void copy(A source, int from, A target, int to, int n);

	/**
	 * Gathers {@code target[to + i] = source[offset + i * step]}, i = 0 ... n-1.
	 *
	 * @param source where from
	 * @param offset first index
	 * @param step distance of the samples, at least 1
	 * @param target where to
	 * @param to first index there
	 * @param n number of samples
	 */
	void gather(A source, int offset, int step, A target, int to, int n);

	/**
	 * Copies to places that are step apart: {@code target[to + i * step] = source[from + i]}, i = 0 ... n-1.
	 * The opposite of {@link #gather}.
	 *
	 * @param source where from
	 * @param from first index there
	 * @param target where to
	 * @param to first index there
	 * @param step distance of the samples there, at least 1
	 * @param n number of samples
	 */
	void spread(A source, int from, A target, int to, int step, int n);

	/**
	 * Spreads two lines next to each other, each as {@link #spread(Object, int, Object, int, int, int) spread}
	 * does for one. This is faster, since the target is written once.
	 *
	 * @param source0 the one line
	 * @param from0 first index there
	 * @param source1 the other line
	 * @param from1 first index there
	 * @param target where to
	 * @param to where the first sample of the one line goes; that of the other line
	 *          is next to it
	 * @param step distance of the samples of a line there, at least 2
	 * @param n number of samples of each line
	 */
	void spread(A source0, int from0, A source1, int from1, A target, int to, int step, int n);

	/**
	 * Gathers {@code target[i] = source[offset + index[i]]}, i = 0 ... n-1.
	 *
	 * @param source where from
	 * @param offset added to every index
	 * @param index positions, in any order
	 * @param target where to, from index 0
	 * @param n number of samples
	 */
	void pick(A source, int offset, int[] index, A target, int n);

	/**
	 * Copies {@code target[i] = source[offset + i]}, i = 0 ... n-1.
	 *
	 * @param source where from
	 * @param offset first index
	 * @param target where to, from index 0
	 * @param n number of samples
	 */
	void toDouble(A source, int offset, double[] target, int n);

	/**
	 * Copies {@code target[offset + i] = source[i]}, i = 0 ... n-1, rounded to the
	 * precision of the target.
	 *
	 * @param source where from, from index 0
	 * @param target where to
	 * @param offset first index
	 * @param n number of samples
	 */
	void fromDouble(double[] source, A target, int offset, int n);

	/**
	 * Converts {@code target[to + i] = source[i]}, i = 0 ... n-1.
	 *
	 * @param source 8-bit samples, without sign
	 * @param target where to
	 * @param to first index
	 * @param n number of samples
	 */
	void fromUnsigned(byte[] source, A target, int to, int n);

	/**
	 * Converts {@code target[to + i] = source[i]}, i = 0 ... n-1.
	 *
	 * @param source 16-bit samples, without sign
	 * @param target where to
	 * @param to first index
	 * @param n number of samples
	 */
	void fromUnsigned(short[] source, A target, int to, int n);

	/**
	 * Converts {@code target[to + i] = source[i]}, i = 0 ... n-1.
	 *
	 * @param source 16-bit samples, with sign
	 * @param target where to
	 * @param to first index
	 * @param n number of samples
	 */
	void fromSigned(short[] source, A target, int to, int n);
}
