package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

/** Results in place in a real window of plain ImageJ, by {@link InPlaceRobot} in a JVM of its own. */
class InPlaceIT {

	@Test
	void undoTheQuestionForStacksAndEscapeWorkInARealWindow(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = DialogIT.allJar();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", ij + File.pathSeparator + Paths.get("target", "test-classes"),
				InPlaceRobot.class.getName(), folder.toString());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(robot.waitFor(10, TimeUnit.SECONDS), output);
			assertEquals(0, robot.exitValue(), output);
		}
	}
}
