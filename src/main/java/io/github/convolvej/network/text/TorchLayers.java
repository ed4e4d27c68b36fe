package io.github.convolvej.network.text;

import static io.github.convolvej.network.text.LayerList.word;

import java.util.Arrays;

/**
 * What layers and functions of PyTorch are in our words. Pools stride by their
 * kernel, convolutions have a bias unless they say otherwise, padding is numbers
 * of zeros on both sides.
 */
final class TorchLayers {

	private static final String POOL = "kernel_size stride padding dilation return_indices ceil_mode";
	private static final String AVERAGE = "kernel_size stride padding ceil_mode count_include_pad divisor_override";
	private static final String UPSAMPLE = "size scale_factor mode";

	/** What reads each layer. */
	static final LayerRules RULES = new LayerRules();
	static {
		RULES.add("Conv", "in_channels out_channels kernel_size stride padding dilation groups bias padding_mode",
			TorchLayers::convolution);
		RULES.add("ConvTranspose",
			"in_channels out_channels kernel_size stride padding output_padding groups bias dilation padding_mode",
			TorchLayers::transposed);
		RULES.add("MaxPool", POOL, (a, l) -> pool(a, l, "maxpool"));
		RULES.add("max_pool", "kernel_size stride padding dilation ceil_mode return_indices", (a, l) -> pool(a, l, "maxpool"));
		RULES.add("AvgPool", AVERAGE, TorchLayers::average);
		RULES.add("avg_pool", AVERAGE, TorchLayers::average);
		RULES.add("LPPool", "norm_type kernel_size stride ceil_mode", TorchLayers::norm);
		RULES.add("MaxUnpool", "kernel_size stride padding", TorchLayers::unpool);
		RULES.add("AdaptiveAvgPool", "output_size", (a, l) -> global(a, l, "globalpool"));
		RULES.add("adaptive_avg_pool", "output_size", (a, l) -> global(a, l, "globalpool"));
		RULES.add("AdaptiveMaxPool", "output_size", (a, l) -> global(a, l, "globalmax"));
		RULES.add("Upsample", UPSAMPLE, TorchLayers::upsample);
		RULES.add("interpolate", UPSAMPLE, TorchLayers::upsample);
		RULES.add("UpsamplingNearest", "size scale_factor", TorchLayers::upsample);
		RULES.add("UpsamplingBilinear", "size scale_factor", TorchLayers::upsample);
		RULES.add("ZeroPad", "padding", TorchLayers::zeroPad);
		RULES.add("PixelShuffle", "upscale_factor", (a, l) -> shuffled(a, l, true));
		RULES.add("pixel_shuffle", "upscale_factor", (a, l) -> shuffled(a, l, true));
		RULES.add("PixelUnshuffle", "downscale_factor", (a, l) -> shuffled(a, l, false));
		RULES.add("BatchNorm", "num_features", (a, l) -> l.addPlain("bn"));
		RULES.add("InstanceNorm", "num_features", (a, l) -> l.addPlain("inorm"));
		RULES.add("GroupNorm", "num_groups num_channels", (a, l) -> l.addPlain("gnorm", "g=" + a.required("num_groups")));
		RULES.add("LeakyReLU", "negative_slope", (a, l) -> l.addPlain("leaky", "a=" + a.real("negative_slope", 0.01)));
		RULES.add("leaky_relu", "negative_slope", (a, l) -> l.addPlain("leaky", "a=" + a.real("negative_slope", 0.01)));
		RULES.add("Softmax", "dim", (a, l) -> l.addPlain("softmax"));
		RULES.add("softmax", "dim", (a, l) -> l.addPlain("softmax"));
		RULES.add("Dropout", "p", (a, l) -> {});
		RULES.add("dropout", "p", (a, l) -> {});
		RULES.add("Identity", "", (a, l) -> {});
		final String[][] plain = { { "ReLU", "relu" }, { "ReLU6", "relu6" }, { "PReLU", "prelu" }, { "ELU", "elu" }, { "SELU",
			"selu" }, { "GELU", "gelu" }, { "SiLU", "silu" }, { "Sigmoid", "sigmoid" }, { "Tanh", "tanh" }, { "Softplus",
				"softplus" }, { "Hardswish", "hardswish" }, { "Hardsigmoid", "hardsigmoid" } };
		for (final String[] p : plain) {
			// parameters other than the usual ones would change results
			RULES.add(p[0], "num_parameters", (a, l) -> l.addPlain(p[1]));
			RULES.add(p[1], "", (a, l) -> l.addPlain(p[1]));
		}
	}

	private TorchLayers() {}

	private static void checkChannels(final CallArguments a, final LayerList list, final int inputs) {
		if (list.channels() > 0 && inputs != list.channels()) throw a.error(a.name() + " reads " + inputs +
			" channels, but the layer before gives " + list.channels());
		if (!a.word("padding_mode", "zeros").equals("zeros")) throw a.error(a.get("padding_mode"), "padding_mode is '" + a.word(
			"padding_mode", "") + "', but layers are padded with zeros here");
	}

	private static void convolution(final CallArguments a, final LayerList list) {
		final int inputs = a.required("in_channels");
		final int outputs = a.required("out_channels");
		final int groups = a.number("groups", 1);
		checkChannels(a, list, inputs);
		final int[] stride = a.perAxis("stride", 1);
		final String padding;
		if (a.isWord("padding")) {
			final String word = a.word("padding", "");
			if (!word.equals("same") && !word.equals("valid")) throw a.error(a.get("padding"), "padding is '" + word +
				"', but must be numbers, 'same' or 'valid'");
			if (word.equals("same") && Arrays.stream(stride).anyMatch(s -> s > 1)) throw a.error(a.get("padding"),
				"padding='same' needs stride 1");
			if (word.equals("same") && list.hasPadding()) throw a.error("padding='same' follows a layer of padding");
			padding = word.equals("same") ? "p=same" : list.padding(new int[list.axes()]);
		}
		else padding = list.padding(a.perAxis("padding", 0));
		final boolean depthwise = groups > 1 && groups == inputs;
		if (outputs % groups != 0 || inputs % groups != 0) throw a.error("groups=" + groups + " does not divide " + inputs +
			" and " + outputs + " channels");
		list.add(depthwise ? "dwconv" : "conv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", stride, 1), padding, word(
			"d", a.perAxis("dilation", 1), 1), depthwise ? word("m", new int[] { outputs / inputs }, 1) : "c=" + outputs, depthwise ? ""
				: word("g", new int[] { groups }, 1), a.flag("bias", true) ? "" : "bias=0");
		list.setChannels(outputs);
	}

	private static void transposed(final CallArguments a, final LayerList list) {
		final int outputs = a.required("out_channels");
		checkChannels(a, list, a.required("in_channels"));
		refusePadding(a, list);
		list.add("tconv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", a.perAxis("stride", 1), 1), word("p", a.perAxis(
			"padding", 0), 0), word("d", a.perAxis("dilation", 1), 1), word("op", a.perAxis("output_padding", 0), 0), "c=" + outputs,
			word("g", new int[] { a.number("groups", 1) }, 1), a.flag("bias", true) ? "" : "bias=0");
		list.setChannels(outputs);
	}

	private static void refusePadding(final CallArguments a, final LayerList list) {
		if (list.hasPadding()) throw a.error("a layer of padding is followed by " + a.name() +
			", but can only be followed by a convolution");
	}

	private static int[] stride(final CallArguments a, final int[] window) {
		return a.has("stride") ? a.perAxis("stride", 1) : window;
	}

	private static void pool(final CallArguments a, final LayerList list, final String type) {
		refusePadding(a, list);
		final int[] window = a.requiredPerAxis("kernel_size");
		list.add(type, word("k", window, 0), LayerList.stride(window, stride(a, window)), word("p", a.perAxis("padding", 0), 0), word(
			"d", a.perAxis("dilation", 1), 1), a.flag("ceil_mode", false) ? "ceil=1" : "");
	}

	private static void average(final CallArguments a, final LayerList list) {
		refusePadding(a, list);
		final int[] window = a.requiredPerAxis("kernel_size");
		final int[] padding = a.perAxis("padding", 0);
		if (!list.isForSizesOnly() && Arrays.stream(padding).anyMatch(p -> p > 0) && a.flag("count_include_pad", true)) throw a
			.error("the averages of " + a.name() + " count the padding, those here do not: write count_include_pad=False");
		if (a.has("divisor_override")) throw a.error(a.get("divisor_override"), "divisor_override is not read");
		list.add("avgpool", word("k", window, 0), LayerList.stride(window, stride(a, window)), word("p", padding, 0), a.flag(
			"ceil_mode", false) ? "ceil=1" : "");
	}

	private static void norm(final CallArguments a, final LayerList list) {
		if (!list.isForSizesOnly() && a.real("norm_type", 2) != 2) throw a.error(a.get("norm_type"),
			"norm_type is not 2, which is the only one of networks here");
		refusePadding(a, list);
		final int[] window = a.requiredPerAxis("kernel_size");
		list.add("lppool", word("k", window, 0), LayerList.stride(window, stride(a, window)), a.flag("ceil_mode", false) ? "ceil=1"
			: "");
	}

	private static void unpool(final CallArguments a, final LayerList list) {
		if (!list.isForSizesOnly()) throw a.error("an unpooling names the pooling whose positions it takes: name that layer," +
			" as a: maxpool k=2, and write unpool a");
		final int[] window = a.requiredPerAxis("kernel_size");
		list.add("unpool", word("k", window, 0), LayerList.stride(window, stride(a, window)), word("p", a.perAxis("padding", 0), 0));
	}

	private static void global(final CallArguments a, final LayerList list, final String type) {
		if (!Arrays.stream(a.requiredPerAxis("output_size")).allMatch(n -> n == 1)) throw a.error(a.get("output_size"), a.name() +
			" is read for an output size of 1 only");
		list.add(list.isForSizesOnly() ? "globalpool" : type);
	}

	private static void upsample(final CallArguments a, final LayerList list) {
		if (a.has("size")) throw a.error(a.get("size"), "a size is not read: give scale_factor");
		if (!a.has("scale_factor")) throw a.error(a.name() + " lacks scale_factor");
		final String mode = a.name().startsWith("UpsamplingBilinear") ? "bilinear" : a.word("mode", "nearest");
		list.add("upsample", word("s", a.perAxis("scale_factor", 1), 0), interpolation(a, mode));
	}

	/** How many samples are interpolated between. */
	static String interpolation(final CallArguments a, final String mode) {
		switch (mode) {
			case "nearest":
				return "";
			case "linear":
			case "bilinear":
			case "trilinear":
				return "k=2";
			case "bicubic":
				return "k=4";
			default:
				throw a.error("the mode '" + mode + "' is not known: nearest, linear, bilinear, trilinear or bicubic");
		}
	}

	/** Left, right, top, bottom: x first already. */
	private static void zeroPad(final CallArguments a, final LayerList list) {
		final Expression padding = a.get("padding");
		if (padding == null) throw a.error("ZeroPad lacks padding");
		final int axes = list.axes();
		final int[] before = new int[axes];
		final int[] after = new int[axes];
		final boolean one = padding.kind() == Expression.Kind.NUMBER;
		if (!one && padding.items().size() != 2 * axes) throw a.error(padding, "padding must be one number or " + 2 * axes);
		for (int d = 0; d < axes; d++) {
			before[d] = one ? a.number("padding", 0) : Integer.parseInt(padding.items().get(2 * d).text());
			after[d] = one ? before[d] : Integer.parseInt(padding.items().get(2 * d + 1).text());
		}
		list.pad(before, after);
	}

	private static void shuffled(final CallArguments a, final LayerList list, final boolean up) {
		if (list.isForSizesOnly()) throw a.error(a.name() + " is not among the layers of Convolution Arithmetic");
		final int factor = a.required(up ? "upscale_factor" : "downscale_factor");
		list.add(up ? "pixelshuffle" : "pixelunshuffle", "s=" + factor);
		list.setChannels(up ? list.channels() / (factor * factor) : list.channels() * factor * factor);
	}
}
