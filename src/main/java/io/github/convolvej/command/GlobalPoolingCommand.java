package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * Plugins &gt; ConvolveJ &gt; Measure &gt; Global Pooling...: runs {@link GlobalPooling}. The result is an image
 * and a table.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Measure>Global Pooling...", description =
	"One number from each plane or volume of every channel: average, maximum, minimum, sum, Lp norm, or a sum with a weight for every position.")
public class GlobalPoolingCommand extends TableCommand {

	@Parameter(persist = false, label = "Method", choices = { "average", "max", "min", "sum", "lp", "depthwise" },
		description = "How the pixels of a slice or volume become one value. depthwise sums up pixels times weights.")
	private String method = "average";

	@Parameter(persist = false, label = "Power (lp)", description = "The exponent p of the Lp norm, greater than 0: the larger, the nearer to the largest magnitude, which Infinity gives.")
	private String power = "2";

	@Parameter(persist = false, label = "Weights (depthwise)",
		description = "A weight for every position: title of an open " +
		"image, a file (.npy, .tif, .txt, .csv), or numbers. One plane or volume for all channels, or one for each.")
	private String weights = "";

	@Parameter(persist = false, label = "Bias (depthwise)",
		description = "Added to each sum: one number, or one for each " +
		"channel that has weights of its own.")
	private String bias = "0";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"2D: a number for each plane; 3D: one for all slices together.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "average", "max", "min", "sum", "lp", "depthwise");
		Choices.check("dimensions", dimensions, "2D", "3D");
		final int axes = Dimensions.parse(dimensions).count();
		final boolean scale = method.equals("average") || method.equals("max") || method.equals("min");
		return FilterJobBuilder.of(input, pooling(axes), axes).sameChannels().keepsRange(scale).named("global-pooling").build();
	}

	@Override
	protected List<String> columns(final FilterJob job) {
		return IntStream.rangeClosed(1, job.input().channels()).mapToObj(c -> method + "_c" + c).collect(Collectors
			.toList());
	}

	private GlobalPooling pooling(final int axes) {
		final double p = NumberLists.positiveOrInfinite("power", power);
		final double[] summands = NumberLists.parse("bias", bias);
		final boolean depthwise = method.equals("depthwise");
		if (!depthwise && !(weights == null || weights.trim().isEmpty())) throw new IllegalArgumentException(
			"weights is '" + weights + "', but method is " + method + ": use method=depthwise, or leave weights empty");
		if (!depthwise && (summands.length > 1 || summands[0] != 0)) throw new IllegalArgumentException("bias is " + bias +
			", but method is " + method + ": bias is for method=depthwise");
		switch (method) {
			case "average":
				return GlobalPooling.average(axes);
			case "max":
				return GlobalPooling.max(axes);
			case "min":
				return GlobalPooling.min(axes);
			case "sum":
				return GlobalPooling.sum(axes);
			case "lp":
				return GlobalPooling.lp(p, axes);
			default:
				return GlobalPooling.depthwise(forChannels(kernel(axes)).withBias(summands));
		}
	}

	private Kernel kernel(final int axes) {
		final String text = weights == null ? "" : weights.trim();
		if (text.isEmpty()) throw new IllegalArgumentException(
			"weights are missing: method=depthwise needs the title of an open image, a file, or numbers");
		final ImagePlus open = WindowManager.getImage(text);
		if (open == null) return parsed(text, axes);
		if (open.getBitDepth() == 24) throw new IllegalArgumentException("weights '" + text +
			"' are an RGB image: split its channels first");
		return KernelSource.fromImage(open, axes);
	}

	private static Kernel parsed(final String text, final int axes) {
		try {
			return KernelSource.parse(text, axes);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("weights: there is no open image of the title '" + text + "'; otherwise, " + e
				.getMessage(), e);
		}
	}

	/** Makes one kernel per channel. Images and ~ give the channels as inputs of a single kernel. */
	private static Kernel forChannels(final Kernel kernel) {
		final boolean inputs = kernel.inputs() > 1 && kernel.outputs() == 1;
		final Kernel bank = inputs ? new Kernel(kernel.weights(), 1, kernel.inputs(), kernel.size()) : kernel;
		return bank.withGroups(bank.outputs());
	}
}
