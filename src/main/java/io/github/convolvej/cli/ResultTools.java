package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.ExplainPixelCommand;
import io.github.convolvej.command.RecordedCommands;
import io.github.convolvej.command.Script;
import io.github.convolvej.explain.NetworkExplanation;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.explanation.ExplanationText;
import io.github.convolvej.ij1.explanation.NetworkPixel;
import io.github.convolvej.ij1.explanation.NetworkPixelText;
import io.github.convolvej.ij1.explanation.PixelExplanation;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ij.ImagePlus;

/** The subcommands that read results: {@code explain} and {@code script}. */
final class ResultTools {

	/** Their names. */
	static final List<String> NAMES = Arrays.asList("explain", "script");

	private static final int FAILED = 1;

	private final PrintStream out;
	private final PrintStream err;
	private final Path folder;

	/**
	 * @param out where to print
	 * @param err where to report failures
	 * @param folder the folder that relative paths start from
	 */
	ResultTools(final PrintStream out, final PrintStream err, final Path folder) {
		this.out = out;
		this.err = err;
		this.folder = folder;
	}

	/**
	 * @param arguments what was typed
	 * @return the exit code: 0, or 1 if there is no explanation or record
	 * @throws UsageException if it was typed wrongly
	 */
	int run(final Arguments arguments) {
		try {
			return arguments.words().get(0).equals("explain") ? explain(arguments) : script(arguments);
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			err.println(ConsoleText.harmless(String.valueOf(e.getMessage())));
			return FAILED;
		}
	}

	private int explain(final Arguments arguments) {
		final List<String> words = arguments.words();
		final String usage = "explain --at X,Y[,C,Z,T] RESULT INPUT [path=N,N...]";
		for (final String key : arguments.values().keySet())
			if (!key.equals("path")) throw new UsageException("explain takes no key '" + key + "': " + usage);
		if (words.size() != 3) throw new UsageException("explain takes a result and the image it was made of, but there are " +
			(words.size() - 1) + " files: " + usage);
		if (arguments.at() == null) throw new UsageException("--at is missing: " + usage);
		final int[] pixel = pixel(arguments.at());
		final ImagePlus result = open(folder, words.get(1));
		final Provenance.Step last = Provenance.of(result).last();
		// only a command of ours is asked at all
		RecordedCommands.command(CommandPlugIn.context(), last.macro());
		checkNamed(arguments, words.get(1), last.macro().values().entrySet().stream().filter(e -> NamedFiles.mayName(e.getKey(),
			e.getValue())).map(e -> e.getKey() + "=" + e.getValue()).findFirst().orElse(null));
		final ImagePlus input = open(folder, words.get(2));
		final FilterJob job = RecordedCommands.job(CommandPlugIn.context(), result, input);
		final String path = arguments.values().getOrDefault("path", "");
		if (NetworkPixel.isOf(job)) return walk(NetworkPixel.of(job, result, pixel), ExplainPixelCommand.choices(path), result, input);
		if (!path.isEmpty()) throw new UsageException("path goes with results of networks, but " + words.get(1) + " is none");
		final PixelExplanation explained = RecordedCommands.explain(CommandPlugIn.context(), result, input, pixel);
		out.println(new ExplanationText(explained, result.getTitle(), input.getTitle()));
		return explained.agrees() ? 0 : FAILED;
	}

	private int walk(final NetworkPixel pixel, final int[] choices, final ImagePlus result, final ImagePlus input) {
		final NetworkExplanation walk = pixel.walk(choices);
		out.println(new NetworkPixelText(pixel, walk, result.getTitle(), input.getTitle()));
		return pixel.agrees() && walk.agrees() ? 0 : FAILED;
	}

	/** Counted from 0, as everywhere in the code. */
	private static int[] pixel(final String text) {
		final String[] parts = text.split(",", -1);
		if (parts.length < 2 || parts.length > 5 || !Arrays.stream(parts).allMatch(p -> p.trim().matches("[0-9]{1,9}")))
			throw new UsageException("--at is '" + text +
				"', but must be 2 to 5 whole numbers: X,Y[,C,Z,T], x and y from 0, the others from 1");
		final int[] pixel = new int[5];
		for (int i = 0; i < parts.length; i++)
			pixel[i] = Integer.parseInt(parts[i].trim()) - (i < 2 ? 0 : 1);
		return pixel;
	}

	private int script(final Arguments arguments) {
		final Map<String, String> values = arguments.values();
		if (arguments.words().size() != 2) throw new UsageException("script takes one result: script RESULT " +
			"[language=" + Arrays.stream(Script.values()).map(Script::toString).collect(Collectors.joining("|")) + "]");
		for (final String key : values.keySet())
			if (!key.equals("language")) throw new UsageException("There is no key '" + key + "'; script takes language");
		final Provenance provenance = provenance(folder, arguments.words().get(1));
		out.print(Script.parse(values.getOrDefault("language", "macro")).render(CommandPlugIn.context(), provenance));
		return 0;
	}

	/**
	 * A record is a text in a file: its author may have written anything.
	 *
	 * @param arguments what was typed
	 * @param result the file with the record
	 * @param named what of the record names a file, or null
	 * @throws UsageException if it does, and the user has not said that it may be read
	 */
	static void checkNamed(final Arguments arguments, final String result, final String named) {
		if (named != null && !arguments.files().recordedFiles()) throw new UsageException("The record in " + result + " says " +
			named + ", which may be a file. Files that a record names are read only if you say so: add --recorded-files if you " +
			"know where " + result + " is from");
	}

	/**
	 * @param folder the folder that relative paths start from
	 * @param name a file
	 * @return how it was made
	 * @throws UsageException if it is no image
	 */
	static Provenance provenance(final Path folder, final String name) {
		return Provenance.of(open(folder, name));
	}

	/** An image of a file. */
	static ImagePlus open(final Path folder, final String name) {
		final Path path = FilePaths.resolve(folder, name);
		if (!Files.exists(path)) throw new UsageException(path + " does not exist");
		try (ImageJMessages messages = new ImageJMessages()) {
			return new ImageFile(path, messages, note -> {}).open(ImageFile.memoryLimit());
		}
		catch (final IOException e) {
			throw new UsageException(path + ": " + Failures.message(e), e);
		}
	}
}
