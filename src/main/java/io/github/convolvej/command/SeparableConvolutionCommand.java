package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Separation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Convolution variants &gt; Separable Convolution...: convolves each channel by passes
 * along x, y and z, with {@link SeparableConvolution} or {@link FlattenedConvolution}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Convolution variants>Separable Convolution...", description =
	"Convolution by passes along x, y and z: with weights for each axis, or with a kernel that is split into such passes.",
	attrs = @Attr(name = ParameterValues.ORDER, value =
		"kernel row column depth terms flattened mode stride padding border dilation bias dimensions output"))
public class SeparableConvolutionCommand extends ConvolvingCommand {

	private static final String KERNEL = "gaussian:1";

	@Parameter(persist = false, label = "Kernel", description = "Any kernel, which is split into passes: rows of numbers separated by ;, planes by |; or a preset (gaussian:1.5, sobel-x ...); or a file (.txt, .csv, .npy, .tif).")
	private String kernel = KERNEL;

	@Parameter(persist = false, label = "Row (instead of kernel)", description =
		"Weights of the pass along x: 1 2 1, or gaussian:2. Empty: x is left as it is.")
	private String row = "";

	@Parameter(persist = false, label = "Column (instead of kernel)", description =
		"Weights of the pass along y. Empty: y is left as it is.")
	private String column = "";

	@Parameter(persist = false, label = "Depth (instead of kernel)", description =
		"Weights of the pass along z, with dimensions=3D or 1D-z. Empty: z is left as it is.")
	private String depth = "";

	@Parameter(persist = false, label = "Terms (of a kernel)",
		description = "auto: as many as the kernel needs, or none if " +
		"the plain sum is cheaper; or a number of terms: fewer approximate the kernel.")
	private String terms = "auto";

	@Parameter(persist = false, label = "Flattened", description =
		"Passes that are layers of their own, each with its bias; of a single term.")
	private boolean flattened = false;

	@Parameter(persist = false, label = "Bias",
		description = "Added to each pixel; flattened: one number for all passes, " +
		"or one for each axis.")
	private String bias = "0";

	/** Repeats the image's edge outside the image by default, as ImageJ does. (Layers of networks use zeros.) */
	public SeparableConvolutionCommand() {
		border = "replicate";
	}

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("mode", mode, "correlation", "convolution");
		Choices.check("output", output, "32-bit", "same");
		final int most = most();
		final double[] biases = biases(axes);
		final SeparableKernel given = given(axes);
		// only a whole kernel must be separated: row, column and depth are already separate
		final Separation separation = given == null ? Separation.of(axes.embed(KernelSource.parse(kernel, axes.count())),
			most) : null;
		final SeparableKernel weights = given == null ? separation.terms() : given;
		final Filter filter = flattened ? flattened(weights, separation, axes, biases) : separable(given, separation, axes,
			biases[0]);
		final FilterJob job = FilterJobBuilder.of(input, filter, axes.spatial()).border(Border.parse(border)).same(output.equals(
			"same")).keepsRange(Math.abs(sum(weights) - 1) < 1e-6 && Arrays.stream(biases).allMatch(b -> b == 0)).named(
				"separable-convolution").build();
		report = report(weights, separation, job);
		if (separation != null && weights.terms() < separation.rank()) note(report);
		return job;
	}

	private int most() {
		final String trimmed = terms.trim();
		if (trimmed.equals("auto")) return Integer.MAX_VALUE;
		if (!trimmed.matches("[1-9][0-9]{0,8}")) throw new IllegalArgumentException("terms is '" + terms +
			"', but must be auto or a whole number of at least 1");
		return Integer.parseInt(trimmed);
	}

	private double[] biases(final Dimensions axes) {
		if (flattened) return axes.embed(NumberLists.perAxis("bias", bias, axes.count()), 0);
		final double[] one = NumberLists.parse("bias", bias);
		if (one.length != 1) throw new IllegalArgumentException("bias has " + one.length + " values ('" + bias +
			"'), but takes one, or with flattened=true one for each axis");
		return one;
	}

	/** The weights that are given for single axes (row, column, depth); null if none are given. */
	private SeparableKernel given(final Dimensions axes) {
		if ((row + column + depth).trim().isEmpty()) return null;
		if (!kernel.equals(KERNEL)) throw new IllegalArgumentException(
			"Both a kernel and weights for single axes (row, column, depth) are given: give either");
		final String[] texts = { row, column, depth };
		final String[] keys = { "row", "column", "depth" };
		final double[][] vectors = new double[axes.spatial()][];
		for (int d = 0; d < 3; d++) {
			if (!axes.spans(d) && !texts[d].trim().isEmpty()) throw new IllegalArgumentException(keys[d] + " is '" + texts[d] +
				"', but dimensions=" + dimensions + " leaves " + Axis.name(d) + " out");
			if (d < vectors.length) vectors[d] = vector(keys[d], texts[d]);
		}
		return SeparableKernel.of(vectors);
	}

	/** Sum of all weights of the kernel, computed without making the whole kernel. */
	private static double sum(final SeparableKernel weights) {
		double sum = 0;
		for (int t = 0; t < weights.terms(); t++) {
			double product = 1;
			for (int d = 0; d < weights.numDimensions(); d++)
				product *= Arrays.stream(weights.vector(t, d)).sum();
			sum += product;
		}
		return sum;
	}

	private static double[] vector(final String key, final String text) {
		if (text.trim().isEmpty()) return new double[] { 1 };
		try {
			final Kernel vector = KernelSource.parse(text, 1);
			if (!vector.isSingle()) throw new IllegalArgumentException("it is a bank of kernels, but must be one row of weights");
			return vector.weights();
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
		}
	}

	private Filter separable(final SeparableKernel given, final Separation separation, final Dimensions axes,
		final double added)
	{
		final boolean auto = terms.trim().equals("auto");
		final SeparableConvolution bare = given != null ? SeparableConvolution.of(given) : auto ? SeparableConvolution.cheapest(
			separation) : SeparableConvolution.of(separation);
		final SeparableConvolution plain = bare.bias(added).stride(stride(axes)).dilation(dilation(axes)).padding(axes.embed(
			Padding.parse(padding)));
		return mode.equals("convolution") ? plain.flipped() : plain;
	}

	private Filter flattened(final SeparableKernel weights, final Separation separation, final Dimensions axes,
		final double[] biases)
	{
		if (separation != null && !separation.isSeparable()) throw new IllegalArgumentException(
			"flattened=true needs weights for each axis, or a kernel of rank 1, but the kernel has rank " + separation.rank());
		final SeparableKernel term = mode.equals("convolution") ? weights.flipped() : weights;
		final double[][] vectors = new double[term.numDimensions()][];
		Arrays.setAll(vectors, d -> term.vector(0, d));
		return FlattenedConvolution.of(vectors).bias(biases).stride(stride(axes)).dilation(dilation(axes)).padding(axes.embed(
			Padding.parse(padding)));
	}

	private int[] stride(final Dimensions axes) {
		return axes.embed(PerAxis.parse(stride, "stride", axes.count(), 1), 1);
	}

	private int[] dilation(final Dimensions axes) {
		return axes.embed(PerAxis.parse(dilation, "dilation", axes.count(), 1), 1);
	}

	private static String report(final SeparableKernel weights, final Separation separation, final FilterJob job) {
		final int[] size = weights.size();
		final int terms = weights.terms();
		final double samples = (double) job.width() * job.height() * job.slices() * job.channels() * job.frames();
		return String.format(Locale.ROOT,
			"kernel of %s taps: rank %d, %d %s, relative error %.2g; engine: %s, %.4g multiplications per sample instead of %d",
			Arrays.stream(size).mapToObj(Integer::toString).collect(Collectors.joining(" x ")), separation == null ? 1
				: separation.rank(), terms, terms == 1 ? "term" : "terms", separation == null ? 0 : separation.relativeError(),
			job.engine(), job.multiplyAccumulates() / samples, Arrays.stream(size).asLongStream().reduce(1, (a, b) -> a * b));
	}
}
