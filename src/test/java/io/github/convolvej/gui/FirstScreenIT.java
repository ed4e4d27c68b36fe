package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of every dialog on the screen of a laptop, by {@link FirstScreenRobot} in a JVM of its own. */
class FirstScreenIT {

	private static final int ROBOTS = 2;

	@Test
	void allOfItIsOnTheScreen(@TempDir final Path folder) throws Exception {
		walk(1280, 800, 1, "en", folder);
	}

	/**
	 * Opens every dialog on a screen of this size, with letters of this scale, in this language. Two robots, each on a
	 * screen of its own, share the commands: most of the time one waits for a window.
	 */
	static void walk(final int width, final int height, final int scale, final String language, final Path folder)
		throws Exception
	{
		final String name = "first-" + width + "x" + height + "-" + scale + "-" + language;
		final File screenshots = Files.createDirectories(Paths.get("target", "screenshots", name)).toFile();
		final ExecutorService robots = Executors.newFixedThreadPool(ROBOTS);
		try {
			final List<Callable<String>> shares = new ArrayList<>();
			for (int i = 0; i < ROBOTS; i++) {
				final int share = i;
				final Path home = Files.createDirectories(folder.resolve("robot" + i));
				shares.add(() -> {
					try (Display display = Display.managed(width, height)) {
						return RobotProcess.ofPlainImageJ(display, home).option("-Duser.language=" + language).run(
							FirstScreenRobot.class, home.toString(), Paths.get("sample-images", "nuclei-filaments.tif").toString(),
							screenshots.getPath(), String.valueOf(scale), String.valueOf(share), String.valueOf(ROBOTS));
					}
				});
			}
			final StringBuilder output = new StringBuilder();
			for (final Future<String> share : robots.invokeAll(shares))
				output.append(result(share));
			assertTrue(new File(screenshots, "convolution.png").length() > 1000, output::toString);
		}
		finally {
			robots.shutdownNow();
		}
	}

	/** What a robot wrote; its failure, and that it was skipped, is that of the test. */
	private static String result(final Future<String> share) throws Exception {
		try {
			return share.get();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof Error) throw (Error) e.getCause();
			if (e.getCause() instanceof Exception) throw (Exception) e.getCause();
			throw e;
		}
	}
}
