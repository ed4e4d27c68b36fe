package io.github.convolvej.store.zarr;

import java.io.IOException;

/** Data that are intact, but compressed in a way, or in pieces of a size, that are not supported. */
final class UnsupportedCompressionException extends IOException {

	private static final long serialVersionUID = 1L;

	UnsupportedCompressionException(final String message) {
		super(message);
	}
}
