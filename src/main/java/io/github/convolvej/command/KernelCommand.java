package io.github.convolvej.command;

import io.github.convolvej.command.parameter.ParameterText;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/** A filter with a kernel that can be dilated. After a run, it returns a report. */
public abstract class KernelCommand extends OutputCommand {

	@Parameter(persist = false, label = "Dilation (samples)", description = ParameterText.TAP_DILATION)
	protected String dilation = "1";

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	protected String report;
}
