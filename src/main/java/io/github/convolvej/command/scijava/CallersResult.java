package io.github.convolvej.command.scijava;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * Makes a command's result the current image of the macro that called it. In batch mode, which is always on if there is
 * no window, ImageJ has a current image for each thread. A shown result becomes the current image of the thread that
 * runs the command. Without this class, the macro would go on with its old image, and the next command on that thread
 * would take this result. SciJava makes a new postprocessor for each call, on the caller's thread, so this class knows
 * that thread.
 */
@Plugin(type = PostprocessorPlugin.class, priority = CallersResult.PRIORITY)
public class CallersResult extends AbstractPostprocessorPlugin {

	/** Runs after ImageJ2 has shown the result. */
	static final double PRIORITY = Priority.VERY_LOW - 2;

	private final Thread caller = Thread.currentThread();

	@Override
	public void process(final Module module) {
		if (caller == Thread.currentThread() || !Interpreter.isBatchMode() || !OwnCommands.has(module)) return;
		for (final Object output : module.getOutputs().values()) {
			if (!(output instanceof ImagePlus) || WindowManager.getImage(((ImagePlus) output).getID()) == null) continue;
			WindowManager.setTempCurrentImage(null);
			WindowManager.setTempCurrentImage(caller, (ImagePlus) output);
		}
	}
}
