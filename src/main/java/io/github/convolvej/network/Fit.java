package io.github.convolvej.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Ways to process an image whose size a network cannot take, such as 37 pixels with three poolings by 2. */
public enum Fit {

		/** The image is refused. */
		NONE,
		/**
		 * The image is extended at the end by its mirror image, and the result is
		 * cropped.
		 */
		REFLECT,
		/**
		 * The image is extended at the end by copies of its last samples, and the
		 * result is cropped.
		 */
		REPLICATE,
		/** The image is extended at the end by zeros, and the result is cropped. */
		ZERO,
		/** The image is cropped at the end. */
		CROP,
		/** The image is resized linearly, and the result is resized back. */
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
