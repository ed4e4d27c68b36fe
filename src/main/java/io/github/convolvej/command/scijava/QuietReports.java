package io.github.convolvej.command.scijava;

import java.util.Collection;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * Reports of our commands are texts for scripts; Fiji would open a window with them after every run. Tables show themselves; Fiji cannot show them and
 * would open its console to say so. Runs before outputs are shown.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public class QuietReports extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!OwnCommands.has(module)) return;
		final Collection<Object> inputs = module.getInputs().values();
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			// an image that was changed in place has its window, or is not meant to have one
			final boolean changed = module.getOutput(item.getName()) instanceof ImagePlus && inputs.contains(module.getOutput(item.getName()));
			if (changed || item.getType() == String.class || item.getType() == ResultsTable.class) module.resolveOutput(item
				.getName());
		}
	}
}
