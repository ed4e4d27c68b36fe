package io.github.convolvej.command;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import net.imagej.patcher.LegacyEnvironment;

/** ImageJ without ImageJ2 and without a window, in a class loader of its own, with the plugins of this project. */
final class PlainImageJ {

	private final LegacyEnvironment imagej;
	private final Path report;
	private String log;

	/** @param folder where macros leave their reports */
	PlainImageJ(final Path folder) throws ClassNotFoundException {
		imagej = new LegacyEnvironment(null, true);
		imagej.disableIJ1PluginDirs();
		imagej.addPluginClasspath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(
			File::new).toArray(File[]::new));
		report = folder.resolve("report.txt");
	}

	ClassLoader loader() {
		return imagej.getClassLoader();
	}

	/**
	 * Runs a macro. No image is open when it starts.
	 *
	 * @param macro it may call report(text)
	 * @return what it reported last; null if it did not get there
	 */
	String run(final String... macro) throws IOException {
		Files.deleteIfExists(report);
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		System.setErr(System.out);
		try {
			imagej.runMacro("while (nImages > 0) close();\n" + String.join("\n", macro) +
				"\nfunction report(text) { File.saveString(text, '" + report + "'); }", "");
		}
		finally {
			System.setOut(out);
			System.setErr(err);
			log = printed.toString();
		}
		return Files.exists(report) ? new String(Files.readAllBytes(report), StandardCharsets.UTF_8) : null;
	}

	/** What ImageJ printed during the last macro: without a window, its messages. */
	String log() {
		return log;
	}
}
