package io.github.convolvej.network.text;

import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes single layers as PyTorch or Keras has them, and keeps count of the channels. */
final class LayerWriter {

	private static final Map<String, String> TORCH = new HashMap<>();
	private static final Map<String, String> KERAS = new HashMap<>();
	static {
		final String[][] activations = { { "relu", "ReLU", "relu" }, { "elu", "ELU", "elu" }, { "selu", "SELU", "selu" }, {
			"gelu", "GELU", "gelu" }, { "silu", "SiLU", "silu" }, { "sigmoid", "Sigmoid", "sigmoid" }, { "tanh", "Tanh", "tanh" }, {
				"softplus", "Softplus", "softplus" }, { "hardswish", "Hardswish", "hard_swish" }, { "hardsigmoid", "Hardsigmoid",
					"hard_sigmoid" }, { "relu6", "ReLU6", "relu6" } };
		for (final String[] a : activations) {
			TORCH.put(a[0], "nn." + a[1] + "()");
			KERAS.put(a[0], "layers.Activation(\"" + a[2] + "\")");
		}
		TORCH.put("prelu", "nn.PReLU()");
		KERAS.put("prelu", "layers.PReLU()");
		TORCH.put("softmax", "nn.Softmax(dim=1)");
		KERAS.put("softmax", "layers.Softmax()");
	}

	private final boolean torch;
	private final int axes;
	private long channels;
	private final List<String> lines = new ArrayList<>();

	/**
	 * @param torch whether PyTorch is written; Keras otherwise
	 * @param axes spatial axes: 1, 2 or 3
	 * @param channels channels of the image
	 */
	LayerWriter(final boolean torch, final int axes, final long channels) {
		this.torch = torch;
		this.axes = axes;
		this.channels = channels;
	}

	long channels() {
		return channels;
	}

	void setChannels(final long number) {
		channels = number;
	}

	/**
	 * @param layer a layer that joins nothing
	 * @return what it is made of, one after another: padding may be a layer of its own
	 * @throws IllegalArgumentException if the framework does not have it in this form
	 */
	List<String> layer(final LayerText layer) {
		lines.clear();
		write(layer);
		return new ArrayList<>(lines);
	}

	private void write(final LayerText l) {
		switch (l.type()) {
			case "conv":
				l.check("k s p d c g bias", 0);
				convolution(l, l.number("c", (int) channels), l.number("g", 1));
				break;
			case "dwconv":
				l.check("k s p d m bias", 0);
				convolution(l, channels * l.number("m", 1), channels);
				break;
			case "tconv":
				l.check("k s p d op c g bias", 0);
				transposed(l);
				break;
			case "pool":
			case "maxpool":
			case "avgpool":
			case "lppool":
				l.check(l.type().equals("avgpool") ? "k s p d ceil countpad" : "k s p d ceil", 0);
				pool(l);
				break;
			case "globalpool":
			case "globalmax":
				l.check("", 0);
				final boolean max = l.type().equals("globalmax");
				lines.add(torch ? "nn.Adaptive" + (max ? "Max" : "Avg") + "Pool" + axes + "d(1)" : "layers.Global" + (max ? "Max"
					: "Average") + "Pooling" + axes + "D()");
				break;
			case "upsample":
				l.check("s k align", 0);
				upsample(l);
				break;
			case "pad":
				l.check("p fill", 0);
				padding(l);
				break;
			default:
				plain(l);
		}
	}

	private void plain(final LayerText l) {
		final Map<String, String> words = torch ? TORCH : KERAS;
		if (l.type().equals("bn")) {
			l.check("eps", 0);
			final double epsilon = l.real("eps", GraphWriter.EPSILON);
			lines.add(torch ? "nn.BatchNorm" + axes + "d(" + channels + (epsilon == GraphWriter.EPSILON ? "" : ", eps=" + epsilon) + ")"
				: "layers.BatchNormalization(" + (epsilon == KerasLayers.EPSILON ? "" : "epsilon=" + epsilon) + ")");
		}
		else if (words.containsKey(l.type())) {
			l.check("", 0);
			lines.add(words.get(l.type()));
		}
		else if (l.type().equals("inorm") && torch) lines.add("nn.InstanceNorm" + axes + "d(" + channels + ")");
		else if (l.type().equals("gnorm") && torch) lines.add("nn.GroupNorm(" + l.number("g", 1) + ", " + channels + ")");
		else if (l.type().equals("leaky")) lines.add((torch ? "nn.LeakyReLU(" : "layers.LeakyReLU(negative_slope=") + l.real("a",
			0.01) + ")");
		else if (l.type().equals("pixelshuffle") && torch) {
			final int s = l.number("s", 2);
			lines.add("nn.PixelShuffle(" + s + ")");
			channels /= (long) s * s;
		}
		else if (l.type().equals("pixelunshuffle") && torch) {
			final int s = l.number("s", 2);
			lines.add("nn.PixelUnshuffle(" + s + ")");
			channels *= (long) s * s;
		}
		else throw l.error((torch ? "PyTorch" : "Keras") + " has no single layer for '" + l.type() + "'");
	}

	/** One number, or a tuple with x last. */
	private static String tuple(final int... numbers) {
		if (Arrays.stream(numbers).distinct().count() == 1) return String.valueOf(numbers[0]);
		final List<String> parts = new ArrayList<>();
		for (int d = numbers.length - 1; d >= 0; d--)
			parts.add(String.valueOf(numbers[d]));
		return "(" + String.join(", ", parts) + ")";
	}

	private static String argument(final String name, final int[] numbers, final int otherwise) {
		return Arrays.stream(numbers).allMatch(n -> n == otherwise) ? "" : ", " + name + "=" + tuple(numbers);
	}

	private int[] size(final LayerText l) {
		if (!l.has("k")) throw l.error("its size is missing, as " + l.type() + " k=3");
		return l.numbers("k", 1, axes);
	}

	/** Padding that does not depend on the size of the image: before and after, x first. */
	private int[][] numbers(final LayerText l) {
		final int[] size = size(l);
		final int[] dilation = l.numbers("d", 1, axes);
		final Padding padding = Padding.parse(l.text("p", "valid"));
		if (padding.equals(Padding.SAME_LOWER)) throw l.error("there is no padding same_lower in " + (torch ? "PyTorch" : "Keras"));
		padding.checkAxes(axes);
		final int[][] both = new int[2][axes];
		for (int d = 0; d < axes; d++) {
			final Window window = padding.window(d, 1 << 20, size[d], 1, dilation[d]);
			both[0][d] = (int) window.padBefore();
			both[1][d] = (int) window.padAfter();
		}
		return both;
	}

	private static boolean isSame(final LayerText l) {
		return l.text("p", "valid").trim().equals("same");
	}

	private void convolution(final LayerText l, final long outputs, final long groups) {
		final int[] stride = l.numbers("s", 1, axes);
		final boolean same = isSame(l);
		final boolean strided = Arrays.stream(stride).anyMatch(s -> s > 1);
		if (same && strided && torch) throw l.error(
			"padding same with a stride depends on the size of the image, which PyTorch does not have: give numbers");
		final int[][] padding = same ? new int[2][axes] : numbers(l);
		final boolean even = Arrays.equals(padding[0], padding[1]);
		if (!even || !torch && Arrays.stream(padding[0]).anyMatch(p -> p > 0)) pad(padding[0], padding[1]);
		final boolean bias = l.number("bias", 1) != 0;
		if (torch) lines.add("nn.Conv" + axes + "d(" + channels + ", " + outputs + ", " + tuple(size(l)) + argument("stride", stride,
			1) + (same ? ", padding=\"same\"" : even ? argument("padding", padding[0], 0) : "") + argument("dilation", l.numbers("d",
				1, axes), 1) + (groups > 1 ? ", groups=" + groups : "") + (bias ? "" : ", bias=False") + ")");
		else {
			final boolean depthwise = l.type().equals("dwconv");
			lines.add("layers." + (depthwise ? "DepthwiseConv" : "Conv") + axes + "D(" + (depthwise ? "" : outputs + ", ") + tuple(size(
				l)) + argument("strides", stride, 1) + (same ? ", padding=\"same\"" : "") + argument("dilation_rate", l.numbers("d", 1,
					axes), 1) + (depthwise ? argument("depth_multiplier", new int[] { l.number("m", 1) }, 1) : groups > 1 ? ", groups=" +
						groups : "") + (bias ? "" : ", use_bias=False") + ")");
		}
		channels = outputs;
	}

	private void pad(final int[] before, final int[] after) {
		final List<String> parts = new ArrayList<>();
		if (torch) {
			for (int d = 0; d < axes; d++)
				parts.add(before[d] + ", " + after[d]);
			lines.add("nn.ZeroPad" + axes + "d((" + String.join(", ", parts) + "))");
			return;
		}
		for (int d = axes - 1; d >= 0; d--)
			parts.add("(" + before[d] + ", " + after[d] + ")");
		final String all = Arrays.equals(before, after) ? tuple(before) : "(" + String.join(", ", parts) + (axes == 1 ? ",)" : ")");
		lines.add("layers.ZeroPadding" + axes + "D(" + all + ")");
	}

	private void padding(final LayerText l) {
		final Padding given = Padding.parse(l.text("p", "0"));
		final int[] before = new int[axes];
		final int[] after = new int[axes];
		for (int d = 0; d < axes; d++) {
			final Window window = given.window(d, 1 << 20, 1, 1, 1);
			before[d] = (int) window.padBefore();
			after[d] = (int) window.padAfter();
		}
		final String fill = l.text("fill", "0");
		if (fill.equals("0")) pad(before, after);
		else {
			if (!torch) throw l.error("Keras has layers that pad with zeros only");
			final int from = lines.size();
			pad(before, after);
			lines.set(from, lines.get(from).replace("Zero", fill.equals("reflect") ? "Reflection" : fill.equals("edge") ? "Replication"
				: "Circular"));
		}
	}

	private void transposed(final LayerText l) {
		final int outputs = l.number("c", (int) channels);
		final int[] size = size(l);
		final int[] stride = l.numbers("s", 1, axes);
		final int[] dilation = l.numbers("d", 1, axes);
		final int[][] padding = numbers(l);
		final int[] more = l.numbers("op", 0, axes);
		final boolean bias = l.number("bias", 1) != 0;
		if (torch) {
			if (!Arrays.equals(padding[0], padding[1])) throw l.error("PyTorch pads transposed layers alike on both sides");
			lines.add("nn.ConvTranspose" + axes + "d(" + channels + ", " + outputs + ", " + tuple(size) + argument("stride", stride,
				1) + argument("padding", padding[0], 0) + argument("output_padding", more, 0) + (l.number("g", 1) > 1 ? ", groups=" +
					l.number("g", 1) : "") + (bias ? "" : ", bias=False") + argument("dilation", dilation, 1) + ")");
		}
		else {
			boolean valid = l.number("g", 1) == 1;
			boolean same = valid;
			for (int d = 0; d < axes; d++) {
				final int span = (size[d] - 1) * dilation[d] + 1;
				final int cut = Math.max(0, span - stride[d]);
				same &= more[d] == Math.max(0, stride[d] - span) && padding[0][d] == cut / 2 && padding[1][d] == cut - cut / 2;
				valid &= more[d] == Math.max(0, stride[d] - span) && padding[0][d] == 0 && padding[1][d] == 0;
			}
			if (!valid && !same) throw l.error("Keras has transposed layers with padding valid (0) or same (kernel - stride) only," +
				" and without groups");
			lines.add("layers.Conv" + axes + "DTranspose(" + outputs + ", " + tuple(size) + argument("strides", stride, 1) + (valid
				? "" : ", padding=\"same\"") + argument("dilation_rate", dilation, 1) + (bias ? "" : ", use_bias=False") + ")");
		}
		channels = outputs;
	}

	private void pool(final LayerText l) {
		final int[] size = size(l);
		final int[] stride = l.has("s") ? l.numbers("s", 1, axes) : size;
		final boolean average = l.type().equals("avgpool");
		final boolean norm = l.type().equals("lppool");
		final boolean ceil = l.number("ceil", 0) != 0;
		final boolean dilated = Arrays.stream(l.numbers("d", 1, axes)).anyMatch(d -> d > 1);
		final boolean same = isSame(l);
		final int[][] padding = same ? new int[2][axes] : numbers(l);
		final boolean padded = Arrays.stream(padding[0]).anyMatch(p -> p > 0) || Arrays.stream(padding[1]).anyMatch(p -> p > 0);
		if (torch) {
			if (same || !Arrays.equals(padding[0], padding[1])) throw l.error("PyTorch pads pools alike on both sides: give numbers");
			for (int d = 0; d < axes; d++)
				if (2 * padding[0][d] > size[d]) throw l.error("PyTorch pads pools by at most half of their window");
			if ((average || norm) && dilated || norm && padded) throw l.error("PyTorch has no such pool");
			lines.add("nn." + (average ? "Avg" : norm ? "LP" : "Max") + "Pool" + axes + "d(" + (norm ? "2, " : "") + tuple(size) +
				(Arrays.equals(size, stride) ? "" : ", stride=" + tuple(stride)) + argument("padding", padding[0], 0) + argument("dilation",
					l.numbers("d", 1, axes), 1) + (ceil ? ", ceil_mode=True" : "") + (average && padded && l.number("countpad", 0) == 0
						? ", count_include_pad=False" : "") + ")");
			return;
		}
		if (l.number("countpad", 0) != 0) throw l.error("Keras does not count the padding of averages");
		if (norm || dilated || ceil || padded) throw l.error("Keras has pools with padding valid or same only");
		lines.add("layers." + (average ? "Average" : "Max") + "Pooling" + axes + "D(" + tuple(size) + (Arrays.equals(size, stride)
			? "" : ", strides=" + tuple(stride)) + (same ? ", padding=\"same\"" : "") + ")");
	}

	private void upsample(final LayerText l) {
		final int k = l.number("k", 1);
		final String[] names = axes == 1 ? new String[] { "nearest", "linear" } : axes == 2 ? new String[] { "nearest",
			"bilinear", "", "bicubic" } : new String[] { "nearest", "trilinear" };
		final boolean known = k <= names.length && !names[k - 1].isEmpty();
		if (!known || !torch && axes != 2 && k > 1) throw l.error("there is no such interpolation in " + (torch ? "PyTorch"
			: "Keras"));
		final int[] factor = l.numbers("s", 2, axes);
		final boolean corners = l.number("align", 0) != 0;
		if (corners && (!torch || k == 1)) throw l.error((torch ? "PyTorch" : "Keras") + " does not align corners here");
		lines.add(torch ? "nn.Upsample(scale_factor=" + tuple(factor) + (k == 1 ? "" : ", mode=\"" + names[k - 1] + "\"") + (corners ? ", align_corners=True" : "") + ")"
			: "layers.UpSampling" + axes + "D(" + tuple(factor) + (k == 1 ? "" : ", interpolation=\"" + names[k - 1] + "\"") + ")");
	}
}
