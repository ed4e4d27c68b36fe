package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.LearnKernelCommand;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.run.Monitor;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

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
		if (arguments.overwrite() || arguments.dryRun()) throw new UsageException((arguments.overwrite() ? "--overwrite"
			: "--dry-run") + " goes with filters, not with learn-kernel");
		final Path input = FilePaths.resolve(folder, words.get(1));
		final Path target = FilePaths.resolve(folder, words.get(3));
		final Map<String, String> values = new LinkedHashMap<>(arguments.values());
		values.put("wanted", FilePaths.resolve(folder, words.get(2)).toString());
		if (Files.isDirectory(input)) values.put("source", input.toString());
		try {
			values.put("file", target.toString());
			final LearnKernelCommand command = command(arguments.values(), values, Files.isDirectory(input) ? null : ResultTools.open(
				folder, words.get(1)));
			command.learn(Monitor.NONE);
			if (!arguments.quiet()) for (final String line : command.report().split("\n"))
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

	private static LearnKernelCommand command(final Map<String, String> typed, final Map<String, String> values,
		final Object image)
	{
		final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommand(LearnKernelCommand.class);
		final List<String> keys = ParameterValues.of(info).stream().map(ModuleItem::getName).filter(k -> !WORDS.contains(k))
			.collect(Collectors.toList());
		for (final String key : typed.keySet())
			if (!keys.contains(key)) throw new UsageException("There is no key '" + key + "'" + Suggestion.hint(key, keys) +
				"; learn-kernel takes " + String.join(", ", keys) + ": " + USAGE);
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
		try {
			ParameterValues.set(module, values);
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		if (image != null) module.setInput("image", image);
		return (LearnKernelCommand) module.getDelegateObject();
	}
}
