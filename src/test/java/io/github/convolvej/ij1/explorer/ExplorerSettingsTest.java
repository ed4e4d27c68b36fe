package io.github.convolvej.ij1.explorer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.learn.Words;
import io.github.convolvej.network.text.FrameworkText;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.ResourceBundle;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.process.ImageProcessor;

class ExplorerSettingsTest {

	private static ExplorerSettings settings(final ExploredOperation operation, final int... numbers) {
		return new ExplorerSettings(operation, "binomial", numbers);
	}

	/** The recorded lines, run one after another as a macro would. */
	private static ImagePlus run(final String macro, final ImagePlus image) {
		ImagePlus now = image;
		for (final String text : macro.split("\n")) {
			final MacroLine line = MacroLine.parse(text);
			final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommandsOfType(Command.class).stream()
				.filter(c -> c.getMenuPath().size() > 0 && c.getMenuPath().getLeaf().getName().replace("...", "").equals(line.label()
					.replace("...", ""))).findFirst().orElseThrow(() -> new AssertionError("no command " + line.label()));
			final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
			ParameterValues.set(module, line.values());
			now = ((FilterCommand) module.getDelegateObject()).job(now).compute(Monitor.NONE);
		}
		return now;
	}

	private static void assertSameAsMacro(final ImagePlus image, final ExplorerSettings settings) {
		final ExplorerImage explored = new ExplorerImage(image);
		final Img<FloatType> result = ExplorerRuns.result(explored, settings, Monitor.NONE);
		final ImagePlus expected = run(settings.macro(explored.channels()), image);
		final String name = settings.macro(explored.channels());
		final ChainTable table = settings.table(explored.channels(), explored.width(), explored.height());
		final ChainTable.Row last = table.rows().get(table.rows().size() - 1);
		assertEquals(expected.getWidth(), result.dimension(0), name);
		assertEquals(expected.getHeight(), result.dimension(1), name);
		assertArrayEquals(last.size(), new long[] { expected.getWidth(), expected.getHeight() }, name);
		assertEquals(last.channels(), expected.getNChannels() * (expected.getBitDepth() == 24 ? 3 : 1), name);
		final float[] samples = new float[(int) result.size()];
		int i = 0;
		for (final FloatType sample : Views.flatIterable(result))
			samples[i++] = sample.get();
		final int plane = expected.getWidth() * expected.getHeight();
		for (int c = 0; c < expected.getNChannels(); c++) {
			final ImageProcessor shown = expected.getStack().getProcessor(c + 1).convertToFloat();
			assertArrayEquals((float[]) shown.getPixels(), Arrays.copyOfRange(samples, c * plane, (c + 1) * plane), name);
		}
	}

	@Test
	void resultsAreThoseOfTheRecordedMacro() {
		final ImagePlus cells = SampleImage.CELLS.open();
		for (final ExploredOperation operation : ExploredOperation.values()) {
			assertSameAsMacro(cells, settings(operation, 3, 2, 1, 1, 1, 1));
			assertSameAsMacro(cells, settings(operation, 5, 1, 2, 2, 1, 2));
		}
		final ImagePlus section = SampleImage.HISTOLOGY.open();
		assertSameAsMacro(section, settings(ExploredOperation.CONVOLUTION, 3, 1, 1, 1, 1, 2));
		assertSameAsMacro(section, settings(ExploredOperation.CONVOLUTION, 5, 2, 0, 1, 3, 2));
		assertSameAsMacro(section, settings(ExploredOperation.TRANSPOSED, 4, 2, 1, 1, 3, 1));
		assertSameAsMacro(section, settings(ExploredOperation.AVERAGE_POOLING, 2, 2, 0, 1, 3, 2));
	}

	private static final String DIFFERENT = "nn.Conv2d(1, 8, 3, padding=1)\nnn.MaxPool2d(2)\nnn.Conv2d(8, 8, (3, 5), stride=2)\n" +
		"nn.AvgPool2d((2, 3), stride=2, ceil_mode=True)\nnn.ConvTranspose2d(8, 4, 3, stride=2, padding=1, output_padding=1)\n" +
		"nn.Upsample(scale_factor=(2, 3))\nlayers.Conv2D(4, 4, strides=3, padding='same')\nnn.LPPool2d(2, 3, stride=1)";

	@Test
	void layersOfATextMayDiffer() {
		final ImagePlus cells = SampleImage.CELLS.open();
		final ExplorerSettings text = ExplorerSettings.of(DIFFERENT.replace("nn.LPPool2d", "nn.ReLU(), nn.LPPool2d"), "binomial");
		assertEquals(8, text.layers());
		assertEquals(null, text.sliders());
		final ImagePlus expected = run(text.macro(1), cells);
		final Img<FloatType> result = ExplorerRuns.result(new ExplorerImage(cells), text, Monitor.NONE);
		final ChainTable table = text.table(1, cells.getWidth(), cells.getHeight());
		assertArrayEquals(new long[] { expected.getWidth(), expected.getHeight() }, table.rows().get(8).size());
		final float[] samples = new float[(int) result.size()];
		int i = 0;
		for (final FloatType sample : Views.flatIterable(result))
			samples[i++] = sample.get();
		assertArrayEquals((float[]) expected.getProcessor().convertToFloat().getPixels(), samples);
		// what networks have of channels is counted
		assertEquals(8 * 9 + 8, table.rows().get(1).parameters());
		assertEquals(8, text.formula(1, 256, 256, Words.of(Locale.ENGLISH)).split("\n").length);
		assertTrue(ExplorerCode.PYTORCH.write(text, 1).startsWith("# "), "padding same with a stride");
		final ExplorerSettings pooled = ExplorerSettings.of("conv k=3; globalpool", "box");
		assertArrayEquals(new long[] { 1, 1, 3 }, ExplorerRuns.result(new ExplorerImage(SampleImage.HISTOLOGY.open()), pooled,
			Monitor.NONE).dimensionsAsLongArray());
	}

	/** A line of a framework moves the sliders if they can show it. */
	@Test
	void linesOfFrameworksAreSliders() {
		for (final String[] line : new String[][] { { "nn.Conv2d(1, 32, 5, stride=2, padding=2)", "5, 2, 2, 1, 1" }, {
			"layers.Conv2D(8, 3, dilation_rate=2)", "3, 1, 0, 2, 1" }, { "nn.ConvTranspose2d(4, 4, 4, 2, 1)", "4, 2, 1, 1, 1" }, {
				"layers.MaxPooling2D(3, strides=2)", "3, 2, 0, 1, 1" }, { "nn.AvgPool2d(2)", "2, 2, 0, 1, 1" }, {
					"nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 8, 3, padding=1))", "3, 1, 1, 1, 2" } })
			assertEquals("[" + line[1] + "]", Arrays.toString(ExplorerSettings.of(line[0], "box").sliders()), line[0]);
		for (final String line : new String[] { "nn.Conv2d(1, 2, (3, 5))", "nn.Conv2d(1, 2, 3, padding='same')",
			"nn.MaxPool2d(2, ceil_mode=True)", "nn.Upsample(scale_factor=2)", "nn.Conv2d(1, 2, 3)\nnn.Conv2d(2, 2, 5)",
			"nn.ConvTranspose2d(1, 1, 3, 2, 1, 1)" })
			assertEquals(null, ExplorerSettings.of(line, "box").sliders(), line);
		final IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> ExplorerSettings.of(
			"nn.Conv2d(1, 2, k)", "box"));
		assertTrue(wrong.getMessage().contains("line 1, column 17"), wrong.getMessage());
	}

	/** Weights of one's own, of any size. */
	@Test
	void ownWeightsAreUsed() {
		final ImagePlus cells = SampleImage.CELLS.open();
		final String own = "1 0 -1; 2 0 -2";
		assertSameAsMacro(cells, new ExplorerSettings(ExploredOperation.CONVOLUTION, own, 9, 2, 1, 1, 1, 2));
		assertSameAsMacro(SampleImage.HISTOLOGY.open(), new ExplorerSettings(ExploredOperation.TRANSPOSED, own, 9, 2, 0, 2, 3, 1));
		assertSameAsMacro(cells, new ExplorerSettings(ExploredOperation.MAX_POOLING, own, 3, 2, 1, 1, 1, 1));
	}

	/** A pixel of the result changes with a pixel of the image only if that is seen; with windows, the outermost are. */
	@Test
	void theFieldIsWhatAPixelDependsOn() {
		final Random random = new Random(41);
		final int side = 36;
		for (int trial = 0; trial < 24; trial++) {
			final ExploredOperation operation = trial % 3 == 0 ? ExploredOperation.TRANSPOSED : trial % 3 == 1
				? ExploredOperation.CONVOLUTION : ExploredOperation.AVERAGE_POOLING;
			final int size = 2 + random.nextInt(2);
			final ExplorerSettings s = new ExplorerSettings(operation, "box", size, 1 + random.nextInt(2), random.nextInt(2), 1 + random
				.nextInt(2), 1, 1 + random.nextInt(2));
			final ChainTable table = s.table(1, side, side);
			final ChainTable.Row last = table.rows().get(table.rows().size() - 1);
			final long at = last.size()[0] / 2;
			final long[] seen = s.seen(table, 0, at);
			final long row = s.seen(table, 1, at)[0];
			long first = Long.MAX_VALUE;
			long end = Long.MIN_VALUE;
			for (int x = 0; x < side; x++)
				for (int y = (int) row; y <= s.seen(table, 1, at)[1]; y++)
					if (answer(s, side, x, y, at) != 0) {
						first = Math.min(first, x);
						end = Math.max(end, x);
					}
			final String name = s.layersText(1) + " at " + at;
			if (operation != ExploredOperation.TRANSPOSED) assertArrayEquals(new long[] { first, end }, seen, name);
			else assertTrue(first >= seen[0] && end <= seen[1], name);
		}
	}

	/** The same through layers that differ. */
	@Test
	void theFieldGoesThroughDifferentLayers() {
		final int side = 40;
		final ExplorerSettings s = ExplorerSettings.of("conv k=3 s=2; avgpool k=2; conv k=3 d=2 p=2; dwconv k=2", "box");
		final ChainTable table = s.table(1, side, side);
		final ChainTable.Row last = table.rows().get(4);
		for (long at = 1; at < last.size()[0] - 2; at++) {
			final long[] seen = s.seen(table, 0, at);
			final long row = Math.max(0, s.seen(table, 1, at)[0]);
			long first = Long.MAX_VALUE;
			long end = Long.MIN_VALUE;
			for (int x = 0; x < side; x++)
				if (answer(s, side, x, (int) row, at) != 0) {
					first = Math.min(first, x);
					end = Math.max(end, x);
				}
			assertArrayEquals(new long[] { Math.max(0, seen[0]), Math.min(side - 1, seen[1]) }, new long[] { first, end }, "at " + at);
		}
		// enlarged pixels are those of one before; the layers between see 5 of 2, and one more on each side
		final ExplorerSettings larger = ExplorerSettings.of("conv k=3 p=1; maxpool k=2; conv k=5 s=2; upsample s=2", "box");
		final ChainTable sizes = larger.table(1, 320, 256);
		for (long at = 78; at < 80; at++)
			assertArrayEquals(new long[] { 155, 166 }, larger.seen(sizes, 0, at));
		assertArrayEquals(new long[] { 3, 4 }, ExplorerSettings.of("upsample s=2 k=2", "box").seen(ExplorerSettings.of(
			"upsample s=2 k=2", "box").table(1, 9, 9), 0, 8));
		assertArrayEquals(new long[] { 0, 8 }, ExplorerSettings.of("globalpool", "box").seen(ExplorerSettings.of("globalpool", "box")
			.table(1, 9, 9), 0, 0));
	}

	private static float answer(final ExplorerSettings settings, final int side, final int x, final int y, final long at) {
		final float[] one = new float[side * side];
		one[x + side * y] = 1;
		Img<FloatType> now = ArrayImgs.floats(one, side, side);
		for (final Filter filter : settings.filters(1))
			now = Filters.apply(filter, now, Border.ZERO);
		return now.getAt(at, at).get();
	}

	@Test
	void theFormulaHasTheNumbers() {
		final String formula = settings(ExploredOperation.CONVOLUTION, 3, 2, 1, 1, 1, 2).formula(1, 9, 7, Words.of(Locale.ENGLISH));
		final String[] lines = formula.split("\n");
		assertEquals(2, lines.length, formula);
		assertTrue(lines[0].contains("5 = \u230a(9 + 1 + 1 \u2212 3) / 2\u230b + 1"), formula);
		assertTrue(lines[1].contains("3 = \u230a(5 + 1 + 1 \u2212 3) / 2\u230b + 1"), formula);
	}

	@Test
	void codeOfFrameworksIsReadBackAsTheSameLayers() {
		for (final ExploredOperation operation : ExploredOperation.values())
			for (final int channels : new int[] { 1, 4 }) {
				final ExplorerSettings s = settings(operation, 4, 2, 1, 1, channels == 1 ? 1 : 2, 2);
				final String torch = ExplorerCode.PYTORCH.write(s, channels);
				final ChainTable read = LayerChain.parse(FrameworkText.toChain(torch, 2)).on(channels, 40, 30);
				final ChainTable own = s.table(channels, 40, 30);
				assertArrayEquals(own.rows().get(2).size(), read.rows().get(2).size(), torch);
				assertEquals(own.parameters(), read.parameters(), torch);
				assertEquals(own.multiplications(), read.multiplications(), torch);
			}
		assertTrue(ExplorerCode.KERAS.write(settings(ExploredOperation.CONVOLUTION, 3, 2, 0, 1, 1, 1), 1).contains(
			"layers.Conv2D(1, 3, strides=2, use_bias=False)"));
		// Keras has no padded pools in this form: it says so instead
		assertTrue(ExplorerCode.KERAS.write(settings(ExploredOperation.MAX_POOLING, 3, 2, 1, 1, 1, 1), 1).startsWith("# "));
		assertTrue(ExplorerCode.NUMPY.write(settings(ExploredOperation.CONVOLUTION, 3, 2, 1, 1, 1, 1), 1).contains(
			"w = np.array([[0.0625, 0.125, 0.0625],"));
	}

	@Test
	void whatDoesNotFitIsRefusedWithTheReason() {
		final IllegalArgumentException groups = assertThrows(IllegalArgumentException.class, () -> settings(
			ExploredOperation.CONVOLUTION, 3, 1, 1, 1, 2, 1).filters(3));
		assertTrue(groups.getMessage().contains("groups is 2") && groups.getMessage().contains("3 channels"), groups
			.getMessage());
		assertThrows(IllegalArgumentException.class, () -> settings(ExploredOperation.CONVOLUTION, 15, 1, 0, 8, 1, 1).table(1, 64,
			64));
		assertThrows(IllegalArgumentException.class, () -> new ExplorerSettings(ExploredOperation.CONVOLUTION, "sinc", 3, 1, 1, 1,
			1, 1));
	}

	@Test
	void bothLanguagesHaveAllWords() {
		final ResourceBundle.Control own = ResourceBundle.Control.getNoFallbackControl(
			ResourceBundle.Control.FORMAT_PROPERTIES);
		final ResourceBundle english = ResourceBundle.getBundle(ExplorerWords.BUNDLE, Locale.ROOT, own);
		final ResourceBundle chinese = ResourceBundle.getBundle(ExplorerWords.BUNDLE, Locale.SIMPLIFIED_CHINESE, own);
		assertTrue(english.keySet().size() >= 35);
		for (final String key : english.keySet()) {
			// a missing key would come from the parent, which is English
			final boolean own2 = key.equals("title") || !chinese.getString(key).equals(english.getString(key));
			assertTrue(own2, key + " is not translated");
			for (int i = 0; i < 7; i++)
				assertEquals(english.getString(key).contains("{" + i + "}"), chinese.getString(key).contains("{" + i + "}"), key);
		}
	}
}
