package io.github.convolvej.command;

import io.github.convolvej.QuietContext;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

/** A bare SciJava context, made once for all tests, and the commands in it. */
final class Harness {

	private static Context context;

	private Harness() {}

	static synchronized Context context() {
		if (context == null) context = QuietContext.of(CommandService.class, ModuleService.class);
		return context;
	}

	/** All filter commands that SciJava's plugin index has. */
	static List<CommandInfo> commands() {
		return context().service(CommandService.class).getCommands().stream().filter(Harness::isFilter).collect(Collectors
			.toList());
	}

	private static boolean isFilter(final CommandInfo info) {
		try {
			return FilterCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(info.getClassName() + " is in the index, but cannot be loaded", e);
		}
	}

	static CommandInfo info(final Class<? extends FilterCommand> command) {
		return context().service(CommandService.class).getCommand(command);
	}

	/** Runs a command as scripts do. */
	static Module run(final CommandInfo info, final Object... inputs) throws InterruptedException, ExecutionException {
		return context().service(CommandService.class).run(info, true, inputs).get();
	}

	static ImagePlus convolve(final Object... inputs) throws InterruptedException, ExecutionException {
		return (ImagePlus) run(info(ConvolutionCommand.class), inputs).getOutput("result");
	}

	/** The message of the exception that a command ends with. */
	static String refusal(final CommandInfo info, final Object... inputs) throws InterruptedException {
		try {
			final Module module = run(info, inputs);
			throw new AssertionError("not refused: " + module.getOutput("result"));
		}
		catch (final ExecutionException e) {
			// SciJava wraps what a command throws
			for (Throwable t = e; t != null; t = t.getCause())
				if (t instanceof IllegalArgumentException) return t.getMessage();
			throw new AssertionError("refused with " + e.getCause(), e);
		}
	}
}
