package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Kernel;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Convolution variants &gt; Depthwise Separable Convolution...: runs a
 * {@link Convolution} that filters each channel with its own kernels, then one that mixes
 * the channels of each pixel.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution variants>Depthwise Separable Convolution...", description =
	"Convolves every channel with kernels of its own, then mixes the channels of every pixel by a matrix.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel pointwise mode stride padding border dilation bias dimensions engine output"))
public class DepthwiseSeparableConvolutionCommand extends ConvolvingCommand {

	@Parameter(persist = false, label = "Kernel",
		description = "One kernel for all channels, or one (or as many) for each, " +
		"separated by #: rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), planes by |; or a preset; or a file (.txt, " +
		".csv, .npy, .tif).")
	private String kernel = "gaussian:1";

	@Parameter(persist = false, label = "Pointwise",
		description = "The matrix that mixes the channels afterwards: a row for " +
		"each output channel, separated by ;, with a number for each kernel's result; or identity, mean; or a file.")
	private String pointwise = "mean";

	@Parameter(persist = false, label = "Bias",
		description = "Added to each output: one number, or one for each row of the " +
		"matrix.")
	private String bias = "0";

	@Parameter(persist = false, label = "Engine", choices = { "auto", "direct", "low-rank", "fft", "winograd" },
		description = ParameterText.ENGINE)
	private String engine = "auto";

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("output", output, "32-bit", "same");
		final Kernel bank = FilterBanks.depthwise(KernelSource.parse(kernel, axes.count()), input);
		final Kernel mixing = FilterBanks.matrix("pointwise", pointwise, bank.outputs(), axes.spatial()).withBias(NumberLists.parse(
			"bias", bias));
		final FusedFilter both = FusedFilter.of(Convolution.of(mixing), axes.convolution(bank, mode, stride, padding,
			dilation).engine(Engine.parse(engine)));
		final FilterJob job = FilterJobBuilder.of(input, both, axes.spatial()).border(Border.parse(border)).same(output.equals("same")).keepsRange(
			FilterBanks.keepsRange(bank) && FilterBanks.keepsRange(mixing)).channelNames(k -> "output " + (k + 1)).named(
				"depthwise-separable-convolution").build();
		report = "engine: " + job.engine();
		return job;
	}
}
