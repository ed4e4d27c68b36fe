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

/** The first jobs of a microscopist in plain ImageJ's windows, by {@link JobsRobot} in a JVM of its own. */
class JobsIT {

	@Test
	void firstJobsAreDoneWithDialogsAlone(@TempDir final Path folder) throws Exception {
		try (Display display = Display.managed(1280, 800)) {
			final Path jar = DialogIT.allJar();
			Files.copy(jar, Files.createDirectories(folder.resolve("plugins")).resolve(jar.getFileName().toString()));
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots", "jobs")).toFile();
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-Duser.language=en", "-cp", ij + File.pathSeparator + Paths.get("target",
					"test-classes"), JobsRobot.class.getName(), folder.toString(), screenshots.getPath());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
		}
	}
}
