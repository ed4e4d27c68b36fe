package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.command.parameter.PhysicalLengths;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Smooth...: smooths each channel by itself, or takes a Laplacian of Gaussian or a
 * difference of Gaussians, with {@link Smooth}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Smooth...", description =
	"Gaussian, box and binomial smoothing, Laplacian of Gaussian, difference of Gaussians.")
public class SmoothCommand extends OutputCommand {

	@Parameter(persist = false, label = "Method", choices = { "gaussian", "box", "binomial", "log", "dog" }, description =
		"gaussian, box, binomial: smooth. For spots: log, the Laplacian of Gaussian, and dog, the difference of Gaussians.")
	private String method = "gaussian";

	@Parameter(persist = false, label = "Sigma (gaussian, log, dog)", description =
		"Size of the details that vanish (standard deviation): one number, or one for each axis (2,2,0.8); 0 leaves an axis as " +
		"it is.")
	private String sigma = "1";

	@Parameter(persist = false, label = "Sigma2 (dog)", description =
		"For dog: the wider Gaussian, which is subtracted: one number, or one for each axis.")
	private String sigma2 = "1.6";

	@Parameter(persist = false, label = "Unit (of sigma)", choices = { "pixel", "physical" }, description =
		"Unit of sigma and sigma2: pixels, or the image's unit of length. log is then per unit squared.")
	private String unit = "pixel";

	@Parameter(persist = false, label = "Size (box, binomial)", description =
		"Samples along each axis: one number, or one for each axis (5,5,3).")
	private String size = "3";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = "Smooths along x, y or z alone, in each slice by itself (2D), or through the volume (3D).")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Border", description = ParameterText.BORDER)
	private String border = "replicate";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "gaussian", "box", "binomial", "log", "dog");
		Choices.check("output", output, "32-bit", "same");
		final Dimensions axes = Dimensions.parse(dimensions);
		if (!method.equals("box") && !method.equals("binomial")) noteUnit(unit, input);
		final boolean smooths = !method.equals("log") && !method.equals("dog");
		return FilterJobBuilder.of(input, filter(axes, input), axes.spatial()).border(Border.parse(border)).same(output.equals(
			"same")).keepsRange(smooths).named("smooth").build();
	}

	private SeparableConvolution filter(final Dimensions axes, final ImageInput input) {
		final double[] first = PhysicalLengths.parse("sigma", sigma, unit, axes, input);
		final double[] second = PhysicalLengths.parse("sigma2", sigma2, unit, axes, input);
		final int[] taps = axes.embed(PerAxis.parse(size, "size", axes.count(), 1), 1);
		switch (method) {
			case "gaussian":
				return Smooth.gaussian(first);
			case "box":
				return Smooth.box(taps);
			case "binomial":
				return Smooth.binomial(taps);
			case "log":
				return unit.equals("physical") ? Smooth.calibratedLaplacian(first, PhysicalLengths.pixelSizes(input, axes.spatial()))
					: Smooth.laplacianOfGaussian(first);
			default:
				return Smooth.differenceOfGaussians(first, second);
		}
	}
}
