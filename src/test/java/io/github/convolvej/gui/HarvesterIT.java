package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialog where SciJava asks for parameters, as in Fiji, by {@link HarvesterRobot} in a JVM of its own. */
class HarvesterIT {

	@Test
	void sciJavaAsksWithTheSameDialog(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", System.getProperty("java.class.path"), HarvesterRobot.class.getName());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
		}
	}
}
