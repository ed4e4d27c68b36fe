package io.github.convolvej.network.text;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkBuilder;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Builds a network layer by layer. It has a current tensor with a number of
 * channels, and each layer is appended to it. Sizes along axes are in the order
 * x first.
 */
final class GraphWriter {

	/** What is added to variances, as in ONNX and PyTorch. */
	static final double EPSILON = 1e-5;

	private static final int OPERATOR_SET = 20;

	/** A tensor with its number of channels. */
	static final class Place {

		private final String tensor;
		private final long channels;

		String tensorName() {
			return tensor;
		}

		Place(final String tensor, final long channels) {
			this.tensor = tensor;
			this.channels = channels;
		}

		long channels() {
			return channels;
		}
	}

	private final NetworkBuilder builder = new NetworkBuilder();
	private final int axes;
	private final WeightSource weights;
	/** Constants by name. Weights are made when all layers are known, so that no text is refused after work. */
	private final Map<String, Supplier<Constant>> constants = new LinkedHashMap<>();
	private final Map<String, Integer> counts = new HashMap<>();
	private Place at;

	GraphWriter(final int axes, final long channels, final WeightSource weights) {
		this.axes = axes;
		this.weights = weights;
		at = new Place("input", channels);
		final long[] shape = new long[axes + 2];
		Arrays.fill(shape, -1);
		shape[1] = channels;
		builder.input("input", shape);
	}

	int axes() {
		return axes;
	}

	Place at() {
		return at;
	}

	long channels() {
		return at.channels;
	}

	void goTo(final Place place) {
		at = place;
	}

	/** A name that no layer uses yet. */
	String fresh(final String type) {
		return type + counts.merge(type, 1, Integer::sum);
	}

	Network build(final List<String> outputs) {
		constants.forEach((name, constant) -> builder.constant(name, constant.get()));
		outputs.forEach(builder::output);
		return builder.build();
	}

	String tensor() {
		return at.tensor;
	}

	private void node(final String operator, final String name, final long channels, final Attributes attributes,
		final String... further)
	{
		final String[] inputs = new String[further.length + 1];
		inputs[0] = at.tensor;
		System.arraycopy(further, 0, inputs, 1, further.length);
		builder.node(new Node(name, operator, OPERATOR_SET, Arrays.asList(inputs), Collections.singletonList(name),
			attributes));
		at = new Place(name, channels);
	}

	/** Appends an operator that keeps the number of channels. */
	void plain(final String operator, final String name, final Attributes attributes) {
		node(operator, name, at.channels, attributes);
	}

	/** Appends an operator with further constant inputs. */
	void with(final String operator, final String name, final long channels, final Attributes attributes,
		final Constant... values)
	{
		final List<Supplier<Constant>> made = new ArrayList<>();
		for (final Constant value : values)
			made.add(value == null ? null : () -> value);
		with(operator, name, channels, attributes, made);
	}

	/** The same with constants that are not made yet; null if there is none. */
	private void with(final String operator, final String name, final long channels, final Attributes attributes,
		final List<Supplier<Constant>> made)
	{
		final String[] further = new String[made.size()];
		for (int i = 0; i < further.length; i++) {
			further[i] = made.get(i) == null ? "" : name + "/" + i;
			if (made.get(i) != null) constants.put(further[i], made.get(i));
		}
		node(operator, name, channels, attributes, further);
	}

	/** Weights that are made later, but refused now if they are too many. */
	private Supplier<Constant> weights(final String name, final long... shape) {
		weights.check(name, shape);
		return () -> weights.get(name, shape);
	}

	/** Joins this tensor with others. */
	void join(final String operator, final String name, final Place... others) {
		long channels = at.channels;
		final String[] further = new String[others.length];
		for (int i = 0; i < others.length; i++) {
			further[i] = others[i].tensor;
			if (operator.equals("Concat")) channels += others[i].channels;
			else channels = Math.max(channels, others[i].channels);
		}
		node(operator, name, channels, operator.equals("Concat") ? Attributes.NONE.with("axis", 1L) : Attributes.NONE,
			further);
	}

	/** Max pooling that stores its positions for unpooling. */
	void maxPool(final String name, final Attributes attributes) {
		builder.node(new Node(name, "MaxPool", OPERATOR_SET, Collections.singletonList(at.tensor), Arrays.asList(name, name +
			"/positions"), attributes));
		at = new Place(name, at.channels);
	}

	/** Moves samples back to the positions of a pooling. */
	void unpool(final String name, final Place pooling, final Attributes attributes) {
		node("MaxUnpool", name, at.channels, attributes, pooling.tensor + "/positions");
	}

	/** The values in ONNX's order of axes. */
	static long[] reversed(final int[] values) {
		final long[] r = new long[values.length];
		for (int d = 0; d < r.length; d++)
			r[d] = values[r.length - 1 - d];
		return r;
	}

	int[] all(final int value) {
		final int[] values = new int[axes];
		Arrays.fill(values, value);
		return values;
	}

	/**
	 * A convolution with padding in the form of ONNX: attributes auto_pad or pads.
	 */
	void conv(final String name, final int[] size, final int[] stride, final int[] dilation, final Attributes padding,
		final long outputs, final long groups, final boolean bias)
	{
		if (outputs < 1 || groups < 1 || at.channels % groups != 0 || outputs % groups != 0)
			throw new IllegalArgumentException("layer " + name + ": " + at.channels + " channels in and " + outputs +
				" out are not divisible by " + groups + " groups");
		final long[] shape = new long[axes + 2];
		shape[0] = outputs;
		shape[1] = at.channels / groups;
		System.arraycopy(reversed(size), 0, shape, 2, axes);
		with("Conv", name, outputs, padding.with("strides", reversed(stride)).with("dilations", reversed(dilation)).with(
			"group", groups), Arrays.asList(weights(name + ".weight", shape), bias ? weights(name + ".bias", outputs) : null));
	}

	/** A convolution that keeps the image size. */
	void conv(final String name, final int size, final int stride, final long outputs, final long groups,
		final boolean bias)
	{
		conv(name, all(size), all(stride), all(1), Attributes.NONE.with("auto_pad", "SAME_UPPER"), outputs, groups, bias);
	}

	/** A transposed convolution; the padding has pads as ONNX has them, or nothing. */
	void transposed(final String name, final int[] size, final int[] stride, final int[] dilation, final Attributes padding,
		final int[] added, final long outputs, final long groups, final boolean bias)
	{
		final long[] shape = new long[axes + 2];
		shape[0] = at.channels;
		shape[1] = outputs / groups;
		System.arraycopy(reversed(size), 0, shape, 2, axes);
		with("ConvTranspose", name, outputs, padding.with("strides", reversed(stride)).with("dilations", reversed(
			dilation)).with("group", groups).with("output_padding", reversed(added)), Arrays.asList(weights(
				name + ".weight", shape), bias ? weights(name + ".bias", outputs) : null));
	}

	void batchNorm(final String name) {
		batchNorm(name, EPSILON);
	}

	void batchNorm(final String name, final double epsilon) {
		final long c = at.channels;
		with("BatchNormalization", name, c, Attributes.NONE.with("epsilon", epsilon), Arrays.asList(weights(name +
			".weight", c), weights(name + ".bias", c), weights(name + ".running_mean", c), weights(name + ".running_var", c)));
	}

	void instanceNorm(final String name) {
		final long c = at.channels;
		with("InstanceNormalization", name, c, Attributes.NONE, Arrays.asList(weights(name + ".weight", c),
			weights(name + ".bias", c)));
	}

	void groupNorm(final String name, final long groups) {
		final long c = at.channels;
		constants.put(name + "/scale", weights(name + ".weight", c));
		constants.put(name + "/bias", weights(name + ".bias", c));
		final Node node = new Node(name, "GroupNormalization", 21, Arrays.asList(at.tensor, name + "/scale", name + "/bias"),
			Collections.singletonList(name), Attributes.NONE.with("num_groups", groups));
		builder.node(node);
		at = new Place(name, c);
	}

	void prelu(final String name) {
		final long[] shape = new long[axes + 1];
		Arrays.fill(shape, 1);
		shape[0] = at.channels;
		final Supplier<Constant> slopes = weights(name + ".weight", at.channels);
		with("PRelu", name, at.channels, Attributes.NONE, Arrays.asList(() -> new Constant(ElementType.FLOAT, shape, slopes.get().floats())));
	}

	/** Enlarges by whole-number factors. */
	void upsample(final String name, final int[] factor, final String mode, final boolean alignCorners) {
		final double[] scales = new double[axes + 2];
		scales[0] = 1;
		scales[1] = 1;
		for (int d = 0; d < axes; d++)
			scales[scales.length - 1 - d] = factor[d];
		final boolean nearest = mode.equals("nearest");
		with("Resize", name, at.channels, Attributes.NONE.with("mode", mode).with("coordinate_transformation_mode", alignCorners
			? "align_corners" : nearest ? "asymmetric" : "half_pixel").with("nearest_mode", "floor"), null, new Constant(ElementType.FLOAT, new long[] {
				scales.length }, scales));
	}

	/** Interleaves the channels of groups: reshape, transpose, reshape. */
	void channelShuffle(final String name, final long groups) {
		final long c = at.channels;
		if (groups < 1 || c % groups != 0) throw new IllegalArgumentException("layer " + name + ": " + c +
			" channels are not divisible by " + groups + " groups");
		// with channels last, 0 keeps the sizes of the other axes
		with("Transpose", name + "/first", c, Attributes.NONE.with("perm", swapped(axes + 2)));
		final long[] flat = new long[axes + 2];
		final long[] groupsLast = new long[axes + 3];
		groupsLast[axes + 1] = groups;
		groupsLast[axes + 2] = c / groups;
		flat[axes + 1] = c;
		with("Reshape", name + "/apart", c, Attributes.NONE, Constant.of(groupsLast));
		final long[] turned = new long[axes + 3];
		for (int d = 0; d < turned.length; d++)
			turned[d] = d;
		turned[axes + 1] = axes + 2;
		turned[axes + 2] = axes + 1;
		with("Transpose", name + "/turned", c, Attributes.NONE.with("perm", turned));
		with("Reshape", name + "/flat", c, Attributes.NONE, Constant.of(flat));
		with("Transpose", name, c, Attributes.NONE.with("perm", swappedBack(axes + 2)));
	}

	private static long[] swapped(final int rank) {
		final long[] order = new long[rank];
		for (int d = 1; d < rank - 1; d++)
			order[d] = d + 1;
		order[rank - 1] = 1;
		return order;
	}

	private static long[] swappedBack(final int rank) {
		final long[] order = new long[rank];
		order[1] = rank - 1;
		for (int d = 2; d < rank; d++)
			order[d] = d - 1;
		return order;
	}
}
