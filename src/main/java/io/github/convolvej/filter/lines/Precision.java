package io.github.convolvej.filter.lines;

/** The two precisions that samples are computed in, and memory for whole numbers. */
public final class Precision {

	/** Lines of 32-bit samples. */
	public static final Lines<float[]> SINGLE = new FloatLines();

	/** Lines of 64-bit samples. */
	public static final Lines<double[]> DOUBLE = new DoubleLines();

	/** Memory for lines of whole numbers of 32 bits. */
	public static final LineMemory<int[]> INTEGER = new IntMemory() {};

	/** Memory for lines of whole numbers of 64 bits. */
	public static final LineMemory<long[]> LONG = new LongMemory() {};

	private Precision() {}

	/**
	 * @return how products are added to sums on this machine, which decides the last
	 *         bits of results: "fused multiply-add" or "separate multiply-add"
	 */
	public static String sums() {
		return (isFused() ? "fused" : "separate") + " multiply-add";
	}

	/** @return whether a product and a sum are rounded once, by one instruction of this machine */
	public static boolean isFused() {
		return MultiplyAdd.FUSED;
	}

	/**
	 * @param isDouble whether samples are {@code double}, not {@code float}
	 * @return lines of that precision
	 */
	public static Lines<?> of(final boolean isDouble) {
		return isDouble ? DOUBLE : SINGLE;
	}
}
