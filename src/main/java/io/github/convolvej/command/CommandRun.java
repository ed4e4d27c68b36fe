package io.github.convolvej.command;

import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.job.ImageJMonitor;
import io.github.convolvej.run.Monitor;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.scijava.command.ContextCommand;

/** Runs the work of a command that is no filter: with progress in ImageJ, and its end told as SciJava and macros need it. */
final class CommandRun {

	private CommandRun() {}

	/**
	 * @param command the command
	 * @param name its name in messages
	 * @param work what it does
	 * @return whether it was done; otherwise the user has been told
	 */
	static boolean of(final ContextCommand command, final String name, final Consumer<Monitor> work) {
		final ImageJMonitor monitor = new ImageJMonitor(name, command::isCanceled);
		try {
			work.accept(monitor);
			return true;
		}
		catch (final CancellationException e) {
			if (!command.isCanceled()) command.cancel(name + " was cancelled");
			return false;
		}
		catch (final RuntimeException e) {
			Macros.fail(command, name, e);
			return false;
		}
		finally {
			monitor.end();
		}
	}
}
