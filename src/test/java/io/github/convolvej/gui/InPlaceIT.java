package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

/** Results in place in a real window of plain ImageJ, by {@link InPlaceRobot} in a JVM of its own. */
class InPlaceIT {

	@Test
	void undoTheQuestionForStacksAndEscapeWorkInARealWindow(@TempDir final Path folder) throws Exception {
		robot(folder, "all");
	}

	/** Runs the robot, which ends with an error if anything is not as it should be. */
	static void robot(final Path folder, final String what) throws Exception {
		try (Display display = Display.open()) {
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = DialogIT.allJar();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-cp", ij + File.pathSeparator + Paths.get("target", "test-classes"),
				InPlaceRobot.class.getName(), folder.toString(), what);
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
		}
	}
}
