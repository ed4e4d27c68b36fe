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
	private static final String UPSAMPLE = "size scale_factor mode align_corners";

	/** What reads each layer. */
	static final LayerRules RULES = new LayerRules();
	static {
		RULES.add("Conv", "in_channels out_channels kernel_size stride padding dilation groups bias padding_mode",
			TorchLayers::convolution);
		RULES.add("LazyConv", "out_channels kernel_size stride padding dilation groups bias padding_mode", TorchLayers::convolution);
		RULES.add("LazyConvTranspose",
			"out_channels kernel_size stride padding output_padding groups bias dilation padding_mode", TorchLayers::transposed);
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
		RULES.add("upsample", UPSAMPLE, TorchLayers::upsample);
		RULES.add("UpsamplingNearest", "size scale_factor mode", TorchLayers::upsample);
		RULES.add("UpsamplingBilinear", "size scale_factor mode", TorchLayers::upsample);
		RULES.add("ZeroPad", "padding", (a, l) -> zeroPad(a, l, ""));
		RULES.add("ConstantPad", "padding value", (a, l) -> {
			a.only("value", 0);
			zeroPad(a, l, "");
		});
		RULES.add("ReflectionPad", "padding", (a, l) -> zeroPad(a, l, "reflect"));
		RULES.add("ReplicationPad", "padding", (a, l) -> zeroPad(a, l, "edge"));
		RULES.add("CircularPad", "padding", (a, l) -> zeroPad(a, l, "wrap"));
		RULES.add("pad", "padding mode value", (a, l) -> {
			a.only("value", 0);
			final String mode = a.word("mode", "constant");
			zeroPad(a, l, mode.equals("constant") ? "" : fill(a, mode));
		});
		RULES.add("PixelShuffle", "upscale_factor", (a, l) -> shuffled(a, l, true));
		RULES.add("pixel_shuffle", "upscale_factor", (a, l) -> shuffled(a, l, true));
		RULES.add("PixelUnshuffle", "downscale_factor", (a, l) -> shuffled(a, l, false));
		RULES.add("BatchNorm", "num_features eps momentum affine track_running_stats", TorchLayers::batchNorm);
		RULES.add("SyncBatchNorm", "num_features eps momentum affine track_running_stats", TorchLayers::batchNorm);
		RULES.add("LazyBatchNorm", "eps", TorchLayers::batchNorm);
		RULES.add("InstanceNorm", "num_features", (a, l) -> l.addPlain("inorm"));
		RULES.add("GroupNorm", "num_groups num_channels", (a, l) -> l.addPlain("gnorm", "g=" + a.required("num_groups")));
		RULES.add("LeakyReLU", "negative_slope inplace", (a, l) -> l.addPlain("leaky", "a=" + a.real("negative_slope", 0.01)));
		RULES.add("leaky_relu", "negative_slope inplace", (a, l) -> l.addPlain("leaky", "a=" + a.real("negative_slope", 0.01)));
		RULES.add("Softmax", "dim", (a, l) -> l.addPlain("softmax"));
		RULES.add("softmax", "dim", (a, l) -> l.addPlain("softmax"));
		RULES.add("Dropout", "p inplace", (a, l) -> {});
		RULES.add("dropout", "p training inplace", (a, l) -> {});
		RULES.add("Identity", "", (a, l) -> {});
		final String[][] plain = { { "ReLU", "relu" }, { "ReLU6", "relu6" }, { "SiLU", "silu" }, { "Sigmoid", "sigmoid" }, {
			"Tanh", "tanh" }, { "Hardswish", "hardswish" }, { "Hardsigmoid", "hardsigmoid" }, { "SELU", "selu" } };
		for (final String[] p : plain) {
			RULES.add(p[0], "inplace", (a, l) -> l.addPlain(p[1]));
			RULES.add(p[1], "inplace", (a, l) -> l.addPlain(p[1]));
		}
		// parameters other than the usual ones would change results
		for (final String name : new String[] { "ELU", "elu" })
			RULES.add(name, "alpha inplace", (a, l) -> plain(a, l, "elu", "alpha", 1));
		for (final String name : new String[] { "Softplus", "softplus" })
			RULES.add(name, "beta threshold", (a, l) -> plain(a, l, "softplus", "beta", 1));
		for (final String name : new String[] { "GELU", "gelu" })
			RULES.add(name, "approximate", (a, l) -> {
				if (!l.isForSizesOnly() && !a.word("approximate", "none").equals("none")) throw a.error(a.get("approximate"),
					"approximate is read as 'none' only");
				l.addPlain("gelu");
			});
		RULES.add("PReLU", "num_parameters init", (a, l) -> l.addPlain("prelu"));
		RULES.add("relu_", "", (a, l) -> l.addPlain("relu"));
	}

	private static void batchNorm(final CallArguments a, final LayerList list) {
		final double epsilon = a.real("eps", GraphWriter.EPSILON);
		list.addPlain("bn", epsilon == GraphWriter.EPSILON ? "" : "eps=" + epsilon);
	}

	private static void plain(final CallArguments a, final LayerList list, final String type, final String key, final double usual) {
		if (!list.isForSizesOnly()) a.only(key, usual);
		list.addPlain(type);
	}

	private TorchLayers() {}

	private static void checkChannels(final CallArguments a, final LayerList list, final long inputs) {
		if (list.channels() > 0 && inputs != list.channels()) throw a.error(a.name() + " reads " + inputs +
			" channels, but the layer before gives " + list.channels());
	}

	/** How networks here call what lies outside. */
	private static String fill(final CallArguments a, final String mode) {
		switch (mode) {
			case "reflect":
				return "reflect";
			case "replicate":
				return "edge";
			case "circular":
				return "wrap";
			default:
				throw a.error("the padding '" + mode + "' is not known: zeros, reflect, replicate or circular");
		}
	}

	/** Channels that a layer reads; those of the image or layer before if it does not say it. */
	private static long inputs(final CallArguments a, final LayerList list) {
		return a.name().startsWith("Lazy") ? list.channels() : a.required("in_channels");
	}

	private static void convolution(final CallArguments a, final LayerList list) {
		final long inputs = inputs(a, list);
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
		else padding = filled(a, list);
		final boolean depthwise = groups > 1 && groups == inputs;
		if (groups < 1 || outputs % groups != 0 || inputs % groups != 0) throw a.error("groups=" + groups + " does not divide " + inputs +
			" and " + outputs + " channels");
		list.add(depthwise ? "dwconv" : "conv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", stride, 1), padding, word(
			"d", a.perAxis("dilation", 1), 1), depthwise ? word("m", new int[] { (int) (outputs / inputs) }, 1) : "c=" + outputs, depthwise ? ""
				: word("g", new int[] { groups }, 1), a.flag("bias", true) ? "" : "bias=0");
		list.setChannels(outputs);
	}

	/** The padding of a convolution; what is not of zeros becomes a layer before it. */
	private static String filled(final CallArguments a, final LayerList list) {
		final int[] padding = a.perAxis("padding", 0);
		final String mode = a.word("padding_mode", "zeros");
		if (mode.equals("zeros") || list.isForSizesOnly()) return list.padding(padding);
		final String fill = fill(a, mode);
		list.padApart();
		if (Arrays.stream(padding).anyMatch(p -> p > 0)) list.add("pad", LayerList.padding(padding, padding), "fill=" + fill);
		return "";
	}

	private static void transposed(final CallArguments a, final LayerList list) {
		final int outputs = a.required("out_channels");
		checkChannels(a, list, inputs(a, list));
		refusePadding(a, list);
		list.add("tconv", word("k", a.requiredPerAxis("kernel_size"), 0), word("s", a.perAxis("stride", 1), 1), word("p", a.perAxis(
			"padding", 0), 0), word("d", a.perAxis("dilation", 1), 1), word("op", a.perAxis("output_padding", 0), 0), "c=" + outputs,
			word("g", new int[] { a.number("groups", 1) }, 1), a.flag("bias", true) ? "" : "bias=0");
		list.setChannels(outputs);
	}

	private static void refusePadding(final CallArguments a, final LayerList list) {
		if (!list.padApart()) throw a.error("a layer of padding is followed by " + a.name() +
			", but can only be followed by a convolution or pooling");
	}

	/** Padding of a pool, with that of a layer before it, whose zeros count if samples are looked at. */
	private static String poolPadding(final CallArguments a, final LayerList list) {
		list.padApart();
		return list.padding(a.perAxis("padding", 0));
	}

	private static int[] stride(final CallArguments a, final int[] window) {
		return a.has("stride") ? a.perAxis("stride", 1) : window;
	}

	private static void pool(final CallArguments a, final LayerList list, final String type) {
		final int[] window = a.requiredPerAxis("kernel_size");
		list.add(type, word("k", window, 0), LayerList.stride(window, stride(a, window)), poolPadding(a, list), word(
			"d", a.perAxis("dilation", 1), 1), a.flag("ceil_mode", false) ? "ceil=1" : "");
	}

	private static void average(final CallArguments a, final LayerList list) {
		final int[] window = a.requiredPerAxis("kernel_size");
		final boolean counted = !list.isForSizesOnly() && a.flag("count_include_pad", true) && Arrays.stream(a.perAxis("padding", 0))
			.anyMatch(p -> p > 0);
		if (a.has("divisor_override")) throw a.error(a.get("divisor_override"), "divisor_override is not read");
		list.add("avgpool", word("k", window, 0), LayerList.stride(window, stride(a, window)), poolPadding(a, list), a.flag(
			"ceil_mode", false) ? "ceil=1" : "", counted ? "countpad=1" : "");
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
		refusePadding(a, list);
		final boolean bilinear = a.name().startsWith("UpsamplingBilinear");
		final String mode = a.word("mode", bilinear ? "bilinear" : "nearest");
		final boolean corners = a.flag("align_corners", bilinear) && !list.isForSizesOnly();
		list.add("upsample", word("s", a.perAxis("scale_factor", 1), 0), interpolation(a, mode), corners ? "align=1" : "");
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
	private static void zeroPad(final CallArguments a, final LayerList list, final String fill) {
		final Expression padding = a.get("padding");
		if (padding == null) throw a.error(a.name() + " lacks padding");
		final int axes = list.axes();
		final int[] before = new int[axes];
		final int[] after = new int[axes];
		final boolean one = padding.kind() == Expression.Kind.NUMBER;
		final int given = one ? 0 : padding.items().size();
		if (!one && given != 2 * axes && !(a.name().equals("pad") && given > 0 && given % 2 == 0 && given < 2 * axes)) throw a.error(
			padding, "padding must be one number or " + 2 * axes);
		for (int d = 0; d < axes && (one || 2 * d < given); d++) {
			before[d] = one ? a.number("padding", 0) : a.whole(padding.items().get(2 * d));
			after[d] = one ? before[d] : a.whole(padding.items().get(2 * d + 1));
			if (before[d] < 0 || after[d] < 0) throw a.error(padding, "padding that crops is not read");
		}
		if (fill.isEmpty() || list.isForSizesOnly()) {
			list.pad(before, after);
			return;
		}
		list.padApart();
		list.add("pad", LayerList.padding(before, after), "fill=" + fill);
	}

	private static void shuffled(final CallArguments a, final LayerList list, final boolean up) {
		if (list.isForSizesOnly()) throw a.error(a.name() + " is not among the layers of chains");
		final int factor = a.required(up ? "upscale_factor" : "downscale_factor");
		list.add(up ? "pixelshuffle" : "pixelunshuffle", "s=" + factor);
		list.setChannels(up ? list.channels() / (factor * factor) : list.channels() * factor * factor);
	}
}
