package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import ij.process.LUT;

class BatchNormalisationCommandTest {

	private static final Class<BatchNormalisationCommand> COMMAND = BatchNormalisationCommand.class;

	private static ImagePlus normalise(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(COMMAND, image, inputs);
	}

	private static List<Double> samples(final ImagePlus image, final int c) {
		final List<Double> samples = new ArrayList<>();
		for (int t = 0; t < image.getNFrames(); t++)
			for (int z = 0; z < image.getNSlices(); z++)
				for (int y = 0; y < image.getHeight(); y++)
					for (int x = 0; x < image.getWidth(); x++)
						samples.add(sample(image, x, y, c, z, t));
		return samples;
	}

	private static double mean(final List<Double> samples) {
		return samples.stream().mapToDouble(v -> v).average().getAsDouble();
	}

	private static double variance(final List<Double> samples) {
		final double mean = mean(samples);
		return samples.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().getAsDouble();
	}

	private static void assertNormalised(final ImagePlus image, final ImagePlus result, final double[] gamma,
		final double[] beta)
	{
		for (int c = 0; c < CommandRuns.channels(image); c++) {
			final List<Double> before = samples(image, c);
			final List<Double> after = samples(result, c);
			final double factor = gamma[c] / Math.sqrt(variance(before) + 1e-5);
			for (int i = 0; i < before.size(); i++)
				assertEquals(factor * (before.get(i) - mean(before)) + beta[c], after.get(i), 1e-5, "channel " + c);
		}
	}

	@Test
	void everyChannelIsNormalisedOverAllItsSlicesAndTimes() throws Exception {
		for (final int depth : new int[] { 8, 16, 32 }) {
			final ImagePlus image = image(depth, 6, 5, 2, 3, 2);
			final ImagePlus result = normalise(image);
			assertEquals("cells-batch-normalisation", result.getTitle());
			assertDimensions(result, 6, 5, 2, 3, 2);
			assertNormalised(image, result, new double[] { 1, 1 }, new double[2]);
			assertNormalised(image, normalise(image, "gamma", "2,-0.5", "beta", "3"), new double[] { 2, -0.5 },
				new double[] { 3, 3 });
		}
	}

	@Test
	void coloursAreThreeChannels() throws Exception {
		final ImagePlus image = image(24, 6, 5, 1, 2, 1);
		final ImagePlus result = normalise(image);
		assertDimensions(result, 6, 5, 3, 2, 1);
		assertNormalised(image, result, new double[] { 1, 1, 1 }, new double[3]);
		assertEquals("green", result.getStack().getSliceLabel(2));
	}

	@Test
	void virtualStacksAreMeasuredToTheSame() throws Exception {
		final ImagePlus memory = image(16, 70, 50, 2, 3, 2);
		final VirtualStack stack = new VirtualStack(70, 50) {

			@Override
			public int getSize() {
				return 12;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				return memory.getStack().getProcessor(n);
			}
		};
		stack.setBitDepth(16);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(2, 3, 2);
		final ImagePlus expected = normalise(memory);
		final ImagePlus result = normalise(image);
		for (int n = 1; n <= 12; n++)
			assertArrayEquals((float[]) expected.getStack().getPixels(n), (float[]) result.getStack().getPixels(n));
	}

	@Test
	void theReportHoldsTheKeysForOtherImages() throws Exception {
		final ImagePlus first = image(8, 6, 5, 2, 1, 1);
		final Module module = CommandRuns.module(COMMAND, "image", first);
		final String report = (String) module.getOutput("report");
		final double[] means = { mean(samples(first, 0)), mean(samples(first, 1)) };
		assertTrue(report.startsWith("mean="), report);
		final String[] keys = report.split("[ =]");
		assertArrayEquals(means, Arrays.stream(keys[1].split(",")).mapToDouble(Double::parseDouble).toArray(), 1e-12);
		final ImagePlus again = normalise(first, keys[0], keys[1], keys[2], keys[3]);
		final ImagePlus measured = (ImagePlus) module.getOutput("result");
		for (int n = 1; n <= 2; n++)
			assertArrayEquals((float[]) measured.getStack().getPixels(n), (float[]) again.getStack().getPixels(n));
	}

	@Test
	void givenStatisticsAreUsedAndEitherMayBeMeasured() throws Exception {
		final ImagePlus image = new ImagePlus("line", new FloatProcessor(4, 1, new float[] { 2, 4, 4, 6 }));
		assertArrayEquals(new float[] { 0.5f, 1.5f, 1.5f, 2.5f }, (float[]) normalise(image, "mean", "1", "variance", "4",
			"epsilon", "0").getProcessor().getPixels());
		assertArrayEquals(new float[] { -1, 0, 0, 1 }, (float[]) normalise(image, "variance", "3.75", "epsilon", "0.25")
			.getProcessor().getPixels());
		final double deviation = Math.sqrt(2);
		assertArrayEquals(new float[] { (float) (2 / deviation), (float) (4 / deviation), (float) (4 / deviation),
			(float) (6 / deviation) }, (float[]) normalise(image, "mean", "0", "epsilon", "0").getProcessor().getPixels());
	}

	@Test
	void notANumberSpoilsItsOwnChannelAlone() throws Exception {
		final ImagePlus image = image(32, 4, 3, 2, 2, 1);
		image.getStack().getProcessor(3).setf(1, 1, Float.NaN);
		final ImagePlus result = normalise(image);
		assertTrue(samples(result, 0).stream().allMatch(v -> Double.isNaN(v)));
		assertTrue(samples(result, 1).stream().noneMatch(v -> Double.isNaN(v)));
	}

	@Test
	void channelsKeepLabelsAndAreGreyWithZeroInTheMiddle() throws Exception {
		final ImagePlus image = image(8, 6, 5, 2, 1, 1);
		((CompositeImage) image).setChannelLut(LUT.createLutFromColor(Color.green), 2);
		final ImagePlus result = normalise(image);
		final LUT shown = ((CompositeImage) result).getChannelLut(2);
		assertEquals(Color.white.getRGB(), shown.getRGB(255));
		assertEquals(-shown.min, shown.max);
		assertEquals(CompositeImage.GRAYSCALE, ((CompositeImage) result).getMode());
		assertEquals("plane 1", result.getStack().getSliceLabel(2));
	}

	@Test
	void theDeviationIsThatOfTheSamplesNotImageJsEstimate() throws Exception {
		final ImagePlus image = image(8, 5, 3, 1, 1, 1);
		final ImageStatistics own = image.getStatistics();
		final double z = (image.getProcessor().get(2, 1) - own.mean) / own.stdDev;
		final float normalised = normalise(image, "epsilon", "0").getProcessor().getf(2, 1);
		assertEquals(z * Math.sqrt(15 / 14.0), normalised, 1e-5);
		assertNotEquals(z, normalised, 1e-3);
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final ImagePlus image = image(8, 4, 3, 3, 1, 1);
		final String[][] wrong = { { "mean", "1,2", "mean has 2 values (1,2)", "3 channels" }, { "variance", "-1",
			"variance is -1.0 for channel 1", "at least 0" }, { "variance", "NaN", "variance is NaN", "finite" }, { "gamma",
				"one", "gamma 'one'", "number" }, { "gamma", "", "gamma ''", "number" }, { "beta", "1,2,3,4",
					"beta has 4 values", "give 1, or 3" }, { "epsilon", "-0.1", "epsilon is -0.1", "at least 0" }, {
						"epsilon", "1,1", "epsilon has 2 numbers", "takes one" }, { "output", "8-bit", "output is '8-bit'",
							"32-bit, same" } };
		for (final String[] w : wrong)
			CommandRuns.assertRefused(COMMAND, image, new Object[] { w[0], w[1] }, w[2], w[3]);
		CommandRuns.assertRefused(COMMAND, new ImagePlus("flat", new FloatProcessor(3, 3)), new Object[] { "epsilon",
			"0" }, "variance of channel 1 and epsilon are both 0");
	}
}
