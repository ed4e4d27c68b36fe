package io.github.convolvej.filter.lines;

/** The two precisions that samples are computed in. */
public final class Precision {

	/** Lines of 32-bit samples. */
	public static final Lines<float[]> SINGLE = new FloatLines();

	/** Lines of 64-bit samples. */
	public static final Lines<double[]> DOUBLE = new DoubleLines();

	private Precision() {}

	/**
	 * @param isDouble whether samples are {@code double}, not {@code float}
	 * @return lines of that precision
	 */
	public static Lines<?> of(final boolean isDouble) {
		return isDouble ? DOUBLE : SINGLE;
	}
}
