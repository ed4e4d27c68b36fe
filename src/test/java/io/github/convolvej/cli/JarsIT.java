package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.FilterCommand;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars: the slim one for Fiji, the one with everything in it, and the one for Spark. */
class JarsIT {

	private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";
	private static final int JAVA_8 = 52;
	private static final int JAVA_11 = 55;

	private static String read(final JarFile jar, final String name) throws IOException {
		final JarEntry entry = jar.getJarEntry(name);
		assertNotNull(entry, name + " in " + jar.getName());
		try (InputStream in = jar.getInputStream(entry)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theCommandsAreInThePluginIndex(final Jars which) throws IOException, ClassNotFoundException {
		try (JarFile jar = new JarFile(which.file())) {
			final String index = read(jar, INDEX);
			final List<String> commands = new ArrayList<>();
			for (final JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
				if (!entry.getName().matches("io/github/convolvej/(?!shaded/).*Command\\.class")) continue;
				final String name = entry.getName().replace(".class", "").replace('/', '.');
				final Class<?> type = Class.forName(name, false, getClass().getClassLoader());
				if (FilterCommand.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) commands.add(name);
			}
			assertTrue(commands.contains("io.github.convolvej.command.ConvolutionCommand"), commands.toString());
			for (final String command : commands)
				assertTrue(index.contains("\"" + command + "\""), command);
			assertEquals(which != Jars.SLIM, index.contains("org.scijava.command.DefaultCommandService"));
		}
	}

	/** Fiji finds the commands in SciJava's index, and would have those of plugins.config a second time. */
	@Test
	void theSlimJarHasNoMenuOfPlainImageJ() throws IOException {
		try (JarFile jar = new JarFile(Jars.SLIM.file())) {
			assertNull(jar.getJarEntry("plugins.config"));
			assertTrue(read(jar, INDEX).contains("Plugins>ConvolveJ>Convolution..."));
		}
	}

	@Test
	void everyMenuEntryNamesClassesThatAreThere() throws IOException {
		try (JarFile jar = new JarFile(Jars.ALL.file())) {
			int entries = 0;
			for (final String line : read(jar, "plugins.config").split("\\R")) {
				if (line.startsWith("#") || line.trim().isEmpty() || line.endsWith("\"-\"")) continue;
				final Matcher entry = Pattern.compile("[^,]+, \"[^\"]+\", ([\\w.]+)\\(\"([\\w.]+)\"\\)").matcher(line.trim());
				assertTrue(entry.matches(), line);
				for (int i = 1; i <= 2; i++)
					assertNotNull(jar.getJarEntry(entry.group(i).replace('.', '/') + ".class"), entry.group(i));
				entries++;
			}
			assertTrue(entries > 0);
		}
	}

	@Test
	void theSlimJarHoldsNothingOfOthers() throws IOException {
		try (JarFile jar = new JarFile(Jars.SLIM.file())) {
			final TreeSet<String> others = jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).filter(
				name -> !name.startsWith("io/github/convolvej/") && !name.startsWith("META-INF/") && !name.equals("ops.yaml")).collect(Collectors.toCollection(TreeSet::new));
			assertEquals(new TreeSet<>(), others);
			assertTrue(jar.stream().noneMatch(entry -> entry.getName().matches("META-INF/(versions|lib)/.*")));
		}
	}

	@ParameterizedTest
	@EnumSource
	void theByteCodeIsThatOfJava11AndOfJava8WhereItIsLoadedFirst(final Jars which) throws IOException {
		try (JarFile jar = new JarFile(which.file())) {
			int classes = 0;
			for (final JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
				if (!entry.getName().endsWith(".class") || entry.getName().startsWith("META-INF/")) continue;
				try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
					assertEquals(0xcafebabe, in.readInt());
					in.readUnsignedShort();
					final int major = in.readUnsignedShort();
					final boolean own = entry.getName().startsWith("io/github/convolvej/") && !entry.getName().startsWith(
						"io/github/convolvej/shaded/");
					final boolean first = entry.getName().startsWith("io/github/convolvej/entry/");
					assertTrue(first ? major == JAVA_8 : own ? major == JAVA_11 : major <= JAVA_11, entry.getName() + " is of version " + major);
				}
				classes++;
			}
			assertTrue(classes > 50, classes + " classes");
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLicenceIsThere(final Jars which) throws IOException {
		try (JarFile jar = new JarFile(which.file())) {
			assertTrue(read(jar, "META-INF/LICENSE").contains("the ConvolveJ founders"));
			if (which == Jars.SLIM) return;
			final String others = read(jar, "META-INF/licenses/THIRD-PARTY.txt");
			assertTrue(read(jar, "META-INF/licenses/APACHE-2.0.txt").contains("Apache License"));
			// every artifact in the jar left its Maven properties there, except those that Maven did not build
			for (final JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
				final Matcher artifact = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom.xml").matcher(entry.getName());
				if (artifact.matches() && !artifact.group(1).equals("ConvolveJ_")) assertTrue(others.contains(artifact.group(1)),
					artifact.group(1));
			}
			assertTrue(others.contains("picocli") && others.contains("progressbar"));
		}
	}

	@Test
	void theJarWithEverythingStartsTheCommandLine() throws IOException {
		try (JarFile jar = new JarFile(Jars.ALL.file())) {
			assertEquals(Main.class.getName(), jar.getManifest().getMainAttributes().getValue("Main-Class"));
			assertEquals(Jars.ALL.version(), jar.getManifest().getMainAttributes().getValue(
				"Implementation-Version"));
			assertTrue(jar.stream().noneMatch(entry -> entry.getName().matches("META-INF/[^/]+\\.(SF|DSA|RSA)")),
				"signatures of single jars do not hold for all together");
			for (final String name : new String[] { "ij/ImagePlus", "net/imglib2/img/Img", "org/scijava/Context",
				"picocli/CommandLine", "me/tongfei/progressbar/ProgressBar" })
				assertNotNull(jar.getJarEntry(name + ".class"), name);
		}
	}

	/** What Spark has too, in versions of its own, has another name here; Spark itself is not there. */
	@Test
	void theJarForSparkHoldsNothingThatSparkHas() throws IOException {
		try (JarFile jar = new JarFile(Jars.SPARK.file())) {
			assertEquals("io.github.convolvej.spark.SparkBatch", jar.getManifest().getMainAttributes().getValue("Main-Class"));
			assertNotNull(jar.getJarEntry("io/github/convolvej/spark/SparkBatch.class"));
			assertNotNull(jar.getJarEntry("io/github/convolvej/shaded/xz/XZInputStream.class"));
			final Pattern foreign = Pattern.compile(
				"(scala|org/apache|org/slf4j|com/fasterxml|com/google|io/netty|org/yaml|org/tukaani|io/airlift|picocli)/.*");
			assertEquals("", jar.stream().map(JarEntry::getName).filter(name -> foreign.matcher(name).matches() && !name.endsWith("/"))
				.limit(5).collect(Collectors.joining(", ")));
		}
	}

	/** Spark 3.5 is built for another version of Scala than Spark 4, so no type of Scala may be named. */
	@Test
	void ourByteCodeNamesNoTypeOfScala() throws IOException {
		try (JarFile jar = new JarFile(Jars.SPARK.file())) {
			int classes = 0;
			for (final JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
				if (!entry.getName().matches("io/github/convolvej/spark/.*\\.class")) continue;
				try (InputStream in = jar.getInputStream(entry)) {
					final String code = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
					assertTrue(!code.contains("scala/"), entry.getName());
				}
				classes++;
			}
			assertTrue(classes > 5, classes + " classes");
		}
	}

	@ParameterizedTest
	@EnumSource
	void jarsBesideItAreNotLoaded(final Jars which) throws IOException {
		try (JarFile jar = new JarFile(which.file())) {
			assertNull(jar.getManifest().getMainAttributes().getValue("Class-Path"));
		}
	}
}
