package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.explain.NetworkExplanation;
import io.github.convolvej.ij1.explanation.NetworkPixel;
import io.github.convolvej.ij1.explanation.NetworkPixelText;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.job.FilterJob;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

/** Pixels of results of networks, in ImageJ's coordinates, by the record in the result alone. */
class NetworkPixelTest {

	private static final String MODEL = "conv k=3 c=3 p=same | relu | maxpool k=2 s=2 | conv k=3 c=2 p=same";

	private static NetworkPixel pixel(final ImagePlus result, final ImagePlus image, final int... at) {
		return NetworkPixel.of(RecordedCommands.job(Harness.context(), result, image), result, at);
	}

	/** Every pixel of hyperstacks of any type has the value that its layers give. */
	@Test
	void everyPixelIsWhatItsLayersGive() throws Exception {
		for (final int depth : new int[] { 8, 16, 32, 24 }) {
			final ImagePlus image = CommandRuns.image(depth, 7, 6, depth == 24 ? 1 : 2, 2, 2);
			final ImagePlus result = CommandRuns.run(NetworkCommand.class, image, "model", MODEL);
			final FilterJob job = RecordedCommands.job(Harness.context(), result, image);
			assertTrue(NetworkPixel.isOf(job));
			for (int t = 0; t < 2; t++)
				for (int z = 0; z < 2; z++)
					for (int c = 0; c < result.getNChannels(); c++)
						for (int y = 0; y < result.getHeight(); y++)
							for (int x = 0; x < result.getWidth(); x++) {
								final NetworkPixel p = NetworkPixel.of(job, result, x, y, c, z, t);
								assertEquals(CommandRuns.sample(result, x, y, c, z, t), p.stored());
								assertEquals(p.stored(), p.computed(), 1e-4 * Math.max(1, Math.abs(p.stored())));
								assertTrue(p.agrees() && p.walk().agrees());
							}
		}
	}

	/** A network of one channel runs on each; other outputs, sizes that do not fit, and results of the image's type. */
	@Test
	void allWaysToRunANetworkAreExplained() throws Exception {
		final ImagePlus image = CommandRuns.image(16, 18, 15, 2, 1, 1);
		final ImagePlus each = CommandRuns.run(NetworkCommand.class, image, "model", "sample:denoiser", "output", "same");
		for (int c = 0; c < 2; c++)
			assertTrue(pixel(each, image, 11, 14, c, 0, 0).agrees());
		final ImagePlus maps = CommandRuns.run(FeatureMapsCommand.class, image, "layer", "relu_4");
		for (int c = 20; c < 40; c++)
			assertTrue(pixel(maps, image, 3, 2, c, 0, 0).agrees());
		final ImagePlus chosen = CommandRuns.run(NetworkCommand.class, image, "model", MODEL, "channels", "2,2,1", "normalisation",
			"mean-std");
		assertTrue(pixel(chosen, image, 8, 6, 1, 0, 0).agrees());
		image.setRoi(new Roi(4, 3, 9, 8));
		final ImagePlus crop = CommandRuns.run(NetworkCommand.class, image, "model", "conv k=3 c=1 p=same", "roi", "crop", "part",
			"channel:2");
		final NetworkPixel p = pixel(crop, image, 2, 1, 0, 0, 0);
		assertTrue(p.agrees());
		final NetworkExplanation walk = p.walk();
		final int[][] field = p.field(walk, walk.layers().get(0));
		assertArrayEquals(new int[] { 5, 7 }, field[0]);
		assertArrayEquals(new int[] { 3, 5 }, field[1]);
	}

	@Test
	void theTextSaysWhatOfTheImageInItsUnits() throws Exception {
		final ImagePlus image = CommandRuns.image(32, 20, 16, 1, 1, 1);
		image.setTitle("cells");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().xOrigin = 2;
		image.getCalibration().setUnit("mm");
		final ImagePlus result = CommandRuns.run(NetworkCommand.class, image, "model", "conv k=3 c=1 p=same | relu | conv k=1 c=1");
		final NetworkPixel p = pixel(result, image, 10, 8, 0, 0, 0);
		final String text = new NetworkPixelText(p, p.walk(), "result", "cells").toString();
		assertTrue(text.contains("it depends on cells, x 9 to 11, y 7 to 9 (3.5 to 5 mm, 1.75 to 2.5 mm)"), text);
		assertTrue(text.contains("\n3. conv1 (Conv), channel 1 at 10,8: "), text);
		assertTrue(text.endsWith("All sums give what the layers computed."), text);
		// a result that was changed later
		result.getProcessor().setf(10, 8, 1234);
		final NetworkPixel changed = pixel(result, image, 10, 8, 0, 0, 0);
		assertFalse(changed.agrees());
		assertTrue(new NetworkPixelText(changed, changed.walk(), "result", "cells").toString().contains("BUT THE LAYERS GIVE"));
	}

	@Test
	void macrosGetTheWalkAsATable() throws Exception {
		final ImagePlus image = SampleImage.NOISY_NUCLEI.open();
		final ImagePlus result = CommandRuns.run(NetworkCommand.class, image, "model", "sample:denoiser");
		final Path file = Files.createTempFile("noisy", ".tif");
		IJ.saveAsTiff(image, file.toString());
		final Module module = Harness.context().service(CommandService.class).run(ExplainPixelCommand.class, true, "image", result,
			"x", "100", "y", "90", "path", "1,1,2", "source", file.toString()).get();
		Files.delete(file);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals("node_add_119", table.getStringValue("Layer", 0));
		assertTrue(((String) module.getOutput("text")).contains("4. node_conv2d_10 (Conv)"));
		int steps = 0;
		for (int i = 0; i < table.size(); i++)
			steps = Math.max(steps, (int) table.getValue("Step", i));
		assertEquals(15, steps);
		assertEquals("image", table.getStringValue("Layer", table.size() - 1));
	}

	@Test
	void mistakesSayWhatWouldBeRight() throws Exception {
		final ImagePlus image = CommandRuns.image(32, 9, 8, 1, 1, 1);
		final ImagePlus result = CommandRuns.run(NetworkCommand.class, image, "model", MODEL);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> pixel(result, image, 5, 0, 0, 0, 0)).getMessage().contains(
			"x is 5, but must be 0 to "));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ExplainPixelCommand.choices("1,x")).getMessage().contains(
			"must be whole numbers with commas"));
		assertArrayEquals(new int[] { 1, 20 }, ExplainPixelCommand.choices(" 1, 20"));
		assertArrayEquals(new int[0], ExplainPixelCommand.choices(" "));
	}
}
