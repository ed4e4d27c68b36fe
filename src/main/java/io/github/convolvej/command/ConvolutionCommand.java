package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Convolution...: {@link Convolution} with everything it has. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution...", description =
	 "Correlation or convolution with a kernel or a filter bank: stride, padding, dilation, groups, bias.")
public class ConvolutionCommand extends FilterCommand {

	@Parameter(persist = false, label = "Kernel", description = "Rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), " +
		"planes by |, input channels by ~, kernels of a bank by #; or a preset (gaussian:1.5, sobel-x, box:5, sharpen, " +
		"laplacian, emboss ...); or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "gaussian:1";

	@Parameter(persist = false, label = "Mode", choices = { "correlation", "convolution" },
		description = "Convolution flips the kernel first; correlation, the default, does not.")
	private String mode = "correlation";

	@Parameter(persist = false, label = "Stride (samples)",
		description = "Distance of neighbouring windows in samples: one number, " +
		"or one for each axis (2,2,1).")
	private String stride = "1";

	@Parameter(persist = false, label = "Padding", description = "same, same_lower, valid, full, or samples: 1, or 1,0, " +
		"or begin:end pairs 1:2,0:1.")
	private String padding = "same";

	@Parameter(persist = false, label = "Border", description = "What is outside of the image: zero, constant:VALUE, " +
		"replicate, reflect, symmetric or periodic.")
	private String border = "zero";

	@Parameter(persist = false, label = "Dilation (samples)",
		description = "Distance of neighbouring taps in samples, 1 for none: " +
		"one number, or one for each axis.")
	private String dilation = "1";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered independently; as " +
		"many as channels for a depthwise convolution.")
	private int groups = 1;

	@Parameter(persist = false, label = "Bias", description = "Added to each output: one number, or one for each kernel.")
	private String bias = "0";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = "The axes that the kernel spans.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Channels", choices = { "separate", "mixed" }, description =
		"separate: every channel by itself; mixed: each kernel sums over the channels of its group.")
	private String channels = "separate";

	@Parameter(persist = false, label = "Engine", choices = { "auto", "direct", "low-rank", "fft" }, description =
		"How it is computed: auto takes the fastest; direct sums the products; low-rank runs separable terms; fft transforms.")
	private String engine = "auto";

	@Parameter(persist = false, label = "Output", choices = { "32-bit", "same" }, description =
		"32-bit loses nothing; same rounds and clamps to the type of the image.")
	private String output = "32-bit";

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	@Override
	public FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("output", output, "32-bit", "same");
		if (groups < 1) throw new IllegalArgumentException("groups is " + groups +
			", but must be a whole number of at least 1");
		final Kernel bank = KernelSource.parse(kernel, axes.count()).withBias(NumberLists.parse("bias", bias)).withGroups(
			groups);
		final boolean mixes = FilterBanks.mix(channels, bank, input);
		final Convolution convolution = axes.convolution(bank, mode, stride, padding, dilation).engine(Engine.parse(engine));
		final FilterJobBuilder builder = FilterJob.of(input, convolution, axes.spatial()).border(Border.parse(border)).same(output.equals("same")).keepsRange(FilterBanks.keepsRange(bank)).named(
				"convolution");
		final FilterJob job = (mixes ? builder : builder.eachChannel()).build();
		report = "engine: " + job.engine();
		return job;
	}
}
