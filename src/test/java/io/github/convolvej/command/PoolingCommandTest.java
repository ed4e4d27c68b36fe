package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.place;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;

class PoolingCommandTest {

	private static ImagePlus pool(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(PoolingCommand.class, image, inputs);
	}

	private static void assertRefused(final ImagePlus image, final String key, final Object value,
		final String... parts)
	{
		CommandRuns.assertRefused(PoolingCommand.class, image, new Object[] { key, value }, parts);
	}

	/** Windows of samples, one after the other, as the definition says; -1 along z for 2D. */
	private static final class Naive {

		final int[] window;
		final int[] stride;
		final int[] before;

		Naive(final int[] window, final int[] stride, final int[] before) {
			this.window = window;
			this.stride = stride;
			this.before = before;
		}

		List<Double> samples(final ImagePlus image, final int[] o, final int c, final int t) {
			final List<Double> samples = new ArrayList<>();
			for (int k = 0; k < window[2]; k++)
				for (int j = 0; j < window[1]; j++)
					for (int i = 0; i < window[0]; i++) {
						final int x = o[0] * stride[0] - before[0] + i;
						final int y = o[1] * stride[1] - before[1] + j;
						final int z = o[2] * stride[2] - before[2] + k;
						if (x >= 0 && y >= 0 && z >= 0 && x < image.getWidth() && y < image.getHeight() && z < image
							.getNSlices()) samples.add(sample(image, x, y, c, z, t));
					}
			return samples;
		}

		void assertEqual(final ImagePlus image, final ImagePlus result, final double tolerance,
			final ToDoubleFunction<List<Double>> reduction)
		{
			assertEquals(CommandRuns.channels(image), CommandRuns.channels(result));
			assertEquals(image.getNFrames(), result.getNFrames());
			for (int t = 0; t < image.getNFrames(); t++)
				for (int c = 0; c < CommandRuns.channels(image); c++)
					for (int z = 0; z < result.getNSlices(); z++)
						for (int y = 0; y < result.getHeight(); y++)
							for (int x = 0; x < result.getWidth(); x++)
								assertEquals(reduction.applyAsDouble(samples(image, new int[] { x, y, z }, c, t)), sample(result, x,
									y, c, z, t), tolerance, "x " + x + " y " + y + " c " + c + " z " + z + " t " + t);
		}
	}

	private static double max(final List<Double> samples) {
		return samples.stream().mapToDouble(v -> v).max().getAsDouble();
	}

	private static double min(final List<Double> samples) {
		return samples.stream().mapToDouble(v -> v).min().getAsDouble();
	}

	private static double mean(final List<Double> samples) {
		return samples.stream().mapToDouble(v -> v).average().getAsDouble();
	}

	private static double median(final List<Double> samples) {
		final double[] sorted = samples.stream().mapToDouble(v -> v).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	private static double norm(final List<Double> samples) {
		return Math.cbrt(samples.stream().mapToDouble(v -> Math.pow(Math.abs(v), 3)).sum());
	}

	@Test
	void windowsSideBySideOfTwoAreTheDefault() throws Exception {
		final ImagePlus image = image(8, 7, 5, 1, 1, 1);
		final ImagePlus result = pool(image);
		assertEquals("cells-pooling", result.getTitle());
		assertEquals(32, result.getBitDepth());
		assertDimensions(result, 3, 2, 1, 1, 1);
		new Naive(new int[] { 2, 2, 1 }, new int[] { 2, 2, 1 }, new int[3]).assertEqual(image, result, 0,
			PoolingCommandTest::max);
	}

	@Test
	void everyMethodReducesEveryPlaneOfAHyperstackByItself() throws Exception {
		final ImagePlus image = image(32, 9, 7, 2, 3, 2);
		final Naive naive = new Naive(new int[] { 3, 2, 1 }, new int[] { 2, 1, 1 }, new int[] { 1, 0, 0 });
		final Object[] keys = { "window", "3,2", "stride", "2,1", "padding", "1:1,0:1", "power", "3", "method", null };
		final String[] methods = { "max", "min", "average", "median", "lp" };
		final List<ToDoubleFunction<List<Double>>> reductions = new ArrayList<>();
		reductions.add(PoolingCommandTest::max);
		reductions.add(PoolingCommandTest::min);
		reductions.add(PoolingCommandTest::mean);
		reductions.add(PoolingCommandTest::median);
		reductions.add(PoolingCommandTest::norm);
		for (int m = 0; m < methods.length; m++) {
			keys[9] = methods[m];
			final ImagePlus result = pool(image, keys);
			assertDimensions(result, 5, 7, 2, 3, 2);
			naive.assertEqual(image, result, 1e-3, reductions.get(m));
		}
	}

	@Test
	void windowsOfThreeDimensionsPoolAlongZAndNeverAlongTime() throws Exception {
		final ImagePlus image = image(16, 6, 5, 2, 5, 2);
		final ImagePlus result = pool(image, "dimensions", "3D", "window", "2,3,2", "ceil", true);
		assertDimensions(result, 3, 2, 2, 3, 2);
		new Naive(new int[] { 2, 3, 2 }, new int[] { 2, 3, 2 }, new int[3]).assertEqual(image, result, 0,
			PoolingCommandTest::max);
	}

	@Test
	void stochasticPoolingDrawsBySeedAndTheExpectationIsThatOfThePaper() throws Exception {
		final ImagePlus image = image(8, 8, 6, 2, 1, 2);
		final ImagePlus one = pool(image, "method", "stochastic", "seed", "7");
		final SplittableRandom random = new SplittableRandom(7);
		final Naive naive = new Naive(new int[] { 2, 2, 1 }, new int[] { 2, 2, 1 }, new int[3]);
		naive.assertEqual(image, one, 0, samples -> {
			double rest = random.nextDouble() * samples.stream().mapToDouble(v -> v).sum();
			int i = 0;
			while (rest >= samples.get(i))
				rest -= samples.get(i++);
			return samples.get(i);
		});
		final ImagePlus other = pool(image, "method", "stochastic", "seed", "8");
		assertNotEquals(IJ.d2s(one.getStatistics().mean, 9), IJ.d2s(other.getStatistics().mean, 9));
		naive.assertEqual(image, pool(image, "method", "expected"), 1e-4, samples -> samples.stream().mapToDouble(v -> v *
			v).sum() / samples.stream().mapToDouble(v -> v).sum());
	}

	@Test
	void negativeSamplesAreRefusedWithValueAndPositionOrCountAsZero() throws Exception {
		final ImagePlus image = new ImagePlus("cells.tif", image(8, 6, 4, 1, 1, 1).getProcessor().convertToFloat());
		image.getProcessor().setf(3, 2, -4);
		for (final String method : new String[] { "stochastic", "expected" }) {
			assertRefused(image, "method", method, "-4.0 at position [3, 2", "negatives=zero");
			final ImagePlus zeros = image.duplicate();
			zeros.getProcessor().setf(3, 2, 0);
			assertArrayEquals((float[]) pool(zeros, "method", method).getProcessor().getPixels(), (float[]) pool(image,
				"method", method, "negatives", "zero").getProcessor().getPixels());
		}
	}

	@Test
	void positionsOfMaximaCountThroughThePlaneOrTheVolume() throws Exception {
		final ImagePlus image = image(16, 6, 4, 2, 4, 1);
		final ImagePlus plane = pool(image, "positions", true);
		assertEquals("cells-argmax-pooling", plane.getTitle());
		final ImagePlus volume = pool(image, "positions", true, "dimensions", "3D");
		for (int c = 0; c < 2; c++)
			for (int z = 0; z < 2; z++)
				for (int y = 0; y < 2; y++)
					for (int x = 0; x < 3; x++) {
						final int flat = (int) sample(plane, x, y, c, 2 * z, 0);
						double best = 0;
						for (int i = 0; i < 4; i++)
							best = Math.max(best, sample(image, 2 * x + i % 2, 2 * y + i / 2, c, 2 * z, 0));
						assertEquals(best, sample(image, flat % 6, flat / 6, c, 2 * z, 0));
						final int deep = (int) sample(volume, x, y, c, z, 0);
						for (int i = 0; i < 4; i++)
							best = Math.max(best, sample(image, 2 * x + i % 2, 2 * y + i / 2, c, 2 * z + 1, 0));
						assertEquals(best, sample(image, deep % 6, deep / 6 % 4, c, deep / 24, 0));
					}
	}

	@Test
	void positionsThatSinglePrecisionDoesNotHoldAreRefused() throws Exception {
		final ImagePlus square = new ImagePlus("large", new ByteProcessor(4096, 4096));
		square.getProcessor().set(4095, 4095, 9);
		final ImagePlus last = pool(square, "positions", true, "window", "4096");
		assertEquals(4096 * 4096 - 1, last.getProcessor().getf(0));
		assertRefused(new ImagePlus("larger", new ByteProcessor(4097, 4096)), "positions", true, "4097 x 4096 = 16781312",
			"16777216", "crop");
		final ImagePlus deep = IJ.createImage("deep", "8-bit black", 2048, 2048, 5);
		CommandRuns.assertRefused(PoolingCommand.class, deep, new Object[] { "positions", true, "dimensions", "3D" },
			"2048 x 2048 x 5", "dimensions=2D");
	}

	@Test
	void aBlockKeepsItsPhysicalPlace() throws Exception {
		final ImagePlus image = IJ.createImage("block", "16-bit black", 20, 14, 9);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.2;
		calibration.pixelHeight = 0.3;
		calibration.pixelDepth = 0.7;
		calibration.setUnit("um");
		calibration.xOrigin = 4;
		calibration.zOrigin = 1.5;
		// the window of output sample (5, 3, 2), with padding of 1 before: samples 9 ... 11, 5 ... 6, 3 ... 4
		for (int z = 3; z < 5; z++)
			for (int y = 5; y < 7; y++)
				for (int x = 9; x < 12; x++)
					image.getStack().setVoxel(x, y, z, 100);
		final ImagePlus result = pool(image, "dimensions", "3D", "window", "3,2,2", "stride", "2", "padding", "1", "method",
			"average");
		for (int z = 0; z < result.getNSlices(); z++)
			for (int y = 0; y < result.getHeight(); y++)
				for (int x = 0; x < result.getWidth(); x++)
					assertEquals(x == 5 && y == 3 && z == 2, result.getStack().getVoxel(x, y, z) == 100);
		final double[] centre = { (10.5 - 4) * 0.2, 6 * 0.3, (4 - 1.5) * 0.7 };
		assertArrayEquals(centre, place(result, 5, 3, 2), 1e-9);
		assertEquals(0.4, result.getCalibration().pixelWidth, 1e-12);
		assertEquals(0.2, image.getCalibration().pixelWidth, "the input keeps its own");
	}

	@Test
	void coloursStayColoursAndTheTypeIsKeptIfAskedFor() throws Exception {
		final ImagePlus image = image(24, 6, 6, 1, 2, 1);
		final ImagePlus same = pool(image, "output", "same", "window", "3");
		assertEquals(24, same.getBitDepth());
		final Naive naive = new Naive(new int[] { 3, 3, 1 }, new int[] { 3, 3, 1 }, new int[3]);
		naive.assertEqual(image, same, 0, PoolingCommandTest::max);
		final ImagePlus real = pool(image, "window", "3", "method", "average");
		assertDimensions(real, 2, 2, 3, 2, 1);
		naive.assertEqual(image, real, 1e-4, PoolingCommandTest::mean);
	}

	@Test
	void averagesCountPaddingIfAskedToAndNeverWhatIsBeyond() throws Exception {
		final ImagePlus image = new ImagePlus("ones", new ByteProcessor(5, 1));
		image.getProcessor().add(12);
		final Object[] keys = { "method", "average", "window", "4,1", "stride", "4,1", "padding", "1,0", "ceil", true };
		assertArrayEquals(new float[] { 12, 12 }, (float[]) pool(image, keys).getProcessor().getPixels());
		// samples -1 ... 2: one of four is padding; 3 ... 6: two are samples, 5 is padding, 6 is beyond
		assertArrayEquals(new float[] { 9, 8 }, (float[]) pool(image, "method", "average", "window", "4,1", "stride", "4,1",
			"padding", "1,0", "ceil", true, "countpad", true).getProcessor().getPixels());
	}

	@Test
	void samplesThatDoNotFitAreClampedAndDisplayRangesSuitTheScale() throws Exception {
		final ImagePlus image = image(8, 6, 6, 1, 1, 1);
		image.setDisplayRange(10, 99);
		assertEquals(99, pool(image).getDisplayRangeMax());
		final ImagePlus norms = pool(image, "method", "lp", "power", "1", "output", "same");
		assertEquals(255, norms.getStatistics().max);
		final ImagePlus real = pool(image, "method", "lp", "power", "1");
		assertEquals(real.getStatistics().max, real.getDisplayRangeMax(), 1e-3);
		for (final String infinity : new String[] { "Infinity", "inf" })
			assertArrayEquals((float[]) pool(image).getProcessor().getPixels(), (float[]) pool(image, "method", "lp", "power",
				infinity).getProcessor().getPixels(), infinity);
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final ImagePlus image = image(8, 6, 5, 1, 1, 1);
		assertRefused(image, "method", "mean", "method is 'mean'", "average");
		assertRefused(image, "window", "0", "window is 0 along x", "at least 1");
		assertRefused(image, "window", "2,2,2", "window has 3 values", "2 spatial axes");
		assertRefused(image, "window", "2.5", "window '2.5'", "whole number");
		assertRefused(image, "window", "9", "No output along x", "9 taps");
		assertRefused(image, "stride", "windows", "stride is 'windows'", "must be window");
		assertRefused(image, "stride", "0", "stride is 0", "at least 1");
		assertRefused(image, "padding", "-1", "padding is -1", "at least 0");
		assertRefused(image, "padding", "some", "padding 'some'", "valid, same");
		assertRefused(image, "dilation", "0", "dilation is 0", "at least 1");
		assertRefused(image, "countpad", true, "countpad=true", "method is max");
		assertRefused(image, "power", "0", "power is 0", "greater than 0");
		assertRefused(image, "power", "-Infinity", "power is -Infinity", "finite");
		assertRefused(image, "power", "two", "power 'two'", "number");
		assertRefused(image, "power", "1,2", "power has 2 numbers", "takes one");
		assertRefused(image, "seed", "1.5", "seed is '1.5'", "whole number");
		assertRefused(image, "negatives", "clip", "negatives is 'clip'", "error, zero");
		assertRefused(image, "dimensions", "1D-x", "dimensions is '1D-x'", "2D, 3D");
		assertRefused(image, "output", "8-bit", "output is '8-bit'", "32-bit, same");
		CommandRuns.assertRefused(PoolingCommand.class, image, new Object[] { "positions", true, "method", "min" },
			"positions=true is for method=max", "min");
		CommandRuns.assertRefused(PoolingCommand.class, image, new Object[] { "positions", true, "output", "same" },
			"needs output=32-bit");
	}
}
