package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arithmetic of one layer of a network, read from text such as {@code conv k=3
 * s=2 p=1 c=32}: sizes, positions and counts, no weights. Types are {@code conv},
 * {@code dwconv} (depthwise), {@code tconv} (transposed), {@code pool},
 * {@code maxpool}, {@code minpool}, {@code avgpool}, {@code lppool},
 * {@code globalpool}, {@code unpool} and {@code upsample}. Parameters, one number
 * for all axes or one for each, x first:
 * <ul>
 * <li>{@code k}: taps; of {@code upsample}, samples that are interpolated (1
 * nearest, 2 linear, 4 cubic)</li>
 * <li>{@code s}: stride; 1, of poolings k; of {@code upsample} the factor</li>
 * <li>{@code d}: dilation; 1</li>
 * <li>{@code p}: padding, as {@link Padding#parse} reads it; valid; numbers for
 * {@code tconv} and {@code unpool}</li>
 * <li>{@code op}: output padding of {@code tconv}; 0</li>
 * <li>{@code c}: output channels of {@code conv} and {@code tconv}; as many as the
 * input has</li>
 * <li>{@code m}: output channels of {@code dwconv} for each input channel; 1</li>
 * <li>{@code g}: groups of {@code conv} and {@code tconv}; 1</li>
 * <li>{@code bias}: 1 or 0; 1</li>
 * <li>{@code ceil}: ceil_mode of poolings, 1 or 0; 0</li>
 * </ul>
 */
public final class Layer implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();
	static {
		PARAMETERS.put("conv", "k s p d c g bias");
		PARAMETERS.put("dwconv", "k s p d m bias");
		PARAMETERS.put("tconv", "k s p d op c g bias");
		for (final String pool : new String[] { "pool", "maxpool", "minpool", "avgpool", "lppool" })
			PARAMETERS.put(pool, "k s p d ceil");
		PARAMETERS.put("globalpool", "");
		PARAMETERS.put("unpool", "k s p");
		PARAMETERS.put("upsample", "s k");
	}

	private final String text;
	private final String type;
	private final Map<String, String> values;

	private Layer(final String text, final String type, final Map<String, String> values) {
		this.text = text;
		this.type = type;
		this.values = values;
	}

	/**
	 * Reads a layer.
	 *
	 * @param text type and parameters
	 * @return the layer
	 * @throws IllegalArgumentException naming what is not understood
	 */
	public static Layer parse(final String text) {
		final String[] words = text.trim().replaceAll("\\s*=\\s*", "=").replaceAll("\\s*([,:])\\s*", "$1").split("\\s+");
		final String type = words[0];
		if (!PARAMETERS.containsKey(type)) throw new IllegalArgumentException("layer '" + text.trim() +
			"' has unknown type '" + type + "': use " + String.join(", ", PARAMETERS.keySet()));
		final Set<String> known = new TreeSet<>(Arrays.asList(PARAMETERS.get(type).split(" ")));
		final Map<String, String> values = new LinkedHashMap<>();
		for (int i = 1; i < words.length; i++) {
			final int equals = words[i].indexOf('=');
			final String key = equals < 0 ? words[i] : words[i].substring(0, equals);
			if (equals < 1 || !known.contains(key)) throw new IllegalArgumentException("layer '" + text.trim() +
				"' has unknown parameter '" + words[i] + "': " + type + " takes " + (PARAMETERS.get(type).isEmpty() ? "none"
					: PARAMETERS.get(type).replace(" ", "=, ") + "="));
			if (values.put(key, words[i].substring(equals + 1)) != null) throw new IllegalArgumentException("layer '" + text
				.trim() + "' has '" + key + "' twice");
		}
		if (known.contains("k") && !type.equals("upsample") && !values.containsKey("k")) throw new IllegalArgumentException(
			"layer '" + text.trim() + "' lacks its kernel size, for example " + type + " k=3");
		if (type.equals("upsample") && !values.containsKey("s")) throw new IllegalArgumentException("layer '" + text.trim() +
			"' lacks its factor, for example upsample s=2");
		final Layer layer = new Layer(String.join(" ", words), type, values);
		layer.check();
		return layer;
	}

	/** Finds unreadable numbers before any image size is known. */
	private void check() {
		for (final String name : values.keySet()) {
			if (name.equals("p")) Padding.parse(values.get(name));
			else {
				final int axes = values.get(name).split(",", -1).length;
				final boolean flag = name.equals("bias") || name.equals("ceil");
				final boolean single = flag || name.equals("c") || name.equals("g") || name.equals("m");
				PerAxis.parse(values.get(name), name, single ? 1 : axes, flag || name.equals("op") ? 0 : 1);
				if (flag && number(name, 0) > 1) throw new IllegalArgumentException(name + " is " + values.get(name) +
					" in layer '" + text + "', but must be 1 or 0");
			}
		}
		if (isTransposed() && values.getOrDefault("p", "0").matches(".*[a-z].*")) throw new IllegalArgumentException(
			"padding is '" + values.get("p") + "' in layer '" + text + "', but " + type + " needs numbers: p=1");
	}

	/** @return the type, such as conv */
	public String type() {
		return type;
	}

	/** @return whether it takes weighted sums */
	private boolean isConvolution() {
		return type.endsWith("conv");
	}

	private boolean isTransposed() {
		return type.equals("tconv") || type.equals("unpool");
	}

	private int number(final String name, final int absent) {
		return values.containsKey(name) ? PerAxis.parse(values.get(name), name, 1, 0)[0] : absent;
	}

	private int[] perAxis(final String name, final int axes, final int absent) {
		return PerAxis.parse(values.getOrDefault(name, Integer.toString(absent)), name, axes, 0);
	}

	private int[] size(final int axes) {
		return perAxis("k", axes, 1);
	}

	private int stride(final int axes, final int d) {
		final boolean pooling = type.endsWith("pool");
		return perAxis("s", axes, 1)[d] == 1 && pooling && !values.containsKey("s") ? size(axes)[d] : perAxis("s", axes,
			1)[d];
	}

	private Window window(final int axes, final int d, final long n) {
		if (type.equals("globalpool")) return new Window(Math.toIntExact(n), Math.toIntExact(n), 1, 0, 0);
		final Padding padding = Padding.parse(values.getOrDefault("p", "valid"));
		padding.checkAxes(axes);
		return padding.window(d, n, size(axes)[d], stride(axes, d), perAxis("d", axes, 1)[d]);
	}

	/**
	 * @param axes number of spatial axes
	 * @param d spatial axis
	 * @param n input samples along it
	 * @return output samples
	 * @throws IllegalArgumentException if there is none, or parameters do not fit
	 *           the number of axes
	 */
	public long targetSize(final int axes, final int d, final long n) {
		if (type.equals("upsample")) return n * stride(axes, d);
		final Window window = window(axes, d, n);
		if (isTransposed()) return new TransposedWindow(window, perAxis("op", axes, 0)[d]).targetSize(n, d);
		return window.ceilMode(number("ceil", 0) == 1).targetSize(n, d);
	}

	/**
	 * @param axes number of spatial axes
	 * @param d spatial axis
	 * @param n input samples along it
	 * @return where the output samples sit in the layer's input
	 */
	public SamplePosition position(final int axes, final int d, final long n) {
		if (type.equals("upsample")) {
			final double factor = stride(axes, d);
			return new SamplePosition(1 / factor, 1 / (2 * factor) - 0.5);
		}
		final Window window = window(axes, d, n);
		if (!isTransposed()) return window.position();
		final double s = window.stride();
		return new SamplePosition(1 / s, (window.padBefore() - (window.effectiveSize() - 1) / 2.0) / s);
	}

	/**
	 * @param axes number of spatial axes
	 * @param d spatial axis
	 * @param n input samples along it
	 * @return samples from the first to the last tap, (k-1)*d + 1
	 */
	public long effectiveSize(final int axes, final int d, final long n) {
		return type.equals("upsample") ? size(axes)[d] : window(axes, d, n).effectiveSize();
	}

	/**
	 * @param axes number of spatial axes
	 * @param d spatial axis
	 * @param n input samples along it
	 * @return distance of the first and last input sample that an output sample
	 *         depends on; for a transposed layer, of the output that depends on
	 *         most
	 */
	public long reach(final int axes, final int d, final long n) {
		final long span = effectiveSize(axes, d, n) - 1;
		return isTransposed() ? span / stride(axes, d) : span;
	}

	/**
	 * @param inputs input channels
	 * @return output channels
	 */
	public long channels(final long inputs) {
		if (type.equals("dwconv")) return inputs * number("m", 1);
		return values.containsKey("c") ? number("c", 1) : inputs;
	}

	private long groups(final long inputs) {
		return type.equals("dwconv") ? inputs : number("g", 1);
	}

	/**
	 * @param axes number of spatial axes
	 * @param inputs input channels
	 * @return number of weights, biases included
	 * @throws IllegalArgumentException if channels are not divisible by groups
	 */
	public long parameters(final int axes, final long inputs) {
		if (!isConvolution()) return 0;
		return Counts.parameters(inputs, channels(inputs), groups(inputs), number("bias", 1) == 1, size(axes));
	}

	/**
	 * @param inputs input channels
	 * @param source input samples along every axis
	 * @param target output samples along every axis
	 * @return number of multiplications of the whole layer; for a transposed one,
	 *         those of all input samples with the whole kernel
	 * @throws IllegalArgumentException if channels are not divisible by groups
	 */
	public double multiplications(final long inputs, final long[] source, final long[] target) {
		if (!isConvolution()) return 0;
		return Counts.multiplications(inputs, channels(inputs), groups(inputs), size(source.length), isTransposed() ? source
			: target);
	}

	/** @return the text it was read from, tidied */
	@Override
	public String toString() {
		return text;
	}
}
