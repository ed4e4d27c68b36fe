package io.github.convolvej.command;

import java.awt.GraphicsEnvironment;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

/** What a macro needs of commands besides what SciJava does. */
final class Macros {

	private Macros() {}

	/**
	 * With a window, whoever runs a command shows its output. A headless macro
	 * would not see it, so there it becomes the macro's current image, under its
	 * title.
	 *
	 * @param result what the command gives
	 */
	static void showHeadless(final ImagePlus result) {
		if (GraphicsEnvironment.isHeadless() && IJ.isMacro() && WindowManager.getImage(result.getID()) == null) result
			.show();
	}

	/**
	 * In Fiji an exception alone does not stop a macro; plain ImageJ's PlugIn does
	 * it itself.
	 *
	 * @param context the command's
	 * @param message what was wrong
	 */
	static void abort(final Context context, final String message) {
		final Interpreter macro = Interpreter.getInstance();
		final boolean fiji = context.getServiceIndex().getAll().stream().anyMatch(s -> s.getClass().getName().startsWith(
			"net.imagej.legacy."));
		if (macro == null || !fiji) return;
		IJ.log(message);
		macro.abortMacro();
	}
}
