package io.github.convolvej.store;

import java.util.Objects;

/**
 * An axis of a stored image: sample i lies at {@code translation + i * scale}, in
 * the axis' unit. Immutable.
 */
public final class ImageAxis {

	private final String name;
	private final long size;
	private final double scale;
	private final double translation;
	private final String unit;

	/**
	 * @param name x, y, z, c (channels), t (time), or another word
	 * @param size number of samples, at least 1
	 * @param scale distance of neighbouring samples; 1 if unknown
	 * @param translation position of sample 0
	 * @param unit unit of scale and translation in the spelling of UDUNITS-2
	 *          ("micrometer", "second"); null if unknown
	 */
	public ImageAxis(final String name, final long size, final double scale, final double translation,
		final String unit)
	{
		if (size < 1) throw new IllegalArgumentException("axis " + name + " has " + size + " samples, but must have 1 or more");
		this.name = Objects.requireNonNull(name, "name of an axis");
		this.size = size;
		this.scale = scale;
		this.translation = translation;
		this.unit = unit;
	}

	/** @return x, y, z, c (channels), t (time), or another word */
	public String name() {
		return name;
	}

	/** @return number of samples */
	public long size() {
		return size;
	}

	/** @return distance of neighbouring samples, in the unit */
	public double scale() {
		return scale;
	}

	/** @return position of sample 0, in the unit */
	public double translation() {
		return translation;
	}

	/** @return the unit in the spelling of UDUNITS-2, or null */
	public String unit() {
		return unit;
	}

	/** @return whether it is x, y or z */
	public boolean isSpatial() {
		return name.equals("x") || name.equals("y") || name.equals("z");
	}

	/**
	 * @param n another number of samples
	 * @param distance another scale
	 * @param first another translation
	 * @return the axis with these values
	 */
	public ImageAxis with(final long n, final double distance, final double first) {
		return new ImageAxis(name, n, distance, first, unit);
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof ImageAxis)) return false;
		final ImageAxis a = (ImageAxis) o;
		return name.equals(a.name) && size == a.size && scale == a.scale && translation == a.translation && Objects.equals(unit,
			a.unit);
	}

	@Override
	public int hashCode() {
		return Objects.hash(name, size, scale, translation, unit);
	}

	@Override
	public String toString() {
		return name + ": " + size + " samples, " + translation + " + i * " + scale + (unit == null ? "" : " " + unit);
	}
}
