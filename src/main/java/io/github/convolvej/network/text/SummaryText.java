package io.github.convolvej.network.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the table that {@code model.summary()} of Keras prints. It has sizes,
 * channels and numbers of weights, from which kernels, strides and paddings
 * follow where the layer before is known.
 */
final class SummaryText {

	private static final Pattern LINE = Pattern.compile(
		"[\\s\u2502|]*([\\w./-]+) \\((\\w+)\\)[\\s\u2502|]*\\[?\\((?:None|\\d+)((?:, *(?:\\d+|None))+)\\)\\]?[\\s\u2502|]*([\\d,]+).*");

	private final String text;
	private final LayerList list;
	private long[] before;
	private int at;

	private SummaryText(final String text, final LayerList list) {
		this.text = text;
		this.list = list;
	}

	static boolean isSummary(final String text) {
		return Arrays.stream(text.split("\n")).anyMatch(l -> LINE.matcher(l).matches());
	}

	static void read(final String text, final LayerList list) {
		new SummaryText(text, list).read();
	}

	private void read() {
		for (final String line : text.split("\n", -1)) {
			final Matcher layer = LINE.matcher(line);
			if (layer.matches()) layer(layer.group(2), numbers(layer.group(3)), Long.parseLong(layer.group(4).replace(",", "")));
			at += line.length() + 1;
		}
	}

	/** Channels last; sizes that are open are 0. */
	private static long[] numbers(final String shape) {
		final List<String> parts = Arrays.stream(shape.split(",")).map(String::trim).filter(s -> !s.isEmpty()).collect(Collectors
			.toList());
		return parts.stream().mapToLong(p -> p.equals("None") ? 0 : Long.parseLong(p)).toArray();
	}

	private IllegalArgumentException error(final String what) {
		return PythonText.error(text, at, what);
	}

	private void layer(final String type, final long[] shape, final long weights) {
		final int n = list.axes();
		if (type.startsWith("Input")) {
			before = shape;
			list.setChannels(shape[shape.length - 1]);
			return;
		}
		if (Arrays.asList("Dropout", "SpatialDropout" + n + "D").contains(type)) return;
		if (Arrays.asList("Activation", "ReLU", "LeakyReLU", "PReLU", "Softmax").contains(type)) {
			if (!list.isForSizesOnly()) throw error("a summary does not say which activation '" + type + "' is");
			return;
		}
		if (type.equals("BatchNormalization")) {
			list.addPlain("bn");
			return;
		}
		if (type.startsWith("Global")) {
			list.add(list.isForSizesOnly() || !type.startsWith("GlobalMax") ? "globalpool" : "globalmax");
			before = shape;
			return;
		}
		if (before == null) throw error("a summary does not say what '" + type +
			"' reads: put the line of the layer before it too, or an InputLayer");
		if (shape.length != n + 1 || before.length != n + 1) throw error("'" + type + "' gives " + (shape.length - 1) +
			" axes, but dimensions has " + n);
		if (type.equals("Conv" + n + "D")) convolution(shape, weights);
		else if (type.equals("MaxPooling" + n + "D") || type.equals("AveragePooling" + n + "D")) pooling(type, shape);
		else if (type.equals("UpSampling" + n + "D")) upsampling(shape);
		else throw error("a summary does not say enough about '" + type + "': paste the lines of the program instead");
		before = shape;
		list.setChannels(shape[n]);
	}

	/** weights = (k^n * inputs + 1) * outputs, or without the 1 if there is no bias. */
	private void convolution(final long[] shape, final long weights) {
		final int n = list.axes();
		final long outputs = shape[n];
		final long inputs = before[n];
		for (final boolean bias : new boolean[] { true, false })
			for (int k = 1; k <= 64; k++)
				if ((Math.round(Math.pow(k, n)) * inputs + (bias ? 1 : 0)) * outputs == weights) {
					final int[] stride = new int[n];
					boolean same = true;
					boolean valid = true;
					for (int d = 0; d < n; d++) {
						final long size = before[n - 1 - d];
						final long made = shape[n - 1 - d];
						if (size == 0 || made == 0) throw error("sizes are None: give the model an input shape");
						stride[d] = stride(size, made, k);
						same &= made == (size + stride[d] - 1) / stride[d];
						valid &= size >= k && made == (size - k) / stride[d] + 1;
					}
					if (!same && !valid) throw error("no stride makes " + shape[0] + " of " + before[0] + " samples with a kernel of " +
						k);
					list.add("conv", "k=" + k, LayerList.word("s", stride, 1), valid ? "" : "p=same", "c=" + outputs, bias ? ""
						: "bias=0");
					return;
				}
		throw error(weights + " weights are no square kernel of " + inputs + " channels to " + outputs);
	}

	private static int stride(final long size, final long made, final int k) {
		for (int s = 1; s <= size; s++)
			if (made == (size - k) / s + 1 && size >= k || made == (size + s - 1) / s) return s;
		return 1;
	}

	/** Windows side by side, as most are. */
	private void pooling(final String type, final long[] shape) {
		final int n = list.axes();
		final int[] window = new int[n];
		boolean valid = true;
		for (int d = 0; d < n; d++) {
			final long size = before[n - 1 - d];
			final long made = shape[n - 1 - d];
			if (size == 0 || made == 0) throw error("sizes are None: give the model an input shape");
			window[d] = (int) Math.max(1, Math.round((double) size / made));
			valid &= size / window[d] == made;
			if (size / window[d] != made && (size + window[d] - 1) / window[d] != made) throw error("windows side by side do not make " +
				made + " of " + size + " samples: paste the line of the program instead");
		}
		list.add(type.startsWith("Max") ? "maxpool" : "avgpool", LayerList.word("k", window, 0), valid ? "" : "p=same");
	}

	private void upsampling(final long[] shape) {
		final int n = list.axes();
		final int[] factor = new int[n];
		for (int d = 0; d < n; d++)
			factor[d] = (int) (shape[n - 1 - d] / Math.max(1, before[n - 1 - d]));
		list.add("upsample", LayerList.word("s", factor, 0));
	}
}
