package io.github.convolvej.gui;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialog where SciJava asks for parameters, as in Fiji, by {@link HarvesterRobot} in a JVM of its own. */
class HarvesterIT {

	@Test
	void sciJavaAsksWithTheSameDialog(@TempDir final Path folder) throws Exception {
		try (Display display = Display.open()) {
			RobotProcess.ofTests(display, folder).run(HarvesterRobot.class);
		}
	}
}
