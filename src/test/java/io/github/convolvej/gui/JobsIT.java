package io.github.convolvej.gui;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first jobs of a microscopist in plain ImageJ's windows, by {@link JobsRobot} in a JVM of its own. */
class JobsIT {

	@Test
	void firstJobsAreDoneWithDialogsAlone(@TempDir final Path folder) throws Exception {
		try (Display display = Display.managed(1280, 800)) {
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots", "jobs")).toFile();
			RobotProcess.ofPlainImageJ(display, folder).option("-Duser.language=en").run(JobsRobot.class, folder.toString(),
				screenshots.getPath());
		}
	}
}
