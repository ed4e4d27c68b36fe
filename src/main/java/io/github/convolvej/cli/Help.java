package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.kernel.Presets;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The texts of {@code list} and {@code help}, made from the metadata of the commands. */
final class Help {

	private static final int WIDTH = 92;
	private static final String EXAMPLE_KERNEL = "1 2 1; 2 4 2; 1 2 1";

	private final PrintStream out;

	Help(final PrintStream out) {
		this.out = out;
	}

	/** Prints every filter with a line about it. */
	void list(final FilterCatalog catalog) {
		final int width = catalog.entries().stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
		for (final FilterEntry entry : catalog.entries())
			out.println(pad(entry.name(), width) + "  " + entry.description());
	}

	/** Prints the keys of a filter and how it is called. */
	void filter(final FilterEntry filter) {
		paragraph("", filter.name() + " - " + filter.description());
		out.println();
		out.println("Usage: java -jar " + Program.jar() + " " + filter.name() + " INPUT... OUTPUT [key=value...] [options]");
		out.println();
		final Module module = filter.module();
		for (final ModuleItem<?> item : filter.items()) {
			entry(item.getName() + "=" + quoted(module.getInput(item.getName())) + "  (" + type(item) + ")");
			paragraph("      ", item.getDescription());
		}
		if (filter.keys().contains("kernel")) presets();
		out.println();
		out.println("Values shown are the defaults. Values with spaces are quoted: \"kernel=" + EXAMPLE_KERNEL + "\".");
		out.println();
		example(filter, module);
	}

	/** Explains the word between filters. */
	void then() {
		paragraph("", "then - the next filter gets the result of the one before it");
		out.println();
		out.println("Usage: java -jar " + Program.jar() +
			" FILTER INPUT... OUTPUT [key=value...] then FILTER [key=value...] [then ...] [options]");
		out.println();
		paragraph("", "Inputs and OUTPUT stand before the first 'then', the keys of each filter after its name. Only the last " +
			"result is written; intermediate ones have the type that their filter gives, usually 32-bit. The result records " +
			"all steps. Messages name the step: 'step 2, edges: ...'.");
		out.println();
		out.println("Example:");
		out.println("  java -jar " + Program.jar() + " smooth cells.tif rims.tif sigma=2 then edges operator=sobel");
	}

	private static String quoted(final Object value) {
		final String text = String.valueOf(value);
		return text.isEmpty() || text.contains(" ") ? "\"" + text + "\"" : text;
	}

	private static String type(final ModuleItem<?> item) {
		if (hasChoices(item)) return item.getChoices().stream().map(Object::toString).collect(Collectors.joining(" | "));
		final Class<?> type = item.getType();
		if (type == String.class) return "text";
		if (type == boolean.class || type == Boolean.class) return "true | false";
		final boolean real = type == double.class || type == Double.class;
		return (real ? "number" : "whole number") + range(item);
	}

	private static boolean hasChoices(final ModuleItem<?> item) {
		return item.getChoices() != null && !item.getChoices().isEmpty();
	}

	private static String range(final ModuleItem<?> item) {
		final Object min = item.getMinimumValue();
		final Object max = item.getMaximumValue();
		return (min == null ? "" : ", at least " + min) + (max == null ? "" : ", at most " + max);
	}

	private void presets() {
		out.println();
		out.println("Presets for kernel:");
		Presets.help().values().forEach(this::entry);
	}

	/** A line of a list, continued with a larger indent where it is long. */
	private void entry(final String line) {
		final List<String> lines = line.length() <= WIDTH - 2 ? List.of(line) : ConsoleText.wrap(line, WIDTH - 2);
		out.println("  " + lines.get(0));
		lines.subList(1, lines.size()).forEach(rest -> out.println("      " + rest));
	}

	private void paragraph(final String indent, final String text) {
		if (text == null || text.isEmpty()) return;
		ConsoleText.wrap(text, WIDTH - indent.length()).forEach(line -> out.println(indent + line));
	}

	private void example(final FilterEntry filter, final Module module) {
		final List<ModuleItem<?>> items = filter.items();
		final StringBuilder pairs = new StringBuilder();
		final StringBuilder options = new StringBuilder();
		for (final ModuleItem<?> item : items.subList(0, Math.min(2, items.size()))) {
			final String value = item.getName().equals("kernel") ? EXAMPLE_KERNEL : String.valueOf(module.getInput(item
				.getName()));
			final String pair = item.getName() + "=" + value;
			pairs.append(' ').append(value.contains(" ") ? "\"" + pair + "\"" : pair);
			options.append(options.length() > 0 ? " " : "").append(item.getName()).append('=').append(value.isEmpty() || value
				.contains(" ") ? "[" + value + "]" : value);
		}
		out.println("Example:");
		out.println("  java -jar " + Program.jar() + " " + filter.name() + " cells.tif filtered.tif" + pairs);
		out.println("A folder, and what the same is in a macro:");
		out.println("  java -jar " + Program.jar() + " " + filter.name() + " images/ results/" + pairs);
		out.println("  run(\"" + filter.label() + "\", \"" + options + "\");");
	}

	private static String pad(final String text, final int width) {
		return text + " ".repeat(width - text.length());
	}
}
