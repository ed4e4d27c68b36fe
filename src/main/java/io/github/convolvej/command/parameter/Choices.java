package io.github.convolvej.command.parameter;

import java.util.Arrays;

/** Checks parameters that must be one of a few words. Macros and scripts can set them to anything. */
public final class Choices {

	private Choices() {}

	/**
	 * @param key the parameter
	 * @param value the value of the parameter
	 * @param allowed the values that it may have
	 * @throws IllegalArgumentException if the value is none of these
	 */
	public static void check(final String key, final String value, final String... allowed) {
		if (!Arrays.asList(allowed).contains(value)) throw new IllegalArgumentException(key + " is '" + value +
			"', but must be one of " + String.join(", ", allowed));
	}
}
