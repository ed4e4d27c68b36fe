package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionReferenceTest {

	private static final Border[] BORDERS = { Border.ZERO, Border.constant(-1.25), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };

	/** More work than this per case would make the reference slow. */
	private static final double MOST_PRODUCTS = 40_000;

	/** One convolution with all its parameters, and an image for it. */
	private static final class Draw {

		final Random random;
		final int spatial;
		final Kernel kernel;
		final int[] stride;
		final int[] dilation;
		final int[] before;
		final int[] after;
		final boolean flip;
		final Border border;
		final long[] size;

		Draw(final Random random, final int spatial, final Border border) {
			this.random = random;
			this.spatial = spatial;
			this.border = border;
			final int most = spatial == 3 ? 4 : random.nextInt(6) == 0 ? 13 : 5;
			final int[] taps = ints(1, most);
			stride = ints(1, random.nextBoolean() ? 1 : 5);
			dilation = ints(1, random.nextBoolean() ? 1 : 3);
			before = ints(0, random.nextInt(5) == 0 ? 20 : 4);
			after = ints(0, random.nextInt(5) == 0 ? 20 : 4);
			flip = random.nextBoolean();
			final int channels = random.nextInt(4);
			final int groups = channels < 2 ? 1 : 1 + random.nextInt(3);
			final int inputs = channels == 0 || channels == 3 ? 1 : 1 + random.nextInt(3);
			final int outputs = channels == 0 ? 1 : groups * (1 + random.nextInt(3));
			final int count = Samples.count(Arrays.stream(taps).asLongStream().toArray()) * inputs * outputs;
			final Kernel plain = new Kernel(Samples.random(random, count), inputs, outputs, taps).withGroups(groups);
			kernel = random.nextBoolean() ? plain : plain.withBias(Samples.random(random, outputs));
			final int channelAxis = kernel.isSingle() ? 0 : 1;
			size = new long[spatial + channelAxis + random.nextInt(2)];
			for (int d = 0; d < size.length; d++)
				size[d] = 1 + random.nextInt(d < spatial ? 9 : 3);
			if (channelAxis > 0) size[spatial] = inputs * groups;
		}

		private int[] ints(final int min, final int max) {
			return random.ints(spatial, min, max + 1).toArray();
		}

		long[] targetSize() {
			final long[] target = size.clone();
			for (int d = 0; d < spatial; d++)
				target[d] = CursorConvolution.windows(size[d], before[d], after[d], kernel.size(d), stride[d], dilation[d]);
			if (!kernel.isSingle()) target[spatial] = kernel.outputs();
			return target;
		}

		double products() {
			double products = (double) kernel.taps() * kernel.inputs();
			for (final long m : targetSize())
				products *= m;
			return products;
		}

		Convolution filter() {
			final Convolution convolution = Convolution.of(kernel).stride(stride).dilation(dilation).padding(Padding.explicit(
				before, after));
			return flip ? convolution.flipped() : convolution;
		}

		CursorConvolution.Result reference(final RandomAccessibleInterval<? extends RealType<?>> image) {
			return new CursorConvolution(kernel, stride, dilation, longs(before), longs(after), border, flip).apply(image);
		}

		private long[] longs(final int[] values) {
			return Arrays.stream(values).asLongStream().toArray();
		}

		@Override
		public String toString() {
			return "image " + Arrays.toString(size) + ", kernel " + Arrays.toString(kernel.size()) + " with " + kernel
				.inputs() + " inputs, " + kernel.outputs() + " outputs, " + kernel.groups() + " groups, bias " + kernel
					.hasBias() + ", stride " + Arrays.toString(stride) + ", dilation " + Arrays.toString(dilation) + ", padding " +
				Arrays.toString(before) + ":" + Arrays.toString(after) + ", flip " + flip + ", " + border;
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void agreesWithTheDefinitionWithinTheStatedBound(final int spatial) {
		final Random random = new Random(1000 + spatial);
		int compared = 0;
		int refused = 0;
		for (int i = 0; compared < 300; i++) {
			final Draw draw = new Draw(random, spatial, BORDERS[i % BORDERS.length]);
			if (draw.products() > MOST_PRODUCTS) continue;
			if (draw.products() == 0) {
				final Img<FloatType> image = ArrayImgs.floats(draw.size);
				assertThrows(IllegalArgumentException.class, () -> Filters.apply(draw.filter(), image, draw.border), draw::toString);
				refused++;
			}
			else {
				compare(draw);
				compared++;
			}
		}
		assertTrue(refused > 10, "cases whose window does not fit: " + refused);
	}

	private static void compare(final Draw draw) {
		final double[] samples = Samples.random(draw.random, Samples.count(draw.size));
		final Img<FloatType> floats = Samples.floats(samples, draw.size);
		final CursorConvolution.Result expected = draw.reference(floats);
		final Convolution filter = draw.filter();
		final Img<FloatType> single = Filters.apply(filter, floats, draw.border);
		final long terms = (long) draw.kernel.taps() * draw.kernel.inputs() + (draw.kernel.hasBias() ? 1 : 0);
		assertClose(expected, single, terms * Math.pow(2, -24), draw);
		final Img<DoubleType> twice = Filters.apply(filter, Samples.doubles(samples, draw.size), draw.border,
			new DoubleType());
		assertClose(expected, twice, 1e-12, draw);

		final int[] tile = draw.random.ints(draw.size.length, 1, 5).toArray();
		final Img<FloatType> tiled = ArrayImgs.floats(single.dimensionsAsLongArray());
		Filters.process(filter, floats, draw.border, tiled, Options.DEFAULT.tile(tile));
		Samples.assertSame(single, tiled, draw + ", tile " + Arrays.toString(tile));
	}

	private static void assertClose(final CursorConvolution.Result expected,
		final RandomAccessibleInterval<? extends RealType<?>> actual, final double relative, final Object what)
	{
		assertArrayEquals(expected.values.dimensionsAsLongArray(), actual.dimensionsAsLongArray(), what::toString);
		final double[] want = Samples.values(expected.values);
		final double[] magnitude = Samples.values(expected.magnitudes);
		final double[] got = Samples.values(actual);
		for (int i = 0; i < want.length; i++) {
			final double error = Math.abs(got[i] - want[i]);
			final double allowed = relative * magnitude[i];
			assertTrue(error <= allowed, got[i] + " instead of " + want[i] + " at sample " + i + " (error " + error +
				", allowed " + allowed + "): " + what);
		}
	}

	@Test
	void paddingRulesAreThoseOfTheDefinition() {
		final Random random = new Random(7);
		for (int n = 1; n <= 9; n++)
			for (int k = 1; k <= 6; k++)
				for (int s = 1; s <= 4; s++)
					for (int d = 1; d <= 3; d++)
						comparePaddingRules(random, n, k, s, d);
	}

	private static void comparePaddingRules(final Random random, final int n, final int k, final int s, final int d) {
		final Kernel kernel = Kernel.of(Samples.random(random, k));
		final double[] samples = Samples.random(random, n);
		final long m = (n + s - 1) / s;
		final long span = (k - 1L) * d + 1;
		final long total = Math.max(0, (m - 1) * s + span - n);
		final Convolution filter = Convolution.of(kernel).stride(s).dilation(d);
		comparePadding(filter.padding(Padding.SAME), samples, s, d, total / 2, total - total / 2, m);
		comparePadding(filter.padding(Padding.SAME_LOWER), samples, s, d, total - total / 2, total / 2, m);
		comparePadding(filter.padding(Padding.FULL), samples, s, d, span - 1, span - 1, (n + span - 2) / s + 1);
		if (span <= n) comparePadding(filter.padding(Padding.VALID), samples, s, d, 0, 0, (n - span) / s + 1);
	}

	private static void comparePadding(final Convolution filter, final double[] samples, final int stride,
		final int dilation, final long before, final long after, final long size)
	{
		final Img<DoubleType> image = Samples.doubles(samples, samples.length);
		final Img<DoubleType> actual = Filters.apply(filter, image, Border.SYMMETRIC, new DoubleType());
		final String what = "n = " + samples.length + ", k = " + filter.kernel().size(0) + ", stride " + stride +
			", dilation " + dilation + ", padding " + before + ":" + after;
		assertArrayEquals(new long[] { size }, actual.dimensionsAsLongArray(), what);
		final CursorConvolution reference = new CursorConvolution(filter.kernel(), new int[] { stride }, new int[] {
			dilation }, new long[] { before }, new long[] { after }, Border.SYMMETRIC, false);
		assertClose(reference.apply(image), actual, 1e-12, what);
	}

	@Test
	void reportsItsTargetBeforeItComputes() {
		final Random random = new Random(11);
		for (int i = 0; i < 100; i++) {
			final Draw draw = new Draw(random, 2, Border.ZERO);
			if (draw.products() == 0 || draw.products() > MOST_PRODUCTS) continue;
			final Interval image = ArrayImgs.floats(draw.size);
			assertArrayEquals(draw.targetSize(), Filters.targetDimensions(draw.filter(), image), draw::toString);
			double macs = (double) draw.kernel.taps() * draw.kernel.inputs();
			final long[] planned = Filters.plan(draw.filter(), image).targetDimensions();
			for (final long m : planned)
				macs *= m;
			assertTrue(macs == Filters.plan(draw.filter(), image).multiplyAccumulates(), draw::toString);
		}
	}
}
