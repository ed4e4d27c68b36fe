package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.Inputs;
import io.github.convolvej.cli.files.Outputs;
import io.github.convolvej.cli.files.TableFile;
import io.github.convolvej.cli.files.UsageException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import net.imglib2.parallel.Parallelization;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: {@code java -jar ConvolveJ_-VERSION-all.jar FILTER INPUT...
 * OUTPUT key=value...}. Runs the same commands as ImageJ's menu, with the same
 * keys as a macro, on files, folders and globs, without any window. Exit codes:
 * 0 all done, 1 some files failed, 2 nothing was computed because of how it was
 * called.
 */
public final class Main {

	private static final int FAILED = 1;
	private static final int USAGE = 2;
	private static final int CANCEL_SECONDS = 5;
	/** Subcommands that read the record of a result. */
	private static final List<String> RECORDS = List.of("replay", "explain", AnimationFile.NAME);
	/** Subcommands that know none of the options for batches and containers. */
	private static final List<String> TOOLS = List.of("explain", "script", AnimationFile.NAME, LearnedKernelFile.NAME,
		GalleryFile.NAME, SampleFiles.NAME, ModelCheck.NAME, "list", "help");
	/** Those of them that write one file, and know --dry-run. */
	private static final List<String> WRITERS = List.of(AnimationFile.NAME, LearnedKernelFile.NAME, GalleryFile.NAME);

	private final PrintStream out;
	private final PrintStream err;
	private final boolean interactive;
	private final Path folder;
	private final VolumeEngine engine;
	private final CountDownLatch finished = new CountDownLatch(1);
	private volatile Batch batch;
	private volatile AnimationFile animation;
	private volatile boolean stopped;

	private Main(final PrintStream out, final PrintStream err, final boolean interactive, final Path folder,
		final VolumeEngine engine)
	{
		this.out = out;
		this.err = err;
		this.interactive = interactive;
		this.folder = folder;
		this.engine = engine;
	}

	/**
	 * Runs and exits.
	 *
	 * @param args the arguments; without any, the usage is printed
	 */
	public static void main(final String... args) {
		// before any class of AWT is loaded
		if (System.getProperty("java.awt.headless") == null) System.setProperty("java.awt.headless", "true");
		final Main main = new Main(System.out, System.err, isTerminal(), Path.of(""), new ThreadEngine());
		Runtime.getRuntime().addShutdownHook(new Thread(main::cancel));
		System.exit(main.run(RawArguments.of(args)));
	}

	/**
	 * Runs without exiting.
	 *
	 * @param out where results are reported
	 * @param err where failures are reported
	 * @param args the arguments
	 * @return the exit code: 0, 1 or 2
	 */
	public static int run(final PrintStream out, final PrintStream err, final String... args) {
		return run(out, err, Path.of(""), args);
	}

	/**
	 * Runs without exiting, and computes the blocks of Zarr containers elsewhere.
	 * When the process is told to stop, the run is cancelled.
	 *
	 * @param engine what computes the blocks
	 * @param args the arguments
	 * @return the exit code: 0, 1 or 2
	 */
	public static int run(final VolumeEngine engine, final String... args) {
		final Main main = new Main(System.out, System.err, false, Path.of(""), engine);
		Runtime.getRuntime().addShutdownHook(new Thread(main::cancel));
		return main.run(RawArguments.of(args));
	}

	/** The same, with the folder that relative paths start from. */
	static int run(final PrintStream out, final PrintStream err, final Path folder, final String... args) {
		return run(out, err, folder, new ThreadEngine(), args);
	}

	static int run(final PrintStream out, final PrintStream err, final Path folder, final VolumeEngine engine,
		final String... args)
	{
		return new Main(out, err, false, folder, engine).run(args);
	}

	/** Java knows only whether both input and output are a terminal; Linux also knows it of standard error. */
	private static boolean isTerminal() {
		if (System.console() == null) return false;
		final Path error = Path.of("/proc/self/fd/2");
		try {
			return !Files.isSymbolicLink(error) || Files.readSymbolicLink(error).toString().matches("/dev/(pts/|tty).*");
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** When the process is told to stop: waits until nothing half-written is left. */
	private void cancel() {
		stopped = true;
		try {
			if (batch != null) batch.cancel();
			if (animation != null) animation.cancel();
			if (!finished.await(CANCEL_SECONDS, TimeUnit.SECONDS) && batch != null) out.println(batch.stoppedLine());
			out.flush();
		}
		catch (final IOException e) {
			err.println("A half-written file could not be deleted: " + Failures.message(e));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private int run(final String... args) {
		try {
			return dispatch(Arguments.parse(args));
		}
		catch (final UnmatchedArgumentException e) {
			final List<String> suggestions = e.getSuggestions();
			return usage(e.getMessage() + (suggestions.isEmpty() ? unmatchedHint(e.getUnmatched().get(0))
				: " (did you mean " + String.join(" or ", suggestions) + "?)"));
		}
		catch (final ParameterException | UsageException e) {
			// picocli's word for it
			return usage(String.valueOf(e.getMessage()).replace("' is not an int", "' is no whole number, or too large"));
		}
		catch (final RuntimeException | Error e) {
			err.println("A defect of ConvolveJ, please report it with these lines:");
			e.printStackTrace(err);
			return FAILED;
		}
		finally {
			out.flush();
			err.flush();
			finished.countDown();
		}
	}

	/** What was probably meant by an option that does not exist: a key of a filter, or a file. */
	private String unmatchedHint(final String option) {
		if (Files.exists(FilePaths.resolve(folder, option))) return "; the file of that name is ./" + option;
		final int equals = option.indexOf('=');
		return equals > 0 ? "; keys of filters are written without -: " + option.replaceFirst("^-+", "") : "";
	}

	private int usage(final String message) {
		err.println(ConsoleText.harmless(message));
		err.println("Usage: FILTER INPUT... OUTPUT [key=value...] [options]; --help shows more, 'list' all filters, " +
			"'help FILTER' its keys");
		return USAGE;
	}

	private int dispatch(final Arguments arguments) {
		final List<String> words = arguments.words();
		if (arguments.version()) {
			out.println(Program.version());
			return 0;
		}
		if (words.isEmpty()) {
			(arguments.help() ? out : err).print(Arguments.usage());
			return arguments.help() ? 0 : USAGE;
		}
		final String first = words.get(0);
		if (arguments.from() != null && !first.equals("replay")) throw new UsageException("--from and --recipe go with replay, not with '" +
			first + "'");
		if (arguments.files().recordedFiles() && !RECORDS.contains(first)) throw new UsageException(
			"--recorded-files goes with replay, explain and animate, not with '" + first + "'");
		if (arguments.at() != null && !first.equals("explain")) throw new UsageException("--at goes with explain, not with '" +
			first + "'");
		if (TOOLS.contains(first)) checkTool(first, arguments);
		if (first.equals("replay") && !arguments.help()) return replay(arguments);
		if (ResultTools.NAMES.contains(first) && !arguments.help()) return new ResultTools(out, err, folder).run(arguments);
		if (first.equals(AnimationFile.NAME) && !arguments.help()) {
			animation = new AnimationFile(folder, out, err);
			return animation.write(arguments);
		}
		if (first.equals(LearnedKernelFile.NAME) && !arguments.help()) return threaded(arguments, () -> LearnedKernelFile.write(
			folder, arguments, out, err));
		if (first.equals(GalleryFile.NAME) && !arguments.help()) return threaded(arguments, () -> GalleryFile.write(folder,
			arguments, out, err));
		if (first.equals(SampleFiles.NAME) && !arguments.help()) return SampleFiles.write(folder, arguments, out, err);
		if (first.equals(ModelCheck.NAME) && !arguments.help()) return ModelCheck.run(folder, arguments, out, err);
		if (ResultTools.NAMES.contains(first) || first.equals("replay") || first.equals(SampleFiles.NAME) || first
			.equals(ModelCheck.NAME) || WRITERS.contains(first))
		{
			out.print(Arguments.usage());
			return 0;
		}
		if (VolumeTools.NAMES.contains(first)) return volumes(first, arguments);
		if (first.equals("list") || first.equals("help")) return explain(words);
		arguments.takeModelFolder(folder);
		final FilterEntry filter = new FilterCatalog().get(first);
		if (arguments.help()) {
			new Help(out).filter(filter);
			return 0;
		}
		return filter(filter, arguments);
	}

	/** Options that would change nothing are mistakes, above all one that promises that nothing is written. */
	private static void checkTool(final String tool, final Arguments arguments) {
		final boolean writes = WRITERS.contains(tool);
		final String given = arguments.files().given() != null ? arguments.files().given() : arguments.volumes().given() != null
			? arguments.volumes().given() : arguments.series() > 0 ? "--series" : arguments.dryRun() && !writes ? "--dry-run" : null;
		if (given != null) throw new UsageException(given + " goes with filters, not with '" + tool + "'");
	}

	/** Runs with as many threads as are wanted. */
	private static int threaded(final Arguments arguments, final IntSupplier tool) {
		if (arguments.threads() == 0) return tool.getAsInt();
		final AtomicInteger code = new AtomicInteger();
		Parallelization.runWithNumThreads(arguments.threads(), () -> code.set(tool.getAsInt()));
		return code.get();
	}

	private int explain(final List<String> words) {
		final boolean list = words.get(0).equals("list");
		final int most = list ? 1 : 2;
		if (words.size() > most) throw new UsageException("'" + words.get(0) + "' takes " + (list ? "nothing"
			: "one filter") + ", but is followed by '" + String.join(" ", words.subList(1, words.size())) + "'");
		if (list) new Help(out).list(new FilterCatalog());
		else if (words.size() == 1) out.print(Arguments.usage());
		else if (words.get(1).equals(Arguments.THEN)) new Help(out).then();
		else new Help(out).filter(new FilterCatalog().get(words.get(1)));
		return 0;
	}

	private int filter(final FilterEntry filter, final Arguments arguments) {
		final List<FilterEntry> filters = new ArrayList<>(Collections.singletonList(filter));
		final List<Map<String, String>> values = new ArrayList<>(Collections.singletonList(arguments.values()));
		arguments.nextFilters().forEach(name -> filters.add(new FilterCatalog().get(name)));
		values.addAll(arguments.nextValues());
		final Recipe recipe = Recipe.of(filters, values);
		return process(recipe, arguments, filter.name() + " INPUT... OUTPUT [key=value...]");
	}

	private int replay(final Arguments arguments) {
		final String usage = "replay --from RECIPE.ijm|RESULT INPUT... OUTPUT";
		if (arguments.from() == null) throw new UsageException("--from is missing: " + usage);
		if (!arguments.values().isEmpty()) throw new UsageException("replay takes no keys, but '" + arguments.values().keySet()
			.iterator().next() + "' was given: the keys are those that the result was made with");
		final RecipeFile file = new RecipeFile(folder, arguments.from());
		final Recipe recipe = file.read();
		if (!file.isMacro()) ResultTools.checkNamed(arguments, arguments.from(), recipe.namedFile());
		return process(recipe, arguments, usage);
	}

	private int volumes(final String tool, final Arguments arguments) {
		if (arguments.help()) {
			out.print(Arguments.usage());
			return 0;
		}
		if (!arguments.nextFilters().isEmpty()) throw new UsageException("'then' goes with filters, not with '" + tool + "'");
		if (tool.equals("check")) return VolumeTools.check(folder, arguments, new Console(out, err, interactive, arguments.quiet()));
		if (!arguments.values().isEmpty()) throw new UsageException("pyramid takes no keys, but '" + arguments.values().keySet()
			.iterator().next() + "' was given: pyramid INPUT OUTPUT.zarr [--levels N]");
		return volume(null, arguments);
	}

	private int volume(final Recipe recipe, final Arguments arguments) {
		final List<String> words = arguments.words();
		if (words.size() != 3 || !VolumeRun.isZarr(words.get(2))) throw new UsageException(
			"a Zarr container holds one image: give one INPUT and one OUTPUT.zarr");
		final Console console = new Console(out, err, interactive, arguments.quiet());
		final VolumeCall call = new VolumeCall(recipe, arguments.volumes(), engine, console, () -> stopped);
		call.images().series(arguments.series()).localOption(arguments.threads() > 0 ? "--threads" : null);
		final int[] code = new int[1];
		final Runnable task = () -> code[0] = call.run(folder, words.get(1), words.get(2), arguments.overwrite(), arguments
			.dryRun());
		final int threads = arguments.threads() > 0 ? arguments.threads() : Runtime.getRuntime().availableProcessors();
		Parallelization.runWithNumThreads(threads, task);
		return code[0];
	}

	private int process(final Recipe recipe, final Arguments arguments, final String usage) {
		final List<String> words = arguments.words();
		if (words.size() < 3) throw new UsageException((words.size() == 1 ? "INPUT and OUTPUT are" : "OUTPUT is") +
			" missing: " + usage);
		final String output = words.get(words.size() - 1);
		if (VolumeRun.isZarr(output)) {
			if (arguments.files().given() != null) throw new UsageException(arguments.files().given() +
				" is for results in TIFFs, but OUTPUT is " + output + ": leave it out");
			return volume(recipe, arguments);
		}
		if (engine.isElsewhere()) throw new UsageException("OUTPUT is " + output +
			", but a cluster writes Zarr containers only, block by block: end it in .zarr, or use java -jar for files");
		final String given = arguments.volumes().stored();
		if (given != null) throw new UsageException(given + " is for results in Zarr containers, but OUTPUT is " + output +
			": end it in .zarr");
		final FileOptions files = arguments.files();
		final Inputs inputs = Inputs.expand(folder, words.subList(1, words.size() - 1), arguments.volumes()::chosen);
		if (!inputs.hasPlate()) arguments.volumes().checkNoPlate(words.get(1));
		final Console console = new Console(out, err, interactive, arguments.quiet());
		batch = new Batch(recipe, console).overwrite(arguments.overwrite()).skipExisting(files.skipExisting()).compress(arguments
			.compress()).series(arguments.series()).timeout(files.timeout());
		if (arguments.from() != null) batch.used().add(FilePaths.resolve(folder, arguments.from()),
			"the result whose steps are done again");
		final List<FileTask> tasks = Outputs.assign(folder, inputs, output, recipe.name(), batch.used(), arguments.overwrite() ||
			files.skipExisting());
		if (files.table() != null) {
			if (!recipe.last().givesTable()) throw new UsageException("--table is '" + files.table() + "', but " + recipe.name() +
				" gives no numbers: leave it out");
			batch.table(TableFile.place(files.table(), folder, tasks, recipe.name()));
		}
		recipe.checkValues();
		if (files.failures() != null) {
			if (files.failures().trim().isEmpty()) throw new UsageException("--failures is empty: name a file");
			final Path list = FilePaths.resolve(folder, files.failures());
			if (Outputs.isAmong(list, tasks)) throw new UsageException("--failures names " + list +
				", which is where a result goes: choose another name");
			batch.failures(list, arguments.dryRun());
		}
		if (!inputs.skipped().isEmpty()) console.note(ConsoleText.count(inputs.skipped().size(), "file") +
			" skipped, not an image by the ending: " + inputs.skipped().get(0) + (inputs.skipped().size() > 1 ? ", ..." : ""));
		final int[] code = new int[1];
		final Runnable run = () -> code[0] = arguments.dryRun() ? batch.plan(tasks) : batch.run(tasks);
		if (arguments.threads() > 0) Parallelization.runWithNumThreads(arguments.threads(), run);
		else run.run();
		return code[0];
	}
}
