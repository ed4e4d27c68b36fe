package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.FilesInUse;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.FeatureGalleryCommand;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import ij.ImagePlus;

/** The subcommand {@code feature-gallery}: writes what the strongest responses of a map of a network see in a TIFF. */
final class GalleryFile {

	/** Its name. */
	static final String NAME = "feature-gallery";

	private static final int FAILED = 1;
	private static final String USAGE = "feature-gallery INPUT|FOLDER OUTPUT.tif [key=value...]";

	private GalleryFile() {}

	/**
	 * @param folder where relative paths begin
	 * @param arguments what was typed: an image or a folder of images, and the file to write
	 * @param out where to report
	 * @param err where to report failures
	 * @return 0, or 1 if there is no gallery or it could not be written
	 * @throws UsageException if it was typed wrongly
	 */
	static int write(final Path folder, final Arguments arguments, final PrintStream out, final PrintStream err) {
		final List<String> words = arguments.words();
		if (words.size() != 3 || !arguments.nextFilters().isEmpty()) throw new UsageException(
			"feature-gallery takes an image, or a folder of images, and a file to write: " + USAGE);
		final Path input = FilePaths.resolve(folder, words.get(1));
		final Path target = FilePaths.resolve(folder, words.get(2));
		if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".tif")) throw new UsageException(target +
			" does not end in .tif: " + USAGE);
		check(input, target, arguments);
		final Map<String, String> values = new LinkedHashMap<>(arguments.values());
		if (Files.isDirectory(input)) values.put("source", input.toString());
		try {
			final ImagePlus image = Files.isDirectory(input) ? null : ResultTools.open(folder, words.get(1));
			final FeatureGalleryCommand command = ToolModule.of(FeatureGalleryCommand.class, USAGE, Collections.singletonList(
				"source"), arguments.values(), values, image);
			String text;
			if (arguments.dryRun()) text = command.liveText(image) + "\n" + target + " (not written)";
			else {
				final ImagePlus gallery = command.make(Monitor.NONE);
				try (NewFile file = new NewFile(target, arguments.overwrite(), UnaryOperator.identity())) {
					TiffContents.write(gallery, arguments.compress(), file.stream());
					file.commit();
				}
				text = target + ": " + command.report();
			}
			if (!arguments.quiet()) for (final String line : text.split("\n"))
				out.println(ConsoleText.harmless(line));
			return 0;
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			err.println(ConsoleText.harmless(String.valueOf(e.getMessage())));
		}
		catch (final IOException e) {
			err.println(target + ": " + Failures.message(e));
		}
		return FAILED;
	}

	private static void check(final Path input, final Path target, final Arguments arguments) {
		final FilesInUse used = new FilesInUse();
		used.add(input, "the input");
		arguments.values().forEach((key, value) -> NamedFiles.of(key, value).forEach(file -> used.add(file, key + "=" + value +
			", one of the files that are read")));
		if (used.use(target) != null) throw new UsageException(target + " is " + used.use(target) +
			", which is never written onto: choose another name");
		if (Files.isDirectory(input) && target.toAbsolutePath().normalize().startsWith(input.toAbsolutePath().normalize()))
			throw new UsageException(target + " lies in the folder that is read, where the next call would take it for an image:" +
				" choose another folder");
		if (Files.exists(target) && !arguments.overwrite() && !arguments.dryRun()) throw new UsageException(target +
			" exists: --overwrite replaces it");
	}
}
