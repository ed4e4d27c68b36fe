package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.NumberText;

/** Whether ImageJ and the memory can hold a result; checked before any work. */
final class ResultSize {

	/** The longest array that every Java supports. */
	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private ResultSize() {}

	/**
	 * Checks the size in double precision, because padding can make products
	 * larger than a long.
	 *
	 * @param target size of the result; x and y first, time points last
	 * @param zAxis index of the z axis
	 * @throws IllegalArgumentException if the planes or the stack are too large
	 *           for ImageJ
	 */
	static void check(final long[] target, final int zAxis) {
		final double samples = (double) target[0] * target[1];
		if (samples > MAX_ARRAY) throw new IllegalArgumentException("The result's planes have " + target[0] + " x " +
			target[1] + " samples, but ImageJ's have at most " + MAX_ARRAY + ": use less padding, a smaller factor, or a part of the image");
		double planes = 1;
		for (int d = 2; d < target.length; d++)
			planes *= target[d];
		final long slices = target[zAxis];
		final long frames = target[target.length - 1];
		if (planes > MAX_ARRAY) throw new IllegalArgumentException("The result has " + (long) (planes / slices / frames) +
			" channels x " + slices + " slices x " + frames + " frames, but ImageJ's stacks have at most " + MAX_ARRAY +
			" planes: use less padding, a smaller factor, or fewer planes (part)");
	}

	/**
	 * @param bytes of the result's pixels
	 * @throws IllegalArgumentException if there is not so much memory
	 */
	static void checkMemory(final long bytes) {
		// memory of closed images counts as used until it is collected
		if (bytes > freeMemory()) System.gc();
		final long free = freeMemory();
		if (bytes > free) throw new IllegalArgumentException("The result needs " + NumberText.bytes(bytes) +
			" of memory, but only " + NumberText.bytes(free) +
			" are free: close images, give ImageJ more memory, use a larger stride, use target=virtual, which computes planes" +
			" when they are shown, or run the command line, which works plane by plane");
	}

	private static long freeMemory() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
	}
}
