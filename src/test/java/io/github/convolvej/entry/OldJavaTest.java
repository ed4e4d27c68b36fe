package io.github.convolvej.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens where Java is too old. No such Java is needed: in a copy of the classes, all but those of this package
 * have a version that no Java can load, which it refuses as Java 8 refuses those of Java 11.
 */
class OldJavaTest {

	private static final int JAVA_8 = 52;
	private static final int JAVA_11 = 55;
	private static final int NO_JAVA = 200;
	private static final int MAJOR = 7;

	@TempDir
	static Path folder;

	private static Path classes;
	private static Path future;

	@BeforeAll
	static void copyClasses() throws IOException, URISyntaxException {
		classes = Paths.get(MenuEntry.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		future = folder.resolve("classes");
		try (Stream<Path> files = Files.walk(classes)) {
			for (final Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
				final String name = classes.relativize(file).toString();
				if (!name.endsWith(".class") && !name.contains("META-INF")) continue;
				final byte[] bytes = Files.readAllBytes(file);
				if (name.endsWith(".class") && !isEntry(file)) bytes[MAJOR] = (byte) NO_JAVA;
				final Path copy = future.resolve(name);
				Files.createDirectories(copy.getParent());
				Files.write(copy, bytes);
			}
		}
	}

	private static boolean isEntry(final Path file) {
		return file.getParent().endsWith(Paths.get("io/github/convolvej/entry"));
	}

	@Test
	void theEntryIsByteCodeOfJava8AndTheRestOfJava11() throws IOException {
		int entries = 0;
		try (Stream<Path> files = Files.walk(classes.resolve("io/github/convolvej"))) {
			for (final Path file : files.filter(f -> f.toString().endsWith(".class")).collect(Collectors.toList())) {
				// package-info of Java 8 has no class file
				entries += isEntry(file) ? 1 : 0;
				assertEquals(isEntry(file) ? JAVA_8 : JAVA_11, Files.readAllBytes(file)[MAJOR] & 0xff, file.toString());
			}
		}
		assertTrue(entries >= 2, entries + " classes");
	}

	/** A class loader with our classes from a folder, all libraries, and nothing that this test has loaded. */
	private static URLClassLoader loader(final Path ours) throws MalformedURLException {
		final List<URL> urls = new ArrayList<>();
		urls.add(ours.toUri().toURL());
		for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			final Path path = Paths.get(entry);
			if (Files.isRegularFile(path)) urls.add(path.toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
	}

	/** What is printed during a call, with the loader as that of the thread. */
	private static String printed(final ClassLoader loader, final Callable<Object> call) throws Exception {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		System.setErr(System.out);
		thread.setContextClassLoader(loader);
		try {
			call.call();
		}
		catch (final InvocationTargetException e) {
			printed.write(String.valueOf(e.getCause()).getBytes());
		}
		finally {
			thread.setContextClassLoader(before);
			System.setOut(out);
			System.setErr(err);
		}
		return printed.toString();
	}

	private static Object menuEntry(final ClassLoader loader) throws ReflectiveOperationException {
		return loader.loadClass(MenuEntry.class.getName()).getConstructor().newInstance();
	}

	@Test
	void theMenuOfImageJSaysWhatIsNeeded() throws Exception {
		try (URLClassLoader loader = loader(future)) {
			final Object entry = menuEntry(loader);
			final String told = printed(loader, () -> entry.getClass().getMethod("run", String.class).invoke(entry,
				"io.github.convolvej.command.ConvolutionCommand"));
			assertTrue(told.contains("ConvolveJ needs Java 11 or newer") && told.contains("https://fiji.sc"), told);
			assertFalse(told.contains("Error"), told);
		}
	}

	@Test
	void whereJavaIsNewTheCommandIsRun() throws Exception {
		try (URLClassLoader loader = loader(classes)) {
			final Object entry = menuEntry(loader);
			final String told = printed(loader, () -> entry.getClass().getMethod("run", String.class).invoke(entry,
				"io.github.convolvej.command.ConvolutionCommand"));
			assertTrue(told.contains("There is no image open"), told);
		}
	}

	@Test
	void fijiStartsTheServicesWhereJavaIsNew() throws Exception {
		try (URLClassLoader loader = loader(classes)) {
			final Object[] found = new Object[1];
			printed(loader, () -> {
				final Object context = loader.loadClass("org.scijava.Context").getConstructor().newInstance();
				found[0] = context.getClass().getMethod("getService", String.class).invoke(context,
					"io.github.convolvej.command.scijava.MistakeReporter");
				context.getClass().getMethod("dispose").invoke(context);
				return null;
			});
			assertNotNull(found[0]);
		}
	}

	/** In Fiji: the context starts without a word, the menu stays, and a command says what is needed. */
	@Test
	void fijiStartsAndItsMenuSaysWhatIsNeeded() throws Exception {
		try (URLClassLoader loader = loader(future)) {
			final List<String> labels = new ArrayList<>();
			final String told = printed(loader, () -> {
				final Object context = loader.loadClass("org.scijava.Context").getConstructor().newInstance();
				final Class<?> type = loader.loadClass("org.scijava.command.CommandService");
				final Object commands = context.getClass().getMethod("service", Class.class).invoke(context, type);
				Object convolution = null;
				for (final Object info : (Iterable<?>) type.getMethod("getCommands").invoke(commands)) {
					final Object path = info.getClass().getMethod("getMenuPath").invoke(info);
					labels.add(path.toString());
					if (path.toString().contains("Convolution...")) convolution = info;
				}
				final Object run = type.getMethod("run", convolution.getClass(), boolean.class, Object[].class).invoke(commands,
					convolution, true, new Object[0]);
				run.getClass().getMethod("get").invoke(run);
				context.getClass().getMethod("dispose").invoke(context);
				return null;
			});
			assertTrue(labels.size() > 30, labels::toString);
			assertTrue(told.contains("ConvolveJ needs Java 11 or newer"), told);
			assertFalse(told.contains("UnsupportedClassVersionError") || told.contains("Exception"), told);
		}
	}
}
