package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.AnimateConvolutionCommand;
import io.github.convolvej.command.AnimationStack;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.learn.Animation;
import io.github.convolvej.learn.GifFile;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** The subcommand {@code animate}: writes what an operation does with a few pixels as an animated GIF or a stack. */
final class AnimationFile {

	/** Its name. */
	static final String NAME = "animate";

	private static final int FAILED = 1;
	private static final String USAGE = "animate [INPUT] OUTPUT.gif|OUTPUT.tif [key=value...]";

	private AnimationFile() {}

	/**
	 * @param folder where relative paths begin
	 * @param arguments what was typed: an image, unless a preset is shown with its own
	 *          numbers, and the file to write
	 * @param out where to report
	 * @param err where to report failures
	 * @return 0, or 1 if the file could not be written or nothing can be shown
	 * @throws UsageException if it was typed wrongly
	 */
	static int write(final Path folder, final Arguments arguments, final PrintStream out, final PrintStream err) {
		final List<String> words = arguments.words();
		if (words.size() < 2 || words.size() > 3 || !arguments.nextFilters().isEmpty()) throw new UsageException(
			"animate takes an image, which may be left out, and a file to write: " + USAGE);
		final Path target = FilePaths.resolve(folder, words.get(words.size() - 1));
		final String ending = target.toString().toLowerCase(Locale.ROOT).replaceFirst(".*(\\.[a-z]+)$", "$1");
		if (!ending.equals(".gif") && !ending.equals(".tif")) throw new UsageException(target +
			" ends neither in .gif nor in .tif: " + USAGE);
		if (Files.exists(target) && !arguments.overwrite()) throw new UsageException(target +
			" exists: --overwrite replaces it");
		try {
			final Animation animation = command(folder, arguments).animation();
			try (NewFile file = new NewFile(target, arguments.overwrite(), s -> s)) {
				if (ending.equals(".gif")) GifFile.write(file.stream(), animation.size(), animation::picture, Animation.SECONDS);
				else TiffContents.write(AnimationStack.of(animation, target.getFileName().toString()), arguments.compress(), file
					.stream());
				file.commit();
			}
			if (!arguments.quiet()) out.println(target + ": " + animation.size() + " frames of " + animation.dimension().width +
				" x " + animation.dimension().height + " pixels");
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

	private static AnimateConvolutionCommand command(final Path folder, final Arguments arguments) {
		final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommand(
			AnimateConvolutionCommand.class);
		final List<String> keys = ParameterValues.of(info).stream().map(ModuleItem::getName).collect(Collectors.toList());
		for (final String key : arguments.values().keySet())
			if (!keys.contains(key)) throw new UsageException("There is no key '" + key + "'" + Suggestion.hint(key, keys) +
				"; animate takes " + String.join(", ", keys));
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
		try {
			ParameterValues.set(module, arguments.values());
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		if (arguments.words().size() == 3) module.setInput("image", ResultTools.open(folder, arguments.words().get(1)));
		return (AnimateConvolutionCommand) module.getDelegateObject();
	}
}
