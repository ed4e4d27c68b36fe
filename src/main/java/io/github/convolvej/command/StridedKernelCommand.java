package io.github.convolvej.command;

import org.scijava.plugin.Parameter;

/** A filter that moves a kernel over the image in steps. */
public abstract class StridedKernelCommand extends KernelCommand {

	@Parameter(persist = false, label = "Stride (samples)", description =
		"Distance of neighbouring windows in samples: one number, or one for each axis (2,2,1).")
	protected String stride = "1";
}
