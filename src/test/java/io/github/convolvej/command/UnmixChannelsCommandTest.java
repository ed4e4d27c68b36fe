package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ColorProcessor;

/** Images are mixed from known dyes; what comes back are the dyes. */
class UnmixChannelsCommandTest {

	private static final double[][] MIXING = { { 1, 0.25 }, { 0.125, 1 } };
	private static final double[] BACKGROUND = { 100, 90 };

	@TempDir
	Path folder;

	/** Dye 1 is alone on the left, dye 2 on the right, both are in the middle, and nothing is in the first row. */
	private static double dye(final int d, final int x, final int y, final int z) {
		if (y == 0) return 0;
		return d == 0 ? x < 8 ? 200 + 8 * z : 0 : x >= 4 ? 400 + 8 * y : 0;
	}

	private static ImagePlus mixed() {
		final ImagePlus image = IJ.createHyperStack("mixed.tif", 12, 6, 2, 3, 1, 32);
		for (int n = 1; n <= image.getStackSize(); n++) {
			final int[] p = image.convertIndexToPosition(n);
			for (int y = 0; y < 6; y++)
				for (int x = 0; x < 12; x++)
					image.getStack().getProcessor(n).setf(x, y, (float) (BACKGROUND[p[0] - 1] + MIXING[p[0] - 1][0] * dye(0, x, y,
						p[1] - 1) + MIXING[p[0] - 1][1] * dye(1, x, y, p[1] - 1)));
		}
		return image;
	}

	private static void assertDyes(final ImagePlus result) {
		assertEquals(2, result.getNChannels());
		for (int d = 0; d < 2; d++)
			for (int z = 0; z < 3; z++)
				for (int y = 0; y < 6; y++)
					for (int x = 0; x < 12; x++)
						assertEquals(dye(d, x, y, z), TestImages.sample(result, x, y, d, z, 0), 1e-3, d + " " + x + " " + y);
	}

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(UnmixChannelsCommand.class, image, inputs);
	}

	private static void refused(final String words, final ImagePlus image, final Object... inputs) {
		Headless.refused(words, UnmixChannelsCommand.class, image, inputs);
	}

	@Test
	void aMatrixIsInvertedAndTheBackgroundTakenOff() throws Exception {
		final ImagePlus result = run(mixed(), "matrix", "1 1/4; 0.125 1", "background", "100,90");
		assertDyes(result);
		assertEquals("mixed-unmix-channels", result.getTitle());
		final String report = (String) Headless.module(UnmixChannelsCommand.class, mixed(), "matrix", "1 0.2; 0.1 1").getOutput(
			"report");
		assertTrue(report.contains("condition number: 1.35"), report);
	}

	private static ImagePlus selected() {
		final ImagePlus image = mixed();
		final Overlay overlay = new Overlay();
		final Roi first = new Roi(0, 1, 4, 5);
		first.setName("nuclei");
		final Roi second = new Roi(8, 1, 4, 5);
		second.setName("actin");
		final Roi dark = new Roi(0, 0, 12, 1);
		dark.setName("dark");
		for (final Roi roi : new Roi[] { first, second, dark, new PointRoi(2, 2) })
			overlay.add(roi);
		image.setOverlay(overlay);
		return image;
	}

	@Test
	void theMatrixIsMeasuredInSelections() throws Exception {
		assertDyes(run(selected(), "dyes", "nuclei, actin", "background", "roi:dark"));
		final ImagePlus byNumber = run(selected(), "dyes", "1,2", "background", "100,90");
		assertDyes(byNumber);
		final ImagePlus turned = run(selected(), "dyes", "2,1", "background", "roi:3");
		assertEquals(dye(1, 9, 4, 0), TestImages.sample(turned, 9, 4, 0, 0, 0), 1e-3);
		assertEquals("actin", run(selected(), "dyes", "actin", "background", "90").getStack().getSliceLabel(1));
	}

	@Test
	void whatWasMeasuredIsRecordedAndDoneAgainWithoutTheSelections() throws Exception {
		final ImagePlus result = run(selected(), "dyes", "nuclei,actin", "background", "roi:dark");
		final MacroLine line = Provenance.of(result).last().macro();
		assertEquals("", line.values().get("dyes"));
		assertEquals("100,90", line.values().get("background"));
		final Object[] inputs = line.values().entrySet().stream().flatMap(e -> java.util.stream.Stream.of(e.getKey(), e
			.getValue())).toArray();
		TestImages.assertSamePixels(result, run(mixed(), inputs));
	}

	@Test
	void fewerDyesThanChannelsAreFoundByLeastSquares() throws Exception {
		final ImagePlus image = IJ.createImage("three", "32-bit", 4, 4, 3);
		image.setDimensions(3, 1, 1);
		final double[] spectrum = { 1, 2, 0.5 };
		for (int c = 0; c < 3; c++)
			image.getStack().getProcessor(c + 1).set(7 * spectrum[c] + 3);
		final ImagePlus result = run(image, "matrix", "1; 2; 0.5", "background", "3");
		assertEquals(1, result.getNChannels());
		assertEquals(7, result.getStack().getProcessor(1).getf(2, 2), 1e-5);
	}

	@Test
	void theColoursOfAnRgbImageAreChannels() throws Exception {
		final ColorProcessor plane = new ColorProcessor(3, 2);
		plane.setColor(new java.awt.Color(100, 60, 20));
		plane.fill();
		final ImagePlus result = run(new ImagePlus("rgb", plane), "matrix", "1 0.5 0; 0 1 0; 0 0 1");
		assertArrayEquals(new float[] { 70, 60, 20 }, new float[] { TestImages.sample(result, 1, 1, 0, 0, 0), TestImages.sample(
			result, 1, 1, 1, 0, 0), TestImages.sample(result, 1, 1, 2, 0, 0) }, 1e-4f);
	}

	@Test
	void whatIsSingularOrMissingIsRefusedInWords() {
		refused("look the same in all channels", mixed(), "matrix", "1 2; 2 4");
		refused("look the same in all channels", selected(), "dyes", "1,1", "background", "roi:3");
		refused("not brighter than the background", selected(), "dyes", "1,3", "background", "roi:3");
		refused("matrix has 3 rows, but the image has 2 channels", mixed(), "matrix", "1 0; 0 1; 1 1");
		refused("3 dyes and 2 channels", mixed(), "matrix", "1 0 0; 0 1 0");
		refused("background has 3 numbers, but the image has 2 channels", mixed(), "background", "1,2,3");
		refused("matrix: row 2 has 1 entr", mixed(), "matrix", "1 0; 0");
		refused("several matrices", mixed(), "matrix", "1 0 # 0 1");
		refused("has no such selection: it has 1 (nuclei), 2 (actin), 3 (dark), 4", selected(), "dyes", "golgi,1");
		refused("must be an area", selected(), "dyes", "1,4");
		refused("neither the ROI Manager nor the overlay has a selection", mixed(), "dyes", "1,2");
		refused("Both matrix and dyes are given", selected(), "dyes", "1,2", "matrix", "1 0; 0 1");
	}

	@Test
	void dyesThatLookAlikeAreUnmixedWithANote() throws Exception {
		final UnmixChannelsCommand command = new UnmixChannelsCommand();
		final java.lang.reflect.Field matrix = UnmixChannelsCommand.class.getDeclaredField("matrix");
		matrix.setAccessible(true);
		matrix.set(command, "1 0.9; 0.95 1");
		final String text = command.liveText(mixed());
		assertTrue(text.contains("Condition number: 25.6"), text);
		assertTrue(text.contains("Note: The dyes look much alike") && text.contains("noise grows 9.28, 9.51 times"), text);
	}

	@Test
	void thatNothingIsUnmixedIsNoted() throws Exception {
		final String words = "Note: The matrix is the identity, so nothing is unmixed";
		assertTrue(new UnmixChannelsCommand().liveText(mixed()).contains(words));
		final UnmixChannelsCommand measured = new UnmixChannelsCommand();
		final java.lang.reflect.Field dyes = UnmixChannelsCommand.class.getDeclaredField("dyes");
		dyes.setAccessible(true);
		dyes.set(measured, "nuclei,actin");
		final String text = measured.liveText(selected());
		assertTrue(text.startsWith("Result: ") && !text.contains(words), text);
	}

	@Test
	void theOverlayOfAMacroHasTheSelections() throws Exception {
		IJ.saveAsTiff(mixed(), folder.resolve("mixed.tif").toString());
		final PlainImageJ imagej = new PlainImageJ(folder);
		assertEquals("mixed-unmix-channels 400", imagej.run("open('" + folder.resolve("mixed.tif") + "');",
			"makeRectangle(0, 1, 4, 5);", "Overlay.addSelection;", "makeRectangle(8, 1, 4, 5);", "Overlay.addSelection;",
			"run('Select None');", "run('Unmix Channels...', 'dyes=1,2 background=100,90');",
			"Stack.setChannel(2);", "report(getTitle() + ' ' + round(getPixel(9, 1) - 8));"), imagej.log());
	}
}
