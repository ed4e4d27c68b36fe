package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Checkerboard;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.FilterBanks;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Upsampling;

import java.util.Arrays;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * Plugins &gt; ConvolveJ &gt; Resize &gt; Transposed Convolution...: enlarges an image with {@link
 * TransposedConvolution}, and warns if the result will have a checkerboard pattern.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Resize>Transposed Convolution...", description =
	"Enlarges an image by stamping a kernel for every pixel: the transpose of a convolution with a stride.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel mode stride padding paddingout outputsize dilation groups bias dimensions channels overlap output"))
public class TransposedConvolutionCommand extends KernelCommand {

	@Parameter(persist = false, label = "Kernel", attrs = @Attr(name = CommandDialog.PRESETS,
		value = "nearest bilinear bicubic"), description = "nearest, bilinear or bicubic, whose size follows from the " +
		"stride; or rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), planes by |, input channels by ~, kernels of a " +
		"bank by #; or a file (.txt, .csv, .tif, .npy).")
	private String kernel = "bilinear";

	@Parameter(persist = false, label = "Mode", choices = { "correlation", "convolution" },
		description = "What it is the transpose of: of a correlation, which stamps the kernel as it is written, or of a " +
			"convolution, which stamps it flipped.")
	private String mode = "correlation";

	@Parameter(persist = false, label = "Stride (samples)",
		description = "Distance of neighbouring stamps, the factor of " +
		"enlargement: one number, or one for each axis (2,2,1).")
	private String stride = "2";

	@Parameter(persist = false, label = "Padding", description = "Samples cropped from the result: same (size * stride), " +
		"same_lower, valid (none), full, or pixels: 1, or 1,0, or begin:end pairs 1:2,0:1.")
	private String padding = "same";

	@Parameter(persist = false, label = "Paddingout (samples)",
		description = "Samples appended at the end of the result, less than " +
		"stride or dilation: one number, or one for each axis.")
	private String paddingout = "0";

	@Parameter(persist = false, label = "Outputsize (samples)",
		description = "Wanted size of the result, from which the padding " +
		"follows: one number, or one for each axis. Empty: as padding says.")
	private String outputsize = "";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered independently; as " +
		"many as channels for a depthwise one.")
	private int groups = 1;

	@Parameter(persist = false, label = "Bias", description = ParameterText.KERNEL_BIAS)
	private String bias = "0";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = ParameterText.KERNEL_DIMENSIONS)
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Channels", choices = { "separate", "mixed" }, description =
		"separate: each channel by itself; mixed: each kernel sums over the channels of its group.")
	private String channels = "separate";

	@Parameter(persist = false, label = "Overlap", description =
		"Gives the overlap pattern instead: the number of taps that every pixel of the result rests on.")
	private boolean overlap = false;

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("mode", mode, "correlation", "convolution");
		Choices.check("output", output, "32-bit", "same");
		if (groups < 1) throw new IllegalArgumentException("groups is " + groups +
			", but must be a whole number of at least 1");
		final int[] factor = PerAxis.parse(stride, "stride", axes.count(), 1);
		final Kernel bank = bank(axes, factor);
		final boolean mixes = FilterBanks.mix(channels, bank, input);
		if (mixes) FilterBanks.checkChannels(bank, input);
		final TransposedConvolution filter = filter(axes, bank, factor, input);
		final FilterJobBuilder builder = overlap ? FilterJobBuilder.of(ones(input, axes.spatial()), filter.overlap(), axes
			.spatial()).named("transposed-convolution") : FilterJobBuilder.of(input, filter, axes.spatial()).same(output.equals(
				"same")).keepsRange(keepsRange(bank, factor)).named("transposed-convolution");
		final FilterJob job = (mixes || overlap ? builder : builder.eachChannel()).build();
		// build the job first: it refuses factors that are too large for any image
		report = new Checkerboard(filter, axes.embed(bank).size(), axes.embed(factor, 1), axes.embed(PerAxis.parse(dilation,
			"dilation", axes.count(), 1), 1)).toString();
		if (!filter.isEven() && !filter.keepsConstants()) note(report);
		return job;
	}

	/**
	 * Reads the kernels as a convolution does: each kernel makes one output channel, and has one part for each input
	 * channel.
	 */
	private Kernel bank(final Dimensions axes, final int[] factor) {
		switch (kernel.trim().toLowerCase(Locale.ROOT)) {
			case "nearest":
				return Upsampling.nearest(factor).withGroups(groups);
			case "bilinear":
				return Upsampling.bilinear(factor).withGroups(groups);
			case "bicubic":
				return Upsampling.bicubic(factor).withGroups(groups);
			default:
		}
		final Kernel weights = KernelSource.parse(kernel, axes.count()).withGroups(groups);
		// in files of networks, the input channels come first
		return kernel.trim().toLowerCase(Locale.ROOT).endsWith(".npy") ? weights.exchanged() : weights;
	}

	private TransposedConvolution filter(final Dimensions axes, final Kernel bank, final int[] factor,
		final ImageInput input)
	{
		final TransposedConvolution plain = TransposedConvolution.of(axes.embed(bank.exchanged())).stride(axes.embed(factor,
			1)).dilation(axes.embed(PerAxis.parse(dilation, "dilation", axes.count(), 1), 1)).padding(axes.embed(Padding
				.parse(padding))).outputPadding(axes.embed(PerAxis.parse(paddingout, "paddingout", axes.count(), 0), 0))
			.bias(NumberLists.parse("bias", bias));
		final TransposedConvolution sized = outputsize.trim().isEmpty() ? plain : plain.outputSize(axes.embed(PerAxis.parse(
			outputsize, "outputsize", axes.count(), 1), input));
		return mode.equals("convolution") ? sized.flipped() : sized;
	}

	/**
	 * Whether results are on the scale of the image: the weights of each kernel that meet in one output pixel must sum
	 * to 1 on average.
	 */
	private static boolean keepsRange(final Kernel bank, final int[] factor) {
		final double samples = Arrays.stream(factor).asDoubleStream().reduce(1, (a, b) -> a * b);
		for (int k = 0; k < bank.outputs(); k++)
			if (Math.abs(bank.sum(k) / samples - 1) > 1e-6) return false;
		return true;
	}

	/**
	 * Makes an image of ones with the size and calibration of the input: one plane, or one volume if the filter works
	 * along z.
	 */
	private static ImageInput ones(final ImageInput input, final int spatial) {
		final byte[] plane = new byte[input.width() * input.height()];
		Arrays.fill(plane, (byte) 1);
		final ImageStack stack = new ImageStack(input.width(), input.height());
		for (int z = 0; z < (spatial == 3 ? input.slices() : 1); z++)
			stack.addSlice(null, plane);
		final ImagePlus image = new ImagePlus(input.image().getTitle(), stack);
		image.setDimensions(1, stack.getSize(), 1);
		final Calibration calibration = input.image().getCalibration().copy();
		calibration.disableDensityCalibration();
		image.setCalibration(calibration);
		return ImageInput.of(image);
	}
}
