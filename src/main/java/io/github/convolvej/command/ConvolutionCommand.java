package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.ParameterText;
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

/** Plugins &gt; ConvolveJ &gt; Convolution...: runs {@link Convolution} with all its settings. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution...", description =
	 "Correlation or convolution with a kernel or a filter bank: stride, padding, dilation, groups, bias.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel mode stride padding border dilation groups bias dimensions channels engine output"))
public class ConvolutionCommand extends ConvolvingCommand {

	@Parameter(persist = false, label = "Kernel", description = "Rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), " +
		"planes by |, input channels by ~, kernels of a bank by #; or a preset (gaussian:1.5, sobel-x, box:5, sharpen, " +
		"laplacian, emboss ...); or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "gaussian:1";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered apart from each other; as many as channels for a depthwise convolution.")
	private int groups = 1;

	@Parameter(persist = false, label = "Bias", description = ParameterText.KERNEL_BIAS)
	private String bias = "0";

	@Parameter(persist = false, label = "Channels", choices = { "separate", "mixed" }, description =
		"separate: each channel by itself; mixed: each kernel sums over the channels of its group.")
	private String channels = "separate";

	@Parameter(persist = false, label = "Engine", choices = { "auto", "direct", "low-rank", "fft", "winograd" },
		description = ParameterText.ENGINE)
	private String engine = "auto";

	/** By default, the edge is repeated outside the image, as in ImageJ. Layers of networks use zeros instead. */
	public ConvolutionCommand() {
		border = "replicate";
	}

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("output", output, "32-bit", "same");
		if (groups < 1) throw new IllegalArgumentException("groups is " + groups +
			", but must be a whole number of at least 1");
		final Kernel bank = KernelSource.parse(kernel, axes.count()).withBias(NumberLists.parse("bias", bias)).withGroups(
			groups);
		final boolean mixes = FilterBanks.mix(channels, bank, input);
		final Convolution convolution = axes.convolution(bank, mode, stride, padding, dilation).engine(Engine.parse(engine));
		final FilterJobBuilder builder = FilterJobBuilder.of(input, convolution, axes.spatial()).border(Border.parse(border)).same(output.equals("same")).keepsRange(FilterBanks.keepsRange(bank)).named(
				"convolution");
		final FilterJob job = (mixes ? builder : builder.eachChannel()).build();
		report = "engine: " + job.engine();
		return job;
	}
}
