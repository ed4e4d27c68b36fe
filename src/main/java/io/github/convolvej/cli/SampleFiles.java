package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.image.SampleNetwork;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The subcommand {@code samples}: writes the sample images and networks to a folder, so that the examples of the manual run. */
final class SampleFiles {

	/** Its name. */
	static final String NAME = "samples";

	private static final int FAILED = 1;

	private SampleFiles() {}

	/**
	 * Writes all of them. Files that exist are kept unless they may be replaced.
	 *
	 * @param folder the folder that relative paths start from
	 * @param arguments what was typed: one folder, which is made if it is not there
	 * @param out where to report
	 * @param err where to report failures
	 * @return 0, or 1 if one could not be written
	 * @throws UsageException if it was typed wrongly
	 */
	static int write(final Path folder, final Arguments arguments, final PrintStream out, final PrintStream err) {
		final List<String> words = arguments.words();
		if (words.size() != 2 || !arguments.values().isEmpty() || !arguments.nextFilters().isEmpty()) throw new UsageException(
			"samples takes one folder, which gets the sample images: samples FOLDER");
		final Path target = FilePaths.resolve(folder, words.get(1));
		try {
			if (Files.exists(target) && !Files.isDirectory(target)) throw new UsageException(target +
				" is a file, but samples takes a folder");
			Files.createDirectories(target);
		}
		catch (final IOException e) {
			err.println("The folder " + target + " cannot be made: " + Failures.message(e));
			return FAILED;
		}
		int code = 0;
		for (final Map.Entry<String, Supplier<InputStream>> sample : samples().entrySet()) {
			final Path file = target.resolve(sample.getKey());
			try {
				if (Files.exists(file) && !arguments.overwrite()) {
					out.println(file + " exists and is kept (--overwrite replaces it)");
					continue;
				}
				copy(sample.getValue(), file, arguments.overwrite());
				if (!arguments.quiet()) out.println(file);
			}
			catch (final IOException e) {
				err.println(file + ": " + Failures.message(e));
				code = FAILED;
			}
		}
		return code;
	}

	/** The images and networks by the names of their files. */
	private static Map<String, Supplier<InputStream>> samples() {
		final Map<String, Supplier<InputStream>> samples = new LinkedHashMap<>();
		for (final SampleImage image : SampleImage.values())
			samples.put(image.fileName(), image::stream);
		for (final SampleNetwork network : SampleNetwork.values())
			samples.put(network.fileName(), network::stream);
		return samples;
	}

	private static void copy(final Supplier<InputStream> sample, final Path file, final boolean overwrite)
		throws IOException
	{
		try (InputStream stream = sample.get(); NewFile written = new NewFile(file, overwrite, s -> s)) {
			stream.transferTo(written.stream());
			written.commit();
		}
	}
}
