package io.github.convolvej.learn;

/** A small image: samples in double precision, x fastest. */
final class Values {

	private final long[] size;
	private final double[] samples;

	/** An image of zeros. */
	Values(final long... size) {
		this.size = size.clone();
		long count = 1;
		for (final long n : size)
			count *= n;
		samples = new double[Math.toIntExact(count)];
	}

	long[] size() {
		return size.clone();
	}

	double get(final long... position) {
		return samples[Math.toIntExact(index(size, position))];
	}

	void set(final double value, final long... position) {
		samples[Math.toIntExact(index(size, position))] = value;
	}

	/** Number of a sample in an image of some size, x fastest. */
	static long index(final long[] size, final long... position) {
		long index = 0;
		for (int d = size.length - 1; d >= 0; d--)
			index = index * size[d] + position[d];
		return index;
	}

	/** The sample with a number. */
	static long[] position(final long[] size, final long index) {
		final long[] position = new long[size.length];
		long rest = index;
		for (int d = 0; d < size.length; d++) {
			position[d] = rest % size[d];
			rest /= size[d];
		}
		return position;
	}
}
