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
 * Makes a command's result the current image of the macro that called it. In batch
 * mode, that is always without a window, ImageJ has a current image for each thread,
 * and showing an image makes it that of the thread that runs the command: the macro
 * would go on with its old one, and the next command on that thread would take this
 * one. SciJava makes postprocessors anew for each call, on the caller's thread.
 */
@Plugin(type = PostprocessorPlugin.class, priority = CallersResult.PRIORITY)
public class CallersResult extends AbstractPostprocessorPlugin {

	/** After ImageJ2 has shown the result. */
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
