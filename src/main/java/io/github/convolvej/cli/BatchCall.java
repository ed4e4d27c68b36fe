package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.Inputs;
import io.github.convolvej.cli.files.Outputs;
import io.github.convolvej.cli.files.UsageException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A batch from the menu: the same runs as those of the command line. */
final class BatchCall {

	private static final Path FOLDER = Path.of("");

	private final List<String> inputs;
	private final String output;
	private final String wells;
	private final String fields;

	/**
	 * @param inputs files, folders, patterns or a container
	 * @param output where the results go
	 * @param wells wells of a plate; empty for all
	 * @param fields images of each well; empty for all
	 */
	BatchCall(final List<String> inputs, final String output, final String wells, final String fields) {
		this.inputs = inputs;
		this.output = output.trim();
		this.wells = wells;
		this.fields = fields;
	}

	/** Names between semicolons or on lines of their own. */
	static List<String> split(final String text) {
		return Arrays.stream(text.split("[;\\r\\n]")).map(String::trim).filter(name -> !name.isEmpty()).collect(Collectors
			.toList());
	}

	private Inputs images() {
		final VolumeOptions options = new VolumeOptions().plate(wells, fields);
		final Inputs images = Inputs.expand(FOLDER, inputs, options::chosen);
		if (!images.hasPlate()) options.checkNoPlate(inputs.get(0));
		return images;
	}

	/**
	 * Says what the recipe is run on; no samples are read.
	 *
	 * @throws UsageException if there is nothing
	 */
	String describe() {
		// a server is not asked at each keystroke
		if (inputs.get(0).startsWith("http")) return "a volume or plate";
		final Inputs images = images();
		final int files = images.files().size();
		if (images.hasPlate() && inputs.size() == 1) return ConsoleText.count(files, "image") + " of a plate";
		return files == 1 ? "1 file" : files + " files";
	}

	/**
	 * Writes the line that runs a recipe on a cluster.
	 *
	 * @param recipe the recipe
	 * @param kind for which cluster
	 * @param replace whether a container of that name is replaced
	 * @return the line, after a comment
	 * @throws UsageException if a cluster cannot do it
	 */
	String submission(final Recipe recipe, final SubmitLine kind, final boolean replace) {
		if (output.isEmpty()) throw new UsageException("output is empty: name a container that ends in .zarr");
		final List<String> options = new ArrayList<>();
		if (!wells.trim().isEmpty()) options.add("--wells=" + wells.trim());
		if (!fields.trim().isEmpty()) options.add("--fields=" + fields.trim());
		recipe.checkValues();
		return kind.of(recipe, inputs, output, options, replace);
	}

	/**
	 * Plans the blocks of a container, as a cluster will; nothing is computed or
	 * written.
	 *
	 * @param recipe the recipe
	 * @param report is told what cannot be done
	 * @param replace whether a container of that name is replaced
	 * @throws UsageException if nothing can be done as it is wanted
	 */
	void plan(final Recipe recipe, final BatchReport report, final boolean replace) {
		new VolumeCall(recipe, new VolumeOptions().plate(wells, fields), new ThreadEngine(), new Console(report),
			report::isCancelled).run(FOLDER, inputs.get(0), output, replace, true);
	}

	/**
	 * Runs a recipe on all images. One that fails does not stop the others.
	 *
	 * @param recipe the recipe
	 * @param report where to report
	 * @param replace whether results that exist are replaced
	 * @param keep whether those are kept that the same recipe has made of the same
	 *          image
	 * @return how many were done, and a line for each failure
	 * @throws UsageException if nothing can be done as it is wanted
	 */
	String run(final Recipe recipe, final BatchReport report, final boolean replace, final boolean keep) {
		if (output.isEmpty()) throw new UsageException("output is empty: name a folder for the results, or a file that ends in" +
			" .tif or .zarr");
		final Console console = new Console(report);
		if (VolumeRun.isZarr(output)) {
			if (inputs.size() > 1) throw new UsageException("a Zarr container holds one image or a plate, but there are " + inputs
				.size() + " inputs: name a folder for TIFFs");
			new VolumeCall(recipe, new VolumeOptions().plate(wells, fields), new ThreadEngine(), console, report::isCancelled).run(
				FOLDER, inputs.get(0), output, replace, false);
			return report.summary();
		}
		final Inputs files = images();
		final Batch batch = new Batch(recipe, console).overwrite(replace).skipExisting(keep);
		final List<FileTask> tasks = Outputs.assign(FOLDER, files, output, recipe.name(), batch.used(), replace || keep);
		recipe.checkValues();
		batch.run(tasks);
		return report.summary();
	}
}
