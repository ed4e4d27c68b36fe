package io.github.convolvej.geometry;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A parameter that has one value per spatial axis, written x first:
 * {@code 3} (the same on every axis), {@code 3,3} or {@code 3,3,1}.
 */
public final class PerAxis {

	private PerAxis() {}

	/**
	 * Reads a list of whole numbers.
	 *
	 * @param text one number, or one for every axis, separated by commas
	 * @param name name of the numbers, for the error message
	 * @param axes number of spatial axes
	 * @param min smallest number allowed
	 * @return one number for every axis
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static int[] parse(final String text, final String name, final int axes, final int min) {
		final String trimmed = text == null ? "" : text.trim();
		if (trimmed.isEmpty()) throw new IllegalArgumentException(name + " is empty: give one whole number of at least " + min +
			expectedCount(axes));
		final String[] parts = trimmed.split(",", -1);
		final int[] values = new int[parts.length];
		for (int i = 0; i < parts.length; i++)
			values[i] = parseInt(parts[i].trim(), name, text);
		return expand(values, name, axes, min);
	}

	/**
	 * Spreads one value over all axes, or checks that there is one for each.
	 *
	 * @param values one value, or one for every axis
	 * @param name name of the numbers, for the error message
	 * @param axes number of spatial axes
	 * @param min smallest number allowed
	 * @return one value for every axis, a new array
	 * @throws IllegalArgumentException if the number of values or a value is wrong
	 */
	public static int[] expand(final int[] values, final String name, final int axes, final int min) {
		if (values.length != 1 && values.length != axes) throw new IllegalArgumentException(name + " has " + values.length +
			" values (" + list(values) + "), but there " + (axes == 1 ? "is 1 spatial axis" : "are " + axes +
				" spatial axes") + ": give one number" + expectedCount(axes));
		final int[] expanded = new int[axes];
		for (int d = 0; d < axes; d++) {
			expanded[d] = values[values.length == 1 ? 0 : d];
			if (expanded[d] < min) throw new IllegalArgumentException(name + " is " + expanded[d] + " along " + Axis.name(
				d) + ", but must be at least " + min);
		}
		return expanded;
	}

	/**
	 * Prints what {@link #parse} reads: one number if all are equal, otherwise
	 * all of them with commas.
	 *
	 * @param values one value for every axis
	 * @return the text
	 */
	public static String print(final int... values) {
		final boolean same = Arrays.stream(values).distinct().count() == 1;
		return same ? Integer.toString(values[0]) : list(values);
	}

	private static String list(final int... values) {
		return Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(","));
	}

	static int parseInt(final String part, final String name, final String text) {
		try {
			return Integer.parseInt(part);
		}
		catch (final NumberFormatException e) {
			if (part.matches("[+-]?[0-9]+")) throw new IllegalArgumentException(name + " '" + text + "' has " + part +
				", but numbers are from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE, e);
			throw new IllegalArgumentException(name + " '" + text + "' has '" + part +
				"' where a whole number is expected, for example " + name + "=2 or " + name + "=2,1", e);
		}
	}

	private static String expectedCount(final int axes) {
		return axes == 1 ? "" : ", or " + axes + " with commas (x first)";
	}
}
