package io.github.convolvej.cli;

import io.github.convolvej.batch.Manifest;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.store.zarr.ZarrPlate;
import io.github.convolvej.store.zarr.ZarrPlateWriter;
import io.github.convolvej.store.zarr.ZarrWriter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Runs a recipe on the images of a plate, one after another, into a plate with the
 * same wells and fields. An image that fails does not stop the others.
 */
final class PlateRun {

	private static final int FAILED = 1;

	private final Recipe recipe;
	private final VolumeOptions options;
	private final VolumeRun images;
	private final Console console;
	private final BooleanSupplier cancelled;

	/**
	 * @param recipe the filters; null to copy
	 * @param options which wells, and how to store
	 * @param images runs the recipe on an image
	 * @param console where to report
	 * @param cancelled whether to stop
	 */
	PlateRun(final Recipe recipe, final VolumeOptions options, final VolumeRun images, final Console console,
		final BooleanSupplier cancelled)
	{
		this.recipe = recipe;
		this.options = options;
		this.images = images;
		this.console = console;
		this.cancelled = cancelled;
	}

	/**
	 * Whether an input is a plate.
	 *
	 * @throws UsageException if its metadata are damaged
	 */
	static boolean isPlate(final Path folder, final String input) {
		try {
			return VolumeInput.isZarr(folder, input) && ZarrPlate.isPlate(place(folder, input));
		}
		catch (final IOException e) {
			throw new UsageException(input + ": " + Failures.message(e), e);
		}
	}

	private static String place(final Path folder, final String input) {
		return input.startsWith("http") ? input : FilePaths.resolve(folder, input).toString();
	}

	/**
	 * @param folder the folder that relative paths start from
	 * @param input a plate
	 * @param output the plate to write
	 * @param overwrite whether a plate of that name is replaced
	 * @param dryRun whether to tell what would be done only
	 * @return the exit code: 0 if all images are there, otherwise 1
	 * @throws UsageException if it cannot be done as it was typed
	 */
	int run(final Path folder, final String input, final String output, final boolean overwrite, final boolean dryRun) {
		final long start = System.nanoTime();
		final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		final Path target = FilePaths.resolve(folder, output);
		final List<String> chosen;
		final int[] part = options.part();
		try {
			final ZarrPlate plate = ZarrPlate.open(place(folder, input));
			final ZarrPlate selected = options.chosen(plate);
			chosen = share(selected.images(), part);
			images.checkPlaces(folder, input, target);
			if (recipe != null) recipe.checkValues();
			if (!dryRun) prepare(target, plate, selected, overwrite, part);
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		catch (final IOException e) {
			console.error(input + ": " + Failures.message(e));
			return FAILED;
		}
		final List<String> done = new ArrayList<>();
		final List<String> failed = new ArrayList<>();
		for (final String image : chosen) {
			if (cancelled.getAsBoolean()) break;
			console.image(done.size() + failed.size() + 1, chosen.size());
			final boolean written = attempt(folder, input, target, image, dryRun);
			if (!cancelled.getAsBoolean()) (written ? done : failed).add(image);
		}
		if (!dryRun) manifest(input, target, done, failed, began, (System.nanoTime() - start) * 1e-9, part);
		final int left = chosen.size() - done.size() - failed.size();
		console.line(done.size() + " done, " + failed.size() + " failed" + (left > 0 ? ", " + left + " not finished: cancelled"
			: ""));
		return done.size() == chosen.size() ? 0 : FAILED;
	}

	private boolean attempt(final Path folder, final String input, final Path target, final String image,
		final boolean dryRun)
	{
		try {
			return images.run(folder, input.replaceFirst("[/\\\\]+$", "") + "/" + image, target.resolve(image).toString(), image,
				dryRun) == 0;
		}
		catch (final UsageException e) {
			// what is wrong with all of them was found before
			console.error(image + ": " + e.getMessage());
			return false;
		}
	}

	/** The images of a part: parts are cut between images. */
	private static List<String> share(final List<String> all, final int... part) {
		final long n = all.size();
		return all.subList((int) (n * (part[0] - 1) / part[1]), (int) (n * part[0] / part[1]));
	}

	private void prepare(final Path target, final ZarrPlate plate, final ZarrPlate selected, final boolean overwrite,
		final int... part) throws IOException
	{
		if (overwrite && part[1] > 1) throw new UsageException("--overwrite with --part would delete what other parts have" +
			" written: delete " + target + " first");
		final Map<String, String> properties = new LinkedHashMap<>();
		properties.put("version", Program.version());
		properties.put("recipe", recipe == null ? "copy" : recipe.text());
		properties.put("input", plate.location().replaceFirst(".*[/\\\\]", ""));
		// images have hashes of their own, with their samples; this one says that they belong together
		properties.put(ZarrWriter.HASH, UUID.nameUUIDFromBytes(properties.toString().getBytes(StandardCharsets.UTF_8))
			.toString());
		final int version = options.version(plate.version());
		if (overwrite) ZarrPlateWriter.delete(target, selected, version, properties);
		ZarrPlateWriter.write(target, plate, selected, version, properties);
	}

	private void manifest(final String input, final Path target, final List<String> done, final List<String> failed,
		final Instant began, final double seconds, final int... part)
	{
		final String label = part[1] == 1 ? "" : ".part-" + part[0] + "-of-" + part[1];
		final Path name = target.toAbsolutePath().normalize();
		try {
			new Manifest().put("program", Program.version()).put("input", input).put("output", target.toString()).put("recipe",
				recipe == null ? "copy" : recipe.text()).put("images", done).put("failed", failed).put("began", began.toString()).put(
					"seconds", Math.round(100 * seconds) / 100.0).write(name.resolveSibling(name.getFileName() + label + ".json"));
		}
		catch (final IOException e) {
			console.error("The record of the run could not be written beside " + target + ": " + Failures.message(e) + "; " +
				ConsoleText.count(done.size(), "image") + " are there all the same");
		}
	}
}
