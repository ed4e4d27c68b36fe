package io.github.convolvej.network.text;

import static io.github.convolvej.network.text.LayerList.word;

import java.util.Arrays;
import java.util.List;

/**
 * What layers of Keras are in our words. Padding {@code same} depends on the size
 * of the image and may be one more behind than before, as ours; {@code valid} is
 * none. Activations can be a parameter of a layer.
 */
final class KerasLayers {

	/** Added to variances where a program does not say another number. */
	static final double EPSILON = 1e-3;

	private static final String POOL = "pool_size strides padding data_format";
	private static final List<String> ACTIVATIONS = Arrays.asList("relu", "sigmoid", "tanh", "elu", "selu", "gelu", "softplus",
		"softmax", "relu6");

	/** What reads each layer. */
	static final LayerRules RULES = new LayerRules();
	static {
		RULES.add("Conv", "filters kernel_size strides padding data_format dilation_rate groups activation use_bias",
			KerasLayers::convolution);
		RULES.add("ConvTranspose",
			"filters kernel_size strides padding output_padding data_format dilation_rate activation use_bias",
			KerasLayers::transposed);
		RULES.add("DepthwiseConv", "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias",
			KerasLayers::depthwise);
		RULES.add("SeparableConv",
			"filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias",
			KerasLayers::separable);
		for (final String name : new String[] { "MaxPooling", "MaxPool" })
			RULES.add(name, POOL, (a, l) -> pool(a, l, "maxpool"));
		for (final String name : new String[] { "AveragePooling", "AvgPool" })
			RULES.add(name, POOL, (a, l) -> pool(a, l, "avgpool"));
		for (final String name : new String[] { "GlobalAveragePooling", "GlobalAvgPool" })
			RULES.add(name, "data_format", (a, l) -> l.add("globalpool"));
		for (final String name : new String[] { "GlobalMaxPooling", "GlobalMaxPool" })
			RULES.add(name, "data_format", (a, l) -> l.add(l.isForSizesOnly() ? "globalpool" : "globalmax"));
		RULES.add("UpSampling", "size data_format interpolation", (a, l) -> l.add("upsample", word("s", a.perAxis("size", 2), 0),
			TorchLayers.interpolation(a, a.word("interpolation", "nearest"))));
		RULES.add("ZeroPadding", "padding data_format", KerasLayers::zeroPadding);
		RULES.add("BatchNormalization", "axis momentum epsilon", (a, l) -> batchNorm(l, a.real("epsilon", EPSILON)));
		RULES.add("Activation", "activation", (a, l) -> activation(a, l));
		RULES.add("ReLU", "max_value negative_slope threshold", KerasLayers::relu);
		RULES.add("LeakyReLU", "negative_slope alpha", (a, l) -> l.addPlain("leaky", "a=" + a.real("negative_slope", a.real("alpha",
			0.3))));
		RULES.add("PReLU", "shared_axes", (a, l) -> l.addPlain("prelu"));
		RULES.add("Softmax", "", (a, l) -> l.addPlain("softmax"));
		RULES.add("ELU", "alpha", (a, l) -> {
			if (!l.isForSizesOnly()) a.only("alpha", 1);
			l.addPlain("elu");
		});
		RULES.add("GroupNormalization", "groups", (a, l) -> l.addPlain("gnorm", "g=" + a.number("groups", 32)));
		for (final String name : new String[] { "relu", "relu6", "sigmoid", "tanh", "elu", "selu", "gelu", "silu", "swish", "softplus",
			"softmax", "hard_sigmoid", "hard_swish" })
			RULES.add(name, "", (a, l) -> activation(a.call(), name, l, a));
		RULES.add("leaky_relu", "alpha", (a, l) -> l.addPlain("leaky", "a=" + a.real("alpha", a.real("negative_slope", 0.2))));
		RULES.add("max_pool", "pool_size strides padding data_format", (a, l) -> pool(a, l, "maxpool"));
		RULES.add("avg_pool", "pool_size strides padding data_format", (a, l) -> pool(a, l, "avgpool"));
		RULES.add("average_pool", "pool_size strides padding data_format", (a, l) -> pool(a, l, "avgpool"));
		for (final String name : new String[] { "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization" })
			RULES.add(name, "rate", (a, l) -> {});
		RULES.add("dropout", "rate", (a, l) -> {});
		RULES.add("Dropout", "rate", (a, l) -> {});
		RULES.add("SpatialDropout", "rate", (a, l) -> {});
	}

	private KerasLayers() {}

	private static void checkFormat(final CallArguments a) {
		if (!a.word("data_format", "channels_last").equals("channels_last")) throw a.error(a.get("data_format"),
			"data_format is not channels_last, which sizes are written in here");
	}

	private static boolean same(final CallArguments a) {
		checkFormat(a);
		final String padding = a.word("padding", "valid").toLowerCase(java.util.Locale.ROOT);
		if (!padding.equals("same") && !padding.equals("valid")) throw a.error(a.get("padding"), "padding is '" + padding +
			"', but must be 'same' or 'valid'");
		return padding.equals("same");
	}

	/** Of rows, padding may be before them alone. */
	private static String causal(final CallArguments a, final LayerList list) {
		if (list.axes() > 1 || !a.isCausal()) return padding(a, list);
		final int[] before = { (a.requiredPerAxis("kernel_size")[0] - 1) * a.perAxis("dilation_rate", 1)[0] };
		list.pad(before, new int[1]);
		return list.padding(new int[1]);
	}

	private static String padding(final CallArguments a, final LayerList list) {
		if (!same(a)) return list.padding(new int[list.axes()]);
		if (!list.padApart()) throw a.error("padding='same' follows a layer of padding");
		return "p=same";
	}

	static void activation(final CallArguments a, final LayerList list) {
		if (!a.has("activation")) return;
		final Expression given = a.get("activation");
		// a layer itself, which the caller adds
		if (given.kind() == Expression.Kind.CALL) return;
		activation(given, given.kind() == Expression.Kind.NAME ? given.lastName() : a.word("activation", ""), list, a);
	}

	private static void activation(final Expression given, final String name, final LayerList list, final CallArguments a) {
		if (name.equals("linear")) return;
		if (name.equals("leaky_relu") || name.equals("LeakyReLU")) {
			list.addPlain("leaky", "a=0.2");
			return;
		}
		final String ours = name.equals("swish") || name.equals("silu") ? "silu" : name.equals("hard_sigmoid") ? "hardsigmoid"
			: name.equals("hard_swish") || name.equals("hard_silu") ? "hardswish" : name;
		if (ours.equals(name) && !ACTIVATIONS.contains(name) && !name.equals("silu")) throw a.error(given, "the activation '" +
			name + "' is not known");
		list.addPlain(ours);
	}

	private static void relu(final CallArguments a, final LayerList list) {
		if (a.real("threshold", 0) != 0) throw a.error(a.get("threshold"), "a threshold is not read");
		final double most = a.real("max_value", Double.POSITIVE_INFINITY);
		final double slope = a.real("negative_slope", 0);
		if (most != 6 && !Double.isInfinite(most) || most == 6 && slope != 0) throw a.error(a.get("max_value"),
			"max_value must be 6 or nothing");
		if (slope != 0) list.addPlain("leaky", "a=" + slope);
		else list.addPlain(most == 6 ? "relu6" : "relu");
	}

	private static String bias(final CallArguments a) {
		return a.flag("use_bias", true) ? "" : "bias=0";
	}

	private static void convolution(final CallArguments a, final LayerList list) {
		final int filters = a.required("filters");
		list.add("conv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", a.perAxis("strides", 1), 1), causal(a, list), word(
			"d", a.perAxis("dilation_rate", 1), 1), "c=" + filters, word("g", new int[] { a.number("groups", 1) }, 1), bias(a));
		list.setChannels(filters);
		activation(a, list);
	}

	private static void depthwise(final CallArguments a, final LayerList list) {
		final int m = a.number("depth_multiplier", 1);
		list.add("dwconv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", a.perAxis("strides", 1), 1), padding(a, list),
			word("d", a.perAxis("dilation_rate", 1), 1), word("m", new int[] { m }, 1), bias(a));
		list.setChannels(list.channels() * m);
		activation(a, list);
	}

	/** The depthwise part has no bias. */
	private static void separable(final CallArguments a, final LayerList list) {
		final int filters = a.required("filters");
		list.add("dwconv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", a.perAxis("strides", 1), 1), padding(a, list),
			word("d", a.perAxis("dilation_rate", 1), 1), word("m", new int[] { a.number("depth_multiplier", 1) }, 1), "bias=0");
		list.add("conv", "k=1", "c=" + filters, bias(a));
		list.setChannels(filters);
		activation(a, list);
	}

	/** valid gives (n - 1) * s + max(k, s) samples, same n * s of these with more cut off behind than before. */
	private static void transposed(final CallArguments a, final LayerList list) {
		if (!list.padApart()) throw a.error("a layer of padding is followed by " + a.name() +
			", but can only be followed by a convolution or pooling");
		final int filters = a.required("filters");
		final int[] size = a.requiredPerAxis("kernel_size");
		final int[] stride = a.perAxis("strides", 1);
		final int[] dilation = a.perAxis("dilation_rate", 1);
		final boolean same = same(a);
		final int[] added = a.has("output_padding") ? a.perAxis("output_padding", 0) : null;
		final int axes = list.axes();
		final int[] before = new int[axes];
		final int[] after = new int[axes];
		final int[] more = new int[axes];
		for (int d = 0; d < axes; d++) {
			final int span = (size[d] - 1) * dilation[d] + 1;
			more[d] = Math.max(0, stride[d] - span);
			int cut = same ? Math.max(0, span - stride[d]) : 0;
			if (added != null) {
				if (added[d] >= stride[d]) throw a.error(a.get("output_padding"), "output_padding must be less than strides");
				// (n - 1) * s + span - 2 * (span / 2) + output_padding samples
				final int missing = same ? 2 * (span / 2) - added[d] : -added[d];
				cut = Math.max(0, missing);
				more[d] = Math.max(0, -missing);
			}
			before[d] = cut / 2;
			after[d] = cut - before[d];
		}
		list.add("tconv", word("k", size, 0), word("s", stride, 1), LayerList.padding(before, after), word("d", dilation, 1), word(
			"op", more, 0), "c=" + filters, bias(a));
		list.setChannels(filters);
		activation(a, list);
	}

	private static void pool(final CallArguments a, final LayerList list, final String type) {
		final int[] window = a.perAxis("pool_size", 2);
		final int[] stride = a.has("strides") ? a.perAxis("strides", 1) : window;
		list.padApart();
		list.add(type, word("k", window, 0), LayerList.stride(window, stride), padding(a, list));
	}

	/** Keras' own default differs from that of networks as text. */
	static void batchNorm(final LayerList list, final double epsilon) {
		list.addPlain("bn", epsilon == GraphWriter.EPSILON ? "" : "eps=" + epsilon);
	}

	/** One number, (height, width), or ((top, bottom), (left, right)). */
	private static void zeroPadding(final CallArguments a, final LayerList list) {
		checkFormat(a);
		final Expression given = a.get("padding");
		final boolean pairs = given != null && given.kind() == Expression.Kind.LIST && !given.items().isEmpty() && given.items()
			.get(0).kind() == Expression.Kind.LIST;
		// of a row, two numbers are before and after
		if (list.axes() == 1 && given != null && given.kind() == Expression.Kind.LIST && given.items().size() == 2) {
			list.pad(new int[] { a.whole(given.items().get(0)) }, new int[] { a.whole(given.items().get(1)) });
			return;
		}
		if (!pairs) {
			final int[] both = a.perAxis("padding", 1);
			list.pad(both, both);
			return;
		}
		final int axes = list.axes();
		if (given.items().size() != axes) throw a.error(given, "padding must have a pair for each axis");
		final int[] before = new int[axes];
		final int[] after = new int[axes];
		for (int d = 0; d < axes; d++) {
			final List<Expression> pair = given.items().get(axes - 1 - d).items();
			if (pair.size() != 2 || !pair.stream().allMatch(e -> e.text().matches("[0-9]{1,6}"))) throw a.error(given,
				"padding must have a pair of whole numbers for each axis");
			before[d] = Integer.parseInt(pair.get(0).text());
			after[d] = Integer.parseInt(pair.get(1).text());
		}
		list.pad(before, after);
	}
}
