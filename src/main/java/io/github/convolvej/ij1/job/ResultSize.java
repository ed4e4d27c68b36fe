package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.NumberText;

import java.util.Locale;

/** What a result may be too large for, found out before any work. */
final class ResultSize {

	/** The longest array that every Java supports. */
	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	/** Samples of a result for each of the image, which any image may have: a factor of 100 along x and y. */
	private static final double SAMPLES = 1e4;
	/** Samples of a result that any image may have. */
	private static final double RESULT = 5e7;
	/** Products for each sample of the image, which any image may need: a kernel of 447 x 447. */
	private static final double PRODUCTS = 2e5;
	/** Products that any image may take. */
	private static final double WORK = 4e8;
	/** In larger images kernels of four times the image may be used. */
	private static final double KERNELS = 4;

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
	 * Refuses work out of all proportion to the image, which would seem to hang.
	 *
	 * @param source samples of the image
	 * @param target samples of the result
	 * @param products multiply-accumulates for all of the result
	 * @throws IllegalArgumentException if one of the numbers is far too large for an
	 *           image of that size
	 */
	static void checkWork(final double source, final double target, final double products) {
		if (target > Math.max(RESULT, SAMPLES * source)) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The result would have %.3g samples, more than the %.3g that an image of %.0f samples may have: use less padding, a smaller factor or a smaller size",
			target, Math.max(RESULT, SAMPLES * source), source));
		final double most = Math.max(WORK, source * Math.max(PRODUCTS, KERNELS * source));
		if (products > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The result would take %.3g multiply-accumulates, more than the %.3g that an image of %.0f samples may take: use a smaller kernel or window, less padding, or a larger stride",
			products, most, source));
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
