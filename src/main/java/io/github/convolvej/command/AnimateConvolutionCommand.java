package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.learn.Animation;
import io.github.convolvej.learn.Animation.Reading;
import io.github.convolvej.learn.Pace;
import io.github.convolvej.learn.Words;

import java.util.Locale;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Animate Convolution...: shows frame by frame what an operation does
 * with a few pixels. The operation is a filter given by name, a preset, or the filter that
 * made the image. Needs no image.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Animate Convolution...", description =
	"Shows what an operation does with a few of the image's pixels, frame by frame: window, weights, products, result.")
public class AnimateConvolutionCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Animate Convolution";

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL),
		description = "The image whose pixels are shown; for a result of ConvolveJ, the image it was made from.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Preset", choices = { "none", "no-padding-no-strides",
		"arbitrary-padding-no-strides", "half-padding-no-strides", "full-padding-no-strides", "no-padding-strides",
		"padding-strides", "padding-strides-odd", "no-padding-no-strides-transposed",
		"arbitrary-padding-no-strides-transposed", "half-padding-no-strides-transposed",
		"full-padding-no-strides-transposed", "no-padding-strides-transposed", "padding-strides-transposed",
		"padding-strides-odd-transposed", "dilation", "dilated-1-2-4", "channels-256", "depthwise-256",
		"depthwise-pointwise", "filter-bank-bias", "stride-2", "max-pooling-2", "max-pooling-overlapping",
		"average-pooling", "stochastic-pooling", "unpooling", "separable", "deformable" }, description =
			"An operation with its size of image, instead of an operation of your own: the cases of Dumoulin and Visin, and others.")
	private String preset = "none";

	@Parameter(persist = false, label = "Operation", description = "A filter as on the command line: convolution " +
		"kernel=[1 2 1] stride=2; or a line of a macro. Empty: the last step that the image was made by.")
	private String operation = "";

	@Parameter(persist = false, label = "Source", description = "If the image is a result: what it was made of, by its title " +
		"or as a file. Empty: the open image of the title that the result names.")
	private String source = "";

	@Parameter(persist = false, label = "At", description = "The pixel in the middle: x,y from 0, then channel, slice and time " +
		"point from 1 (x,y,c,z,t). Empty: the selection, otherwise the middle of the image.")
	private String at = "";

	@Parameter(persist = false, label = "Crop", description = "Pixels around it that are shown: one number, or one for x, y " +
		"and z. Empty: the selection if it is small enough, otherwise 8.")
	private String crop = "";

	@Parameter(persist = false, label = "Passes", choices = { "apart", "together" }, description =
		"Operations of several passes (separable, depthwise and pointwise, dilated layers): pass by pass, or as one.")
	private String passes = "apart";

	@Parameter(persist = false, label = "Reading", choices = { "both", "stamps", "equivalent", "result" }, description =
		"Transposed convolution: stamps of each pixel, the equivalent convolution with zeros inserted, both in turn; or result " +
			"pixel by result pixel.")
	private String reading = "both";

	@Parameter(persist = false, label = "Pace", choices = { "rows", "samples", "products" }, description =
		"rows: the first row pixel by pixel, then row by row; samples: every pixel; products: every product.")
	private String pace = "rows";

	@Parameter(persist = false, label = "Zoom", description = "Size of squares and letters: 1 is normal, 2 twice as large.")
	private String zoom = "1";

	@Parameter(persist = false, label = "Language", choices = { "desktop", "english", "chinese" }, description =
		"Language of the text in the frames; English where no font has the letters.")
	private String language = "desktop";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Override
	public void run() {
		image = ImageSizes.present(image);
		try {
			final AnimatedOperation animated = animated();
			result = AnimationStack.of(animate(animated), animated.name() + "-animation");
		}
		catch (final RuntimeException e) {
			Macros.fail(this, NAME, e);
			return;
		}
		Macros.showHeadless(result);
	}

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		check();
		return "Result: an animation\n" + animated().words();
	}

	private void check() {
		Choices.check("passes", passes, "apart", "together");
		Choices.check("reading", reading, "both", "stamps", "equivalent", "result");
		Choices.check("language", language, "desktop", "english", "chinese");
		Pace.parse(pace);
		zoom();
	}

	private double zoom() {
		final double factor = NumberLists.one("zoom", zoom);
		if (!(factor >= 0.5 && factor <= 4)) throw new IllegalArgumentException("zoom is " + zoom + ", but must be from 0.5 to 4");
		return factor;
	}

	private AnimatedOperation animated() {
		check();
		return AnimatedOperation.of(getContext(), image, preset, operation, source).at(at).crop(crop);
	}

	private Animation animate(final AnimatedOperation animated) {
		final Locale locale = language.equals("english") ? Locale.ENGLISH : language.equals("chinese") ? Locale.CHINESE : Locale
			.getDefault();
		return Animation.of(animated.pass(), animated.title(), passes.equals("apart"), Reading.valueOf(reading.toUpperCase(
			Locale.ROOT)), Pace.parse(pace), Words.of(locale), zoom());
	}

	/**
	 * Makes the animation without showing it.
	 *
	 * @return the animation
	 * @throws IllegalArgumentException saying what was wrong, where, and what would be
	 *           right
	 */
	public Animation animation() {
		image = ImageSizes.present(image);
		return animate(animated());
	}

	/**
	 * @return the operation's keys and values; if no operation is given, those of the
	 *         filter that made the image; empty for a preset
	 * @throws IllegalArgumentException if there is no such operation
	 */
	public Map<String, String> operationValues() {
		if (!operation.trim().isEmpty()) return OperationText.parse(getContext(), operation).values();
		final Provenance record = image == null ? null : Provenance.of(image);
		return record == null || record.steps().isEmpty() || !preset.equals("none") ? Map.of() : record.last().macro().values();
	}
}
