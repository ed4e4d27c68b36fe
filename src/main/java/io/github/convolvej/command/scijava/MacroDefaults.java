package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.dialog.Answered;
import io.github.convolvej.ij1.macro.MacroOptions;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.Priority;
import org.scijava.command.ContextCommand;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/**
 * Reads the options of macros that run our commands, by the same rules as in plain ImageJ. If an option is missing, the
 * parameter gets its documented default, and no dialog opens. This class runs after ImageJ2 has set parameters by its
 * own rules, and before any dialog. It ignores other commands. SciJava makes a new preprocessor for each call, on the
 * caller's thread: only there can it see whether the caller is a macro or a user.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	private final boolean macro;
	private final String options;

	/** Called by SciJava on the caller's thread. */
	public MacroDefaults() {
		this(MacroCallers.isHere(), MacroCallers.options());
	}

	/** Takes whether a macro is the caller, and its options, or null if there are none. */
	MacroDefaults(final boolean macro, final String options) {
		this.macro = macro;
		this.options = options;
	}

	@Override
	public void process(final Module module) {
		if (!OwnCommands.has(module) || !macro && !isAnswered(module)) return;
		if (macro) MacroCallers.note(module.getDelegateObject());
		if (options != null && !read(module)) {
			cancel(null);
			return;
		}
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() != ImagePlus.class) module.resolveInput(item.getName());
	}

	/** Reads the macro's options. If they are wrong, it ends the macro and returns false. */
	private boolean read(final Module module) {
		try {
			final Map<String, String> values = new LinkedHashMap<>(MacroOptions.parse(options));
			// ImageJ2 finds the images
			for (final ModuleItem<?> item : module.getInfo().inputs())
				if (item.getType() == ImagePlus.class) values.remove(item.getName());
			ParameterValues.set(module, values);
			return true;
		}
		catch (final IllegalArgumentException e) {
			Macros.fail((ContextCommand) module.getDelegateObject(), module.getInfo().getMenuPath().getLeaf().getName().replace(
				"...", ""), e);
			return false;
		}
	}

	private static boolean isAnswered(final Module module) {
		final Object command = module.getDelegateObject();
		return command instanceof Answered && ((Answered) command).isAnswered();
	}
}
