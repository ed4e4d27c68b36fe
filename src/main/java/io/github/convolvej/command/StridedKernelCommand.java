package io.github.convolvej.command;

import org.scijava.plugin.Parameter;

/** A filter command that moves a kernel over the image in steps of one or more pixels. */
public abstract class StridedKernelCommand extends KernelCommand {

	@Parameter(persist = false, label = "Stride (samples)", description =
		"Step in pixels: 2 takes every second pixel and halves the image. One number, or one for each axis (2,2,1).")
	protected String stride = "1";
}
