package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Resize &gt; Pooling...: makes one value of each window of pixels, in each channel by
 * itself, with {@link Pooling}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Resize>Pooling...", description =
	"Reduces each window of pixels to one number: maximum, minimum, average, median, Lp norm, stochastic; or where the maximum is.")
public class PoolingCommand extends OutputCommand {

	/** Largest number of pixels whose positions a 32-bit image holds exactly. */
	private static final long EXACT = 1 << 24;

	@Parameter(persist = false, label = "Method", choices = { "max", "min", "average", "median", "lp", "stochastic",
		"expected" }, description = "How the pixels in a window become one value. stochastic draws one pixel, bright ones more often; expected " +
			"is what it draws on average.")
	private String method = "max";

	@Parameter(persist = false, label = "Window (samples)",
		description = "Size of the window in pixels: one number, or one for each " +
		"axis (2,2,1).")
	private String window = "2";

	@Parameter(persist = false, label = "Stride (samples)",
		description = "Step in pixels: window for " +
		"windows side by side, one number, or one for each axis.")
	private String stride = "window";

	@Parameter(persist = false, label = "Padding",
		description = "How far windows reach outside of the image: valid, same, " +
		"same_lower, full, or pixels: 1, or 1,0, or begin:end pairs 1:2,0:1. Nothing is there: it is no maximum.")
	private String padding = "valid";

	@Parameter(persist = false, label = "Dilation (samples)",
		description = "Spacing of the pixels of a window, 1 for side by side: " +
		"one number, or one for each axis.")
	private String dilation = "1";

	@Parameter(persist = false, label = "Ceil",
		description = "Whether the incomplete last window is kept, which reaches beyond image and " +
		"padding.")
	private boolean ceil = false;

	// the key is not countpadding: that ends in padding, which is another key
	@Parameter(persist = false, label = "Countpad (average)", description = "Whether averages count padding as zeros " +
		"(count_include_pad).")
	private boolean countpad = false;

	@Parameter(persist = false, label = "Power (lp)", description = "The exponent p of the Lp norm, greater than 0: the larger, the nearer to the largest magnitude, which Infinity gives.")
	private String power = "2";

	@Parameter(persist = false, label = "Seed (stochastic)",
		description = "Start of the random numbers: the same seed draws the same pixels.")
	private String seed = "1";

	@Parameter(persist = false, label = "Negatives (stochastic)", choices = { "error", "zero" }, description =
		"Stochastic pooling takes samples for probabilities: negative ones are an error, or count as 0.")
	private String negatives = "error";

	@Parameter(persist = false, label = "Positions (max)", description = "Gives where the maxima are instead of their " +
		"values: x + width * y, in 3D x + width * (y + height * z), counted from 0.")
	private boolean positions = false;

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description = "2D: windows in each slice by itself; 3D: across slices too.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "max", "min", "average", "median", "lp", "stochastic", "expected");
		Choices.check("negatives", negatives, "error", "zero");
		Choices.check("dimensions", dimensions, "2D", "3D");
		Choices.check("output", output, "32-bit", "same");
		final int axes = Dimensions.parse(dimensions).count();
		if (positions) checkPositions(input, axes);
		Pooling pooling = pooling(PerAxis.parse(window, "window", axes, 1)).dilation(PerAxis.parse(dilation, "dilation",
			axes, 1)).padding(Padding.parse(padding)).ceilMode(ceil);
		if (!sideBySide()) pooling = pooling.stride(PerAxis.parse(stride, "stride", axes, 1));
		if (countpad) pooling = counting(pooling);
		return FilterJobBuilder.of(input, pooling, axes).same(output.equals("same")).keepsRange(!positions && !countpad && !method
			.equals("lp")).named(positions ? "argmax-pooling" : "pooling").build();
	}

	private boolean sideBySide() {
		if (stride.trim().equals("window")) return true;
		if (stride.matches(".*[A-Za-z].*")) throw new IllegalArgumentException("stride is '" + stride +
			"', but must be window (as far apart as the window is large), a whole number, or one for each axis with commas");
		return false;
	}

	private Pooling pooling(final int[] size) {
		final double p = NumberLists.positiveOrInfinite("power", power);
		final long start = NumberLists.whole("seed", seed);
		switch (method) {
			case "max":
				return positions ? Pooling.argmax(size) : Pooling.max(size);
			case "min":
				return Pooling.min(size);
			case "average":
				return Pooling.average(size);
			case "median":
				return Pooling.median(size);
			case "lp":
				return Pooling.lp(p, size);
			case "stochastic":
				return allowingNegatives(Pooling.stochastic(start, size));
			case "expected":
				return allowingNegatives(Pooling.stochasticExpectation(size));
			default:
				throw new IllegalArgumentException("method is '" + method +
					"', but must be max, min, average, median, lp, stochastic or expected");
		}
	}

	private Pooling allowingNegatives(final Pooling stochastic) {
		return negatives.equals("zero") ? stochastic.negativesAsZero() : stochastic;
	}

	private Pooling counting(final Pooling pooling) {
		if (!method.equals("average")) throw new IllegalArgumentException(
			"countpad=true is for method=average, but method is " + method + ": only averages count padding");
		return pooling.countIncludePad(true);
	}

	private void checkPositions(final ImageInput input, final int axes) {
		if (!method.equals("max")) throw new IllegalArgumentException("positions=true is for method=max, but method is " +
			method);
		if (output.equals("same")) throw new IllegalArgumentException(
			"positions=true needs output=32-bit: positions in the image do not fit the type of its samples");
		final long slices = axes == 3 ? input.slices() : 1;
		final long samples = input.width() * (long) input.height() * slices;
		if (samples > EXACT) throw new IllegalArgumentException("positions=true, but the image has " + input.width() + " x " +
			input.height() + (axes == 3 ? " x " + slices : "") + " = " + samples + " samples, and 32-bit holds positions" +
			" exactly in images of at most 2^24 = " + EXACT + ": crop the image" + (axes == 3 ? ", or use dimensions=2D"
				: " or cut it into parts"));
	}
}
