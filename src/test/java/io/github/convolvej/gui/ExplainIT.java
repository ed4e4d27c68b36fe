package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

/** Explain Pixel in a real window of plain ImageJ, by {@link ExplainRobot} in a JVM of its own. */
class ExplainIT {

	@Test
	void pixelsAreExplainedByClickingThem(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			final ImagePlus cells = IJ.openImage("sample-images/cells-8bit.tif");
			cells.setRoi(100, 45, 24, 18);
			final ImagePlus crop = cells.crop();
			crop.deleteRoi();
			IJ.saveAsTiff(crop, folder.resolve("cells.tif").toString());
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots")).toFile();
			final String output = RobotProcess.ofPlainImageJ(display, folder).run(ExplainRobot.class, folder.toString(), folder
				.resolve("cells.tif").toString(), screenshots.getPath());
			assertTrue(new File(screenshots, "explain-pixel.png").length() > 1000, output);
		}
	}
}
