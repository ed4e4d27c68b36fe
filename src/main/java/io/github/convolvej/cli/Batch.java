package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.FailureList;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.FilesInUse;
import io.github.convolvej.cli.files.NewFolder;
import io.github.convolvej.cli.files.TableFile;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Filters files one after the other. A file that fails is reported and does not
 * stop the others; cancelling stops all and leaves nothing half-written.
 */
final class Batch {

	private final Recipe recipe;
	private final Console console;
	private final BatchOptions options = new BatchOptions();
	private final FilesInUse used = new FilesInUse();
	private int timeout;
	private Path tablePath;
	private FailureList failures;
	private Signature signature;
	private TableFile table;
	private volatile boolean cancelled;
	private volatile FileRun current;
	private boolean outOfMemory;
	private volatile int count;
	private final AtomicInteger done = new AtomicInteger();
	private final AtomicInteger skipped = new AtomicInteger();
	private final AtomicInteger failed = new AtomicInteger();

	/**
	 * @param recipe the filters
	 * @param console where to report
	 */
	Batch(final Recipe recipe, final Console console) {
		this.recipe = recipe;
		this.console = console;
		recipe.files().forEach(used::add);
	}

	/** Lets output files be replaced. */
	Batch overwrite(final boolean allowed) {
		options.overwrite = allowed;
		return this;
	}

	/** Keeps output files that the same recipe has made of the same input. */
	Batch skipExisting(final boolean wanted) {
		options.skipExisting = wanted;
		return this;
	}

	/** Compresses the samples of output files. */
	Batch compress(final boolean wanted) {
		options.compress = wanted;
		return this;
	}

	/** Opens one of several images of each file, from 1; 0 if it must be the only one. */
	Batch series(final int number) {
		options.series = number;
		return this;
	}

	/** Reads stacks above so many bytes plane by plane. */
	Batch memoryLimit(final long bytes) {
		options.memoryLimit = bytes;
		return this;
	}

	/** Wraps the streams to output files; tests use it to let writing fail. */
	Batch wrapOutput(final UnaryOperator<OutputStream> wrapper) {
		options.wrap = wrapper;
		return this;
	}

	/** Ends a file with an error if it takes longer; 0 for no limit. */
	Batch timeout(final int seconds) {
		timeout = seconds;
		return this;
	}

	/** Sets the table for the numbers of filters that give some. */
	Batch table(final Path path) {
		tablePath = path;
		return this;
	}

	/** Lists failures in a file, unless nothing is to be written. */
	Batch failures(final Path path, final boolean dryRun) {
		failures = new FailureList(path, used, dryRun);
		return this;
	}

	/** The files that this call reads; inputs are added when they are known. */
	FilesInUse used() {
		return used;
	}

	/**
	 * Stops as soon as possible and deletes half-written files. Called from any
	 * thread.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	void cancel() throws IOException {
		cancelled = true;
		final FileRun run = current;
		if (run != null) run.stop();
	}

	/**
	 * Filters and writes.
	 *
	 * @param tasks the files; their outputs have been checked
	 * @return the exit code: 0 if all were written, otherwise 1
	 * @throws UsageException if the output folder cannot be made
	 */
	int run(final List<FileTask> tasks) {
		sign();
		final Path output = tasks.stream().map(FileTask::output).filter(Objects::nonNull).findFirst().orElse(null);
		if (output == null) {
			forEach(tasks, null);
			return summary();
		}
		try (NewFolder folder = new NewFolder(output.toAbsolutePath().getParent()); TableFile rows = openTable(tasks)) {
			table = rows;
			if (!folder.removed().isEmpty()) console.note(ConsoleText.count(folder.removed().size(), "temporary file") +
				" of runs that were killed removed from " + FileNames.text(output.toAbsolutePath().getParent()));
			forEach(tasks, FileRun::write);
			if (rows != null && done.get() > 0) console.line("table -> " + FileNames.text(rows.path()) + "  " + ConsoleText.count(rows
				.size(), "row"));
		}
		catch (final IOException e) {
			throw new UsageException("The table " + tablePath + " cannot be closed: " + Failures.message(e), e);
		}
		return summary();
	}

	private TableFile openTable(final List<FileTask> tasks) {
		if (!recipe.last().givesTable()) return null;
		return new TableFile(tablePath == null ? TableFile.place(null, Path.of(""), tasks, recipe.name()) : tablePath,
			options.overwrite, used);
	}

	private void sign() {
		try {
			signature = new Signature(recipe, options.series);
		}
		catch (final IOException e) {
			throw new UsageException("A file that the filter reads: " + Failures.message(e), e);
		}
	}

	/**
	 * Reports what would be done and writes nothing.
	 *
	 * @param tasks the files
	 * @return the exit code: 0 if all can be filtered, otherwise 1
	 */
	int plan(final List<FileTask> tasks) {
		sign();
		forEach(tasks, FileRun::describe);
		return summary();
	}

	/** Work on one file. */
	private interface Action {

		/** Returns false if there was nothing to do. */
		boolean run(FileRun run) throws IOException;
	}

	private void forEach(final List<FileTask> tasks, final Action action) {
		count = tasks.size();
		for (final FileTask task : tasks) {
			if (cancelled) return;
			console.image(ended() + 1, count);
			if (task.refusal() != null) {
				fail(task, task.refusal());
				continue;
			}
			try (ImageJMessages messages = new ImageJMessages()) {
				final FileRun run = new FileRun(recipe, options, console, task, messages).signature(signature).table(table);
				current = run;
				// it may have been cancelled meanwhile
				if (cancelled) return;
				attempt(task, run, action);
				messages.take().forEach(run::note);
			}
			finally {
				current = null;
			}
		}
	}

	private void attempt(final FileTask task, final FileRun run, final Action action) {
		try {
			final boolean[] worked = new boolean[1];
			final TimeLimit.Action whole = () -> worked[0] = action.run(run);
			if (timeout > 0) new TimeLimit(timeout).run(whole, () -> stop(task, run));
			else whole.run();
			if (worked[0]) done.incrementAndGet();
			else skipped.incrementAndGet();
		}
		catch (final CancellationException e) {
			cancelled = true;
		}
		catch (final TimeoutException e) {
			fail(task, "took longer than " + timeout + " s (--timeout), and was given up");
		}
		catch (final IOException e) {
			fail(task, Failures.message(e));
		}
		catch (final UncheckedIOException e) {
			fail(task, Failures.message(e.getCause()));
		}
		catch (final IllegalArgumentException e) {
			fail(task, String.valueOf(e.getMessage()));
		}
		catch (final RuntimeException | Error e) {
			failUnexpectedly(task, run, e);
		}
	}

	private void stop(final FileTask task, final FileRun run) {
		try {
			run.stop();
		}
		catch (final IOException e) {
			console.error(task.name() + ": a half-written file could not be deleted: " + Failures.message(e));
		}
	}

	private void failUnexpectedly(final FileTask task, final FileRun run, final Throwable e) {
		final boolean memory = hasCause(e, OutOfMemoryError.class);
		if (memory) fail(task, "not enough memory: give Java more, for example java -Xmx" + run.wantedMemory() + "m -jar ..., or use fewer --threads");
		// a class that could not be loaded for want of memory cannot be used any more
		else if (outOfMemory && hasCause(e, LinkageError.class)) fail(task,
			"not computed, since memory ran out before, while a part of ConvolveJ was loaded: give Java more memory and run again" +
				" with --skip-existing");
		else {
			fail(task, "a defect of ConvolveJ, please report it with these lines:");
			if (!cancelled) console.stackTrace(e);
		}
		outOfMemory |= memory;
	}

	/** Exceptions of worker threads arrive wrapped in others. */
	private static boolean hasCause(final Throwable e, final Class<? extends Throwable> type) {
		for (Throwable cause = e; cause != null; cause = cause.getCause())
			if (type.isInstance(cause)) return true;
		return false;
	}

	private void fail(final FileTask task, final String message) {
		// writing to a file that was just given up fails in its own ways
		if (cancelled) return;
		failed.incrementAndGet();
		console.error(task.name() + ": " + message);
		if (failures == null) return;
		try {
			failures.add(task.name(), task.output() == null ? null : FileNames.text(task.output()), message);
		}
		catch (final IOException e) {
			console.error("The list of failures cannot be written: " + Failures.message(e));
		}
	}

	private int ended() {
		return done.get() + skipped.get() + failed.get();
	}

	/** Counts of finished and failed files, as text. */
	private String counts() {
		final int left = count - ended();
		return done + " done, " + (options.skipExisting ? skipped + " skipped, " : "") + failed + " failed" + (left > 0 ? ", " +
			left + " not finished: cancelled" : "");
	}

	/** The last line, if the batch does not end soon after it was cancelled. */
	String stoppedLine() {
		return "Stopped: " + counts();
	}

	private int summary() {
		console.line(counts());
		return done.get() + skipped.get() == count ? 0 : 1;
	}
}
