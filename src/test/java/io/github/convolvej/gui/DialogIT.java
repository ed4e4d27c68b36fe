package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Stream;

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
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = allJar();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final Path image = folder.resolve("nuclei.tif");
			saveStack(image);
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots")).toFile();
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", ij + File.pathSeparator + Paths.get("target", "test-classes"),
				DialogRobot.class.getName(), folder.toString(), image.toString(), screenshots
					.getPath());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
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

	static Path allJar() throws IOException {
		try (Stream<Path> jars = Files.list(Paths.get("target"))) {
			return jars.filter(p -> p.toString().endsWith("-all.jar")).findFirst().orElseThrow(() -> new IOException(
				"no all jar in target"));
		}
	}
}
