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
 * When a macro runs one of our commands, its options mean what they mean in plain ImageJ: they are read, and refused, by the same
 * rules. What they leave out takes the documented
 * default, and no dialog asks for it. Runs after ImageJ2 has set what the macro
 * names by its own rules, and before any dialog; other commands are left alone. SciJava makes preprocessors anew for each call,
 * on the caller's thread, which is where a macro can be told from a user.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	private final boolean macro;
	private final String options;

	/** On the caller's thread. */
	public MacroDefaults() {
		this(MacroCallers.isHere(), MacroCallers.options());
	}

	/** For a call by a macro or not, with its options or without any. */
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

	/** Whether the macro's options are understood; if not, the macro has been ended. */
	private boolean read(final Module module) {
		try {
			final Map<String, String> values = new LinkedHashMap<>(MacroOptions.parse(options));
			// images are ImageJ2's to find
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
