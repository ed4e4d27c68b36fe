package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of one layer: {@code name: type key=value ... reference ...}. */
final class LayerText {

	private final String text;
	private String name = "";
	private final String type;
	private final Map<String, String> values = new LinkedHashMap<>();
	private final List<String> references = new ArrayList<>();

	LayerText(final String text) {
		this.text = text.trim();
		String rest = this.text;
		// padding contains colons too, after an equals sign
		final int colon = rest.indexOf(':');
		if (colon > 0 && rest.substring(0, colon).matches("\\s*[A-Za-z][\\w.]*\\s*")) {
			name = rest.substring(0, colon).trim();
			rest = rest.substring(colon + 1).trim();
		}
		final String[] words = rest.replaceAll("\\s*=\\s*", "=").replaceAll("\\s*,\\s*", ",").trim().split("\\s+");
		type = words[0];
		for (int i = 1; i < words.length; i++) {
			final int equals = words[i].indexOf('=');
			if (equals < 0) references.add(words[i]);
			else if (values.put(words[i].substring(0, equals), words[i].substring(equals + 1)) != null) throw error("it has '" +
				words[i].substring(0, equals) + "' twice");
		}
	}

	String name() {
		return name;
	}

	String type() {
		return type;
	}

	List<String> references() {
		return references;
	}

	/** Refuses keys that the type does not have. */
	void check(final String keys, final int references) {
		final List<String> known = java.util.Arrays.asList(keys.split(" "));
		for (final String key : values.keySet())
			if (!known.contains(key)) throw error("it has '" + key + "', but " + type + " takes " + (keys.isEmpty() ? "nothing"
				: String.join(", ", known)));
		if (this.references.size() != references) throw error("it names " + this.references.size() +
			" other layers, but " + type + " takes " + references);
	}

	boolean has(final String key) {
		return values.containsKey(key);
	}

	String text(final String key, final String otherwise) {
		return values.getOrDefault(key, otherwise);
	}

	int number(final String key, final int otherwise) {
		return numbers(key, otherwise, 1)[0];
	}

	double real(final String key, final double otherwise) {
		try {
			return has(key) ? Double.parseDouble(values.get(key)) : otherwise;
		}
		catch (final NumberFormatException e) {
			throw error(key + " is '" + values.get(key) + "', but must be a number");
		}
	}

	/** One number for all axes or one for each, x first. */
	int[] numbers(final String key, final int otherwise, final int axes) {
		final int[] numbers = new int[axes];
		java.util.Arrays.fill(numbers, otherwise);
		if (!has(key)) return numbers;
		final int[] given = list(key);
		if (given.length != 1 && given.length != axes) throw error(key + " has " + given.length + " numbers, but takes 1" +
			(axes > 1 ? " or " + axes : ""));
		for (int d = 0; d < axes; d++)
			numbers[d] = given[given.length == 1 ? 0 : d];
		return numbers;
	}

	/** The same of numbers from 1 on. */
	int[] positive(final String key, final int otherwise, final int axes) {
		final int[] numbers = numbers(key, otherwise, axes);
		for (final int number : numbers)
			if (number < 1) throw error(key + " is '" + values.get(key) + "', but must be at least 1");
		return numbers;
	}

	int positive(final String key, final int otherwise) {
		return positive(key, otherwise, 1)[0];
	}

	int[] list(final String key) {
		final String[] parts = values.get(key).split(",", -1);
		final int[] numbers = new int[parts.length];
		for (int i = 0; i < parts.length; i++)
			try {
				numbers[i] = Integer.parseInt(parts[i]);
				if (numbers[i] < 0) throw new NumberFormatException();
			}
			catch (final NumberFormatException e) {
				throw error(key + " is '" + values.get(key) + "', but must be whole numbers from 0 to " +
					Integer.MAX_VALUE);
			}
		return numbers;
	}

	IllegalArgumentException error(final String what) {
		return new IllegalArgumentException("layer '" + text + "': " + what);
	}
}
