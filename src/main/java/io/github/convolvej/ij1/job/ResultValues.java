package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.RealImage;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.type.numeric.real.DoubleType;

import ij.ImagePlus;
import ij.ImageStack;

/**
 * The samples of a small result in double precision, for tables: the sum of a
 * plane may have more digits than a 32-bit sample holds.
 */
public final class ResultValues {

	private final FilterJob job;
	private final double[] values;

	private ResultValues(final FilterJob job, final double[] values) {
		this.job = job;
		this.values = values;
	}

	/**
	 * Computes a result.
	 *
	 * @param job the job to compute
	 * @param monitor receives progress and can stop the run
	 * @return its samples
	 * @throws IllegalArgumentException if there are too many for an array
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static ResultValues compute(final FilterJob job, final Monitor monitor) {
		final int plane = job.width() * job.height();
		final long samples = (long) plane * job.targetChannels() * job.slices() * job.frames();
		if (samples > Integer.MAX_VALUE - 16) throw new IllegalArgumentException("The result has " + samples +
			" samples, but a table can have at most " + (Integer.MAX_VALUE - 16) + ": compute fewer slices or times");
		final double[] values = new double[(int) samples];
		job.planes().forEachPart(monitor, (z, nz, t, nt, part) -> {
			final ArrayImg<DoubleType, DoubleArray> image = ArrayImgs.doubles(job.planes().partSize(nz, nt));
			job.planes().computePart(new RealImage(image), z, t, part);
			final double[] computed = image.update(null).getCurrentStorageArray();
			final int nc = job.targetChannels();
			for (int i = 0; i < nc * nz * nt; i++) {
				final int c = job.zFirst() ? i / nz % nc : i % nc;
				final int slice = z + (job.zFirst() ? i % nz : i / nc % nz);
				final int frame = t + i / nc / nz;
				System.arraycopy(computed, i * plane, values, (c + nc * (slice + job.slices() * frame)) * plane, plane);
			}
		});
		return new ResultValues(job, values);
	}

	/**
	 * @param slice slice of the result, from 0
	 * @param frame time point of the result, from 0
	 * @return all samples of the slice: x fastest, then y, then channel
	 */
	public double[] at(final int slice, final int frame) {
		final int n = job.width() * job.height() * job.targetChannels();
		final int from = n * (slice + job.slices() * frame);
		return Arrays.copyOfRange(values, from, from + n);
	}

	/**
	 * @return the 32-bit image that {@link FilterJob#compute} would return
	 * @throws IllegalStateException if the job's result is not 32-bit
	 */
	public ImagePlus image() {
		if (job.kind() != SampleKind.GRAY32) throw new IllegalStateException("The result is " + job.kind());
		final ImageStack stack = new ImageStack(job.width(), job.height());
		final int plane = job.width() * job.height();
		for (int i = 0; i < values.length; i += plane) {
			final float[] samples = new float[plane];
			for (int j = 0; j < plane; j++)
				samples[j] = (float) values[i + j];
			stack.addSlice(null, samples);
		}
		return ResultImage.create(job, stack);
	}
}
