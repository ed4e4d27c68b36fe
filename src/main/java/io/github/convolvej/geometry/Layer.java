package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sizes, sample positions and counts of one layer of a network, read from
 * text such as {@code conv k=3 s=2 p=1 c=32}. A layer here has no weights. Types
 * are {@code conv}, {@code dwconv} (depthwise), {@code tconv} (transposed),
 * {@code pool}, {@code maxpool}, {@code minpool}, {@code avgpool}, {@code
 * lppool}, {@code globalpool}, {@code unpool} and {@code upsample}. Parameters
 * have one number for all axes or one for each, x first. The value after the
 * semicolon is the default:
 * <ul>
 * <li>{@code k}: taps, without a default; for {@code upsample}, the number of
 * samples to interpolate between (1 nearest, 2 linear, 4 cubic); 1</li>
 * <li>{@code s}: stride; 1, for poolings k; for {@code upsample}, the factor,
 * which has no default</li>
 * <li>{@code d}: dilation; 1</li>
 * <li>{@code p}: padding, as {@link Padding#parse} reads it; valid. {@code
 * tconv} and {@code unpool} take numbers only</li>
 * <li>{@code op}: output padding of {@code tconv}; 0</li>
 * <li>{@code c}: output channels of {@code conv} and {@code tconv}; the number
 * of input channels</li>
 * <li>{@code m}: output channels per input channel of {@code dwconv}; 1</li>
 * <li>{@code g}: groups of {@code conv} and {@code tconv}; 1</li>
 * <li>{@code bias}: 1 or 0; 1</li>
 * <li>{@code ceil}: ceil_mode of poolings, 1 or 0; 0</li>
 * </ul>
 */
public final class Layer implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The types of layers, with their parameters. */
	private enum Type {
			CONV(Key.K, Key.S, Key.P, Key.D, Key.C, Key.G, Key.BIAS), //
			DWCONV(Key.K, Key.S, Key.P, Key.D, Key.M, Key.BIAS), //
			TCONV(Key.K, Key.S, Key.P, Key.D, Key.OP, Key.C, Key.G, Key.BIAS), //
			POOL(Key.K, Key.S, Key.P, Key.D, Key.CEIL), //
			MAXPOOL(POOL.keys), MINPOOL(POOL.keys), AVGPOOL(POOL.keys), LPPOOL(POOL.keys), //
			GLOBALPOOL, //
			UNPOOL(Key.K, Key.S, Key.P), //
			UPSAMPLE(Key.S, Key.K);

		final Key[] keys;

		Type(final Key... keys) {
			this.keys = keys;
		}

		/** Whether the layer computes weighted sums. */
		boolean isConvolution() {
			return this == CONV || this == DWCONV || this == TCONV;
		}

		boolean isTransposed() {
			return this == TCONV || this == UNPOOL;
		}

		/** Whether the default stride is the kernel size. */
		boolean isPooling() {
			return keys == POOL.keys || this == UNPOOL;
		}

		/** The parameter without a default; null if every parameter has one. */
		Key required() {
			return this == UPSAMPLE ? Key.S : this == GLOBALPOOL ? null : Key.K;
		}

		/** The name in the text. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** A parameter: whether it has one number per axis, and the smallest value. */
	private enum Key {
			K(true, 1), S(true, 1), P(true, 0), D(true, 1), OP(true, 0), C(false, 1), M(false, 1), G(false, 1), BIAS(false,
				0), CEIL(false, 0);

		final boolean perAxis;
		final int least;

		Key(final boolean perAxis, final int least) {
			this.perAxis = perAxis;
			this.least = least;
		}

		boolean isFlag() {
			return this == BIAS || this == CEIL;
		}

		/** The name in the text. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	private final String text;
	private final Type type;
	private final Padding padding;
	/** The given numbers except the padding: one for all axes, or one for each. */
	private final Map<Key, int[]> numbers;

	private Layer(final String text, final Type type, final Padding padding, final Map<Key, int[]> numbers) {
		this.text = text;
		this.type = type;
		this.padding = padding;
		this.numbers = numbers;
	}

	/**
	 * Reads a layer.
	 *
	 * @param text type and parameters
	 * @return the layer
	 * @throws IllegalArgumentException naming the word that is not understood
	 */
	public static Layer parse(final String text) {
		final String given = text.trim();
		final String[] words = given.replaceAll("\\s*=\\s*", "=").replaceAll("\\s*([,:])\\s*", "$1").split("\\s+");
		final Type type = find(Type.values(), words[0]);
		if (type == null) throw new IllegalArgumentException("layer '" + given + "' has unknown type '" + words[0] +
			"': use " + Arrays.stream(Type.values()).map(Type::toString).collect(Collectors.joining(", ")));
		final Map<Key, int[]> numbers = new EnumMap<>(Key.class);
		Padding padding = null;
		for (final String word : Arrays.asList(words).subList(1, words.length)) {
			final int equals = word.indexOf('=');
			final Key key = equals < 0 ? null : find(type.keys, word.substring(0, equals));
			if (key == null) throw new IllegalArgumentException("layer '" + given + "' has unknown parameter '" + word +
				"': " + type + " takes " + takes(type));
			if (numbers.containsKey(key) || key == Key.P && padding != null) throw new IllegalArgumentException("layer '" +
				given + "' has '" + key + "' twice");
			final String value = word.substring(equals + 1);
			if (key == Key.P) padding = padding(type, value, given);
			else numbers.put(key, numbers(key, value, given));
		}
		final Key required = type.required();
		if (required != null && !numbers.containsKey(required)) throw new IllegalArgumentException("layer '" + given +
			"' lacks its " + (required == Key.K ? "kernel size, for example " + type + " k=3" : "factor, for example " +
				type + " s=2"));
		return new Layer(String.join(" ", words), type, padding == null ? Padding.VALID : padding, numbers);
	}

	private static <E extends Enum<E>> E find(final E[] all, final String name) {
		for (final E one : all)
			if (one.toString().equals(name)) return one;
		return null;
	}

	private static String takes(final Type type) {
		final List<String> names = Arrays.stream(type.keys).map(key -> key + "=").collect(Collectors.toList());
		return names.isEmpty() ? "none" : String.join(", ", names);
	}

	private static Padding padding(final Type type, final String value, final String given) {
		final Padding padding = Padding.parse(value);
		if (type.isTransposed() && !padding.isExplicit()) throw new IllegalArgumentException("padding is '" + value +
			"' in layer '" + given + "', but " + type + " needs numbers: p=1");
		return padding;
	}

	private static int[] numbers(final Key key, final String value, final String given) {
		final int count = key.perAxis ? value.split(",", -1).length : 1;
		final int[] numbers = PerAxis.parse(value, key.toString(), count, key.least);
		if (key.isFlag() && numbers[0] > 1) throw new IllegalArgumentException(key + " is " + value + " in layer '" + given +
			"', but must be 1 or 0");
		return numbers;
	}

	/** @return the type, such as conv */
	public String type() {
		return type.toString();
	}

	private int number(final Key key, final int absent) {
		return numbers.containsKey(key) ? numbers.get(key)[0] : absent;
	}

	private int[] perAxis(final Key key, final int axes, final int absent) {
		return PerAxis.expand(numbers.getOrDefault(key, new int[] { absent }), key.toString(), axes, key.least);
	}

	private int[] size(final int axes) {
		return perAxis(Key.K, axes, 1);
	}

	private int[] stride(final int axes) {
		return type.isPooling() && !numbers.containsKey(Key.S) ? size(axes) : perAxis(Key.S, axes, 1);
	}

	/**
	 * @param axes number of spatial axes
	 * @param d spatial axis
	 * @param n input samples along it
	 * @return the result of the layer along the axis
	 * @throws IllegalArgumentException if there is no output sample, or parameters
	 *           do not fit the number of axes
	 */
	LayerAxis along(final int axes, final int d, final long n) {
		if (type == Type.GLOBALPOOL) return LayerAxis.global(n);
		if (type == Type.UPSAMPLE) return LayerAxis.upsampled(n, stride(axes)[d], size(axes)[d]);
		padding.checkAxes(axes);
		final Window window = padding.window(d, n, size(axes)[d], stride(axes)[d], perAxis(Key.D, axes, 1)[d]);
		if (type.isTransposed()) return LayerAxis.of(new TransposedWindow(window, perAxis(Key.OP, axes, 0)[d]), d, n);
		return LayerAxis.of(window.ceilMode(number(Key.CEIL, 0) == 1), d, n);
	}

	/**
	 * @param inputs input channels
	 * @return output channels
	 * @throws IllegalArgumentException if there are too many
	 */
	public long channels(final long inputs) {
		if (type == Type.DWCONV) return Exact.product("number of channels", inputs, number(Key.M, 1));
		return numbers.containsKey(Key.C) ? number(Key.C, 1) : inputs;
	}

	private long groups(final long inputs) {
		return type == Type.DWCONV ? inputs : number(Key.G, 1);
	}

	/**
	 * @param axes number of spatial axes
	 * @param inputs input channels
	 * @return number of weights, biases included
	 * @throws IllegalArgumentException if channels are not divisible by groups, or
	 *           there are too many weights
	 */
	public long parameters(final int axes, final long inputs) {
		if (!type.isConvolution()) return 0;
		return Counts.parameters(inputs, channels(inputs), groups(inputs), number(Key.BIAS, 1) == 1, size(axes));
	}

	/**
	 * @param inputs input channels
	 * @param source input samples along every axis
	 * @param target output samples along every axis
	 * @return number of multiplications of the whole layer; a transposed layer
	 *         multiplies every input sample by the whole kernel
	 * @throws IllegalArgumentException if channels are not divisible by groups
	 */
	public double multiplications(final long inputs, final long[] source, final long[] target) {
		if (!type.isConvolution()) return 0;
		return Counts.multiplications(inputs, channels(inputs), groups(inputs), size(source.length), type.isTransposed()
			? source : target);
	}

	/** @return the text it was read from, tidied */
	@Override
	public String toString() {
		return text;
	}
}
