package io.github.convolvej.ij1.dialog;

/** A command that may have a last question to the user when its dialog has been answered. */
public interface Confirmed {

	/**
	 * Asks, if there is anything to ask, and sets parameters accordingly.
	 *
	 * @return false if the user cancelled
	 */
	boolean confirm();
}
