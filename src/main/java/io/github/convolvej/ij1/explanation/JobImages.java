package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.Samples;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.Arrays;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** The images that a filter reads, as {@code explain} asks for them. */
public final class JobImages {

	private JobImages() {}

	/**
	 * @param job a filter on its images
	 * @return size of each image on the axes of the filter
	 */
	public static long[][] sizes(final FilterJob job) {
		return job.inputs().stream().map(i -> Arrays.copyOf(job.sourceSize(i), job.operation().numDimensions())).toArray(
			long[][]::new);
	}

	/**
	 * @param job a filter on its images
	 * @param target a sample of the result, on the axes of {@link FilterJob#targetSize}:
	 *          its channel, slice and time point are taken where the filter has no
	 *          such axis
	 * @return the samples of the images
	 */
	public static Samples samples(final FilterJob job, final long... target) {
		final RandomAccess<?>[] images = job.inputs().stream().map(i -> access(i, job.zFirst(), job.sourceSize(i))).toArray(
			RandomAccess[]::new);
		return (image, position) -> {
			final long[] all = target.clone();
			System.arraycopy(position, 0, all, 0, position.length);
			images[image].setPosition(all);
			return ((RealType<?>) images[image].get()).getRealDouble();
		};
	}

	/** Access to the samples of an image on some axes. */
	static RandomAccess<? extends RealType<?>> access(final ImageInput image, final boolean zFirst, final long... size) {
		final RandomAccessibleInterval<? extends RealType<?>> samples = image.samples(zFirst, size);
		return samples.randomAccess();
	}
}
