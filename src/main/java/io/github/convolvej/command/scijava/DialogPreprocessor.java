package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.dialog.DialogHarvester;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

import ij.ImagePlus;

/**
 * Shows our commands' own dialog, the same as in plain ImageJ, if a user interface of SciJava is open. It runs just
 * before SciJava's own dialogs, which do not open then because all parameters are set.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public class DialogPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Override
	public void process(final Module module) {
		if (!isWatched() || !OwnCommands.has(module)) return;
		final List<ModuleItem<?>> open = ParameterValues.of(module.getInfo()).stream().filter(item -> !module.isInputResolved(
			item.getName())).collect(Collectors.toList());
		if (open.isEmpty()) return;
		if (CommandDialog.needsImage(module.getInfo()) && !hasImage(module)) {
			cancel("There is no image open: open one first");
			return;
		}
		if (!DialogHarvester.ask(module)) {
			cancel(null);
			return;
		}
		open.forEach(item -> module.resolveInput(item.getName()));
	}

	/** Whether a person can answer: a user interface is open. */
	private boolean isWatched() {
		return ui != null && !GraphicsEnvironment.isHeadless() && !ui.isHeadless() && ui.isVisible();
	}

	private static boolean hasImage(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (module.getInput(item.getName()) instanceof ImagePlus) return true;
		return false;
	}
}
