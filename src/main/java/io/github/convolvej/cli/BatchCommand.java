package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.job.ImageJMonitor;
import io.github.convolvej.ij1.macro.Provenance;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

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
 * Plugins &gt; ConvolveJ &gt; Batch...: what the command line does with files,
 * volumes and plates, from the menu.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Batch...", description =
	"Runs a recipe of one step or several on files, on all images of a folder, on a volume of any size, or on a plate.")
public class BatchCommand extends ContextCommand implements LiveText {

	static final String REFUSE = "refuse";
	static final String KEEP = "keep";
	static final String REPLACE = "replace";

	private static final String NAME = "Batch";

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL), description =
		"The open image: if it is a result, its steps are the recipe where none is named. It is not changed.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Input", description = "Image files with ; between them, a folder with images, a " +
		"pattern such as data/**/*.tif, or a Zarr container: a volume of any size, or a plate.")
	private String input = "";

	@Parameter(persist = false, label = "Recipe", description = "What is done with each image: filters with their keys, such" +
		" as smooth sigma=2 then pooling window=2; a macro of recorded lines (.ijm); or a result whose steps are done again, a " +
		"file or the title of an open image. Empty: the open image, or the result that was made last.")
	private String recipe = "";

	@Parameter(persist = false, label = "Output", description = "A folder for the results; or one file that ends in .tif or " +
		".zarr, for one image; or for a plate, one that ends in .zarr, or a folder.")
	private String output = "";

	@Parameter(persist = false, label = "Existing results", choices = { REFUSE, KEEP, REPLACE }, description = "What becomes " +
		"of results that are there: refuse to begin, keep those that the same recipe made of the same image, or replace all. A " +
		"volume that the same recipe began is always completed.")
	private String existing = REFUSE;

	@Parameter(persist = false, label = "Wells", description = "Of a plate, only these wells, such as B03,C05. Empty: all.")
	private String wells = "";

	@Parameter(persist = false, label = "Fields", description = "Of a plate, only these images of each well, such as 0. Empty:" +
		" all.")
	private String fields = "";

	@Parameter(persist = false, label = "Submit line", choices = { SubmitLine.NO, "spark", "slurm" }, description = "no: run" +
		" it here. spark, slurm: run nothing, but write the line that does the same on a Spark cluster, or with the jobs of a " +
		"SLURM array.")
	private String submit = SubmitLine.NO;

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		checkExisting();
		final SubmitLine line = SubmitLine.parse(submit);
		if (input.trim().isEmpty()) throw new NothingYet("Choose images: files, a folder, or a Zarr container.");
		final BatchCall call = new BatchCall(inputs(), output, wells, fields);
		final String what = call.describe();
		final Recipe steps = steps();
		if (steps == null) throw new NothingYet("Write a recipe, such as smooth sigma=2, or choose a macro or a result of ConvolveJ.");
		if (output.trim().isEmpty()) throw new NothingYet("Choose a folder for the results, or name one that ends in .tif or .zarr.");
		if (line != null) return "Nothing is run here:\n" + call.submission(steps, line, existing.equals(REPLACE));
		return "Result: " + (steps.size() == 1 ? "1 step" : steps.size() + " steps") + " with " + what + ":\n" + steps.text();
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		final ImageJMonitor monitor = new ImageJMonitor(NAME, this::isCanceled);
		try {
			checkExisting();
			final SubmitLine line = SubmitLine.parse(submit);
			final Recipe steps = steps();
			if (steps == null) throw new IllegalArgumentException(
				"recipe is empty, and no open image is a result of ConvolveJ: write one, such as smooth sigma=2");
			final BatchCall call = new BatchCall(inputs(), output, wells, fields);
			if (line != null) {
				call.describe();
				final String told = call.submission(steps, line, existing.equals(REPLACE));
				final BatchReport plan = new BatchReport(monitor, planned -> {});
				call.plan(steps, plan, existing.equals(REPLACE));
				if (plan.failed() > 0) throw new IllegalArgumentException(plan.summary());
				text = told;
				IJ.log(text);
				return;
			}
			final BatchReport report = new BatchReport(monitor, IJ::log);
			text = call.run(steps, report, existing.equals(REPLACE), existing.equals(KEEP));
			if (report.failed() > 0) throw new IllegalArgumentException(text);
			if (monitor.isCancelled()) throw new CancellationException();
		}
		catch (final CancellationException e) {
			if (!isCanceled()) cancel(NAME + " was cancelled" + (text == null ? "" : ":\n" + text));
		}
		catch (final UsageException e) {
			Macros.fail(this, NAME, new IllegalArgumentException(BatchReport.words(e.getMessage()), e));
		}
		catch (final RuntimeException e) {
			Macros.fail(this, NAME, e);
		}
		finally {
			monitor.end();
		}
	}

	private void checkExisting() {
		if (!Arrays.asList(REFUSE, KEEP, REPLACE).contains(existing)) throw new IllegalArgumentException("existing is '" +
			existing + "', but must be " + REFUSE + ", " + KEEP + " or " + REPLACE);
	}

	private List<String> inputs() {
		if (input.trim().isEmpty()) throw new IllegalArgumentException("input is empty: name files, a folder, or a Zarr container");
		return BatchCall.split(input);
	}

	/** The recipe; null if none is given and no open image has one. */
	private Recipe steps() {
		final String wanted = recipe.trim();
		if (wanted.isEmpty()) {
			final ImagePlus made = lastResult();
			return made == null ? null : Recipe.of(Provenance.of(made), new FilterCatalog());
		}
		final ImagePlus open = WindowManager.getImage(wanted);
		if (open != null) return Recipe.of(Provenance.of(open), new FilterCatalog());
		return isFile(wanted) ? new RecipeFile(Path.of(""), wanted).read() : RecipeText.parse(wanted, new FilterCatalog());
	}

	private static boolean isFile(final String wanted) {
		try {
			return wanted.matches("(?i)[^\\r\\n]*\\.(ijm|tiff?|zarr)") || Files.exists(Path.of(wanted)) && !wanted.matches(
				"[a-z0-9-]+");
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	/** The open image if it is a result, otherwise the one that was made last of those that are open. */
	private ImagePlus lastResult() {
		if (image != null && !Provenance.of(image).steps().isEmpty()) return image;
		ImagePlus last = null;
		final int[] open = WindowManager.getIDList();
		for (int i = 0; open != null && i < open.length; i++) {
			final ImagePlus other = WindowManager.getImage(open[i]);
			// later images have lower numbers
			if (other != null && !Provenance.of(other).steps().isEmpty() && (last == null || other.getID() < last.getID())) last =
				other;
		}
		return last;
	}
}
