package io.github.convolvej.ij1.explanation;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.Arrays;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;

/** A pixel of a result, in ImageJ's coordinates and on the axes of the filter that made it. Immutable. */
final class PixelTarget {

	private final FilterJob job;
	private final int[] pixel;
	private final long[] target;

	private PixelTarget(final FilterJob job, final int[] pixel) {
		this.job = job;
		this.pixel = pixel;
		target = target();
	}

	/**
	 * @param job the filter on its input
	 * @param result its result
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 * @return that pixel
	 * @throws IllegalArgumentException if the result has another size than that of
	 *           the job, or there is no such pixel
	 */
	static PixelTarget of(final FilterJob job, final ImagePlus result, final int... pixel) {
		final int[] size = { job.width(), job.height(), job.channels(), job.slices(), job.frames() };
		if (!Arrays.equals(size, result.getDimensions())) throw new IllegalArgumentException("'" + result.getTitle() +
			"' has size " + Arrays.toString(result.getDimensions()) +
			" (x, y, channels, slices, times), but the filter's result for '" + job.input().image().getTitle() + "' has size " +
			Arrays.toString(size) +
			": the result was changed later, or was computed from another image");
		size[2] = job.targetChannels();
		final String[] names = { "x", "y", "c", "z", "t" };
		for (int d = 0; d < 5; d++)
			if (pixel[d] < 0 || pixel[d] >= size[d]) throw new IllegalArgumentException(names[d] + " is " + (pixel[d] + first(
				d)) + ", but must be " + first(d) + " to " + (size[d] - 1 + first(d)) + " in '" + result.getTitle() + "'");
		if (job.box().isInside() && !job.input().region().has(pixel[0], pixel[1])) throw new IllegalArgumentException("x=" +
			pixel[0] + " y=" + pixel[1] + " is outside of the ROI that was filtered (roi=mask): the pixel is the one of '" + job
				.input().image().getTitle() + "'");
		return new PixelTarget(job, pixel.clone());
	}

	/** The first index along an axis: ImageJ counts x and y from 0, the others from 1. */
	static int first(final int axis) {
		return axis < 2 ? 0 : 1;
	}

	/** The pixel on the axes of the job's result. */
	private long[] target() {
		int c = pixel[2];
		// planes of RGB results consist of the first channels of red, green and blue, then the second ones, and so on
		if (job.kind() == SampleKind.RGB) {
			final int made = job.eachChannel() ? job.made() : 1;
			final int plane = c / 3;
			c = plane / made * 3 * made + plane % made + c % 3 * made;
		}
		final long[] all = new long[job.targetSize().length];
		final boolean crop = !job.box().isInside();
		int d = 0;
		all[d++] = pixel[0] + (crop ? job.box().min(0) : 0);
		all[d++] = pixel[1] + (crop ? job.box().min(1) : 0);
		if (job.zFirst()) all[d++] = pixel[3];
		if (job.eachChannel()) all[d++] = c % job.made();
		all[d++] = job.eachChannel() ? c / job.made() : c;
		if (!job.zFirst()) all[d++] = pixel[3];
		all[d] = pixel[4];
		return all;
	}

	/** Its number in the result, counted over all of it. */
	long index() {
		final long[] size = job.targetSize();
		long index = 0;
		for (int d = size.length - 1; d >= 0; d--)
			index = index * size[d] + target[d];
		return index;
	}

	/** The value of the pixel in the result. */
	double stored(final ImagePlus image) {
		final ImageInput result = ImageInput.of(image);
		final RandomAccess<? extends RealType<?>> access = JobImages.access(result, false, result.width(), result.height(), result
			.channels(), result.slices(), result.frames());
		access.setPosition(pixel);
		return access.get().getRealDouble();
	}

	/** The filter on its input. */
	FilterJob job() {
		return job;
	}

	/** x, y, channel, slice and time point, from 0; a copy. */
	int[] pixel() {
		return pixel.clone();
	}

	/** On the axes of {@link FilterJob#targetSize}; a copy. */
	long[] onFilterAxes() {
		return target.clone();
	}

	/**
	 * @param position a place on the axes of the filter, see {@code Term.position}
	 *          and {@code Term.sample}
	 * @return its x, y, channel, slice and time point in the whole image, from 0
	 */
	double[] place(final double... position) {
		final int n = position.length;
		final int spatial = job.spatial();
		final boolean mixes = n > spatial && !job.eachChannel();
		final double channel = mixes ? position[spatial] : target[spatial + (job.eachChannel() ? 1 : 0)];
		final ImageInput input = job.input();
		final int colours = input.kind() == SampleKind.RGB ? 3 : 1;
		return new double[] { position[0], position[1], channel + colours * (input.first(0) - 1), (job.zFirst() ? position[2]
			: pixel[3]) + input.first(1) - 1, pixel[4] + input.first(2) - 1 };
	}
}
