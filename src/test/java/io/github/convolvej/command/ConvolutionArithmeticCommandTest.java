package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.geometry.LayerChain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.ResultsTable;

class ConvolutionArithmeticCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	@AfterAll
	static void disposeContext() {
		CONTEXT.dispose();
	}

	private static Module run(final Object... inputs) throws InterruptedException, ExecutionException {
		return CONTEXT.service(CommandService.class).run(ConvolutionArithmeticCommand.class, true, inputs).get();
	}

	private static ResultsTable table(final Object... inputs) throws Exception {
		return (ResultsTable) run(inputs).getOutput("table");
	}

	private static String text(final Object... inputs) throws Exception {
		return (String) run(inputs).getOutput("text");
	}

	private static void refused(final String words, final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		assertEquals(IllegalArgumentException.class, thrown.getClass());
		assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
	}

	@Test
	void layersOfFrameworksAreReadAndWritten() throws Exception {
		final String torch = "nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))";
		final ResultsTable table = table("layers", torch, "size", "28", "channels", "1");
		assertEquals("conv k=3 p=1 c=32", table.getStringValue("Layer", 1));
		assertEquals(14, table.getValue("Size x", 2));
		assertEquals(320, table.getValue("Parameters", 3));
		final String keras = text("layers", torch, "size", "28", "channels", "1", "format", "keras");
		assertTrue(keras.contains("layers.ZeroPadding2D(1)") && keras.contains("layers.Conv2D(32, 3)"), keras);
		assertEquals("nn.Sequential(\n    nn.Conv2d(1, 8, 3),\n)", text("layers", "conv k=3 c=8", "channels", "1", "format",
			"pytorch"));
		refused("line 1, column 15: 'nn.Foo' is not known", "layers", "nn.Sequential(nn.Foo(3))");
	}

	/** Programs whose results are joined have the table of a graph, and are written as programs. */
	@Test
	void programsWithJoinsAreReadAndWritten() throws Exception {
		final String program = "a = nn.Conv2d(1, 4, 3, padding=1)\nb = nn.Conv2d(4, 4, 5, padding=2)\ny = a(x)\n" +
			"z = torch.cat([b(y), y], 1)\nout = nn.Conv2d(8, 1, 1)(z)";
		final ResultsTable table = table("layers", program, "size", "28", "channels", "1");
		assertEquals(7, table.getValue("Receptive field x", table.size() - 2));
		assertEquals(4 * 9 + 4 + 4 * 4 * 25 + 4 + 8 + 1, table.getValue("Parameters", table.size() - 1));
		final String keras = text("layers", program, "size", "28", "channels", "1", "format", "keras");
		assertTrue(keras.contains("x = layers.Concatenate()([x, y])") && keras.endsWith("model = keras.Model(image, x)"), keras);
		assertEquals(7, table("layers", keras, "size", "28", "channels", "1").getValue("Receptive field x", 4));
	}

	@Test
	void noImageIsNeeded() throws Exception {
		final ResultsTable table = table("layers", "conv k=3,5 s=2 p=1 c=8; maxpool k=2", "size", "32,24", "channels", "3");
		assertEquals(4, table.size());
		assertEquals("conv k=3,5 s=2 p=1 c=8", table.getStringValue("Layer", 1));
		assertEquals(16, table.getValue("Size x", 1));
		assertEquals(11, table.getValue("Size y", 1));
		assertEquals(8, table.getValue("Size x", 2));
		assertEquals(3, table.getValue("Channels", 0));
		assertEquals(5, table.getValue("Receptive field x", 2));
		assertEquals(4, table.getValue("Jump x", 2));
		assertEquals(8 * 3 * 15 + 8, table.getValue("Parameters", 3));
		assertEquals(8 * 3 * 15 * 16 * 11, table.getValue("Multiplications", 3));
	}

	@Test
	void graphsAndFilesHaveTablesToo() throws Exception {
		final ResultsTable graph = table("layers", "a: conv k=3 p=same c=4; conv k=5 p=same c=4; add a", "size", "32,24",
			"channels", "3");
		assertEquals(5, graph.size());
		assertEquals(7, graph.getValue("Receptive field x", 3));
		assertEquals(9 * 3 * 4 + 4 + 25 * 16 + 4, graph.getValue("Parameters", 4));
		final ResultsTable file = table("layers", "src/test/resources/networks/unet2d_nearest/model.onnx", "size", "64,48");
		assertEquals(64, file.getValue("Size x", file.size() - 2));
		assertEquals(48, file.getValue("Size y", file.size() - 2));
		refused("no layer 'nowhere'", "layers", "conv k=3 | add nowhere");
	}

	@Test
	void sizeChannelsAndCalibrationAreThoseOfTheImage() throws Exception {
		final ImagePlus image = Headless.hyperstack(30, 20, 2, 10, 3);
		image.getCalibration().setUnit("mm");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().pixelDepth = 2;
		image.getCalibration().zOrigin = 3;
		final ResultsTable table = table("image", image, "layers", "avgpool k=2", "dimensions", "3D");
		final double[] expected = { 15, 10, 5 };
		for (int d = 0; d < 3; d++)
			assertEquals(expected[d], table.getValue("Size " + "xyz".charAt(d), 1));
		assertEquals(2, table.getValue("Channels", 1));
		assertEquals(1, table.getValue("Pixel size x", 1));
		assertEquals(4, table.getValue("Pixel size z", 1));
		assertEquals(1.5, table.getValue("Origin z", 1));
		assertTrue(text("image", image, "layers", "avgpool k=2").contains("pixel size (mm)"));
		assertEquals(5, table("image", image, "layers", "avgpool k=2", "dimensions", "1D-z").getValue("Size z", 1));
		assertEquals(3, table("image", Headless.rgb(5, 5), "layers", "conv k=1").getValue("Channels", 0));
		assertEquals(7, table("image", image, "size", "7", "layers", "conv k=1").getValue("Size y", 0));
	}

	@Test
	void theDefaultsFitWhateverIsOpen() throws Exception {
		final ImagePlus pooled = Headless.hyperstack(1, 1, 64, 1, 1);
		for (final ResultsTable table : new ResultsTable[] { table(), table("image", pooled) }) {
			assertEquals(224, table.getValue("Size x", 0));
			assertEquals(1, table.getValue("Channels", 0));
			assertEquals(32, table.getValue("Channels", 3));
		}
		final String assumed = live(pooled);
		assertTrue(assumed.contains("224 pixels along each axis are assumed") && assumed.contains("'stack.tif' has 1 x 1 pixels"),
			assumed);
		// a profile is one pixel high and still an image for layers along x
		assertEquals(30, table("image", Headless.hyperstack(30, 1, 1, 1, 1), "dimensions", "1D-x").getValue("Size x", 0));
		assertFalse(live(Headless.hyperstack(30, 20, 1, 1, 1)).contains("assumed"));
	}

	private static String live(final ImagePlus image) {
		return new ConvolutionArithmeticCommand().liveText(image);
	}

	@Test
	void theTextIsMarkdownOrCsv() throws Exception {
		final LayerChain chain = LayerChain.parse("conv k=3; upsample s=2");
		assertEquals(chain.on(1, 9, 8).toMarkdown(), text("layers", "conv k=3; upsample s=2", "size", "9,8"));
		assertEquals(chain.on(1, 9, 9, 9).toCsv(), text("layers", "conv k=3; upsample s=2", "size", "9", "dimensions", "3D",
			"format", "csv"));
	}

	/** What the manual says a macro gives is what it gives. */
	@Test
	void theTablesOfTheManualAreThoseOfTheCommand() throws Exception {
		final String page = Files.readString(Paths.get("docs/manual/convolution-arithmetic.md"));
		final List<String> layers = examples(page, "layers=\\[([^\\]]+)\\]");
		final List<String> sizes = examples(page, "size=([0-9,]+)");
		final List<String> channels = examples(page, "channels=([0-9]+)");
		assertTrue(layers.size() >= 6, layers.toString());
		for (int i = 0; i < layers.size(); i++) {
			final String text = text("layers", layers.get(i), "size", sizes.get(i), "channels", channels.get(i));
			for (final String line : text.split("\n"))
				assertTrue(page.contains(shortened(line)), () -> "not in the manual: " + shortened(line));
		}
	}

	/** The manual leaves out the last columns. */
	private static String shortened(final String line) {
		final String[] cells = line.split("\\|");
		return String.join("|", Arrays.copyOf(cells, 10)) + "|";
	}

	private static List<String> examples(final String page, final String pattern) throws IOException {
		final List<String> found = new ArrayList<>();
		final Matcher run = Pattern.compile("run\\(\"Convolution Arithmetic...\", \"([^\"]+)\"").matcher(page);
		while (run.find()) {
			final Matcher value = Pattern.compile(pattern).matcher(run.group(1));
			assertTrue(value.find(), run.group(1));
			found.add(value.group(1));
		}
		return found;
	}

	@Test
	void wrongValuesAreRefused() {
		refused("unknown type 'convv'", "layers", "convv k=3", "size", "9");
		refused("there is no layer", "layers", "", "size", "9");
		refused("Layer 2", "layers", "conv k=3; conv k=9", "size", "9");
		refused("size is 0 along x", "size", "0");
		refused("size has 3 values", "size", "9,9,9");
		refused("channels is '0'", "size", "9", "channels", "0");
		refused("channels is 'two'", "size", "9", "channels", "two");
		refused("format is 'html'", "size", "9", "format", "html");
		refused("dimensions is '4D'", "size", "9", "dimensions", "4D");
	}
}
