package io.github.convolvej.ij1.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.MacroOptions;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.swing.JFileChooser;
import javax.swing.SwingUtilities;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;

/** What fields show is what the command gets and the recorder writes. */
class DialogFieldsTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class, ModuleService.class);

	static List<CommandInfo> commands() {
		return DialogLayoutTest.commands();
	}

	private static Module module(final CommandInfo info) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
			info.getDelegateClassName()));
		if (info.getInput("image") != null) module.setInput("image", TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		return module;
	}

	private static Module module(final String command) {
		return module(commands().stream().filter(c -> c.getDelegateClassName().endsWith("." + command)).findFirst()
			.orElseThrow());
	}

	private static String recorded(final Module module) {
		Recorder.resetCommandOptions();
		DialogHarvester.record(module, ParameterValues.of(module.getInfo()));
		final String line = Recorder.getCommandOptions();
		Recorder.resetCommandOptions();
		return line;
	}

	@ParameterizedTest
	@MethodSource("commands")
	void theLineOfAnUntouchedDialogHasTheDocumentedDefaults(final CommandInfo info) {
		final Module module = module(info);
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Map<String, Object> documented = dialog.values();
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.show(dialog.defaults());
			fields.read();
			assertEquals(documented, dialog.values());
			assertEquals(dialog.defaults(), dialog.values());
			assertEquals(0, fields.differing());
		}
		assertEquals(recorded(module(info)), recorded(module));
	}

	@Test
	void whatAMethodDoesNotUseIsNotShownAndHasItsDefault() {
		final Module module = module("PoolingCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.show(Map.of("method", "average", "countpad", true, "window", "3"));
			fields.read();
			assertEquals(true, module.getInput("countpad"));
			fields.show(Map.of("method", "max"));
			fields.read();
			assertEquals(false, module.getInput("countpad"));
			assertTrue(dialog.isPossible(), dialog.text());
			// it is still there when it is used again
			fields.show(Map.of("method", "average"));
			fields.read();
			assertEquals(true, module.getInput("countpad"));
		}
	}

	@Test
	void aFieldThatHoldsNoValueIsNamedAndOthersStay() {
		final Module module = module("ConvolutionCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Map<String, ParameterField> all = new LinkedHashMap<>();
			final DialogFields fields = new DialogFields(dialog, () -> {});
			dialog.layout().all().forEach(item -> all.put(item.getName(), fields.field(item.getName())));
			all.get("groups").show("two");
			fields.read();
			assertFalse(dialog.isPossible());
			assertTrue(dialog.text().contains("groups is 'two'"), dialog.text());
			all.get("groups").show("1");
			all.get("border").show("constant:7");
			fields.read();
			assertTrue(dialog.isPossible(), dialog.text());
			assertEquals("constant:7", module.getInput("border"));
			assertEquals("constant:7", fields.text("border"));
		}
	}

	@Test
	void settingsOfAnotherVersionAreLeftOut() {
		final Module module = module("PoolingCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.show(Map.of("method", "gone", "nokey", "1", "window", "5", "ceil", "perhaps"));
			fields.read();
			assertEquals("max", module.getInput("method"));
			assertEquals("5", module.getInput("window"));
			assertEquals(false, module.getInput("ceil"));
		}
	}

	@Test
	void whatIsGivenFromOutsideIsNotAskedFor() {
		final Module module = module("SmoothCommand");
		module.setInput("sigma", "3");
		module.resolveInput("sigma");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			assertFalse(fields.field("sigma").component().isEnabled());
			fields.show(dialog.defaults());
			fields.read();
			assertEquals("3", module.getInput("sigma"));
		}
	}

	@Test
	void rowsOfASpreadsheetBecomeRowsOfTheKernel() {
		final Module module = module("ConvolutionCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.kernel().type("1\t2\t1\r\n2\t4\t2\r\n1\t2\t1\r\n");
			assertEquals("1 2 1; 2 4 2; 1 2 1", fields.kernel().text());
			fields.read();
			assertTrue(dialog.isPossible(), dialog.text());
		}
	}

	@Test
	void aPastedModelKeepsItsLinesAndIsRecordedOnOne() {
		final String model = "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n" +
			"        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)  # first\n        self.pool = nn.MaxPool2d(2)\n";
		final Module module = module("ConvolutionArithmeticCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			((TextEntry) fields.field("layers")).field().setText("");
			((TextEntry) fields.field("layers")).field().replaceSelection(model);
			fields.read();
			assertTrue(dialog.isPossible(), dialog.text());
			assertTrue(dialog.text().contains("2 layers"), dialog.text());
			assertEquals(model.trim(), module.getInput("layers"));
		}
		final String line = recorded(module);
		assertFalse(line.contains("\n"), line);
		assertEquals(model.trim(), MacroOptions.parse(line.replace("\\n", "\n")).get("layers"));
	}

	@Test
	void cellsWriteTheTextOfTheMacro() {
		final Module module = module("SmoothCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			final AxesEntry sigma = (AxesEntry) fields.field("sigma");
			fields.show(Map.of("dimensions", "3D", "sigma", "2"));
			fields.read();
			assertFalse(sigma.isOwn());
			sigma.setOwn(true);
			cell(sigma, "z").setText("0.5");
			fields.read();
			assertEquals("2,2,0.5", module.getInput("sigma"));
			fields.show(Map.of("dimensions", "2D"));
			fields.read();
			assertEquals("2,2", module.getInput("sigma"));
			assertFalse(cell(sigma, "z").isVisible());
			fields.show(Map.of("dimensions", "3D"));
			fields.read();
			assertEquals("2,2,0.5", module.getInput("sigma"), "the cell of z is remembered");
			sigma.setOwn(false);
			fields.read();
			assertEquals("2", module.getInput("sigma"));
			fields.show(Map.of("sigma", "1,2,3"));
			assertTrue(sigma.isOwn());
			assertEquals("3", cell(sigma, "z").getText());
			fields.show(Map.of("sigma", "1"));
			assertFalse(sigma.isOwn());
		}
	}

	/** Most users choose; for the rare rest there are cells. */
	@Test
	void aChoiceHasCellsForOtherValuesOfEachAxis() {
		final Module module = module("ConvolutionCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.show(Map.of("padding", "2,1:0"));
			fields.read();
			final javax.swing.JTextField y = cell(fields.field("padding").component(), "padding.y");
			assertEquals("1:0", y.getText());
			y.setText("3");
			fields.read();
			assertEquals("2,3", module.getInput("padding"));
			fields.show(Map.of("padding", "same_lower"));
			fields.read();
			assertEquals("same_lower", module.getInput("padding"));
			fields.show(Map.of("padding", "valid"));
			fields.read();
			assertEquals("valid", module.getInput("padding"));
		}
	}

	@Test
	void aMatrixIsTypedInAGrid() {
		final Module module = module("UnmixChannelsCommand");
		module.setInput("image", TestImages.hyperstack(8, 24, 20, 3, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			final java.awt.Container matrix = fields.field("matrix").component();
			assertEquals("1", cell(matrix, "matrix.3.3").getText(), "the identity");
			cell(matrix, "matrix.2.1").setText("0.2");
			fields.read();
			assertEquals("1 0 0; 0.2 1 0; 0 0 1", module.getInput("matrix"));
			for (int row = 1; row <= 3; row++)
				cell(matrix, "matrix." + row + ".3").setText("");
			cell(matrix, "matrix.3.2").setText("1/4");
			fields.read();
			assertEquals("1 0; 0.2 1; 0 1/4", module.getInput("matrix"), "two dyes in three channels");
			assertTrue(dialog.isPossible(), dialog.text());
			assertTrue(LiveLine.of(dialog.text(), 1).contains("Condition number: "), dialog.text());
			cell(matrix, "matrix").setText("1 2 3; 4 5 6; 7 8 10");
			assertEquals("10", cell(matrix, "matrix.3.3").getText());
			cell(matrix, "matrix").setText("bleed.csv");
			assertEquals("", cell(matrix, "matrix.1.1").getText());
			fields.show(Map.of("matrix", "1 0.5; 0 1; 0 0"));
			assertEquals("0.5", cell(matrix, "matrix.1.2").getText());
		}
	}

	@Test
	void theUnitOfALengthIsAskedForOnce() {
		try (CommandDialog dialog = new CommandDialog(module("SmoothCommand"))) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.read();
			assertFalse(fields.field("unit").component().isVisible(), "the button of sigma says it");
			fields.show(Map.of("method", "box"));
			fields.read();
			assertFalse(fields.field("unit").component().isVisible());
		}
		try (CommandDialog dialog = new CommandDialog(module("BackProjectionCommand"))) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.read();
			assertTrue(fields.field("unit").component().isVisible(), "a unit of a network is no length");
		}
	}

	private static javax.swing.JTextField cell(final AxesEntry entry, final String axis) {
		return cell(entry.component(), entry.item().getName() + "." + axis);
	}

	private static javax.swing.JTextField cell(final java.awt.Container in, final String name) {
		for (final java.awt.Component c : in.getComponents()) {
			if (name.equals(c.getName())) return (javax.swing.JTextField) c;
			final javax.swing.JTextField inside = c instanceof java.awt.Container ? cell((java.awt.Container) c, name) : null;
			if (inside != null) return inside;
		}
		return null;
	}

	@Test
	void lengthsStayTheSameInTheUnitOfTheImage() {
		final Module module = module("SmoothCommand");
		final ij.measure.Calibration c = new ij.measure.Calibration();
		c.pixelWidth = c.pixelHeight = 0.2;
		c.pixelDepth = 0.8;
		c.setUnit("um");
		((ij.ImagePlus) module.getInput("image")).setCalibration(c);
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.show(Map.of("method", "dog", "dimensions", "3D", "sigma", "2", "sigma2", "4,4,1"));
			fields.read();
			fields.field("unit").show("physical");
			fields.read();
			assertEquals("0.4", module.getInput("sigma"), "one length for all axes");
			assertEquals("0.8", module.getInput("sigma2"));
			fields.field("unit").show("pixel");
			fields.read();
			assertEquals("2,2,0.5", module.getInput("sigma"));
			assertEquals("4,4,1", module.getInput("sigma2"));
			// what is recalled is what was recorded
			fields.show(Map.of("unit", "physical", "sigma", "1.5"));
			fields.read();
			assertEquals("1.5", module.getInput("sigma"));
		}
	}

	@Test
	void whatIsMissingIsAskedForAndNoMistake() {
		final Module module = module("ReplayCommand");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.read();
			assertFalse(dialog.isPossible(), "there is nothing to do");
			assertFalse(dialog.isMistaken());
			assertTrue(dialog.text().startsWith("Choose a result of ConvolveJ"), dialog.text());
			fields.show(Map.of("recipe", "no such image"));
			fields.read();
			assertTrue(dialog.isMistaken());
			assertTrue(dialog.text().startsWith("Not possible: "), dialog.text());
			final PickEntry recipe = (PickEntry) fields.field("recipe");
			assertEquals(1, recipe.menu().getComponentCount(), "no image is open, but there are files");
		}
	}

	@Test
	void foldersAreOpenedUnlessTheyAreModels(@TempDir final Path folder) throws Exception {
		final Path model = Files.createDirectory(folder.resolve("model"));
		Files.createFile(model.resolve("bioimageio.yaml"));
		final Path others = Files.createDirectory(folder.resolve("others"));
		try (CommandDialog dialog = new CommandDialog(module("NetworkCommand"))) {
			final PickEntry entry = (PickEntry) new DialogFields(dialog, () -> {}).field("model");
			// a chooser reads folders aside, and shows them on this thread
			SwingUtilities.invokeAndWait(() -> {
				final JFileChooser chooser = entry.chooser();
				chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
				final List<String> events = new ArrayList<>();
				chooser.addActionListener(e -> events.add(e.getActionCommand()));
				chooser.setSelectedFile(others.toFile());
				chooser.approveSelection();
				assertEquals(List.of(), events);
				assertEquals(others.toFile(), chooser.getCurrentDirectory());
				chooser.setSelectedFile(model.toFile());
				chooser.approveSelection();
				assertEquals(List.of(JFileChooser.APPROVE_SELECTION), events);
			});
			// as some systems copy a path
			entry.show('"' + model.toString() + '"');
			assertEquals(model.toString(), entry.text());
			entry.show('"' + folder.resolve("nothing").toString() + '"');
			assertEquals('"' + folder.resolve("nothing").toString() + '"', entry.text());
		}
	}

	@Test
	void whatTellsOfResultsAsksForOne() {
		for (final String command : List.of("ExplainPixelCommand", "ShowAsScriptCommand"))
			try (CommandDialog dialog = new CommandDialog(module(command))) {
				assertFalse(dialog.isPossible(), command);
				assertFalse(dialog.isMistaken(), command);
				assertTrue(dialog.text().contains("is no result of ConvolveJ"), dialog.text());
			}
	}

	@Test
	void theLastTenSettingsAreKept() {
		final RecentSettings recent = new RecentSettings("a test of recent settings");
		assertEquals(Collections.emptyList(), recent.all());
		final String value = "1 2; 3 & 4 = 100 % [\u00e4] \n";
		for (int i = 0; i < 13; i++)
			recent.add(Map.of("kernel", value + i));
		assertEquals(RecentSettings.MOST, recent.all().size());
		assertEquals(Map.of("kernel", value + 12), recent.all().get(0));
		recent.add(Map.of("kernel", value + 5));
		assertEquals(RecentSettings.MOST, recent.all().size());
		assertEquals(Map.of("kernel", value + 5), recent.all().get(0));
		assertEquals(Map.of("kernel", value + 12), recent.all().get(1));
	}

	@Test
	void whatWasAboutAnotherImageIsNotRecalled() {
		final RecentSettings recent = new RecentSettings("a test of settings for images");
		final List<org.scijava.module.ModuleItem<?>> parameters = ParameterValues.of(module("SmoothCommand").getInfo());
		assertEquals(Map.of(), recent.last(parameters, item -> false, null));
		recent.add(Map.of("sigma", "2", "dimensions", "3D", "roi", "mask", "part", "channel"));
		final Predicate<org.scijava.module.ModuleItem<?>> lengths = item -> item.getName().startsWith("sigma");
		final ImagePlus volume = TestImages.hyperstack(8, 9, 8, 1, 3, 1);
		final ImagePlus flat = TestImages.hyperstack(8, 9, 8, 1, 1, 5);
		assertEquals(Map.of("sigma", "2", "dimensions", "3D"), recent.last(parameters, lengths, volume));
		assertEquals(Map.of("sigma", "2"), recent.last(parameters, lengths, flat));
		recent.add(Map.of("sigma", "0.2,0.2,0.4", "dimensions", "3D"));
		assertEquals(Map.of("sigma", "0.2,0.2,0.4", "dimensions", "3D"), recent.last(parameters, lengths, volume));
		assertEquals(Map.of("sigma", "0.2,0.2"), recent.last(parameters, lengths, flat));
	}

	@Test
	void theLiveLineIsShort() {
		final String text = "Result: 12 x 10, 32-bit, 480 bytes (image: 24 x 20, 8-bit)\nPixel size: 1 x 1 um (image: 0.5 x 0.5 um)\n" +
			"Receptive field: 3 x 3 samples\nWork: 1 thousand multiply-accumulates; engine: dense lines\nNote: beware";
		assertEquals("Result: 12 x 10, 32-bit, 480 bytes \u00b7 pixels of 1 x 1 um \u00b7 about 2 min\nNote: beware", LiveLine.of(
			text, 120));
		assertEquals("less than 0.1 s", LiveLine.time(0.01));
		assertEquals("about 0.3 s", LiveLine.time(0.31));
		assertEquals("about 3 s", LiveLine.time(3.1));
		assertEquals("", LiveLine.clamped(0.5));
		assertTrue(LiveLine.clamped(123).startsWith("Note: 12 % of the pixels"));
	}
}
