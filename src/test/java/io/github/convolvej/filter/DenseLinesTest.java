package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class DenseLinesTest {

	@Test
	void theResultIsTheSameWithAndWithoutTheRingOfShiftedLines() {
		final Random random = new Random(1);
		final Kernel kernel = new Kernel(Samples.random(random, 6), 1, 1, 3, 2);
		final Window[] windows = { new Window(3, 1, 1, 1, 1), new Window(2, 1, 3000, 1500, 1500) };
		assertFalse(DenseLines.keepsRing(kernel, windows, 200));
		assertTrue(DenseLines.keepsRing(kernel, windows, 50));
		assertRingDoesNotShow(Convolution.of(kernel).dilation(1, 3000), Samples.floats(Samples.random(random, 200 * 31), 200,
			31), new int[] { 200, 31 }, new int[] { 50, 31 }, new int[] { 50, 4 });
	}

	@Test
	void theResultIsTheSameWithAndWithoutTheRingForAKernelOfThreeAxesAndManyChannels() {
		final Random random = new Random(2);
		final Kernel kernel = new Kernel(Samples.random(random, 4 * 3 * 5 * 70), 70, 1, 4, 3, 5);
		final Window same = new Window(4, 1, 1, 1, 2);
		final Window[] windows = { same, new Window(3, 1, 1, 1, 1), new Window(5, 1, 1, 2, 2) };
		assertFalse(DenseLines.keepsRing(kernel, windows, 140));
		assertTrue(DenseLines.keepsRing(kernel, windows, 100));
		assertRingDoesNotShow(Convolution.of(kernel), Samples.floats(Samples.random(random, 140 * 5 * 4 * 70), 140, 5, 4,
			70), new int[] { 140, 5, 4, 1 }, new int[] { 100, 5, 4, 1 }, new int[] { 100, 2, 1, 1 });
	}

	private static void assertRingDoesNotShow(final Convolution filter, final Img<FloatType> image, final int[] without,
		final int[]... with)
	{
		final long[] size = Filters.targetDimensions(filter, image);
		final Img<FloatType> expected = ArrayImgs.floats(size);
		Filters.process(filter, image, Border.SYMMETRIC, expected, Options.DEFAULT.tile(without));
		for (final int[] tile : with) {
			final Img<FloatType> actual = ArrayImgs.floats(size);
			Filters.process(filter, image, Border.SYMMETRIC, actual, Options.DEFAULT.tile(tile));
			Samples.assertSame(expected, actual, "with the ring");
		}
	}

	@Test
	void theRingStaysSmallHoweverLongTheLinesAre() {
		final Kernel kernel = new Kernel(new double[63 * 63], 1, 1, 63, 63);
		final Window[] windows = { new Window(63, 1, 1, 0, 0), new Window(63, 1, 1, 0, 0) };
		assertTrue(DenseLines.keepsRing(kernel, windows, DenseLines.preferredLineLength(kernel, windows)));
		assertFalse(DenseLines.keepsRing(kernel, windows, 1_000_000), "it would take 63 * 63 lines of a million samples");
	}

	@Test
	void sumsDoNotDependOnHowTermsAreDealtOutToCalls() {
		final Random random = new Random(3);
		final float[][] lines = new float[7][];
		for (int i = 0; i < lines.length; i++)
			lines[i] = floats(Samples.random(random, 33));
		final double[] weights = Samples.random(random, 7);
		final float[] expected = new float[33];
		for (int x = 0; x < 33; x++)
			for (int i = 0; i < lines.length; i++)
				expected[x] += (float) weights[i] * lines[i][x];
		for (int first = 1; first <= Lines.TERMS; first++) {
			final float[] sum = new float[33];
			int done = 0;
			for (int n = first; done < 7; n = Math.min(Lines.TERMS, 7 - done)) {
				final float[][] part = new float[n][];
				final double[] partWeights = new double[n];
				System.arraycopy(lines, done, part, 0, n);
				System.arraycopy(weights, done, partWeights, 0, n);
				Lines.FLOAT.accumulate(sum, 33, part, partWeights, n);
				done += n;
			}
			for (int x = 0; x < 33; x++)
				assertEquals(Float.floatToIntBits(expected[x]), Float.floatToIntBits(sum[x]), first + " terms first, at " + x);
		}
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
