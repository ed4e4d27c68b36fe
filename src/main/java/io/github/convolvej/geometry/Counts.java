package io.github.convolvej.geometry;

/** Counts the weights and multiplications of layers. Biases count as weights, but cause no multiplications. */
public final class Counts {

	private static final String WEIGHTS = "number of weights";

	private Counts() {}

	/**
	 * Weights of a convolution, K * (C/g) * prod(k), and K more for biases.
	 *
	 * @param inputs input channels, C
	 * @param outputs output channels, K
	 * @param groups g
	 * @param bias whether there are biases
	 * @param size taps along every axis
	 * @return number of weights
	 * @throws IllegalArgumentException if channels are not divisible by groups, or
	 *           there are too many weights
	 */
	public static long parameters(final long inputs, final long outputs, final long groups, final boolean bias,
		final int... size)
	{
		checkGroups(inputs, outputs, groups);
		long weights = Exact.product(WEIGHTS, outputs, inputs / groups);
		for (final int taps : size)
			weights = Exact.product(WEIGHTS, weights, taps);
		return Exact.sum(WEIGHTS, weights, bias ? outputs : 0);
	}

	/**
	 * Multiplications of a convolution, K * (C/g) * prod(k) for each output
	 * position; for a transposed convolution, for each input position.
	 *
	 * @param inputs input channels, C
	 * @param outputs output channels, K
	 * @param groups g
	 * @param size taps along every axis
	 * @param positions number of positions along every axis
	 * @return number of multiplications
	 * @throws IllegalArgumentException if channels are not divisible by groups
	 */
	public static double multiplications(final long inputs, final long outputs, final long groups, final int[] size,
		final long[] positions)
	{
		double count = parameters(inputs, outputs, groups, false, size);
		for (final long p : positions)
			count *= p;
		return count;
	}

	/**
	 * Multiplications of separable passes, one axis after the other.
	 *
	 * @param size taps along every axis, x first
	 * @param source input samples along every axis, x first
	 * @param same true if passes keep the size, false if they use only windows
	 *          within the image
	 * @param order axes in the order of the passes
	 * @return number of multiplications for one channel
	 * @throws IllegalArgumentException if a window is larger than the image
	 */
	public static double separableMultiplications(final int[] size, final long[] source, final boolean same,
		final int... order)
	{
		final long[] samples = source.clone();
		double count = 0;
		for (final int axis : order) {
			if (!same) samples[axis] = new Window(size[axis], 1, 1, 0, 0).targetSize(samples[axis], axis);
			double pass = size[axis];
			for (final long s : samples)
				pass *= s;
			count += pass;
		}
		return count;
	}

	static void checkGroups(final long inputs, final long outputs, final long groups) {
		if (groups < 1 || inputs % groups != 0 || outputs % groups != 0) throw new IllegalArgumentException(inputs +
			" input and " + outputs + " output channels are not both divisible by groups=" + groups);
	}
}
