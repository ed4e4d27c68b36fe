package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;

/** Convolution of an image that is enlarged twice by repeating samples, which is computed without enlarging it. */
class DoubledPlanTest {

	/** An image with its channels, and a plan for it, of sizes at random. */
	private static final class Case {

		final Kernel kernel;
		final Plan plan;
		final long[] size;
		final float[] image;

		Case(final Random random, final int outputs) {
			final int inputs = 16 + random.nextInt(5);
			final Kernel weights = new Kernel(random.doubles(9L * inputs * outputs, -1, 1).map(w -> (float) w).toArray(), inputs,
				outputs, 3, 3);
			kernel = random.nextBoolean() ? weights : weights.withBias(random.doubles(outputs, -1, 1).map(b -> (float) b).toArray());
			size = new long[] { 25 + random.nextInt(20), 31 + random.nextInt(20), inputs };
			plan = Convolution.of(kernel).onDoubled(size);
			assertNotNull(plan);
			image = new float[(int) Intervals.numElements(size)];
			for (int i = 0; i < image.length; i++)
				image[i] = (float) (random.nextGaussian() * 100);
		}

		void scatter(final Random random, final float... values) {
			for (int i = 0; i < image.length; i++)
				if (random.nextInt(4000) == 0) image[i] = values[random.nextInt(values.length)];
		}

		/** The samples enlarged, with zeros outside. */
		double[] enlarged() {
			final int width = (int) size[0];
			final int height = (int) size[1];
			final double[] all = new double[4 * image.length];
			for (int i = 0; i < all.length; i++)
				all[i] = image[(i / (4 * width * height) * height + i / (2 * width) % (2 * height) / 2) * width + i % (2 * width) / 2];
			return all;
		}

		long[] enlargedSize() {
			return new long[] { 2 * size[0], 2 * size[1], size[2] };
		}

		/** The direct sum in double precision, over the enlarged image. */
		double[] exact() {
			return Samples.values(Filters.apply(Convolution.of(kernel).engine(Engine.DIRECT), ArrayImgs.doubles(enlarged(),
				enlargedSize()), Border.ZERO, new DoubleType()));
		}

		/** The direct sum in single precision. */
		double[] direct() {
			final float[] samples = new float[4 * image.length];
			final double[] all = enlarged();
			for (int i = 0; i < all.length; i++)
				samples[i] = (float) all[i];
			return Samples.values(Filters.apply(Convolution.of(kernel).engine(Engine.DIRECT), ArrayImgs.floats(samples,
				enlargedSize()), Border.ZERO));
		}

		/** What the plan gives for a part of the result. */
		double[] part(final Interval target, final boolean isDouble) {
			final Interval source = plan.sourceInterval(target);
			final int n = (int) Intervals.numElements(source);
			final float[] in = new float[n];
			final long[] at = new long[3];
			for (int i = 0; i < n; i++) {
				at[0] = i % source.dimension(0) + source.min(0);
				at[1] = i / source.dimension(0) % source.dimension(1) + source.min(1);
				at[2] = i / (source.dimension(0) * source.dimension(1)) + source.min(2);
				if (at[0] >= 0 && at[1] >= 0 && at[0] < size[0] && at[1] < size[1]) in[i] = image[(int) ((at[2] * size[1] + at[1]) *
					size[0] + at[0])];
			}
			final int results = (int) Intervals.numElements(target);
			if (!isDouble) {
				final float[] out = new float[results];
				plan.apply(new Block[] { new Block(source, in) }, new Block(target, out), new Scratch());
				return doubles(out);
			}
			final double[] out = new double[results];
			plan.apply(new Block[] { new Block(source, doubles(in)) }, new Block(target, out), new Scratch());
			return out;
		}

		double[] whole() {
			return part(new FinalInterval(plan.targetDimensions()), false);
		}
	}

	private static double[] doubles(final float[] samples) {
		final double[] doubles = new double[samples.length];
		for (int i = 0; i < doubles.length; i++)
			doubles[i] = samples[i];
		return doubles;
	}

	@Test
	void itAgreesWithTheConvolutionOfTheEnlargedImageWithinTheStatedError() {
		final Random random = new Random(1);
		for (int i = 0; i < 8; i++) {
			final Case c = new Case(random, 16 + random.nextInt(9));
			final String engine = c.plan.engine();
			assertTrue(engine.matches("winograd along y before enlarging, error <= [-0-9.e]+ \\* sum\\|w\\| \\* max\\|x\\|"), engine);
			final double error = Double.parseDouble(engine.replaceAll(".*?<= ([^ ]+) .*", "$1")) * 1.05;
			final double[] exact = c.exact();
			final double largest = Arrays.stream(doubles(c.image)).map(Math::abs).max().getAsDouble();
			assertArrayEquals(exact, c.whole(), error * WinogradTest.largestSum(c.kernel) * Math.max(1, largest));
			// the error is that of few roundings, not just less than the worst case
			assertArrayEquals(exact, c.whole(), 2e-6 * Arrays.stream(exact).map(Math::abs).max().getAsDouble());
		}
	}

	@Test
	void bitsDoNotDependOnThePartThatIsAskedFor() {
		final Random random = new Random(2);
		for (int i = 0; i < 3; i++) {
			final Case c = new Case(random, 17);
			if (i % 2 == 0) c.scatter(random, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE);
			final double[] whole = c.whole();
			final long[] size = c.plan.targetDimensions();
			for (int j = 0; j < 8; j++) {
				final long[] min = new long[3];
				final long[] max = new long[3];
				for (int d = 0; d < 3; d++) {
					min[d] = random.nextInt((int) size[d]);
					max[d] = min[d] + random.nextInt((int) Math.min(size[d] - min[d], 40));
				}
				final FinalInterval part = new FinalInterval(min, max);
				final double[] found = c.part(part, false);
				final double[] expected = new double[found.length];
				for (int n = 0; n < found.length; n++) {
					final long x = n % part.dimension(0) + min[0];
					final long y = n / part.dimension(0) % part.dimension(1) + min[1];
					expected[n] = whole[(int) (((n / (part.dimension(0) * part.dimension(1)) + min[2]) * size[1] + y) * size[0] + x)];
				}
				assertArrayEquals(expected, found);
			}
		}
	}

	@Test
	void whatIsNotFiniteReachesItsWindowsOnlyAndComesOutAsInTheDirectSum() {
		final Random random = new Random(3);
		for (int i = 0; i < 3; i++) {
			final Case c = new Case(random, 16);
			c.scatter(random, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 3e38f, -3e38f);
			final double[] direct = c.direct();
			final double[] found = c.whole();
			assertTrue(Arrays.stream(direct).anyMatch(v -> !Double.isFinite(v)));
			for (int n = 0; n < direct.length; n++)
				if (!Double.isFinite(direct[n]) || Math.abs(direct[n]) > 1e30) assertEquals(direct[n], found[n]);
				else assertEquals(direct[n], found[n], 1e-4 * WinogradTest.largestSum(c.kernel) * 600);
		}
	}

	@Test
	void samplesOf64BitsAreSummedDirectly() {
		final Case c = new Case(new Random(4), 16);
		assertArrayEquals(c.exact(), c.part(new FinalInterval(c.plan.targetDimensions()), true));
		final double[] part = c.part(FinalInterval.createMinSize(7, 9, 3, 1, 1, 1), true);
		assertEquals(c.exact()[(int) ((3 * 2 * c.size[1] + 9) * 2 * c.size[0] + 7)], part[0]);
	}

	@Test
	void aResultLiesAQuarterOfASampleBesideItsSample() {
		final Plan plan = new Case(new Random(5), 16).plan;
		assertEquals(-0.25, plan.position(0).inputCoordinate(0));
		assertEquals(0.25, plan.position(1).inputCoordinate(1));
		assertEquals(3, plan.position(2).inputCoordinate(3));
	}

	private static Convolution bank(final int inputs, final int outputs, final int... size) {
		final int taps = Arrays.stream(size).reduce(1, (a, b) -> a * b);
		return Convolution.of(new Kernel(new Random(6).doubles((long) taps * inputs * outputs).toArray(), inputs, outputs, size));
	}

	@Test
	void thereIsNoneForOtherConvolutions() {
		assertNotNull(bank(16, 16, 3, 3).onDoubled(40, 40, 16));
		assertNotNull(bank(16, 16, 3, 3).padding(Padding.explicit(new int[] { 1, 1 }, new int[] { 1, 1 })).onDoubled(40, 40, 16));
		assertNull(bank(8, 16, 3, 3).onDoubled(40, 40, 8));
		assertNull(bank(16, 16, 5, 5).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3).onDoubled(10, 10, 16));
		assertNull(bank(16, 16, 3, 3).stride(2).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3).dilation(2).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3).padding(Padding.VALID).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3).padding(Padding.explicit(new int[] { 2, 1 }, new int[] { 0, 1 })).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3).engine(Engine.DIRECT).onDoubled(40, 40, 16));
		assertNull(bank(16, 16, 3, 3, 3).onDoubled(20, 20, 20, 16));
		assertNull(bank(1, 1, 3, 3).onDoubled(40, 40));
	}
}
