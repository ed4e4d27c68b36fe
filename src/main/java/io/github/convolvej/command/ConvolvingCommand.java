package io.github.convolvej.command;

import io.github.convolvej.command.parameter.ParameterText;

import org.scijava.plugin.Parameter;

/** A convolution with the settings that convolutions share: mode, stride, padding, border, dilation and dimensions. */
public abstract class ConvolvingCommand extends StridedKernelCommand {

	@Parameter(persist = false, label = "Mode", choices = { "correlation", "convolution" },
		description = ParameterText.MODE)
	protected String mode = "correlation";

	@Parameter(persist = false, label = "Padding", description =
		"Edges of the result: same keeps the size, valid takes full windows only, full takes every window that touches the " +
		"image; or pixels: 1, or 1,0, or begin:end pairs 1:2,0:1.")
	protected String padding = "same";

	@Parameter(persist = false, label = "Border", description = ParameterText.BORDER)
	protected String border = "zero";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = ParameterText.KERNEL_DIMENSIONS)
	protected String dimensions = "2D";
}
