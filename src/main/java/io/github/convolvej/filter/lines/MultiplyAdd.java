package io.github.convolvej.filter.lines;

/**
 * A product added to a sum: rounded once where the processor can do that (fused),
 * otherwise after the product and after the sum. Which of the two is found out
 * when the class is loaded and does not change.
 */
final class MultiplyAdd {

	/**
	 * Whether {@link Math#fma} is an instruction. Where it is not, it computes in
	 * decimal numbers, thousands of times slower.
	 */
	static final boolean FUSED = isFused();

	private static final int PROBES = 20;
	private static final int OPERATIONS = 100;
	/** Between the ratio of an instruction that is interpreted, a few, and that of decimal arithmetic, hundreds. */
	private static final int SLOW = 30;

	private MultiplyAdd() {}

	static float of(final float a, final float b, final float sum) {
		return FUSED ? Math.fma(a, b, sum) : sum + a * b;
	}

	static double of(final double a, final double b, final double sum) {
		return FUSED ? Math.fma(a, b, sum) : sum + a * b;
	}

	/** Compares the shortest of many short times, which no pause can make shorter. */
	private static boolean isFused() {
		long fused = Long.MAX_VALUE;
		long separate = Long.MAX_VALUE;
		double sum = 1;
		for (int i = 0; i < PROBES; i++) {
			final long start = System.nanoTime();
			for (int j = 0; j < OPERATIONS; j++)
				sum = Math.fma(0.5, sum, 0.3);
			final long middle = System.nanoTime();
			for (int j = 0; j < OPERATIONS; j++)
				sum = multiplyThenAdd(0.5, sum, 0.3);
			final long end = System.nanoTime();
			fused = Math.min(fused, middle - start);
			separate = Math.min(separate, end - middle);
		}
		return sum > 0 && fused < SLOW * Math.max(1, separate);
	}

	private static double multiplyThenAdd(final double a, final double b, final double sum) {
		return sum + a * b;
	}
}
