package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.Gridding;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.DilationSchedule;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

/**
 * Plugins &gt; ConvolveJ &gt; Convolution variants &gt; Dilated Convolution...: runs a {@link FilterChain} of dilated
 * convolutions on each channel. Checks whether the receptive field has holes (gridding).
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution variants>Dilated Convolution...", description =
	"Layers of convolutions whose taps lie apart: a large receptive field at little cost, checked for holes.")
public class DilatedConvolutionCommand extends OutputCommand {

	@Parameter(persist = false, label = "Kernel",
		description = "The kernel of every layer: rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), planes by |; or a preset (binomial:3, gaussian:1 ...); or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "binomial:3";

	@Parameter(persist = false, label = "Rates", description = "Distance of neighbouring taps, one for each layer, first " +
		"layer first: 1,2,5.")
	private String rates = "1,2,5";

	@Parameter(persist = false, label = "Dilation (samples)",
		description = "Multiplies the rates: one number, or one for each axis " +
		"(3,3,1 where z is three times as coarse).")
	private String dilation = "1";

	@Parameter(persist = false, label = "Mode", choices = { "correlation", "convolution" },
		description = ParameterText.MODE)
	private String mode = "correlation";

	@Parameter(persist = false, label = "Padding",
		description = "The padding of every layer: same, same_lower, valid, full, or pixels: 1, or 1,0, or begin:end pairs 1:2,0:1.")
	private String padding = "same";

	@Parameter(persist = false, label = "Border",
		description = "What is outside the image and every layer's result: " +
		"zero, constant:VALUE, replicate, reflect, symmetric or periodic.")
	private String border = "replicate";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = ParameterText.KERNEL_DIMENSIONS)
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Gridding",
		description = "Gives a map of the receptive field instead: in how many " +
		"ways each pixel reaches the result; 0 is a hole.")
	private boolean gridding = false;

	@Parameter(persist = false, label = "Engine", choices = { "auto", "direct", "low-rank", "fft", "winograd" },
		description = ParameterText.ENGINE)
	private String engine = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("mode", mode, "correlation", "convolution");
		Choices.check("output", output, "32-bit", "same");
		final Kernel weights = KernelSource.parse(kernel, axes.count());
		if (!weights.isSingle()) throw new IllegalArgumentException("The kernel is a bank of " + weights.outputs() +
			" kernels of " + weights.inputs() + " input channels, but layers take a single kernel: use Convolution... with" +
			" dilation for a bank");
		final Kernel layer = axes.embed(weights);
		final DilationSchedule[] schedules = schedules(axes, layer);
		final Convolution plain = Convolution.of(layer).padding(axes.embed(Padding.parse(padding))).engine(Engine
			.parse(engine));
		final ImageOperation filter = chain(mode.equals("convolution") ? plain.flipped() : plain, schedules);
		final Border outside = Border.parse(border);
		final FilterJob job = FilterJobBuilder.of(input, filter, axes.spatial()).border(outside).same(output.equals("same"))
			.keepsRange(Math.abs(layer.sum(0) - 1) < 1e-6).named("dilated-convolution").build();
		final Gridding check = new Gridding(schedules, axes);
		report = check.toString();
		if (check.hasHoles()) note(report);
		return gridding ? paths(input, layer, schedules, axes) : job;
	}

	/** Returns the dilation rates of all layers, for each spatial axis. */
	private DilationSchedule[] schedules(final Dimensions axes, final Kernel layer) {
		final int[] given = DilationSchedule.parse(1, rates).rates();
		final int[] factor = axes.embed(PerAxis.parse(dilation, "dilation", axes.count(), 1), 1);
		final DilationSchedule[] schedules = new DilationSchedule[factor.length];
		for (int d = 0; d < factor.length; d++) {
			final int[] own = new int[given.length];
			for (int i = 0; i < own.length; i++) {
				final long product = (long) given[i] * factor[d];
				if (product > Integer.MAX_VALUE) throw new IllegalArgumentException("rate " + (i + 1) + " is " + product +
					" along " + Axis.name(d) + ", which is larger than any image");
				own[i] = (int) product;
			}
			schedules[d] = new DilationSchedule(layer.size(d), own);
		}
		return schedules;
	}

	private static ImageOperation chain(final Convolution layer, final DilationSchedule[] schedules) {
		final Filter[] layers = new Filter[schedules[0].rates().length];
		for (int i = 0; i < layers.length; i++) {
			final int which = i;
			layers[i] = layer.dilation(Arrays.stream(schedules).mapToInt(s -> s.rates()[which]).toArray());
		}
		return layers.length == 1 ? FilterOperation.of(layers[0]) : FilterChain.of(layers);
	}

	/** Runs the layers with weights of 1 on a single pixel. The result counts the paths between it and each output. */
	private static FilterJob paths(final ImageInput input, final Kernel layer, final DilationSchedule[] schedules,
		final Dimensions axes)
	{
		final double[][] ones = Arrays.stream(layer.size()).mapToObj(n -> DoubleStream.generate(() -> 1).limit(n).toArray())
			.toArray(double[][]::new);
		final Convolution count = Convolution.of(Kernel.of(SeparableKernel.of(ones))).padding(Padding.FULL);
		final ImagePlus sample = new ImagePlus(input.image().getTitle(), new FloatProcessor(1, 1, new float[] { 1 }));
		final Calibration calibration = input.image().getCalibration().copy();
		calibration.disableDensityCalibration();
		calibration.xOrigin = calibration.yOrigin = calibration.zOrigin = 0.5;
		sample.setCalibration(calibration);
		return FilterJobBuilder.of(ImageInput.of(sample), chain(count, schedules), axes.spatial()).named(
			"paths-dilated-convolution").build();
	}
}
