package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.Manual;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.PointRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/** What dialogs say of every command. */
class DialogTest {

	/** All commands that have such a dialog. */
	static List<CommandInfo> commands() {
		return Harness.context().service(CommandService.class).getCommands().stream().filter(DialogTest::isOurs).collect(
			Collectors.toList());
	}

	private static boolean isOurs(final CommandInfo info) {
		try {
			return LiveText.class.isAssignableFrom(info.loadClass()) && !RecordCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(e);
		}
	}

	static Module module(final CommandInfo info, final ImagePlus image) {
		final Module module = Harness.context().service(ModuleService.class).createModule(info);
		module.setInput("image", image);
		return module;
	}

	@Test
	void allEntriesOfTheMenuHaveDialogs() {
		assertTrue(commands().size() > Harness.commands().size());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyParameterIsHeardByTheLiveText(final CommandInfo info) throws MethodCallException {
		final Module module = module(info, TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			for (final ModuleItem<?> item : ParameterValues.of(info)) {
				final Object before = dialog.values().get(item.getName());
				final boolean choice = item.getChoices() != null && !item.getChoices().isEmpty();
				if (item.getType() == boolean.class || item.getType() == String.class && !choice && "".equals(before)) continue;
				final Object wrong = item.getType() == String.class ? "nonsense!" : -1;
				// optional words of other methods, such as the seed, are only read where they matter
				final String text = dialog.text();
				dialog.set(item.getName(), wrong);
				assertEquals(wrong, module.getInput(item.getName()));
				final boolean refused = dialog.text().startsWith("Not possible: ");
				assertEquals(refused, !dialog.isPossible());
				if (choice) assertTrue(refused && dialog.text().contains(item.getName()), item.getName() + ": " + dialog.text());
				dialog.set(item.getName(), before);
				assertEquals(text, dialog.text(), item.getName());
			}
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void withItsDefaultsEveryCommandSaysWhatItGives(final CommandInfo info) throws Exception {
		final boolean matrix = info.getClassName().endsWith("ConvolutionMatrixCommand");
		final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, matrix ? 1 : 3, 1);
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = 0.5;
		final Module module = module(info, image);
		if (module.getDelegateObject() instanceof ReplayCommand || info.getClassName().endsWith(".BatchCommand")) {
			assertThrows(NothingYet.class, () -> ((LiveText) module.getDelegateObject()).liveText(image));
			return;
		}
		final String text = ((LiveText) module.getDelegateObject()).liveText(image);
		assertTrue(text.contains("Result: "), text);
		if (!(module.getDelegateObject() instanceof FilterCommand)) return;
		module.run();
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertTrue(text.contains("Result: " + result.getWidth() + " x " + result.getHeight()), text);
		assertEquals(result.getNSlices() > 1, text.contains(", " + result.getNSlices() + " slices"), text);
		assertEquals(result.getNChannels() > 1, text.contains(", " + result.getNChannels() + " channels"), text);
		assertTrue(text.contains("Receptive field: ") && text.contains("engine: ") && text.contains("Pixel size: "), text);
	}

	/** A huge image whose pixels nobody may read. */
	static ImagePlus untouchable() {
		final VirtualStack stack = new VirtualStack(16384, 16384) {

			private boolean shown;

			@Override
			public int getSize() {
				return 50;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				// what ImageJ itself shows; of the right size, it would take memory
				if (shown) throw new AssertionError("plane " + n + " was read");
				shown = true;
				return new ByteProcessor(16384, 16384);
			}
		};
		stack.setBitDepth(8);
		return new ImagePlus("huge", stack);
	}

	@Test
	void noPixelsAreRead() {
		final ImagePlus huge = untouchable();
		for (final CommandInfo info : commands()) {
			try {
				assertNotNull(((LiveText) module(info, huge).getDelegateObject()).liveText(huge), info.getClassName());
			}
			catch (final IllegalArgumentException e) {
				assertNotNull(e.getMessage(), info.getClassName());
			}
		}
	}

	@Test
	void everyPresetOfAKernelGivesAResult() {
		for (final CommandInfo info : commands()) {
			if (info.getInput("kernel") == null) continue;
			final Module module = module(info, TestImages.hyperstack(8, 24, 20, 1, 1, 1));
			try (CommandDialog dialog = new CommandDialog(module)) {
				if (info.getInput("size") != null) dialog.set("size", "17");
				assertFalse(dialog.presets().isEmpty(), info.getClassName());
				for (final String preset : dialog.presets()) {
					dialog.set("kernel", preset);
					assertEquals(preset, module.getInput("kernel"));
					assertTrue(dialog.isPossible(), preset + ": " + dialog.text());
				}
			}
		}
	}

	@Test
	void commandsThatTellOfResultsAskForOne() {
		final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, 1, 1);
		final Module sobel = module(Harness.context().service(CommandService.class).getCommand(ConvolutionCommand.class.getName()),
			image);
		sobel.run();
		final ImagePlus result = (ImagePlus) sobel.getOutput("result");
		for (final Class<?> command : Arrays.asList(ExplainPixelCommand.class, ShowAsScriptCommand.class)) {
			final CommandInfo info = Harness.context().service(CommandService.class).getCommand(command.getName());
			try (CommandDialog dialog = new CommandDialog(module(info, image))) {
				assertFalse(dialog.isPossible());
				assertTrue(dialog.text().contains("is no result of ConvolveJ"), dialog.text());
			}
			final boolean explains = command == ExplainPixelCommand.class;
			try (CommandDialog dialog = new CommandDialog(module(info, result))) {
				assertEquals(!explains, dialog.isPossible());
				assertTrue(dialog.text().startsWith(explains ? "Click a pixel" : "// "), dialog.text());
			}
			result.setRoi(new PointRoi(3, 4));
			try (CommandDialog dialog = new CommandDialog(module(info, result))) {
				assertTrue(dialog.isPossible(), dialog.text());
				assertTrue(dialog.text().contains("run(\"Convolution...\""), dialog.text());
			}
			result.deleteRoi();
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandHasAPageWithItsPictures(final CommandInfo info) throws Exception {
		final String page = Manual.page(info.getMenuPath().getLeaf().getName());
		assertNotNull(Manual.url(page), page);
		final String html = new String(Manual.url(page).openStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
		assertTrue(html.contains("<h1>") && html.contains("<table>"), page);
		final java.util.regex.Matcher picture = java.util.regex.Pattern.compile("<img src=\"([^\"]+)\"").matcher(html);
		while (picture.find())
			new java.net.URL(Manual.url(page), picture.group(1)).openStream().close();
	}
}
