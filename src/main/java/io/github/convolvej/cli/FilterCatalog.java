package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.CommandPlugIn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** Every {@link FilterCommand} in SciJava's plugin index, by its name on the command line. */
final class FilterCatalog {

	private final Map<String, FilterEntry> entries = new TreeMap<>();

	FilterCatalog() {
		final Context context = CommandPlugIn.context();
		final ModuleService modules = context.service(ModuleService.class);
		for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
			if (!isFilter(info)) continue;
			final FilterEntry entry = new FilterEntry(info, modules);
			if (entries.put(entry.name(), entry) != null) throw new IllegalStateException("Two commands are called '" + entry
				.name() + "'");
		}
	}

	/** The index has one type for all commands; whether one is a filter is known from its class. */
	private static boolean isFilter(final CommandInfo info) {
		try {
			return FilterCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException("The command " + info.getClassName() + " is in the plugin index, but not there", e);
		}
	}

	/** @return all filters, by name */
	Collection<FilterEntry> entries() {
		return entries.values();
	}

	/**
	 * @param name a filter's name, or its label in the menu
	 * @return the filter
	 * @throws UsageException if there is none
	 */
	FilterEntry get(final String name) {
		final FilterEntry entry = entries.get(FilterEntry.nameOf(name));
		if (entry != null) return entry;
		final List<String> names = new ArrayList<>(entries.keySet());
		throw new UsageException("There is no filter '" + name + "'" + Suggestion.hint(name, names) + "; filters are " + String
			.join(", ", names));
	}
}
