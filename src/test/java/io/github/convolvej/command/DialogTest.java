package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.dialog.DialogModule;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.Manual;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.widget.InputHarvester;
import org.scijava.widget.WidgetService;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/** What SciJava's dialogs show of every command, and that nothing of it reaches macros. */
class DialogTest {

	private static final List<String> OWN = Arrays.asList("preset", "live", "preview", "help");

	private static Context context() {
		return QuietContext.of(CommandService.class, ModuleService.class, PluginService.class, WidgetService.class);
	}

	/** All commands that have such a dialog. */
	static List<CommandInfo> commands() {
		return Harness.context().service(CommandService.class).getCommands().stream().filter(DialogTest::isOurs).collect(
			Collectors.toList());
	}

	private static boolean isOurs(final CommandInfo info) {
		try {
			return LiveText.class.isAssignableFrom(info.loadClass());
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

	private static ModuleItem<?> item(final Module dialog, final String name) {
		return StreamSupport.stream(dialog.getInfo().inputs().spliterator(), false).filter(i -> i.getName().equals(name))
			.findFirst().orElse(null);
	}

	/** As a widget does it. */
	private static void set(final Module dialog, final String name, final Object value) throws MethodCallException {
		dialog.setInput(name, value);
		item(dialog, name).callback(dialog);
	}

	private static String live(final Module dialog) {
		return dialog.getInput("live").toString();
	}

	@Test
	void allEntriesOfTheMenuHaveDialogs() {
		assertTrue(commands().size() > Harness.commands().size());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void theDialogHasEveryParameterOnceAndNothingOfItIsRecorded(final CommandInfo info) {
		final Module module = module(info, TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Module shown = new DialogModule(module, dialog);
			final List<String> names = new ArrayList<>();
			for (final ModuleItem<?> item : shown.getInfo().inputs()) {
				names.add(item.getName());
				final boolean own = info.getInput(item.getName()) == null;
				assertEquals(own, item.getVisibility() == ItemVisibility.INVISIBLE || item
					.getVisibility() == ItemVisibility.MESSAGE, item.getName());
				if (own && item.getVisibility() == ItemVisibility.INVISIBLE) assertFalse(item.getDescription().isEmpty());
				assertFalse(item.isPersisted() && item.getType() != Context.class, item.getName());
			}
			for (final ModuleItem<?> item : info.inputs())
				assertEquals(1, names.stream().filter(item.getName()::equals).count(), item.getName());
			assertTrue(names.contains("live") && names.contains("help"));
			assertEquals(info.getInput("kernel") != null, names.contains("preset"));
			for (final String own : OWN)
				assertNull(info.getInput(own), own);
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyParameterIsHeardByTheLiveText(final CommandInfo info) throws MethodCallException {
		final Module module = module(info, TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Module shown = new DialogModule(module, dialog);
			for (final ModuleItem<?> item : ParameterValues.of(info)) {
				final Object before = shown.getInput(item.getName());
				final boolean choice = item.getChoices() != null && !item.getChoices().isEmpty();
				if (item.getType() == boolean.class || item.getType() == String.class && !choice && "".equals(before)) continue;
				final Object wrong = item.getType() == String.class ? "nonsense!" : -1;
				// optional words of other methods, such as the seed, are only read where they matter
				final String text = live(shown);
				set(shown, item.getName(), wrong);
				assertEquals(wrong, module.getInput(item.getName()));
				final boolean refused = live(shown).contains("Not possible: ");
				if (choice) assertTrue(refused && live(shown).contains(item.getName()), item.getName() + ": " + live(shown));
				set(shown, item.getName(), before);
				assertEquals(text, live(shown), item.getName());
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
	void aPresetFillsInTheKernelAndIsForgottenWhenItIsChanged() throws MethodCallException {
		final Module module = module(Harness.info(ConvolutionCommand.class), TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Module shown = new DialogModule(module, dialog);
			for (final Object preset : item(shown, "preset").getChoices().subList(1, 10)) {
				set(shown, "preset", preset);
				assertEquals(preset, module.getInput("kernel"));
				assertTrue(live(shown).contains("Result: "), preset + ": " + live(shown));
			}
			set(shown, "kernel", "1 2 1");
			assertEquals(item(shown, "preset").getChoices().get(0), shown.getInput("preset"));
			assertEquals("1 2 1", module.getInput("kernel"));
		}
	}

	@Test
	void whatIsImpossibleIsToldToDialogsThatAsk() throws MethodCallException {
		final Module module = module(Harness.info(ConvolutionCommand.class), TestImages.hyperstack(8, 24, 20, 1, 1, 1));
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Module shown = new DialogModule(module, dialog);
			item(shown, "live").validate(shown);
			set(shown, "kernel", "<1 2>");
			assertTrue(live(shown).contains("'&lt;1'"), live(shown));
			assertThrows(MethodCallException.class, () -> item(shown, "live").validate(shown));
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

	private static void addHarvester(final Context context) {
		final PluginInfo<PreprocessorPlugin> info = new PluginInfo<>(FakeHarvester.class, PreprocessorPlugin.class);
		info.setPriority(InputHarvester.PRIORITY);
		context.service(PluginService.class).addPlugin(info);
	}

	private static Module run(final Context context, final FakeHarvester.User user, final ImagePlus image)
		throws InterruptedException, ExecutionException
	{
		addHarvester(context);
		FakeHarvester.user(user);
		try {
			return context.service(CommandService.class).run(ConvolutionCommand.class, true, "image", image).get();
		}
		finally {
			FakeHarvester.user(null);
		}
	}

	@Test
	void aDialogOfSciJavaSetsTheParametersAndSeesTheLiveTextChange() throws Exception {
		try (Context context = context()) {
			final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, 1, 1);
			final List<String> seen = new ArrayList<>();
			final Module module = run(context, dialog -> {
				assertEquals("kernel", dialog.names().get(0));
				assertTrue(dialog.names().indexOf("live") > dialog.names().indexOf("output"));
				seen.add(dialog.value("live").toString());
				dialog.set("preset", "sobel-x");
				assertEquals("sobel-x", dialog.value("kernel"));
				dialog.set("stride", "2");
				seen.add(dialog.value("live").toString());
				dialog.set("preview", true);
				return true;
			}, image);
			assertTrue(seen.get(0).contains("24 x 20,") && seen.get(1).contains("12 x 10,"), seen.toString());
			final ImagePlus result = (ImagePlus) module.getOutput("result");
			assertEquals(12, result.getWidth());
			TestImages.assertSamePixels(Harness.convolve("image", image, "kernel", "sobel-x", "stride", "2"), result);
			assertEquals(1, FakeHarvester.dialogs());
		}
	}

	@Test
	void cancellingTheDialogCancelsTheCommand() throws Exception {
		try (Context context = context()) {
			final Module module = run(context, dialog -> false, TestImages.hyperstack(8, 24, 20, 1, 1, 1));
			assertNull(module.getOutput("result"));
		}
	}

	@Test
	void withAllParametersGivenNothingIsAsked() throws Exception {
		try (Context context = context()) {
			addHarvester(context);
			FakeHarvester.user(dialog -> {
				throw new AssertionError("asked for " + dialog.names());
			});
			final List<Object> inputs = new ArrayList<>(Arrays.asList("image", TestImages.hyperstack(8, 9, 9, 1, 1, 1)));
			final CommandInfo info = context.service(CommandService.class).getCommand(ConvolutionCommand.class);
			final Module defaults = context.service(ModuleService.class).createModule(info);
			for (final ModuleItem<?> item : ParameterValues.of(info))
				inputs.addAll(Arrays.asList(item.getName(), defaults.getInput(item.getName())));
			assertNotNull(context.service(CommandService.class).run(info, true, inputs.toArray()).get().getOutput("result"));
		}
		finally {
			FakeHarvester.user(null);
		}
	}
}
