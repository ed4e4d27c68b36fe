package io.github.convolvej.filter.pointwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.filter.pooling.PoolingTest;
import io.github.convolvej.network.ChannelStatistics;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleUnaryOperator;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Batch normalisation, its statistics, and activations. */
class PointwiseTest {

	@Test
	void everyChannelIsNormalisedWithItsOwnStatistics() {
		final double[] mean = { 1, -2, 30 };
		final double[] variance = { 4, 0, 0.25 };
		final double[] gamma = { 2, 1, -3 };
		final double[] beta = { 0, 5, 7 };
		for (int axes = 1; axes <= 3; axes++) {
			final long[] size = Arrays.copyOf(new long[] { 5, 4, 2, 1, 1 }, axes + 2);
			size[axes] = 3;
			size[axes + 1] = 2;
			final int plane = Runs.product(size) / 6;
			final double[] image = Runs.numbers(axes, plane * 6);
			final double[] expected = new double[image.length];
			for (int i = 0; i < image.length; i++) {
				final int c = i / plane % 3;
				expected[i] = gamma[c] * (image[i] - mean[c]) / Math.sqrt(variance[c] + 0.1) + beta[c];
			}
			final BatchNormalisation filter = BatchNormalisation.of(axes, mean, variance).affine(gamma, beta).epsilon(0.1);
			for (final boolean wide : new boolean[] { false, true })
				Runs.assertClose(expected, Runs.assertSameForAnyTilesAndThreads(filter, Runs.image(wide, image, size), Border.ZERO),
					10, wide, axes + " axes");
		}
	}

	@Test
	void anImageNormalisedWithItsMeasuredStatisticsHasMeanZeroAndVarianceOne() {
		final double[] image = Runs.numbers(3, 9 * 8 * 3 * 2);
		final Img<DoubleType> img = Runs.filled(ArrayImgs.doubles(9, 8, 3, 2), i -> 5 + image[i] * (1 + i / 72 % 3));
		final ChannelStatistics before = ChannelStatistics.measure(img, 2, Options.DEFAULT);
		final double[] result = Runs.run(BatchNormalisation.of(2, before.mean(), before.variance()).epsilon(0), img);
		final ChannelStatistics after = ChannelStatistics.measure(Runs.filled(ArrayImgs.doubles(9, 8, 3, 2), i -> result[i]),
			2, Options.DEFAULT);
		assertArrayEquals(new double[3], after.mean(), 1e-14);
		assertArrayEquals(new double[] { 1, 1, 1 }, after.variance(), 1e-14);
	}

	@Test
	void statisticsAreThoseOfAllSamplesOfAChannel() {
		final double[] image = Runs.numbers(6, 7 * 5 * 3 * 4);
		for (int axis = -1; axis < 4; axis++) {
			if (axis == 0) continue;
			final long[] size = { 7, 5, 3, 4 };
			final int channels = axis < 0 ? 1 : (int) size[axis];
			final int step = axis < 0 ? image.length : Runs.product(Arrays.copyOf(size, axis));
			final double[] mean = new double[channels];
			final double[] variance = new double[channels];
			for (int i = 0; i < image.length; i++)
				mean[i / step % channels] += image[i] * channels / image.length;
			for (int i = 0; i < image.length; i++)
				variance[i / step % channels] += Math.pow(image[i] - mean[i / step % channels], 2) * channels / image.length;
			final ChannelStatistics got = ChannelStatistics.measure(Runs.filled(ArrayImgs.floats(size), i -> image[i]), axis,
				Options.DEFAULT);
			assertArrayEquals(mean, got.mean(), 1e-13, "axis " + axis);
			assertArrayEquals(variance, got.variance(), 1e-11, "axis " + axis);
		}
		final ChannelStatistics line = ChannelStatistics.measure(Runs.filled(ArrayImgs.floats(3), i -> i), -1,
			Options.DEFAULT);
		assertEquals(1, line.mean()[0]);
		assertEquals(2 / 3.0, line.variance()[0]);
	}

	@Test
	void statisticsAreAccurateFarFromZeroAndTheSameOnAnyThreads() {
		final Img<FloatType> image = Runs.filled(ArrayImgs.floats(101, 67, 2), i -> 1e6 + i % 2);
		final double[][] reference = statistics(image, Options.DEFAULT);
		assertEquals(0.25, reference[1][0], 1e-7);
		final double[] noise = Runs.numbers(1, 101 * 67 * 2);
		final Img<FloatType> noisy = Runs.filled(ArrayImgs.floats(101, 67, 2), i -> noise[i]);
		final double[][] expected = statistics(noisy, Options.DEFAULT);
		for (final int threads : new int[] { 1, 2, 7 }) {
			final AtomicReference<double[][]> got = new AtomicReference<>();
			Parallelization.runWithNumThreads(threads, () -> got.set(statistics(noisy, Options.DEFAULT.tile(1, 5))));
			assertArrayEquals(expected, got.get());
		}
	}

	private static double[][] statistics(final Img<FloatType> image, final Options options) {
		final ChannelStatistics s = ChannelStatistics.measure(image, 2, options);
		return new double[][] { s.mean(), s.variance() };
	}

	@Test
	void nanStaysInItsChannel() {
		final double[] values = { 1, 2, Double.NaN, 4, 5, 6, 7, 8 };
		final ChannelStatistics s = ChannelStatistics.measure(Runs.filled(ArrayImgs.floats(2, 2, 2), i -> values[i]), 2,
			Options.DEFAULT);
		assertArrayEquals(new double[] { Double.NaN, 6.5 }, s.mean());
		assertArrayEquals(new double[] { Double.NaN, 1.25 }, s.variance());
	}

	@Test
	void activationsAreTheirFormulas() {
		final Map<Activation, DoubleUnaryOperator> functions = new LinkedHashMap<>();
		functions.put(Activation.relu(2), x -> x > 0 ? x : 0);
		functions.put(Activation.leakyRelu(0.25, 2), x -> x > 0 ? x : x / 4);
		functions.put(Activation.sigmoid(2), x -> Math.exp(x) / (Math.exp(x) + 1));
		functions.put(Activation.tanh(2), x -> (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1));
		final double[] image = Arrays.stream(Runs.numbers(2, 9 * 7 * 2)).map(v -> (float) (v / 8)).toArray();
		functions.forEach((activation, function) -> {
			for (final boolean wide : new boolean[] { false, true })
				Runs.assertClose(Arrays.stream(image).map(function).toArray(), Runs.assertSameForAnyTilesAndThreads(activation,
					Runs.image(wide, image, 9, 7, 2), Border.ZERO), 1, wide, activation + "");
		});
	}

	@Test
	void activationsHaveTheirLimits() {
		final double inf = Double.POSITIVE_INFINITY;
		final Img<?> image = Runs.image(true, new double[] { -inf, inf, Double.NaN, -1000, 1000 }, 5);
		assertArrayEquals(new double[] { 0, inf, Double.NaN, 0, 1000 }, Runs.run(Activation.relu(1), image));
		assertArrayEquals(new double[] { -inf, inf, Double.NaN, -10, 1000 }, Runs.run(Activation.leakyRelu(0.01, 1), image));
		assertArrayEquals(new double[] { 0, 1, Double.NaN, 0, 1 }, Runs.run(Activation.sigmoid(1), image));
		assertArrayEquals(new double[] { -1, 1, Double.NaN, -1, 1 }, Runs.run(Activation.tanh(1), image));
	}

	@Test
	void mistakesAreRefusedWithWhatWouldBeRight() {
		final double[] two = { 1, 1 };
		PoolingTest.assertRefused("variance has 1 values", () -> BatchNormalisation.of(2, two, new double[1]));
		PoolingTest.assertRefused("channel 2 is -1", () -> BatchNormalisation.of(2, two, new double[] { 1, -1 }));
		PoolingTest.assertRefused("gamma", () -> BatchNormalisation.of(2, two, two).affine(new double[3], two));
		PoolingTest.assertRefused("epsilon is NaN", () -> BatchNormalisation.of(2, two, two).epsilon(Double.NaN));
		PoolingTest.assertRefused("3 channels", () -> BatchNormalisation.of(2, two, two).on(5, 5, 3));
		PoolingTest.assertRefused("both 0", () -> BatchNormalisation.of(2, two, new double[2]).epsilon(0).on(5, 5, 2));
		PoolingTest.assertRefused("finite", () -> Activation.leakyRelu(Double.NaN, 2));
		PoolingTest.assertRefused("from 1 to 1", () -> ChannelStatistics.measure(ArrayImgs.floats(3, 3), 0, Options.DEFAULT));
		PoolingTest.assertRefused("no samples along y", () -> Activation.relu(2).on(5, 0));
		PoolingTest.assertRefused("no samples along x", () -> BatchNormalisation.of(2, two, two).on(0, 5, 2));
		PoolingTest.assertRefused("no samples along x", () -> new LineMoments().on(0, 5));
		assertTrue(Activation.relu(2).on(3, 3).multiplyAccumulates() == 0);
	}
}
