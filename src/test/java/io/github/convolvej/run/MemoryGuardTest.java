package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.Kernel;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutors;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

/**
 * Beyond input and output, a computation with up to eight threads takes less than
 * 64 MiB, however large the image. What all threads allocate is counted, what they
 * throw away included: there is never more than that.
 */
@Guard
class MemoryGuardTest {

	private static final double MEBI = 1 << 20;
	private static final double LIMIT = 64;
	private static final int[] THREADS = { 1, 8 };
	private static final ThreadMXBean ALLOCATION = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static Kernel average(final int... size) {
		final int taps = Arrays.stream(size).reduce(1, (a, b) -> a * b);
		final double[] weights = new double[taps];
		// no two rows alike
		Arrays.setAll(weights, i -> (1 + i * i % 7) / (4.0 * taps));
		return new Kernel(weights, 1, 1, size);
	}

	private static Kernel bank(final int size, final int inputs, final int outputs) {
		final double[] weights = new double[size * size * inputs * outputs];
		Arrays.setAll(weights, i -> (i * i % 7 - 3) / 10.0);
		return new Kernel(weights, inputs, outputs, size, size);
	}

	private static Arguments floats(final String name, final Filter filter, final long... size) {
		return Arguments.of(name, filter, ArrayImgs.floats(size));
	}

	static Stream<Arguments> filters() {
		final long n = 2048;
		return Stream.of( //
			floats("3x3", Convolution.of(average(3, 3)), n, n), //
			floats("3x3, large image", Convolution.of(average(3, 3)), 2 * n, 2 * n), //
			floats("3x3, long lines", Convolution.of(average(3, 3)), 1 << 20, 8), //
			floats("3x3, high columns", Convolution.of(average(3, 3)), 8, 1 << 20), //
			floats("3x3, dilation 32", Convolution.of(average(3, 3)).dilation(32), n, n), //
			floats("3x3, stride 2", Convolution.of(average(3, 3)).stride(2), n, n), //
			floats("15x15", Convolution.of(average(15, 15)), n, n), //
			Arguments.of("3x3, double", Convolution.of(average(3, 3)), ArrayImgs.doubles(n, n)), //
			Arguments.of("15x15, double", Convolution.of(average(15, 15)), ArrayImgs.doubles(n, n)), //
			floats("15x15 by low rank", Convolution.of(average(15, 15)).engine(Engine.LOW_RANK), n, n), //
			floats("31x31 by fft", Convolution.of(average(31, 31)).engine(Engine.FFT), n, n), //
			floats("127x127 by fft", Convolution.of(average(127, 127)).engine(Engine.FFT), n, n), //
			Arguments.of("3x3, 16 bits", Convolution.of(average(3, 3)), ArrayImgs.unsignedShorts(n, n)), //
			floats("Gaussian of sigma 8", Smooth.gaussian(8, 8), n, n), //
			floats("Gaussian of sigma 40", Smooth.gaussian(40, 40), n, n / 2), //
			floats("Gaussian of sigma 100", Smooth.gaussian(100, 100), n, n / 2), //
			floats("Sobel", Edges.of("sobel", 2), n, n), //
			floats("max 31x31", Pooling.max(31, 31).stride(1).padding(Padding.SAME), n, n), //
			floats("median 5x5", Pooling.median(5, 5).stride(1).padding(Padding.SAME), n / 4, n / 4), //
			floats("average 2x2", Pooling.average(2, 2), n, n), //
			floats("transposed 4x4", TransposedConvolution.of(average(4, 4)).stride(2), n, n), //
			floats("5x5x5", Convolution.of(average(5, 5, 5)), 256, 256, 64), //
			floats("3D Gaussian of sigma 2", Smooth.gaussian(2, 2, 2), 256, 256, 64), //
			floats("3D Gaussian of sigma 5", Smooth.gaussian(5, 5, 5), 512, 512, 64), //
			floats("3D Gaussian of sigma 7, wide rows", Smooth.gaussian(7, 7, 7), n, 256, 64), //
			Arguments.of("3D Gaussian of sigma 5, 16 bits", Smooth.gaussian(5, 5, 5), ArrayImgs.unsignedShorts(512, 512, 64)), //
			Arguments.of("3D Gaussian of sigma 3, double", Smooth.gaussian(3, 3, 3), ArrayImgs.doubles(512, 256, 64)), //
			floats("3D Sobel", Edges.of("sobel", 3), 512, 512, 64), //
			floats("3D edges of sigma 3", Edges.of(GradientOperator.gaussian(3, 3, 3)), 512, 256, 64), //
			floats("3D Gaussian of sigma 8", Smooth.gaussian(8, 8, 8), 256, 256, 64), //
			floats("3D Gaussian of sigma 12", Smooth.gaussian(12, 12, 12), 128, 128, 64), //
			floats("max 9x9x9", Pooling.max(9, 9, 9).stride(1).padding(Padding.SAME), 256, 256, 64), //
			floats("3x3, 64 to 64 channels", Convolution.of(bank(3, 64, 64)), 128, 128, 64), //
			floats("1x1, 64 to 128 channels", Convolution.of(bank(1, 64, 128)), 128, 128, 64), //
			floats("3x3, 512 to 8 channels", Convolution.of(bank(3, 512, 8)), 64, 64, 512), //
			floats("3x3, depthwise", Convolution.of(bank(3, 1, 64).withGroups(64)), 256, 256, 64), //
			floats("transposed 4x4, 32 channels", TransposedConvolution.of(bank(4, 32, 32)).stride(2), 128, 128, 32));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("filters")
	<T extends RealType<T> & NativeType<T>> void workingMemoryIsBounded(final String name, final Filter filter,
		final RandomAccessibleInterval<T> image)
	{
		final Img<T> target = new ArrayImgFactory<>(image.getType()).create(Filters.targetDimensions(filter, image));
		for (final int threads : THREADS) {
			final double allocated = allocated(threads, () -> Filters.process(filter, image, Border.REPLICATE, target,
				Options.DEFAULT)) / MEBI;
			assertTrue(allocated < LIMIT, () -> name + " allocates " + allocated + " MiB with " + threads + " threads");
		}
	}

	@Test
	void allThreadsAreCounted() {
		for (final int threads : THREADS) {
			final double allocated = allocated(threads, () -> Parallelization.getTaskExecutor().runAll(Collections.nCopies(8,
				() -> assertNotNull(new byte[1 << 23])))) / MEBI;
			assertTrue(allocated > LIMIT && allocated < LIMIT + 1, () -> "counted " + allocated + " MiB");
		}
	}

	/** Bytes that all threads allocate; these are still there when they are asked. */
	private static long allocated(final int parallelism, final Runnable work) {
		final Set<Thread> threads = ConcurrentHashMap.newKeySet();
		threads.add(Thread.currentThread());
		final ForkJoinPool pool = new ForkJoinPool(parallelism, p -> {
			final ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p);
			threads.add(thread);
			return thread;
		}, null, false);
		try {
			final long before = ALLOCATION.getThreadAllocatedBytes(Thread.currentThread().getId());
			Parallelization.runWithExecutor(TaskExecutors.forExecutorService(pool), work);
			return threads.stream().mapToLong(t -> ALLOCATION.getThreadAllocatedBytes(t.getId())).sum() - before;
		}
		finally {
			pool.shutdown();
		}
	}
}
