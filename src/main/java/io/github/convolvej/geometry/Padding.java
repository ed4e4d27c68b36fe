package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many samples are added before and after the image on every spatial axis: a
 * rule (valid, same, same_lower, full) or explicit numbers. The rule becomes
 * numbers, and with them a {@link Window}, when the image size is known. {@code
 * same} is ONNX's SAME_UPPER, {@code same_lower} its SAME_LOWER (attribute
 * auto_pad).
 */
public final class Padding implements Serializable {

	private static final long serialVersionUID = 1L;

	private enum Rule {
			VALID, SAME, SAME_LOWER, FULL, EXPLICIT
	}

	/** No padding: only windows that lie within the image. */
	public static final Padding VALID = new Padding(Rule.VALID, null, null);
	/**
	 * ceil(n / stride) output samples; if the padding is odd, the extra sample
	 * goes to the end.
	 */
	public static final Padding SAME = new Padding(Rule.SAME, null, null);
	/**
	 * ceil(n / stride) output samples; if the padding is odd, the extra sample
	 * goes to the beginning.
	 */
	public static final Padding SAME_LOWER = new Padding(Rule.SAME_LOWER, null, null);
	/** Every window that touches the image: effective size - 1 on both sides. */
	public static final Padding FULL = new Padding(Rule.FULL, null, null);

	private final Rule rule;
	private final int[] before;
	private final int[] after;

	private Padding(final Rule rule, final int[] before, final int[] after) {
		this.rule = rule;
		this.before = before;
		this.after = after;
	}

	/**
	 * Explicit numbers, the same before and after.
	 *
	 * @param samples one number for all axes or one for each, x first
	 * @return the padding
	 */
	public static Padding explicit(final int... samples) {
		return explicit(samples, samples);
	}

	/**
	 * Explicit numbers.
	 *
	 * @param before one number for all axes or one for each, x first
	 * @param after as many numbers as {@code before}
	 * @return the padding
	 * @throws IllegalArgumentException if a number is negative or the lengths
	 *           differ
	 */
	public static Padding explicit(final int[] before, final int[] after) {
		if (before.length == 0 || before.length != after.length) throw new IllegalArgumentException("padding has " +
			before.length + " numbers for the beginning and " + after.length + " for the end, but must have as many of each");
		for (int i = 0; i < before.length; i++)
			if (before[i] < 0 || after[i] < 0) throw new IllegalArgumentException("padding is " + Math.min(before[i],
				after[i]) + " along " + Axis.name(i) + ", but must be at least 0");
		return new Padding(Rule.EXPLICIT, before.clone(), after.clone());
	}

	/**
	 * Reads {@code valid}, {@code same}, {@code same_lower}, {@code full}, or
	 * numbers: {@code 1}, {@code 1,1}, or begin:end pairs {@code 1:2,0:1}.
	 *
	 * @param text the text
	 * @return the padding; {@link #toString()} prints it
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static Padding parse(final String text) {
		final String trimmed = text == null ? "" : text.trim();
		switch (trimmed) {
			case "valid":
				return VALID;
			case "same":
				return SAME;
			case "same_lower":
				return SAME_LOWER;
			case "full":
				return FULL;
			default:
		}
		final String[] parts = trimmed.split(",", -1);
		final int[] before = new int[parts.length];
		final int[] after = new int[parts.length];
		for (int i = 0; i < parts.length; i++) {
			final String[] pair = parts[i].trim().split(":", -1);
			if (pair.length > 2) throw unreadable(trimmed, parts[i].trim());
			before[i] = number(pair[0], trimmed);
			after[i] = pair.length == 1 ? before[i] : number(pair[1], trimmed);
		}
		return explicit(before, after);
	}

	private static int number(final String part, final String text) {
		try {
			return Integer.parseInt(part.trim());
		}
		catch (final NumberFormatException e) {
			if (part.trim().matches("[+-]?[0-9]+")) throw new IllegalArgumentException("padding '" + text + "' has " + part.trim() +
				", but numbers are at most " + Integer.MAX_VALUE, e);
			throw unreadable(text, part.trim());
		}
	}

	private static IllegalArgumentException unreadable(final String text, final String part) {
		return new IllegalArgumentException("padding '" + text + "' is not understood at '" + part +
			"': use valid, same, same_lower, full, a number for all axes (1), one for each axis (1,0), or begin:end pairs (1:2,0:1)");
	}

	/** @return whether the padding is given as numbers instead of a rule */
	boolean isExplicit() {
		return rule == Rule.EXPLICIT;
	}

	/**
	 * Checks that explicit numbers fit the number of axes.
	 *
	 * @param axes number of spatial axes
	 * @throws IllegalArgumentException if they do not
	 */
	public void checkAxes(final int axes) {
		if (rule == Rule.EXPLICIT && before.length != 1 && before.length != axes) throw new IllegalArgumentException(
			"padding '" + this + "' has " + before.length + " entries, but there " + (axes == 1 ? "is 1 spatial axis" : "are " +
				axes + " spatial axes") + ": give one for all" + (axes == 1 ? "" : ", or " + axes + " with commas (x first)"));
	}

	/**
	 * Places the explicit padding of one axis among axes without padding. A rule
	 * stays unchanged: it pads nothing along an axis on which the window has one
	 * tap.
	 *
	 * @param axis index of the padded axis
	 * @param axes number of axes
	 * @return the padding for all axes
	 */
	public Padding alone(final int axis, final int axes) {
		if (rule != Rule.EXPLICIT) return this;
		final int[] b = new int[axes];
		final int[] a = new int[axes];
		b[axis] = before[0];
		a[axis] = after[0];
		return explicit(b, a);
	}

	/**
	 * Turns the rule into numbers.
	 *
	 * @param axis spatial axis
	 * @param n input samples along it
	 * @param size taps
	 * @param stride distance of neighbouring windows
	 * @param dilation distance of neighbouring taps
	 * @return the window
	 */
	public Window window(final int axis, final long n, final int size, final int stride, final int dilation) {
		final long span = Window.effectiveSize(size, dilation);
		switch (rule) {
			case VALID:
				return new Window(size, stride, dilation, 0, 0);
			case FULL:
				return new Window(size, stride, dilation, span - 1, span - 1);
			case SAME:
			case SAME_LOWER:
				final long m = -Math.floorDiv(-n, (long) stride);
				final long total = Math.max(0, (m - 1) * stride + span - n);
				final long less = total / 2;
				return rule == Rule.SAME ? new Window(size, stride, dilation, less, total - less) : new Window(size, stride,
					dilation, total - less, less);
			default:
				final int i = before.length == 1 ? 0 : axis;
				return new Window(size, stride, dilation, before[i], after[i]);
		}
	}

	/**
	 * Turns the rule into numbers for a transposed convolution, whose output is
	 * cropped by the padding: {@code same} and {@code same_lower} give n * stride
	 * output samples (ONNX ConvTranspose, attribute auto_pad). If the kernel's
	 * stamps do not reach that far, samples are appended as output padding.
	 *
	 * @param axis spatial axis
	 * @param n input samples along it
	 * @param size taps
	 * @param stride distance of neighbouring stamps
	 * @param dilation distance of neighbouring taps
	 * @param outputPadding samples appended at the end
	 * @return the window
	 * @throws IllegalArgumentException if the output padding is not less than
	 *           stride or dilation
	 */
	public TransposedWindow transposed(final int axis, final long n, final int size, final int stride,
		final int dilation, final int outputPadding)
	{
		if (rule == Rule.SAME || rule == Rule.SAME_LOWER) return transposedTo(Exact.product("output size", n, stride), axis, n, size, stride, dilation,
			outputPadding);
		return transposed(axis, window(axis, n, size, stride, dilation), outputPadding);
	}

	/**
	 * Chooses the padding of a transposed convolution so that the output has a
	 * given size (ONNX ConvTranspose, attribute output_shape). If an odd number of
	 * samples is cropped, the extra sample is taken from the end for {@code same},
	 * otherwise from the beginning.
	 *
	 * @param wanted output samples
	 * @param axis spatial axis
	 * @param n input samples along it
	 * @param size taps
	 * @param stride distance of neighbouring stamps
	 * @param dilation distance of neighbouring taps
	 * @param outputPadding samples appended at the end before cropping
	 * @return the window
	 * @throws IllegalArgumentException if this padding is given as numbers, or the
	 *           output cannot have that size
	 */
	public TransposedWindow transposedTo(final long wanted, final int axis, final long n, final int size,
		final int stride, final int dilation, final int outputPadding)
	{
		if (rule == Rule.EXPLICIT) throw new IllegalArgumentException("padding '" + this +
			"' and an output size are given together, but one determines the other: give only one of them");
		final long span = Window.effectiveSize(size, dilation);
		final long full = Exact.sum("output size", Exact.product("output size", n - 1, stride), span);
		final long total = full + outputPadding - wanted;
		if (wanted < 1 || wanted >= full + Math.max(stride, dilation)) throw new IllegalArgumentException("output size is " +
			wanted + " along " + Axis.name(axis) + ", but must be 1 to (n - 1) * stride + span + max(stride, dilation) - 1 = (" +
			n + " - 1) * " + stride + " + " + span + " + " + Math.max(stride, dilation) + " - 1 = " + (full + Math.max(stride,
				dilation) - 1));
		final long crop = Math.max(0, total);
		final long before = rule == Rule.SAME ? crop / 2 : crop - crop / 2;
		return transposed(axis, new Window(size, stride, dilation, before, crop - before), outputPadding + Math.max(0,
			-total));
	}

	private static TransposedWindow transposed(final int axis, final Window window, final long outputPadding) {
		try {
			return new TransposedWindow(window, outputPadding);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("Along " + Axis.name(axis) + ", " + e.getMessage(), e);
		}
	}

	/** @return text that {@link #parse} reads */
	@Override
	public String toString() {
		if (rule != Rule.EXPLICIT) return rule.name().toLowerCase(Locale.ROOT);
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < before.length; i++) {
			if (i > 0) text.append(',');
			text.append(before[i]);
			if (after[i] != before[i]) text.append(':').append(after[i]);
		}
		return text.toString();
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof Padding)) return false;
		final Padding p = (Padding) o;
		return rule == p.rule && Arrays.equals(before, p.before) && Arrays.equals(after, p.after);
	}

	@Override
	public int hashCode() {
		return 31 * rule.hashCode() + 7 * Arrays.hashCode(before) + Arrays.hashCode(after);
	}
}
