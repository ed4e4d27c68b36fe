package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.dialog.DialogModule;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.Dialog.ModalExclusionType;
import java.awt.Window;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.InstantiableException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.widget.InputHarvester;

import ij.ImagePlus;

/**
 * Has SciJava's own dialogs ask for the parameters of our commands, but shows them
 * a {@link DialogModule}: ordered, with live text, preview and help. Runs just
 * before these dialogs would ask by themselves, which then find nothing left to
 * ask for.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public class DialogPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter
	private PluginService plugins;

	@Override
	public void process(final Module module) {
		if (!CommandDialog.isFor(module) || ParameterValues.of(module.getInfo()).stream().allMatch(item -> module
			.isInputResolved(item.getName()))) return;
		final List<PreprocessorPlugin> harvesters = harvesters();
		if (harvesters.isEmpty()) return;
		final Window window = window(module);
		final ModalExclusionType before = window == null ? null : window.getModalExclusionType();
		// the user may scroll through the image and move a selection while the dialog is open
		if (window != null) window.setModalExclusionType(ModalExclusionType.APPLICATION_EXCLUDE);
		try (CommandDialog dialog = new CommandDialog(module)) {
			final Module shown = new DialogModule(module, dialog);
			for (final PreprocessorPlugin harvester : harvesters) {
				harvester.process(shown);
				if (harvester.isCanceled()) {
					cancel(harvester.getCancelReason());
					return;
				}
			}
		}
		finally {
			if (window != null) window.setModalExclusionType(before);
		}
	}

	/** Those of all user interfaces: each knows whether it is the one in use. */
	private List<PreprocessorPlugin> harvesters() {
		return plugins.getPluginsOfType(PreprocessorPlugin.class).stream().filter(DialogPreprocessor::asks).map(
			plugins::createInstance).collect(Collectors.toList());
	}

	private static boolean asks(final PluginInfo<PreprocessorPlugin> info) {
		try {
			return InputHarvester.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			// SciJava reports plugins that cannot be loaded; they ask for nothing
			return false;
		}
	}

	private static Window window(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			final Object value = module.getInput(item.getName());
			if (value instanceof ImagePlus) return ((ImagePlus) value).getWindow();
		}
		return null;
	}
}
