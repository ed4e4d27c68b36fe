package io.github.convolvej.filter.transposed;

import static java.util.Collections.singletonList;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.Upsampling;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;

class TransposedConvolutionTest {

	/** A random operation, its image, and its parameters for the reference. */
	private static final class Trial {

		final int n;
		final int groups;
		final int channels;
		final int outputs;
		final int[] size;
		final int[] stride;
		final int[] dilation;
		final int[] before;
		final int[] after;
		final int[] extra;
		final long[] dimensions;
		final double[] bias;
		final Kernel kernel;
		final Img<DoubleType> image;
		final TransposedConvolution filter;

		/** Whether there is a result. */
		final boolean valid;

		Trial(final Random random, final int n, final int largest) {
			this(random, n, largest, new double[0]);
		}

		/** With some weights of other values, at any taps. */
		Trial(final Random random, final int n, final int largest, final double[] others) {
			this.n = n;
			groups = 1 + random.nextInt(3);
			channels = groups * (1 + random.nextInt(2));
			outputs = groups * (1 + random.nextInt(3));
			size = random.ints(n, 1, n == 3 ? 4 : 6).toArray();
			stride = random.ints(n, 1, 5).toArray();
			dilation = random.ints(n, 1, 4).toArray();
			before = random.ints(n, 0, 4).toArray();
			after = random.ints(n, 0, 4).toArray();
			extra = new int[n];
			dimensions = new long[channels == 1 && outputs == 1 ? n : n + 1];
			boolean positive = true;
			for (int d = 0; d < n; d++) {
				extra[d] = random.nextInt(Math.max(stride[d], dilation[d]));
				dimensions[d] = 1 + random.nextInt(largest);
				positive &= target(d) > 0;
			}
			if (dimensions.length > n) dimensions[n] = channels;
			valid = positive;
			bias = Computed.weights(random, outputs);
			int taps = 1;
			for (final int k : size)
				taps *= k;
			final double[] weights = Computed.weights(random, taps * outputs / groups * channels);
			for (final double w : others)
				weights[random.nextInt(weights.length)] = w;
			kernel = new Kernel(weights, outputs / groups, channels, size).withGroups(groups);
			image = Computed.random(random, dimensions);
			filter = TransposedConvolution.of(kernel).bias(bias).stride(stride).dilation(dilation).outputPadding(extra).padding(
				Padding.explicit(before, after));
		}

		long target(final int d) {
			return (dimensions[d] - 1) * stride[d] + (size[d] - 1) * dilation[d] + 1 - before[d] - after[d] + extra[d];
		}

		/** Every sample of the image stamps the kernel. */
		Img<DoubleType> reference() {
			final long[] targetSize = dimensions.clone();
			for (int d = 0; d < n; d++)
				targetSize[d] = target(d);
			if (targetSize.length > n) targetSize[n] = outputs;
			final Img<DoubleType> target = ArrayImgs.doubles(targetSize);
			final Cursor<DoubleType> all = target.localizingCursor();
			while (all.hasNext()) {
				all.fwd();
				all.get().set(bias[targetSize.length > n ? all.getIntPosition(n) : 0]);
			}
			final RandomAccess<DoubleType> stamp = target.randomAccess();
			final Cursor<DoubleType> cursor = image.localizingCursor();
			final long[] position = new long[targetSize.length];
			while (cursor.hasNext()) {
				cursor.fwd();
				final int c = position.length > n ? cursor.getIntPosition(n) : 0;
				for (int t = 0; t < kernel.taps(); t++)
					for (int k = 0; k < outputs / groups; k++) {
						for (int d = 0, rest = t; d < n; rest /= size[d++])
							position[d] = cursor.getLongPosition(d) * stride[d] + rest % size[d] * dilation[d] - before[d];
						if (position.length > n) position[n] = c / (channels / groups) * (outputs / groups) + k;
						if (!Intervals.contains(target, net.imglib2.Point.wrap(position))) continue;
						final DoubleType sample = stamp.setPositionAndGet(position);
						sample.set(sample.get() + kernel.weight(t, k, c) * cursor.get().get());
					}
			}
			return target;
		}

		@Override
		public String toString() {
			return Arrays.toString(dimensions) + " kernel " + Arrays.toString(size) + " stride " + Arrays.toString(stride) +
				" dilation " + Arrays.toString(dilation) + " padding " + Arrays.toString(before) + Arrays.toString(after) +
				" output padding " + Arrays.toString(extra) + " channels " + channels + " to " + outputs + " groups " + groups;
		}
	}

	@Test
	void isTheSumOfStampsForAnyGeometry() {
		final Random random = new Random(1);
		for (int i = 0, done = 0; done < 60; i++) {
			final int n = 1 + i % 3;
			final Trial trial = new Trial(random, n, n == 3 ? 4 : 9);
			if (!trial.valid) {
				assertThrows(IllegalArgumentException.class, () -> trial.filter.on(trial.dimensions), trial.toString());
				continue;
			}
			// quarters times quarters: all sums are exact
			Computed.check(trial.toString(), trial.reference(), 0, trial.filter, Border.ZERO, singletonList(trial.image));
			done++;
		}
	}

	@Test
	void isTheAdjointOfConvolution() {
		final Random random = new Random(2);
		for (int i = 0, done = 0; done < 60; i++) {
			final Trial trial = new Trial(random, 1 + i % 3, 6);
			if (!trial.valid) continue;
			final TransposedConvolution transposed = trial.filter.bias(0);
			final long[] wide = transposed.on(trial.dimensions).targetDimensions();
			final Convolution convolution = Convolution.of(trial.kernel).stride(trial.stride).dilation(trial.dilation).padding(
				Padding.explicit(trial.before, trial.after));
			if (!Arrays.equals(targetDimensions(convolution, wide), trial.dimensions)) continue;
			final Img<DoubleType> x = Computed.random(random, wide);
			final Img<DoubleType> forward = Computed.inDouble(convolution, Border.ZERO, singletonList(x));
			final Img<DoubleType> back = Computed.inDouble(transposed, Border.ZERO, singletonList(trial.image));
			assertEquals(product(forward, trial.image), product(x, back), 0, trial.toString());
			done++;
		}
	}

	/** Null if the convolution has no result: the window was cropped away. */
	private static long[] targetDimensions(final Convolution convolution, final long[] size) {
		try {
			return convolution.on(size).targetDimensions();
		}
		catch (final IllegalArgumentException e) {
			return null;
		}
	}

	private static double product(final Img<DoubleType> a, final Img<DoubleType> b) {
		final double[] u = Computed.values(a);
		final double[] v = Computed.values(b);
		double sum = 0;
		for (int i = 0; i < u.length; i++)
			sum += u[i] * v[i];
		return sum;
	}

	@Test
	void anOffCentreSampleStampsTheKernelUnflippedWhateverTheBorder() {
		final Kernel kernel = KernelText.parse("1 2 3; 4 5 6", 2);
		final Img<DoubleType> image = ArrayImgs.doubles(4, 3);
		image.getAt(2, 1).set(1);
		final TransposedConvolution filter = TransposedConvolution.of(kernel).stride(2, 3);
		for (final Border border : new Border[] { Border.ZERO, Border.constant(7), Border.REPLICATE, Border.REFLECT,
			Border.SYMMETRIC, Border.PERIODIC })
		{
			final Img<DoubleType> y = Computed.inDouble(filter, border, singletonList(image));
			assertArrayEquals(new long[] { 9, 8 }, y.dimensionsAsLongArray());
			for (int v = 0; v < 8; v++)
				for (int u = 0; u < 9; u++) {
					final boolean inside = u >= 4 && u < 7 && v >= 3 && v < 5;
					assertEquals(inside ? 1 + u - 4 + 3 * (v - 3) : 0, y.getAt(u, v).get(), border + " at " + u + "," + v);
				}
		}
	}

	@Test
	void flippedIsTheTransposeOfTrueConvolution() {
		final Kernel kernel = Kernel.of(1, 2, 3);
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 0, 1, 0 }, 3);
		final double[] y = Computed.values(Computed.inDouble(TransposedConvolution.of(kernel).flipped(), Border.ZERO,
			singletonList(image)));
		assertArrayEquals(new double[] { 0, 3, 2, 1, 0 }, y);
	}

	@Test
	void samplesThatNoStampReachesHoldTheBiasEvenBesideInfiniteWeights() {
		final Kernel kernel = Kernel.of(Double.POSITIVE_INFINITY, 1);
		final TransposedConvolution filter = TransposedConvolution.of(kernel).stride(4).bias(0.5).outputPadding(3);
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, Double.NaN, -2 }, 3);
		final double inf = Double.POSITIVE_INFINITY;
		final double[] expected = { inf, 1.5, 0.5, 0.5, Double.NaN, Double.NaN, 0.5, 0.5, -inf, -1.5, 0.5, 0.5, 0.5 };
		final Img<DoubleType> e = ArrayImgs.doubles(expected, 13);
		Computed.check("infinite weight", e, 0, filter, Border.ZERO, singletonList(image));
	}

	@Test
	void infiniteWeightsReachOnlyWhatTheyStampWhenStampsOverlap() {
		final double inf = Double.POSITIVE_INFINITY;
		final TransposedConvolution filter = TransposedConvolution.of(Kernel.of(1, 2, inf)).padding(Padding.explicit(1));
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, 1, 1, 1 }, 4);
		final Img<DoubleType> expected = ArrayImgs.doubles(new double[] { 3, inf, inf, inf }, 4);
		Computed.check("overlap", expected, 0, filter, Border.ZERO, singletonList(image));
	}

	@Test
	void weightsThatAreNotFiniteReachOnlyWhatTheyStampInAnyGeometry() {
		final Random random = new Random(5);
		for (int i = 0, done = 0; done < 30; i++) {
			final int n = 1 + i % 3;
			final Trial trial = new Trial(random, n, n == 3 ? 3 : 7, new double[] { Double.POSITIVE_INFINITY, Double.NaN });
			if (!trial.valid) continue;
			Computed.check(trial.toString(), trial.reference(), 0, trial.filter, Border.ZERO, singletonList(trial.image));
			done++;
		}
	}

	@Test
	void manyOutputsThatDoNotFitTheCacheGiveTheSame() {
		final Random random = new Random(6);
		final int outputs = 71;
		final Kernel kernel = new Kernel(Computed.weights(random, outputs * 3 * 16), outputs, 3, 4, 4);
		final Img<DoubleType> image = Computed.random(random, 300, 8, 3);
		final TransposedConvolution filter = TransposedConvolution.of(kernel).stride(3, 2).bias(Computed.weights(random,
			outputs));
		final double[] whole = Computed.values(Computed.inFloat(filter, Border.ZERO, singletonList(image), Options.DEFAULT
			.tile(1000, 400, outputs)));
		final double[] tiled = Computed.values(Computed.inFloat(filter, Border.ZERO, singletonList(image), Options.DEFAULT
			.tile(37, 2, 1)));
		assertArrayEquals(tiled, whole);
	}

	@Test
	void manyChannelsThatDoNotFitTheCacheGiveTheSame() {
		final Random random = new Random(3);
		final int channels = 420;
		final Kernel kernel = new Kernel(Computed.weights(random, channels * 16), 1, channels, 4, 4);
		final Img<DoubleType> image = Computed.random(random, 300, 2, channels);
		final TransposedConvolution filter = TransposedConvolution.of(kernel);
		final double[] whole = Computed.values(Computed.inFloat(filter, Border.ZERO, singletonList(image), Options.DEFAULT
			.tile(400, 400, 1)));
		final double[] tiled = Computed.values(Computed.inFloat(filter, Border.ZERO, singletonList(image), Options.DEFAULT
			.tile(37, 2, 1)));
		assertArrayEquals(whole, tiled);
		assertArrayEquals(Computed.values(Computed.inDouble(filter, Border.ZERO, singletonList(image))), whole, 0);
	}

	@Test
	void paddingSameEnlargesByTheStride() {
		for (int n = 1; n <= 9; n++)
			for (int k = 1; k <= 6; k++)
				for (int s = 1; s <= 4; s++)
					for (final Padding padding : new Padding[] { Padding.SAME, Padding.SAME_LOWER })
						assertEquals(n * s, TransposedConvolution.of(Kernel.of(new double[k])).stride(s).padding(padding).on(n)
							.targetDimensions()[0], n + " " + k + " " + s);
	}

	@Test
	void anOddSampleIsCroppedAtTheEndForSameAndOtherwiseAtTheBeginning() {
		final TransposedConvolution filter = TransposedConvolution.of(Kernel.of(1, 2, 3, 4));
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1 }, 1);
		assertArrayEquals(new double[] { 2 }, result(filter.padding(Padding.SAME), image));
		assertArrayEquals(new double[] { 3 }, result(filter.padding(Padding.SAME_LOWER), image));
		assertArrayEquals(new double[] { 1, 2, 3 }, result(filter.padding(Padding.SAME).outputSize(3), image));
		assertArrayEquals(new double[] { 2, 3, 4 }, result(filter.outputSize(3), image));
		assertArrayEquals(new double[] { 1, 2, 3, 4, 0 }, result(filter.dilation(1).stride(3).outputSize(5), image));
	}

	private static double[] result(final TransposedConvolution filter, final Img<DoubleType> image) {
		return Computed.values(Computed.inDouble(filter, Border.ZERO, singletonList(image)));
	}

	@Test
	void theOverlapPatternIsTheAnswerToOnesAndEvenIfTheStrideDividesTheKernel() {
		for (int k = 1; k <= 7; k++)
			for (int s = 1; s <= 6; s++)
				for (int d = 1; d <= 5; d++) {
					final TransposedConvolution filter = TransposedConvolution.of(Kernel.of(new double[k])).stride(s).dilation(d);
					final int n = 3 * k * d + 3;
					final double[] ones = new double[n];
					Arrays.fill(ones, 1);
					final double[] pattern = result(filter.overlap(), ArrayImgs.doubles(ones, n));
					// away from the ends
					final double[] inside = Arrays.copyOfRange(pattern, k * d, pattern.length - k * d);
					final boolean even = Arrays.stream(inside).distinct().count() == 1;
					assertEquals(even, filter.isEven(), "k " + k + " s " + s + " d " + d);
					if (d == 1) assertEquals(k % s == 0, even, "k " + k + " s " + s);
					final int[] period = Padding.VALID.transposed(0, n, k, s, d, 0).overlap();
					for (int o = k * d; o < pattern.length - k * d; o++)
						assertEquals(period[o % s], pattern[o], "k " + k + " s " + s + " d " + d + " at " + o);
				}
	}

	@Test
	void productsAreCountedExactly() {
		// 4 samples, stamps 0 1 2, 2 3 4, 4 5 6, 6 7 8, of which 1 to 7 and an appended one are left: 2 are cropped
		final Plan plan = TransposedConvolution.of(Kernel.of(1, 1, 1)).stride(2).padding(Padding.explicit(1)).outputPadding(
			1).on(4);
		assertEquals(11, plan.multiplyAccumulates());
		final Kernel bank = new Kernel(new double[6 * 2 * 9], 2, 6, 3, 3).withGroups(3);
		assertEquals(6 * 2 * 9 * 5 * 7, TransposedConvolution.of(bank).stride(2).on(5, 7, 6).multiplyAccumulates());
	}

	@Test
	void thePositionIsTheInverseOfTheConvolutions() {
		for (int k = 1; k <= 5; k++)
			for (int s = 1; s <= 3; s++) {
				final Kernel kernel = Kernel.of(new double[k]);
				final SamplePosition down = Convolution.of(kernel).stride(s).dilation(2).padding(Padding.parse("1:0")).on(20)
					.position(0);
				final SamplePosition up = TransposedConvolution.of(kernel).stride(s).dilation(2).padding(Padding.parse("1:0"))
					.on(20).position(0);
				assertEquals(1, down.then(up).scale(), 1e-12);
				assertEquals(0, down.then(up).offset(), 1e-12);
			}
		final SamplePosition twice = TransposedConvolution.of(Upsampling.bilinear(2)).stride(2).padding(Padding.SAME).on(9)
			.position(0);
		assertEquals(0.5, twice.scale());
		assertEquals(-0.25, twice.offset());
	}

	@Test
	void wrongParametersAreRefusedWithTheNumbers() {
		final TransposedConvolution filter = TransposedConvolution.of(Kernel.of(1, 2, 3));
		refused("output padding is 3", () -> filter.stride(2).dilation(3).outputPadding(3).on(5));
		refused("along x, output padding is 2", () -> filter.stride(2).outputPadding(2).on(5));
		filter.stride(2).dilation(3).outputPadding(2).on(5);
		refused("must be 1 to", () -> filter.stride(2).outputSize(13).on(5));
		refused("give only one", () -> filter.padding(Padding.explicit(1)).outputSize(5).on(5));
		refused("must be at least 1", () -> filter.padding(Padding.explicit(3)).on(4));
		refused("2 axes", () -> filter.on(4, 4));
		final Kernel bank = new Kernel(new double[24], 2, 4, 3);
		refused("3 channels, but the kernel is for 4", () -> TransposedConvolution.of(bank).on(8, 3));
		refused("bias has 3 values", () -> TransposedConvolution.of(bank).bias(1, 2, 3));
		refused("without bias", () -> TransposedConvolution.of(bank.withBias(1)));
		refused("stride is 0", () -> filter.stride(0));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.toLowerCase().contains(part.toLowerCase()), message);
	}

	@Test
	void aSerializedPlanGivesTheSame() throws Exception {
		final TransposedConvolution filter = TransposedConvolution.of(Kernel.of(1, 2, 3)).stride(2).padding(Padding.SAME);
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, 2, 4 }, 3);
		assertArrayEquals(result(filter, image), result(Computed.serialized(filter), image));
		assertEquals(6, Computed.serialized(filter.on(3)).targetDimensions()[0]);
	}

	@Test
	void batchesAreLoopedOver() {
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, 2, 10, 20 }, 2, 1, 2);
		final double[] y = Computed.values(Filters.apply(TransposedConvolution.of(Kernel.of(1, -1)).stride(2), image));
		assertArrayEquals(new double[] { 1, -1, 2, -2, 10, -10, 20, -20 }, y);
	}

	@Test
	void interpolationKernelsKeepConstantsEvenWhereTheOverlapIsUneven() {
		for (int stride = 1; stride < 7; stride++) {
			assertTrue(TransposedConvolution.of(Upsampling.bilinear(stride, 2)).stride(stride, 2).keepsConstants());
			assertTrue(TransposedConvolution.of(Upsampling.bicubic(stride)).stride(stride).keepsConstants());
			assertTrue(TransposedConvolution.of(Upsampling.nearest(stride)).stride(stride).keepsConstants());
		}
		assertFalse(TransposedConvolution.of(Kernel.of(1, 1, 1)).stride(2).keepsConstants());
		assertFalse(TransposedConvolution.of(Kernel.of(1, 1)).stride(3).keepsConstants());
		assertFalse(TransposedConvolution.of(Kernel.of(1, 1)).stride(2).dilation(2).keepsConstants());
		assertFalse(TransposedConvolution.of(new Kernel(new double[] { 1, 1, 1, 2 }, 1, 2, 2)).stride(2).keepsConstants());
		assertTrue(TransposedConvolution.of(Kernel.of(1, -1, 0, 2)).stride(2).keepsConstants());
	}

	@Test
	void aBankExchangedTwiceIsItself() {
		final double[] weights = DoubleStream.iterate(1, w -> w + 1).limit(2 * 3 * 4).toArray();
		final Kernel bank = new Kernel(weights, 3, 4, 2).withGroups(2);
		final Kernel back = bank.exchanged();
		assertEquals(2, back.inputs());
		assertEquals(6, back.outputs());
		// kernel 3 (the second of group 2), input channel 1 of its group, tap 1
		assertEquals(bank.weight(1, 1, 3), back.weight(1, 1, 3 + 1));
		assertEquals(bank, back.exchanged());
	}
}
