package io.github.convolvej.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What becomes of a command's end when it is run in somebody else's context. */
class CommandPlugInTest {

	private static Context context;

	@BeforeAll
	static void createContext() {
		context = QuietContext.of(CommandService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	private static <T extends Throwable> T end(final Class<T> type, final String command) {
		return assertThrows(type, () -> CommandPlugIn.runInFiji(context, "io.github.convolvej.command." + command));
	}

	@Test
	void whatACommandThrowsIsNotHiddenInTheExceptionsOfSciJava() {
		assertEquals("a disk on fire", end(IllegalStateException.class, "FailingCommand").getMessage());
		assertTrue(end(IllegalArgumentException.class, "ConvolutionCommand").getMessage().endsWith("open an image first"));
	}

	@Test
	void aCancelledCommandIsACancellation() {
		end(CancellationException.class, "CancelledCommand");
	}
}
