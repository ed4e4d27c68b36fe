package io.github.convolvej.ij1.dialog;

import ij.ImagePlus;

/** A command that says in words what it is about to do: dialogs show it while parameters are being changed. */
public interface LiveText {

	/**
	 * Says what these parameters give. Called at every keystroke: no pixels are
	 * read and nothing is computed.
	 *
	 * @param image the image; null if there is none
	 * @return some lines of text, separated by {@code \n}
	 * @throws IllegalArgumentException if they give nothing, saying what was wrong,
	 *           where, and what would be right
	 */
	String liveText(ImagePlus image);
}
