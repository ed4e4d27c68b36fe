package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.PhysicalLengths;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.network.Background;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Background...: runs {@link Background} on each channel. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Background...", description =
	"The image minus its background, or divided by it, or the background alone.")
public class BackgroundCommand extends FilterCommand {

	@Parameter(persist = false, label = "Method", choices = { "gaussian", "median", "opening", "percentile" }, description =
		"The background: a wide Gaussian, the median or a percentile of a disc, or its opening (minimum, then maximum).")
	private String method = "gaussian";

	@Parameter(persist = false, label = "Radius", description =
		"Larger than the objects: the radius of the disc, or the Gaussian's sigma; one number, or one for each axis.")
	private String radius = "20";

	@Parameter(persist = false, label = "Unit (of the radius)", choices = { "pixel", "physical" }, description =
		"Unit of the radius: pixels, or the image's unit of length.")
	private String unit = "pixel";

	@Parameter(persist = false, label = "Percentile", description =
		"For percentile: 0 gives the smallest pixel of the disc, 50 the middle one, 100 the largest.")
	private String percentile = "10";

	@Parameter(persist = false, label = "Operation", choices = { "subtract", "divide", "background" }, description =
		"The image minus its background, the image divided by it, or the background alone.")
	private String operation = "subtract";

	@Parameter(persist = false, label = "Border", description = "What is outside the image, for all methods but opening: " +
		"replicate (repeats the edge), zero, constant:VALUE, reflect, symmetric or periodic.")
	private String border = "replicate";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"The background of each slice, or of the volume.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Output", choices = { "32-bit", "same" }, description =
		"32-bit loses nothing; same rounds and clamps to the type of the image, so that negative values become 0.")
	private String output = "32-bit";

	@Override
	public FilterJob job(final ImageInput input) {
		Choices.check("method", method, "gaussian", "median", "opening", "percentile");
		Choices.check("operation", operation, "subtract", "divide", "background");
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final Dimensions axes = Dimensions.parse(dimensions);
		noteUnit(unit, input);
		final Filter background = Background.parse(method, PhysicalLengths.parse("radius", radius, unit, axes, input), NumberLists
			.one("percentile", percentile));
		final boolean alone = operation.equals("background");
		final Filter filter = alone ? background : operation.equals("divide") ? Background.divided(background) : Background
			.subtracted(background);
		final FilterJobBuilder job = FilterJobBuilder.of(input, filter, axes.spatial()).border(Border.parse(border)).same(output
			.equals("same")).keepsRange(alone).named("background");
		if (operation.equals("subtract")) job.fromZero();
		return (alone ? job : job.with(input)).build();
	}
}
