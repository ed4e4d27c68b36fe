package io.github.convolvej.filter.interpolation;

import static java.util.Collections.singletonList;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.interpolation.Interpolation.Method;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Upsampling;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;

class InterpolationTest {

	/** The weight of input sample i in output sample o, summed over the taps that fall on it, from the published formulas. */
	private static double weight(final Method method, final boolean corners, final int o, final int i, final int n,
		final int m, final double scale)
	{
		if (n == m && scale == 1) return i == o ? 1 : 0;
		final double u = corners ? m == 1 ? 0 : o * (n - 1.0) / (m - 1) : (o + 0.5) / scale - 0.5;
		double sum = 0;
		switch (method) {
			case NEAREST:
				return Math.min(n - 1, (int) Math.floor(o / scale + 1e-9)) == i ? 1 : 0;
			case NEAREST_EXACT:
				return Math.min(n - 1, (int) Math.floor((o + 0.5) / scale + 1e-9)) == i ? 1 : 0;
			case LINEAR:
				for (int j = -1; j <= n; j++)
					if (Math.max(0, Math.min(n - 1, j)) == i) sum += Math.max(0, 1 - Math.abs(Math.max(-1, Math.min(n, u)) - j));
				return sum;
			case CUBIC:
				for (int j = -4; j < n + 4; j++)
					if (Math.max(0, Math.min(n - 1, j)) == i) sum += keys(Math.abs(u - j));
				return sum;
			default:
				final int begin = o * n / m;
				final int end = ((o + 1) * n + m - 1) / m;
				return i >= begin && i < end ? 1.0 / (end - begin) : 0;
		}
	}

	private static double keys(final double x) {
		final double a = -0.75;
		if (x <= 1) return (a + 2) * Math.pow(x, 3) - (a + 3) * x * x + 1;
		return x < 2 ? a * Math.pow(x, 3) - 5 * a * x * x + 8 * a * x - 4 * a : 0;
	}

	private static Img<DoubleType> reference(final Img<DoubleType> image, final Method method, final boolean corners,
		final int[] size, final double[] factor)
	{
		final Img<DoubleType> target = ArrayImgs.doubles(Arrays.stream(size).asLongStream().toArray());
		final RandomAccess<DoubleType> sum = target.randomAccess();
		final Cursor<DoubleType> to = target.localizingCursor();
		while (to.hasNext()) {
			to.fwd();
			sum.setPosition(to);
			final Cursor<DoubleType> from = image.localizingCursor();
			while (from.hasNext()) {
				from.fwd();
				double w = 1;
				for (int d = 0; d < size.length; d++)
					w *= weight(method, corners, to.getIntPosition(d), from.getIntPosition(d), (int) image.dimension(d), size[d],
						factor == null ? size[d] / (double) image.dimension(d) : factor[d]);
				sum.get().set(sum.get().get() + w * from.get().get());
			}
		}
		return target;
	}

	@Test
	void isTheWeightedSumOfThePublishedFormulasForAnySize() {
		final Random random = new Random(1);
		for (int i = 0; i < 120; i++) {
			final Method method = Method.values()[i % 5];
			final int n = 1 + i % 3;
			final Img<DoubleType> image = Computed.random(random, random.longs(n, 1, n == 3 ? 5 : 10).toArray());
			final int[] size = random.ints(n, 1, n == 3 ? 8 : 13).toArray();
			final boolean corners = (method == Method.LINEAR || method == Method.CUBIC) && i % 2 == 0;
			final Interpolation filter = Interpolation.toSize(method, size);
			Computed.check(filter + " of " + Arrays.toString(image.dimensionsAsLongArray()) + " corners " + corners, reference(
				image, method, corners, size, null), 2e-5, corners ? filter.alignCorners() : filter, Border.ZERO, singletonList(
					image));
		}
	}

	@Test
	void aGivenFactorIsUsedAsItIsUnlessRecomputed() {
		final Random random = new Random(2);
		for (final Method method : Method.values())
			for (final double f : new double[] { 0.3, 0.5, 1, 1.7, 2, 2.9 }) {
				final Img<DoubleType> image = Computed.random(random, 7, 5);
				final int[] size = { (int) Math.floor(7 * f), (int) Math.floor(5 * f) };
				final Interpolation filter = Interpolation.byFactor(method, f, f);
				final double[] factor = method == Method.AREA ? null : new double[] { f, f };
				Computed.check(filter.toString(), reference(image, method, false, size, factor), 2e-5, filter, Border.ZERO,
					singletonList(image));
				Computed.check(filter + " recomputed", reference(image, method, false, size, null), 2e-5, filter
					.recomputeFactor(), Border.ZERO, singletonList(image));
			}
	}

	@Test
	void insideTheImageItIsTheTransposedConvolutionWithTheKernelOfThatName() {
		final Img<DoubleType> image = Computed.random(new Random(3), 9, 8);
		for (int s = 1; s <= 4; s++) {
			final Kernel[] kernels = { Upsampling.nearest(s, s), Upsampling.bilinear(s, s), Upsampling.bicubic(s, s) };
			final Method[] methods = { Method.NEAREST, Method.LINEAR, Method.CUBIC };
			for (int i = 0; i < 3; i++) {
				final Filter transposed = TransposedConvolution.of(kernels[i]).stride(s).padding(Padding.SAME);
				final Filter interpolation = Interpolation.byFactor(methods[i], s, s);
				final Img<DoubleType> a = Computed.inDouble(transposed, Border.ZERO, singletonList(image));
				final Img<DoubleType> b = Computed.inDouble(interpolation, Border.ZERO, singletonList(image));
				for (int y = i * s; y < (8 - i) * s; y++)
					for (int x = i * s; x < (9 - i) * s; x++)
						assertEquals(b.getAt(x, y).get(), a.getAt(x, y).get(), 1e-12, methods[i] + " " + s + " at " + x + "," + y);
				final SamplePosition p = transposed.on(9, 8).position(0);
				assertEquals(p.offset(), interpolation.on(9, 8).position(0).offset(), 1e-12);
				assertEquals(p.scale(), interpolation.on(9, 8).position(0).scale(), 1e-12);
			}
		}
	}

	@Test
	void aRampKeepsItsPlace() {
		final double[] ramp = new double[40];
		Arrays.setAll(ramp, i -> i);
		final Img<DoubleType> image = ArrayImgs.doubles(ramp, 40);
		for (final Method method : Method.values())
			for (final int m : new int[] { 8, 10, 17, 20, 33, 40, 41, 80, 120, 123 })
				for (final boolean corners : new boolean[] { false, true }) {
					if (corners && method != Method.LINEAR && method != Method.CUBIC) continue;
					final Interpolation filter = Interpolation.toSize(method, m);
					final Interpolation f = corners ? filter.alignCorners() : filter;
					final SamplePosition position = f.on(40).position(0);
					final double[] y = Computed.values(Computed.inDouble(f, Border.ZERO, singletonList(image)));
					double mean = 0;
					for (int o = 0; o < m; o++) {
						final double expected = position.inputCoordinate(o);
						final boolean inside = expected >= 2 && expected <= 37;
						// copies and means of whole samples are in place only on average
						final double slack = method == Method.LINEAR ? 1e-9 : method == Method.CUBIC ? 0.05 : 1;
						if (inside) assertEquals(expected, y[o], slack, f + " at " + o + " corners " + corners);
						mean += y[o] - expected;
					}
					assertEquals(0, mean / m, method == Method.NEAREST || method == Method.NEAREST_EXACT ? 1e-9 : 0.05, f
						.toString());
				}
	}

	@Test
	void thePositionsAreThoseOfHalfPixels() {
		final SamplePosition up = Interpolation.byFactor(Method.NEAREST, 2).on(5).position(0);
		assertEquals(0.5, up.scale());
		assertEquals(-0.25, up.offset());
		final SamplePosition down = Interpolation.toSize(Method.NEAREST, 5).on(10).position(0);
		assertEquals(2, down.scale());
		assertEquals(0, down.offset(), "every other sample, from the first on");
		assertEquals(1, Interpolation.toSize(Method.NEAREST_EXACT, 5).on(10).position(0).offset());
		assertEquals(0.5, Interpolation.toSize(Method.AREA, 5).on(10).position(0).offset());
		assertEquals(0, Interpolation.toSize(Method.LINEAR, 9).alignCorners().on(5).position(0).offset());
		assertEquals(0.5, Interpolation.toSize(Method.LINEAR, 9).alignCorners().on(5).position(0).scale());
		assertTrue(Interpolation.toSize(Method.LINEAR, 9).alignCorners().on(1).position(0).scale() > 0);
	}

	@Test
	void nearestCopiesEverySampleExactlyAndTheOthersKeepNaNToItsNeighbours() {
		final double inf = Double.POSITIVE_INFINITY;
		final double[] x = { 1, Double.NaN, -0.0, inf, 5, 6 };
		final Img<DoubleType> image = ArrayImgs.doubles(x, 6);
		final double[] nearest = Computed.values(Computed.inDouble(Interpolation.byFactor(Method.NEAREST, 2), Border.ZERO,
			singletonList(image)));
		for (int o = 0; o < 12; o++)
			assertEquals(Double.doubleToLongBits(x[o / 2]), Double.doubleToLongBits(nearest[o]));
		final double[] linear = Computed.values(Computed.inDouble(Interpolation.byFactor(Method.LINEAR, 2), Border.ZERO,
			singletonList(image)));
		for (int o = 0; o < 12; o++)
			assertEquals(o < 5, Double.isNaN(linear[o]), "at " + o);
		assertEquals(inf, linear[7]);
		final double[] area = Computed.values(Computed.inDouble(Interpolation.toSize(Method.AREA, 4), Border.ZERO,
			singletonList(image)));
		assertArrayEquals(new double[] { Double.NaN, Double.NaN, inf, 5.5 }, area);
		final double[] same = Computed.values(Computed.inDouble(Interpolation.toSize(Method.CUBIC, 6), Border.ZERO,
			singletonList(image)));
		for (int o = 0; o < 6; o++)
			assertEquals(Double.doubleToLongBits(x[o]), Double.doubleToLongBits(same[o]));
	}

	@Test
	void theBorderHasNoInfluence() {
		final Img<DoubleType> image = Computed.random(new Random(4), 5, 4);
		for (final Method method : Method.values()) {
			final Filter filter = Interpolation.toSize(method, 11, 3);
			final double[] zero = Computed.values(Computed.inDouble(filter, Border.ZERO, singletonList(image)));
			for (final String border : new String[] { "constant:9", "replicate", "reflect", "symmetric", "periodic" })
				assertArrayEquals(zero, Computed.values(Computed.inDouble(filter, Border.parse(border), singletonList(image))));
		}
	}

	@Test
	void methodsAreParsedAsTheyArePrinted() {
		for (final Method method : Method.values())
			assertEquals(method, Method.parse(method.toString()));
		assertEquals(Method.LINEAR, Method.parse("trilinear"));
		assertThrows(IllegalArgumentException.class, () -> Method.parse("lanczos"));
	}

	@Test
	void wrongParametersAreRefusedWithTheNumbers() {
		refused("floor(3 * 0.3) = 0 along x", () -> Interpolation.byFactor(Method.LINEAR, 0.3).on(3));
		refused("factor is -1.0 along y", () -> Interpolation.byFactor(Method.LINEAR, 2, -1));
		refused("factor is NaN", () -> Interpolation.byFactor(Method.LINEAR, Double.NaN));
		refused("size is 0 along x", () -> Interpolation.toSize(Method.LINEAR, 0));
		refused("not for area", () -> Interpolation.toSize(Method.AREA, 2).alignCorners());
		refused("works on 2", () -> Interpolation.toSize(Method.AREA, 2, 2).on(5));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void aSerializedPlanGivesTheSame() throws Exception {
		final Plan plan = Computed.serialized(Interpolation.toSize(Method.AREA, 4, 3).on(9, 2));
		assertArrayEquals(new long[] { 4, 3 }, plan.targetDimensions());
		assertEquals((3 + 3 + 3 + 3) * (1 + 2 + 1), plan.multiplyAccumulates());
	}
}
