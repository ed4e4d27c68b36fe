package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in the windows of real ImageJ2, by {@link ImageJ2Robot} in a JVM of
 * its own. Runs in the profile {@code fiji} only, which brings ImageJ2.
 */
class ImageJ2DialogIT {

	@Test
	void dialogsResultsRecorderAndMessagesWorkInRealWindows(@TempDir final Path folder) throws Exception {
		try (Display display = Display.managed(1280, 1024)) {
			final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-Djava.util.prefs.userRoot=" + folder,
				"--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), ImageJ2Robot.class
					.getName());
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			// it ends by itself, unless a window never comes back
			final Thread end = new Thread(() -> endAfter(robot, 300));
			end.setDaemon(true);
			end.start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(robot.waitFor(10, TimeUnit.SECONDS), output);
			assertEquals(0, robot.exitValue(), output);
		}
	}

	private static void endAfter(final Process robot, final long seconds) {
		try {
			if (!robot.waitFor(seconds, TimeUnit.SECONDS)) robot.destroyForcibly();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
