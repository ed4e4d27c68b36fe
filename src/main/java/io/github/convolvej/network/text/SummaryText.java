package io.github.convolvej.network.text;

import io.github.convolvej.network.text.LayerList.Place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the table that {@code model.summary()} of Keras prints. It has sizes,
 * channels and numbers of weights, from which kernels, strides and paddings
 * follow where the layer before is known. A first convolution without an input
 * layer is taken as most are.
 */
final class SummaryText {

	private static final Pattern LINE = Pattern.compile(
		"\\s*([\\w./-]+) ?\\(([\\w.>]+)\\)\\s+\\[?\\((?:None|\\d+)((?:, *(?:\\d{1,9}|None))+)\\)\\]?\\s+(\\d{1,3}(?:,?\\d{3}){0,4}|\\d{1,15})(\\b.*)");
	/** Behind a line whose first column was too narrow. */
	private static final Pattern REST = Pattern.compile("\\s*(\\(?\\w*\\))(\\s.*)?");
	private static final Pattern CONNECTED = Pattern.compile("([\\w./-]+)\\[\\d+\\](?:\\[\\d+\\]|\u2026)");
	private static final int LARGEST = 64;

	private final String text;
	private final LayerList list;
	private final Map<String, Place> places = new HashMap<>();
	private final Map<String, long[]> shapes = new HashMap<>();
	private long[] before;
	private int at;

	private SummaryText(final String text, final LayerList list) {
		this.text = text;
		this.list = list;
	}

	private static String plain(final String line) {
		return line.replaceAll("[\u2500-\u257f|]", " ");
	}

	static boolean isSummary(final String text) {
		return Arrays.stream(text.split("\n")).anyMatch(l -> plain(l).matches(
			"\\s*[\\w./-]+(?: ?\\([\\w.>]+\\)?)?\\s+\\[?\\((?:None|\\d+),[\\d, None]+\\)?\\]?\\s+[\\d,]+\\b.*"));
	}

	static void read(final String text, final LayerList list) {
		new SummaryText(text, list).read();
	}

	private void read() {
		final String[] lines = text.split("\n", -1);
		int place = 0;
		String row = "";
		for (final String line : lines) {
			if (begins(line)) {
				row(row);
				row = plain(line);
				at = place;
			}
			// what did not fit into the columns of the row
			else if (!row.isEmpty()) row = more(row, line);
			place += line.length() + 1;
		}
		row(row);
	}

	/** Whether a line begins a row: it has a shape, and in tables with lines between columns a number of weights. */
	private static boolean begins(final String line) {
		final String[] cells = line.split("[\u2502|]");
		if (cells.length > 3) return cells[2].contains("(") && !cells[3].trim().isEmpty();
		return plain(line).matches(".*\\S.*\\((?:None|\\d+),.*");
	}

	/** The rest of cells that were too narrow, put where it belongs. */
	private static String more(final String row, final String line) {
		final String[] cells = line.split("[\u2502|]");
		if (cells.length > 3) {
			final int shape = row.indexOf("(None,");
			if (shape < 0) return row;
			final String first = cells[1].trim();
			String merged = row;
			if (!cells[2].trim().isEmpty() && row.indexOf(')', shape) < 0) merged = merged.replaceFirst("(\\(None,[\\d, None]*?)(\\s{2,}[\\d,]+)", "$1 " +
				Matcher.quoteReplacement(cells[2].trim()) + "$2");
			if (!first.isEmpty()) merged = merged.substring(0, shape).stripTrailing() + (first.startsWith("(") ? " " : "") + first + " " +
				merged.substring(shape);
			return merged + " " + (cells.length > 4 ? cells[4].trim() : "");
		}
		final Matcher rest = REST.matcher(line);
		if (rest.matches()) {
			final int shape = Math.max(row.indexOf("[("), row.indexOf("(None"));
			return row.substring(0, Math.max(0, shape)).stripTrailing() + rest.group(1).trim() + " " + row.substring(Math.max(0, shape)) + " " + rest
				.group(2);
		}
		return CONNECTED.matcher(line).find() ? row + " " + line.trim() : row;
	}

	private void row(final String row) {
		if (row.isEmpty()) return;
		final Matcher layer = LINE.matcher(row);
		if (!layer.matches()) throw error("this row of the summary is not understood: it needs a name (Type), a shape (None, height, width," +
			" channels) and a number of weights");
		line(layer.group(1), layer.group(2), numbers(layer.group(3)), Long.parseLong(layer.group(4).replace(",", "")), layer.group(
			5));
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

	/** A layer, applied to those that it is connected to if the table says so. */
	private void line(final String name, final String type, final long[] shape, final long weights, final String connected) {
		final List<Place> from = new ArrayList<>();
		final Matcher names = CONNECTED.matcher(connected);
		while (names.find())
			if (places.containsKey(names.group(1))) {
				from.add(places.get(names.group(1)));
				before = shapes.get(names.group(1));
			}
		final Map<String, String> joins = Map.of("Add", "add", "Concatenate", "concat", "Multiply", "mul", "Subtract", "sub");
		if (joins.containsKey(type)) {
			if (from.size() < 2) throw error("a summary without its column 'Connected to' does not say what '" + type + "' joins");
			list.branches(at);
			if (type.equals("Concatenate")) list.join("concat", from, shape[shape.length - 1]);
			else for (int i = 1; i < from.size(); i++)
				list.join(joins.get(type), Arrays.asList(i == 1 ? from.get(0) : list.place(), from.get(i)), shape[shape.length - 1]);
			before = shape;
		}
		else {
			if (!from.isEmpty()) list.goTo(from.get(0));
			layer(type, shape, weights);
		}
		places.put(name, list.place());
		shapes.put(name, before);
	}

	private void layer(final String type, final long[] shape, final long weights) {
		final int n = list.axes();
		if (type.startsWith("Input")) {
			before = shape;
			list.setChannels(shape[shape.length - 1]);
			return;
		}
		if (Arrays.asList("Dropout", "SpatialDropout" + n + "D", "GaussianNoise", "Rescaling").contains(type)) return;
		if (Arrays.asList("Activation", "ReLU", "LeakyReLU", "PReLU", "Softmax").contains(type)) {
			if (!list.isForSizesOnly()) throw error("a summary does not say which activation '" + type + "' is");
			return;
		}
		if (type.equals("BatchNormalization")) {
			KerasLayers.batchNorm(list, KerasLayers.EPSILON);
			return;
		}
		if (type.startsWith("Global")) {
			list.add(list.isForSizesOnly() || !type.startsWith("GlobalMax") ? "globalpool" : "globalmax");
			before = shape;
			return;
		}
		if (list.isOnePixel() && Arrays.asList("Flatten", "Reshape", "Dense").contains(type)) {
			if (type.equals("Dense")) dense(shape[shape.length - 1], weights);
			return;
		}
		if (before == null && type.equals("Conv" + n + "D") && shape.length == n + 1) before = first(shape, weights);
		if (before == null) throw error("a summary does not say what '" + type +
			"' reads: put the line of the layer before it too, or an InputLayer");
		if (shape.length != n + 1 || before.length != n + 1) throw error("'" + type + "' gives " + (shape.length - 1) +
			" axes, but dimensions has " + n);
		if (type.equals("Conv" + n + "D")) convolution(shape, weights);
		else if (type.equals("DepthwiseConv" + n + "D")) depthwise(shape, weights);
		else if (type.equals("SeparableConv" + n + "D")) separable(shape, weights);
		else if (type.equals("Conv" + n + "DTranspose")) transposed(shape, weights);
		else if (type.equals("MaxPooling" + n + "D") || type.equals("AveragePooling" + n + "D")) pooling(type, shape);
		else if (type.equals("UpSampling" + n + "D")) upsampling(shape);
		else if (type.equals("ZeroPadding" + n + "D")) zeroPadding(shape);
		else throw error("a summary does not say enough about '" + type + "': paste the lines of the program instead");
		before = shape;
		list.setChannels(shape[n]);
	}

	private void dense(final long outputs, final long weights) {
		final boolean bias = list.channels() == 0 || weights != list.channels() * outputs;
		list.add("conv", "k=1", "c=" + outputs, bias ? "" : "bias=0");
		list.setChannels(outputs);
	}

	/**
	 * The image of a first convolution: of the likeliest number of channels; as large
	 * as the result if only that is divisible by 4, otherwise as large as whole
	 * windows need.
	 */
	private long[] first(final long[] shape, final long weights) {
		final int n = list.axes();
		final long each = weights / Math.max(1, shape[n]);
		if (each * shape[n] != weights) return null;
		long inputs = 0;
		int size = 0;
		int best = 0;
		for (final int k : new int[] { 3, 5, 7, 9, 11, 1, 2, 4, 6, 8 })
			for (final int bias : new int[] { 1, 0 }) {
				final long taps = (long) Math.pow(k, n);
				final long channels = (each - bias) / taps;
				if (channels < 1 || channels * taps + bias != each) continue;
				// layers have a bias, and images 1 or 3 channels, or as many as layers have
				final int likely = 1 + bias + (channels % 8 == 0 ? 2 : 0) + ((channels == 1 || channels == 3) && k % 2 == 1 ? 4 : 0);
				if (likely <= best) continue;
				best = likely;
				inputs = channels;
				size = k;
			}
		if (best == 0) return null;
		final long[] image = new long[n + 1];
		boolean same = true;
		for (int d = 0; d < n; d++)
			same &= shape[d] == 0 || shape[d] % 4 == 0 && (shape[d] + size - 1) % 4 != 0;
		for (int d = 0; d < n; d++)
			image[d] = shape[d] == 0 || same ? shape[d] : shape[d] + size - 1;
		image[n] = inputs;
		return image;
	}

	/** The size of a square kernel with so many weights, and whether there is a bias: negative if there is none; 0 if nothing fits. */
	private int kernel(final double times, final double rest, final long biases, final long weights) {
		for (final boolean bias : new boolean[] { true, false })
			for (int k = 1; k <= LARGEST; k++)
				if (Math.pow(k, list.axes()) * times + rest + (bias ? biases : 0) == weights) return bias ? k : -k;
		return 0;
	}

	/** weights = (k^n * inputs + 1) * outputs, or without the 1 if there is no bias. */
	private void convolution(final long[] shape, final long weights) {
		final int n = list.axes();
		final int k = kernel(before[n] * (double) shape[n], 0, shape[n], weights);
		if (k == 0) throw error(weights + " weights are no square kernel of " + before[n] + " channels to " + shape[n]);
		list.add("conv", "k=" + Math.abs(k), windows(shape, Math.abs(k)), "c=" + shape[n], k > 0 ? "" : "bias=0");
	}

	private void depthwise(final long[] shape, final long weights) {
		final int n = list.axes();
		final int k = kernel(shape[n], 0, shape[n], weights);
		if (k == 0 || shape[n] % before[n] != 0) throw error(weights + " weights are no square kernels of " + before[n] + " channels");
		list.add("dwconv", "k=" + Math.abs(k), windows(shape, Math.abs(k)), LayerList.word("m", new int[] { (int) (shape[n] /
			before[n]) }, 1), k > 0 ? "" : "bias=0");
	}

	private void separable(final long[] shape, final long weights) {
		final int n = list.axes();
		for (int m = 1; m <= 4; m++) {
			final int k = kernel(before[n] * (double) m, before[n] * (double) m * shape[n], shape[n], weights);
			if (k == 0) continue;
			list.add("dwconv", "k=" + Math.abs(k), windows(shape, Math.abs(k)), LayerList.word("m", new int[] { m }, 1), "bias=0");
			list.add("conv", "k=1", "c=" + shape[n], k > 0 ? "" : "bias=0");
			return;
		}
		throw error(weights + " weights are no square separable kernels of " + before[n] + " channels to " + shape[n]);
	}

	/** Stride and padding of windows of a size, as words. */
	private String windows(final long[] shape, final int k) {
		final int n = list.axes();
		final int[] stride = new int[n];
		boolean same = true;
		boolean valid = true;
		for (int d = 0; d < n; d++) {
			final long size = before[n - 1 - d];
			final long made = shape[n - 1 - d];
			if (size == 0 && made == 0 && k == 1) {
				stride[d] = 1;
				continue;
			}
			if (size == 0 || made == 0) throw error("sizes are None: give the model an input shape");
			stride[d] = stride(size, made, k);
			same &= made == (size + stride[d] - 1) / stride[d];
			valid &= size >= k && made == (size - k) / stride[d] + 1;
		}
		if (!same && !valid) throw error("no stride makes " + shape[0] + " of " + before[0] + " samples with a kernel of " + k);
		// zeros of a layer before are added, which same would not be
		final String padding = valid ? list.padding(new int[n]) : "p=same";
		return (LayerList.word("s", stride, 1) + " " + padding).trim();
	}

	private static int stride(final long size, final long made, final int k) {
		for (int s = 1; s <= size; s++)
			if (made == (size - k) / s + 1 && size >= k || made == (size + s - 1) / s) return s;
		return 1;
	}

	/** As large as the stride times the image, or with whole kernels at its ends. */
	private void transposed(final long[] shape, final long weights) {
		final int n = list.axes();
		final int k = kernel(before[n] * (double) shape[n], 0, shape[n], weights);
		if (k == 0) throw error(weights + " weights are no square kernel of " + before[n] + " channels to " + shape[n]);
		final int size = Math.abs(k);
		final int[] stride = new int[n];
		final int[] first = new int[n];
		final int[] last = new int[n];
		final int[] more = new int[n];
		for (int d = 0; d < n; d++) {
			final long from = before[n - 1 - d];
			final long made = shape[n - 1 - d];
			if (from == 0 || made == 0) throw error("sizes are None: give the model an input shape");
			final boolean same = made % from == 0;
			stride[d] = (int) (same ? made / from : from > 1 ? (made - size) / (from - 1) : 0);
			if (stride[d] < 1 || !same && (from - 1) * stride[d] + Math.max(size, stride[d]) != made) throw error("no stride makes " +
				made + " of " + from + " samples with a kernel of " + size);
			final int cut = same ? Math.max(0, size - stride[d]) : 0;
			first[d] = cut / 2;
			last[d] = cut - cut / 2;
			more[d] = Math.max(0, stride[d] - size);
		}
		if (!list.padApart()) throw error("a layer of padding is followed by a transposed convolution");
		list.add("tconv", "k=" + size, LayerList.word("s", stride, 1), LayerList.padding(first, last), LayerList.word("op", more, 0),
			"c=" + shape[n], k > 0 ? "" : "bias=0");
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
		if (Arrays.stream(window).allMatch(w -> w == 1)) throw error(
			"a pooling that keeps the size does not say how large its windows are: paste the line of the program instead");
		list.padApart();
		list.add(type.startsWith("Max") ? "maxpool" : "avgpool", LayerList.word("k", window, 0), valid ? list.padding(new int[n])
			: "p=same");
	}

	private void upsampling(final long[] shape) {
		final int n = list.axes();
		final int[] factor = new int[n];
		for (int d = 0; d < n; d++)
			factor[d] = (int) (shape[n - 1 - d] / Math.max(1, before[n - 1 - d]));
		list.add("upsample", LayerList.word("s", factor, 0));
	}

	/** An odd number has one more behind. */
	private void zeroPadding(final long[] shape) {
		final int n = list.axes();
		final int[] first = new int[n];
		final int[] last = new int[n];
		for (int d = 0; d < n; d++) {
			final int added = (int) (shape[n - 1 - d] - before[n - 1 - d]);
			first[d] = added / 2;
			last[d] = added - added / 2;
		}
		list.pad(first, last);
	}
}
