package io.github.convolvej.command.scijava;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

import ij.ImagePlus;

/**
 * Remembers which commands get their parameters from a dialog. Mistakes in a dialog are shown as a message; scripts get
 * the exception. This class runs after all processors that set parameters without a dialog.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.NORMAL)
public class DialogUsers extends AbstractPreprocessorPlugin {

	private static final Set<Object> COMMANDS = Collections.synchronizedSet(Collections.newSetFromMap(
		new WeakHashMap<>()));

	@Parameter(required = false)
	private UIService ui;

	/**
	 * @param command a command that is run
	 * @return whether a dialog asked the user for its parameters
	 */
	static boolean by(final Object command) {
		return COMMANDS.contains(command);
	}

	@Override
	public void process(final Module module) {
		if (ui == null || ui.isHeadless() || !ui.isVisible() || !OwnCommands.has(module)) return;
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() != ImagePlus.class && !module.isInputResolved(item.getName())) COMMANDS.add(module
				.getDelegateObject());
	}
}
