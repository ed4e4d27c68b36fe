package io.github.convolvej.gui;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;


/** Results in place in a real window of plain ImageJ, by {@link InPlaceRobot} in a JVM of its own. */
class InPlaceIT {

	@Test
	void undoTheQuestionForStacksAndEscapeWorkInARealWindow(@TempDir final Path folder) throws Exception {
		robot(folder, "all", 1);
	}

	/** Runs the robot, with code compiled up to this level, of which 4 is the fastest code. */
	static void robot(final Path folder, final String what, final int level) throws Exception {
		try (Display display = Display.open()) {
			RobotProcess.ofPlainImageJ(display, folder).option("-XX:TieredStopAtLevel=" + level).run(InPlaceRobot.class, folder.toString(), what);
		}
	}
}
