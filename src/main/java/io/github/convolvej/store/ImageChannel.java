package io.github.convolvej.store;

/** How to display a channel of a stored image. All values are known. Immutable. */
public final class ImageChannel {

	private final String label;
	private final int rgb;
	private final double min;
	private final double max;
	private final double start;
	private final double end;

	/**
	 * @param label its name
	 * @param rgb the colour of its largest value, 0xRRGGBB
	 * @param min smallest possible value
	 * @param max largest possible value
	 * @param start value that is shown black
	 * @param end value that is shown in the full colour
	 */
	public ImageChannel(final String label, final int rgb, final double min, final double max, final double start,
		final double end)
	{
		this.label = label;
		this.rgb = rgb & 0xffffff;
		this.min = min;
		this.max = max;
		this.start = start;
		this.end = end;
	}

	/** @return its name */
	public String label() {
		return label;
	}

	/** @return the colour of its largest value, 0xRRGGBB */
	public int rgb() {
		return rgb;
	}

	/** @return smallest possible value */
	public double min() {
		return min;
	}

	/** @return largest possible value */
	public double max() {
		return max;
	}

	/** @return value that is shown black */
	public double start() {
		return start;
	}

	/** @return value that is shown in the full colour */
	public double end() {
		return end;
	}
}
