package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.FilesInUse;
import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.AnimateConvolutionCommand;
import io.github.convolvej.command.AnimationStack;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.learn.Animation;
import io.github.convolvej.learn.GifFile;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

/** The subcommand {@code animate}: writes what an operation does with a few pixels as an animated GIF or a stack. */
final class AnimationFile {

	/** Its name. */
	static final String NAME = "animate";

	private static final int FAILED = 1;
	private static final String USAGE = "animate [INPUT] OUTPUT.gif|OUTPUT.tif [key=value...]";
	/** Keys that, if they are given, say what is shown; without them the record of the image does. */
	private static final List<String> SHOWN = List.of("preset", "operation");

	private final Path folder;
	private final PrintStream out;
	private final PrintStream err;
	private boolean cancelled;
	private NewFile written;

	/**
	 * @param folder where relative paths begin
	 * @param out where to report
	 * @param err where to report failures
	 */
	AnimationFile(final Path folder, final PrintStream out, final PrintStream err) {
		this.folder = folder;
		this.out = out;
		this.err = err;
	}

	/**
	 * @param arguments what was typed: an image, unless a preset is shown with its own
	 *          numbers, and the file to write
	 * @return 0, or 1 if the file could not be written or nothing can be shown
	 * @throws UsageException if it was typed wrongly
	 */
	int write(final Arguments arguments) {
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
			final AnimateConvolutionCommand command = command(arguments);
			final String use = used(arguments, command).use(target);
			if (use != null) throw new UsageException(target + " is " + use + ", which are never written onto: choose another name");
			final Animation animation = command.animation();
			if (!arguments.dryRun()) write(animation, target, ending.equals(".gif"), arguments);
			if (!arguments.quiet()) out.println(target + ": " + animation.size() + " frames of " + animation.dimension().width +
				" x " + animation.dimension().height + " pixels" + (arguments.dryRun() ? " (not written)" : ""));
			return 0;
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			err.println(ConsoleText.harmless(String.valueOf(e.getMessage())));
		}
		catch (final IOException e) {
			err.println(target + ": " + (isCancelled() ? "stopped, and not written" : Failures.message(e)));
		}
		return FAILED;
	}

	private void write(final Animation animation, final Path target, final boolean gif, final Arguments arguments)
		throws IOException
	{
		try (NewFile file = open(target, arguments.overwrite())) {
			if (gif) GifFile.write(file.stream(), animation.size(), animation::picture, Animation.SECONDS);
			else TiffContents.write(AnimationStack.of(animation, target.getFileName().toString()), arguments.compress(), file
				.stream());
			file.commit();
		}
	}

	private synchronized NewFile open(final Path target, final boolean overwrite) throws IOException {
		if (cancelled) throw new IOException("stopped");
		written = new NewFile(target, overwrite, s -> s);
		return written;
	}

	private synchronized boolean isCancelled() {
		return cancelled;
	}

	/**
	 * Takes away what is half-written; to be called by another thread.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	synchronized void cancel() throws IOException {
		cancelled = true;
		if (written != null) written.close();
	}

	/** The image, and what the keys or the record of the image name. */
	private FilesInUse used(final Arguments arguments, final AnimateConvolutionCommand command) {
		final FilesInUse used = new FilesInUse();
		if (arguments.words().size() == 3) used.add(FilePaths.resolve(folder, arguments.words().get(1)), "one of the inputs");
		final Map<String, String> named = new LinkedHashMap<>(command.operationValues());
		named.put("source", arguments.values().getOrDefault("source", ""));
		named.forEach((key, value) -> NamedFiles.of(key, value).forEach(file -> used.add(file, key + "=" + value +
			", one of the files that are read")));
		return used;
	}

	private AnimateConvolutionCommand command(final Arguments arguments) {
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
		if (arguments.words().size() == 3) {
			final String name = arguments.words().get(1);
			final ImagePlus image = ResultTools.open(folder, name);
			if (SHOWN.stream().noneMatch(arguments.values()::containsKey)) checkRecord(arguments, name, image);
			module.setInput("image", image);
		}
		return (AnimateConvolutionCommand) module.getDelegateObject();
	}

	private static void checkRecord(final Arguments arguments, final String name, final ImagePlus image) {
		final Provenance record = Provenance.of(image);
		if (record.steps().isEmpty()) return;
		ResultTools.checkNamed(arguments, name, record.last().macro().values().entrySet().stream().filter(e -> NamedFiles
			.mayName(e.getKey(), e.getValue())).map(e -> e.getKey() + "=" + e.getValue()).findFirst().orElse(null));
	}
}
