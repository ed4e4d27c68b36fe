package io.github.convolvej.command;

import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.run.Monitor;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/**
 * Plugins &gt; ConvolveJ &gt; Replay...: repeats the steps that made a result on another image or on files. It does not
 * show the images in between.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Replay...", description =
	"Does the steps that made a result with another image, or with all images of a folder.")
public class ReplayCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Replay";

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL), description =
		"The image that the steps are done with. It is not changed.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Recipe", description = "The result whose steps are done again: the title of an open " +
		"image, or a TIFF. Empty: the result that was made last, of those that are open.")
	private String recipe = "";

	@Parameter(persist = false, label = "Files", description = "An image file, or a folder with images, instead of the image " +
		"that is open. Empty: the open image.")
	private String files = "";

	@Parameter(persist = false, label = "Folder", description = "The folder that gets the results of the files.")
	private String folder = "";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		final ImagePlus made = chosen();
		// this is no mistake: the user has not named a result yet
		if (made == null) throw new NothingYet("Choose a result of ConvolveJ, an open image or a TIFF: its steps are done again" +
			(image == null ? "." : " with '" + image.getTitle() + "'."));
		final RecordedSteps steps = steps(made);
		final String where = !files.trim().isEmpty() ? ReplayedFiles.of(steps, files, folder).count() + " files" : "'" + wanted()
			.getTitle() + "'";
		return "Result: " + (steps.count() == 1 ? "1 step" : steps.count() + " steps") + " of '" + made.getTitle() + "' with " + where + ":\n" +
			steps.text();
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		if (CommandRun.of(this, NAME, this::replay) && result != null) Macros.showHeadless(result);
	}

	private void replay(final Monitor monitor) {
		final RecordedSteps steps = steps(made());
		text = steps.text();
		if (files.trim().isEmpty()) result = steps.run(wanted(), monitor);
		else IJ.log(NAME + " wrote\n" + ReplayedFiles.of(steps, files, folder).run(monitor));
	}

	private ImagePlus wanted() {
		if (image == null) throw new IllegalArgumentException(
			"There is no image: open the one that the steps are to be done with, or name files");
		return image;
	}

	private RecordedSteps steps(final ImagePlus made) {
		try {
			return RecordedSteps.of(getContext(), Provenance.of(made));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("The steps of '" + made.getTitle() + "' cannot be done again: " + e.getMessage(), e);
		}
	}

	/** The result whose steps are to be repeated. */
	private ImagePlus made() {
		final ImagePlus chosen = chosen();
		if (chosen == null) throw new IllegalArgumentException(noRecipe());
		return chosen;
	}

	private String noRecipe() {
		return "recipe is empty, and no " + (image == null ? "" : "other ") +
			"open image is a result of ConvolveJ: open one, or give its file as recipe";
	}

	/** The result whose steps are to be repeated; null if the user names none and none is open. */
	private ImagePlus chosen() {
		if (!recipe.trim().isEmpty()) return ImageSource.find("recipe", recipe).image();
		// if files are given, the active image may be the result whose steps are repeated
		if (!files.trim().isEmpty() && image != null && hasRecord(image)) return image;
		ImagePlus last = null;
		final int[] open = WindowManager.getIDList();
		for (int i = 0; open != null && i < open.length; i++) {
			final ImagePlus other = WindowManager.getImage(open[i]);
			// ImageJ gives newer images lower numbers
			if (other != null && other != image && hasRecord(other) && (last == null || other.getID() < last.getID())) last = other;
		}
		return last;
	}

	private static boolean hasRecord(final ImagePlus image) {
		return !Provenance.of(image).steps().isEmpty();
	}
}
