package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Convolution variants &gt; Deformable Convolution...:
 * runs {@link DeformableConvolution}. The offsets and masks are images, or they are computed
 * from the image itself by convolutions.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution variants>Deformable Convolution...", description =
	"Convolution whose taps move by offsets that differ at every pixel: from an image, or computed by a convolution.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel offsets mask offsetweights offsetconstant maskweights maskconstant partitions" +
			" largest stride padding dilation groups bias dimensions output"))
public class DeformableConvolutionCommand extends StridedKernelCommand {

	@Parameter(persist = false, label = "Kernel",
		description = "Kernels separated by #, each of one part for all channels " +
		"of its group or one for each, separated by ~; rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), planes by |; " +
		"or a preset; or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "gaussian:1";

	@Parameter(persist = false, label = "Offsets", description = "The image of offsets in pixels, by its title or as a " +
		"file: as large as the result, with channels dy, dx of the first tap, dy, dx of the second ... (3D: dz, dy, dx).")
	private String offsets = "";

	@Parameter(persist = false, label = "Mask",
		description = "The image of factors of the taps, by its title or as a file: " +
		"as large as the result, with a channel for each tap. Empty: none.")
	private String mask = "";

	@Parameter(persist = false, label = "Offsetweights",
		description = "Instead of an image: the bank of kernels that makes " +
		"the offsets of the image, one for each channel of offsets.")
	private String offsetweights = "";

	@Parameter(persist = false, label = "Offsetconstant",
		description = "Added to the offsets that offsetweights makes: one number, " +
		"or one for each of its kernels.")
	private String offsetconstant = "0";

	@Parameter(persist = false, label = "Maskweights",
		description = "Instead of an image: the bank of kernels that makes the " +
		"mask of the image, one for each tap; the sigmoid function brings it between 0 and 1.")
	private String maskweights = "";

	@Parameter(persist = false, label = "Maskconstant",
		description = "Added before the sigmoid function: one number, or one for " +
		"each kernel of maskweights.")
	private String maskconstant = "0";

	@Parameter(persist = false, label = "Partitions", description = "Number of groups of channels that have offsets and masks of their own.")
	private int partitions = 1;

	@Parameter(persist = false, label = "Largest (samples)",
		description = "The largest offset in pixels, if you know it: large images are faster then. Empty: offsets of any size.")
	private String largest = "";

	@Parameter(persist = false, label = "Padding", description = "same, same_lower, valid, full, or pixels: 1, or 1,0, " +
		"or begin:end pairs 1:2,0:1. Outside of the image there are zeros.")
	private String padding = "same";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered apart from each other.")
	private int groups = 1;

	@Parameter(persist = false, label = "Bias", description = ParameterText.KERNEL_BIAS)
	private String bias = "0";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"The axes that the kernel spans and the offsets move along.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final Dimensions axes = Dimensions.parse(dimensions);
		if (partitions < 1 || input.channels() % partitions != 0) throw new IllegalArgumentException(
			"partitions is " + partitions + ", but the image has " + input.channels() +
				" channels: it must be at least 1 and divide them");
		NumberLists.parse("offsetconstant", offsetconstant);
		NumberLists.parse("maskconstant", maskconstant);
		if (!largest.trim().isEmpty()) bound();
		final boolean moved = oneOf("offsets", offsets, "offsetweights", offsetweights);
		final boolean masked = oneOf("mask", mask, "maskweights", maskweights);
		if (masked && !moved) throw new IllegalArgumentException((mask.trim().isEmpty() ? "maskweights is '" +
			maskweights : "mask is '" + mask) + "', but neither offsets nor offsetweights: a mask goes with offsets");
		final Kernel bank = FilterBanks.grouped(KernelSource.parse(kernel, axes.count()), groups, input).withBias(NumberLists.parse(
			"bias", bias));
		report = moved ? "" : "Neither offsets nor offsetweights is given: all offsets are 0, this is the plain convolution.";
		if (!moved) note(report);
		final List<ImageInput> images = new ArrayList<>();
		final Filter filter = moved ? deformable(input, axes, bank, masked, images) : convolution(axes, bank);
		final var job = FilterJobBuilder.of(input, filter, axes.spatial()).same(output.equals("same")).keepsRange(FilterBanks.keepsRange(
			bank) && !masked).named("deformable-convolution");
		images.forEach(job::with);
		return job.build();
	}

	private static boolean oneOf(final String first, final String value, final String second, final String other) {
		final boolean isFirst = !value.trim().isEmpty();
		final boolean isSecond = !other.trim().isEmpty();
		if (isFirst && isSecond) throw new IllegalArgumentException(first + " and " + second +
			" are both given, but one of them must be empty");
		return isFirst || isSecond;
	}

	private Convolution convolution(final Dimensions axes, final Kernel bank) {
		return axes.convolution(bank, "correlation", stride, padding, dilation);
	}

	/** Makes the operation. Adds the images that it reads besides the first one to the list. */
	private Filter deformable(final ImageInput input, final Dimensions axes, final Kernel bank, final boolean masked,
		final List<ImageInput> images)
	{
		final int n = axes.count();
		final DeformableConvolution plain = DeformableConvolution.of(bank).stride(PerAxis.parse(stride, "stride", n, 1))
			.dilation(PerAxis.parse(dilation, "dilation", n, 1)).padding(Padding.parse(padding)).offsetGroups(partitions);
		final boolean drawn = !offsets.trim().isEmpty();
		final ImageInput field = drawn ? further("offsets", offsets, input, n) : ImageInput.of(input.image());
		final Filter moving = drawn ? null : convolution(axes, bank("offsetweights", offsetweights, "offsetconstant", offsetconstant,
			axes, input, bank.taps() * n, "partitions * taps * axes"));
		final double most = !largest.trim().isEmpty() ? bound() : drawn && !input.isSizesOnly() ? bound(field)
			: Double.POSITIVE_INFINITY;
		final DeformableConvolution bounded = plain.largestOffset(most);
		images.add(field);
		if (!masked) return FusedFilter.of(bounded, null, moving);
		final boolean painted = !mask.trim().isEmpty();
		images.add(painted ? further("mask", mask, input, n) : ImageInput.of(input.image()));
		final Filter masking = painted ? null : FusedFilter.of(Activation.sigmoid(n + 1), convolution(axes, bank(
			"maskweights", maskweights, "maskconstant", maskconstant, axes, input, bank.taps(), "partitions * taps")));
		return FusedFilter.of(bounded.modulated(), null, moving, masking);
	}

	private double bound() {
		final double[] samples = NumberLists.parse("largest", largest);
		if (samples.length != 1 || samples[0] < 0) throw new IllegalArgumentException("largest is '" + largest +
			"', but must be one number of at least 0, or empty");
		return samples[0];
	}

	/** Returns the largest offset, so that a tile reads only its surroundings; infinity if it is unknown. */
	private static double bound(final ImageInput field) {
		if (field.image().getStack().isVirtual() || field.image().getBitDepth() != 32) return Double.POSITIVE_INFINITY;
		double bound = 0;
		for (int n = 1; n <= field.image().getStackSize(); n++)
			for (final float offset : (float[]) field.image().getStack().getPixels(n))
				if (Math.abs(offset) > bound) bound = Math.abs(offset);
		return bound;
	}

	/** Reads the kernels that compute offsets or a mask from the image's channels. */
	private Kernel bank(final String key, final String text, final String biasKey, final String biasText,
		final Dimensions axes, final ImageInput input, final int perGroup, final String formula)
	{
		final Kernel read;
		try {
			read = FilterBanks.grouped(KernelSource.parse(text, axes.count()), 1, input);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
		}
		if (read.outputs() != partitions * perGroup) throw new IllegalArgumentException(key + " has " + read.outputs() +
			" kernels (separated by #), but must have " + formula + " = " + partitions * perGroup);
		return read.withBias(NumberLists.parse(biasKey, biasText));
	}

	/** Finds another image. It must have as many time points as the first one and, in 2D, as many slices. */
	private static ImageInput further(final String key, final String name, final ImageInput input, final int axes) {
		final ImageInput found = ImageSource.find(key, name);
		if (axes == 2 && found.slices() != input.slices() || found.frames() != input.frames())
			throw new IllegalArgumentException(key + " '" + name + "' has " + found.slices() + " slices and " + found.frames() +
				" time points, but must have as many as the image: " + input.slices() + " and " + input.frames());
		return found;
	}
}
