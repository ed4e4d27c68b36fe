package io.github.convolvej.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.script.ScriptService;

import ij.IJ;
import ij.ImagePlus;
import net.imagej.patcher.LegacyInjector;

/**
 * Every command in macros of real ImageJ2 without a window, as Fiji runs them on a
 * cluster. Runs in the profile {@code fiji} only, which brings ImageJ2.
 */
class ImageJ2IT {

	static {
		// before any class of ImageJ is loaded
		LegacyInjector.preinit();
	}

	@TempDir
	private static Path folder;
	private static Context context;
	private String log;

	@BeforeAll
	static void start() {
		context = new Context();
		assertTrue(context.getServiceIndex().getAll().stream().anyMatch(s -> s.getClass().getName().equals(
			"net.imagej.legacy.LegacyService")), "this is not ImageJ2");
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	static List<CommandInfo> commands() {
		if (context == null) start();
		return context.service(CommandService.class).getCommands().stream().filter(c -> c.getDelegateClassName().startsWith(
			"io.github.convolvej.command.") && c.getMenuPath().size() >= 3).collect(Collectors.toList());
	}

	/** Those whose results are images with windows; a single pixel has none. */
	static List<CommandInfo> filters() {
		return commands().stream().filter(ImageJ2IT::isFilter).filter(c -> !c.getDelegateClassName().endsWith(
			".GlobalPoolingCommand")).collect(Collectors.toList());
	}

	private static boolean isFilter(final CommandInfo info) {
		try {
			return FilterCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(info.getClassName() + " is in the index, but cannot be loaded", e);
		}
	}

	private static String label(final CommandInfo info) {
		return info.getMenuPath().getLeaf().getName();
	}

	/** What the macro leaves in its variable s; null if it did not get to its end. Images are closed after it. */
	private String run(final String... macro) throws Exception {
		final Path report = folder.resolve("report.txt");
		Files.deleteIfExists(report);
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		System.setErr(System.out);
		try {
			script(String.join("\n", macro) + "\nFile.saveString(s, '" + report + "');");
		}
		finally {
			System.setOut(out);
			System.setErr(err);
			log = printed.toString();
		}
		script("while (nImages > 0) close();");
		return Files.exists(report) ? Files.readString(report).trim() : null;
	}

	private static void script(final String macro) throws InterruptedException, ExecutionException {
		context.service(ScriptService.class).run("test.ijm", macro, true).get();
	}

	private static final String INPUT = "newImage('in', '8-bit ramp', 33, 31, 2, 3, 1);";

	@Test
	void commandsAreInTheMenu() {
		assertTrue(filters().size() >= 19, commands().toString());
		assertTrue(commands().stream().allMatch(c -> c.getMenuPath().get(1).getName().equals("ConvolveJ")));
	}

	@ParameterizedTest
	@MethodSource("filters")
	void withoutOptionsNothingAsksAndTheResultIsTheMacrosCurrentImage(final CommandInfo info) throws Exception {
		assertEquals("1 2 in 33 31", run(INPUT, "run('" + label(info) + "');", "t = getTitle();",
			"s = '' + startsWith(t, 'in-') + ' ' + nImages + ' ';", "selectImage(t); selectImage('in');",
			"s += getTitle() + ' ' + getWidth() + ' ' + getHeight();"), log);
	}

	@Test
	void numbersInATableOpenNoImage() throws Exception {
		assertEquals("in 1 3", run(INPUT, "run('Clear Results'); run('Global Pooling...', 'method=max');",
			"s = getTitle() + ' ' + nImages + ' ' + nResults;"), log);
	}

	@ParameterizedTest
	@MethodSource("filters")
	void aMacroGivesThePixelsThatAScriptGets(final CommandInfo info) throws Exception {
		final String saved = folder.resolve("result.tif").toString();
		assertEquals("1", run(INPUT, "saveAs('Tiff', '" + folder.resolve("in.tif") + "');", "rename('in');", "run('" + label(info) +
			"', '');", "setMinAndMax(0, 1);", "saveAs('Tiff', '" + saved + "');", "s = '1';"), log);
		final Module module = context.service(CommandService.class).run(info, true, "image", IJ.openImage(folder.resolve(
			"in.tif").toString())).get();
		final ImagePlus expected = (ImagePlus) module.getOutput("result");
		final ImagePlus actual = IJ.openImage(saved);
		assertEquals(expected.getStackSize(), actual.getStackSize());
		for (int n = 1; n <= expected.getStackSize(); n++)
			for (int i = 0; i < expected.getWidth() * expected.getHeight(); i++)
				assertEquals(expected.getStack().getProcessor(n).getf(i), actual.getStack().getProcessor(n).getf(i));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void aWrongValueStopsTheMacroAndIsNamed(final CommandInfo info) throws Exception {
		for (final ModuleItem<?> item : ParameterValues.of(info)) {
			if (item.getChoices() == null || item.getChoices().isEmpty()) continue;
			assertEquals(null, run("s = '';", INPUT, "run('" + label(info) + "', '" + item.getName() + "=nonsense!');"), item
				.getName());
			assertTrue(log.contains(item.getName() + " is 'nonsense!', but must be one of"), log);
			assertEquals("alive", run("s = 'alive';"));
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void scriptsGetTheException(final CommandInfo info) {
		final ModuleItem<?> choice = ParameterValues.of(info).stream().filter(i -> i.getChoices() != null && !i.getChoices()
			.isEmpty()).findFirst().orElse(null);
		if (choice == null) return;
		Throwable thrown = null;
		try {
			context.service(CommandService.class).run(info, true, "image", IJ.createImage("in", "8-bit ramp", 9, 9, 1), choice
				.getName(), "nonsense!").get();
		}
		catch (final InterruptedException | ExecutionException e) {
			for (thrown = e; thrown.getCause() != null; thrown = thrown.getCause());
		}
		assertNotNull(thrown);
		assertEquals(IllegalArgumentException.class, thrown.getClass());
		assertTrue(thrown.getMessage().contains("nonsense!"), thrown.getMessage());
	}

	@Test
	void theImageThatTheMacroHasSelectedIsFiltered() throws Exception {
		assertEquals("a-pooling b-pooling a-pooling b-pooling a-convolution-pooling", run("s = '';",
			"newImage('a', '8-bit ramp', 16, 16, 1);", "newImage('b', '8-bit ramp', 16, 16, 1);", "for (i = 0; i < 2; i++) {",
			"selectImage('a'); run('Pooling...'); s += getTitle() + ' '; close();",
			"selectImage('b'); run('Pooling...'); s += getTitle() + ' '; close();", "}",
			"selectImage('a'); run('Convolution...'); run('Pooling...'); s += getTitle();"), log);
	}

	@Test
	void anImageGivenByItsTitleIsTaken() throws Exception {
		assertEquals("a-pooling", run("newImage('a', '8-bit ramp', 16, 16, 1);", "newImage('b', '8-bit ramp', 16, 16, 1);",
			"run('Pooling...', 'image=a');", "s = getTitle();"), log);
	}

	@Test
	void withoutAnImageTheMacroStops() throws Exception {
		assertEquals(null, run("s = '';", "run('Smooth...');"));
		assertTrue(log.contains("open an image first"), log);
	}

	@Test
	void anImageOfManyPlanesComesBackInItsOrderWithItsCalibration() throws Exception {
		assertEquals("16 8 2 3 2 mm 0.5", run("newImage('h', '16-bit ramp', 32, 16, 2, 3, 2);",
			"setVoxelSize(0.25, 0.25, 1, 'mm');", "run('Pooling...', 'window=2 stride=2');", "getDimensions(w, h, c, z, t);",
			"getVoxelSize(vw, vh, vd, unit);", "s = '' + w + ' ' + h + ' ' + c + ' ' + z + ' ' + t + ' ' + unit + ' ' + vw;"), log);
		assertFalse(log.contains("ERROR"), log);
	}
}
