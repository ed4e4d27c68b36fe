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
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
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
 * Plugins &gt; ConvolveJ &gt; Convolution variants &gt; Grouped Convolution...: runs a {@link Convolution} on groups of
 * channels, then, if wanted, a {@link ChannelShuffle}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution variants>Grouped Convolution...", description =
	"Convolution of groups of channels, each with kernels of its own, with a shuffle of the resulting channels if wanted.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel groups shuffle mode stride padding border dilation bias dimensions engine output"))
public class GroupedConvolutionCommand extends ConvolvingCommand {

	@Parameter(persist = false, label = "Kernel",
		description = "One kernel for all groups, or as many for each, separated " +
		"by #, of one part for all channels of the group or one for each, separated by ~; rows of numbers separated by ; " +
		"(1 2 1; 2 4 2; 1 2 1), planes by |; or a preset; or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "gaussian:1";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered apart from each other; as many as channels for a depthwise convolution.")
	private int groups = 1;

	@Parameter(persist = false, label = "Shuffle", description = "Reorders the channels of the result so that neighbours come from different groups (channel shuffle).")
	private boolean shuffle = false;

	@Parameter(persist = false, label = "Bias", description = ParameterText.KERNEL_BIAS)
	private String bias = "0";

	@Parameter(persist = false, label = "Engine", choices = { "auto", "direct", "low-rank", "fft", "winograd" },
		description = ParameterText.ENGINE)
	private String engine = "auto";

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("output", output, "32-bit", "same");
		final Kernel bank = FilterBanks.grouped(KernelSource.parse(kernel, axes.count()), groups, input).withBias(NumberLists.parse(
			"bias", bias));
		final Convolution convolution = axes.convolution(bank, mode, stride, padding, dilation).engine(Engine.parse(engine));
		// shuffling a single group would change nothing
		final boolean shuffles = shuffle && groups > 1;
		final int members = bank.outputs() / groups;
		final FilterJob job = FilterJobBuilder.of(input, shuffles ? FusedFilter.of(ChannelShuffle.of(groups, axes.spatial()), convolution)
			: convolution, axes.spatial()).border(Border.parse(border)).same(output.equals("same")).keepsRange(FilterBanks.keepsRange(
				bank)).channelNames(i -> "kernel " + ((shuffles ? i % groups * members + i / groups : i) + 1)).named(
					"grouped-convolution").build();
		report = "engine: " + job.engine();
		return job;
	}
}
