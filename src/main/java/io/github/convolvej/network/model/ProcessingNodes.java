package io.github.convolvej.network.model;

import io.github.convolvej.network.NetworkBuilder;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Turns the steps of pre- and postprocessing of bioimage.io into nodes of the network. */
final class ProcessingNodes {

	private static final int OPERATOR_SET = 13;

	private final NetworkBuilder builder;
	private final TensorDescription tensor;
	private final String prefix;
	private int count;

	/**
	 * @param builder where nodes go
	 * @param tensor what is processed
	 * @param prefix of the names of the nodes
	 */
	ProcessingNodes(final NetworkBuilder builder, final TensorDescription tensor, final String prefix) {
		this.builder = builder;
		this.tensor = tensor;
		this.prefix = prefix;
	}

	/**
	 * Adds all steps.
	 *
	 * @param from name of the tensor before
	 * @return name of the tensor after
	 */
	String add(final String from) {
		String at = from;
		for (final YamlMap step : tensor.processing())
			at = add(step.text("id", step.text("name", "")), step.map("kwargs"), at);
		return at;
	}

	private String add(final String name, final YamlMap k, final String from) {
		switch (name) {
			case "ensure_dtype":
				return ensureType(k, from);
			case "zero_mean_unit_variance":
				if (k.text("mode", "per_sample").equals("fixed")) return fixed(k, from);
				return node(Operators.STANDARDISE, Attributes.NONE.with("axes", tensor.axesOf(k)).with("epsilon", k.number("eps",
					1e-6)), from);
			case "fixed_zero_mean_unit_variance":
				return fixed(k, from);
			case "scale_range":
				if (k.has("reference_tensor") && !k.text("reference_tensor").equals(tensor.id()))
					throw new IllegalArgumentException(k.place() + ": scale_range refers to another tensor, '" + k.text(
						"reference_tensor") + "', which is not supported");
				return node(Operators.SCALE_RANGE, Attributes.NONE.with("axes", tensor.axesOf(k)).with("low", k.number(
					"min_percentile", 0)).with("high", k.number("max_percentile", 100)).with("epsilon", k.number("eps", 1e-6)),
					from);
			case "scale_linear":
				return pair("Add", pair("Mul", from, numbers(k, "gain", 1)), numbers(k, "offset", 0));
			case "clip":
				return node("Clip", Attributes.NONE.with("min", k.number("min", Double.NEGATIVE_INFINITY)).with("max", k.number(
					"max", Double.POSITIVE_INFINITY)), from);
			case "binarize":
				return pair("Greater", from, numbers(k, "threshold", 0.5));
			case "sigmoid":
				return node("Sigmoid", Attributes.NONE, from);
			case "softmax":
				return node("Softmax", Attributes.NONE.with("axis", (long) tensor.axis(k.text("axis", "channel"), k)), from);
			default:
				throw new IllegalArgumentException(k.place() + ": processing '" + name +
					"' is not supported: ensure_dtype, zero_mean_unit_variance, fixed_zero_mean_unit_variance, scale_range," +
					" scale_linear, clip, binarize, sigmoid and softmax are");
		}
	}

	private String ensureType(final YamlMap k, final String from) {
		final String type = k.text("dtype", "float32");
		if (type.startsWith("float")) return from;
		final ElementType element;
		try {
			element = ElementType.valueOf(type.toUpperCase(java.util.Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(k.place() + ": dtype is '" + type + "', which is not supported", e);
		}
		return node("Cast", Attributes.NONE.with("to", (long) element.code()), from);
	}

	private String fixed(final YamlMap k, final String from) {
		return pair("Div", pair("Sub", from, numbers(k, "mean", 0)), numbers(k, "std", 1));
	}

	/** One number, or one for each position along an axis, as a constant. */
	private String numbers(final YamlMap k, final String key, final double otherwise) {
		final double[] values = k.numbers(key, otherwise);
		final long[] shape;
		if (values.length == 1) {
			shape = new long[tensor.axes().size()];
			Arrays.fill(shape, 1);
		}
		else shape = tensor.along(tensor.axis(k.text("axis", "channel"), k), values.length);
		final String name = name();
		builder.constant(name, new Constant(ElementType.FLOAT, shape, values));
		return name;
	}

	private String name() {
		return prefix + ++count;
	}

	private String pair(final String operator, final String left, final String right) {
		return node(operator, Attributes.NONE, left, right);
	}

	private String node(final String operator, final Attributes attributes, final String... inputs) {
		final String name = name();
		final List<String> outputs = Collections.singletonList(name);
		builder.node(new Node(name, operator, OPERATOR_SET, Arrays.asList(inputs), outputs, attributes));
		return name;
	}
}
