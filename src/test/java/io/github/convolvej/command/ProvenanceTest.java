package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.run.Monitor;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.ImageInfo;

/** Results tell how they were made, completely, and doing it again gives the same. */
class ProvenanceTest {

	private static List<CommandInfo> commands() {
		return Harness.commands().stream().filter(c -> !c.getDelegateClassName().matches(".*(Failing|Cancelled)Command")).collect(
			Collectors.toList());
	}

	private static ImagePlus image() {
		return CommandRuns.image(32, 24, 20, 1, 1, 1);
	}

	private static ImagePlus again(final ImagePlus result, final ImagePlus image) {
		ImagePlus made = image;
		for (final Provenance.Step step : Provenance.of(result).steps()) {
			made.setRoi(step.roi());
			made = RecordedCommands.command(Harness.context(), step.macro()).job(made).compute(Monitor.NONE);
		}
		return made;
	}

	private static void assertSame(final ImagePlus expected, final ImagePlus actual) {
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertArrayEquals((float[]) expected.getStack().getProcessor(n).convertToFloatProcessor().getPixels(),
				(float[]) actual.getStack().getProcessor(n).convertToFloatProcessor().getPixels());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandWritesAllItsKeysAndTheyMakeTheSameAgain(final CommandInfo info) throws Exception {
		final ImagePlus image = CommandRuns.image(8, 24, 20, 1, 1, 1);
		final ImagePlus result = (ImagePlus) Harness.run(info, "image", image).getOutput("result");
		final Provenance.Step step = Provenance.of(result).last();
		assertEquals(info.getMenuPath().getLeaf().getName(), step.macro().label());
		assertEquals(ParameterValues.of(info).stream().map(ModuleItem::getName).collect(Collectors.toList()), List.copyOf(step
			.macro().values().keySet()));
		assertEquals("cells.tif", step.input());
		assertFalse(step.engine().isEmpty());
		assertTrue(step.version().matches("\\d+\\.\\d+.*"), step.version());
		assertSame(result, again(result, image));
		assertNull(image.getProp(Provenance.MACRO));
	}

	@Test
	void aChainKeepsItsStepsInOrder() throws Exception {
		final ImagePlus image = image();
		final ImagePlus edges = CommandRuns.run(ConvolutionCommand.class, image, "kernel", "sobel-x", "stride", "2");
		final ImagePlus pooled = CommandRuns.run(PoolingCommand.class, edges, "window", "3", "ceil", true);
		final List<Provenance.Step> steps = Provenance.of(pooled).steps();
		assertEquals(2, steps.size());
		assertEquals("Convolution...", steps.get(0).macro().label());
		assertEquals("sobel-x", steps.get(0).macro().values().get("kernel"));
		assertEquals("cells.tif", steps.get(0).input());
		assertEquals("Pooling...", steps.get(1).macro().label());
		assertEquals("true", steps.get(1).macro().values().get("ceil"));
		assertEquals("cells-convolution", steps.get(1).input());
		assertEquals(1, Provenance.of(edges).steps().size());
		assertSame(pooled, again(pooled, image));
	}

	@Test
	void imageJsTiffsKeepThem(@TempDir final Path folder) throws Exception {
		final ImagePlus image = CommandRuns.image(8, 12, 10, 2, 3, 1);
		final ImagePlus result = CommandRuns.run(PoolingCommand.class, CommandRuns.run(ConvolutionCommand.class, image,
			"kernel", "1 2; 3 4"));
		final String file = folder.resolve("r.tif").toString();
		IJ.saveAsTiff(result, file);
		final ImagePlus read = IJ.openImage(file);
		for (final String key : new String[] { Provenance.MACRO, Provenance.VERSION, Provenance.ENGINE, Provenance.INPUT })
			assertEquals(result.getProp(key), read.getProp(key), key);
		assertEquals(2, Provenance.of(read).steps().size());
		assertSame(read, again(read, image));
	}

	@Test
	void showInfoHasTheWholeLineOfEveryStep() throws Exception {
		final ImagePlus image = image();
		image.setProperty("Info", "microscope: mine");
		final ImagePlus first = CommandRuns.run(ConvolutionCommand.class, image);
		final ImagePlus result = CommandRuns.run(ActivationCommand.class, first);
		final String shown = new ImageInfo().getImageInfo(result);
		assertTrue(shown.contains("microscope: mine\nConvolveJ "), shown);
		for (final Provenance.Step step : Provenance.of(result).steps())
			assertTrue(shown.contains(step.macro() + " // of " + step.input() + ", engine: " + step.engine()), shown);
		assertEquals("microscope: mine", image.getInfoProperty());
	}

	@Test
	void theSelectionAndThePartThatWereMeantAreKept(@TempDir final Path folder) throws Exception {
		final ImagePlus image = CommandRuns.image(8, 24, 20, 3, 2, 1);
		image.setPosition(2, 2, 1);
		image.setRoi(new OvalRoi(3, 4, 12, 9));
		final ImagePlus masked = CommandRuns.run(ConvolutionCommand.class, image, "kernel", "1 2 3; 4 5 6", "roi", "mask",
			"part", "channel", "target", "virtual");
		masked.setRoi(2, 1, 7, 6);
		final ImagePlus cropped = CommandRuns.run(PoolingCommand.class, masked, "window", "2", "roi", "crop", "part", "plane");
		final String file = folder.resolve("r.tif").toString();
		IJ.saveAsTiff(cropped, file);
		final ImagePlus read = IJ.openImage(file);
		final List<Provenance.Step> steps = Provenance.of(read).steps();
		assertEquals("channel:2", steps.get(0).macro().values().get("part"));
		assertEquals("new", steps.get(0).macro().values().get("target"));
		assertEquals(new OvalRoi(3, 4, 12, 9).getBounds(), steps.get(0).roi().getBounds());
		assertEquals(Roi.OVAL, steps.get(0).roi().getType());
		assertTrue(steps.get(1).macro().values().get("part").startsWith("plane:1,"));
		image.setPosition(1, 1, 1);
		image.setRoi(0, 0, 5, 5);
		assertSame(cropped, again(read, image));
	}

	@Test
	void anImageThatIsChangedInPlaceKnowsIt() throws Exception {
		final ImagePlus image = image();
		image.setRoi(2, 3, 9, 8);
		final ImagePlus result = CommandRuns.run(ConvolutionCommand.class, image, "roi", "mask", "target", "in-place");
		assertEquals(image, result);
		assertEquals("in-place", Provenance.of(image).last().macro().values().get("target"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> RecordedCommands.explain(Harness.context(), image, image, 3, 4, 0,
			0, 0)).getMessage().contains("changed in place"));
	}

	@Test
	void anImageOfAnotherKindHasNoSteps() {
		final ImagePlus image = image();
		assertEquals(Collections.emptyList(), Provenance.of(image).steps());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Provenance.of(image).last()).getMessage().contains(
			"no record"));
		image.setProp(Provenance.MACRO, "makeRectangle(1, 2, 3, 4);");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Provenance.of(image).last().macro()).getMessage().contains(
			"is not a call of a command"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1 2; 3 4", "a b", "[1]", "[a b] c", "a]b c[d", "'quoted'", "\"k\" \\ \\n", "a\nb\r\tc",
		"C:\\kernels\\my kernel.txt", "/data/stride=2 bias=3/k.txt", "\u00e9\u4e2d", "[", "]", "x' y" })
	void anyValueIsReadBackFromTheLine(final String value) {
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("kernel", value);
		values.put("stride", "1");
		final MacroLine line = new MacroLine("A \"Label\"...", values);
		assertFalse(line.toString().contains("\n"));
		final MacroLine read = MacroLine.parse(line.toString());
		assertEquals("A \"Label\"...", read.label());
		assertEquals(values, read.values());
		assertEquals(line.toString(), read.toString());
	}
}
