package io.github.convolvej.ij1.preview;

import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.run.Monitor;

import ij.ImagePlus;
import ij.process.FloatProcessor;

/**
 * How long a result will take: as long for each sample as its picture took, but for what any picture takes. A plane of a filter along z costs
 * more than its share of the volume, since it needs its neighbours; there the multiplications count, at a speed that is measured once.
 */
final class ExpectedTime {

	private static final int SIZE = 512;

	/** Part of a picture's time that is always taken to be that of its samples. */
	private static final double LEAST = 0.1;

	private static double multiplicationsPerSecond;

	private ExpectedTime() {}

	/**
	 * @param picture of a part of the result
	 * @param milliseconds that it took
	 * @param overhead milliseconds of them that have to do with no sample
	 * @return seconds for the whole result
	 */
	static double seconds(final PreviewPicture picture, final double milliseconds, final double overhead) {
		final FilterJob job = picture.job();
		// times of so little are known roughly only
		final double samples = Math.max(milliseconds - overhead, LEAST * milliseconds);
		final double sampled = 1e-3 * (milliseconds - samples + samples * picture.whole());
		final boolean deep = job.zFirst() && job.slices() > 1 && job.multiplyAccumulates() > 0;
		return deep ? Math.min(sampled, job.multiplyAccumulates() / speed()) : sampled;
	}

	private static synchronized double speed() {
		if (multiplicationsPerSecond == 0) {
			// once for the compiler, once to measure
			measure();
			multiplicationsPerSecond = measure();
		}
		return multiplicationsPerSecond;
	}

	private static double measure() {
		final ImagePlus image = new ImagePlus("speed", new FloatProcessor(SIZE, SIZE));
		final FilterJob job = FilterJobBuilder.of(ImageInput.of(image), Smooth.gaussian(2, 2), 2).build();
		final long start = System.nanoTime();
		job.compute(Monitor.NONE);
		return job.multiplyAccumulates() / (1e-9 * Math.max(1, System.nanoTime() - start));
	}
}
