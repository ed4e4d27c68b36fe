package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import net.imagej.patcher.LegacyEnvironment;

/** Everything that README and manual tell the reader to run is run. */
class DocumentationIT {

	private static final Pattern MAVEN_RUN = Pattern.compile("mvn -q compile exec:java -Dexec\\.args=(.*)");
	/** Commands that tell of an image and make none, and one whose result is called after the commands that it runs. */
	private static final List<String> NO_IMAGE = Arrays.asList("Explain Pixel", "Show as Script", "Replay", "Batch");
	/** Commands whose result is a table: the current image stays what it was. */
	private static final List<String> TABLES = Arrays.asList("Convolution Arithmetic", "Global Pooling",
		"Spatial Pyramid Pooling");
	private static final String JAR = "java -jar target/";

	@TempDir
	static Path folder;

	@TestFactory
	Stream<DynamicTest> everyCommandLineRuns() throws Exception {
		final List<List<String>> blocks = Snippets.commandLines();
		assertFalse(blocks.isEmpty());
		final PackedJar jar = new PackedJar(allJar());
		return blocks.stream().map(block -> DynamicTest.dynamicTest(String.join("; ", block), () -> {
			final Path checkout = checkout();
			for (final String line : block)
				runCommandLine(line, jar, checkout);
			delete(checkout);
		})).onClose(jar::close);
	}

	/** A folder that looks like a checkout. */
	private static Path checkout() throws IOException {
		final Path checkout = Files.createTempDirectory(folder, "checkout");
		final Path images = Files.createDirectory(checkout.resolve("sample-images"));
		try (Stream<Path> samples = Files.list(Paths.get("sample-images"))) {
			for (final Path sample : (Iterable<Path>) samples::iterator)
				Files.copy(sample, images.resolve(sample.getFileName().toString()));
		}
		return checkout;
	}

	private static void delete(final Path checkout) throws IOException {
		try (Stream<Path> all = Files.walk(checkout)) {
			for (final Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator)
				Files.delete(path);
		}
	}

	private static void runCommandLine(final String line, final PackedJar jar, final Path checkout) throws Exception {
		if (line.equals("mvn verify")) return; // what runs this test
		final Matcher maven = MAVEN_RUN.matcher(line);
		final List<String> arguments;
		// Maven splits exec.args once more
		if (maven.matches()) arguments = Snippets.words(Snippets.words(maven.group(1)).get(0));
		else {
			assertTrue(line.startsWith(JAR), "neither Maven nor the jar: " + line);
			final List<String> words = Snippets.words(line);
			assertEquals("target/" + allJar().getFileName(), words.get(2));
			arguments = words.subList(3, words.size());
		}
		jar.run(checkout, arguments);
	}

	private static Path allJar() throws IOException {
		try (Stream<Path> jars = Files.list(Paths.get("target"))) {
			return jars.filter(p -> p.toString().endsWith("-all.jar")).findFirst().orElseThrow(() -> new IOException(
				"no all jar in target"));
		}
	}

	/** How titles of results end that are not named after their command. */
	private static final Map<String, String> SUFFIXES = Map.of("Animate Convolution", "-animation", "Demonstrations",
		"-demonstration", "Learn Kernel", "-kernel");

	@TestFactory
	Stream<DynamicTest> everyMacroRuns() throws Exception {
		final LegacyEnvironment ij = new LegacyEnvironment(null, true);
		ij.disableIJ1PluginDirs();
		ij.addPluginClasspath(Arrays.stream(classPath().split(File.pathSeparator)).map(File::new).toArray(File[]::new));
		// lessons have the same macros in every language
		final List<String> macros = Snippets.of("ijm").stream().distinct().collect(Collectors.toList());
		assertFalse(macros.isEmpty());
		return macros.stream().map(macro -> DynamicTest.dynamicTest(macro, () -> {
			final Path title = Files.createTempFile(folder, "title", ".txt");
			ij.runMacro(macro + "\nFile.saveString(getTitle(), \"" + title.toString().replace('\\', '/') +
				"\");\nrun(\"Close All\");", null);
			final Matcher label = Pattern.compile("run\\(\"([^\".]+)\\.\\.\\.\"").matcher(macro);
			String last = "";
			while (label.find())
				if (!NO_IMAGE.contains(label.group(1))) last = label.group(1);
			if (TABLES.contains(last)) return;
			final String suffix = SUFFIXES.getOrDefault(last, "-" + last.replaceAll(" \\([^)]*\\)", "").toLowerCase(
				java.util.Locale.ROOT).replace(' ', '-'));
			assertTrue(Files.readString(title).trim().endsWith(suffix), "the result is not the current image, that is '" +
				Files.readString(title) + "'");
		}));
	}

	@Test
	void everyJavaSnippetCompilesAndRuns() throws Exception {
		final List<String> snippets = Snippets.of("java");
		assertFalse(snippets.isEmpty());
		final List<String> options = new ArrayList<>(Arrays.asList("-proc:none", "-cp", classPath(), "-d", folder.toString()));
		for (int i = 0; i < snippets.size(); i++) {
			final Path source = folder.resolve("Snippet" + i + ".java");
			Files.writeString(source, "import io.github.convolvej.border.*;\nimport io.github.convolvej.filter.*;\n" +
				"import io.github.convolvej.filter.convolution.*;\nimport io.github.convolvej.filter.deformable.*;\n" +
				"import io.github.convolvej.filter.interpolation.*;\nimport io.github.convolvej.filter.pointwise.*;\n" +
				"import io.github.convolvej.filter.pooling.*;\nimport io.github.convolvej.filter.rearrangement.*;\n" +
				"import io.github.convolvej.filter.transposed.*;\nimport io.github.convolvej.network.*;\n" +
				"import io.github.convolvej.network.model.*;\nimport io.github.convolvej.network.onnx.*;\n" +
				"import io.github.convolvej.network.text.*;\n" +
				"import io.github.convolvej.geometry.*;\nimport io.github.convolvej.kernel.*;\nimport io.github.convolvej.run.*;\n" +
				"import net.imglib2.img.Img;\nimport net.imglib2.type.numeric.real.FloatType;\npublic class Snippet" + i +
				" {\npublic static Object run(final Img<FloatType> image) {\n" + snippets.get(i) + "\nreturn " + lastVariable(
					snippets.get(i)) + ";\n}\n}\n");
			options.add(source.toString());
		}
		final ByteArrayOutputStream said = new ByteArrayOutputStream();
		final int errors = ToolProvider.getSystemJavaCompiler().run(null, said, said, options.toArray(new String[0]));
		assertEquals(0, errors, said::toString);
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() }, getClass()
			.getClassLoader()))
		{
			for (int i = 0; i < snippets.size(); i++) {
				final Method run = loader.loadClass("Snippet" + i).getMethod("run", Img.class);
				final Img<FloatType> image = ArrayImgs.floats(9, 7);
				image.forEach(v -> v.set(1));
				assertTrue(run.invoke(null, image) instanceof Img, snippets.get(i));
			}
		}
	}

	private static String lastVariable(final String snippet) {
		final Matcher m = Pattern.compile("(\\w+) = ").matcher(snippet);
		String last = null;
		while (m.find())
			last = m.group(1);
		return last;
	}

	/** Also where the test runner hides the class path in a manifest. */
	private static String classPath() {
		final String real = System.getProperty("surefire.real.class.path");
		final String test = System.getProperty("surefire.test.class.path");
		return test != null ? test : real != null ? real : System.getProperty("java.class.path");
	}

	@Test
	void everyLinkInThePagesLeadsSomewhere() throws IOException {
		final Pattern link = Pattern.compile("\\]\\(([^)#:]+)\\)");
		for (final Path page : Snippets.pages()) {
			final Matcher m = link.matcher(Files.readString(page));
			while (m.find()) {
				final Path target = page.toAbsolutePath().getParent().resolve(m.group(1));
				assertTrue(Files.exists(target), page + " links to " + m.group(1) + ", which is not there");
			}
		}
		assertEquals(1, Snippets.pages().stream().map(Path::toString).filter("README.md"::equals).collect(Collectors
			.toList()).size());
	}
}
