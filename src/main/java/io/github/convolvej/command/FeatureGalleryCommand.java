package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.GalleryImage;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.StrongestUnit;
import io.github.convolvej.network.UnitGallery;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.run.Monitor;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import net.imglib2.Interval;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * Plugins &gt; ConvolveJ &gt; Layers &gt; Feature Gallery...: finds the units of a map of a network that respond
 * most strongly in an image, or in a folder of images, and shows what they see, see {@link UnitGallery}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Feature Gallery...", description =
	"Shows the parts of an image, or of all images of a folder, that a map of a network responds to most strongly.")
public class FeatureGalleryCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Feature Gallery";
	private static final int MOST = 1000;
	private static final int DIGITS = 5;

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL),
		description = "The image in which to look, unless source names a folder.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Model", description = "An .onnx file, a folder or .zip file of bioimage.io, layers, or " +
		"sample:denoiser: as in Network...")
	private String model = "sample:denoiser";

	@Parameter(persist = false, label = "Weights (of layers as text)", description =
		"A file .npz or .safetensors, or random: and a number.")
	private String weights = "random:1";

	@Parameter(persist = false, label = "Layer", description = "Name of the layer. Empty: the first convolution.")
	private String layer = "";

	@Parameter(persist = false, label = "Map", description = "Which channel of the layer, from 1.")
	private int map = 1;

	@Parameter(persist = false, label = "Count", description = "How many of the strongest responses are shown: 1 to 1000.")
	private int count = 9;

	@Parameter(persist = false, label = "Apart", description = "A response counts only if none within so many samples of the map " +
		"is stronger. 0: every sample counts.")
	private int apart = 4;

	@Parameter(persist = false, label = "Method", choices = { "gradient", "deconvnet", "guided" }, description =
		"What rectifiers pass back. gradient: what came, where they were positive; deconvnet: what is positive; guided: both.")
	private String method = "guided";

	@Parameter(persist = false, label = "Source", description = "Instead of the image: a folder of images, which are read one by " +
		"one. Empty: the image.")
	private String source = "";

	@Parameter(persist = false, label = "View", choices = { "stack", "montage" }, description =
		"stack: patches and projections with all digits; montage: a picture of all of them side by side.")
	private String view = "stack";

	@Parameter(persist = false, label = "Channels", description = "Channels of the image for each channel that the network" +
		" reads: 1,2,3. Empty: as they are; a network of one channel runs on each.")
	private String channels = "";

	@Parameter(persist = false, label = "Fit", choices = { "none", "reflect", "replicate", "zero",
		"crop", "resize" }, description = "What is done with a size that the network cannot take: enlarge the image by its " +
			"mirror image, its edge or zeros; cut it off; resize it. none: say which size fits.")
	private String fit = "reflect";

	@Parameter(persist = false, label = "Normalisation", description = "How each channel is scaled before the network: model (as the" +
		" model says; none for .onnx), none, minmax, mean-std")
	private String normalisation = ChosenNetwork.OWN;

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	/** The first image of a folder, and the folder. */
	private ImageInput first;
	private String firstOf;

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		check();
		final SearchedImages images = images();
		return "Result: the " + count + (count == 1 ? " strongest response" : " strongest responses") + " in " + images.describe() +
			", and what was projected back\n" + bound(first(images)).description;
	}

	/** Opens an image of a folder once: the dialog asks at every keystroke. */
	private ImageInput first(final SearchedImages images) {
		if (source.trim().isEmpty()) return images.first();
		if (!source.equals(firstOf)) {
			first = images.first();
			firstOf = source;
		}
		return first;
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		if (CommandRun.of(this, NAME, monitor -> {
			result = make(monitor);
			IJ.log(NAME + ": " + report);
		})) Macros.showHeadless(result);
	}

	/**
	 * Finds the units and draws the gallery.
	 *
	 * @param monitor receives progress and can stop the run
	 * @return the gallery: a stack or a montage
	 * @throws IllegalArgumentException if a parameter is wrong, or an image cannot be read or taken
	 * @throws CancellationException if the monitor cancelled
	 */
	public ImagePlus make(final Monitor monitor) {
		check();
		final SearchedImages images = images();
		final Bound bound = bound(images.first());
		final UnitGallery gallery = new UnitGallery(bound.operation, map - 1, count, apart, Rectifier.valueOf(method.toUpperCase(
			Locale.ROOT)));
		images.search(gallery, bound.operation, bound.each, monitor);
		final List<StrongestUnit> units = gallery.units();
		if (units.isEmpty()) throw new IllegalArgumentException("no sample of map " + map + " of '" + bound.layer +
			"' is a number: choose another layer");
		tell(bound, units, images);
		final GalleryImage drawn = new GalleryImage(units, gallery.frame());
		final String title = images.title() + "-feature-gallery";
		final ImagePlus made = view.equals("montage") ? drawn.montage(title) : drawn.stack(title);
		made.setProperty("Info", report);
		return made;
	}

	/** @return a description of what the last run found */
	public String report() {
		return report;
	}

	private void check() {
		Choices.check("method", method, "gradient", "deconvnet", "guided");
		Choices.check("view", view, "stack", "montage");
		if (count < 1 || count > MOST) throw new IllegalArgumentException("count is " + count + ", but must be 1 to " + MOST);
		if (apart < 0) throw new IllegalArgumentException("apart is " + apart + ", but must be at least 0");
		if (map < 1) throw new IllegalArgumentException("map is " + map + ", but maps are counted from 1");
	}

	private SearchedImages images() {
		if (!source.trim().isEmpty()) return SearchedImages.ofFolder(source);
		if (image == null) throw new IllegalArgumentException("There is no image: open one, or name a folder as source");
		return SearchedImages.of(image);
	}

	/** The network and how it reads images. */
	private static final class Bound {

		private final NetworkOperation operation;
		private final boolean each;
		private final String layer;
		private final String description;

		private Bound(final NetworkOperation operation, final boolean each, final String layer, final String description) {
			this.operation = operation;
			this.each = each;
			this.layer = layer;
			this.description = description;
		}
	}

	private Bound bound(final ImageInput first) {
		final ChosenNetwork chosen = ChosenNetwork.of(first, model, weights, channels);
		final String[] name = new String[2];
		final NetworkOperation operation = chosen.operation(normalisation, network -> {
			name[0] = ChosenNetwork.layer(network, layer);
			name[1] = ChosenNetwork.layers(network);
			return network.outputs(name[0]);
		}, Fit.parse(fit));
		final int maps = chosen.channelNames(first, operation).size();
		if (map > maps) throw new IllegalArgumentException("map is " + map + ", but '" + name[0] + "' has " + maps + (maps == 1
			? " map" : " maps") + ": it must be 1 to " + maps);
		final boolean each = chosen.isForEachChannel(operation);
		return new Bound(operation, each, name[0], "Map " + map + " of the " + maps + " of " + name[0] + (each ? ", of each channel"
			: "") + "\n" + name[1]);
	}

	private void tell(final Bound bound, final List<StrongestUnit> units, final SearchedImages images) {
		table = new ResultsTable();
		final StringBuilder text = new StringBuilder("the strongest responses of map " + map + " of " + bound.layer + " in " + images
			.describe());
		for (int i = 0; i < units.size(); i++) {
			final StrongestUnit u = units.get(i);
			final int[] plane = images.plane(u);
			table.incrementCounter();
			table.addValue("image", u.image());
			text.append('\n').append(i + 1).append(": ").append(u.image());
			final String[] axes = { "channel", "slice", "frame" };
			for (int d = 0; d < 3; d++)
				if (plane[d] > 0) {
					table.addValue(axes[d], plane[d]);
					if (images.has(u, d)) text.append(", ").append(axes[d]).append(' ').append(plane[d]);
				}
			text.append(", unit ");
			final Interval field = u.field();
			final StringBuilder seen = new StringBuilder();
			for (int d = 0; d < u.position().length; d++) {
				final char axis = "xyz".charAt(d);
				table.addValue(String.valueOf(axis), u.position()[d]);
				table.addValue(axis + "min", field.min(d));
				table.addValue(axis + "max", field.max(d));
				text.append(d == 0 ? "" : ",").append(u.position()[d]);
				seen.append(d == 0 ? " " : ", ").append(axis).append(' ').append(field.min(d)).append(" to ").append(field.max(d));
			}
			table.addValue("response", u.response());
			text.append(" responds with ").append(NumberText.rounded(u.response(), DIGITS)).append(" and depends on").append(seen)
				.append(u.isCut() ? " (the edge cuts off the rest)" : "");
		}
		report = text.toString();
	}
}
