package io.github.convolvej.ij1.explorer;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One layer of what is explored, from its words, such as {@code conv k=3 s=2 p=1}. Immutable. */
final class ExplorerLayer {

	/** Kernels of any size, by name. */
	static final List<String> WEIGHTS = Collections.unmodifiableList(Arrays.asList("box", "binomial", "gaussian", "log"));

	private final String type;
	private final Map<String, String> given = new LinkedHashMap<>();
	private final String weights;

	/**
	 * @param words a layer as {@link io.github.convolvej.geometry.LayerChain} takes it, which has checked it
	 * @param weights name of a kernel of any size, or the text of one, which is taken where it has the size of the layer
	 */
	ExplorerLayer(final String words, final String weights) {
		final String[] parts = words.trim().split("\\s+");
		type = parts[0];
		for (final String part : Arrays.asList(parts).subList(1, parts.length))
			given.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
		this.weights = weights;
	}

	/** conv, dwconv, tconv, maxpool and so on. */
	String type() {
		return type;
	}

	boolean isConvolution() {
		return type.equals("conv") || type.equals("dwconv");
	}

	boolean isTransposed() {
		return type.equals("tconv");
	}

	boolean hasKernel() {
		return isConvolution() || isTransposed();
	}

	boolean isMaximum() {
		return type.equals("maxpool") || type.equals("pool");
	}

	/** A number along x and along y. */
	int[] numbers(final String key, final int otherwise) {
		if (!given.containsKey(key)) return new int[] { otherwise, otherwise };
		final String[] parts = given.get(key).split(",");
		return new int[] { Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]) };
	}

	/** The window; 1 if there is none. */
	int[] size() {
		return hasKernel() || isPool() ? numbers("k", 1) : new int[] { 1, 1 };
	}

	boolean isPool() {
		return type.endsWith("pool") && !type.startsWith("global");
	}

	int[] stride() {
		return isPool() && !given.containsKey("s") ? size() : numbers("s", 1);
	}

	int[] dilation() {
		return numbers("d", 1);
	}

	/** The words of its padding; 0 if there is none. */
	String padding() {
		final String padding = given.getOrDefault("p", "0");
		return padding.equals("valid") ? "0" : padding;
	}

	boolean keepsRest() {
		return given.getOrDefault("ceil", "0").equals("1");
	}

	/** Samples that are added before and after along an axis; null if they depend on the size of the image. */
	int[] added(final int d) {
		if (!padding().matches("[0-9:,]+")) return null;
		final String[] axes = padding().split(",");
		final String[] sides = axes[Math.min(d, axes.length - 1)].split(":");
		return new int[] { Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]) };
	}

	/**
	 * What pixels of the result depend on.
	 *
	 * @param d axis: 0 for x, 1 for y
	 * @param first pixel of the result along it
	 * @param last pixel of the result along it
	 * @param n pixels that the layer reads along it
	 * @return the first and last pixel that it reads for those
	 */
	long[] seen(final int d, final long first, final long last, final long n) {
		final int s = stride()[d];
		final long reach = (long) (size()[d] - 1) * dilation()[d];
		if (type.equals("globalpool")) return new long[] { 0, n - 1 };
		if (type.equals("upsample")) {
			final int k = numbers("k", 1)[0];
			final long[] seen = k == 1 ? new long[] { Math.floorDiv(first, s), Math.floorDiv(last, s) } : new long[] { Math.floorDiv(2 *
				first + 1 - s, 2 * s) - k / 2 + 1, Math.floorDiv(2 * last + 1 - s, 2 * s) + k / 2 };
			return new long[] { Math.max(0, seen[0]), Math.min(n - 1, seen[1]) };
		}
		if (isTransposed()) {
			final int before = added(d)[0];
			return new long[] { -Math.floorDiv(reach - first - before, s), Math.floorDiv(last + before, s) };
		}
		final long before = Padding.parse(padding()).window(d, n, size()[d], s, dilation()[d]).padBefore();
		return new long[] { first * s - before, last * s - before + reach };
	}

	/** @return the kernel as text, such as {@code box:3} */
	String kernelText() {
		final int[] k = size();
		if (!WEIGHTS.contains(weights)) {
			final int[] own = KernelText.parse(weights, 2).size();
			return own[0] == k[0] && own[1] == k[1] ? weights : rows("box", k);
		}
		if (k[0] != k[1]) return rows(weights.equals("log") ? "binomial" : weights, k);
		return named(weights, k[0]);
	}

	private static String named(final String weights, final int size) {
		if (weights.equals("gaussian")) return "gaussian:" + sigma(size, 5) + ":" + size;
		if (weights.equals("log")) return "log:" + sigma(size, 6) + ":" + size;
		return weights + ":" + size;
	}

	/** So that the window holds as many standard deviations; at least half a pixel, in tenths. */
	private static double sigma(final int size, final int deviations) {
		return Math.max(5, Math.round(10.0 * size / deviations)) / 10.0;
	}

	/** The weights of a kernel along x times those along y. */
	private static String rows(final String name, final int... k) {
		final double[] x = KernelText.parse(named(name, k[0]), 1).weights();
		final double[] y = KernelText.parse(named(name, k[1]), 1).weights();
		final List<String> rows = new ArrayList<>();
		for (final double below : y) {
			final List<String> row = new ArrayList<>();
			for (final double beside : x)
				row.add(NumberText.exact((float) (beside * below)));
			rows.add(String.join(" ", row));
		}
		return String.join("; ", rows);
	}

	/** The kernel that each channel is multiplied with. */
	Kernel kernel() {
		return KernelText.parse(kernelText(), 2);
	}

	/**
	 * @param channels channels of the image
	 * @param groups within which channels are summed
	 * @return the operation, with zeros outside
	 */
	Filter filter(final int channels, final int groups) {
		final Padding padding = Padding.parse(padding());
		final int[] size = size();
		switch (type) {
			case "conv":
			case "dwconv":
				return Convolution.of(bank(channels, groups)).stride(stride()).padding(padding).dilation(dilation());
			case "tconv":
				return TransposedConvolution.of(kernel()).stride(stride()).padding(padding).dilation(dilation()).outputPadding(numbers(
					"op", 0));
			case "pool":
			case "maxpool":
				return pool(Pooling.max(size), padding);
			case "minpool":
				return pool(Pooling.min(size), padding);
			case "avgpool":
				return pool(Pooling.average(size), padding);
			case "lppool":
				return pool(Pooling.lp(2, size), padding);
			case "globalpool":
				return GlobalPooling.average(2);
			case "upsample":
				return Interpolation.byFactor(Interpolation.Method.parse(method()), stride()[0], stride()[1]);
			default:
				throw new IllegalArgumentException("'" + type + "' needs the positions of a pooling, which are not kept here");
		}
	}

	private Pooling pool(final Pooling pooling, final Padding padding) {
		return pooling.stride(stride()).padding(padding).dilation(dilation()).ceilMode(keepsRest());
	}

	private String method() {
		final int k = numbers("k", 1)[0];
		return k == 1 ? "nearest" : k == 2 ? "linear" : "cubic";
	}

	/** The kernel for each channel that a group reads, and that for each group. */
	private Kernel bank(final int channels, final int groups) {
		final Kernel one = kernel();
		if (channels == 1) return one;
		final int inputs = channels / groups;
		final double[] all = new double[one.taps() * inputs * groups];
		for (int i = 0; i < inputs * groups; i++)
			System.arraycopy(one.weights(), 0, all, i * one.taps(), one.taps());
		return new Kernel(all, inputs, groups, one.size()).withGroups(groups);
	}

	/** The macro line that does the same with an image. */
	MacroLine line(final int channels, final int groups) {
		final Map<String, String> values = new LinkedHashMap<>();
		final boolean grouped = isConvolution() && channels > 1;
		if (type.equals("globalpool")) {
			values.put("method", "average");
			return new MacroLine("Global Pooling...", values);
		}
		if (type.equals("upsample")) {
			values.put("method", method());
			values.put("factor", word(stride()));
			return new MacroLine("Upsample...", values);
		}
		if (hasKernel()) values.put("kernel", kernelText());
		else {
			values.put("method", isMaximum() ? "max" : type.equals("minpool") ? "min" : type.equals("avgpool") ? "average" : "lp");
			values.put("window", word(size()));
		}
		if (grouped) values.put("groups", String.valueOf(groups));
		values.put("stride", word(stride()));
		values.put("padding", padding());
		values.put("dilation", word(dilation()));
		if (isTransposed() && !word(numbers("op", 0)).equals("0")) values.put("paddingout", word(numbers("op", 0)));
		if (isPool() && keepsRest()) values.put("ceil", "true");
		if (isConvolution()) values.put("border", "zero");
		return new MacroLine((grouped ? "Grouped Convolution" : isConvolution() ? "Convolution" : isTransposed()
			? "Transposed Convolution" : "Pooling") + "...", values);
	}

	private static String word(final int... numbers) {
		return numbers[0] == numbers[1] ? String.valueOf(numbers[0]) : numbers[0] + "," + numbers[1];
	}
}
