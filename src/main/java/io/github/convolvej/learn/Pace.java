package io.github.convolvej.learn;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many frames an animation has. */
public enum Pace {
		/** The first row sample by sample, then row by row. */
		ROWS,
		/** A frame for each sample. */
		SAMPLES,
		/** A frame for each product. */
		PRODUCTS;

	/**
	 * @param text rows, samples or products
	 * @return the pace
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Pace parse(final String text) {
		for (final Pace pace : values())
			if (pace.toString().equals(text)) return pace;
		throw new IllegalArgumentException("pace is '" + text + "', but must be one of " + Arrays.stream(values()).map(
			Pace::toString).collect(Collectors.joining(", ")));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
