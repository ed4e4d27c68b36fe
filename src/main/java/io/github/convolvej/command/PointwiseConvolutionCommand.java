package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Channels &gt; Pointwise (1x1) Convolution...: mixes the channels of every pixel by a
 * matrix.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Channels>Pointwise (1x1) Convolution...", description =
	"Mixes the channels of every pixel by a matrix: unmixing, weighted sums, differences and projections of channels.")
public class PointwiseConvolutionCommand extends OutputCommand {

	@Parameter(persist = false, label = "Matrix",
		description = "A row for each output channel, separated by ;, with a number " +
		"for each channel of the image (1 -0.2; -0.1 1); or identity, mean; or a file (.txt, .csv, .npy, .tif).")
	private String matrix = "mean";

	@Parameter(persist = false, label = "Bias", description = "Added to the result: one number, or one for each row.")
	private String bias = "0";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("output", output, "32-bit", "same");
		final Kernel rows = FilterBanks.matrix("matrix", matrix, input.channels(), 2).withBias(NumberLists.parse("bias", bias));
		final FilterJobBuilder job = FilterJobBuilder.of(input, Convolution.of(rows), 2).same(output.equals("same")).keepsRange(
			FilterBanks.keepsRange(rows)).channelNames(k -> "output " + (k + 1)).named("pointwise-convolution");
		return (rows.outputs() == input.channels() ? job.sameChannels() : job).build();
	}
}
