package io.github.convolvej.ij1.image;

import io.github.convolvej.network.ChannelStatistics;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Threads;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.IntProcessor;

/**
 * An {@link ImagePlus} as a source of samples. Grey images in memory are wrapped
 * without copying. Planes of virtual stacks, RGB images and signed 16-bit images
 * are loaded (and split or shifted) one by one when they are needed, and only
 * the last ones are kept. The image is never changed.
 */
public final class ImageInput {

	private final ImagePlus image;
	private final PlaneBox planes;
	private final Region region;
	private final ImageStack stack;
	private final SampleKind kind;
	private final boolean lazy;
	private final boolean sizesOnly;
	private final PlaneCache cache;

	private ImageInput(final PlaneBox planes, final Region region, final boolean sizesOnly) {
		this.planes = planes;
		this.region = region;
		this.sizesOnly = sizesOnly;
		image = planes.asImage();
		stack = image.getStack();
		kind = SampleKind.of(image);
		lazy = stack.isVirtual() || kind == SampleKind.RGB || kind == SampleKind.SIGNED16;
		cache = new PlaneCache(this::load);
	}

	/**
	 * @param image an image with pixels
	 * @return the image as a source of samples
	 * @throws IllegalArgumentException if there is no image, it has no pixels, or
	 *           its samples are 32-bit integers
	 */
	public static ImageInput of(final ImagePlus image) {
		return new ImageInput(ImagePart.ALL.of(checked(image)), Region.NONE, false);
	}

	/**
	 * @param image an image with pixels
	 * @param part the planes to filter; only these are read
	 * @param roi use of its ROI: {@code ignore}, {@code crop} or {@code mask}
	 * @return the image as a source of samples, with the part and region for jobs
	 *         to compute
	 * @throws IllegalArgumentException as {@link #of(ImagePlus)}, or if the image
	 *           does not have this part, or has no ROI with an area within the
	 *           image
	 */
	public static ImageInput of(final ImagePlus image, final ImagePart part, final String roi) {
		return new ImageInput(part.of(checked(image)), Region.of(roi, image), false);
	}

	/**
	 * Describes an image without reading its samples, for planning while
	 * parameters are still being changed. Values that a plan would measure in the
	 * samples are replaced by fixed ones.
	 *
	 * @param image an image with pixels
	 * @param part the planes to filter
	 * @param roi use of its ROI: {@code ignore}, {@code crop} or {@code mask}
	 * @return its sizes, type and calibration
	 * @throws IllegalArgumentException as {@link #of(ImagePlus, ImagePart,
	 *           String)}
	 */
	public static ImageInput sizesOf(final ImagePlus image, final ImagePart part, final String roi) {
		return new ImageInput(part.of(checked(image)), Region.of(roi, image), true);
	}

	private static ImagePlus checked(final ImagePlus image) {
		if (image == null) throw new IllegalArgumentException("There is no image: open an image first");
		if (image.getWidth() < 1 || image.getHeight() < 1 || image.getStackSize() < 1) throw new IllegalArgumentException(
			"The image '" + image.getTitle() + "' is empty: its size is " + image.getWidth() + " x " + image.getHeight() +
				". Open an image first");
		if (image.getProcessor() instanceof IntProcessor) throw new IllegalArgumentException("The image '" + image
			.getTitle() + "' has 32-bit integer samples, which ImageJ keeps as if they were colours: convert it to 32-bit first");
		return image;
	}

	/** @return whether this is for planning only, so that samples must not be read */
	public boolean isSizesOnly() {
		return sizesOnly;
	}

	/** @return the image; if only a part is filtered, an image of that part, which shares its pixels */
	public ImagePlus image() {
		return image;
	}

	/** @return the image with all its planes, including those that are not filtered */
	public ImagePlus whole() {
		return planes.image();
	}

	/**
	 * @param axis channel (0), slice (1) or frame (2)
	 * @return number of the first one to filter, from 1
	 */
	public int first(final int axis) {
		return planes.first(axis) + 1;
	}

	/** The planes to filter, with their image. */
	public PlaneBox planes() {
		return planes;
	}

	/** The region that the image's ROI means. */
	public Region region() {
		return region;
	}

	/** @return first channel of the image to filter, from 1 */
	public int firstChannel() {
		return planes.first(0) * (kind == SampleKind.RGB ? 3 : 1) + 1;
	}

	/** Label of a plane; indices count from 0, and RGB counts as one channel. */
	public String label(final int channel, final int slice, final int frame) {
		return stack.getSliceLabel(image.getStackIndex(channel + 1, slice + 1, frame + 1));
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

	public SampleKind kind() {
		return kind;
	}

	/** Whether planes are loaded when they are needed. */
	public boolean isLazy() {
		return lazy;
	}

	/**
	 * Keeps the planes of some slices of a time point when they are loaded, and
	 * drops others.
	 *
	 * @param firstSlice first slice, which may lie before the image
	 * @param lastSlice last slice, which may lie after the image; borders then
	 *          read the same number of other slices
	 * @param frame the time point
	 */
	public void keep(final long firstSlice, final long lastSlice, final int frame) {
		final long c = image.getNChannels();
		final long first = c * (Math.max(0, firstSlice) + (long) slices() * frame);
		final long end = c * (Math.min(slices(), lastSlice + 1) + (long) slices() * frame);
		cache.keep(plane -> plane >= first && plane < end, (int) (c * Math.min(slices(), lastSlice - firstSlice + 1)));
	}

	/**
	 * Keeps the planes of some channels of a slice when they are loaded, and drops
	 * others.
	 *
	 * @param channel the first channel, from 0
	 * @param count number of channels
	 * @param slice the slice
	 * @param frame the time point
	 */
	public void keepChannels(final int channel, final int count, final int slice, final int frame) {
		final long first = channel + (long) channels() * (slice + (long) slices() * frame);
		cache.keep(plane -> plane >= first && plane < first + count, count);
	}

	/** Bytes of the planes of a slice in memory. */
	public long sliceBytes() {
		return (long) width() * height() * channels() * (kind == SampleKind.RGB ? 1 : kind.bytes());
	}

	/**
	 * @param zFirst true for planes in the order (Z, C, T), false for (C, Z, T)
	 * @param size sizes of X, Y and these axes in that order; there may be axes of
	 *          size 1 between them
	 * @return the samples
	 */
	public <T extends RealType<T>> RandomAccessibleInterval<T> samples(final boolean zFirst, final long... size) {
		if (lazy) return kind.lazy(index -> channel(stackOrder(index, zFirst)), size).get();
		final List<Object> planes = new ArrayList<>();
		for (int i = 0; i < channels() * slices() * frames(); i++)
			planes.add(pixels(stackOrder(i, zFirst)));
		return kind.planar(planes, size).get();
	}

	/**
	 * Measures mean and population variance of every channel over all its planes,
	 * in double precision. If the input is for planning only, nothing is measured
	 * and the values are 0 and 1.
	 *
	 * @param most samples of a channel that are measured: of more, only some planes, and lines of them, evenly spaced
	 * @param monitor receives progress and can stop the run
	 * @return the statistics of {@link #channels()} channels
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public ChannelStatistics statistics(final long most, final Monitor monitor) {
		if (sizesOnly) return ChannelStatistics.standard(channels());
		// each thread reads another plane
		cache.keep(plane -> true, Threads.current() + 1);
		return measured(most, monitor);
	}

	private <T extends RealType<T>> ChannelStatistics measured(final long most, final Monitor monitor) {
		final RandomAccessibleInterval<T> samples = samples(false, width(), height(), channels(), slices(), frames());
		final long plane = (long) width() * height();
		final long planes = Math.max(1, most / plane);
		final long deep = step(slices(), planes);
		final long late = step(frames(), Math.max(1, planes / step(slices(), deep)));
		return ChannelStatistics.measure(Views.subsample(samples, 1, step(height(), Math.max(1, most / width())), 1, deep,
			late), 2, Options.DEFAULT.monitor(monitor));
	}

	/** So that at most so many of all are taken. */
	private static long step(final long all, final long most) {
		return Math.max(1, (all + most - 1) / most);
	}

	/** Converts a plane's index in the order of axes to its index in XYCZT order. */
	private int stackOrder(final long index, final boolean zFirst) {
		if (!zFirst) return (int) index;
		final int z = (int) (index % slices());
		final int c = (int) (index / slices() % channels());
		final int t = (int) (index / slices() / channels());
		return c + channels() * (z + slices() * t);
	}

	/** A plane of one channel; indices count RGB as three channels. */
	private Object channel(final int index) {
		return kind == SampleKind.RGB ? ((byte[][]) cache.get(index / 3))[index % 3] : cache.get(index);
	}

	/** Loads a plane of the stack: the array of its samples, or the arrays of its channels for RGB. */
	private Object load(final long index) {
		final Object pixels = pixels((int) index);
		return kind == SampleKind.RGB ? split((int[]) pixels) : kind == SampleKind.SIGNED16 ? Planes.shifted(
			(short[]) pixels) : pixels;
	}

	/**
	 * @param index index of a plane in XYCZT order, from 0; RGB counts as three
	 *          channels unless {@code wanted} is RGB too
	 * @param wanted kind of the samples to return: that of the image, or 32-bit
	 * @return a new plane of the image's samples, as ImageJ stores them
	 */
	public Object plane(final int index, final SampleKind wanted) {
		if (wanted == kind) return Planes.copy(pixels(index));
		return Planes.floats(kind == SampleKind.RGB ? split((int[]) pixels(index / 3))[index % 3] : load(index), kind == SampleKind.SIGNED16);
	}

	private Object pixels(final int index) {
		final ImageProcessor plane = stack.getProcessor(index + 1);
		if (plane == null) throw new IllegalArgumentException("Slice " + (index + 1) + " of '" + image.getTitle() +
			"' could not be read");
		final Object pixels = plane.getPixels();
		if (pixels == null) throw new IllegalArgumentException("The samples of '" + image.getTitle() +
			"' are not there before its step has been run");
		final boolean fits = plane.getWidth() == width() && plane.getHeight() == height() && (kind == SampleKind.RGB
			? pixels instanceof int[] : pixels.getClass() == kind.newPlane(0).getClass());
		if (!fits) throw new IllegalArgumentException("Slice " + (index + 1) + " of '" + image.getTitle() + "' is " + plane
			.getBitDepth() + "-bit of " + plane.getWidth() + " x " + plane.getHeight() + ", but the stack is " + kind + " of " +
			width() + " x " + height());
		final int length = Array.getLength(pixels);
		if (length != width() * height()) throw new IllegalArgumentException("Slice " + (index + 1) + " of '" + image
			.getTitle() + "' has " + length + " samples, but must have " + width() + " x " + height());
		return pixels;
	}

	private static byte[][] split(final int[] rgb) {
		final byte[][] channels = new byte[3][rgb.length];
		for (int i = 0; i < rgb.length; i++) {
			channels[0][i] = (byte) (rgb[i] >> 16);
			channels[1][i] = (byte) (rgb[i] >> 8);
			channels[2][i] = (byte) rgb[i];
		}
		return channels;
	}
}
