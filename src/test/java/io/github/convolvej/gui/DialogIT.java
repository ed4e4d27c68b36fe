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
import ij.ImageStack;

/** The dialog of plain ImageJ in a real window, by {@link DialogRobot} in a JVM of its own. */
class DialogIT {

	@Test
	void theDialogFilterRecordAndReplayWorkInARealWindow(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			final Path image = folder.resolve("nuclei.tif");
			saveStack(image);
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots")).toFile();
			final String output = RobotProcess.ofPlainImageJ(display, folder).run(DialogRobot.class, folder.toString(), image
				.toString(), screenshots.getPath());
			for (final String name : new String[] { "dialog.png", "preview.png", "help.png" })
				assertTrue(new File(screenshots, name).length() > 1000, output);
		}
	}

	/** Three slices of one of the sample images, calibrated. */
	private static void saveStack(final Path file) {
		final ImagePlus sample = IJ.openImage("sample-images/nuclei-filaments.tif");
		final ImageStack stack = new ImageStack(sample.getWidth(), sample.getHeight());
		for (int z = 0; z < 3; z++)
			stack.addSlice(sample.getStack().getProcessor(z + 1).convertToByte(true));
		final ImagePlus image = new ImagePlus("nuclei.tif", stack);
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.25;
		IJ.saveAsTiff(image, file.toString());
	}
}
