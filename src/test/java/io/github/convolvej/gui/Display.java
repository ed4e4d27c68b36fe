package io.github.convolvej.gui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Assumptions;

/** An X display: the desktop's own, or an Xvfb started for the test. */
final class Display implements AutoCloseable {

	private final String name;
	private final Process server;

	private Display(final String name, final Process server) {
		this.name = name;
		this.server = server;
	}

	static Display open() throws IOException {
		final Process server;
		try {
			server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24").redirectError(
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

	String name() {
		return name;
	}

	@Override
	public void close() {
		if (server != null) server.destroy();
	}
}
