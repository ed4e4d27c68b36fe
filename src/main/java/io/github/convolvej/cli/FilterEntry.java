package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** A filter that the command line offers: a command with its keys. */
final class FilterEntry {

	/** The parameter that says where a result goes: it is for open images only. */
	private static final String TARGET = "target";
	private static final String NEW = "new";

	private final CommandInfo info;
	private final ModuleService modules;

	FilterEntry(final CommandInfo info, final ModuleService modules) {
		this.info = info;
		this.modules = modules;
	}

	/** The label of a menu entry as a name on the command line. */
	static String nameOf(final String label) {
		return MacroLine.nameOf(label);
	}

	/** @return its name on the command line */
	String name() {
		return nameOf(label());
	}

	/** @return its label in ImageJ's menu, as a macro names it */
	String label() {
		return info.getMenuPath().getLeaf().getName();
	}

	/** @return what it does, in a line */
	String description() {
		return info.getDescription();
	}

	/** @return what can be set, in the order of the dialog */
	List<ModuleItem<?>> items() {
		return ParameterValues.of(info).stream().filter(item -> !item.getName().equals(TARGET)).collect(Collectors.toList());
	}

	/** @return the names of what can be set */
	List<String> keys() {
		return items().stream().map(ModuleItem::getName).collect(Collectors.toList());
	}

	/** Also used in macro lines. */
	private static void checkTarget(final String target) {
		if (target != null && !target.equals(NEW)) throw new UsageException("target is '" + target +
			"', but the command line always writes new files: leave it out (--overwrite replaces files)");
	}

	/** @return a new command whose parameters have their defaults */
	Module module() {
		return modules.createModule(info);
	}

	/**
	 * @param values text by key; what is left out keeps its default
	 * @return a new command with these parameters
	 * @throws UsageException if a key is unknown or a value is not what the
	 *           parameter takes
	 */
	FilterCommand command(final Map<String, String> values) {
		checkTarget(values.get(TARGET));
		for (final String key : values.keySet())
			if (!keys().contains(key) && !key.equals(TARGET)) throw new UsageException("There is no key '" + key + "'" + Suggestion.hint(key, keys()) +
				"; " + name() + " takes " + String.join(", ", keys()) + fileHint(key + "=" + values.get(key)));
		final Module module = module();
		try {
			ParameterValues.set(module, values);
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		return (FilterCommand) module.getDelegateObject();
	}

	private static String fileHint(final String argument) {
		return new File(argument).exists() ? "; the file of that name is ./" + argument : "";
	}
}
