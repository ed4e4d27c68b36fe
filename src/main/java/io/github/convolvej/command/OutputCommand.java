package io.github.convolvej.command;

import io.github.convolvej.ij1.macro.ParameterValues;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A filter command that lets the user choose the type of the result: 32-bit, or the type of the image. */
public abstract class OutputCommand extends FilterCommand {

	@Parameter(persist = false, label = "Output", choices = { "32-bit", "same" }, attrs = @Attr(
		name = ParameterValues.LAST), description =
		"Type of the result: 32-bit keeps everything; same is rounded, and cut off at the limits of the image's type.")
	protected String output = "32-bit";
}
