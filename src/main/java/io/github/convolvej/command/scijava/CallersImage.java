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
 * Gives a command the current image of its caller. ImageJ has a current image for each thread, and ImageJ2 looks for it
 * on the thread that runs the command. In batch mode, it finds another image there: that of some window, or the result
 * of an earlier command. This class finds the right one, because SciJava makes a new preprocessor for each call, on the
 * caller's thread. If a macro or a script names an image, that image is used.
 */
@Plugin(type = PreprocessorPlugin.class, priority = CallersImage.PRIORITY)
public class CallersImage extends AbstractPreprocessorPlugin {

	/** Runs after ImageJ2 has set the parameters that a macro names, and before it looks for the current image. */
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
