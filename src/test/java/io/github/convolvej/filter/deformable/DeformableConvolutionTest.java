package io.github.convolvej.filter.deformable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class DeformableConvolutionTest {

	/** A random operation, its images, and its parameters for the reference. */
	private static final class Trial {

		final int n;
		final int groups;
		final int offsetGroups;
		final int channels;
		final int outputs;
		final boolean modulated;
		final int[] size;
		final int[] stride;
		final int[] dilation;
		final int[] before;
		final Kernel kernel;
		final DeformableConvolution filter;
		final List<Img<DoubleType>> images = new ArrayList<>();
		final long[] targetSize;

		Trial(final Random random, final int n, final double spread, final boolean modulated) {
			this.n = n;
			this.modulated = modulated;
			groups = 1 + random.nextInt(2);
			offsetGroups = 1 + random.nextInt(3);
			channels = groups * offsetGroups * (1 + random.nextInt(2));
			outputs = groups * (1 + random.nextInt(2));
			size = random.ints(n, 1, n == 3 ? 3 : 4).toArray();
			stride = random.ints(n, 1, 3).toArray();
			dilation = random.ints(n, 1, 3).toArray();
			before = random.ints(n, 0, 3).toArray();
			final int[] after = random.ints(n, 4, 6).toArray();
			int taps = 1;
			for (final int k : size)
				taps *= k;
			kernel = new Kernel(Computed.weights(random, taps * outputs * channels / groups), channels / groups, outputs, size)
				.withGroups(groups).withBias(Computed.weights(random, outputs));
			final DeformableConvolution plain = DeformableConvolution.of(kernel).stride(stride).dilation(dilation).padding(
				Padding.explicit(before, after)).offsetGroups(offsetGroups);
			filter = modulated ? plain.modulated() : plain;
			final long[] image = random.longs(n + 1, 1, n == 3 ? 5 : 8).toArray();
			image[n] = channels;
			targetSize = image.clone();
			for (int d = 0; d < n; d++)
				targetSize[d] = (image[d] + before[d] + after[d] - (size[d] - 1) * dilation[d] - 1) / stride[d] + 1;
			targetSize[n] = outputs;
			images.add(Computed.random(random, image));
			final long[] offset = targetSize.clone();
			offset[n] = offsetGroups * taps * n;
			images.add(ArrayImgs.doubles(offset));
			// whole numbers, halves and quarters, so that results are exact
			images.get(1).forEach(v -> v.set(Math.rint((random.nextDouble() - 0.5) * 8 * spread) / 4));
			offset[n] = offsetGroups * taps;
			if (modulated) images.add(Computed.random(random, offset));
		}

		Img<DoubleType> reference() {
			final Img<DoubleType> target = ArrayImgs.doubles(targetSize);
			final Cursor<DoubleType> cursor = target.localizingCursor();
			while (cursor.hasNext()) {
				cursor.fwd();
				final int k = cursor.getIntPosition(n);
				double sum = kernel.bias(k);
				for (int i = 0; i < kernel.inputs(); i++)
					for (int t = 0; t < kernel.taps(); t++)
						sum += kernel.weight(t, i, k) * sample(cursor, t, k / (outputs / groups) * kernel.inputs() + i);
				cursor.get().set(sum);
			}
			return target;
		}

		private double sample(final Cursor<DoubleType> target, final int tap, final int c) {
			final int taps = kernel.taps();
			final int g = c / (channels / offsetGroups);
			final RandomAccess<DoubleType> offset = images.get(1).randomAccess();
			offset.setPosition(target);
			final double[] place = new double[n];
			for (int d = 0, rest = tap; d < n; rest /= size[d++]) {
				offset.setPosition((g * taps + tap) * n + n - 1 - d, n);
				place[d] = target.getIntPosition(d) * stride[d] - before[d] + rest % size[d] * dilation[d] + offset.get().get();
			}
			double value = 0;
			final RandomAccess<DoubleType> image = Views.extendZero(images.get(0)).randomAccess();
			for (int corner = 0; corner < 1 << n; corner++) {
				double weight = 1;
				for (int d = 0; d < n; d++) {
					final int at = (int) Math.floor(place[d]) + (corner >> d & 1);
					image.setPosition(at, d);
					weight *= 1 - Math.abs(place[d] - at);
				}
				image.setPosition(c, n);
				value += weight * image.get().get();
			}
			if (!modulated) return value;
			final RandomAccess<DoubleType> mask = images.get(2).randomAccess();
			mask.setPosition(target);
			mask.setPosition(g * taps + tap, n);
			return value * mask.get().get();
		}

		@Override
		public String toString() {
			return Arrays.toString(images.get(0).dimensionsAsLongArray()) + " kernel " + Arrays.toString(size) + " stride " +
				Arrays.toString(stride) + " dilation " + Arrays.toString(dilation) + " padding " + Arrays.toString(before) +
				" channels " + channels + " to " + outputs + " groups " + groups + " offset groups " + offsetGroups + " mask " +
				modulated;
		}
	}

	@Test
	void everyTapLooksWhereItsOffsetSaysForAnyGeometry() {
		final Random random = new Random(1);
		for (int i = 0; i < 36; i++) {
			final Trial trial = new Trial(random, 1 + i % 3, i % 4 == 0 ? 10 : 2, i % 2 == 0);
			// a few hundred products of at most 2 * 8 * 8, with up to 12 fractional bits
			Computed.check(trial.toString(), trial.reference(), 1e-3, trial.filter, Border.PERIODIC,
				trial.images);
		}
	}

	@Test
	void aPromisedBoundChangesNoBit() {
		final Random random = new Random(2);
		for (int i = 0; i < 12; i++) {
			final Trial trial = new Trial(random, 1 + i % 3, 2, true);
			final double[] whole = Computed.values(Computed.inFloat(trial.filter, Border.ZERO, trial.images,
				Options.DEFAULT));
			Computed.sameForAnyTiling(trial.toString(), whole, trial.filter.largestOffset(2), Border.ZERO, trial.images);
		}
	}

	@Test
	void withABoundATileReadsOnlyItsSurroundings() {
		final DeformableConvolution filter = DeformableConvolution.of(new Kernel(new double[9], 1, 1, 3, 3));
		final long[][] sizes = { { 1000, 800, 1 }, { 1000, 800, 18 } };
		final Interval tile = FinalInterval.createMinSize(100, 200, 0, 10, 5, 1);
		assertArrayEquals(new long[] { 1000, 800, 1 }, filter.on(sizes).sourceInterval(tile).dimensionsAsLongArray());
		final Interval near = filter.largestOffset(2.5).on(sizes).sourceInterval(tile);
		assertArrayEquals(new long[] { 96, 196, 0 }, near.minAsLongArray());
		assertArrayEquals(new long[] { 113, 208, 0 }, near.maxAsLongArray());
		final Interval all = filter.on(sizes).sourceInterval(1, tile);
		assertArrayEquals(new long[] { 10, 5, 18 }, all.dimensionsAsLongArray());
	}

	@Test
	void anOffsetBeyondTheBoundIsRefusedAndNamed() {
		final DeformableConvolution filter = DeformableConvolution.of(Kernel.of(1)).largestOffset(1);
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, 2, 3 }, 3, 1);
		final Img<DoubleType> offsets = ArrayImgs.doubles(new double[] { 1, -1, -1.5 }, 3, 1);
		final String message = assertThrows(IllegalArgumentException.class, () -> Computed.inDouble(filter, Border.ZERO,
			Arrays.asList(image, offsets))).getMessage();
		assertTrue(message.contains("-1.5 at output sample [2]"), message);
	}

	@Test
	void withoutOffsetsItIsTheConvolution() {
		final Random random = new Random(3);
		final Kernel kernel = new Kernel(Computed.weights(random, 2 * 3 * 6), 2, 3, 3, 2);
		final Img<DoubleType> image = Computed.random(random, 7, 6, 2);
		final Img<DoubleType> zeros = ArrayImgs.doubles(7, 6, 12);
		final double[] plain = Computed.values(Computed.inDouble(Convolution.of(kernel), Border.ZERO, Collections
			.singletonList(image)));
		assertArrayEquals(plain, Computed.values(Computed.inDouble(DeformableConvolution.of(kernel), Border.ZERO, Arrays
			.asList(image, zeros))));
	}

	@Test
	void valuesFadeToZeroWithinOneSampleOutside() {
		final double inf = Double.POSITIVE_INFINITY;
		final double nan = Double.NaN;
		final double[] offset = { -1, -0.75, 0.25, 2.5, 3, 1e30, inf, -inf, nan };
		final double[] x = new double[9];
		Arrays.fill(x, 8);
		// the place of output sample o is o + offset
		for (int o = 0; o < 9; o++)
			offset[o] -= o;
		x[0] = 4;
		x[1] = 2;
		x[2] = 1;
		final Img<DoubleType> image = ArrayImgs.doubles(Arrays.copyOf(x, 9), 9, 1);
		final Img<DoubleType> cropped = ArrayImgs.doubles(new double[] { 4, 2, 1 }, 3, 1);
		final double[] y = Computed.values(Computed.inDouble(DeformableConvolution.of(Kernel.of(1)), Border.ZERO, Arrays
			.asList(image, ArrayImgs.doubles(offset, 9, 1))));
		assertArrayEquals(new double[] { 0, 1, 3.5, 4.5, 8, 0, 0, 0, nan }, y);
		final double[] end = Computed.values(Computed.inDouble(DeformableConvolution.of(Kernel.of(1)), Border.constant(7),
			Arrays.asList(cropped, ArrayImgs.doubles(new double[] { 2.25, 2, 0.5 }, 3, 1))));
		assertArrayEquals(new double[] { 0.75, 0, 0.5 }, end);
	}

	@Test
	void nanReachesOnlyTheTapsThatLookAtIt() {
		final double[] x = { 1, 2, Double.NaN, 4, 5, 6 };
		// places 0, 1.5, 2, 3.5, 1 (beside the NaN, with weight 0) and 5
		final double[] shift = { 0, 0.5, 0, 0.5, -3, 0 };
		final double[] y = Computed.values(Computed.inDouble(DeformableConvolution.of(Kernel.of(1)), Border.ZERO, Arrays
			.asList(ArrayImgs.doubles(x, 6, 1), ArrayImgs.doubles(shift, 6, 1))));
		assertArrayEquals(new double[] { 1, Double.NaN, Double.NaN, 4.5, Double.NaN, 6 }, y);
	}

	@Test
	void wrongImagesAreRefusedWithTheNumbers() {
		final DeformableConvolution filter = DeformableConvolution.of(new Kernel(new double[36], 2, 2, 3, 3)).offsetGroups(
			2);
		final long[] image = { 5, 4, 2 };
		refused("reads 2 images", () -> filter.on(image));
		refused("but the sizes of 3", () -> filter.on(new long[][] { image, image, image }));
		refused("2 * 9 * 2 = 36", () -> filter.on(new long[][] { image, { 5, 4, 18 } }));
		refused("along y, but must have as many as the result, 4", () -> filter.on(new long[][] { image, { 5, 5, 36 } }));
		refused("2 * 9 = 18", () -> filter.modulated().on(new long[][] { image, { 5, 4, 36 }, { 5, 4, 9 } }));
		refused("offset groups=3", () -> filter.offsetGroups(3).on(new long[][] { image, { 5, 4, 54 } }));
		refused("but the image has 3 channels", () -> filter.on(new long[][] { { 5, 4, 3 }, { 5, 4, 36 } }));
		refused("largest offset is -1", () -> filter.largestOffset(-1));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void aSerializedPlanGivesTheSame() throws Exception {
		final Plan plan = Computed.serialized(DeformableConvolution.of(Kernel.of(1, 2)).modulated().on(new long[][] { { 9,
			1 }, { 9, 2 }, { 9, 2 } }));
		assertArrayEquals(new long[] { 9, 1 }, plan.targetDimensions());
		assertEquals(18, plan.multiplyAccumulates());
	}
}
