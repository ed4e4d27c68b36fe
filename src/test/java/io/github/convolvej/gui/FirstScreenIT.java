package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of every dialog on the screen of a laptop, by {@link FirstScreenRobot} in a JVM of its own. */
class FirstScreenIT {

	@Test
	void allOfItIsOnTheScreen(@TempDir final Path folder) throws Exception {
		walk(1280, 800, 1, "en", folder);
	}

	/** Opens every dialog on a screen of this size, with letters of this scale, in this language. */
	static void walk(final int width, final int height, final int scale, final String language, final Path folder)
		throws Exception
	{
		try (Display display = Display.managed(width, height)) {
			final String name = "first-" + width + "x" + height + "-" + scale + "-" + language;
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots", name)).toFile();
			final String output = RobotProcess.ofPlainImageJ(display, folder).option("-Duser.language=" + language).run(
				FirstScreenRobot.class, folder.toString(), Paths.get("sample-images", "nuclei-filaments.tif").toString(),
				screenshots.getPath(), String.valueOf(scale));
			assertTrue(new File(screenshots, "convolution.png").length() > 1000, output);
		}
	}
}
