package io.github.convolvej.network.operator;

/** Thrown if sizes within a network do not fit together, which another size of the image may solve. */
public final class UnfitSizeException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message description of the sizes that do not fit
	 */
	public UnfitSizeException(final String message) {
		super(message);
	}
}
