package io.github.convolvej.command.scijava;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * Fills in the image that is current where a command is called. ImageJ has a
 * current image for each thread, and ImageJ2 looks for it on the thread that runs
 * the command, where it finds another one in batch mode: that of some window, or
 * the result of an earlier command. SciJava makes preprocessors anew for each call,
 * on the caller's thread. What a macro or a script names stays as it is.
 */
@Plugin(type = PreprocessorPlugin.class, priority = CallersImage.PRIORITY)
public class CallersImage extends AbstractPreprocessorPlugin {

	/** After ImageJ2 has set what a macro names, before it looks for the current image. */
	static final double PRIORITY = Priority.VERY_HIGH + 2;

	private final ImagePlus current = WindowManager.getCurrentImage();

	@Override
	public void process(final Module module) {
		if (current == null || !OwnCommands.has(module) || !Macros.isFiji(getContext())) return;
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			if (item.getType() != ImagePlus.class || module.isInputResolved(item.getName())) continue;
			module.setInput(item.getName(), current);
			module.resolveInput(item.getName());
		}
	}
}
