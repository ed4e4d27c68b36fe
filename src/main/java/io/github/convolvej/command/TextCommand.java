package io.github.convolvej.command;

import io.github.convolvej.command.scijava.Macros;

import org.scijava.ItemIO;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;

import ij.IJ;

/**
 * A command that shows a text about ConvolveJ itself. It has no parameters, and needs neither an image nor a screen.
 */
abstract class TextCommand extends ContextCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	/** @return the text to show */
	abstract String tell();

	/** Shows the text to a person at a screen. It may be called on any thread. */
	abstract void show(String told);

	@Override
	public void run() {
		try {
			text = tell();
			if (RecordCommand.isWatched()) show(text);
			else IJ.log(text);
		}
		catch (final RuntimeException e) {
			Macros.fail(this, "ConvolveJ", e);
		}
	}
}
