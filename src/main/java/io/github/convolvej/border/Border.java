package io.github.convolvej.border;

import java.io.Serializable;

import net.imglib2.Interval;
import net.imglib2.RandomAccessible;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The samples outside the image, for windows and padding that reach beyond it. A border may be several times as
 * wide as the image.
 * <table>
 * <caption>The names elsewhere</caption>
 * <tr><th>here</th><th>row a b c d becomes</th><th>PyTorch</th><th>scipy.ndimage</th><th>OpenCV</th></tr>
 * <tr><td>zero</td><td>0 0 | a b c d | 0 0</td><td>zeros</td><td>constant</td><td>CONSTANT</td></tr>
 * <tr><td>constant:v</td><td>v v | a b c d | v v</td><td>constant</td><td>constant,
 * cval</td><td>CONSTANT</td></tr>
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

	/** All samples outside are 0. */
	public static final Border ZERO = new Border(Kind.zero, 0);
	/** Samples outside repeat the nearest sample of the edge. */
	public static final Border REPLICATE = new Border(Kind.replicate, 0);
	/** The image mirrored at the centre of the edge sample, which is not repeated. */
	public static final Border REFLECT = new Border(Kind.reflect, 0);
	/** The image mirrored at the outer side of the edge sample, which is repeated. */
	public static final Border SYMMETRIC = new Border(Kind.symmetric, 0);
	/** The image repeated in every direction. */
	public static final Border PERIODIC = new Border(Kind.periodic, 0);

	private final Kind kind;
	private final double value;

	private Border(final Kind kind, final double value) {
		this.kind = kind;
		this.value = value;
	}

	/**
	 * @param value value of all samples outside the image
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
	 * Extends an image infinitely, as a view. Running filters use {@link
	 * #position} instead, which gives the same samples.
	 *
	 * @param <T> sample type; a constant is set by {@code setReal}, so the type
	 *          must be able to hold it
	 * @param image the image
	 * @return the image with its border
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
	 * Reflection along axes of a single sample, which is repeated. ImgLib2's
	 * mirror would leave the image there, so the axis gets three equal samples to
	 * reflect between.
	 */
	private static <T extends RealType<T>> RandomAccessible<T> extendReflect(final RandomAccessibleInterval<T> image) {
		final long[] more = new long[image.numDimensions()];
		for (int d = 0; d < more.length; d++)
			more[d] = image.dimension(d) == 1 ? 1 : 0;
		return Views.extendMirrorSingle(Views.expandBorder(image, more));
	}

	/**
	 * Returns the sample of the image that a position inside or outside stands
	 * for.
	 *
	 * @param i position along the axis; the first sample of the image is at 0
	 * @param n number of samples of the image along the axis
	 * @return a position from 0 to n-1, or -1 if the sample is {@link #value}
	 */
	public long position(final long i, final long n) {
		if (i >= 0 && i < n) return i;
		switch (kind) {
			case zero:
			case constant:
				return -1;
			case replicate:
				return i < 0 ? 0 : n - 1;
			case reflect:
				if (n == 1) return 0;
				final long reflected = Math.floorMod(i, 2 * n - 2);
				return Math.min(reflected, 2 * n - 2 - reflected);
			case symmetric:
				final long mirrored = Math.floorMod(i, 2 * n);
				return Math.min(mirrored, 2 * n - 1 - mirrored);
			default:
				return Math.floorMod(i, n);
		}
	}

	/** @return whether all samples outside have one fixed value */
	public boolean isConstant() {
		return kind == Kind.zero || kind == Kind.constant;
	}

	/** @return value of the samples outside if the border is constant; otherwise 0 */
	public double value() {
		return value;
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
