package io.github.convolvej.ij1.dialog;

/** A command that may ask the user to confirm after its dialog has been answered. */
public interface Confirmed {

	/**
	 * Asks, if there is anything to ask, and sets parameters accordingly.
	 *
	 * @return false if the user cancelled
	 */
	boolean confirm();
}
