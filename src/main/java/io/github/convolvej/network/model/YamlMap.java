package io.github.convolvej.network.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A map of a YAML file with checked access; error messages name the place. */
final class YamlMap {

	private final String place;
	private final Map<String, Object> values;

	private YamlMap(final String place, final Map<?, ?> values) {
		this.place = place;
		this.values = new LinkedHashMap<>();
		values.forEach((k, v) -> this.values.put(String.valueOf(k), v));
	}

	/**
	 * @param name name of the file, for messages
	 * @param text its contents
	 * @return the map of the file
	 */
	static YamlMap parse(final String name, final String text) {
		final Object all;
		try {
			all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
		}
		catch (final YAMLException e) {
			throw new IllegalArgumentException(name + " is not YAML: " + e.getMessage(), e);
		}
		if (!(all instanceof Map)) throw new IllegalArgumentException(name + " contains no model description");
		return new YamlMap(name, (Map<?, ?>) all);
	}

	String place() {
		return place;
	}

	boolean has(final String key) {
		return values.get(key) != null;
	}

	Object value(final String key) {
		return values.get(key);
	}

	String text(final String key) {
		if (!has(key)) throw new IllegalArgumentException(place + " has no " + key);
		return String.valueOf(values.get(key));
	}

	String text(final String key, final String otherwise) {
		return has(key) ? text(key) : otherwise;
	}

	double number(final String key, final double otherwise) {
		if (!has(key)) return otherwise;
		final Object value = values.get(key);
		if (!(value instanceof Number)) throw new IllegalArgumentException(place + ": " + key + " is '" + value +
			"', but must be a number");
		return ((Number) value).doubleValue();
	}

	/** One number or a list of numbers. */
	double[] numbers(final String key, final double otherwise) {
		if (!has(key)) return new double[] { otherwise };
		final List<Object> list = list(key);
		final double[] numbers = new double[list.size()];
		for (int i = 0; i < numbers.length; i++) {
			if (!(list.get(i) instanceof Number)) throw new IllegalArgumentException(place + ": " + key + " holds '" + list.get(
				i) + "', but must hold numbers");
			numbers[i] = ((Number) list.get(i)).doubleValue();
		}
		return numbers;
	}

	/**
	 * A list. A single value becomes a list of one element, a missing value an
	 * empty list.
	 */
	List<Object> list(final String key) {
		final Object value = values.get(key);
		if (value == null) return Collections.emptyList();
		return value instanceof List ? new ArrayList<>((List<?>) value) : Collections.singletonList(value);
	}

	List<YamlMap> maps(final String key) {
		final List<YamlMap> maps = new ArrayList<>();
		for (final Object o : list(key)) {
			if (!(o instanceof Map)) throw new IllegalArgumentException(place + ": " + key + " holds '" + o +
				"', but must hold maps");
			maps.add(new YamlMap(place + ", " + key, (Map<?, ?>) o));
		}
		return maps;
	}

	/** A nested map; empty if it is missing. */
	YamlMap map(final String key) {
		final Object value = values.get(key);
		if (value != null && !(value instanceof Map)) throw new IllegalArgumentException(place + ": " + key + " is '" + value +
			"', but must be a map");
		return new YamlMap(place + ", " + key, value == null ? Collections.emptyMap() : (Map<?, ?>) value);
	}

	List<String> keys() {
		return new ArrayList<>(values.keySet());
	}
}
