package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.filter.transposed.Unpooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

/** Laws that hold between filters, on random images of quarters, so that sums are exact. */
class FilterPropertiesTest {

	private static final long[][] SIZES = { { 19 }, { 11, 9 }, { 7, 6, 5 } };

	private static int product(final int... numbers) {
		return IntStream.of(numbers).reduce(1, (a, b) -> a * b);
	}

	private static Kernel kernel(final Random random, final int inputs, final int outputs, final int... size) {
		return new Kernel(Computed.weights(random, product(size) * inputs * outputs), inputs, outputs, size);
	}

	private static Img<DoubleType> run(final Filter filter, final Border border, final Img<DoubleType> image) {
		return Computed.inDouble(filter, border, List.of(image));
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}

	/** Stride, padding, dilation and sizes at random, of an image that holds a window. */
	private static final class Geometry {

		final int[] size;
		final int[] stride;
		final int[] dilation;
		final Padding padding;
		final long[] image;

		Geometry(final Random random, final int n, final int channels) {
			size = new int[n];
			stride = new int[n];
			dilation = new int[n];
			final int[] before = new int[n];
			final int[] after = new int[n];
			image = new long[channels > 0 ? n + 1 : n];
			for (int d = 0; d < n; d++) {
				size[d] = 1 + random.nextInt(4);
				stride[d] = 1 + random.nextInt(4);
				dilation[d] = 1 + random.nextInt(3);
				before[d] = random.nextInt(3);
				after[d] = random.nextInt(3);
				image[d] = Math.max(1 + random.nextInt(7), (size[d] - 1) * dilation[d] + 1 - before[d] - after[d]);
			}
			padding = Padding.explicit(before, after);
			if (channels > 0) image[n] = channels;
		}
	}

	@Test
	void theMatrixGivesTheConvolutionAndItsTransposeTheTransposedConvolution() {
		final Random random = new Random(1);
		for (int i = 0; i < 90; i++) {
			final int groups = 1 + random.nextInt(3);
			final int inputs = 1 + random.nextInt(2);
			final int outputs = groups * (1 + random.nextInt(2));
			final boolean bank = i % 2 == 0;
			final Geometry g = new Geometry(random, 1 + i % 3, bank ? inputs * groups : 0);
			final Kernel kernel = bank ? kernel(random, inputs, outputs, g.size).withGroups(groups) : kernel(random, 1, 1,
				g.size);
			// a single channel in and out is a kernel without channel axis
			if (bank && kernel.isSingle()) continue;
			final Convolution convolution = Convolution.of(kernel).stride(g.stride).dilation(g.dilation).padding(g.padding);
			final ConvolutionMatrix matrix = ConvolutionMatrix.of(convolution, g.image);
			final Img<DoubleType> x = Computed.random(random, g.image);
			final Img<DoubleType> y = run(convolution, Border.ZERO, x);
			final String what = "case " + i;
			assertArrayEquals(Computed.values(y), matrix.multiply(Computed.values(x)), what);
			// samples at the end that no window reaches are the output padding
			final TransposedConvolution plain = TransposedConvolution.of(kernel).stride(g.stride).dilation(g.dilation).padding(
				g.padding);
			final int[] rest = new int[g.size.length];
			final long[] windows = y.dimensionsAsLongArray();
			for (int d = 0; d < rest.length; d++) {
				final long span = (g.size[d] - 1L) * g.dilation[d] + 1;
				rest[d] = (int) (g.image[d] - ((windows[d] - 1) * g.stride[d] + span - padsOf(g, d)));
			}
			final Img<DoubleType> z = Computed.random(random, y.dimensionsAsLongArray());
			final Img<DoubleType> back = run(plain.outputPadding(rest), Border.ZERO, z);
			assertArrayEquals(x.dimensionsAsLongArray(), back.dimensionsAsLongArray(), what);
			assertArrayEquals(Computed.values(back), matrix.multiplyTransposed(Computed.values(z)), what);
			assertEquals(dot(Computed.values(y), Computed.values(z)), dot(Computed.values(x), Computed.values(back)), what);
		}
	}

	private static long padsOf(final Geometry g, final int d) {
		return g.padding.window(d, 1, 1, 1, 1).padBefore() + g.padding.window(d, 1, 1, 1, 1).padAfter();
	}

	@Test
	void dilationIsAKernelWithZerosBetweenItsTaps() {
		final Random random = new Random(2);
		for (int n = 1; n <= 3; n++)
			for (int i = 0; i < 8; i++) {
				final Geometry g = new Geometry(random, n, 0);
				final Kernel kernel = kernel(random, 1, 1, g.size);
				final int[] wide = new int[n];
				for (int d = 0; d < n; d++)
					wide[d] = (g.size[d] - 1) * g.dilation[d] + 1;
				final double[] spread = new double[product(wide)];
				for (int t = 0; t < kernel.taps(); t++) {
					int to = 0;
					int step = 1;
					for (int d = 0, rest = t; d < n; rest /= g.size[d], step *= wide[d], d++)
						to += rest % g.size[d] * g.dilation[d] * step;
					spread[to] = kernel.weight(t, 0, 0);
				}
				final Img<DoubleType> x = Computed.random(random, g.image);
				for (final Border border : new Border[] { Border.ZERO, Border.REFLECT, Border.PERIODIC })
					assertArrayEquals(Computed.values(run(Convolution.of(new Kernel(spread, 1, 1, wide)).stride(g.stride).padding(
						g.padding), border, x)), Computed.values(run(Convolution.of(kernel).dilation(g.dilation).stride(g.stride)
							.padding(g.padding), border, x)));
			}
	}

	@Test
	void depthwiseThenPointwiseIsTheDenseKernelTheyFactor() {
		final Random random = new Random(3);
		for (int n = 1; n <= 3; n++) {
			final int channels = 3;
			final int outputs = 4;
			final int[] size = Arrays.copyOf(new int[] { 3, 2, 2 }, n);
			final int[] one = new int[n];
			Arrays.fill(one, 1);
			final Kernel depthwise = kernel(random, 1, channels, size).withGroups(channels);
			final Kernel pointwise = kernel(random, channels, outputs, one);
			final int taps = product(size);
			final double[] dense = new double[taps * channels * outputs];
			for (int k = 0; k < outputs; k++)
				for (int c = 0; c < channels; c++)
					for (int t = 0; t < taps; t++)
						dense[(k * channels + c) * taps + t] = pointwise.weight(0, c, k) * depthwise.weight(t, 0, c);
			final long[] dimensions = Arrays.copyOf(SIZES[n - 1], n + 1);
			dimensions[n] = channels;
			final Img<DoubleType> x = Computed.random(random, dimensions);
			for (final Border border : new Border[] { Border.ZERO, Border.SYMMETRIC }) {
				final Img<DoubleType> layers = run(Convolution.of(pointwise), border, run(Convolution.of(depthwise).stride(2),
					border, x));
				assertArrayEquals(Computed.values(run(Convolution.of(new Kernel(dense, channels, outputs, size)).stride(2), border,
					x)), Computed.values(layers));
			}
		}
	}

	@Test
	void aKernelAfterAnotherIsTheLargerKernelTheyCompose() {
		final Random random = new Random(4);
		for (int n = 1; n <= 3; n++) {
			final int[] three = new int[n];
			final int[] five = new int[n];
			Arrays.fill(three, 3);
			Arrays.fill(five, 5);
			final Kernel a = kernel(random, 1, 1, three);
			final Kernel b = kernel(random, 1, 1, three);
			final double[] both = new double[product(five)];
			for (int s = 0; s < a.taps(); s++)
				for (int t = 0; t < b.taps(); t++) {
					int to = 0;
					for (int d = 0, p = s, q = t, step = 1; d < n; d++, p /= 3, q /= 3, step *= 5)
						to += (p % 3 + q % 3) * step;
					both[to] += a.weight(s, 0, 0) * b.weight(t, 0, 0);
				}
			final Img<DoubleType> x = Computed.random(random, SIZES[n - 1]);
			final Img<DoubleType> twice = run(Convolution.of(b).padding(Padding.VALID), Border.ZERO, run(Convolution.of(a)
				.padding(Padding.VALID), Border.ZERO, x));
			assertArrayEquals(Computed.values(run(Convolution.of(new Kernel(both, 1, 1, five)).padding(Padding.VALID),
				Border.ZERO, x)), Computed.values(twice));
		}
	}

	@Test
	void maxUnpoolingAfterMaxPoolingKeepsTheMaximaAndNothingElse() {
		final Random random = new Random(5);
		for (int n = 1; n <= 3; n++)
			for (int i = 0; i < 10; i++) {
				final int[] window = new int[n];
				final int[] stride = new int[n];
				final int[] size = new int[n];
				final long[] dimensions = new long[n];
				for (int d = 0; d < n; d++) {
					window[d] = 1 + random.nextInt(3);
					stride[d] = i % 2 == 0 ? window[d] : 1 + random.nextInt(3);
					dimensions[d] = window[d] + random.nextInt(6);
					size[d] = (int) dimensions[d];
				}
				final Img<DoubleType> x = Computed.random(random, dimensions);
				// no sample is zero, and the larger part negative
				x.forEach(t -> t.set(t.get() - 6.125));
				final Img<DoubleType> maxima = run(Pooling.max(window).stride(stride), Border.ZERO, x);
				final Img<DoubleType> positions = run(Pooling.argmax(window).stride(stride), Border.ZERO, x);
				final double[] values = Computed.values(x);
				final double[] at = Computed.values(positions);
				final double[] expected = new double[values.length];
				for (int k = 0; k < at.length; k++)
					expected[(int) at[k]] = values[(int) at[k]];
				final double[] highest = Computed.values(maxima);
				for (int k = 0; k < at.length; k++)
					assertEquals(values[(int) at[k]], highest[k]);
				final Img<DoubleType> kept = Computed.inDouble(MaxUnpooling.of(window).stride(stride).outputSize(size),
					Border.ZERO, List.of(maxima, positions));
				assertArrayEquals(expected, Computed.values(kept));
				assertArrayEquals(expected, Computed.values(Computed.inDouble(MaxUnpooling.toSize(size), Border.ZERO, List.of(
					maxima, positions))));
				if (i % 2 != 0) continue;
				// zeros are above negative maxima: raised, all maxima are found where they were
				x.forEach(t -> t.set(t.get() + 20));
				final Img<DoubleType> raised = run(Pooling.max(window), Border.ZERO, x);
				assertArrayEquals(Computed.values(raised), Computed.values(run(Pooling.max(window), Border.ZERO, Computed.inDouble(
					MaxUnpooling.of(window).outputSize(size), Border.ZERO, List.of(raised, run(Pooling.argmax(window), Border.ZERO,
						x))))));
			}
	}

	@Test
	void theMeanOfStochasticPoolingOverSeedsTendsToItsExpectation() {
		final Random random = new Random(6);
		final Img<DoubleType> x = Computed.random(random, 9, 7);
		x.forEach(t -> t.set(Math.abs(t.get())));
		final double[] expected = Computed.values(run(Pooling.stochasticExpectation(3, 2).stride(2), Border.ZERO, x));
		final double[] mean = new double[expected.length];
		final double[] squares = new double[expected.length];
		final int seeds = 3000;
		for (int seed = 0; seed < seeds; seed++) {
			final double[] drawn = Computed.values(run(Pooling.stochastic(seed * 7919L, 3, 2).stride(2), Border.ZERO, x));
			for (int i = 0; i < mean.length; i++) {
				mean[i] += drawn[i] / seeds;
				squares[i] += drawn[i] * drawn[i] / seeds;
			}
		}
		for (int i = 0; i < mean.length; i++) {
			final double deviation = Math.sqrt(Math.max(0, squares[i] - mean[i] * mean[i]) / seeds);
			// 12 results and 5 standard errors: a right generator fails once in 100,000 times, and these seeds are fixed
			assertEquals(expected[i], mean[i], 5 * deviation + 1e-9, "result " + i);
		}
	}

	/** Filters whose result is a linear function of the image. */
	private static List<Filter> linear(final Random random, final int n) {
		final int[] size = Arrays.copyOf(new int[] { 3, 4, 2 }, n);
		final Kernel kernel = kernel(random, 1, 1, size);
		final double[][] vectors = Arrays.copyOf(new double[][] { { 1, -2, 0.5 }, { 0.25, 1, 1, 2 }, { 1, -1 } }, n);
		return List.of(Convolution.of(kernel), Convolution.of(kernel).stride(2).dilation(2).padding(Padding.FULL),
			SeparableConvolution.of(vectors), FlattenedConvolution.of(vectors).stride(2), TransposedConvolution.of(kernel)
				.stride(2), Pooling.average(size).countIncludePad(true).divisorOverride(8), GlobalPooling.sum(n), Edges.of(
					"sobel", n).outputs("x"), Interpolation.byFactor(Interpolation.Method.LINEAR, Arrays.copyOf(new double[] { 2, 2,
						2 }, n)), Unpooling.nearest(size));
	}

	@Test
	void linearFiltersKeepSumsAndMultiples() {
		final Random random = new Random(7);
		for (int n = 1; n <= 3; n++)
			for (final Filter filter : linear(random, n))
				for (final Border border : new Border[] { Border.ZERO, Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC,
					Border.PERIODIC })
				{
					final Img<DoubleType> x = Computed.random(random, SIZES[n - 1]);
					final Img<DoubleType> y = Computed.random(random, SIZES[n - 1]);
					final Img<DoubleType> sum = x.copy();
					final Cursor<DoubleType> other = y.cursor();
					sum.forEach(t -> t.set(2 * t.get() - 3 * other.next().get()));
					final double[] a = Computed.values(run(filter, border, x));
					final double[] b = Computed.values(run(filter, border, y));
					final double[] expected = new double[a.length];
					for (int i = 0; i < a.length; i++)
						expected[i] = 2 * a[i] - 3 * b[i];
					assertArrayEquals(expected, Computed.values(run(filter, border, sum)), filter + " " + border);
				}
	}

	@Test
	void aShiftedPeriodicImageHasAShiftedResult() {
		final Random random = new Random(8);
		for (int n = 1; n <= 3; n++) {
			final int[] size = Arrays.copyOf(new int[] { 3, 4, 2 }, n);
			final int[] odd = Arrays.copyOf(new int[] { 3, 3, 3 }, n);
			final double[][] vectors = Arrays.copyOf(new double[][] { { 1, -2, 0.5 }, { 0.25, 1, 1, 2 }, { 1, -1 } }, n);
			final List<Filter> filters = List.of(Convolution.of(kernel(random, 1, 1, size)).dilation(2), SeparableConvolution.of(
				vectors), Smooth.gaussian(Arrays.copyOf(new double[] { 1, 0.6, 0.5 }, n)), Edges.of("scharr", n), Pooling.max(odd)
					.stride(1).padding(Padding.SAME).withBorder(), Pooling.median(odd).stride(1).padding(Padding.SAME).withBorder(),
				Pooling.average(odd).stride(1).padding(Padding.SAME).withBorder(), Activation.tanh(n));
			for (final Filter filter : filters) {
				final Img<DoubleType> x = Computed.random(random, SIZES[n - 1]);
				final long[] by = random.longs(n, -9, 10).toArray();
				final Img<DoubleType> moved = copy(shifted(x, by));
				assertArrayEquals(Computed.values(shifted(run(filter, Border.PERIODIC, x), by)), Computed.values(run(filter,
					Border.PERIODIC, moved)), filter + " moved by " + Arrays.toString(by));
			}
		}
	}

	/** The image as it repeats itself, moved. */
	private static RandomAccessibleInterval<DoubleType> shifted(final Img<DoubleType> image, final long... by) {
		return Views.interval(Views.translate(Views.extendPeriodic(image), by), image);
	}

	private static Img<DoubleType> copy(final RandomAccessibleInterval<DoubleType> image) {
		return ArrayImgs.doubles(Computed.values(image), image.dimensionsAsLongArray());
	}

	@Test
	void separableTermsGiveTheDenseSumWithinItsBound() {
		final Random random = new Random(9);
		for (int n = 1; n <= 3; n++)
			for (int i = 0; i < 10; i++) {
				final double[][] vectors = new double[n][];
				for (int d = 0; d < n; d++)
					vectors[d] = random.doubles(1 + random.nextInt(5), -1, 1).toArray();
				final SeparableConvolution separable = SeparableConvolution.of(vectors);
				final Kernel dense = Kernel.of(separable.kernel());
				final Img<DoubleType> x = Computed.random(random, SIZES[n - 1]);
				final Img<DoubleType> magnitudes = x.copy();
				magnitudes.forEach(t -> t.set(Math.abs(t.get())));
				final double[] absolute = Arrays.stream(dense.weights()).map(Math::abs).toArray();
				final double[] sums = Computed.values(run(Convolution.of(new Kernel(absolute, 1, 1, dense.size())),
					Border.REFLECT, magnitudes));
				final double[] exact = Computed.values(run(Convolution.of(dense), Border.REFLECT, x));
				final double[] narrow = Computed.values(Computed.inFloat(separable, Border.REFLECT, List.of(x),
					Options.DEFAULT));
				// weights rounded once on every axis, products and sums along every axis
				final double terms = 2 * n + Arrays.stream(vectors).mapToInt(v -> v.length).sum();
				for (int k = 0; k < exact.length; k++)
					assertEquals(exact[k], narrow[k], terms * 0x1p-24 * sums[k] + 1e-30);
			}
	}
}
