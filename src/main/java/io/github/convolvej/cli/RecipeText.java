package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.macro.MacroFile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recipe as a text: filters with their keys as on the command line, {@code
 * smooth sigma=2 then pooling window=2}, or recorded lines of a macro.
 */
final class RecipeText {

	private static final char NONE = 0;

	private RecipeText() {}

	/**
	 * @param text the recipe; values with spaces are in quotes or brackets
	 * @param catalog the filters
	 * @return the recipe
	 * @throws UsageException if a filter or key is unknown, or a value is not what it
	 *           takes
	 */
	static Recipe parse(final String text, final FilterCatalog catalog) {
		if (text.trim().startsWith("run(") || text.trim().startsWith("//")) return RecipeFile.of(MacroFile.parse(text
			.replaceAll("\\);[ \\t]*(?=run\\()", ");\n")));
		final List<FilterEntry> filters = new ArrayList<>();
		final List<Map<String, String>> values = new ArrayList<>();
		boolean next = true;
		for (final String word : words(text))
			if (next) {
				filters.add(catalog.get(word));
				values.add(new LinkedHashMap<>());
				next = false;
			}
			else if (word.equals(Arguments.THEN)) next = true;
			else put(word, values.get(values.size() - 1));
		if (filters.isEmpty() || next) throw new UsageException("the recipe ends with '" + Arguments.THEN +
			"': name the next filter");
		return Recipe.of(filters, values);
	}

	private static void put(final String word, final Map<String, String> values) {
		final int equals = word.indexOf('=');
		if (equals < 1) throw new UsageException("'" + word + "' is no key=value: a recipe is filters with their keys, such as" +
			" smooth sigma=2 then pooling window=2");
		if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) throw new UsageException("'" + word
			.substring(0, equals) + "' is given twice: give it once");
	}

	/** Words between spaces; quotes and brackets hold spaces, and are left out where they enclose a value. */
	private static List<String> words(final String text) {
		final List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		char end = NONE;
		for (final char c : text.trim().toCharArray()) {
			if (end != NONE) {
				if (c == end) end = NONE;
				else word.append(c);
			}
			else if (c == '"' || c == '\'') end = c;
			else if (c == '[' && word.toString().endsWith("=")) end = ']';
			else if (Character.isWhitespace(c)) {
				if (word.length() > 0) words.add(word.toString());
				word = new StringBuilder();
			}
			else word.append(c);
		}
		if (end != NONE) throw new UsageException("a value is not closed by " + end);
		if (word.length() > 0) words.add(word.toString());
		return words;
	}
}
