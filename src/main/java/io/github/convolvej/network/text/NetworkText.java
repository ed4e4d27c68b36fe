package io.github.convolvej.network.text;

import io.github.convolvej.geometry.Padding;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.text.GraphWriter.Place;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reads networks from text: {@code conv k=3 c=32 p=same | relu | maxpool k=2 |
 * ...}. Layers are separated by {@code |}, {@code ;} or line ends. {@code a:
 * conv ...} names a layer. {@code concat a}, {@code add a} and {@code mul a}
 * join its result to that of the layer before; {@code from a} continues from it;
 * {@code unpool a} moves samples back to the positions of the maxima of a
 * pooling. Layers and their keys are those of {@link
 * io.github.convolvej.geometry.Layer}, activations, normalisations and {@link
 * Blocks predefined blocks}. The outputs are the last layer and all layers that
 * {@code output} lists.
 */
public final class NetworkText {

	private static final String ATTRIBUTE_PADS = "pads";
	private static final String POOL = "k s p d ceil";

	private final GraphWriter graph;
	private final Map<String, Place> places = new HashMap<>();
	private final Map<String, Attributes> poolings = new HashMap<>();
	private final List<String> outputs = new ArrayList<>();
	private final Map<String, BiConsumer<LayerText, String>> layers = new TreeMap<>();

	private NetworkText(final GraphWriter graph) {
		this.graph = graph;
		layers.put("conv", this::conv);
		layers.put("dwconv", this::depthwise);
		layers.put("tconv", this::transposed);
		layers.put("maxpool", this::maxPool);
		layers.put("pool", this::maxPool);
		layers.put("avgpool", this::averagePool);
		layers.put("lppool", (l, name) -> graph.plain("LpPool", name, pooling(l, POOL)));
		layers.put("pad", this::pad);
		layers.put("globalpool", (l, name) -> plain(l, name, "GlobalAveragePool", ""));
		layers.put("globalmax", (l, name) -> plain(l, name, "GlobalMaxPool", ""));
		layers.put("unpool", this::unpool);
		layers.put("upsample", this::upsample);
		layers.put("shuffle", (l, name) -> channelShuffle(l, name));
		layers.put("pixelshuffle", (l, name) -> pixelShuffle(l, name, true));
		layers.put("pixelunshuffle", (l, name) -> pixelShuffle(l, name, false));
		layers.put("bn", (l, name) -> checked(l, "eps").batchNorm(name, l.real("eps", GraphWriter.EPSILON)));
		layers.put("inorm", (l, name) -> checked(l, "").instanceNorm(name));
		layers.put("gnorm", (l, name) -> checked(l, "g").groupNorm(name, l.number("g", 1)));
		layers.put("prelu", (l, name) -> checked(l, "").prelu(name));
		layers.put("softmax", (l, name) -> checked(l, "").plain("Softmax", name, Attributes.NONE.with("axis", 1L)));
		layers.put("leaky", (l, name) -> checked(l, "a").plain("LeakyRelu", name, Attributes.NONE.with("alpha", l.real("a",
			0.01))));
		layers.put("relu6", (l, name) -> checked(l, "").plain("Clip", name, Attributes.NONE.with("min", 0.0).with("max",
			6.0)));
		layers.put("silu", (l, name) -> checked(l, "").plain("Swish", name, Attributes.NONE));
		// as in PyTorch and Keras; ONNX has 0.2 unless told otherwise
		layers.put("hardsigmoid", (l, name) -> checked(l, "").plain("HardSigmoid", name, Attributes.NONE.with("alpha", 1 / 6.0)));
		final String[][] plain = { { "relu", "Relu" }, { "elu", "Elu" }, { "selu", "Selu" }, { "gelu", "Gelu" }, { "sigmoid",
			"Sigmoid" }, { "hardswish", "HardSwish" }, { "tanh", "Tanh" }, { "softplus",
				"Softplus" }, { "identity", "Identity" }, { "abs", "Abs" }, { "neg", "Neg" } };
		for (final String[] p : plain)
			layers.put(p[0], (l, name) -> plain(l, name, p[1], ""));
		final String[][] joins = { { "concat", "Concat" }, { "add", "Add" }, { "mul", "Mul" }, { "sub", "Sub" } };
		for (final String[] j : joins)
			layers.put(j[0], (l, name) -> join(l, name, j[1]));
		layers.put("from", (l, name) -> {
			l.check("", 1);
			graph.goTo(place(l, 0));
		});
		layers.put("output", (l, name) -> {
			l.check("", l.references().isEmpty() ? 0 : 1);
			outputs.add(l.references().isEmpty() ? graph.tensor() : place(l, 0).tensorName());
		});
		for (final String block : Blocks.NAMES)
			layers.put(block, (l, name) -> new Blocks(graph).add(l, name));
	}

	/**
	 * Reads a network.
	 *
	 * @param text the layers
	 * @param axes spatial axes of the image: 1, 2 or 3
	 * @param channels channels of the image
	 * @param weights source of the weights
	 * @return the network; its input is called {@code input}
	 * @throws IllegalArgumentException naming the layer that is not understood or
	 *           has no weights
	 */
	public static Network parse(final String text, final int axes, final long channels, final WeightSource weights) {
		final NetworkText parser = new NetworkText(new GraphWriter(axes, channels, weights));
		parser.places.put("input", parser.graph.at());
		boolean any = false;
		for (final String layer : text.split("[|;\\n]")) {
			if (layer.trim().isEmpty()) continue;
			any = true;
			parser.add(new LayerText(layer));
		}
		if (!any) throw new IllegalArgumentException("the network has no layers: give some, as conv k=3 c=8 p=same | relu");
		final String last = parser.graph.tensor();
		if (!parser.outputs.contains(last)) parser.outputs.add(0, last);
		return parser.graph.build(parser.outputs);
	}

	/**
	 * @param text {@code random:} and a number, or the path of a .npz or
	 *          .safetensors file
	 * @param folder folder for relative paths
	 * @return the weights
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static WeightSource weights(final String text, final Path folder) throws IOException {
		final String trimmed = text.trim();
		if (!trimmed.startsWith("random:")) return WeightFile.read(folder.resolve(trimmed));
		try {
			return new RandomWeights(Long.parseLong(trimmed.substring("random:".length()).trim()));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("weights are '" + text +
				"', but must be random: with a whole number, or a file .npz or .safetensors", e);
		}
	}

	private void add(final LayerText layer) {
		final BiConsumer<LayerText, String> rule = layers.get(layer.type());
		if (rule == null) throw layer.error("there is no layer '" + layer.type() + "'; layers are " + String.join(", ", layers
			.keySet()));
		if (places.containsKey(layer.name())) throw layer.error("the name '" + layer.name() + "' is taken");
		final String name = layer.name().isEmpty() ? graph.fresh(layer.type()) : layer.name();
		rule.accept(layer, name);
		places.put(name, graph.at());
		if (!layer.name().isEmpty()) places.put(layer.name(), graph.at());
	}

	private GraphWriter checked(final LayerText layer, final String keys) {
		layer.check(keys, 0);
		return graph;
	}

	private Place place(final LayerText layer, final int i) {
		final Place place = places.get(layer.references().get(i));
		if (place == null) throw layer.error("there is no layer '" + layer.references().get(i) + "' before it");
		return place;
	}

	private void plain(final LayerText layer, final String name, final String operator, final String keys) {
		checked(layer, keys).plain(operator, name, Attributes.NONE);
	}

	private void join(final LayerText layer, final String name, final String operator) {
		layer.check("", Math.max(1, layer.references().size()));
		final Place[] others = new Place[layer.references().size()];
		for (int i = 0; i < others.length; i++)
			others[i] = place(layer, i);
		graph.join(operator, name, others);
	}

	private static int[] size(final LayerText layer, final int axes) {
		if (!layer.has("k")) throw layer.error("its size is missing, as " + layer.type() + " k=3");
		return layer.positive("k", 1, axes);
	}

	/** The padding as ONNX attributes. */
	private Attributes padding(final LayerText layer, final int[] size, final int[] dilation) {
		final String text = layer.text("p", "valid");
		switch (text) {
			case "valid":
				return Attributes.NONE;
			case "same":
				return Attributes.NONE.with("auto_pad", "SAME_UPPER");
			case "same_lower":
				return Attributes.NONE.with("auto_pad", "SAME_LOWER");
			default:
				final Padding padding = Padding.parse(text);
				padding.checkAxes(graph.axes());
				final int n = graph.axes();
				final long[] pads = new long[2 * n];
				for (int d = 0; d < n; d++) {
					// the size of the image is irrelevant for numbers and full padding
					pads[n - 1 - d] = padding.window(d, 1 << 20, size[d], 1, dilation[d]).padBefore();
					pads[2 * n - 1 - d] = padding.window(d, 1 << 20, size[d], 1, dilation[d]).padAfter();
				}
				return Attributes.NONE.with(ATTRIBUTE_PADS, pads);
		}
	}

	/** Some layers have no padding that depends on the size of the image. */
	private static void checkNumbers(final LayerText layer) {
		if (!layer.text("p", "0").matches("[0-9:,]+")) throw layer.error("padding is '" + layer.text("p", "") + "', but " + layer
			.type() + " needs numbers: p=1");
	}

	private void conv(final LayerText layer, final String name) {
		layer.check("k s p d c g bias", 0);
		final int[] size = size(layer, graph.axes());
		final int[] dilation = layer.positive("d", 1, graph.axes());
		graph.conv(name, size, layer.positive("s", 1, graph.axes()), dilation, padding(layer, size, dilation), layer.positive(
			"c", (int) graph.channels()), layer.positive("g", 1), layer.number("bias", 1) != 0);
	}

	private void depthwise(final LayerText layer, final String name) {
		layer.check("k s p d m bias", 0);
		final int[] size = size(layer, graph.axes());
		final int[] dilation = layer.positive("d", 1, graph.axes());
		graph.conv(name, size, layer.positive("s", 1, graph.axes()), dilation, padding(layer, size, dilation), graph
			.channels() * layer.positive("m", 1), graph.channels(), layer.number("bias", 1) != 0);
	}

	private void transposed(final LayerText layer, final String name) {
		layer.check("k s p d op c g bias", 0);
		checkNumbers(layer);
		final int[] size = size(layer, graph.axes());
		final int[] dilation = layer.positive("d", 1, graph.axes());
		graph.transposed(name, size, layer.positive("s", 1, graph.axes()), dilation, padding(layer, size, dilation), layer.numbers(
			"op", 0, graph.axes()), layer.positive("c", (int) graph.channels()), layer.positive("g", 1), layer.number("bias",
				1) != 0);
	}

	private Attributes pooling(final LayerText layer, final String keys) {
		layer.check(keys, 0);
		final int[] size = size(layer, graph.axes());
		final int[] stride = layer.has("s") ? layer.positive("s", 1, graph.axes()) : size;
		final int[] dilation = layer.positive("d", 1, graph.axes());
		return padding(layer, size, dilation).with("kernel_shape", GraphWriter.reversed(size)).with("strides", GraphWriter
			.reversed(stride)).with("dilations", GraphWriter.reversed(dilation)).with("ceil_mode", (long) layer.number("ceil",
				0));
	}

	private void averagePool(final LayerText layer, final String name) {
		graph.plain("AveragePool", name, pooling(layer, POOL + " countpad").with("count_include_pad", (long) layer.number("countpad", 0)));
	}

	/** Adds samples around the image. */
	private void pad(final LayerText layer, final String name) {
		layer.check("p fill", 0);
		final String fill = layer.text("fill", "0");
		if (!Arrays.asList("0", "reflect", "edge", "wrap").contains(fill)) throw layer.error("fill is '" + fill +
			"', but must be 0, reflect, edge or wrap");
		checkNumbers(layer);
		final int n = graph.axes();
		final int[] ones = new int[n];
		Arrays.fill(ones, 1);
		final long[] sides = padding(layer, ones, ones).integers(ATTRIBUTE_PADS);
		final long[] all = new long[2 * (n + 2)];
		for (int d = 0; sides != null && d < n; d++) {
			all[2 + d] = sides[d];
			all[n + 4 + d] = sides[n + d];
		}
		graph.with("Pad", name, graph.channels(), Attributes.NONE.with("mode", fill.equals("0") ? "constant" : fill),
			Constant.of(all));
	}

	private void maxPool(final LayerText layer, final String name) {
		final Attributes attributes = pooling(layer, POOL);
		graph.maxPool(name, attributes);
		poolings.put(name, attributes);
	}

	private void unpool(final LayerText layer, final String name) {
		layer.check("", 1);
		final Attributes attributes = poolings.get(layer.references().get(0));
		if (attributes == null) throw layer.error("'" + layer.references().get(0) + "' is not a max pooling before it");
		graph.unpool(name, place(layer, 0), attributes);
	}

	private void upsample(final LayerText layer, final String name) {
		layer.check("s k align", 0);
		final int k = layer.number("k", 1);
		if (k != 1 && k != 2 && k != 4) throw layer.error("k is " + k + ", but must be 1 (nearest), 2 (linear) or 4 (cubic)");
		graph.upsample(name, layer.positive("s", 2, graph.axes()), k == 1 ? "nearest" : k == 2 ? "linear" : "cubic", layer
			.number("align", 0) != 0);
	}

	private void channelShuffle(final LayerText layer, final String name) {
		checked(layer, "g").channelShuffle(name, layer.positive("g", 2));
	}

	private void pixelShuffle(final LayerText layer, final String name, final boolean up) {
		layer.check("s", 0);
		final long factor = layer.positive("s", 2);
		final long square = factor * factor;
		if (graph.axes() != 2) throw layer.error("it is for images of 2 axes");
		if (up && graph.channels() % square != 0) throw layer.error(graph.channels() + " channels are not divisible by " +
			square);
		graph.with(up ? "DepthToSpace" : "SpaceToDepth", name, up ? graph.channels() / square : graph.channels() * square,
			up ? Attributes.NONE.with("blocksize", factor).with("mode", "CRD") : Attributes.NONE.with("blocksize", factor));
	}
}
