package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.PhysicalLengths;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.WindowShape;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import java.util.Arrays;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Neighbourhood...: computes a statistic, such as the median, of the pixels around every
 * pixel, in each channel by itself, with {@link Neighbourhood}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Neighbourhood...", description =
	"Median, mean, minimum, maximum, percentile, variance and others of the pixels around every pixel.")
public class NeighbourhoodCommand extends FilterCommand {

	private static final String[] METHODS = { "median", "mean", "minimum", "maximum", "range", "percentile", "variance",
		"deviation", "rank", "mode" };

	@Parameter(persist = false, label = "Method", choices = { "median", "mean", "minimum", "maximum", "range",
		"percentile", "variance", "deviation", "rank", "mode" }, description =
			"How the pixels around a pixel become one value. deviation is the standard deviation, mode the most frequent value.")
	private String method = "median";

	@Parameter(persist = false, label = "Shape", choices = { "disc", "ball", "box", "ellipse" }, description =
		"Which pixels are around a pixel: disc (2D) and ball (3D) as ImageJ has them, a box, or an ellipse (in 3D an ellipsoid).")
	private String shape = "disc";

	@Parameter(persist = false, label = "Radius", description =
		"How far the shape reaches from its middle: one number, or for box and ellipse one for each axis (3,3,1).")
	private String radius = "2";

	@Parameter(persist = false, label = "Unit (of the radius)", choices = { "pixel", "physical" }, description =
		"Unit of the radius: pixels, or the image's unit of length.")
	private String unit = "pixel";

	@Parameter(persist = false, label = "Percentile", description =
		"For percentile: 0 gives the smallest pixel, 50 the middle one, 100 the largest.")
	private String percentile = "50";

	@Parameter(persist = false, label = "Rank", description =
		"For rank: 0 gives the smallest pixel, 1 the next one; -1 the largest, -2 the one before.")
	private String rank = "0";

	@Parameter(persist = false, label = "Step (pixels)", description =
		"Distance of neighbouring windows: 1 gives a result of the same size; one number, or one for each axis.")
	private String step = "1";

	@Parameter(persist = false, label = "Border", description = "What is outside the image: replicate (repeats the edge, " +
		"as ImageJ), none (nothing: only pixels of the image count), zero, constant:VALUE, reflect, symmetric or periodic.")
	private String border = "replicate";

	@Parameter(persist = false, label = "NaN", choices = { "propagate", "ignore" }, description =
		"propagate: NaN in a window gives NaN; ignore: NaN does not count.")
	private String nan = "propagate";

	@Parameter(persist = false, label = "Mask (optional)", description =
		"An image of the same size, by its title or as a file: pixels count where it is not 0. It needs border=none.")
	private String mask = "";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"2D: windows in each slice by itself; 3D: across slices too.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Output", choices = { "32-bit", "same" }, description =
		"Type of the result: 32-bit keeps everything; same is rounded, and cut off at the limits of the image's type.")
	private String output = "32-bit";

	@Override
	public FilterJob job(final ImageInput input) {
		Choices.check("method", method, METHODS);
		Choices.check("shape", shape, "disc", "ball", "box", "ellipse");
		Choices.check("nan", nan, "propagate", "ignore");
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final Dimensions axes = Dimensions.parse(dimensions);
		noteUnit(unit, input);
		final boolean masked = !mask.trim().isEmpty();
		final boolean none = border.trim().equals("none");
		final Border outside = none ? Border.ZERO : Border.parse(border);
		if (masked && !none) throw new IllegalArgumentException("mask is '" + mask + "', but border is " + border +
			": a mask says which pixels of the image count, and nothing outside does: choose border=none");
		Neighbourhood filter = filter(WindowShape.of(shape, PhysicalLengths.parse("radius", radius, unit, axes, input))).stride(PerAxis.parse(step, "step", axes.count(), 1)).ignoreNaN(nan.equals("ignore"));
		if (!none) filter = filter.withBorder();
		if (masked) filter = filter.masked();
		final boolean keepsRange = !Arrays.asList("range", "variance", "deviation").contains(method);
		final FilterJobBuilder job = FilterJobBuilder.of(input, filter, axes.spatial()).border(outside).same(output.equals("same"))
			.keepsRange(keepsRange).named("neighbourhood");
		return (masked ? job.with(maskFor(input)) : job).build();
	}

	private Neighbourhood filter(final WindowShape window) {
		final double percent = NumberLists.one("percentile", percentile);
		final long place = NumberLists.whole("rank", rank);
		final Double number = method.equals("percentile") ? (Double) percent : method.equals("rank") ? (Double) (double) place
			: null;
		return Neighbourhood.parse(method, number, window);
	}

	private ImageInput maskFor(final ImageInput input) {
		final ImageInput found = ImageSource.find("mask", mask);
		final int[] own = { input.width(), input.height(), input.channels(), input.slices(), input.frames() };
		final int[] other = { found.width(), found.height(), found.channels(), found.slices(), found.frames() };
		if (!Arrays.equals(own, other)) throw new IllegalArgumentException("mask '" + mask + "' has size " + Arrays.toString(
			other) + " (x, y, channels, slices, times), but must be as large as the image: " + Arrays.toString(own));
		return found;
	}
}
