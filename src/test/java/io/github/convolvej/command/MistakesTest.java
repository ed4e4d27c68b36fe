package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.scijava.MistakeReporter;
import io.github.convolvej.ij1.image.TestImages;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.AbstractLogService;
import org.scijava.log.LogMessage;
import org.scijava.module.ModuleService;

/** A mistake is told in a sentence, a defect with its stack trace. */
class MistakesTest {

	/** What SciJava logs when a command ends with an exception. */
	private static List<LogMessage> logged(final Class<? extends Command> command, final Object... inputs) {
		try (Context context = new Context(CommandService.class, ModuleService.class, RecordingLog.class, MistakeReporter.class)) {
			assertThrows(ExecutionException.class, () -> context.service(CommandService.class).run(command, true, inputs)
				.get());
			return context.service(RecordingLog.class).messages;
		}
	}

	/** Keeps messages and prints none. */
	public static final class RecordingLog extends AbstractLogService {

		private final List<LogMessage> messages = new CopyOnWriteArrayList<>();

		@Override
		protected void messageLogged(final LogMessage message) {
			messages.add(message);
		}
	}

	@Test
	void aMistakeHasNoStackTrace() {
		assertEquals(0, logged(ConvolutionCommand.class, "image", TestImages.hyperstack(8, 9, 9, 1, 1, 1), "kernel",
			"1 2; 3").stream().filter(m -> m.throwable() != null).count());
	}

	@Test
	void aDefectHasOne() {
		assertTrue(logged(FailingCommand.class).stream().anyMatch(m -> m.throwable() != null));
	}
}
