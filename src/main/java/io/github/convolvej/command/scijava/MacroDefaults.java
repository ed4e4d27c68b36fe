package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.dialog.Answered;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

/**
 * When a macro runs one of our commands, what it leaves out takes the documented
 * default, and no dialog asks for it. Runs after ImageJ2 has set what the macro
 * names, and before any dialog; other commands are left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!OwnCommands.has(module) || !IJ.isMacro() && !isAnswered(module)) return;
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() != ImagePlus.class) module.resolveInput(item.getName());
	}

	private static boolean isAnswered(final Module module) {
		final Object command = module.getDelegateObject();
		return command instanceof Answered && ((Answered) command).isAnswered();
	}
}
