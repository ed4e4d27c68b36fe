package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.filter.pooling.AdaptivePooling;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import java.util.Arrays;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Resize &gt; Adaptive Pooling...: runs {@link AdaptivePooling} on each channel. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Resize>Adaptive Pooling...", description =
	"Reduces an image to a given size by averages, maxima or minima: the windows follow from both sizes.")
public class AdaptivePoolingCommand extends OutputCommand {

	/** The largest size along an axis. The bins of a much larger result would not fit in memory. */
	private static final int LONGEST = 1 << 20;

	@Parameter(persist = false, label = "Method", choices = { "average", "max", "min" }, description =
		"How the pixels in a window become one value.")
	private String method = "average";

	@Parameter(persist = false, label = "Size (samples)",
		description = "Size of the result in pixels: one number, or one for each axis (7,5,3); half: half of the image's size, rounded up.")
	private String size = "half";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"2D: slices stay as they are; 3D: their number gets the wanted size, too.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "average", "max", "min");
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final int axes = Dimensions.parse(dimensions).count();
		final int[] wanted = wanted(input, axes);
		for (final int n : wanted)
			if (n > LONGEST) throw new IllegalArgumentException("size is " + size + ", but must be at most " + LONGEST +
				" along every axis");
		final AdaptivePooling pooling = method.equals("average") ? AdaptivePooling.average(wanted) : method.equals("max")
			? AdaptivePooling.max(wanted) : AdaptivePooling.min(wanted);
		return FilterJobBuilder.of(input, pooling, axes).same(output.equals("same")).keepsRange(true).named("adaptive-pooling")
			.build();
	}

	/** Returns the size of the result along each axis. */
	private int[] wanted(final ImageInput input, final int axes) {
		if (size.trim().equals("half")) return Arrays.stream(new int[] { input.width(), input.height(), input.slices() }).limit(
			axes).map(n -> (n + 1) / 2).toArray();
		return PerAxis.parse(size, "size", axes, 1);
	}
}
