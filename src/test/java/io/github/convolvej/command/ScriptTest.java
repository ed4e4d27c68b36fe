package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.python.util.PythonInterpreter;
import org.scijava.command.CommandService;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;

import ij.IJ;
import ij.ImagePlus;

/** Scripts, written from records and those of the documentation, give the same pixels. */
class ScriptTest {

	private static final Path SCRIPTS = Paths.get("docs", "scripts");

	@TempDir
	static Path folder;

	private static ImagePlus image;
	private static ImagePlus made;

	/** A chain with text, number and box, and a file whose name has all that has to be escaped. */
	@BeforeAll
	static void make() throws Exception {
		image = CommandRuns.image(8, 24, 20, 3, 1, 1);
		final Path kernel = Files.write(Files.createDirectory(folder.resolve("my $k [2] 'q' \u00e9")).resolve("k.txt"),
			"1 2 3\n0 -1 0\n".getBytes());
		final ImagePlus first = CommandRuns.run(ConvolutionCommand.class, image, "kernel", kernel.toString(), "border",
			"reflect");
		final ImagePlus second = CommandRuns.run(GroupedConvolutionCommand.class, first, "kernel", "1 2; 3 4", "groups", 3,
			"shuffle", true);
		made = CommandRuns.run(PoolingCommand.class, second, "window", "3", "ceil", true, "stride", "2");
	}

	private static String script(final Script language) {
		return language.render(Harness.context(), Provenance.of(made));
	}

	private static ImagePlus groovy(final String script, final ImagePlus input) {
		final Binding binding = new Binding();
		binding.setVariable("image", input);
		binding.setVariable("commands", Harness.context().service(CommandService.class));
		// what SciJava does with these lines
		// under the name of the file, of which Groovy makes a class
		new GroovyShell(binding).evaluate(script.replaceAll("(?m)^#@.*$", ""), "edges.groovy");
		return (ImagePlus) binding.getVariable("result");
	}

	private static ImagePlus jython(final String script, final ImagePlus input) {
		try (PythonInterpreter python = new PythonInterpreter()) {
			python.set("image", input);
			python.set("commands", Harness.context().service(CommandService.class));
			python.set("script", new org.python.core.PyUnicode(script));
			python.exec("exec(script)");
			return python.get("result", ImagePlus.class);
		}
	}

	private static void assertSame(final ImagePlus expected, final ImagePlus actual) {
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertArrayEquals((float[]) expected.getStack().getPixels(n), (float[]) actual.getStack().getPixels(n));
	}

	@Test
	void groovyGivesTheSamePixels() {
		assertSame(made, groovy(script(Script.GROOVY), image));
	}

	@Test
	void jythonGivesTheSamePixels() {
		assertSame(made, jython(script(Script.JYTHON), image));
	}

	@Test
	void selectionsAreInTheScripts() throws Exception {
		final ImagePlus selected = image.duplicate();
		selected.setRoi(new ij.gui.PolygonRoi(new float[] { 2, 15, 9 }, new float[] { 3, 5, 16 }, ij.gui.Roi.POLYGON));
		final ImagePlus masked = CommandRuns.run(ConvolutionCommand.class, selected, "roi", "mask");
		final Provenance record = Provenance.of(masked);
		selected.deleteRoi();
		assertSame(masked, groovy(Script.GROOVY.render(Harness.context(), record), selected));
		selected.deleteRoi();
		assertSame(masked, jython(Script.JYTHON.render(Harness.context(), record), selected));
		assertTrue(Script.MACRO.render(Harness.context(), record).contains(
			"makeSelection(\"polygon\", newArray(2, 15, 9), newArray(3, 5, 16));\nrun(\"Convolution...\", "));
	}

	@Test
	void pyimagejIsPython() {
		try (PythonInterpreter python = new PythonInterpreter()) {
			python.set("script", new org.python.core.PyUnicode(script(Script.PYIMAGEJ)));
			python.exec("compile(script, 'script', 'exec')");
			assertThrows(org.python.core.PyException.class, () -> python.exec("compile(script + '}', 'script', 'exec')"));
		}
	}

	@Test
	void allKeysAreInEveryScript() {
		for (final Script language : Script.values())
			for (final Provenance.Step step : Provenance.of(made).steps())
				for (final String key : step.macro().values().keySet())
					// the command line says by the name of the result where it goes
					if (language != Script.SHELL || !key.equals("target")) assertTrue(script(language).matches("(?s).*\\b" + key + "\"?(=|: ).*"), language + " " + key);
	}

	@Test
	void macrosOfTheDocumentationRun() throws Exception {
		final PlainImageJ imagej = new PlainImageJ(folder);
		final Path images = Files.createDirectory(folder.resolve("images"));
		final ImagePlus cells = CommandRuns.image(8, 30, 22, 1, 1, 1);
		IJ.saveAsTiff(cells, images.resolve("a.tif").toString());
		IJ.saveAsTiff(CommandRuns.image(16, 21, 17, 1, 2, 1), images.resolve("b.tif").toString());
		Files.writeString(images.resolve("notes.txt"), "no image");
		final ImagePlus expected = CommandRuns.run(PoolingCommand.class, CommandRuns.run(ConvolutionCommand.class, cells,
			"kernel", "sobel-x", "border", "replicate"), "method", "max", "window", "4", "stride", "2");
		final String title = imagej.run("open('" + images.resolve("a.tif") + "');", read("edges.ijm"), "saveAs('Tiff', '" +
			folder.resolve("edges.tif") + "');", "report(getTitle());");
		assertEquals("edges.tif", title, imagej.log());
		assertSame(expected, IJ.openImage(folder.resolve("edges.tif").toString()));
		imagej.run("runMacro('" + SCRIPTS.resolve("folder.ijm").toAbsolutePath() + "', '" + images + "," + folder.resolve(
			"results") + "');", "report('done');");
		assertSame(expected, IJ.openImage(folder.resolve("results/a-convolution-pooling.tif").toString()));
		assertEquals(2, IJ.openImage(folder.resolve("results/b-convolution-pooling.tif").toString()).getStackSize());
		assertSame(expected, groovy(read("edges.groovy"), cells));
		assertSame(expected, jython(read("edges.py"), cells));
	}

	@Test
	void pythonOfTheDocumentationIsPython() throws IOException {
		try (PythonInterpreter python = new PythonInterpreter()) {
			python.set("script", new org.python.core.PyUnicode(read("pyimagej.py")));
			python.exec("compile(script, 'script', 'exec')");
		}
	}

	private static String read(final String name) throws IOException {
		return Files.readString(SCRIPTS.resolve(name));
	}

	/** Stands for the service that runs commands, and keeps what it is asked for. */
	public static final class Asked {

		final Map<String, String> values = new HashMap<>();

		public Asked run(final String command, final boolean process, final Map<String, Object> given) {
			given.forEach((key, value) -> values.put(key, String.valueOf(value)));
			return this;
		}

		public Asked get() {
			return this;
		}

		public Object getOutput(final String name) {
			return name;
		}
	}

	private static final String EVIL = "q'\"$x${y}`id`$(id)\\u0041\\ \n#[!*]é\u2028'''\"\"\"";

	/** As a foreign file may have it: the record is text in a file. */
	private static Provenance evil() {
		final ImagePlus foreign = CommandRuns.image(8, 4, 4, 1, 1, 1);
		foreign.setTitle("a.tif\u2028evil()\\u000aevil()\u0085evil();\f`id`\u001b[2J");
		foreign.setProp(Provenance.MACRO, new MacroLine("Convolution...", Map.of("kernel", EVIL)).toString());
		foreign.setProp(Provenance.VERSION, "0.1\\u000aevil()");
		foreign.setProp(Provenance.INPUT, foreign.getTitle());
		return Provenance.of(foreign);
	}

	@Test
	void valuesAreQuotedForTheirLanguage() throws Exception {
		for (final Script language : new Script[] { Script.GROOVY, Script.JYTHON }) {
			final String script = language.render(Harness.context(), evil());
			final Asked asked = new Asked();
			if (language == Script.GROOVY) {
				final Binding binding = new Binding();
				binding.setVariable("image", image);
				binding.setVariable("commands", asked);
				new GroovyShell(binding).evaluate(script.replaceAll("(?m)^#@.*$", ""));
			}
			else try (PythonInterpreter python = new PythonInterpreter()) {
				python.set("image", image);
				python.set("commands", asked);
				python.set("script", new org.python.core.PyUnicode(script));
				python.exec("exec(script)");
			}
			assertEquals(EVIL, asked.values.get("kernel"), language.toString());
		}
		final String[] lines = Script.MACRO.render(Harness.context(), evil()).split("\n");
		assertEquals(2, lines.length, String.join("\n", lines));
		assertTrue(lines[0].startsWith("// made by ConvolveJ 0.1?u000aevil() of a.tif"), lines[0]);
		assertEquals(EVIL, MacroLine.parse(lines[1]).values().get("kernel"));
	}

	@Test
	void pyimagejQuotesForPython3() {
		final String script = Script.PYIMAGEJ.render(Harness.context(), evil());
		try (PythonInterpreter python = new PythonInterpreter()) {
			// Python 2 reads escapes beyond ASCII in unicode literals only, as all are in Python 3
			python.set("script", new org.python.core.PyUnicode("from __future__ import unicode_literals\n" + script));
			python.exec("import sys, types\nkept = {}\nclass Any(object):\n  def __getattr__(self, name): return self\n" +
				"  def __call__(self, *a, **k): return self\n  def to_java(self, values):\n    kept.update(values)\n    return self\n" +
				"fake = types.ModuleType('imagej')\nfake.init = lambda *a, **k: Any()\nsys.modules['imagej'] = fake\nexec(script)");
			assertEquals(EVIL, python.eval("kept['kernel']").asString());
		}
	}

	@Test
	void shellWordsReachTheProgramAsTheyAre() throws Exception {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no shell there");
		final String script = "java() { shift 2; printf '%s\\0' \"$@\"; }\nCONVOLVEJ=x\n" + Script.SHELL.render(Harness.context(),
			evil());
		final Process shell = new ProcessBuilder("sh", Files.writeString(folder.resolve("script.sh"), script).toString()).start();
		final String[] args = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split(
			"\0");
		assertEquals(0, shell.waitFor());
		assertEquals("convolution", args[0]);
		assertEquals("kernel=" + EVIL, args[3]);
		assertEquals(4, args.length);
	}

	@Test
	void onlyOwnCommandsWithKeysThatParseAreWritten() {
		final ImagePlus foreign = CommandRuns.image(8, 4, 4, 1, 1, 1);
		final String[][] refused = { { "run(\"Compile and Run...\", \"path=/tmp/Evil.java\");", "'Compile and Run...'" }, {
			"run(\"Show as Script...\", \"language=macro\");", "'Show as Script...'" }, {
				"run(\"Convolution...\", \"speed=2\");", "no parameter 'speed'" }, { "exec(\"rm\", \"-rf\");",
					"is not a call of a command" }, { "run(\"Pooling...\", \"stride=1\"); exec(\"rm\");",
						"is not a call of a command" }, { "run(\"Convolution...\", \"groups=x\");", "groups is 'x'" }, {
							"run(\"Convolution...\", \"kernel=1\u001bc\");", "a value with control characters" } };
		for (final String[] record : refused) {
			foreign.setProp(Provenance.MACRO, record[0]);
			for (final Script language : Script.values()) {
				final String message = assertThrows(IllegalArgumentException.class, () -> language.render(Harness.context(),
					Provenance.of(foreign))).getMessage();
				assertTrue(message.contains(record[1]), message);
			}
		}
	}
}
