package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.command.parameter.PhysicalLengths;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.Presets;

import java.util.Arrays;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Edges...: runs {@link Edges} on each channel. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Edges...", description =
	"Gradients and edges: Sobel, Scharr, Prewitt, Farid, Roberts, derivative of Gaussian; in 2D or 3D.")
public class EdgesCommand extends OutputCommand {

	@Parameter(persist = false, label = "Operator", choices = { "sobel", "scharr", "prewitt", "farid", "roberts",
		"gaussian" }, description = "Edge detector: sobel is usual, gaussian is best for noisy images.")
	private String operator = "sobel";

	@Parameter(persist = false, label = "Size (sobel)",
		description = "Width of Sobel's kernels in pixels: 3, 5, 7 ...")
	private int size = 3;

	@Parameter(persist = false, label = "Sigma (gaussian)", description =
		"Standard deviation of the Gaussian: one number, or one for each axis (1,1,0.5).")
	private String sigma = "1";

	@Parameter(persist = false, label = "Unit (of sigma)", choices = { "pixel", "physical" }, description =
		"Unit of sigma: pixels, or the image's unit of length.")
	private String unit = "pixel";

	@Parameter(persist = false, label = "Outputs",
		description = "One or more of x, y, z, magnitude, direction, separated by " +
		"commas; each is a channel of the result.")
	private String outputs = "magnitude";

	@Parameter(persist = false, label = "Scale", choices = { "classical", "normalized" }, description =
		"classical: the kernels of textbooks, Sobel multiplies slopes by 8; normalized: true slopes, in grey values per pixel.")
	private String scale = "classical";

	@Parameter(persist = false, label = "Calibrated", description =
		"True slopes per unit of length instead of per pixel; scale is normalized then.")
	private boolean calibrated = false;

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"2D: edges in each slice by itself; 3D: surfaces, along z too.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Border", description = ParameterText.BORDER)
	private String border = "replicate";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("scale", scale, "classical", "normalized");
		Choices.check("output", output, "32-bit", "same");
		final Dimensions axes = Dimensions.parse(dimensions);
		if (operator.equals("gaussian")) noteUnit(unit, input);
		if (calibrated && !PhysicalLengths.isCalibrated(input)) note(
			"calibrated is true, but the image has no pixel size, so slopes are per pixel: set it in Image > Properties...");
		Edges edges = Edges.of(operator(axes, input)).outputs(outputs);
		// slopes per micrometre need the normalized scale
		if (scale.equals("normalized") || calibrated) edges = edges.normalised();
		if (calibrated) edges = edges.spacing(PhysicalLengths.pixelSizes(input, axes.spatial()));
		return FilterJobBuilder.of(input, edges, axes.spatial()).border(Border.parse(border)).same(output.equals("same"))
			.eachChannel().channelNames(names()).named("edges").build();
	}

	private GradientOperator operator(final Dimensions axes, final ImageInput input) {
		Choices.check("operator", operator, "sobel", "scharr", "prewitt", "farid", "roberts", "gaussian");
		final GradientOperator sobel = GradientOperator.sobel(axes.count(), size);
		final double[] sigmas = PhysicalLengths.parse("sigma", sigma, unit, axes, input);
		if (operator.equals("sobel")) return sobel;
		if (!operator.equals("gaussian")) return Presets.gradient(operator, axes.count());
		for (int d = 0; d < sigmas.length; d++)
			if (sigmas[d] == 0) throw new IllegalArgumentException("sigma is 0 along " + Axis.name(d) +
				", but a derivative of a Gaussian needs a positive one");
		return GradientOperator.gaussian(sigmas);
	}

	private String[] names() {
		return Arrays.stream(outputs.split(",")).map(o -> o.trim().toLowerCase(Locale.ROOT)).toArray(String[]::new);
	}
}
