package io.github.convolvej.command.parameter;

import java.util.Arrays;

/** Reads numbers, and lists of numbers, from the texts of parameters. */
public final class NumberLists {

	private NumberLists() {}

	/**
	 * @param key the parameter
	 * @param text numbers, separated by commas
	 * @return the numbers, at least one
	 * @throws IllegalArgumentException if there is none or something is not a
	 *           finite number
	 */
	public static double[] parse(final String key, final String text) {
		final String[] parts = (text == null ? "" : text.trim()).split(",", -1);
		final double[] values = new double[parts.length];
		for (int i = 0; i < parts.length; i++) {
			try {
				values[i] = Double.parseDouble(parts[i].trim());
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException(key + " '" + text + "' has '" + parts[i].trim() +
					"' where a number is expected, for example " + key + "=0.5", e);
			}
			if (Double.isNaN(values[i]) || Double.isInfinite(values[i])) throw new IllegalArgumentException(key + " is " +
				values[i] + ", but must be finite");
		}
		return values;
	}

	/**
	 * @param key the parameter
	 * @param text one number
	 * @return the number
	 * @throws IllegalArgumentException if it is not one finite number
	 */
	public static double one(final String key, final String text) {
		final double[] values = parse(key, text);
		if (values.length != 1) throw new IllegalArgumentException(key + " has " + values.length + " numbers ('" + text +
			"'), but takes one");
		return values[0];
	}

	/**
	 * @param key the parameter
	 * @param text one number greater than 0; {@code inf} or {@code Infinity} for infinity
	 * @return the number
	 * @throws IllegalArgumentException if it is not
	 */
	public static double positiveOrInfinite(final String key, final String text) {
		if (text != null && text.trim().matches("(?i)\\+?inf(inity)?")) return Double.POSITIVE_INFINITY;
		final double value = one(key, text);
		if (!(value > 0)) throw new IllegalArgumentException(key + " is " + text + ", but must be greater than 0");
		return value;
	}

	/**
	 * @param key the parameter
	 * @param text a whole number
	 * @return the number
	 * @throws IllegalArgumentException if it is not a whole number of 64 bits
	 */
	public static long whole(final String key, final String text) {
		try {
			return Long.parseLong(text == null ? "" : text.trim());
		}
		catch (final NumberFormatException e) {
			if (text != null && text.trim().matches("[+-]?[0-9]+")) throw new IllegalArgumentException(key + " is " + text.trim() +
				", but must be from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, e);
			throw new IllegalArgumentException(key + " is '" + text + "', but must be a whole number, for example " + key +
				"=1", e);
		}
	}

	/**
	 * @param key the parameter
	 * @param text one number, or one for every axis, separated by commas
	 * @param axes number of spatial axes
	 * @return one number for every axis
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static double[] perAxis(final String key, final String text, final int axes) {
		final double[] values = parse(key, text);
		if (values.length != 1 && values.length != axes) throw new IllegalArgumentException(key + " '" + text + "' has " +
			values.length + " values, but there " + (axes == 1 ? "is 1 spatial axis: give one number" : "are " + axes +
				" spatial axes: give one number, or " + axes + " with commas (x first)"));
		final double[] all = new double[axes];
		Arrays.setAll(all, d -> values[values.length == 1 ? 0 : d]);
		return all;
	}
}
