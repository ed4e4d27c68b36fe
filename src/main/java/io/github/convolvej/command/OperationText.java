package io.github.convolvej.command;

import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.MacroOptions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/**
 * Reads and writes a filter as the value of a parameter. The text is written as on the command line, {@code convolution
 * kernel=[1 2 1] stride=2}, or as a line of a macro, {@code run("Convolution...", "...");}.
 */
final class OperationText {

	/** Keys that say where a filter works and where its result goes, not what it computes. */
	private static final List<String> PLACES = List.of("roi", "part", "target", "output");

	/** A value of at most this many letters is short: it is written before the longer ones. */
	private static final int SHORT = 16;

	private OperationText() {}

	/**
	 * @param context where the commands are
	 * @param text the filter with its keys
	 * @return the call of its command, without the keys in {@link #PLACES}
	 * @throws IllegalArgumentException if there is no such filter, or it does not know a key or value
	 */
	static MacroLine parse(final Context context, final String text) {
		final String trimmed = text.trim();
		if (trimmed.startsWith("run(")) return checked(context, MacroLine.parse(trimmed));
		final int blank = trimmed.indexOf(' ');
		final String name = blank < 0 ? trimmed : trimmed.substring(0, blank);
		final Map<String, String> labels = labels(context);
		if (!labels.containsKey(name)) throw new IllegalArgumentException("operation begins with '" + name +
			"', but must begin with the name of a filter: " + String.join(", ", labels.keySet()));
		return checked(context, new MacroLine(labels.get(name), MacroOptions.parse(blank < 0 ? "" : trimmed.substring(blank))));
	}

	/** Checks a call, and removes the keys in {@link #PLACES}. */
	static MacroLine checked(final Context context, final MacroLine line) {
		final Map<String, String> values = new LinkedHashMap<>(line.values());
		values.keySet().removeAll(PLACES);
		final MacroLine plain = new MacroLine(line.label(), values);
		RecordedCommands.command(context, plain);
		return plain;
	}

	/** Writes a call as on the command line, short values first. */
	static String shortly(final MacroLine line) {
		// long kernels come last, where they may be cut off
		final Map<String, String> ordered = new LinkedHashMap<>();
		line.values().entrySet().stream().sorted(Comparator.comparing(e -> e.getValue().length() > SHORT)).forEach(e -> ordered
			.put(e.getKey(), e.getValue()));
		final String options = new MacroLine(line.label(), ordered).options();
		return MacroLine.nameOf(line.label()) + (options.isEmpty() ? "" : " " + options);
	}

	/** The labels of all filters, found by their names on the command line. */
	private static Map<String, String> labels(final Context context) {
		final Map<String, String> labels = new TreeMap<>();
		final List<CommandInfo> all = new ArrayList<>(context.service(CommandService.class).getCommands());
		for (final CommandInfo info : all) {
			final MenuEntry leaf = info.getMenuPath().getLeaf();
			if (leaf == null || !info.getDelegateClassName().startsWith("io.github.convolvej.")) continue;
			if (RecordedCommands.isFilter(info)) labels.put(MacroLine.nameOf(leaf.getName()), leaf.getName());
		}
		return labels;
	}
}
