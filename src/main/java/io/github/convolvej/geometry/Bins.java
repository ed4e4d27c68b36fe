package io.github.convolvej.geometry;

import java.io.Serializable;

/**
 * Divides one axis into a given number of bins, as adaptive and spatial pyramid
 * pooling do. Bin i of b on n samples covers the samples from floor(i*n/b) up
 * to, but not including, ceil((i+1)*n/b) (He et al. 2014; PyTorch). Neighbouring
 * bins share a sample if n/b is not a whole number. There may be more bins than
 * samples.
 */
public final class Bins implements Serializable {

	private static final long serialVersionUID = 1L;

	private final long n;
	private final long count;

	/**
	 * @param n input samples
	 * @param count bins
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Bins(final long n, final long count) {
		if (n < 1) throw new IllegalArgumentException("there are " + n + " samples, but must be at least 1");
		if (count < 1) throw new IllegalArgumentException("number of bins is " + count + ", but must be at least 1");
		this.n = n;
		this.count = count;
	}

	/** @return number of bins */
	public long count() {
		return count;
	}

	/**
	 * @param i bin
	 * @return first sample of the bin: floor(i*n/b)
	 */
	public long start(final long i) {
		return floor(i);
	}

	/**
	 * @param i bin
	 * @return sample after the last one of the bin: ceil((i+1)*n/b)
	 */
	public long end(final long i) {
		return -floor(-(i + 1));
	}

	/** floor(i*n/b), although the product may not fit 64 bits. */
	private long floor(final long i) {
		final long whole = n / count;
		final long rest = n % count;
		return i * whole + Math.floorDiv(Exact.product("start of a bin", i, rest), count);
	}

	/** @return mean positions of the bins: n/b * o + (n/b - 1)/2; for a single bin, the centre of the image */
	public SamplePosition position() {
		final double width = (double) n / count;
		return new SamplePosition(width, (width - 1) / 2);
	}

	@Override
	public String toString() {
		return count + " bins on " + n + " samples";
	}
}
