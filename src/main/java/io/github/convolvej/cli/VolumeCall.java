package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Runs a recipe on a volume, or on the images of a plate, whichever the input is. */
final class VolumeCall {

	private final Recipe recipe;
	private final VolumeOptions options;
	private final Console console;
	private final BooleanSupplier cancelled;
	private final VolumeRun run;

	/**
	 * @param recipe the filters; null to copy
	 * @param options how to store and what to use
	 * @param engine what computes
	 * @param console where to report
	 * @param cancelled whether to stop
	 */
	VolumeCall(final Recipe recipe, final VolumeOptions options, final VolumeEngine engine, final Console console,
		final BooleanSupplier cancelled)
	{
		this.recipe = recipe;
		this.options = options;
		this.console = console;
		this.cancelled = cancelled;
		run = new VolumeRun(recipe, options, engine, console, cancelled);
	}

	/** What is run on each image. */
	VolumeRun images() {
		return run;
	}

	/**
	 * @param folder the folder that relative paths start from
	 * @param input an image file or container, or a plate
	 * @param output a container
	 * @param overwrite whether a container of that name is replaced
	 * @param dryRun whether to tell what would be done only
	 * @return the exit code: 0 if all is there, otherwise 1
	 */
	int run(final Path folder, final String input, final String output, final boolean overwrite, final boolean dryRun) {
		if (PlateRun.isPlate(folder, input)) return new PlateRun(recipe, options, run, console, cancelled).run(folder, input,
			output, overwrite, dryRun);
		options.checkNoPlate(input);
		return run.run(folder, input, output, overwrite, dryRun);
	}
}
