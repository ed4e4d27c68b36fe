package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.run.Monitor;

import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;

class UnpoolingCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(UnpoolingCommand.class, image, keysAndValues);
	}

	private static ImagePlus pooled(final ImagePlus image, final Filter pooling, final int axes, final String name) {
		return FilterJobBuilder.of(ImageInput.of(image), pooling, axes).named(name).build().compute(Monitor.NONE);
	}

	/** Runs with an image open whose title is the key's value. */
	private static ImagePlus withOpen(final ImagePlus open, final ImagePlus image, final Object... keysAndValues)
		throws Exception
	{
		Interpreter.batchMode = true;
		Interpreter.addBatchModeImage(open);
		try {
			return run(image, keysAndValues);
		}
		finally {
			Interpreter.removeBatchModeImage(open);
			Interpreter.batchMode = false;
		}
	}

	private static float[] plane(final ImagePlus image, final int n) {
		return (float[]) image.getStack().getPixels(n);
	}

	@Test
	void maximaGoBackToWhereTheyWere() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 5, 2, 3, 2);
		final ImagePlus values = pooled(image, Pooling.max(3, 2).stride(2).padding(Padding.explicit(1, 0)), 2, "pooling");
		final ImagePlus where = pooled(image, Pooling.argmax(3, 2).stride(2).padding(Padding.explicit(1, 0)), 2, "argmax");
		final ImagePlus result = withOpen(where, values, "method", "max", "positions", "stack-argmax", "window", "3,2",
			"stride", "2", "padding", "1,0", "size", "7,5");
		assertEquals("stack-pooling-unpooling", result.getTitle());
		for (int n = 1; n <= 12; n++) {
			final float[] expected = new float[35];
			for (int i = 0; i < plane(values, n).length; i++)
				expected[(int) plane(where, n)[i]] = plane(values, n)[i];
			assertArrayEquals(expected, plane(result, n));
		}
		assertEquals(image.getCalibration().pixelWidth, result.getCalibration().pixelWidth);
		assertEquals(image.getCalibration().xOrigin, result.getCalibration().xOrigin, 1e-12);
		// also if positions may be anywhere
		final ImagePlus anywhere = withOpen(where, values, "method", "max", "positions", "stack-argmax", "window", "any",
			"size", "7,5");
		for (int n = 1; n <= 12; n++)
			assertArrayEquals(plane(result, n), plane(anywhere, n));
	}

	@Test
	void positionsMayComeFromAFileAndCountVolumesIn3D(@TempDir final Path folder) throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 6, 2, 4, 1);
		final ImagePlus values = pooled(image, Pooling.max(2, 3, 2), 3, "pooling");
		final ImagePlus where = pooled(image, Pooling.argmax(2, 3, 2), 3, "argmax");
		final Path file = folder.resolve("where.tif");
		IJ.saveAsTiff(where, file.toString());
		final ImagePlus result = run(values, "method", "max", "positions", file.toString(), "window", "2,3,2", "dimensions",
			"3D");
		assertEquals(4, result.getNSlices());
		for (int c = 0; c < 2; c++) {
			final float[] volume = new float[4 * 6 * 4];
			for (int z = 0; z < 2; z++)
				for (int i = 0; i < 4; i++)
					volume[(int) plane(where, where.getStackIndex(c + 1, z + 1, 1))[i]] = plane(values, values.getStackIndex(c + 1,
						z + 1, 1))[i];
			for (int z = 0; z < 4; z++)
				assertArrayEquals(Arrays.copyOfRange(volume, 24 * z, 24 * z + 24), plane(result, result.getStackIndex(c +
					1, z + 1, 1)));
		}
	}

	@Test
	void nearestRepeatsAndAverageDividesEverySample() throws Exception {
		final ImagePlus image = Headless.hyperstack(3, 2, 2, 2, 2);
		final ImagePlus repeated = run(image, "window", "2,4");
		final ImagePlus divided = run(image, "method", "average", "window", "2,4", "output", "32-bit");
		for (int n = 1; n <= 8; n++)
			for (int i = 0; i < 6 * 8; i++) {
				final float from = plane(image, n)[i % 6 / 2 + 3 * (i / 6 / 4)];
				assertEquals(from, plane(repeated, n)[i]);
				assertEquals(from / 8, plane(divided, n)[i]);
			}
		assertEquals(4, run(image, "window", "1,1,2", "dimensions", "3D").getNSlices());
	}

	@Test
	void sizeIsThatOfTheImageBeforePoolingWithItsPadding() throws Exception {
		for (int n = 1; n < 12; n++)
			for (final boolean ceil : new boolean[] { false, true }) {
				final ImagePlus image = Headless.hyperstack(n, 4, 1, 1, 1);
				final ImagePlus small = pooled(image, Pooling.average(3, 2).stride(2, 2).padding(Padding.explicit(1, 0)).ceilMode(
					ceil), 2, "pooling");
				final ImagePlus result = run(small, "window", "3,2", "stride", "2", "padding", "1,0", "size", n + ",4");
				assertEquals(n, result.getWidth());
				assertEquals(image.getCalibration().xOrigin, result.getCalibration().xOrigin, 1e-12);
				for (int x = 0; x < n; x++) {
					double sum = 0;
					for (int o = 0; o < small.getWidth(); o++)
						if (x >= 2 * o - 1 && x < 2 * o + 2) sum += plane(small, 1)[o];
					assertEquals(sum, plane(result, 1)[x], 1e-4, n + " samples, " + x);
				}
			}
		final ImagePlus small = pooled(Headless.hyperstack(7, 5, 1, 1, 1), Pooling.max(2, 2).padding(Padding.SAME), 2,
			"pooling");
		assertEquals(7, run(small, "padding", "same", "size", "7,5").getWidth());
	}

	@Test
	void objectsKeepTheirPhysicalPlace() throws Exception {
		final ImagePlus blob = Headless.blob();
		final ImagePlus small = pooled(blob, Pooling.average(2, 3).padding(Padding.explicit(1, 0)), 2, "pooling");
		for (final String method : new String[] { "nearest", "average" })
			Headless.assertSamePlace(blob, run(small, "method", method, "window", "2,3", "padding", "1,0", "size", "41,36"),
				1e-3);
		assertEquals(0.25, run(small, "window", "2,3").getCalibration().pixelWidth);
	}

	@Test
	void rgbStaysRgb() throws Exception {
		final ImagePlus rgb = Headless.rgb(3, 2);
		final ImagePlus result = run(rgb, "output", "same");
		assertEquals(24, result.getBitDepth());
		assertEquals(rgb.getProcessor().getPixel(1, 1) & 0xffffff, result.getProcessor().getPixel(3, 2) & 0xffffff);
		final ImagePlus where = pooled(Headless.rgb(6, 4), Pooling.argmax(2, 2), 2, "argmax");
		final ImagePlus maxima = withOpen(where, rgb, "method", "max", "positions", "rgb-argmax", "output", "same");
		for (int c = 0; c < 3; c++)
			assertEquals(Headless.channels(rgb, 0, 0).getAt(2, 1, c), Headless.channels(maxima, 0, 0).getAt((int) plane(where, c +
				1)[5] % 6, (int) plane(where, c + 1)[5] / 6, c));
	}

	@Test
	void wrongValuesAreRefusedWithWhatIsAllowed() throws Exception {
		final ImagePlus image = Headless.hyperstack(3, 2, 2, 1, 1);
		refused("method is 'min', but must be one of max, nearest, average", image, "method", "min");
		refused("positions is empty, but must be the title of an open image, or a file", image, "method", "max");
		refused("neither an open image with that title (none is open) nor such a file", image, "method", "max", "positions",
			"where");
		refused("positions is 'x', but method is nearest", image, "positions", "x");
		refused("window is 0 along y, but must be at least 1", image, "window", "2,0");
		refused("window is any, but method is average", image, "window", "any", "method", "average");
		refused("size is empty, but window=any needs", image, "window", "any", "method", "max");
		refused("stride is 'side', but must be window", image, "stride", "side");
		refused("padding is same, which follows from the size before pooling", image, "padding", "same");
		refused("size is 9 along x, but 3 windows (window of", image, "size", "9,4");
		refused("dimensions is '1D-x'", image, "dimensions", "1D-x");
		Interpreter.batchMode = true;
		final ImagePlus other = Headless.hyperstack(3, 2, 1, 1, 1);
		other.setTitle("where");
		Interpreter.addBatchModeImage(other);
		try {
			refused("has size [3, 2, 1, 1, 1] (x, y, channels, slices, times), but must be as large as the image: [3, 2, 2, 1, 1]",
				image, "method", "max", "positions", "where");
			refused("(open are 'where')", image, "method", "max", "positions", "here");
			refused("The position of value", other, "method", "max", "positions", "where");
			final ImagePlus twin = Headless.hyperstack(3, 2, 2, 1, 1);
			twin.setTitle("where");
			Interpreter.addBatchModeImage(twin);
			refused("several open images have that title", image, "method", "max", "positions", "where");
			Interpreter.removeBatchModeImage(twin);
		}
		finally {
			Interpreter.removeBatchModeImage(other);
			Interpreter.batchMode = false;
		}
	}

	private static void refused(final String words, final ImagePlus image, final Object... keysAndValues) {
		Headless.refused(words, UnpoolingCommand.class, image, keysAndValues);
	}
}
