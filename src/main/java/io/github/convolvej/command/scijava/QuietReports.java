package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.job.JobSource;

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
 * Keeps Fiji from showing the texts and tables that our commands give, and numbers as images of one pixel. The texts are for scripts; Fiji would open a
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
			final Object output = module.getOutput(item.getName());
			// an image that was changed in place already has its window, or should not get one
			final boolean unseen = output instanceof ImagePlus && (inputs.contains(output) || !isShown(module, (ImagePlus) output));
			if (unseen || item.getType() == String.class || item.getType() == ResultsTable.class) module.resolveOutput(item
				.getName());
		}
	}

	private static boolean isShown(final Module module, final ImagePlus result) {
		final Object command = module.getDelegateObject();
		return !(command instanceof JobSource) || ((JobSource) command).shows(result);
	}
}
