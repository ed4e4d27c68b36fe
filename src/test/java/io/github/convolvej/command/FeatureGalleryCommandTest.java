package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.image.TestImages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

class FeatureGalleryCommandTest {

	@TempDir
	Path folder;

	private static Module gallery(final Object... inputs) throws InterruptedException, ExecutionException {
		return Harness.context().service(CommandService.class).run(FeatureGalleryCommand.class, true, inputs).get();
	}

	private static String refusal(final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> gallery(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		return thrown.getMessage();
	}

	/** A single bright pixel, in a corner: its window of five is cut by two edges. */
	private static ImagePlus point(final int x, final int y, final float value) {
		final FloatProcessor plane = new FloatProcessor(20, 16);
		plane.setf(x, y, value);
		return new ImagePlus("point", plane);
	}

	@Test
	void aCutPatchHasNoNumbersOutsideOfTheImage() throws Exception {
		final Module module = gallery("image", point(0, 15, 5), "model", "avgpool k=5 s=1 p=2", "count", 1);
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertEquals("point-feature-gallery", result.getTitle());
		assertArrayEquals(new int[] { 5, 5, 2, 1, 1 }, result.getDimensions());
		final float[] patch = (float[]) result.getStack().getPixels(1);
		final float[] projection = (float[]) result.getStack().getPixels(2);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		final int x = (int) table.getValue("x", 0);
		final int y = (int) table.getValue("y", 0);
		for (int i = 0; i < 25; i++) {
			final int px = x - 2 + i % 5;
			final int py = y - 2 + i / 5;
			final boolean outside = px < 0 || py > 15;
			assertEquals(outside ? Float.NaN : px == 0 && py == 15 ? 5 : 0, patch[i]);
			assertEquals(outside, projection[i] == 0);
		}
		assertTrue(((String) module.getOutput("report")).contains("(the edge cuts off the rest)"), (String) module.getOutput("report"));
	}

	/** A folder gives the same as its images in one stack, and keeps names; ties go by name. */
	@Test
	void aFolderIsSearchedFileByFile() throws Exception {
		for (int i = 0; i < 4; i++)
			IJ.saveAsTiff(point(4 + 3 * i, 8, 10 * (i % 3)), folder.resolve("image-" + (char) ('d' - i) + ".tif").toString());
		Files.writeString(folder.resolve("notes.txt"), "no image");
		final Module module = gallery("source", folder.toString(), "model", "avgpool k=3 s=1 p=1", "count", 3, "apart", 3);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals("image-b.tif", table.getStringValue("image", 0));
		assertEquals("image-c.tif", table.getStringValue("image", 1));
		assertEquals(20 / 9.0, table.getValue("response", 0), 1e-6);
		// nothing but zeros responds as well in each of them
		assertEquals("image-a.tif", table.getStringValue("image", 2));
		assertEquals(0, table.getValue("response", 2));
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertEquals(3, result.getNSlices());
		assertTrue(result.getStack().getSliceLabel(1).startsWith("1: image-b.tif "), result.getStack().getSliceLabel(1));
		assertTrue(result.getStack().getSliceLabel(2).startsWith("1: projection, image-b.tif "));
	}

	/** Of the sample network, a unit's patch and projection are those of Back Projection. */
	@Test
	void itShowsWhatBackProjectionDoes() throws Exception {
		final ImagePlus noisy = SampleImage.NOISY_NUCLEI.open();
		final Module module = gallery("image", noisy, "layer", "relu_4", "map", 3, "count", 4);
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(4, table.size());
		for (int u = 0; u < 4; u++) {
			final ImagePlus back = (ImagePlus) Harness.run(Harness.info(BackProjectionCommand.class), "image", noisy, "layer", "relu_4",
				"map", 3, "method", "guided", "unit", (int) table.getValue("x", u) + "," + (int) table.getValue("y", u)).getOutput(
					"result");
			final int left = (int) table.getValue("xmin", u);
			final int top = (int) table.getValue("ymin", u);
			final float[] projection = (float[]) result.getStack().getPixels(2 * u + 2);
			double sum = 0;
			double all = 0;
			for (final float v : projection)
				sum += Math.abs(v);
			for (final float v : (float[]) back.getProcessor().getPixels())
				all += Math.abs(v);
			assertEquals(all, sum, 1e-5 * all);
			if (left == 0 || top == 0) continue;
			for (int i = 0; i < projection.length; i += 7) {
				final int x = left + i % result.getWidth();
				final int y = top + i / result.getWidth();
				if (x < noisy.getWidth() && y < noisy.getHeight()) assertEquals(back.getProcessor().getf(x, y), projection[i]);
			}
		}
	}

	@Test
	void everyPlaneAndChannelIsSearched() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 12, 10, 2, 3, 2);
		for (int n = 1; n <= image.getStackSize(); n++)
			image.getStack().getProcessor(n).set(100);
		image.getStack().getProcessor(image.getStackIndex(2, 3, 1)).set(7, 4, 60000);
		final ResultsTable table = (ResultsTable) gallery("image", image, "model", "sample:denoiser", "count", 1).getOutput("table");
		assertEquals(2, table.getValue("channel", 0));
		assertEquals(3, table.getValue("slice", 0));
		assertEquals(1, table.getValue("frame", 0));
		final Module volume = gallery("image", image, "model", "conv k=3 c=2 p=same", "count", 2, "view", "montage");
		assertEquals(24, ((ImagePlus) volume.getOutput("result")).getBitDepth());
	}

	@Test
	void mistakesSayWhatWouldBeRight() throws Exception {
		final ImagePlus image = point(3, 3, 1);
		assertTrue(refusal("image", image, "count", 0).contains("count is 0, but must be 1 to 1000"));
		assertTrue(refusal("image", image, "map", 0).contains("maps are counted from 1"));
		assertTrue(refusal("image", image, "map", 13).contains("has 12 maps: it must be 1 to 12"));
		assertTrue(refusal("image", image, "apart", -1).contains("apart is -1"));
		assertTrue(refusal("image", image, "view", "table").contains("view"));
		assertTrue(refusal("image", image, "layer", "none").contains("has no layer 'none'"));
		assertTrue(refusal("source", folder.resolve("none").toString()).contains("must be a folder of images"));
		assertTrue(refusal("source", folder.toString()).contains("no image is in that folder"));
		assertTrue(refusal("image", image, "normalisation", "percentile:1,99").contains("nothing can be passed back through"));
		IJ.saveAsTiff(image, folder.resolve("a.tif").toString());
		Files.write(folder.resolve("b.tif"), new byte[] { 'I', 'I', 42, 0 });
		assertTrue(refusal("source", folder.toString()).contains("b.tif could not be read"));
		IJ.saveAsTiff(TestImages.hyperstack(8, 9, 9, 3, 1, 1), folder.resolve("b.tif").toString());
		assertTrue(refusal("source", folder.toString(), "model", "conv k=3 c=2 p=same").contains("b.tif has 3 channels, but a.tif has 1"));
	}
}
