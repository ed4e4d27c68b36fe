package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

class ActivationCommandTest {

	private static ImagePlus activate(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(ActivationCommand.class, image, inputs);
	}

	private static void assertSamples(final ImagePlus image, final ImagePlus result, final DoubleUnaryOperator function) {
		for (int t = 0; t < image.getNFrames(); t++)
			for (int z = 0; z < image.getNSlices(); z++)
				for (int c = 0; c < CommandRuns.channels(image); c++)
					for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
						final int x = i % image.getWidth();
						final int y = i / image.getWidth();
						assertEquals((float) function.applyAsDouble(sample(image, x, y, c, z, t)), sample(result, x, y, c, z, t),
							1e-6);
					}
	}

	@Test
	void everySampleOfAHyperstackIsAFunctionOfItself() throws Exception {
		final ImagePlus image = image(32, 6, 5, 2, 3, 2);
		for (int n = 1; n <= 12; n++)
			image.getStack().getProcessor(n).multiply(0.004);
		final ImagePlus relu = activate(image);
		assertEquals("cells-activation", relu.getTitle());
		assertDimensions(relu, 6, 5, 2, 3, 2);
		assertSamples(image, relu, v -> Math.max(0, v));
		assertSamples(image, activate(image, "method", "leaky-relu"), v -> v < 0 ? 0.01 * v : v);
		assertSamples(image, activate(image, "method", "leaky-relu", "slope", "-2"), v -> v < 0 ? -2 * v : v);
		assertSamples(image, activate(image, "method", "sigmoid"), v -> 1 / (1 + Math.exp(-v)));
		assertSamples(image, activate(image, "method", "tanh"), Math::tanh);
	}

	@Test
	void notANumberStaysAndInfinityGoesToTheLimits() throws Exception {
		final float[] line = { Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY };
		final ImagePlus image = new ImagePlus("line", new FloatProcessor(3, 1, line));
		assertArrayEquals(new float[] { Float.NaN, 0, 1 }, (float[]) activate(image, "method", "sigmoid").getProcessor()
			.getPixels());
		assertArrayEquals(new float[] { Float.NaN, -1, 1 }, (float[]) activate(image, "method", "tanh").getProcessor()
			.getPixels());
		assertArrayEquals(new float[] { Float.NaN, 0, Float.POSITIVE_INFINITY }, (float[]) activate(image).getProcessor()
			.getPixels());
	}

	@Test
	void reluIsMathMinOfZero() throws Exception {
		final ImagePlus image = image(32, 9, 7, 1, 1, 1);
		final ImageProcessor own = image.getProcessor().duplicate();
		own.min(0);
		assertArrayEquals((float[]) own.getPixels(), (float[]) activate(image).getProcessor().getPixels());
	}

	@Test
	void typesAreKeptIfAskedForAndSigmoidsSaturate() throws Exception {
		final ImagePlus image = image(24, 5, 4, 1, 2, 1);
		final ImagePlus same = activate(image, "output", "same");
		assertEquals(24, same.getBitDepth());
		assertSamples(image, same, v -> v);
		final ImagePlus bytes = image(8, 5, 4, 1, 1, 1);
		assertSamples(bytes, activate(bytes, "method", "sigmoid", "output", "same"), v -> 1);
		bytes.getCalibration().pixelWidth = 0.3;
		bytes.getCalibration().xOrigin = 2;
		assertTrue(bytes.getCalibration().equals(activate(bytes).getCalibration()));
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final String[][] wrong = { { "method", "elu", "method is 'elu'", "relu, leaky-relu" }, { "slope", "steep",
			"slope 'steep'", "number" }, { "slope", "1,2", "slope has 2 numbers", "takes one" }, { "slope", "Infinity",
				"slope is Infinity", "finite" }, { "output", "float", "output is 'float'", "32-bit, same" } };
		for (final String[] w : wrong)
			CommandRuns.assertRefused(ActivationCommand.class, image(8, 4, 3, 1, 1, 1), new Object[] { w[0], w[1] }, w[2],
				w[3]);
	}
}
