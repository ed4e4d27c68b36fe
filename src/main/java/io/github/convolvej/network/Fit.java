package io.github.convolvej.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done with an image whose size a network cannot take, such as 37 pixels through three poolings by 2. */
public enum Fit {

		/** It is refused. */
		NONE,
		/** It is enlarged at the end by its mirror image, and the result is cut off. */
		REFLECT,
		/** It is enlarged at the end by its last samples, and the result is cut off. */
		REPLICATE,
		/** It is enlarged at the end by zeros, and the result is cut off. */
		ZERO,
		/** It is cut off at the end. */
		CROP,
		/** It is resized linearly, and the result is resized back. */
		RESIZE;

	/**
	 * @param text none, reflect, replicate, zero, crop or resize
	 * @return the way
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Fit parse(final String text) {
		for (final Fit f : values())
			if (f.toString().equals(text)) return f;
		throw new IllegalArgumentException("fit is '" + text + "', but must be one of " + Arrays.stream(values()).map(
			Fit::toString).collect(Collectors.joining(", ")));
	}

	/** @return none, reflect, replicate, zero, crop or resize */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
