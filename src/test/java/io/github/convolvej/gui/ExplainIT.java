package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

/** Explain Pixel in a real window of plain ImageJ, by {@link ExplainRobot} in a JVM of its own. */
class ExplainIT {

	@Test
	void pixelsAreExplainedByClickingThem(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open(); Stream<Path> jars = Files.list(Paths.get("target"))) {
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = jars.filter(p -> p.toString().endsWith("-all.jar")).findFirst().orElseThrow();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final ImagePlus cells = IJ.openImage("sample-images/cells-8bit.tif");
			cells.setRoi(100, 45, 24, 18);
			final ImagePlus crop = cells.crop();
			crop.deleteRoi();
			IJ.saveAsTiff(crop, folder.resolve("cells.tif").toString());
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots")).toFile();
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", ij + File.pathSeparator + Paths.get("target", "test-classes"),
				ExplainRobot.class.getName(), folder.toString(), folder.resolve("cells.tif").toString(), screenshots.getPath());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
			assertTrue(new File(screenshots, "explain-pixel.png").length() > 1000, output);
		}
	}
}
