package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.MessageLines;

import java.awt.GraphicsEnvironment;

import org.scijava.Context;
import org.scijava.command.ContextCommand;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

/** Shows results to headless macros and ends macros whose command failed, which SciJava does not do. */
public final class Macros {

	private Macros() {}

	/** Whether a context is that of ImageJ2 with ImageJ in it, as in Fiji. */
	static boolean isFiji(final Context context) {
		return context.getServiceIndex().getAll().stream().anyMatch(s -> s.getClass().getName().startsWith(
			"net.imagej.legacy."));
	}

	/**
	 * With a window, the caller of a command shows its output. A headless macro
	 * would not see it, so there it becomes the macro's current image, under its
	 * title; see {@link CallersResult} for macros of ImageJ2.
	 *
	 * @param result what the command gives
	 */
	public static void showHeadless(final ImagePlus result) {
		if (GraphicsEnvironment.isHeadless() && IJ.isMacro() && WindowManager.getImage(result.getID()) == null) result
			.show();
	}

	/**
	 * Ends a command that failed. In Fiji an exception alone does not stop a macro
	 * (plain ImageJ's PlugIn does it itself), and shows a user stack traces in two
	 * windows: there a user's mistake is told in a message instead, and the command
	 * is cancelled. Scripts, and all runs without a window, get the exception.
	 *
	 * @param command the command
	 * @param name how it names itself in messages
	 * @param failure what went wrong; {@code IllegalArgumentException} for mistakes
	 *          of the user
	 */
	public static void fail(final ContextCommand command, final String name, final RuntimeException failure) {
		final boolean mistake = failure instanceof IllegalArgumentException;
		final boolean stopped = isFiji(command.getContext()) && MacroCallers.called(command) && stopMacro(name, mistake ? failure.getMessage() : name +
			" failed: " + failure);
		if (!mistake || GraphicsEnvironment.isHeadless() || !stopped && !DialogUsers.by(command)) throw failure;
		// SciJava shows the reason; a macro's user has read it already
		command.cancel(stopped ? null : MessageLines.of(failure.getMessage()));
	}

	/** Stops the macro that is running, if any, as ImageJ does for its own mistakes: message, line, end. */
	private static boolean stopMacro(final String name, final String message) {
		final Interpreter macro = Interpreter.getInstance();
		if (macro == null) return false;
		final int line = macro.getLineNumber();
		try {
			macro.abort(message);
		}
		catch (final RuntimeException e) {
			// the way in which macros end
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
		// headless, ImageJ has printed it; its own dialog does not open where macro options are around, as on this thread
		if (!GraphicsEnvironment.isHeadless()) IJ.showMessage(name, MessageLines.of(message) + "\n \nThe macro was stopped in line " + line);
		return true;
	}
}
