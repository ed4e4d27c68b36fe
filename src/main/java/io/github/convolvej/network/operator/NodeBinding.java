package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A node while it is bound, with its inputs. */
final class NodeBinding {

	/** Largest number of samples along an axis of a result that is larger than its input. */
	private static final long MOST_ALONG = 1 << 24;
	/** Samples of any result, so that they and the sizes of parts of it can be counted. */
	private static final double MOST_SAMPLES = 1e17;

	private final Binding binding;
	private final Node node;

	NodeBinding(final Binding binding, final Node node) {
		this.binding = binding;
		this.node = node;
	}

	Node node() {
		return node;
	}

	int version() {
		return node.version();
	}

	Attributes attributes() {
		return node.attributes();
	}

	int inputs() {
		return node.inputs().size();
	}

	/** An input, or null if it is not given. */
	Value input(final int i) {
		final List<String> names = node.inputs();
		if (i >= names.size() || names.get(i).isEmpty()) return null;
		final Value value = binding.value(names.get(i));
		if (value == null) throw new IllegalArgumentException("it reads '" + names.get(i) +
			"', an output that is not supported");
		return value;
	}

	/** An input that must be given. */
	Value required(final int i) {
		final Value value = input(i);
		if (value == null) throw new IllegalArgumentException("input " + (i + 1) + " is missing");
		return value;
	}

	/** All inputs, which must be given. */
	Value[] all() {
		final Value[] all = new Value[inputs()];
		for (int i = 0; i < all.length; i++)
			all[i] = required(i);
		if (all.length == 0) throw new IllegalArgumentException("it has no inputs");
		return all;
	}

	/** An input that must be known before any work, or null if it is not given. */
	Constant constant(final int i) {
		final Value value = input(i);
		if (value != null && value.constant() == null) throw new IllegalArgumentException("input " + (i + 1) + " ('" + node
			.inputs().get(i) + "') depends on the samples of the image, but must be a constant or follow from sizes");
		return value == null ? null : value.constant();
	}

	/** An input that must be given, and known before any work. */
	Constant requiredConstant(final int i) {
		required(i);
		return constant(i);
	}

	/** Refuses a size beyond any image, before tables of positions are made for it. */
	static long checkAlong(final long size) {
		if (size > MOST_ALONG) throw new IllegalArgumentException("the result would have " + size +
			" samples along one axis, but at most " + MOST_ALONG);
		return size;
	}

	/** The shape of an input at the size for which the network was made; null if it is bound to that size. */
	long[] madeShape(final int i) {
		return binding.madeShape(node.inputs().get(i));
	}

	/** An input at the size for which the network was made, if it was known before any work; otherwise null. */
	Constant madeConstant(final int i) {
		return binding.madeConstant(node.inputs().get(i));
	}

	/** Stores the value of a fixed size at this size of the image. */
	Constant adapt(final Constant wanted) {
		binding.adapt(node, wanted);
		return wanted;
	}

	/** Whether an input was computed from the size of the image. */
	boolean followsSize(final int i) {
		return binding.followsSize(node.inputs().get(i));
	}

	/** Whole numbers of an attribute, or of an input if the attribute is not given; null if there are none. */
	long[] integers(final String attribute, final int input) {
		if (attributes().has(attribute)) return attributes().integers(attribute);
		final Constant constant = constant(input);
		return constant == null ? null : constant.longs();
	}

	/** Index of an axis; negative numbers count from the end. */
	static int axis(final long axis, final int rank) {
		if (axis < -rank || axis >= rank) throw new IllegalArgumentException("axis is " + axis + ", but there are " + rank +
			" axes: it must be " + -rank + " to " + (rank - 1));
		return (int) (axis < 0 ? axis + rank : axis);
	}

	/** Marks the axes of an attribute or input; all axes if they are not given. */
	static boolean[] axes(final long[] axes, final int rank) {
		final boolean[] marked = new boolean[rank];
		if (axes == null) Arrays.fill(marked, true);
		else for (final long a : axes)
			marked[axis(a, rank)] = true;
		return marked;
	}

	Value apply(final BoundOperator operator, final Value... inputs) {
		double samples = 1;
		for (final long n : operator.shape())
			samples *= n;
		if (samples > MOST_SAMPLES) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"the result would have %.3g samples, but at most %.3g: take a smaller stride, factor or padding", samples, MOST_SAMPLES));
		return binding.apply(node, operator, inputs);
	}

	Value constant(final Constant constant) {
		return binding.constant(constant);
	}

	/** The tensor of which another is the same samples in another shape; null if it is not. */
	Value reshapedFrom(final Value value) {
		return binding.reshapedFrom(value);
	}

	void setReshapedFrom(final Value value, final Value from) {
		binding.setReshapedFrom(value, from);
	}

	static Value[] one(final Value value) {
		return new Value[] { value };
	}
}
