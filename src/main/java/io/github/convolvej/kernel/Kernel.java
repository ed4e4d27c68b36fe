package io.github.convolvej.kernel;

import io.github.convolvej.geometry.NumberText;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The weights of a convolution: one kernel, or a filter bank. A bank has K
 * output channels ("kernels"); each of them reads the same number of input
 * channels, those of its group, and has one spatial kernel for each. Weights are
 * laid out as {@code (X[, Y[, Z]], input channel, output channel)} with x
 * fastest: the memory order of PyTorch's and ONNX's {@code (K, C/groups, kz, ky,
 * kx)}. Immutable.
 */
public final class Kernel implements Serializable {

	private static final long serialVersionUID = 1L;

	private final int[] size;
	private final int inputs;
	private final int outputs;
	private final int groups;
	private final double[] weights;
	private final double[] bias;

	/**
	 * A filter bank with one group and no bias.
	 *
	 * @param weights x fastest, then y, z, input channel, output channel
	 * @param inputs input channels that each output channel reads
	 * @param outputs output channels
	 * @param size taps along x[, y[, z]]
	 * @throws IllegalArgumentException if the number of weights is not the
	 *           product of the sizes, or a size is not positive
	 */
	public Kernel(final double[] weights, final int inputs, final int outputs, final int... size) {
		this(size.clone(), inputs, outputs, 1, weights.clone(), new double[0]);
		if (size.length == 0) throw new IllegalArgumentException("kernel has no axis: give at least a size along x");
		long product = (long) inputs * outputs;
		if (inputs < 1 || outputs < 1) throw new IllegalArgumentException("kernel has " + inputs + " input and " + outputs +
			" output channels, but must have at least 1 of each");
		for (int d = 0; d < size.length; d++) {
			if (size[d] < 1) throw new IllegalArgumentException("kernel is empty: its size is " + Arrays.toString(size) +
				" (x first), but must be at least 1 on every axis");
			// stays at the first product that is too large, before it overflows
			if (product <= Integer.MAX_VALUE) product *= size[d];
		}
		if (product != weights.length) throw new IllegalArgumentException("kernel of size " + Arrays.toString(size) +
			" (x first) with " + inputs + " input and " + outputs + " output channels needs " + (product > Integer.MAX_VALUE
				? "too many" : product) + " weights, but has " + weights.length);
	}

	private Kernel(final int[] size, final int inputs, final int outputs, final int groups, final double[] weights,
		final double[] bias)
	{
		this.size = size;
		this.inputs = inputs;
		this.outputs = outputs;
		this.groups = groups;
		this.weights = weights;
		this.bias = bias;
	}

	/**
	 * A single one-dimensional kernel, along x.
	 *
	 * @param weights the taps
	 * @return the kernel
	 */
	public static Kernel of(final double... weights) {
		return new Kernel(weights, 1, 1, weights.length);
	}

	/**
	 * A single two-dimensional kernel.
	 *
	 * @param rows {@code rows[y][x]}, all of the same length
	 * @return the kernel
	 * @throws IllegalArgumentException if there is no row or a row has another
	 *           length than the first
	 */
	public static Kernel of(final double[][] rows) {
		if (rows.length == 0) throw new IllegalArgumentException("kernel is empty: it has no row");
		final int width = rows[0].length;
		final double[] weights = new double[rows.length * width];
		for (int y = 0; y < rows.length; y++) {
			if (rows[y].length != width) throw new IllegalArgumentException("kernel row " + (y + 1) + " has " +
				rows[y].length + " entries, but row 1 has " + width);
			System.arraycopy(rows[y], 0, weights, y * width, width);
		}
		return new Kernel(weights, 1, 1, width, rows.length);
	}

	/**
	 * Multiplies the vectors of a separable kernel.
	 *
	 * @param factors the terms
	 * @return the single kernel with the same weights
	 * @throws IllegalArgumentException if it has more taps than an array holds
	 */
	public static Kernel of(final SeparableKernel factors) {
		return new Kernel(factors.weights(), 1, 1, factors.size());
	}

	/** @return spatial axes */
	public int numDimensions() {
		return size.length;
	}

	/**
	 * @param d spatial axis
	 * @return taps along it
	 */
	public int size(final int d) {
		return size[d];
	}

	/** @return taps along every spatial axis, x first */
	public int[] size() {
		return size.clone();
	}

	/** @return number of taps of one spatial kernel: the product of the sizes */
	public int taps() {
		int taps = 1;
		for (final int s : size)
			taps *= s;
		return taps;
	}

	/** @return input channels that each output channel reads */
	public int inputs() {
		return inputs;
	}

	/** @return output channels: kernels of the bank */
	public int outputs() {
		return outputs;
	}

	/** @return groups of input channels that are filtered independently */
	public int groups() {
		return groups;
	}

	/** @return whether one spatial kernel is all there is, so that channels stay apart */
	public boolean isSingle() {
		return inputs == 1 && outputs == 1 && groups == 1;
	}

	/**
	 * @param tap index of the tap, x fastest
	 * @param input input channel within the group
	 * @param output output channel
	 * @return the weight
	 */
	public double weight(final int tap, final int input, final int output) {
		return weights[tap + taps() * (input + inputs * output)];
	}

	/** @return all weights, a copy: x fastest, then y, z, input, output channel */
	public double[] weights() {
		return weights.clone();
	}

	/**
	 * @param output output channel
	 * @return what is added to it; 0 if there is no bias
	 */
	public double bias(final int output) {
		return bias.length == 0 ? 0 : bias[output];
	}

	/** @return whether a bias was given */
	public boolean hasBias() {
		return bias.length > 0;
	}

	/**
	 * @param values one number for all output channels or one for each
	 * @return this kernel with that bias
	 * @throws IllegalArgumentException if the number of values is another
	 */
	public Kernel withBias(final double... values) {
		if (values.length != 1 && values.length != outputs) throw new IllegalArgumentException("bias has " + values.length +
			" values, but there " + (outputs == 1 ? "is 1 output channel" : "are " + outputs + " output channels: give 1 or " +
				outputs));
		final double[] all = new double[outputs];
		for (int k = 0; k < outputs; k++)
			all[k] = values[values.length == 1 ? 0 : k];
		return new Kernel(size, inputs, outputs, groups, weights, all);
	}

	/**
	 * @param g groups: output channels {@code 0 ... K/g-1} read the first
	 *          {@code inputs()} input channels, the next the next, and so on
	 * @return this kernel with that many groups
	 * @throws IllegalArgumentException if the output channels are not divisible
	 *           by g
	 */
	public Kernel withGroups(final int g) {
		if (g < 1) throw new IllegalArgumentException("groups is " + g + ", but must be at least 1");
		if (outputs % g != 0) throw new IllegalArgumentException("The kernel's " + outputs +
			" output channels are not divisible by groups=" + g + ": output channels / groups must be a whole number");
		return new Kernel(size, inputs, outputs, g, weights, bias);
	}

	/**
	 * The bank that applies this one to each of several channels by itself: a
	 * depthwise convolution with shared weights. Output channel c * K + k is
	 * kernel k on channel c.
	 *
	 * @param channels number of channels
	 * @return a bank with {@code channels} times as many groups and outputs
	 */
	public Kernel forEachChannel(final int channels) {
		final double[] all = new double[weights.length * channels];
		final double[] allBias = new double[bias.length * channels];
		for (int c = 0; c < channels; c++) {
			System.arraycopy(weights, 0, all, c * weights.length, weights.length);
			System.arraycopy(bias, 0, allBias, c * bias.length, bias.length);
		}
		return new Kernel(size, inputs, outputs * channels, groups * channels, all, allBias);
	}

	/**
	 * The bank that goes the other way, with input and output channels exchanged
	 * within each group: what a transposed convolution calls the kernel of the
	 * convolution that it is the transpose of. Exchanging twice gives the same
	 * weights again; there is no bias, which belongs to the outputs.
	 *
	 * @return a bank of {@code inputs() * groups()} outputs, each of which reads
	 *         {@code outputs() / groups()} inputs
	 */
	public Kernel exchanged() {
		final int taps = taps();
		final int members = outputs / groups;
		final double[] w = new double[weights.length];
		for (int k = 0; k < outputs; k++)
			for (int c = 0; c < inputs; c++)
				System.arraycopy(weights, taps * (c + inputs * k), w, taps * (k % members + members * (k / members * inputs +
					c)), taps);
		return new Kernel(size, members, inputs * groups, groups, w, new double[0]);
	}

	/**
	 * @param newSize sizes with more axes, whose product is the same: where the
	 *          axes of this kernel lie among more spatial axes
	 * @return the same weights with that shape
	 * @throws IllegalArgumentException if the product is another
	 */
	public Kernel reshaped(final int... newSize) {
		final Kernel k = new Kernel(weights, inputs, outputs, newSize);
		return new Kernel(k.size, inputs, outputs, groups, weights, bias);
	}

	/**
	 * @return the kernel reversed along every spatial axis: correlation with it
	 *         is convolution with this one
	 */
	public Kernel flipped() {
		final int taps = taps();
		final double[] w = new double[weights.length];
		for (int i = 0; i < w.length; i += taps)
			for (int t = 0; t < taps; t++)
				w[i + t] = weights[i + taps - 1 - t];
		return new Kernel(size, inputs, outputs, groups, w, bias);
	}

	/**
	 * @param output output channel
	 * @return sum of all its weights: the answer to an image of ones
	 */
	public double sum(final int output) {
		double sum = 0;
		final int n = taps() * inputs;
		for (int i = 0; i < n; i++)
			sum += weights[output * n + i];
		return sum;
	}

	/**
	 * Prints the weights on one line. Numbers are printed so that they are read
	 * back exactly.
	 *
	 * @return text that {@link KernelText#parse} reads to an equal kernel of up to
	 *         three axes, except for bias and groups
	 */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < weights.length; i++)
			text.append(i > 0 ? separator(i) : "").append(NumberText.exact(weights[i]));
		return text.toString();
	}

	/** What {@link KernelText} writes before a weight. */
	private String separator(final int i) {
		final int row = size[0];
		final int plane = size.length > 1 ? row * size[1] : row;
		if (i % (taps() * inputs) == 0) return " # ";
		if (i % taps() == 0) return " ~ ";
		if (i % plane == 0) return " | ";
		return i % row == 0 ? "; " : " ";
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof Kernel)) return false;
		final Kernel k = (Kernel) o;
		return Arrays.equals(size, k.size) && inputs == k.inputs && outputs == k.outputs && groups == k.groups && Arrays
			.equals(weights, k.weights) && Arrays.equals(bias, k.bias);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(weights) * 31 + Arrays.hashCode(size);
	}
}
