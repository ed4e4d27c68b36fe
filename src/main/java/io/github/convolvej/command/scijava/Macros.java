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

/** Shows results to macros that run without windows, and ends macros whose command failed. SciJava does neither. */
public final class Macros {

	private Macros() {}

	/** Whether a context belongs to ImageJ2 with ImageJ in it, as in Fiji. */
	static boolean isFiji(final Context context) {
		return context.getServiceIndex().getAll().stream().anyMatch(s -> s.getClass().getName().startsWith(
			"net.imagej.legacy."));
	}

	/**
	 * Makes a result the current image of a macro that runs without windows. With windows, the caller of the command
	 * shows the result, and this method does nothing. See {@link CallersResult} for macros of ImageJ2.
	 *
	 * @param result the result of the command
	 */
	public static void showHeadless(final ImagePlus result) {
		if (GraphicsEnvironment.isHeadless() && IJ.isMacro() && WindowManager.getImage(result.getID()) == null) result
			.show();
	}

	/**
	 * Ends a command that failed. In Fiji, an exception does not stop a macro, so this method stops it. (In plain
	 * ImageJ, our PlugIn stops it.) Fiji also shows the user of an exception stack traces in two windows; for a mistake
	 * of the user, this method shows a message instead and cancels the command. Scripts, and all runs without a window,
	 * get the exception.
	 *
	 * @param command the command
	 * @param name its name in messages
	 * @param failure what went wrong; {@code IllegalArgumentException} for mistakes of the user
	 */
	public static void fail(final ContextCommand command, final String name, final RuntimeException failure) {
		final boolean mistake = failure instanceof IllegalArgumentException;
		final boolean stopped = isFiji(command.getContext()) && MacroCallers.called(command) && stopMacro(name, mistake ? failure.getMessage() : name +
			" failed: " + failure);
		if (!mistake || GraphicsEnvironment.isHeadless() || !stopped && !DialogUsers.by(command)) throw failure;
		// SciJava shows this reason; if a macro was stopped, the user has already read it
		command.cancel(stopped ? null : MessageLines.of(failure.getMessage()));
	}

	/**
	 * Stops the macro that is running, if any, as ImageJ does after an error: it shows a message with the line, and
	 * ends the macro.
	 */
	private static boolean stopMacro(final String name, final String message) {
		final Interpreter macro = Interpreter.getInstance();
		if (macro == null) return false;
		final int line = macro.getLineNumber();
		try {
			macro.abort(message);
		}
		catch (final RuntimeException e) {
			// ImageJ ends macros by this exception
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
		// without windows, ImageJ has printed the message; with windows, it shows no dialog where macro options are set
		if (!GraphicsEnvironment.isHeadless()) IJ.showMessage(name, MessageLines.of(message) + "\n \nThe macro was stopped in line " + line);
		return true;
	}
}
