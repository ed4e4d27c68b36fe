package io.github.convolvej.command.parameter;

import java.util.Arrays;

/** Checks of choices, which macros and scripts can set to anything. */
public final class Choices {

	private Choices() {}

	/**
	 * @param key the parameter
	 * @param value what it was set to
	 * @param allowed what it may be set to
	 * @throws IllegalArgumentException if the value is none of these
	 */
	public static void check(final String key, final String value, final String... allowed) {
		if (!Arrays.asList(allowed).contains(value)) throw new IllegalArgumentException(key + " is '" + value +
			"', but must be one of " + String.join(", ", allowed));
	}
}
