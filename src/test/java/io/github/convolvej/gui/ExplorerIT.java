package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convolution Explorer in a real window of plain ImageJ, by {@link ExplorerRobot} in a JVM of its own. */
class ExplorerIT {

	@Test
	void slidersAndMouseExplore(@TempDir final Path folder) throws Exception {
		explore(folder, "en", "explorer.png");
	}

	@Test
	void alsoInChinese(@TempDir final Path folder) throws Exception {
		explore(folder, "zh", "explorer-zh.png");
	}

	private static void explore(final Path folder, final String language, final String picture) throws Exception {
		final File file = new File(Files.createDirectories(Paths.get("target", "screenshots")).toFile(), picture);
		try (Display display = Display.managed(1280, 1024)) {
			final String output = RobotProcess.ofPlainImageJ(display, folder).option("-Duser.language=" + language).run(
				ExplorerRobot.class, folder.toString(), Paths.get("sample-images", "cells-8bit.tif").toAbsolutePath().toString(), file
					.getPath(), language);
			assertTrue(file.length() > 1000, output);
		}
	}
}
