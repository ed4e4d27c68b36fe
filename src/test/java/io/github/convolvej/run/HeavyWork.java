package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

import org.junit.jupiter.params.provider.Arguments;

/** Filters on images that take minutes, unless they are cancelled. */
final class HeavyWork {

	private HeavyWork() {}

	private static Convolution convolution(final int... size) {
		return Convolution.of(new Kernel(new Random(1).doubles(Intervals.numElements(Arrays.stream(size).asLongStream()
			.toArray())).toArray(), 1, 1, size)).engine(Engine.DIRECT);
	}

	/** Names, filters and sizes of images. */
	static Stream<Arguments> all() {
		return Stream.of(Arguments.of("31 x 31", convolution(31, 31), new long[] { 4096, 4096 }), Arguments.of(
			"31 x 31, transformed", convolution(31, 31).engine(Engine.FFT), new long[] { 8192, 4096 }), Arguments.of("101 x 101",
			convolution(101, 101), new long[] { 2048, 2048 }), Arguments.of("31 x 31 x 31", convolution(31, 31, 31),
				new long[] { 256, 256, 64 }), Arguments.of("median of 101 x 101", Pooling.median(101, 101).stride(1).padding(
					Padding.SAME), new long[] { 1024, 1024 }), Arguments.of("median of 15 x 15 x 15", Pooling.median(15, 15, 15)
						.stride(1).padding(Padding.SAME), new long[] { 128, 128, 64 }), Arguments.of("one line", convolution(
							1 << 20), new long[] { 1 << 22 }));
	}

	static Img<FloatType> image(final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		final Random random = new Random(2);
		image.forEach(v -> v.set(random.nextFloat()));
		return image;
	}

	/** Fails if the work is not cancelled. */
	static void run(final Filter filter, final Img<FloatType> image, final Img<FloatType> target, final Monitor monitor) {
		final Runnable work = () -> Filters.process(filter, image, Border.REFLECT, target, Options.DEFAULT.monitor(monitor));
		assertThrows(CancellationException.class, () -> Parallelization.runMultiThreaded(work));
	}
}
