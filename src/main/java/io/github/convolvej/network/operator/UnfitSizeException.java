package io.github.convolvej.network.operator;

/** Sizes within a network do not fit together, which another size of the image may mend. */
public final class UnfitSizeException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/** @param message what does not fit */
	public UnfitSizeException(final String message) {
		super(message);
	}
}
