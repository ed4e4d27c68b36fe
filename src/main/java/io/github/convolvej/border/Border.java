package io.github.convolvej.border;

import java.io.Serializable;

import net.imglib2.Interval;
import net.imglib2.RandomAccessible;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * What lies outside the image, where padding or a window reaches beyond it.
 * Borders may reach outside by several times the image size.
 * <table>
 * <caption>The names elsewhere</caption>
 * <tr><th>here</th><th>row a b c d becomes</th><th>PyTorch</th><th>scipy.ndimage</th><th>OpenCV</th></tr>
 * <tr><td>zero</td><td>0 0 | a b c d | 0 0</td><td>zeros</td><td>constant</td><td>CONSTANT</td></tr>
 * <tr><td>constant:v</td><td>v v | a b c d | v v</td><td>constant</td><td>constant, cval</td><td>CONSTANT</td></tr>
 * <tr><td>replicate</td><td>a a | a b c d | d d</td><td>replicate</td><td>nearest</td><td>REPLICATE</td></tr>
 * <tr><td>reflect</td><td>c b | a b c d | c b</td><td>reflect</td><td>mirror</td><td>REFLECT_101</td></tr>
 * <tr><td>symmetric</td><td>b a | a b c d | d c</td><td></td><td>reflect</td><td>REFLECT</td></tr>
 * <tr><td>periodic</td><td>c d | a b c d | a b</td><td>circular</td><td>wrap</td><td>WRAP</td></tr>
 * </table>
 */
public final class Border implements Serializable {

	private static final long serialVersionUID = 1L;

	private enum Kind {
			zero, constant, replicate, reflect, symmetric, periodic
	}

	/** 0 outside. */
	public static final Border ZERO = new Border(Kind.zero, 0);
	/** The nearest sample of the edge. */
	public static final Border REPLICATE = new Border(Kind.replicate, 0);
	/** Mirrored at the centre of the edge sample, which is not repeated. */
	public static final Border REFLECT = new Border(Kind.reflect, 0);
	/** Mirrored at the outer side of the edge sample, which is repeated. */
	public static final Border SYMMETRIC = new Border(Kind.symmetric, 0);
	/** The image repeats itself. */
	public static final Border PERIODIC = new Border(Kind.periodic, 0);

	private final Kind kind;
	private final double value;

	private Border(final Kind kind, final double value) {
		this.kind = kind;
		this.value = value;
	}

	/**
	 * @param value what is outside
	 * @return the border
	 */
	public static Border constant(final double value) {
		return new Border(Kind.constant, value);
	}

	/**
	 * Reads {@code zero}, {@code constant:v}, {@code replicate}, {@code reflect},
	 * {@code symmetric} or {@code periodic}.
	 *
	 * @param text the text
	 * @return the border; {@link #toString()} prints it
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static Border parse(final String text) {
		final String trimmed = text == null ? "" : text.trim();
		if (trimmed.startsWith("constant:")) {
			final String number = trimmed.substring("constant:".length()).trim();
			try {
				return constant(Double.parseDouble(number));
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException("border '" + trimmed + "' has '" + number +
					"' where a number is expected, for example constant:128", e);
			}
		}
		for (final Kind kind : Kind.values())
			if (kind != Kind.constant && kind.name().equals(trimmed)) return new Border(kind, 0);
		throw new IllegalArgumentException("border is '" + trimmed +
			"', but must be one of zero, constant:VALUE, replicate, reflect, symmetric, periodic");
	}

	/**
	 * Extends an image without end.
	 *
	 * @param <T> sample type; a constant is set by {@code setReal}, so extend
	 *          images whose type holds it
	 * @param image the image
	 * @return the image and its outside
	 */
	public <T extends RealType<T>> RandomAccessible<T> extend(final RandomAccessibleInterval<T> image) {
		switch (kind) {
			case zero:
				return Views.extendZero(image);
			case constant:
				final T constant = image.getType().createVariable();
				constant.setReal(value);
				return Views.extendValue(image, constant);
			case replicate:
				return Views.extendBorder(image);
			case reflect:
				return hasAxisOfOne(image) ? extendReflect(image) : Views.extendMirrorSingle(image);
			case symmetric:
				return Views.extendMirrorDouble(image);
			default:
				return Views.extendPeriodic(image);
		}
	}

	private static boolean hasAxisOfOne(final Interval image) {
		for (int d = 0; d < image.numDimensions(); d++)
			if (image.dimension(d) == 1) return true;
		return false;
	}

	/**
	 * The same mirror for images with an axis of size 1, which ImgLib2's mirror
	 * steps out of: mirroring the sample and a copy of it gives the sample
	 * everywhere.
	 */
	private static <T extends RealType<T>> RandomAccessible<T> extendReflect(final RandomAccessibleInterval<T> image) {
		final long[] max = image.maxAsLongArray();
		for (int d = 0; d < max.length; d++)
			if (image.dimension(d) == 1) max[d]++;
		return Views.extendMirrorSingle(Views.interval(Views.extendBorder(image), image.minAsLongArray(), max));
	}

	/**
	 * @return whether an extended image can be converted to another type
	 *         afterwards: not so for a constant that the image's own type may not
	 *         hold
	 */
	public boolean isTypeIndependent() {
		return kind != Kind.constant;
	}

	/** @return text that {@link #parse} reads */
	@Override
	public String toString() {
		return kind == Kind.constant ? "constant:" + value : kind.name();
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Border && ((Border) o).kind == kind && Double.compare(((Border) o).value, value) == 0;
	}

	@Override
	public int hashCode() {
		return kind.hashCode() + 31 * Double.hashCode(value);
	}
}
