package io.github.convolvej.fit;

import io.github.convolvej.border.Border;

import java.util.Arrays;

/**
 * What kernel is to be learned: the one whose correlation with padding {@code
 * same} turns images into the wanted ones with the smallest mean squared error.
 * With samples x, wanted samples y, weights w and bias b it minimises
 * <p>
 * sum over p, k of (b[k] + sum over c, t of w[k,c,t] x[c, p + t - (size - 1) / 2] - y[k, p])^2
 * + ridge n sum of w^2
 * <p>
 * where n is the mean over channels of the sum of squared samples. Immutable.
 */
public final class KernelFit {

	/** Largest number of unknowns of one output. */
	public static final int MOST_UNKNOWNS = 2500;
	/** Ridges that {@link #chosenRidge} tries. */
	private static final double[] RIDGES = { 0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1 };

	private final int[] size;
	private final boolean bias;
	private final double[] ridges;
	private final Border border;
	private final int folds;

	private KernelFit(final int[] size, final boolean bias, final double[] ridges, final Border border, final int folds) {
		this.size = size;
		this.bias = bias;
		this.ridges = ridges;
		this.border = border;
		this.folds = folds;
	}

	/**
	 * @param size taps along x[, y[, z]]
	 * @return the task: without bias and ridge, at positions whose windows lie
	 *         inside the image, five parts left out in turn to measure the error
	 * @throws IllegalArgumentException if there are not 1 to 3 positive sizes
	 */
	public static KernelFit ofSize(final int... size) {
		if (size.length < 1 || size.length > 3) throw new IllegalArgumentException("a kernel has 1 to 3 axes, but " +
			size.length + " sizes were given");
		for (final int s : size)
			if (s < 1) throw new IllegalArgumentException("size is " + Arrays.toString(size) +
				", but must be at least 1 on every axis");
		return new KernelFit(size.clone(), false, new double[] { 0 }, null, 5);
	}

	/**
	 * @param wanted whether a number is added to each output
	 * @return this with that choice
	 */
	public KernelFit bias(final boolean wanted) {
		return new KernelFit(size, wanted, ridges, border, folds);
	}

	/**
	 * @param ridge how much large weights are avoided, relative to the mean square
	 *          of the samples; 0 for not at all
	 * @return this with that ridge
	 * @throws IllegalArgumentException if it is negative or not finite
	 */
	public KernelFit ridge(final double ridge) {
		if (!(ridge >= 0) || Double.isInfinite(ridge)) throw new IllegalArgumentException("ridge is " + ridge +
			", but must be a number of at least 0");
		return new KernelFit(size, bias, new double[] { ridge }, border, folds);
	}

	/** @return this with the ridge of 0, 1e-8, 1e-7 ... 1 that has the smallest error at positions that were not used */
	public KernelFit chosenRidge() {
		return new KernelFit(size, bias, RIDGES, border, folds);
	}

	/**
	 * @param samples the samples outside the image; null to use only positions
	 *          whose windows lie inside
	 * @return this with that border
	 */
	public KernelFit border(final Border samples) {
		return new KernelFit(size, bias, ridges, samples, folds);
	}

	/**
	 * @param parts parts of the images that are left out in turn
	 * @return this with that number of parts
	 * @throws IllegalArgumentException if it is not 2 to 20
	 */
	public KernelFit folds(final int parts) {
		if (parts < 2 || parts > 20) throw new IllegalArgumentException("folds is " + parts + ", but must be 2 to 20");
		return new KernelFit(size, bias, ridges, border, parts);
	}

	/** @return taps along x[, y[, z]], a copy */
	public int[] size() {
		return size.clone();
	}

	int size(final int d) {
		return d < size.length ? size[d] : 1;
	}

	boolean hasBias() {
		return bias;
	}

	Border border() {
		return border;
	}

	int folds() {
		return folds;
	}

	int taps() {
		int taps = 1;
		for (final int s : size)
			taps = Math.multiplyExact(taps, s);
		return taps;
	}

	double[] ridges() {
		return ridges;
	}

	/** Unknowns of one output: weights for all channels, then the bias. */
	int unknowns(final int inputs) {
		final double unknowns = (double) size(0) * size(1) * size(2) * inputs + (bias ? 1 : 0);
		if (unknowns > MOST_UNKNOWNS) throw new IllegalArgumentException("a kernel of size " + Arrays.toString(size) +
			" for " + inputs + (inputs == 1 ? " channel" : " channels") + " has " + (long) unknowns +
			" unknown weights, but at most " + MOST_UNKNOWNS + " can be learned: take a smaller size");
		return (int) unknowns;
	}
}
