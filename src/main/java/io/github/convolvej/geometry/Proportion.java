package io.github.convolvej.geometry;

import java.util.Locale;

/**
 * How far windows, results and work may exceed the image. What is out of all
 * proportion to the image reads nearly only border, or seems to hang; it is refused
 * before any work, with a message that names the numbers. Small images may have what
 * takes little time on any image; for larger ones, the limits grow with the image.
 */
public final class Proportion {

	/** Along an axis, a window may span so many times the samples of the image (or of the result, if it is transposed). */
	private static final long TIMES = 8;

	/** Samples along an axis that may be spanned on any image: by a dilated window, whose taps are gone through. */
	private static final long DILATED = 1024;
	/** By a window of pooling, of which only the part on the image is gone through. */
	private static final long POOLED = 1 << 18;
	/** By the window of a neighbourhood, all of whose samples are read. */
	private static final long NEIGHBOURHOOD = 513;
	/** By the whole window of a neighbourhood; a ball of radius 39 has as many. */
	private static final double NEIGHBOURHOOD_SAMPLES = NEIGHBOURHOOD * NEIGHBOURHOOD;
	/** By a stride or a window of transposed convolution, for any result. */
	private static final long TRANSPOSED = 1 << 16;

	/** Rows that a window of pooling may span on any image, and on larger images: so many times the image's. */
	private static final double ROWS = 1 << 20;
	private static final double ROWS_TIMES = 64;

	/** Rows that all windows of a column of pooled samples may span, and on larger images: so many times the square of the image's. */
	private static final double ALL_ROWS = 4e6;

	/** Images of up to 64 x 64 samples never take long, whatever is asked for. */
	private static final double SMALL = 64 * 64;
	/** Samples of a result that any image may have, and on larger images: so many times the image's, 70 along x and y. */
	private static final double SAMPLES = 2e7;
	private static final double SAMPLES_TIMES = 5e3;
	/** The same of a layer within a network, of which a part may be used only. */
	private static final double LAYER = 1e8;
	/** Channels of a result, each of which is a plane with a name: 50,000 take ten seconds on the smallest image. */
	private static final int CHANNELS = 1 << 14;
	/** Products that any image may take. */
	private static final double PRODUCTS = 4e8;
	/** Products for each sample of the image that any image may take: a kernel of 447 x 447. */
	private static final double PRODUCTS_OF_SAMPLE = 2e5;
	/** In larger images, a kernel may have so many times the samples of the image. */
	private static final double KERNEL_TIMES = 4;
	/** Products with zeros are computed along whole lines; so many take as long as one of those above. */
	private static final double ZEROS = 64;

	/** Nanoseconds of one core that the layers of a network may take on any image, and for each sample of an image. */
	private static final double NANOSECONDS = 5e8;
	private static final double NANOSECONDS_OF_SAMPLE = 1e5;

	private Proportion() {}

	/**
	 * Checks windows of convolutions. Windows without dilation may be computed
	 * without reading all that they span, and are not limited.
	 *
	 * @param windows one for each spatial axis, x first
	 * @param image samples of the image along each
	 * @throws IllegalArgumentException if a dilated window spans too much
	 */
	public static void checkDilation(final Window[] windows, final long[] image) {
		for (int d = 0; d < windows.length; d++)
			if (windows[d].dilation() > 1) check(windows[d], DILATED, "image", image[d], d, "dilation");
	}

	/**
	 * Checks windows of pooling.
	 *
	 * @param windows one for each spatial axis, x first
	 * @param image samples of the image along each
	 * @throws IllegalArgumentException if they span too much along an axis, or too many
	 *           rows
	 */
	public static void checkPooling(final Window[] windows, final long[] image) {
		double rows = 1;
		double all = 1;
		double lines = 1;
		for (int d = 0; d < windows.length; d++) {
			check(windows[d], POOLED, "image", image[d], d, windows[d].dilation() > 1 ? "dilation" : "window");
			final long results = windows[d].targetSize(image[d], d);
			if (d == 0) continue;
			rows *= windows[d].effectiveSize();
			all *= (double) windows[d].size() * results;
			lines *= image[d];
		}
		if (rows > Math.max(ROWS, ROWS_TIMES * lines)) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The window spans %.0f rows, but the image has only %.0f: use a smaller window or dilation", rows, lines));
		final double most = Math.max(ALL_ROWS, ROWS_TIMES * lines * lines);
		if (all > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The windows of the result span %.3g rows together, more than the %.3g that an image of %.0f rows may take: use a smaller window, less padding or a larger stride",
			all, most, lines));
	}

	/**
	 * Checks the window of a neighbourhood along one axis.
	 *
	 * @param shape the window, for the error message
	 * @param radius samples from its centre to its end
	 * @param image samples of the image
	 * @param axis spatial axis, for the error message
	 * @throws IllegalArgumentException if the window spans too much
	 */
	public static void checkNeighbourhood(final Object shape, final int radius, final long image, final int axis) {
		check(2L * radius + 1, String.valueOf(shape), NEIGHBOURHOOD, "image", image, axis, "radius");
	}

	/**
	 * Checks all samples of the window of a neighbourhood, which leave and enter it one by one.
	 *
	 * @param shape the window, for the error message
	 * @param samples of the window
	 * @param image samples along each axis of the image
	 * @throws IllegalArgumentException if the window has too many
	 */
	public static void checkNeighbourhood(final Object shape, final double samples, final long[] image) {
		final double most = Math.max(NEIGHBOURHOOD_SAMPLES, TIMES * TIMES * product(image));
		if (samples > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The window (%s) has %.3g samples, more than the %.3g that an image of %.0f samples may take: use a smaller radius",
			shape, samples, most, product(image)));
	}

	/**
	 * Checks what padding within a network makes.
	 *
	 * @param input samples along each axis of what is padded
	 * @param result samples along each axis of the result
	 * @throws IllegalArgumentException if the result is far larger
	 */
	public static void checkPadding(final long[] input, final long[] result) {
		final double most = Math.max(LAYER, SAMPLES_TIMES * product(input));
		if (product(result) > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"the result would have %.3g samples, more than the %.3g that %.0f samples may be padded to: take less padding",
			product(result), most, product(input)));
	}

	private static double product(final long[] size) {
		double product = 1;
		for (final long n : size)
			product *= n;
		return product;
	}

	/**
	 * Checks a transposed convolution along one axis: of strides and windows far
	 * larger than the result, it holds hardly anything.
	 *
	 * @param window window of the forward convolution
	 * @param result samples of the result
	 * @param axis spatial axis, for the error message
	 * @throws IllegalArgumentException if the stride or the window is too large
	 */
	public static void checkTransposed(final Window window, final long result, final int axis) {
		if (window.stride() > most(TRANSPOSED, result)) throw new IllegalArgumentException("stride is " + window.stride() +
			" along " + Axis.name(axis) + ", but the result has only " + result + " samples there: use a smaller stride");
		check(window, TRANSPOSED, "result", result, axis, "dilation or kernel");
	}

	/**
	 * Checks the result and the work for it.
	 *
	 * @param image samples of the image
	 * @param result samples of the result
	 * @param products multiply-accumulates for all of the result
	 * @throws IllegalArgumentException if one of the numbers is far too large for an
	 *           image of that size
	 */
	public static void checkWork(final double image, final double result, final double products) {
		final double samples = image <= SMALL ? SAMPLES : Math.max(SAMPLES, SAMPLES_TIMES * image);
		if (result > samples) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The result would have %.3g samples, more than the %.3g that an image of %.0f samples may have: use less padding, a smaller factor or a smaller size",
			result, samples, image));
		final double most = products(image);
		if (products > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The result would take %.3g multiply-accumulates, more than the %.3g that an image of %.0f samples may take: use a smaller kernel or window, less padding, or a larger stride",
			products, most, image));
	}

	private static double products(final double image) {
		return Math.max(PRODUCTS, image * Math.max(PRODUCTS_OF_SAMPLE, KERNEL_TIMES * image));
	}

	/**
	 * Checks the products that are computed, those with the zeros around the image included, which nearly all are if a
	 * kernel of a transposed convolution is far larger than the image.
	 *
	 * @param image samples of the image
	 * @param products that are computed for all of the result
	 * @throws IllegalArgumentException if they are far too many for an image of that size
	 */
	public static void checkZeros(final double image, final double products) {
		final double most = ZEROS * products(image);
		if (products > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The result would take %.3g products, most of them with the zeros around the image, more than the %.3g that an image of %.0f samples may take: use a smaller kernel or a larger stride",
			products, most, image));
	}

	/**
	 * Checks the work for what is neither a product nor a sample of the result: layers within a network may be far larger
	 * than what goes in and comes out.
	 *
	 * @param image samples of the image
	 * @param nanoseconds estimated time of one core
	 * @throws IllegalArgumentException if it is far too much for an image of that size
	 */
	public static void checkTime(final double image, final double nanoseconds) {
		final double most = Math.max(NANOSECONDS, image * Math.max(NANOSECONDS_OF_SAMPLE, image));
		if (nanoseconds > most) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The layers would take about %.3g s on one core, more than the %.3g s that an image of %.0f samples may take: use less padding, a smaller window or factor, fewer layers within, or larger tiles",
			nanoseconds * 1e-9, most * 1e-9, image));
	}

	/**
	 * Checks the channels of a result.
	 *
	 * @param image channels of the image
	 * @param result channels of the result
	 * @throws IllegalArgumentException if there are far too many
	 */
	public static void checkChannels(final int image, final int result) {
		if (result > Math.max(CHANNELS, image)) throw new IllegalArgumentException("The result would have " + result +
			" channels, more than the " + CHANNELS + " that an image may have: use fewer filters, or a layer with fewer channels");
	}

	private static long most(final long least, final long samples) {
		return Math.max(least, TIMES * samples);
	}

	private static void check(final Window window, final long least, final String of, final long samples, final int axis,
		final String smaller)
	{
		check(window.effectiveSize(), "size " + window.size() + ", dilation " + window.dilation(), least, of, samples, axis,
			smaller);
	}

	private static void check(final long span, final String window, final long least, final String of, final long samples,
		final int axis, final String smaller)
	{
		if (span > most(least, samples)) throw new IllegalArgumentException("The window spans " + span + " samples along " +
			Axis.name(axis) + " (" + window + "), but the " + of + " has only " + samples + ": use a smaller " + smaller);
	}
}
