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
 * Keeps Fiji from showing the texts and tables that our commands give. The texts are for scripts; Fiji would open a
 * window for them after every run. Our commands show their tables themselves; Fiji cannot, and would open its console
 * to say so. This class runs before Fiji shows outputs.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public class QuietReports extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!OwnCommands.has(module)) return;
		final Collection<Object> inputs = module.getInputs().values();
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			// an image that was changed in place already has its window, or should not get one
			final boolean changed = module.getOutput(item.getName()) instanceof ImagePlus && inputs.contains(module.getOutput(item.getName()));
			if (changed || item.getType() == String.class || item.getType() == ResultsTable.class) module.resolveOutput(item
				.getName());
		}
	}
}
