package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.image.TestImages;

import java.awt.Rectangle;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.process.FloatProcessor;

class BackProjectionCommandTest {

	private static final CommandInfo INFO = Harness.info(BackProjectionCommand.class);

	private static ImagePlus point() {
		final FloatProcessor plane = new FloatProcessor(9, 8);
		plane.setf(4, 3, 5);
		return new ImagePlus("point", plane);
	}

	/** Without a bias and a rectifier, what goes back is the kernel itself, around the unit. */
	@Test
	void aConvolutionGivesItsKernelBack() throws Exception {
		final ImagePlus image = point();
		final Module module = Harness.run(INFO, "image", image, "model", "conv k=3 c=2 p=same", "map", 2, "unit", "2,5");
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertEquals("point-back-projection", result.getTitle());
		// the answer of the layer to a point is the same kernel, reversed
		final ImagePlus answer = Harness.convolve("image", image, "kernel", "1");
		assertEquals(9, answer.getWidth());
		final ImagePlus forward = (ImagePlus) Harness.run(Harness.info(NetworkCommand.class), "image", image, "model",
			"conv k=3 c=2 p=same").getOutput("result");
		for (int y = -1; y <= 1; y++)
			for (int x = -1; x <= 1; x++)
				assertEquals(forward.getStack().getProcessor(2).getf(4 - x, 3 - y) / 5, result.getProcessor().getf(2 + x, 5 + y), 1e-6);
		int others = 0;
		for (int i = 0; i < 72; i++)
			if (result.getProcessor().getf(i) != 0) others++;
		assertEquals(9, others);
		assertEquals(new Rectangle(1, 4, 3, 3), result.getOverlay().get(0).getBounds());
		assertEquals("unit 2,5 of map 2 responds with 0 and depends on x 1 to 3, y 4 to 6", module.getOutput("report"));
	}

	@Test
	void theStrongestUnitIsTheLargestSampleOfTheMap() throws Exception {
		final ImagePlus noisy = SampleImage.NOISY_NUCLEI.open();
		final ImagePlus map = (ImagePlus) Harness.run(Harness.info(NetworkCommand.class), "image", noisy, "model",
			"sample:denoiser", "layer", "relu_4").getOutput("result");
		final FloatProcessor plane = (FloatProcessor) map.getStack().getProcessor(4);
		int best = 0;
		for (int i = 1; i < plane.getPixelCount(); i++)
			if (plane.getf(i) > plane.getf(best)) best = i;
		final Module module = Harness.run(INFO, "image", noisy, "layer", "relu_4", "map", 4);
		final String unit = best % plane.getWidth() + "," + best / plane.getWidth();
		assertTrue(((String) module.getOutput("report")).startsWith("unit " + unit + " of map 4 responds with "), (String) module
			.getOutput("report"));
		final ImagePlus same = (ImagePlus) Harness.run(INFO, "image", noisy, "layer", "relu_4", "map", 4, "unit", unit).getOutput(
			"result");
		assertArrayEquals((float[]) same.getProcessor().getPixels(), (float[]) ((ImagePlus) module.getOutput("result"))
			.getProcessor().getPixels());
	}

	/** Without rectifiers all ways are the same; a whole map is the sum of its units, each as strong as its sample. */
	@Test
	void aMapIsTheSumOfItsUnits() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 8, 6, 1, 1, 1);
		final String model = "conv k=3 c=2 s=2 p=1 | relu";
		for (final String method : new String[] { "gradient", "deconvnet", "guided" }) {
			final float[] all = pixels(image, model, "all", method);
			final float[] map = (float[]) ((ImagePlus) Harness.run(Harness.info(NetworkCommand.class), "image", image, "model", model)
				.getOutput("result")).getStack().getPixels(1);
			final double[] sum = new double[48];
			for (int i = 0; i < map.length; i++) {
				final float[] one = pixels(image, model, i % 4 + "," + i / 4, method);
				for (int k = 0; k < sum.length; k++)
					sum[k] += map[i] * one[k];
			}
			for (int k = 0; k < sum.length; k++)
				assertEquals(sum[k], all[k], 1e-4 * Math.max(1, Math.abs(sum[k])), method);
		}
	}

	private static float[] pixels(final ImagePlus image, final String model, final String unit, final String method)
		throws Exception
	{
		return (float[]) ((ImagePlus) Harness.run(INFO, "image", image, "model", model, "unit", unit, "method", method).getOutput(
			"result")).getProcessor().getPixels();
	}

	/** Of two layers with equal weights, the squared gradient is a triangle's square, which has a known width. */
	@Test
	void theEffectiveFieldIsNarrowerThanTheTheoreticalOne() throws Exception {
		final Module module = Harness.run(INFO, "image", TestImages.hyperstack(32, 60, 50, 1, 1, 1), "model",
			"avgpool k=9 s=1 p=4 | avgpool k=9 s=1 p=4", "unit", "field");
		final String report = (String) module.getOutput("report");
		assertTrue(report.endsWith("the theoretical one has 17 x 17"), report);
		double sum = 0;
		double squares = 0;
		for (int i = -8; i <= 8; i++) {
			sum += Math.pow(9 - Math.abs(i), 2);
			squares += i * i * Math.pow(9 - Math.abs(i), 2);
		}
		final double width = Double.parseDouble(report.replaceFirst(".*: ([0-9.]+) x .*", "$1"));
		assertEquals(4 * Math.sqrt(squares / sum), width, 0.06);
		final ImagePlus field = (ImagePlus) module.getOutput("result");
		assertEquals(new Rectangle(22, 17, 17, 17), field.getOverlay().get(0).getBounds());
	}

	/** Of volumes, the width has a third number. */
	@Test
	void theEffectiveFieldOfAVolumeHasThreeWidths() throws Exception {
		final String model = "src/test/resources/gradients/box-of-volumes.onnx";
		final String report = (String) Harness.run(INFO, "image", TestImages.hyperstack(32, 20, 18, 1, 14, 1), "model", model, "unit",
			"field").getOutput("report");
		// of n equal squares in a row, four times the root of (n * n - 1) / 12
		assertTrue(report.endsWith(": 3.27 x 3.27 x 5.66 pixels; the theoretical one has 3 x 3 x 5"), report);
	}

	@Test
	void mistakesSayWhatWouldBeRight() throws Exception {
		final ImagePlus image = point();
		assertTrue(Harness.refusal(INFO, "image", image, "map", 2).contains("map is 2, but the layer has 1 map (channel)"));
		assertTrue(Harness.refusal(INFO, "image", image, "unit", "90,1").contains("the layer has the size 9 x 8"));
		assertTrue(Harness.refusal(INFO, "image", image, "unit", "1,2,0").contains("the layer has 2 axes"));
		assertTrue(Harness.refusal(INFO, "image", image, "unit", "here").contains("must be strongest, all, field"));
		assertTrue(Harness.refusal(INFO, "image", image, "layer", "none").contains("the network has no layer 'none'"));
		assertTrue(Harness.refusal(INFO, "image", image, "normalisation", "percentile:1,99").contains(
			"nothing can be passed back through"));
	}
}
