package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.rearrangement.PixelUnshuffle;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Fraction;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Resize &gt; Upsample...: enlarges or reduces an image by {@link Interpolation}, by a
 * factor or to a size. It can also move channels into space with {@link PixelShuffle}, and back with {@link
 * PixelUnshuffle}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Resize>Upsample...", description =
	"Enlarges or reduces an image by interpolation, or moves channels into space and back.")
public class UpsampleCommand extends OutputCommand {

	private static final String SHUFFLE = "pixel-shuffle";
	private static final String UNSHUFFLE = "pixel-unshuffle";

	@Parameter(persist = false, label = "Method", choices = { "nearest", "nearest-exact", "linear", "cubic", "area",
		SHUFFLE, UNSHUFFLE }, description =
			"How values between pixels are found; pixel-shuffle makes every f x f channels one channel of f times the size.")
	private String method = "linear";

	@Parameter(persist = false, label = "Factor",
		description = "Factor of enlargement, less than 1 to reduce: one number or " +
		"fraction (120/88), or one for each axis (2,2,1). For pixel-unshuffle the factor of reduction.")
	private String factor = "2";

	@Parameter(persist = false, label = "Size (samples)",
		description = "Wanted size in pixels instead of a factor: one number, or " +
		"one for each axis (512,256). Empty: by factor.")
	private String size = "";

	@Parameter(persist = false, label = "Align",
		description = "Centres of the corner pixels of image and result coincide, " +
		"instead of their outer edges: for linear and cubic.")
	private boolean align = false;

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = "The axes along which the size changes.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		final Dimensions axes = Dimensions.parse(dimensions);
		Choices.check("method", method, "nearest", "nearest-exact", "linear", "cubic", "area", SHUFFLE, UNSHUFFLE);
		Choices.check("output", output, "32-bit", "same");
		if (align && !method.equals("linear") && !method.equals("cubic")) throw new IllegalArgumentException(
			"align is true, but the method is " + method + ": corners are aligned by linear and cubic only");
		final boolean shuffle = method.equals(SHUFFLE);
		if (!shuffle && !method.equals(UNSHUFFLE)) return job(input, interpolation(axes, input), axes).build();
		if (!size.trim().isEmpty()) throw new IllegalArgumentException("size is " + size + ", but " + method +
			" takes a factor: leave size empty");
		final int[] f = wholeFactor(axes);
		return shuffle ? job(input, PixelShuffle.of(f), axes).channelNames(c -> "channel " + (c + 1)).build() : job(input,
			PixelUnshuffle.of(f), axes).channelNames(c -> origin(c, f)).build();
	}

	private FilterJobBuilder job(final ImageInput input, final Filter filter, final Dimensions axes) {
		return FilterJobBuilder.of(input, filter, axes.spatial()).same(output.equals("same")).keepsRange(true).named("upsample");
	}

	private Filter interpolation(final Dimensions axes, final ImageInput input) {
		final Interpolation.Method how = Interpolation.Method.parse(method);
		final Interpolation plain = size.trim().isEmpty() ? Interpolation.byFactor(how, factors(axes)) : Interpolation.toSize(how, axes.embed(PerAxis.parse(size, "size", axes.count(), 1),
				input));
		return align ? plain.alignCorners() : plain;
	}

	/** Reads the factors along all spatial axes, as exact fractions. */
	private Fraction[] factors(final Dimensions axes) {
		final String[] words = factor.split(",", -1);
		if (words.length != 1 && words.length != axes.count()) throw new IllegalArgumentException("factor '" + factor +
			"' has " + words.length + " values, but there " + (axes.count() == 1 ? "is 1 spatial axis: give one number"
				: "are " + axes.count() + " spatial axes: give one number, or " + axes.count() + " with commas (x first)"));
		final Fraction[] all = new Fraction[axes.spatial()];
		for (int d = 0, i = 0; d < all.length; d++) {
			if (!axes.spans(d)) all[d] = Fraction.of(1, 1);
			else try {
				all[d] = Fraction.parse(words[words.length == 1 ? 0 : i++]);
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException("factor '" + factor + "' along " + Axis.name(d) + ": " + e.getMessage() +
					"; 2 doubles the size, 0.5 halves it, 120/88 makes 120 samples of 88", e);
			}
		}
		return all;
	}

	private int[] wholeFactor(final Dimensions axes) {
		final Fraction[] exact = factors(axes);
		final int[] whole = new int[exact.length];
		for (int d = 0; d < exact.length; d++) {
			whole[d] = (int) exact[d].value();
			if (!exact[d].isWhole() || whole[d] != exact[d].value()) throw new IllegalArgumentException("factor is " + NumberText.exact(
				exact[d].value()) + " along " + Axis.name(d) + ", but " + method + " takes whole numbers of at least 1");
		}
		return whole;
	}

	/**
	 * Names the pixels that a channel of the unshuffled image holds: their channel, and their position in each block of
	 * f pixels, from 0.
	 */
	private static String origin(final int channel, final int[] f) {
		final StringBuilder sample = new StringBuilder();
		int rest = channel;
		for (final int r : f) {
			sample.append(sample.length() == 0 ? "" : ",").append(rest % r);
			rest /= r;
		}
		return "channel " + (rest + 1) + ", sample " + sample;
	}
}
