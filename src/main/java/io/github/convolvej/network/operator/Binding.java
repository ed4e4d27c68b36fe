package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Binds the nodes of a network one after the other: each node becomes steps, or
 * constants if all its inputs are known. Not thread-safe.
 */
public final class Binding {

	/** Largest number of samples of a constant that is computed from others. */
	private static final int MOST_FOLDED = 1 << 27;

	private final Map<String, Value> values = new HashMap<>();
	private final List<Step> steps = new ArrayList<>();
	/** Names of constants that depend on the size of the input. */
	private final Set<String> sizes = new HashSet<>();
	private final Map<String, Constant> adapted = new HashMap<>();
	private final Map<Value, Value> reshaped = new HashMap<>();
	private final Binding made;
	private int count;

	/** A binding of a network to any size. */
	public Binding() {
		this(null);
	}

	/**
	 * A binding of a network that was exported for a fixed size to another size.
	 *
	 * @param made the network bound to its original size, which shows the meaning
	 *          of its constants; null if it was made for any size
	 */
	public Binding(final Binding made) {
		this.made = made;
	}

	/**
	 * Returns the shape of a tensor at the size for which the network was made.
	 *
	 * @param name name of the tensor
	 * @return its shape; null if the network was made for any size, or is bound to
	 *         its original size
	 */
	long[] madeShape(final String name) {
		final Value value = made == null ? null : made.value(name);
		return value == null ? null : value.shape();
	}

	/** A tensor at the size for which the network was made, if it was known before any work; otherwise null. */
	Constant madeConstant(final String name) {
		final Value value = made == null ? null : made.value(name);
		return value == null ? null : value.constant();
	}

	/** Stores the size to which a node with a fixed output size resizes at this size of the input. */
	void adapt(final Node node, final Constant wanted) {
		adapted.put(node.outputs().get(0), wanted);
	}

	/** @return for nodes that resize to a fixed size, by their output, the size to which they resize at this size of the input */
	public Map<String, Constant> adapted() {
		return new HashMap<>(adapted);
	}

	/** The tensor of which another is the same samples in another shape; null if it is not. */
	Value reshapedFrom(final Value value) {
		return reshaped.get(value);
	}

	void setReshapedFrom(final Value value, final Value from) {
		reshaped.put(value, from);
	}

	/** Whether a constant was computed from the size of the input, so that it is correct for any size. */
	boolean followsSize(final String name) {
		return sizes.contains(name);
	}

	/**
	 * @param name name of an input of the network
	 * @param shape its size
	 * @return the tensor
	 */
	public Value input(final String name, final long[] shape) {
		final Value value = new Value(count++, shape, null, null);
		values.put(name, value);
		return value;
	}

	/**
	 * @param name name of a constant tensor
	 * @param constant its samples
	 */
	public void constant(final String name, final Constant constant) {
		values.put(name, constant(constant));
	}

	Value constant(final Constant constant) {
		return new Value(count++, constant.shape(), constant, null);
	}

	/**
	 * @param name name of a tensor
	 * @return the tensor, or null if no tensor of that name has been bound
	 */
	public Value value(final String name) {
		return values.get(name);
	}

	/** @return the steps, in the order of the nodes */
	public List<Step> steps() {
		return new ArrayList<>(steps);
	}

	/** @return number of tensors so far */
	public int count() {
		return count;
	}

	/**
	 * Adds the outputs of a node.
	 *
	 * @param node a node whose inputs have been bound
	 * @param rule the rule that binds it
	 * @throws IllegalArgumentException if that fails, naming the node
	 */
	void bind(final Node node, final Supplier<Value[]> rule) {
		try {
			final Value[] outputs = rule.get();
			final boolean sized = node.operator().equals("Shape") || node.operator().equals("Size") || node.inputs().stream()
				.anyMatch(sizes::contains);
			for (int i = 0; i < outputs.length; i++) {
				if (!node.hasOutput(i)) continue;
				values.put(node.outputs().get(i), outputs[i]);
				if (sized && outputs[i].constant() != null) sizes.add(node.outputs().get(i));
			}
		}
		catch (final UnfitSizeException e) {
			throw new UnfitSizeException(message(node, e));
		}
		catch (final IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
			throw new IllegalArgumentException(message(node, e), e);
		}
	}

	private String message(final Node node, final RuntimeException e) {
		final StringBuilder sizes = new StringBuilder();
		for (final String input : node.inputs()) {
			final Value v = values.get(input);
			if (v != null && v.constant() == null) sizes.append(sizes.length() == 0 ? "" : ", ").append(v);
		}
		return node + ": " + e.getMessage() + (sizes.length() == 0 ? "" : " (it reads " + sizes + ")");
	}

	Value apply(final Node node, final BoundOperator operator, final Value... inputs) {
		boolean known = true;
		for (final Value v : inputs)
			known &= v.constant() != null;
		if (known) return constant(fold(operator, inputs));
		final Value output = new Value(count++, operator.shape(), null, operator);
		steps.add(new Step(node, operator, inputs.clone(), output));
		return output;
	}

	/** Checks the number of samples of a tensor that is computed before any work. */
	static int checkConstant(final long samples) {
		if (samples > MOST_FOLDED) throw new IllegalArgumentException("it would compute " + samples +
			" constant numbers, but at most " + MOST_FOLDED + " are");
		return (int) samples;
	}

	private static Constant fold(final BoundOperator operator, final Value[] inputs) {
		final TensorPart[] parts = new TensorPart[inputs.length];
		for (int i = 0; i < parts.length; i++)
			parts[i] = operator.isWide() ? new TensorPart(Box.whole(inputs[i].shape()), inputs[i].constant().doubles())
				: inputs[i].constant().part();
		checkConstant(Box.samples(operator.shape()));
		final Box all = Box.whole(operator.shape());
		final TensorPart result = TensorPart.create(all, operator.isWide());
		operator.compute(parts, result, all, new Scratch());
		final ElementType type = inputs[0].constant().type();
		return new Constant(operator.isWide() || type.isFloat() && type != ElementType.DOUBLE ? type : ElementType.FLOAT,
			operator.shape(), result.data());
	}
}
