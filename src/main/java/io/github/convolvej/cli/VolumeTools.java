package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The subcommands for Zarr containers: {@code pyramid} and {@code check}. */
final class VolumeTools {

	/** Their names. */
	static final List<String> NAMES = Arrays.asList("pyramid", "check");

	private static final int FAILED = 1;
	private static final int LISTED = 20;

	private VolumeTools() {}

	/**
	 * Checks whether all files of a result exist.
	 *
	 * @param folder the folder that relative paths start from
	 * @param arguments what was typed
	 * @param console where to report
	 * @return 0 if they are, otherwise 1
	 * @throws UsageException if it was typed wrongly
	 */
	static int check(final Path folder, final Arguments arguments, final Console console) {
		final List<String> words = arguments.words();
		if (words.size() != 2 || !arguments.values().isEmpty()) throw new UsageException(
			"check takes one container: check RESULT.zarr");
		final Path path = FilePaths.resolve(folder, words.get(1));
		if (!Files.isDirectory(path)) throw new UsageException(path + " does not exist, or is no folder");
		try {
			final ZarrImages.Completeness found = ZarrImages.check(path, LISTED);
			if (found.missing() == 0) {
				console.line(path + ": complete, " + ConsoleText.count(found.files(), "file"));
				return 0;
			}
			found.listed().forEach(console::line);
			if (found.missing() > found.listed().size()) console.line("... and " + (found.missing() - found.listed().size()) +
				" more");
			console.error(path + ": " + found.missing() + " of " + ConsoleText.count(found.files(), "file") +
				" missing: run the command, or the parts, again; what is there is kept");
		}
		catch (final IOException e) {
			console.error(path + ": " + Failures.message(e));
		}
		return FAILED;
	}
}
