package io.github.convolvej.cli.console;

import io.github.convolvej.run.Monitor;

/** Shows how far an image is, until it is closed. */
public interface Progress extends Monitor, AutoCloseable {

	@Override
	default void close() {}
}
