package io.github.convolvej.network.model;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Locale;

/** Converts the steps of pre- and postprocessing of bioimage.io to nodes of the network. */
final class ProcessingNodes {

	/** The place at which nodes are inserted. */
	interface Place {

		/**
		 * Inserts a node after those inserted before.
		 *
		 * @param operator its operator
		 * @param attributes its attributes
		 * @param further its further inputs
		 */
		void put(String operator, Attributes attributes, Constant... further);

		/**
		 * Inserts a node that reads the image before all processing, too.
		 *
		 * @param operator its operator
		 * @param attributes its attributes
		 */
		void putWithImage(String operator, Attributes attributes);
	}

	private final Place place;
	private final TensorDescription tensor;
	private final TensorDescription image;

	/**
	 * @param place the place to insert nodes
	 * @param tensor the tensor to process
	 * @param image the input of the model, whose statistics steps may refer to
	 */
	ProcessingNodes(final Place place, final TensorDescription tensor, final TensorDescription image) {
		this.place = place;
		this.tensor = tensor;
		this.image = image;
	}

	/** Adds all steps. */
	void add() {
		for (final YamlMap step : tensor.processing())
			add(step.text("id", step.text("name", "")), step.map("kwargs"));
	}

	private void add(final String name, final YamlMap k) {
		switch (name) {
			case "ensure_dtype":
				ensureType(k);
				break;
			case "zero_mean_unit_variance":
				if (k.text("mode", "per_sample").equals("fixed")) fixed(k);
				else place.put(Operators.STANDARDISE, Attributes.NONE.with("axes", tensor.axesOf(k)).with("epsilon", k.number(
					"eps", 1e-6)));
				break;
			case "fixed_zero_mean_unit_variance":
				fixed(k);
				break;
			case "scale_range":
				scaleRange(k);
				break;
			case "scale_mean_variance":
				withReference(Operators.MATCH_MOMENTS, k, Attributes.NONE);
				break;
			case "scale_linear":
				place.put("Mul", Attributes.NONE, numbers(k, "gain", 1));
				place.put("Add", Attributes.NONE, numbers(k, "offset", 0));
				break;
			case "clip":
				place.put("Clip", Attributes.NONE.with("min", k.number("min", Double.NEGATIVE_INFINITY)).with("max", k.number(
					"max", Double.POSITIVE_INFINITY)));
				break;
			case "binarize":
				place.put("Greater", Attributes.NONE, numbers(k, "threshold", 0.5));
				break;
			case "sigmoid":
				place.put("Sigmoid", Attributes.NONE);
				break;
			case "softmax":
				place.put("Softmax", Attributes.NONE.with("axis", (long) tensor.axis(k.text("axis", "channel"), k)));
				break;
			default:
				throw new IllegalArgumentException(k.place() + ": processing '" + name +
					"' is not supported: ensure_dtype, zero_mean_unit_variance, fixed_zero_mean_unit_variance, scale_range," +
					" scale_mean_variance, scale_linear, clip, binarize, sigmoid and softmax are");
		}
	}

	private void scaleRange(final YamlMap k) {
		withReference(Operators.SCALE_RANGE, k, Attributes.NONE.with("low", k.number("min_percentile", 0)).with("high", k.number(
			"max_percentile", 100)));
	}

	/** A step with statistics of the tensor, or of the model's input before its processing. */
	private void withReference(final String operator, final YamlMap k, final Attributes attributes) {
		final Attributes all = attributes.with("axes", tensor.axesOf(k)).with("epsilon", k.number("eps", 1e-6));
		final String reference = k.text("reference_tensor", tensor.id());
		final boolean own = reference.equals(tensor.id());
		if (!own && !reference.equals(image.id())) throw new IllegalArgumentException(k.place() +
			": it refers to statistics of the tensor '" + reference + "', which are not supported: those of '" + tensor.id() +
			"' and of the input '" + image.id() + "' are");
		if (own && operator.equals(Operators.SCALE_RANGE)) place.put(operator, all);
		else if (!own) {
			if (!image.axes().equals(tensor.axes())) throw new IllegalArgumentException(k.place() +
				": it refers to statistics of '" + reference + "' with axes " + image.axes() + ", but '" + tensor.id() + "' has " +
				tensor.axes());
			place.putWithImage(operator, all);
		}
	}

	private void ensureType(final YamlMap k) {
		final String type = k.text("dtype", "float32");
		if (type.startsWith("float")) return;
		final ElementType element;
		try {
			element = ElementType.valueOf(type.toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(k.place() + ": dtype is '" + type + "', which is not supported", e);
		}
		place.put("Cast", Attributes.NONE.with("to", (long) element.code()));
	}

	private void fixed(final YamlMap k) {
		place.put("Sub", Attributes.NONE, numbers(k, "mean", 0));
		final Constant deviation = numbers(k, "std", 1);
		final double[] divisors = deviation.doubles();
		for (int i = 0; i < divisors.length; i++)
			divisors[i] += k.number("eps", 1e-6);
		place.put("Div", Attributes.NONE, new Constant(ElementType.FLOAT, deviation.shape(), divisors));
	}

	/** One number, or one for each position along an axis. */
	private Constant numbers(final YamlMap k, final String key, final double otherwise) {
		final double[] values = k.numbers(key, otherwise);
		final long[] shape;
		if (values.length == 1) {
			shape = new long[tensor.axes().size()];
			Arrays.fill(shape, 1);
		}
		else shape = tensor.along(tensor.axis(k.text("axis", "channel"), k), values.length);
		return new Constant(ElementType.FLOAT, shape, values);
	}
}
