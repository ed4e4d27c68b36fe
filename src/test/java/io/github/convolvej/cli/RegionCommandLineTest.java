package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.image.TestImages;

import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

/** ROIs and overlays that files have, and parts of hyperstacks, from the command line. */
class RegionCommandLineTest {

	@TempDir
	Path folder;

	private ImagePlus filtered(final String... keys) {
		final String[] args = new String[3 + keys.length];
		args[0] = "smooth";
		args[1] = "cells.tif";
		args[2] = "out-" + keys.length + "-" + String.join("-", keys).replaceAll("[^a-z0-9]", "") + ".tif";
		System.arraycopy(keys, 0, args, 3, keys.length);
		final Run run = Run.in(folder, args);
		assertEquals(0, run.code, run.toString());
		return Run.open(folder.resolve(args[2]));
	}

	private static ImagePlus crop(final ImagePlus whole, final int x, final int y, final int w, final int h) {
		final ImageStack stack = whole.getStack().crop(x, y, 0, w, h, whole.getStackSize());
		final ImagePlus crop = new ImagePlus("crop", stack);
		crop.setDimensions(whole.getNChannels(), whole.getNSlices(), whole.getNFrames());
		return crop;
	}

	@Test
	void theRoiOfTheFileIsUsedAndOverlaysAreCarried() {
		final ImagePlus image = Images.noise(16, 40, 30, 1, 3, 1);
		Run.save(image, folder.resolve("cells.tif"));
		final ImagePlus whole = filtered();
		image.setRoi(new OvalRoi(5, 6, 14, 11));
		final Roi mark = new Roi(8, 9, 3, 4);
		mark.setPosition(2);
		image.setOverlay(new Overlay(mark));
		Run.save(image, folder.resolve("cells.tif"));
		final ImagePlus crop = filtered("roi=crop");
		TestImages.assertSamePixels(crop(whole, 5, 6, 14, 11), crop);
		assertEquals(Roi.OVAL, crop.getRoi().getType());
		assertEquals(new Rectangle2D.Double(3, 3, 3, 4), crop.getOverlay().get(0).getFloatBounds());
		assertEquals(2, crop.getOverlay().get(0).getPosition());
		TestImages.assertSamePixels(whole, filtered("roi=ignore"));
		final ImagePlus mask = filtered("roi=mask", "output=same");
		final ImagePlus same = filtered("output=same");
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 40; x++)
				assertEquals((image.getRoi().contains(x, y) ? same : image).getStack().getVoxel(x, y, 1), mask.getStack()
					.getVoxel(x, y, 1));
	}

	@Test
	void theRoiOfAFileThatIsReadPlaneByPlaneIsTheSame() throws Exception {
		final ImagePlus image = Images.noise(16, 40, 30, 1, 3, 1);
		image.setRoi(new OvalRoi(5, 6, 14, 11));
		image.setOverlay(new Overlay(new Roi(8, 9, 3, 4)));
		Run.save(image, folder.resolve("cells.tif"));
		final ImagePlus opened = new ImageFile(folder.resolve("cells.tif"), null, note -> {}).open(0);
		assertTrue(opened.getStack().isVirtual());
		assertEquals(image.getRoi().getFloatBounds(), opened.getRoi().getFloatBounds());
		assertEquals(1, opened.getOverlay().size());
		final Map<String, String> values = new HashMap<>(Collections.singletonMap("roi", "crop"));
		final ImagePlus crop = new FilterCatalog().get("smooth").command(values).job(opened).virtual(
			io.github.convolvej.run.Monitor.NONE);
		TestImages.assertSamePixels(filtered("roi=crop"), crop);
	}

	@Test
	void partsAreGivenByNumber() {
		final ImagePlus image = Images.noise(8, 24, 20, 2, 3, 2);
		Run.save(image, folder.resolve("cells.tif"));
		final ImagePlus whole = filtered();
		final ImagePlus plane = filtered("part=plane:2,3,1");
		assertEquals(1, plane.getStackSize());
		assertArrayEquals((float[]) whole.getStack().getPixels(whole.getStackIndex(2, 3, 1)), (float[]) plane.getProcessor()
			.getPixels());
		assertArrayEquals(new int[] { 24, 20, 1, 3, 2 }, filtered("part=channel:2").getDimensions());
	}

	@Test
	void whatAFileDoesNotHaveIsRefusedAndNothingWritten() throws Exception {
		Run.save(Images.noise(8, 24, 20, 1, 1, 1), folder.resolve("cells.tif"));
		for (final String[] wrong : new String[][] { { "roi=crop", "1", "has no ROI" }, { "part=channel:2", "1",
			"there is no channel 2" }, { "target=in-place", "2", "always writes new files" }, { "target=virtual", "2",
				"always writes new files" }, { "roi=box", "2", "ignore, crop, mask" } })
		{
			final Run run = Run.in(folder, "smooth", "cells.tif", "no.tif", wrong[0]);
			assertEquals(Integer.parseInt(wrong[1]), run.code, run.toString());
			assertTrue(run.err.contains(wrong[2]), run.toString());
			assertFalse(Files.exists(folder.resolve("no.tif")));
		}
		// recorded macro lines have it
		assertEquals(0, Run.in(folder, "smooth", "cells.tif", "yes.tif", "target=new").code);
		assertFalse(Run.in(folder, "help", "smooth").out.contains("target="));
		assertTrue(Run.in(folder, "help", "smooth").out.contains("roi=ignore"));
	}
}
