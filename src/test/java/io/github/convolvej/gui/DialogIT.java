package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

/** The dialog of plain ImageJ in a real window, by {@link DialogRobot} in a JVM of its own. */
class DialogIT {

	@Test
	void theDialogFilterRecordAndReplayWorkInARealWindow(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = allJar();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final Path image = folder.resolve("ramp.tif");
			IJ.saveAsTiff(IJ.createImage("ramp.tif", "8-bit ramp", 65, 41, 1), image.toString());
			final File screenshot = new File("target", "dialog.png");
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", ij + File.pathSeparator + Paths.get("target", "test-classes"),
				DialogRobot.class.getName(), folder.toString(), image.toString(), screenshot.getPath());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(robot.waitFor(10, TimeUnit.SECONDS), output);
			assertEquals(0, robot.exitValue(), output);
			assertTrue(screenshot.length() > 1000, output);
		}
	}

	static Path allJar() throws IOException {
		try (Stream<Path> jars = Files.list(Paths.get("target"))) {
			return jars.filter(p -> p.toString().endsWith("-all.jar")).findFirst().orElseThrow(() -> new IOException(
				"no all jar in target"));
		}
	}
}
