package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes layers as PyTorch or Keras has them; {@link FrameworkText} reads the same
 * layers back. A chain becomes a {@code Sequential}; layers that are joined become
 * a class of PyTorch, or functional calls of Keras. Weights are not written.
 */
public final class FrameworkWriter {

	private static final List<String> JOINS = Arrays.asList("concat", "add", "mul", "sub", "from", "output");

	private final boolean torch;
	private final LayerWriter writer;
	private final Map<String, Long> channels = new HashMap<>();
	/** The layers of a class of PyTorch. */
	private final List<String> layers = new ArrayList<>();
	private final List<String> flow = new ArrayList<>();
	private final List<String> outputs = new ArrayList<>();

	private FrameworkWriter(final boolean torch, final int axes, final long channels) {
		this.torch = torch;
		writer = new LayerWriter(torch, axes, channels);
		this.channels.put("input", channels);
	}

	/**
	 * @param text layers in our words
	 * @param axes spatial axes: 1, 2 or 3
	 * @param channels channels of the image
	 * @return {@code nn.Sequential(...)}, a layer a line; a class if layers are joined
	 * @throws IllegalArgumentException naming a layer that PyTorch does not have in
	 *           this form
	 */
	public static String toTorch(final String text, final int axes, final long channels) {
		final FrameworkWriter w = new FrameworkWriter(true, axes, channels);
		if (isChain(text)) return "nn.Sequential(\n    " + String.join(",\n    ", w.chain(text)) + ",\n)";
		w.joined(text);
		return "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        " + String.join("\n        ",
			w.layers) + "\n\n    def forward(self, image):\n        x = image\n        " + String.join("\n        ", w.flow) +
			"\n        return " + w.results();
	}

	/**
	 * @param text layers in our words
	 * @param axes spatial axes: 1, 2 or 3
	 * @param channels channels of the image
	 * @return {@code keras.Sequential([...])}, a layer a line; functional calls if
	 *         layers are joined
	 * @throws IllegalArgumentException naming a layer that Keras does not have in
	 *           this form
	 */
	public static String toKeras(final String text, final int axes, final long channels) {
		final FrameworkWriter w = new FrameworkWriter(false, axes, channels);
		final String input = "keras.Input(shape=(" + String.join("", Collections.nCopies(axes, "None, ")) + channels + "))";
		if (isChain(text)) return "keras.Sequential([\n    " + input + ",\n    " + String.join(",\n    ", w.chain(text)) + ",\n])";
		w.joined(text);
		return "image = " + input + "\nx = image\n" + String.join("\n", w.flow) + "\nmodel = keras.Model(image, " + (w.outputs
			.isEmpty() ? "x" : "[" + w.results() + "]") + ")";
	}

	private static List<LayerText> layers(final String text) {
		final List<LayerText> all = new ArrayList<>();
		for (final String part : text.split("[|;\\n]"))
			if (!part.trim().isEmpty()) all.add(new LayerText(part));
		return all;
	}

	private static boolean isChain(final String text) {
		return layers(text).stream().noneMatch(l -> JOINS.contains(l.type()));
	}

	private List<String> chain(final String text) {
		final List<String> lines = new ArrayList<>();
		layers(text).forEach(l -> lines.addAll(writer.layer(l)));
		return lines;
	}

	private String results() {
		final List<String> all = new ArrayList<>(outputs);
		all.add("x");
		return String.join(", ", all);
	}

	private void joined(final String text) {
		for (final LayerText layer : layers(text)) {
			if (layer.type().equals("output")) outputs.add(layer.references().isEmpty() ? "x" : name(layer, layer.references().get(0)));
			else if (JOINS.contains(layer.type())) join(layer);
			else for (final String line : writer.layer(layer)) {
				if (torch) layers.add("self.layer" + (layers.size() + 1) + " = " + line);
				flow.add("x = " + (torch ? "self.layer" + layers.size() : line) + "(x)");
			}
			if (layer.name().isEmpty()) continue;
			channels.put(layer.name(), writer.channels());
			flow.add(variable(layer.name()) + " = x");
		}
	}

	/** A name that Python can have, and that nothing else has. */
	private static String variable(final String name) {
		final String plain = name.replace('.', '_');
		return Arrays.asList("x", "image", "nn", "layers", "keras", "torch", "self", "model").contains(plain) ? plain + "_" : plain;
	}

	private String name(final LayerText layer, final String reference) {
		if (!channels.containsKey(reference)) throw layer.error("there is no layer '" + reference + "' before it");
		return reference.equals("input") ? "image" : variable(reference);
	}

	private void join(final LayerText layer) {
		final List<String> names = new ArrayList<>();
		long sum = writer.channels();
		long most = sum;
		for (final String reference : layer.references()) {
			names.add(name(layer, reference));
			sum += channels.get(reference);
			most = Math.max(most, channels.get(reference));
		}
		if (names.isEmpty()) throw layer.error("it names no other layer");
		final String all = "[x, " + String.join(", ", names) + "]";
		switch (layer.type()) {
			case "from":
				flow.add("x = " + names.get(0));
				writer.setChannels(channels.get(layer.references().get(0)));
				return;
			case "concat":
				flow.add("x = " + (torch ? "torch.cat(" + all + ", 1)" : "layers.Concatenate()(" + all + ")"));
				writer.setChannels(sum);
				return;
			default:
				final String sign = layer.type().equals("add") ? " + " : layer.type().equals("mul") ? " * " : " - ";
				final String type = layer.type().equals("add") ? "Add" : layer.type().equals("mul") ? "Multiply" : "Subtract";
				flow.add("x = " + (torch ? "x" + sign + String.join(sign, names) : "layers." + type + "()(" + all + ")"));
				writer.setChannels(most);
		}
	}
}
