package io.github.convolvej.gui;

import io.github.convolvej.Guard;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Esc is heard soon in a real window of plain ImageJ, by {@link InPlaceRobot} in a JVM of its own. */
@Guard
class EscapeGuardIT {

	@Test
	void escStopsAHeavyCommandSoon(@TempDir final Path folder) throws Exception {
		InPlaceIT.robot(folder, "guard", 4);
	}
}
