package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

/** Makes a command that is no filter, for a subcommand with words of its own. */
final class ToolModule {

	private ToolModule() {}

	/**
	 * @param <C> type of the command
	 * @param type the command
	 * @param usage how the subcommand is called, beginning with its name
	 * @param words keys that the words of the call stand for, which cannot be typed
	 * @param typed values that were typed, by key
	 * @param values all values by key, with those of the words
	 * @param image the image, or null
	 * @return the command with these parameters
	 * @throws UsageException if there is no such key, or a value is not what it takes
	 */
	static <C extends Command> C of(final Class<C> type, final String usage, final Collection<String> words,
		final Map<String, String> typed, final Map<String, String> values, final ImagePlus image)
	{
		final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommand(type);
		final List<String> keys = ParameterValues.of(info).stream().map(ModuleItem::getName).filter(k -> !words.contains(k))
			.collect(Collectors.toList());
		for (final String key : typed.keySet())
			if (!keys.contains(key)) throw new UsageException("There is no key '" + key + "'" + Suggestion.hint(key, keys) + "; " +
				usage.substring(0, usage.indexOf(' ')) + " takes " + String.join(", ", keys) + ": " + usage);
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
		try {
			ParameterValues.set(module, values);
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		if (image != null) module.setInput("image", image);
		return type.cast(module.getDelegateObject());
	}
}
