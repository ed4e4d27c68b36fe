package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of an operator by name: {@code Long}, {@code Double}, {@code
 * String}, {@code long[]}, {@code double[]}, {@code String[]} or {@link Constant}.
 * Immutable.
 */
public final class Attributes implements Serializable {

	private static final long serialVersionUID = 1L;

	/** No attributes. */
	public static final Attributes NONE = new Attributes(new LinkedHashMap<>());

	private final LinkedHashMap<String, Serializable> values;

	/** @param values the attributes by name */
	public Attributes(final Map<String, ? extends Serializable> values) {
		this.values = new LinkedHashMap<>(values);
	}

	/**
	 * @param name attribute
	 * @param value its value, of one of the types above
	 * @return these attributes and that one
	 */
	public Attributes with(final String name, final Serializable value) {
		final Map<String, Serializable> all = new LinkedHashMap<>(values);
		all.put(name, value);
		return new Attributes(all);
	}

	/**
	 * @param name attribute
	 * @return whether it is given
	 */
	public boolean has(final String name) {
		return values.containsKey(name);
	}

	/**
	 * @param name attribute
	 * @param otherwise default value
	 * @return the number
	 */
	public long integer(final String name, final long otherwise) {
		final Object value = values.get(name);
		return value instanceof Number ? ((Number) value).longValue() : value == null ? otherwise : bad(name, value);
	}

	/**
	 * @param name attribute
	 * @param otherwise default value
	 * @return the number
	 */
	public double number(final String name, final double otherwise) {
		final Object value = values.get(name);
		return value instanceof Number ? ((Number) value).doubleValue() : value == null ? otherwise : bad(name, value);
	}

	/**
	 * @param name attribute
	 * @param otherwise default value
	 * @return the text
	 */
	public String text(final String name, final String otherwise) {
		final Object value = values.get(name);
		if (value != null && !(value instanceof String)) bad(name, value);
		return value == null ? otherwise : (String) value;
	}

	/**
	 * @param name attribute
	 * @param allowed its values, the default first
	 * @return the text, which is one of them
	 */
	public String choice(final String name, final String... allowed) {
		final String value = text(name, allowed[0]);
		if (!Arrays.asList(allowed).contains(value)) throw new IllegalArgumentException("attribute " + name + " is " + value +
			", but must be one of " + String.join(", ", allowed));
		return value;
	}

	/**
	 * @param name attribute
	 * @return the numbers, or null
	 */
	public long[] integers(final String name) {
		final Object value = values.get(name);
		if (value != null && !(value instanceof long[])) bad(name, value);
		return value == null ? null : ((long[]) value).clone();
	}

	/**
	 * @param name attribute
	 * @return the numbers, or null
	 */
	public double[] numbers(final String name) {
		final Object value = values.get(name);
		if (value != null && !(value instanceof double[])) bad(name, value);
		return value == null ? null : ((double[]) value).clone();
	}

	/**
	 * @param name attribute
	 * @return the tensor, or null
	 */
	public Constant constant(final String name) {
		final Object value = values.get(name);
		if (value != null && !(value instanceof Constant)) bad(name, value);
		return (Constant) value;
	}

	private static long bad(final String name, final Object value) {
		throw new IllegalArgumentException("attribute " + name + " has the wrong type (" + value.getClass()
			.getSimpleName() + ")");
	}
}
