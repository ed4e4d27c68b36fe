package io.github.convolvej.kernel;

import io.github.convolvej.geometry.NumberText;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The weights of a convolution: one kernel, or a filter bank. A bank has K
 * output channels ("kernels"); each of them reads the same number of input
 * channels, those of its group, and has one spatial kernel for each. Weights are
 * laid out as {@code (X[, Y[, Z]], input channel, output channel)} with x
 * fastest: the memory order of PyTorch's and ONNX's {@code (K, C/groups, kz, ky,
 * kx)}. Immutable.
 * <p>
 * A kernel that is defined by its vectors, as a Gaussian is, keeps them as its
 * {@link #factors}. Its weights are multiplied out when they are first asked for,
 * which engines that take the vectors never do.
 */
public final class Kernel implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Most taps of a preset and weights of a text, so that a typing error does not fill the memory. */
	static final int MAX_TAPS = 10_000_000;

	/** Of each spatial kernel, number input + inputs * output. */
	private final KernelWeights weights;
	private final int inputs;
	private final int outputs;
	private final int groups;
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
		this(new KernelWeights(size.clone(), weights.clone()), inputs, outputs, 1, new double[0]);
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

	private Kernel(final KernelWeights weights, final int inputs, final int outputs, final int groups, final double[] bias) {
		this.weights = weights;
		this.inputs = inputs;
		this.outputs = outputs;
		this.groups = groups;
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
	 * A single kernel that is defined by its vectors.
	 *
	 * @param factors the terms
	 * @return the kernel whose weights are their products
	 * @throws IllegalArgumentException if it has more taps than an array holds
	 */
	public static Kernel of(final SeparableKernel factors) {
		long taps = 1;
		for (final int s : factors.size())
			taps = Math.min(Integer.MAX_VALUE, taps * s);
		if (taps > Integer.MAX_VALUE - 16) throw new IllegalArgumentException("separable kernel of size " + Arrays.toString(
			factors.size()) + " (x first) has more taps than a kernel can have: " + Integer.MAX_VALUE);
		return new Kernel(new KernelWeights(factors.size(), factors), 1, 1, 1, new double[0]);
	}

	/**
	 * A filter bank of single kernels of one size, with one group and no bias.
	 *
	 * @param kernels {@code kernels[output][input]}
	 * @return the bank
	 * @throws IllegalArgumentException if sizes or numbers of inputs differ, or one
	 *           is itself a bank
	 */
	static Kernel bank(final Kernel[][] kernels) {
		final Kernel first = kernels[0][0];
		final int inputs = kernels[0].length;
		final Kernel[] flat = Arrays.stream(kernels).flatMap(Arrays::stream).toArray(Kernel[]::new);
		for (int i = 0; i < flat.length; i++)
			if (!flat[i].isSingle() || !Arrays.equals(flat[i].weights.size(), first.weights.size())) throw new IllegalArgumentException("kernel " +
				(i / inputs + 1) + ", channel " + (i % inputs + 1) + " has size " + flat[i].sizeText() +
				", but kernel 1, channel 1 has " + first.sizeText() + ": all kernels of a bank have the same size");
		if (flat.length == 1) return first;
		return new Kernel(KernelWeights.joined(Arrays.stream(flat).map(k -> k.weights).toArray(KernelWeights[]::new)), inputs,
			kernels.length, 1, new double[0]);
	}

	private String sizeText() {
		return Arrays.stream(weights.size()).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
	}

	/** @return spatial axes */
	public int numDimensions() {
		return weights.size().length;
	}

	/**
	 * @param d spatial axis
	 * @return taps along it
	 */
	public int size(final int d) {
		return weights.size()[d];
	}

	/** @return taps along every spatial axis, x first */
	public int[] size() {
		return weights.size().clone();
	}

	/** @return number of taps of one spatial kernel: the product of the sizes */
	public int taps() {
		return weights.taps();
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
		return weights.all()[tap + taps() * (input + inputs * output)];
	}

	/** @return all weights, a copy: x fastest, then y, z, input, output channel */
	public double[] weights() {
		return weights.all().clone();
	}

	/**
	 * @param input input channel within the group
	 * @param output output channel
	 * @return the vectors that the spatial kernel of these channels is defined by;
	 *         null if it is given by its weights
	 */
	public SeparableKernel factors(final int input, final int output) {
		return weights.factors(input + inputs * output);
	}

	/**
	 * @param input input channel within the group
	 * @param output output channel
	 * @return the spatial kernel of these channels, alone and without bias
	 */
	public Kernel spatial(final int input, final int output) {
		return new Kernel(weights.select(input + inputs * output), 1, 1, 1, new double[0]);
	}

	/** @return whether no weight is NaN or infinite */
	public boolean isFinite() {
		return weights.isFinite();
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
		return new Kernel(weights, inputs, outputs, groups, all);
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
		return new Kernel(weights, inputs, outputs, g, bias);
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
		final double[] allBias = new double[bias.length * channels];
		for (int c = 0; c < channels; c++)
			System.arraycopy(bias, 0, allBias, c * bias.length, bias.length);
		final int[] order = new int[inputs * outputs * channels];
		Arrays.setAll(order, i -> i % (inputs * outputs));
		return new Kernel(weights.select(order), inputs, outputs * channels, groups * channels, allBias);
	}

	/**
	 * @param channels number of input channels
	 * @return kernels that each apply the same weights to all of these channels, instead of to one
	 * @throws IllegalStateException if the kernels read several channels already
	 */
	public Kernel forEachInput(final int channels) {
		if (inputs != 1) throw new IllegalStateException("The kernels read " + inputs + " channels");
		final int[] order = new int[outputs * channels];
		Arrays.setAll(order, i -> i / channels);
		return new Kernel(weights.select(order), channels, outputs, groups, bias);
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
		final int members = outputs / groups;
		final int[] order = new int[inputs * outputs];
		for (int k = 0; k < outputs; k++)
			for (int c = 0; c < inputs; c++)
				order[k % members + members * (k / members * inputs + c)] = c + inputs * k;
		return new Kernel(weights.select(order), members, inputs * groups, groups, new double[0]);
	}

	/**
	 * @param newSize sizes with more axes, whose product is the same: where the
	 *          axes of this kernel lie among more spatial axes
	 * @return the same weights with that shape
	 * @throws IllegalArgumentException if the product is another
	 */
	public Kernel reshaped(final int... newSize) {
		final KernelWeights moved = weights.reshapedFactors(newSize);
		return new Kernel(moved != null ? moved : new Kernel(weights.all(), inputs, outputs, newSize).weights, inputs, outputs,
			groups, bias);
	}

	/**
	 * @return the kernel reversed along every spatial axis: correlation with it
	 *         is convolution with this one
	 */
	public Kernel flipped() {
		return new Kernel(weights.flipped(), inputs, outputs, groups, bias);
	}

	/**
	 * @param output output channel
	 * @return sum of all its weights: the answer to an image of ones
	 */
	public double sum(final int output) {
		return weights.sum(inputs * output, inputs);
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
		final double[] all = weights.all();
		for (int i = 0; i < all.length; i++)
			text.append(i > 0 ? separator(i) : "").append(NumberText.exact(all[i]));
		return text.toString();
	}

	/** What {@link KernelText} writes before a weight. */
	private String separator(final int i) {
		final int row = size(0);
		final int plane = numDimensions() > 1 ? row * size(1) : row;
		if (i % (taps() * inputs) == 0) return " # ";
		if (i % taps() == 0) return " ~ ";
		if (i % plane == 0) return " | ";
		return i % row == 0 ? "; " : " ";
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof Kernel)) return false;
		final Kernel k = (Kernel) o;
		return inputs == k.inputs && outputs == k.outputs && groups == k.groups && Arrays.equals(bias, k.bias) && weights.equals(
			k.weights);
	}

	@Override
	public int hashCode() {
		return weights.hashCode();
	}
}
