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

	private final int[] size;
	private final int inputs;
	private final int outputs;
	private final int groups;
	/** All weights; null if there are factors. */
	private final double[] dense;
	/** Of each spatial kernel, [input + inputs * output]; null if they are not known. */
	private final SeparableKernel[] factors;
	private final double[] bias;
	/** The products of the factors, when they were asked for. */
	private transient volatile double[] products;

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
		this(size.clone(), inputs, outputs, 1, weights.clone(), null, new double[0]);
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

	private Kernel(final int[] size, final int inputs, final int outputs, final int groups, final double[] dense,
		final SeparableKernel[] factors, final double[] bias)
	{
		this.size = size;
		this.inputs = inputs;
		this.outputs = outputs;
		this.groups = groups;
		this.dense = dense;
		this.factors = factors;
		this.bias = bias;
	}

	/** All weights, not to be changed. */
	private double[] all() {
		if (dense != null) return dense;
		double[] made = products;
		if (made == null) {
			final int taps = taps();
			made = new double[taps * factors.length];
			for (int i = 0; i < factors.length; i++)
				System.arraycopy(factors[i].weights(), 0, made, i * taps, taps);
			products = made;
		}
		return made;
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
		return new Kernel(factors.size(), 1, 1, 1, null, new SeparableKernel[] { factors }, new double[0]);
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
		final int taps = first.taps();
		final Kernel[] flat = Arrays.stream(kernels).flatMap(Arrays::stream).toArray(Kernel[]::new);
		for (int i = 0; i < flat.length; i++)
			if (!flat[i].isSingle() || !Arrays.equals(flat[i].size, first.size)) throw new IllegalArgumentException("kernel " +
				(i / inputs + 1) + ", channel " + (i % inputs + 1) + " has size " + flat[i].sizeText() +
				", but kernel 1, channel 1 has " + first.sizeText() + ": all kernels of a bank have the same size");
		if (flat.length == 1) return first;
		if (Arrays.stream(flat).allMatch(k -> k.factors != null)) return new Kernel(first.size, inputs, kernels.length, 1,
			null, Arrays.stream(flat).map(k -> k.factors[0]).toArray(SeparableKernel[]::new), new double[0]);
		final double[] weights = new double[Math.multiplyExact(flat.length, taps)];
		for (int i = 0; i < flat.length; i++)
			System.arraycopy(flat[i].all(), 0, weights, i * taps, taps);
		return new Kernel(first.size, inputs, kernels.length, 1, weights, null, new double[0]);
	}

	private String sizeText() {
		return Arrays.stream(size).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
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
		return all()[tap + taps() * (input + inputs * output)];
	}

	/** @return all weights, a copy: x fastest, then y, z, input, output channel */
	public double[] weights() {
		return all().clone();
	}

	/**
	 * @param input input channel within the group
	 * @param output output channel
	 * @return the vectors that the spatial kernel of these channels is defined by;
	 *         null if it is given by its weights
	 */
	public SeparableKernel factors(final int input, final int output) {
		return factors == null ? null : factors[input + inputs * output];
	}

	/**
	 * @param input input channel within the group
	 * @param output output channel
	 * @return the spatial kernel of these channels, alone and without bias
	 */
	public Kernel spatial(final int input, final int output) {
		final int index = input + inputs * output;
		if (factors != null) return of(factors[index]);
		return new Kernel(size, 1, 1, 1, Arrays.copyOfRange(dense, index * taps(), (index + 1) * taps()), null,
			new double[0]);
	}

	/** @return whether no weight is NaN or infinite */
	public boolean isFinite() {
		if (factors != null && Arrays.stream(factors).allMatch(f -> f.bound() <= Double.MAX_VALUE)) return true;
		return Arrays.stream(all()).allMatch(Double::isFinite);
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
		return new Kernel(size, inputs, outputs, groups, dense, factors, all);
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
		return new Kernel(size, inputs, outputs, g, dense, factors, bias);
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
		return ordered(order, inputs, outputs * channels, groups * channels, allBias);
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
		return ordered(order, members, inputs * groups, groups, new double[0]);
	}

	/** A bank of spatial kernels of this one, given by their indices, input + inputs * output. */
	private Kernel ordered(final int[] order, final int newInputs, final int newOutputs, final int newGroups,
		final double[] newBias)
	{
		if (factors != null) return new Kernel(size, newInputs, newOutputs, newGroups, null, Arrays.stream(order).mapToObj(
			i -> factors[i]).toArray(SeparableKernel[]::new), newBias);
		final int taps = taps();
		final double[] w = new double[Math.multiplyExact(taps, order.length)];
		for (int i = 0; i < order.length; i++)
			System.arraycopy(dense, taps * order[i], w, taps * i, taps);
		return new Kernel(size, newInputs, newOutputs, newGroups, w, null, newBias);
	}

	/**
	 * @param newSize sizes with more axes, whose product is the same: where the
	 *          axes of this kernel lie among more spatial axes
	 * @return the same weights with that shape
	 * @throws IllegalArgumentException if the product is another
	 */
	public Kernel reshaped(final int... newSize) {
		final SeparableKernel[] moved = factors == null ? null : Arrays.stream(factors).map(f -> f.reshaped(newSize)).toArray(
			SeparableKernel[]::new);
		if (moved != null && !Arrays.asList(moved).contains(null)) return new Kernel(newSize.clone(), inputs, outputs, groups,
			null, moved, bias);
		final Kernel k = new Kernel(all(), inputs, outputs, newSize);
		return new Kernel(k.size, inputs, outputs, groups, k.dense, null, bias);
	}

	/**
	 * @return the kernel reversed along every spatial axis: correlation with it
	 *         is convolution with this one
	 */
	public Kernel flipped() {
		if (factors != null) return new Kernel(size, inputs, outputs, groups, null, Arrays.stream(factors).map(
			SeparableKernel::flipped).toArray(SeparableKernel[]::new), bias);
		final int taps = taps();
		final double[] w = new double[dense.length];
		for (int i = 0; i < w.length; i += taps)
			for (int t = 0; t < taps; t++)
				w[i + t] = dense[i + taps - 1 - t];
		return new Kernel(size, inputs, outputs, groups, w, null, bias);
	}

	/**
	 * @param output output channel
	 * @return sum of all its weights: the answer to an image of ones
	 */
	public double sum(final int output) {
		double sum = 0;
		if (factors != null) {
			for (int c = 0; c < inputs; c++)
				sum += factors[c + inputs * output].sum();
			return sum;
		}
		final int n = taps() * inputs;
		for (int i = 0; i < n; i++)
			sum += dense[output * n + i];
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
		final double[] weights = all();
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
			.equals(bias, k.bias) && (factors != null && Arrays.equals(factors, k.factors) || Arrays.equals(all(), k.all()));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(all()) * 31 + Arrays.hashCode(size);
	}
}
