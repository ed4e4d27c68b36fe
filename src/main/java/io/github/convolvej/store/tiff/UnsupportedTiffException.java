package io.github.convolvej.store.tiff;

import java.io.IOException;

/** A TIFF that may be in order, but is of a kind that is not read. */
public final class UnsupportedTiffException extends IOException {

	private static final long serialVersionUID = 1L;

	UnsupportedTiffException(final String message) {
		super(message);
	}
}
