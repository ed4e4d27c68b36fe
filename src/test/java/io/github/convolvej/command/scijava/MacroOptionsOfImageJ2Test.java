package io.github.convolvej.command.scijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Options of a macro mean in ImageJ2 what they mean in plain ImageJ, and the same ones are refused. */
class MacroOptionsOfImageJ2Test {

	private static Context context;

	@BeforeAll
	static void createContext() {
		context = QuietContext.of(CommandService.class, ModuleService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	private static Module processed(final String command, final String options) {
		final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(
			"io.github.convolvej.command." + command));
		new MacroDefaults(true, options).process(module);
		return module;
	}

	private static String refusal(final String command, final String options) {
		return assertThrows(IllegalArgumentException.class, () -> processed(command, options)).getMessage();
	}

	@Test
	void aKeyWithoutValueIsTrue() {
		final Module module = processed("PoolingCommand", "method=max ceil window=3 ");
		assertEquals(true, module.getInput("ceil"));
		assertEquals("3", module.getInput("window"));
		assertEquals("window", module.getInput("stride"));
		assertTrue(module.isInputResolved("stride"));
	}

	@Test
	void whatPlainImageJRefusesIsRefused() {
		assertTrue(refusal("ConvolutionCommand", "kernal=sobel-x ").contains("no parameter 'kernal'"));
		assertTrue(refusal("EdgesCommand", "calibrated=perhaps ").contains("calibrated is 'perhaps'"));
		assertTrue(refusal("ConvolutionCommand", "groups=abc ").contains("groups is 'abc'"));
		assertTrue(refusal("PoolingCommand", "method=largest ").contains("method is 'largest'"));
	}

	@Test
	void theImageIsImageJ2sToFind() {
		assertEquals("sobel-x", processed("ConvolutionCommand", "image=cells.tif kernel=sobel-x ").getInput("kernel"));
	}

	@Test
	void outsideOfMacrosThereAreNoOptions() {
		assertFalse(MacroCallers.isHere());
		assertEquals(null, MacroCallers.options());
	}
}
