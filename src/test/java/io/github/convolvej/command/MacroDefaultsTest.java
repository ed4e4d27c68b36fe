package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.scijava.MacroDefaults;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;

/** In a macro of ImageJ2, what is left out of a command's options takes its default, and no dialog asks for it. */
public class MacroDefaultsTest {

	private static Module module;

	/** Called by the macro. */
	public static String process() {
		assertTrue(IJ.isMacro());
		new MacroDefaults().process(module);
		return "";
	}

	private static void processInMacro(final Module given) {
		module = given;
		IJ.runMacro("call('" + MacroDefaultsTest.class.getName() + ".process');");
		assertFalse(IJ.isMacro());
		// ImageJ leaves it on where it has no window
		Interpreter.batchMode = false;
	}

	private static Module create(final CommandInfo info) {
		return Harness.context().service(ModuleService.class).createModule(info);
	}

	private static Set<String> resolved(final Module module) {
		final Set<String> names = new HashSet<>();
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (module.isInputResolved(item.getName())) names.add(item.getName());
		return names;
	}

	@Test
	void inAMacroAllParametersButImagesAreResolved() {
		for (final CommandInfo info : Harness.commands()) {
			final Module filter = create(info);
			assertTrue(resolved(filter).isEmpty());
			processInMacro(filter);
			for (final ModuleItem<?> item : info.inputs())
				assertEquals(item.getType() != ImagePlus.class, filter.isInputResolved(item.getName()), item.getName());
		}
	}

	@Test
	void whatTheMacroHasSetStays() {
		final Module filter = create(Harness.info(ConvolutionCommand.class));
		filter.setInput("stride", "3");
		filter.resolveInput("stride");
		processInMacro(filter);
		assertEquals("3", filter.getInput("stride"));
		assertEquals("gaussian:1", filter.getInput("kernel"));
	}

	@Test
	void withoutAMacroTheDialogStillAsks() {
		final Module filter = create(Harness.info(ConvolutionCommand.class));
		new MacroDefaults().process(filter);
		assertTrue(resolved(filter).isEmpty());
	}

	private static final CountDownLatch WAITING = new CountDownLatch(1);
	private static final CountDownLatch GO = new CountDownLatch(1);

	/** Called by a macro that waits for its user. */
	public static String waitForUser() throws InterruptedException {
		WAITING.countDown();
		GO.await();
		return "";
	}

	@Test
	void aMacroThatWaitsElsewhereIsNotTheCaller() throws InterruptedException {
		final Thread macro = new Thread(() -> IJ.runMacro("call('" + MacroDefaultsTest.class.getName() + ".waitForUser');"));
		macro.start();
		try {
			WAITING.await();
			assertTrue(IJ.isMacro());
			final Module filter = create(Harness.info(ConvolutionCommand.class));
			new MacroDefaults().process(filter);
			assertTrue(resolved(filter).isEmpty());
		}
		finally {
			GO.countDown();
			macro.join();
			Interpreter.batchMode = false;
		}
	}

	@Test
	void commandsOfOthersAreLeftAlone() {
		final Module other = create(Harness.context().service(CommandService.class).getCommand(
			OtherCommand.class));
		processInMacro(other);
		assertTrue(resolved(other).isEmpty());
	}

	@Test
	void itRunsAfterTheMacrosOptionsAndBeforeAnyDialog() {
		final PluginInfo<?> info = Harness.context().service(PluginService.class).getPlugin(MacroDefaults.class);
		assertEquals(PreprocessorPlugin.class, info.getPluginType());
		// ImageJ2 reads options at twice VERY_HIGH, dialogs are LOW
		assertTrue(info.getPriority() < Priority.VERY_HIGH && info.getPriority() > Priority.LOW);
	}
}
