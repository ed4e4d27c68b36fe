package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.FilesInUse;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.LearnKernelCommand;
import io.github.convolvej.run.Monitor;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

/** The subcommand {@code learn-kernel}: writes the kernel that turns an image into the wanted one best. */
final class LearnedKernelFile {

	/** Its name. */
	static final String NAME = "learn-kernel";

	private static final int FAILED = 1;
	private static final String USAGE = "learn-kernel INPUT WANTED KERNEL.txt [key=value...]";
	/** Keys that the words of the command line stand for. */
	private static final List<String> WORDS = Arrays.asList("source", "wanted", "file");

	private LearnedKernelFile() {}

	/**
	 * @param folder where relative paths begin
	 * @param arguments what was typed: an image and what is wanted of it, or a
	 *          folder of each, and the file to write
	 * @param out where to report
	 * @param err where to report failures
	 * @return 0, or 1 if no kernel could be learned
	 * @throws UsageException if it was typed wrongly
	 */
	static int write(final Path folder, final Arguments arguments, final PrintStream out, final PrintStream err) {
		final List<String> words = arguments.words();
		if (words.size() != 4 || !arguments.nextFilters().isEmpty()) throw new UsageException(
			"learn-kernel takes an image, the image that is to come out, and a file to write: " + USAGE);
		if (arguments.compress()) throw new UsageException("--compress goes with images, not with the text of a kernel");
		final Path input = FilePaths.resolve(folder, words.get(1));
		final Path wanted = FilePaths.resolve(folder, words.get(2));
		final Path target = FilePaths.resolve(folder, words.get(3));
		final FilesInUse used = new FilesInUse();
		used.add(input, "the image that is read");
		used.add(wanted, "the wanted image");
		if (used.use(target) != null) throw new UsageException(target + " is " + used.use(target) +
			", which is never written onto: choose another name");
		final Map<String, String> values = new LinkedHashMap<>(arguments.values());
		values.put("wanted", wanted.toString());
		values.put("file", target.toString());
		if (Files.isDirectory(input)) values.put("source", input.toString());
		try {
			final ImagePlus image = Files.isDirectory(input) ? null : ResultTools.open(folder, words.get(1));
			final LearnKernelCommand command = ToolModule.of(LearnKernelCommand.class, USAGE, WORDS, arguments.values(), values, image);
			if (arguments.overwrite()) command.replaceFile();
			final String text;
			if (arguments.dryRun()) text = command.liveText(image) + "\n" + target + " (not written)";
			else {
				command.learn(Monitor.NONE);
				text = command.report();
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
		return FAILED;
	}
}
