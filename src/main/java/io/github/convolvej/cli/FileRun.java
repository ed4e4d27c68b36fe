package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.console.Progress;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.FilesInUse;
import io.github.convolvej.cli.files.FreeSpace;
import io.github.convolvej.cli.files.TableFile;
import io.github.convolvej.command.CommandResult;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

/** One file of a batch: read, filtered, written. It can be told to stop at any time. */
final class FileRun {

	private final Recipe recipe;
	private final BatchOptions options;
	private final Console console;
	private final FileTask task;
	private final ImageJMessages messages;
	private Signature signature;
	private TableFile table;
	/** Estimated bytes of memory; 0 if they are not known. */
	private volatile long memory;
	private volatile boolean stopped;
	private volatile NewFile writing;

	/**
	 * @param recipe the filters
	 * @param options how files are read and written
	 * @param console where to report
	 * @param task the file
	 * @param messages of ImageJ while it reads the file
	 */
	FileRun(final Recipe recipe, final BatchOptions options, final Console console, final FileTask task,
		final ImageJMessages messages)
	{
		this.recipe = recipe;
		this.options = options;
		this.console = console;
		this.task = task;
		this.messages = messages;
	}

	/** Sets the signature that is written to the result and compared with existing results. */
	FileRun signature(final Signature ofRecipe) {
		signature = ofRecipe;
		return this;
	}

	/** Sets the table for its rows; null if it has none. */
	FileRun table(final TableFile ofBatch) {
		table = ofBatch;
		return this;
	}

	/**
	 * Stops as soon as possible and deletes half-written files. Called from any
	 * thread.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	void stop() throws IOException {
		stopped = true;
		final NewFile file = writing;
		if (file != null) file.close();
	}

	/** Reports a note about the file. */
	void note(final String note) {
		console.note(task.name() + ": note: " + note);
	}

	/**
	 * Filters and writes.
	 *
	 * @return whether it was done; false if the result is there already
	 * @throws IOException if it fails
	 */
	boolean write() throws IOException {
		final long start = System.nanoTime();
		boolean overwrite = options.overwrite;
		if (options.skipExisting && Files.exists(task.output())) {
			if (isThere()) {
				console.line(arrow() + "  skipped: made of it by the same recipe");
				return false;
			}
			// the same result again, for its rows
			overwrite = true;
		}
		if (Files.exists(task.output())) checkParts();
		try (Progress progress = console.progress(task.image(), () -> stopped)) {
			write(start, overwrite, progress);
		}
		return true;
	}

	private void write(final long start, final boolean overwrite, final Monitor progress) throws IOException {
		try (StreamedTiff streamed = streamed()) {
			write(start, overwrite, progress, streamed);
		}
	}

	/** Writes block by block, or plane by plane if it is not streamed. */
	private void write(final long start, final boolean overwrite, final Monitor progress, final StreamedTiff streamed)
		throws IOException
	{
		final FilterCommand command = streamed == null ? recipe.last() : streamed.command();
		final FilterJob job = streamed == null ? job(command, progress) : streamed.job();
		if (streamed != null) log(command);
		if (table != null) table.check(command.headings(job));
		if (options.compress) noteSpace(Description.pixelBytes(job));
		else FreeSpace.check(task.output(), Description.pixelBytes(job));
		final long clamped;
		final String size;
		try (NewFile file = new NewFile(task.output(), overwrite, options.wrap)) {
			writing = file;
			if (stopped) throw new CancellationException();
			if (streamed == null) {
				size = planes(file, command, job, progress);
				clamped = job.clamped();
			}
			else {
				clamped = blocks(file, streamed, progress);
				size = Description.size(job);
			}
		}
		finally {
			writing = null;
		}
		final double seconds = (System.nanoTime() - start) * 1e-9;
		console.line(arrow() + "  " + size + ", " + String.format(Locale.ROOT, "%.2f s", seconds) +
			(clamped > 0 ? ", " + ConsoleText.count(clamped, "sample") + " clamped" : ""));
	}

	/** Writes all planes; returns the size of the result. */
	private String planes(final NewFile file, final FilterCommand command, final FilterJob job, final Monitor progress)
		throws IOException
	{
		final CommandResult result = command.result(job, new StepMonitor(progress, recipe.size() - 1, recipe.size()));
		command.trace(job, result.image());
		signature.sign(result.image(), task.input());
		TiffContents.write(result.image(), options.compress, file.stream());
		file.commit();
		if (table != null) addRows(result);
		return command.arrangesResult() ? Description.size(result.image()) : Description.size(job);
	}

	private long blocks(final NewFile file, final StreamedTiff streamed, final Monitor progress) throws IOException {
		final ImagePlus outline = streamed.outline();
		signature.sign(outline, task.input());
		final long clamped = streamed.write(file, outline, progress);
		file.commit();
		return clamped;
	}

	/** What writes the result block by block; null if it is written plane by plane. */
	private StreamedTiff streamed() throws IOException {
		return options.compress || recipe.last().arrangesResult() ? null : StreamedTiff.of(recipe, task.input(), file(), options.memoryLimit);
	}

	private ImageFile file() {
		return new ImageFile(task.input(), messages, this::note).series(options.series);
	}

	private static void log(final FilterCommand command) {
		command.notes().forEach(note -> IJ.log(command.name() + ": " + note));
	}

	/** What is compressed may fit where its samples would not. */
	private void noteSpace(final long bytes) throws IOException {
		final long free = FreeSpace.of(task.output());
		if (free > 0 && free < bytes) note("the result needs up to " + NumberText.bytes(bytes) + " before compression, but only " +
			NumberText.bytes(free) + " are free on its disk");
	}

	/** An image may be in several files. */
	private void checkParts() throws IOException {
		final FilesInUse parts = new FilesInUse();
		for (final Path part : new ImageFile(task.input(), messages, note -> {}).series(options.series).parts())
			parts.add(part, "part");
		if (parts.use(task.output()) != null) throw new IOException("OUTPUT " + FileNames.text(task.output()) +
			" is a part of it, which is never written onto: choose another name or folder");
	}

	/** After the image: an image without rows is found and made again, rows without an image are not. */
	private void addRows(final CommandResult result) throws IOException {
		final ResultsTable rows = new ResultsTable();
		final String name = task.image();
		result.addRows(rows, name);
		try {
			table.add(name, rows);
		}
		catch (final IOException e) {
			throw new IOException(FileNames.text(task.output()) + " was written, but its rows are not in the table: " + Failures
				.message(e), e);
		}
	}

	/** Whether the existing result is the one that this run would write. */
	private boolean isThere() throws IOException {
		final String difference = signature.difference(task.output(), task.input());
		if (difference == null) return table == null || table.holds(task.image());
		if (!options.overwrite) throw new IOException(FileNames.text(task.output()) + " exists and was not skipped: " +
			difference + "; choose another folder, or add --overwrite");
		return false;
	}

	/**
	 * Reports what would be done and writes nothing.
	 *
	 * @return whether something would be
	 * @throws IOException if it would fail
	 */
	boolean describe() throws IOException {
		if (options.skipExisting && Files.exists(task.output()) && isThere()) {
			console.line(arrow() + "  skipped: made of it by the same recipe");
			return false;
		}
		try (StreamedTiff streamed = streamed()) {
			final FilterJob job = streamed != null ? streamed.job() : job(recipe.last(), new Monitor() {

				@Override
				public boolean isCancelled() {
					return stopped;
				}
			});
			console.line(arrow());
			Description.lines(job).forEach(line -> console.line("  " + line));
		}
		return true;
	}

	private String arrow() {
		return task.name() + " -> " + FileNames.text(task.output());
	}

	private FilterJob job(final FilterCommand command, final Monitor progress) throws IOException {
		final ImagePlus image = file().open(options.memoryLimit);
		final FilterJob job = recipe.job(recipe.size() - 1, command, recipe.prepared(image, options.memoryLimit, progress));
		log(command);
		final long plane = (long) (job.bytes() / ((double) job.channels() * job.slices() * job.frames()));
		checkPlane(plane, Runtime.getRuntime().maxMemory());
		memory = recipe.size() > 1 || table != null ? 0 : memory(image, plane, job);
		return job;
	}

	/**
	 * As measured with planes of 25 million pixels: two and a half times the planes that are read and written, besides what
	 * else is in memory.
	 */
	private static long memory(final ImagePlus image, final long resultPlane, final FilterJob job) {
		final long plane = (long) image.getWidth() * image.getHeight() * image.getBytesPerPixel();
		final long[] field = job.receptiveField();
		// planes above and below are read for each plane of the result
		final long depth = field.length > 2 ? Math.max(1, Math.min(image.getNSlices(), field[2])) : 1;
		final long kept = image.getStack().isVirtual() ? plane * (depth - 1) : plane * (image.getStackSize() - 1L);
		return (plane + resultPlane) * 5 / 2 + kept;
	}

	/** Megabytes of memory that Java should have, after it had too little. */
	long wantedMemory() {
		final long most = Runtime.getRuntime().maxMemory();
		return (memory > most ? memory : 2 * most) + (1 << 20) - 1 >> 20;
	}

	/** Planes are written one by one, but each as a whole. */
	static void checkPlane(final long bytes, final long most) {
		if (bytes > most) throw new IllegalArgumentException("A plane of the result needs " + NumberText.bytes(bytes) +
			" of memory, but Java has " + NumberText.bytes(most) + ": give it more (java -Xmx...), filter parts of the image, use a " +
			"larger stride, or output=same if that is smaller");
	}
}
