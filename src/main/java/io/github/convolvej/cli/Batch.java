package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.console.ProgressLine;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.FreeSpace;
import io.github.convolvej.cli.files.NewFolder;
import io.github.convolvej.cli.files.TableFile;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.CommandResult;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

import ij.IJ;
import ij.ImagePlus;

/**
 * Filters files one after the other. A file that fails is reported and does not
 * stop the others; cancelling stops all and leaves nothing half-written.
 */
final class Batch {

	private final Recipe recipe;
	private final Console console;
	private boolean overwrite;
	private boolean compress;
	private int series;
	private long memoryLimit = ImageFile.memoryLimit();
	private UnaryOperator<OutputStream> wrap = UnaryOperator.identity();
	private TableFile table;
	private volatile boolean cancelled;
	private volatile NewFile writing;
	private int count;
	private int done;
	private int failed;

	/**
	 * @param recipe the filters
	 * @param console where to report
	 */
	Batch(final Recipe recipe, final Console console) {
		this.recipe = recipe;
		this.console = console;
	}

	/** Lets output files be replaced. */
	Batch overwrite(final boolean allowed) {
		overwrite = allowed;
		return this;
	}

	/** Compresses the samples of output files. */
	Batch compress(final boolean wanted) {
		compress = wanted;
		return this;
	}

	/** Opens one of several images of each file, from 1; 0 if it must be the only one. */
	Batch series(final int number) {
		series = number;
		return this;
	}

	/** Reads stacks above so many bytes plane by plane. */
	Batch memoryLimit(final long bytes) {
		memoryLimit = bytes;
		return this;
	}

	/** Puts something around the streams to output files, which a test lets fail. */
	Batch wrapOutput(final UnaryOperator<OutputStream> wrapper) {
		wrap = wrapper;
		return this;
	}

	/**
	 * Stops as soon as possible, and deletes what is half-written. Called from any
	 * thread.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	void cancel() throws IOException {
		cancelled = true;
		final NewFile file = writing;
		if (file != null) file.close();
	}

	/**
	 * Filters and writes.
	 *
	 * @param tasks the files; their outputs have been checked
	 * @return the exit code: 0 if all were written, otherwise 1
	 * @throws UsageException if the output folder cannot be made
	 */
	int run(final List<FileTask> tasks) {
		if (recipe.last().givesTable()) table = new TableFile(tasks, recipe.name(), overwrite);
		try (NewFolder folder = new NewFolder(tasks.get(0).output().toAbsolutePath().getParent())) {
			forEach(tasks, this::write);
			if (table != null && !cancelled) writeTable();
		}
		return summary();
	}

	/**
	 * Tells what would be done, and writes nothing.
	 *
	 * @param tasks the files
	 * @return the exit code: 0 if all can be filtered, otherwise 1
	 */
	int plan(final List<FileTask> tasks) {
		forEach(tasks, this::describe);
		return summary();
	}

	/** What is done with one file. */
	private interface Action {

		void run(FileTask task, ImageJMessages messages) throws IOException;
	}

	private void forEach(final List<FileTask> tasks, final Action action) {
		count = tasks.size();
		for (final FileTask task : tasks) {
			if (cancelled) return;
			try (ImageJMessages messages = new ImageJMessages()) {
				attempt(task, messages, action);
				messages.take().forEach(note -> note(task, note));
			}
		}
	}

	private void attempt(final FileTask task, final ImageJMessages messages, final Action action) {
		try {
			action.run(task, messages);
			done++;
		}
		catch (final CancellationException e) {
			cancelled = true;
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
		catch (final OutOfMemoryError e) {
			fail(task, "not enough memory: give Java more, for example java -Xmx" + 2 * (Runtime.getRuntime().maxMemory() >> 20) +
				"m -jar ..., or use fewer --threads");
		}
		catch (final RuntimeException | Error e) {
			fail(task, "a defect of ConvolveJ, please report it with these lines:");
			console.stackTrace(e);
		}
	}

	private void fail(final FileTask task, final String message) {
		// writing to a file that was just given up fails in its own ways
		if (cancelled) return;
		failed++;
		console.error(task.input() + ": " + message);
	}

	private void note(final FileTask task, final String note) {
		console.note(task.input() + ": note: " + note);
	}

	/** Of the filters before the last one there is no progress to see. */
	private Monitor silent() {
		return new Monitor() {

			@Override
			public boolean isCancelled() {
				return cancelled;
			}
		};
	}

	private FilterJob job(final FilterCommand command, final FileTask task, final ImageJMessages messages) throws IOException {
		final ImagePlus image = new ImageFile(task.input(), messages, note -> note(task, note)).series(series).open(
			memoryLimit);
		final FilterJob job = command.job(recipe.prepared(image, silent()));
		command.notes().forEach(note -> IJ.log(command.name() + ": " + note));
		checkPlane((long) (job.bytes() / ((double) job.channels() * job.slices() * job.frames())), Runtime.getRuntime()
			.maxMemory());
		return job;
	}

	/** Planes are written one by one, but each as a whole. */
	static void checkPlane(final long bytes, final long most) {
		if (bytes > most) throw new IllegalArgumentException("A plane of the result needs " + NumberText.bytes(bytes) +
			" of memory, but Java has " + NumberText.bytes(most) + ": give it more (java -Xmx...), filter parts of the image, use a " +
			"larger stride, or output=same if that is smaller");
	}

	private void writeTable() {
		try {
			table.write(wrap);
			if (table.rows().size() > 0) console.line("table -> " + table.path() + "  " + ConsoleText.count(table.rows().size(), "row"));
		}
		catch (final IOException e) {
			failed++;
			console.error(table.path() + ": " + Failures.message(e));
		}
	}

	private void write(final FileTask task, final ImageJMessages messages) throws IOException {
		final long start = System.nanoTime();
		final FilterCommand command = recipe.last();
		final FilterJob job = job(command, task, messages);
		FreeSpace.check(task.output(), Description.pixelBytes(job));
		try (NewFile file = new NewFile(task.output(), overwrite, wrap);
				ProgressLine progress = new ProgressLine(progressName(task), console.terminal(), () -> cancelled))
		{
			writing = file;
			if (cancelled) throw new CancellationException();
			final CommandResult result = command.result(job, progress);
			command.trace(job, result.image());
			TiffContents.write(result.image(), compress, file.stream());
			file.commit();
			if (table != null) result.addRows(table.rows());
		}
		finally {
			writing = null;
		}
		final double seconds = (System.nanoTime() - start) * 1e-9;
		console.line(task.input() + " -> " + task.output() + "  " + Description.size(job) + ", " + String.format(
			Locale.ROOT, "%.2f s", seconds) + (job.clamped() > 0 ? ", " + ConsoleText.count(job.clamped(), "sample") + " clamped"
				: ""));
	}

	private String progressName(final FileTask task) {
		final String name = task.input().getFileName().toString();
		return count == 1 ? name : done + failed + 1 + "/" + count + " " + name;
	}

	private void describe(final FileTask task, final ImageJMessages messages) throws IOException {
		final FilterJob job = job(recipe.last(), task, messages);
		console.line(task.input() + " -> " + task.output());
		Description.lines(job).forEach(line -> console.line("  " + line));
	}

	private int summary() {
		final int left = count - done - failed;
		console.line(done + " done, " + failed + " failed" + (left > 0 ? ", " + left + " not finished: cancelled" : ""));
		return done == count ? 0 : 1;
	}
}
