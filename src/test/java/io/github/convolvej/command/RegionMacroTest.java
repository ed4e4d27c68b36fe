package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.TestImages;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;

/** ROI, parts of a hyperstack and results in place from macros of plain ImageJ, without a window. */
class RegionMacroTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;

	@BeforeAll
	static void start() throws ClassNotFoundException {
		imagej = new PlainImageJ(folder);
	}

	private static ImagePlus smooth(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(SmoothCommand.class, image, inputs);
	}

	/** Opens an image, runs lines, saves the current image. */
	private static ImagePlus after(final ImagePlus image, final String... lines) throws IOException {
		final String in = folder.resolve("cells.tif").toString();
		if (image.getStackSize() > 1) new FileSaver(image).saveAsTiffStack(in);
		else new FileSaver(image).saveAsTiff(in);
		final String reported = imagej.run("open('" + in + "');", String.join("\n", lines), "n = nImages;", "saveAs('Tiff', '" +
			folder.resolve("out.tif") + "');", "report(n);");
		assertTrue(reported != null, imagej.log());
		final ImagePlus result = new Opener().openTiff(folder.toString() + "/", "out.tif");
		result.setProperty("images", reported);
		return result;
	}

	@Test
	void aSelectionCropsAndMasks() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 30, 25, 1, 3, 1);
		image.setRoi(new Roi(5, 6, 12, 9));
		TestImages.assertSamePixels(smooth(image, "roi", "crop"), after(image, "makeRectangle(5, 6, 12, 9);",
			"run('Smooth...', 'roi=crop');"));
		image.setRoi(new OvalRoi(4, 5, 14, 11));
		TestImages.assertSamePixels(smooth(image, "roi", "mask", "output", "same"), after(image, "makeOval(4, 5, 14, 11);",
			"run('Smooth...', 'roi=mask output=same');"));
		TestImages.assertSamePixels(smooth(image), after(image, "makeOval(4, 5, 14, 11);", "run('Smooth...', 'sigma=1');"));
	}

	@Test
	void aRoiOfAFileIsRead() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 30, 25, 1, 1, 1);
		image.setRoi(new OvalRoi(4, 5, 14, 11));
		TestImages.assertSamePixels(smooth(image, "roi", "crop"), after(image, "run('Smooth...', 'roi=crop');"));
	}

	@Test
	void theCurrentPlaneIsWhereTheMacroPutIt() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 20, 15, 2, 3, 2);
		final ImagePlus expected = smooth(image, "part", "plane:2,3,1");
		TestImages.assertSamePixels(expected, after(image, "Stack.setPosition(2, 3, 1);", "run('Smooth...', 'part=plane');"));
		TestImages.assertSamePixels(expected, after(image, "run('Smooth...', 'part=plane:2,3,1');"));
		TestImages.assertSamePixels(smooth(image, "part", "channel:2"), after(image, "Stack.setChannel(2);",
			"run('Smooth...', 'part=channel');"));
		TestImages.assertSamePixels(smooth(image), after(image, "Stack.setPosition(2, 3, 1);", "run('Smooth...', '');"));
	}

	@Test
	void inPlaceNoFurtherImageIsMadeAndUndoBringsItBack() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 30, 25, 1, 1, 1);
		final ImagePlus expected = smooth(image, "output", "same");
		final String line = "run('Smooth...', 'output=same target=in-place');";
		final ImagePlus changed = after(image, line);
		TestImages.assertSamePixels(expected, changed);
		assertEquals("1", changed.getProperty("images"));
		TestImages.assertSamePixels(image, after(image, line, "run('Undo');"));
	}

	/** As in ImageJ's own commands, no question is asked in a macro: all planes are meant, unless part says otherwise. */
	@Test
	void inPlaceAStackIsChangedAsAWholeOrInPart() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 30, 25, 2, 3, 1);
		TestImages.assertSamePixels(smooth(image, "output", "same"), after(image,
			"run('Smooth...', 'output=same target=in-place');"));
		final ImagePlus changed = image.duplicate();
		smooth(changed, "output", "same", "target", "in-place", "part", "channel:2");
		TestImages.assertSamePixels(changed, after(image, "Stack.setChannel(2);",
			"run('Smooth...', 'output=same target=in-place part=channel');"));
	}

	@Test
	void aVirtualResultIsTheSame() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 20, 15, 1, 3, 1);
		TestImages.assertSamePixels(smooth(image), after(image, "run('Smooth...', 'target=virtual');",
			"if (!is('Virtual Stack')) exit('not virtual');"));
	}

	@Test
	void aResultThatDoesNotFitStopsTheMacroAndLeavesTheImage() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 30, 25, 1, 1, 1);
		new FileSaver(image).saveAsTiff(folder.resolve("a.tif").toString());
		for (final String[] wrong : new String[][] { { "target=in-place", "use output=same" }, { "roi=crop", "has no ROI" }, {
			"part=channel:2", "there is no channel 2" }, { "roi=nonsense!", "ignore, crop, mask" }, { "target=nonsense!",
				"new, virtual, in-place" }, { "part=nonsense!", "part is 'nonsense!'" } })
		{
			assertNull(imagej.run("open('" + folder.resolve("a.tif") + "');", "run('Smooth...', '" + wrong[0] + "');",
				"report('went on');"));
			assertTrue(imagej.log().contains(wrong[1]), imagej.log());
		}
	}
}
