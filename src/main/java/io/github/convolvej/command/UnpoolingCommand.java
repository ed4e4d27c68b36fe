package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.filter.transposed.Unpooling;
import io.github.convolvej.geometry.Padding;
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
 * Plugins &gt; ConvolveJ &gt; Resize &gt; Unpooling...: enlarges a pooled image, with {@link MaxUnpooling} if the
 * positions of the maxima are known, otherwise with {@link Unpooling}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Resize>Unpooling...", description =
	"Enlarges a pooled image: maxima back to where they were, or every pixel spread over its window.")
public class UnpoolingCommand extends OutputCommand {

	/** 32-bit images hold positions up to this number exactly. */
	private static final long EXACT = 1 << 24;

	@Parameter(persist = false, label = "Method", choices = { "max", "nearest", "average" }, description =
		"max: maxima back to their positions, zeros elsewhere; nearest: every pixel repeated over its window; average: " +
			"divided evenly among its window.")
	private String method = "nearest";

	@Parameter(persist = false, label = "Positions", description = "For max: the image of the maxima's positions, by its " +
		"title or as a file; Pooling... makes it (positions=true).")
	private String positions = "";

	@Parameter(persist = false, label = "Window (samples)",
		description = "Window of the pooling in pixels: one number, or one for each " +
		"axis (2,2,1). For max also any: positions may be anywhere in the result, whose size must be given.")
	private String window = "2";

	@Parameter(persist = false, label = "Stride (samples)",
		description = "Stride of the pooling in pixels: window for windows side " +
		"by side, one number, or one for each axis.")
	private String stride = "window";

	@Parameter(persist = false, label = "Padding",
		description = "Padding of the pooling: valid, same, same_lower, full, or " +
		"pixels: 1, or 1,0, or begin:end pairs 1:2,0:1.")
	private String padding = "valid";

	@Parameter(persist = false, label = "Size (samples)",
		description = "Size of the image before pooling: one number, or one for each " +
		"axis (321,256). Empty: all that the windows cover.")
	private String size = "";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description = "2D: windows in each slice by itself; 3D: across slices too.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "max", "nearest", "average");
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final int axes = Dimensions.parse(dimensions).count();
		final boolean max = method.equals("max");
		if (!max && !positions.trim().isEmpty()) throw new IllegalArgumentException("positions is '" + positions +
			"', but method is " + method + ": only method=max takes positions");
		final FilterJobBuilder job = FilterJobBuilder.of(input, max ? byPositions(axes) : spread(axes, input), axes).same(output
			.equals("same")).keepsRange(!method.equals("average")).named("unpooling");
		return max ? checked(job.with(positionsOf(input)).build(), axes) : job.build();
	}

	private boolean sized() {
		return !size.trim().isEmpty();
	}

	private int[] sizes(final int axes) {
		return PerAxis.parse(size, "size", axes, 1);
	}

	private int[] strides(final int axes, final int[] windows) {
		if (stride.trim().equals("window")) return windows;
		if (stride.matches(".*[A-Za-z].*")) throw new IllegalArgumentException("stride is '" + stride +
			"', but must be window (as far apart as the window is large), a whole number, or one for each axis with commas");
		return PerAxis.parse(stride, "stride", axes, 1);
	}

	private Filter byPositions(final int axes) {
		if (window.trim().equals("any")) {
			if (!sized()) throw new IllegalArgumentException("size is empty, but window=any needs the size of the result");
			return MaxUnpooling.toSize(sizes(axes));
		}
		final int[] windows = PerAxis.parse(window, "window", axes, 1);
		final MaxUnpooling plain = MaxUnpooling.of(windows).stride(strides(axes, windows)).padding(Padding.parse(padding));
		checkPadding();
		return sized() ? plain.outputSize(sizes(axes)) : plain;
	}

	private Filter spread(final int axes, final ImageInput input) {
		if (window.trim().equals("any")) throw new IllegalArgumentException("window is any, but method is " + method +
			": only method=max does without a window");
		final int[] windows = PerAxis.parse(window, "window", axes, 1);
		final int[] strides = strides(axes, windows);
		final Padding rule = Padding.parse(padding);
		rule.checkAxes(axes);
		checkPadding();
		final TransposedConvolution plain = method.equals("nearest") ? Unpooling.nearest(windows) : Unpooling.average(
			windows);
		return sized() ? Unpooling.toSize(plain, windows, strides, rule, new long[] { input.width(), input.height(), input
			.slices() }, sizes(axes)) : plain.stride(strides).padding(rule);
	}

	/**
	 * Checks that the size is given if the padding needs it: same and same_lower need the size of the image before
	 * pooling.
	 */
	private void checkPadding() {
		if (!sized() && padding.trim().startsWith("same")) throw new IllegalArgumentException("padding is " + padding +
			", which follows from the size before pooling, but size is empty: give it as size");
	}

	private ImageInput positionsOf(final ImageInput input) {
		final ImageInput found = ImageSource.find("positions", positions);
		final int[] own = { input.width(), input.height(), input.channels(), input.slices(), input.frames() };
		final int[] other = { found.width(), found.height(), found.channels(), found.slices(), found.frames() };
		if (!Arrays.equals(own, other)) throw new IllegalArgumentException("positions '" + positions + "' has size " + Arrays
			.toString(other) + " (x, y, channels, slices, times), but must be as large as the image: " + Arrays.toString(own));
		return found;
	}

	private static FilterJob checked(final FilterJob job, final int axes) {
		final long samples = (long) job.width() * job.height() * (axes == 3 ? job.slices() : 1);
		if (samples > EXACT) throw new IllegalArgumentException("The result has " + samples + " samples in a " + (axes == 3
			? "volume" : "plane") + ", but 32-bit images hold positions exactly only up to 2^24 = " + EXACT);
		return job;
	}
}
