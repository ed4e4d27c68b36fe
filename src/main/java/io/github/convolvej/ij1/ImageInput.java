package io.github.convolvej.ij1;

import io.github.convolvej.run.ChannelStatistics;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;

/**
 * An {@link ImagePlus} as a source of samples. Grey images in memory are wrapped
 * without copying; planes of virtual stacks, RGB images and signed 16-bit images
 * are loaded (and split, shifted) one by one when they are needed, and only the
 * last ones are kept. The image is never changed.
 */
public final class ImageInput {

	private final ImagePlus image;
	private final ImageStack stack;
	private final SampleKind kind;
	private final boolean lazy;
	private final PlaneCache cache;
	private int rgbIndex = -1;
	private int[] rgb;

	private ImageInput(final ImagePlus image) {
		this.image = image;
		stack = image.getStack();
		kind = SampleKind.of(image);
		lazy = stack.isVirtual() || kind == SampleKind.RGB || kind == SampleKind.SIGNED16;
		cache = new PlaneCache(this::load);
	}

	/**
	 * @param image an image with pixels
	 * @return it as a source of samples
	 * @throws IllegalArgumentException if there is no image or it has no pixels
	 */
	public static ImageInput of(final ImagePlus image) {
		if (image == null) throw new IllegalArgumentException("There is no image: open one first");
		if (image.getWidth() < 1 || image.getHeight() < 1 || image.getStackSize() < 1) throw new IllegalArgumentException(
			"The image '" + image.getTitle() + "' is empty: its size is " + image.getWidth() + " x " + image.getHeight());
		return new ImageInput(image);
	}

	/** @return the image */
	public ImagePlus image() {
		return image;
	}

	/** @return samples along x */
	public int width() {
		return image.getWidth();
	}

	/** @return samples along y */
	public int height() {
		return image.getHeight();
	}

	/** @return channels; an RGB image has three */
	public int channels() {
		return image.getNChannels() * (kind == SampleKind.RGB ? 3 : 1);
	}

	/** @return samples along z */
	public int slices() {
		return image.getNSlices();
	}

	/** @return points in time */
	public int frames() {
		return image.getNFrames();
	}

	SampleKind kind() {
		return kind;
	}

	/** Whether planes are loaded when they are needed. */
	boolean isLazy() {
		return lazy;
	}

	/** Keeps at least that many planes while they are loaded one by one. */
	void reserve(final int planes) {
		cache.reserve(planes);
	}

	/**
	 * @param zFirst whether planes are in the order (Z, C, T) instead of (C, Z, T)
	 * @param size sizes of X, Y and these axes in that order; there may be axes of
	 *          size 1 between them
	 * @return the samples
	 */
	<T extends RealType<T>> RandomAccessibleInterval<T> samples(final boolean zFirst, final long... size) {
		if (lazy) return kind.lazy(index -> cache.get(stackOrder(index, zFirst)), size).get();
		final List<Object> planes = new ArrayList<>();
		for (int i = 0; i < channels() * slices() * frames(); i++)
			planes.add(stack.getPixels(stackOrder(i, zFirst) + 1));
		return kind.planar(planes, size).get();
	}

	/**
	 * Measures mean and population variance of every channel over all its planes, in
	 * double precision.
	 *
	 * @param monitor is told of progress and asked whether to stop
	 * @return the statistics of {@link #channels()} channels
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public ChannelStatistics statistics(final Monitor monitor) {
		// threads go through the planes side by side
		reserve(Parallelization.getTaskExecutor().getParallelism() + 1);
		return measured(monitor);
	}

	private <T extends RealType<T>> ChannelStatistics measured(final Monitor monitor) {
		final RandomAccessibleInterval<T> samples = samples(false, width(), height(), channels(), slices(), frames());
		return ChannelStatistics.measure(samples, 2, Options.DEFAULT.monitor(monitor));
	}

	/** From a plane's index in the order of axes to its index in XYCZT order. */
	private int stackOrder(final long index, final boolean zFirst) {
		if (!zFirst) return (int) index;
		final int z = (int) (index % slices());
		final int c = (int) (index / slices() % channels());
		final int t = (int) (index / slices() / channels());
		return c + channels() * (z + slices() * t);
	}

	/** Loads a plane of one channel; indices count RGB as three channels. */
	private Object load(final long index) {
		if (kind == SampleKind.RGB) return split((int) index);
		final Object pixels = pixels((int) index);
		return kind == SampleKind.SIGNED16 ? Planes.shifted((short[]) pixels) : pixels;
	}

	private Object pixels(final int index) {
		final ImageProcessor plane = stack.getProcessor(index + 1);
		if (plane == null) throw new IllegalArgumentException("Slice " + (index + 1) + " of '" + image.getTitle() +
			"' could not be read");
		final Object pixels = plane.getPixels();
		final boolean fits = plane.getWidth() == width() && plane.getHeight() == height() && (kind == SampleKind.RGB
			? pixels instanceof int[] : pixels.getClass() == kind.newPlane(0).getClass());
		if (!fits) throw new IllegalArgumentException("Slice " + (index + 1) + " of '" + image.getTitle() + "' is " + plane
			.getBitDepth() + "-bit of " + plane.getWidth() + " x " + plane.getHeight() + ", but the stack is " + kind + " of " +
			width() + " x " + height());
		return pixels;
	}

	private byte[] split(final int index) {
		final int plane = index / 3;
		if (plane != rgbIndex) {
			rgb = (int[]) pixels(plane);
			rgbIndex = plane;
		}
		final int shift = 16 - 8 * (index % 3);
		final byte[] channel = new byte[rgb.length];
		for (int i = 0; i < channel.length; i++)
			channel[i] = (byte) (rgb[i] >> shift);
		return channel;
	}
}
