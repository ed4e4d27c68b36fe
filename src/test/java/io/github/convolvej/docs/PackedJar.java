package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.cli.Main;
import io.github.convolvej.cli.Run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line of the packed jar, without a process for each call: its classes
 * are loaded once, from the jar alone, beside those of the tests. That the jar does the
 * same in a process of its own is what {@code AllJarIT} tests.
 */
final class PackedJar {

	private final URLClassLoader loader;
	private final Method main;

	PackedJar(final Path jar) throws IOException, ReflectiveOperationException {
		loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, ClassLoader.getPlatformClassLoader());
		main = loader.loadClass(Main.class.getName()).getDeclaredMethod("run", PrintStream.class, PrintStream.class,
			Path.class, String[].class);
		main.setAccessible(true);
	}

	/** Runs a command line, as if it were typed in a folder; it has to succeed. */
	void run(final Path folder, final List<String> arguments) throws ReflectiveOperationException {
		final ByteArrayOutputStream said = new ByteArrayOutputStream();
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try {
			final Object code = main.invoke(null, Run.stream(said), Run.stream(said), folder, arguments.toArray(new String[0]));
			assertEquals(0, code, () -> Run.text(said));
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	void close() {
		try {
			loader.close();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
