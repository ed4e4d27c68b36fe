package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

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
		new GroovyShell(binding).evaluate(script.replaceAll("(?m)^#@.*$", ""));
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
					assertTrue(script(language).matches("(?s).*\\b" + key + "\"?(=|: ).*"), language + " " + key);
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
}
