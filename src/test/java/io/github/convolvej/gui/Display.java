package io.github.convolvej.gui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Assumptions;

/** An X display: an Xvfb started for the test, with a window manager if wanted, or the desktop's own. */
final class Display implements AutoCloseable {

	private final String name;
	private final Process server;
	private Process manager;

	private Display(final String name, final Process server) {
		this.name = name;
		this.server = server;
	}

	static Display open() throws IOException {
		return open(1280, 1024);
	}

	static Display open(final int width, final int height) throws IOException {
		final Process server;
		try {
			server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24").redirectError(
				ProcessBuilder.Redirect.DISCARD).start();
		}
		catch (final IOException e) {
			final String own = System.getenv("DISPLAY");
			System.err.println("WARNING: no Xvfb on this machine" + (own == null ? ", and no display" : ""));
			Assumptions.assumeTrue(own != null, "SKIPPED, the dialog was not tested: install Xvfb");
			return new Display(own, null);
		}
		final String number = new BufferedReader(new InputStreamReader(server.getInputStream(),
			StandardCharsets.US_ASCII)).readLine();
		return new Display(":" + number, server);
	}

	/** A screen of a laptop with a window manager; the test is skipped, loudly, where there is none. */
	static Display managed(final int width, final int height) throws IOException {
		final Display display = open(width, height);
		final ProcessBuilder builder = new ProcessBuilder("openbox").redirectErrorStream(true).redirectOutput(
			ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("DISPLAY", display.name);
		try {
			if (display.server == null) throw new IOException("the desktop's own screen has another size");
			display.manager = builder.start();
		}
		catch (final IOException e) {
			display.close();
			System.err.println("WARNING: no openbox on this machine: " + e.getMessage());
			Assumptions.assumeTrue(false, "SKIPPED, the dialogs were not tested in a window manager: install Xvfb and openbox");
		}
		return display;
	}

	String name() {
		return name;
	}

	@Override
	public void close() {
		if (manager != null) end(manager);
		if (server != null) end(server);
	}

	private static void end(final Process process) {
		process.destroy();
		try {
			process.waitFor();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
