package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.job.TableRows;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.NewFile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import ij.measure.ResultsTable;

/**
 * The table of filters that give numbers besides images: one CSV file for all
 * images, a row for each slice and time point, UTF-8, with a line of headings. Rows
 * are added image by image, under a lock, so that several processes may write one
 * table; rows of other images stay.
 */
public final class TableFile implements Closeable {

	/** Spreadsheets take a text for a formula if it begins with one of these. */
	private static final String FORMULA = "=+-@\t\r";
	private static final int WAIT_MILLISECONDS = 20;
	private static final int MAX_WAITS = 3000;

	private final Path path;
	private final boolean overwrite;

	/**
	 * @param path the file; one that exists gets further rows
	 * @param overwrite whether rows of the same images, or a file that is no table, are
	 *          replaced
	 * @param used the files that the call reads
	 * @throws UsageException if it exists and is no table, or cannot be written or
	 *           locked
	 */
	public TableFile(final Path path, final boolean overwrite, final FilesInUse used) {
		this.path = path;
		this.overwrite = overwrite;
		final String use = used.use(path);
		if (use != null) throw new UsageException("OUTPUT " + path + ", the table, is " + use +
			", which are never written onto: choose another --table");
		final Path folder = path.toAbsolutePath().getParent();
		if (!Files.isDirectory(folder)) throw new UsageException("OUTPUT " + path + ", the table: the folder " + folder +
			" does not exist: make it first, or choose another --table");
		if (Files.exists(path) && !Files.isRegularFile(path)) throw new UsageException("OUTPUT " + path + ", the table, is " +
			(Files.isDirectory(path) ? "a folder" : "a pipe, socket or device") + ": choose another --table");
		try {
			if (Files.exists(path) && NewFile.isReadOnly(path)) throw new IOException("it is read-only");
			locked(channel -> read(channel));
		}
		catch (final IOException e) {
			final boolean exists = Files.exists(path);
			throw new UsageException("OUTPUT " + path + ", the table, " + (exists ? "exists, and no row can be added: "
				: "cannot be made: ") + reason(e, folder) + ": choose another name with --table" + (exists ? ", or add --overwrite"
					: ""), e);
		}
	}

	private static String reason(final IOException e, final Path folder) {
		return e instanceof NoSuchFileException ? "the folder " + folder + " takes no new files" : Failures.message(e);
	}

	/**
	 * @param name what --table says, or null
	 * @param folder the folder that relative paths start from
	 * @param tasks the files, at least one with an output
	 * @param filter the filter's name
	 * @return where the table is: of the same name as the only image, otherwise named
	 *         after the filter, beside the images
	 * @throws UsageException if the name is none of a table
	 */
	public static Path place(final String name, final Path folder, final List<FileTask> tasks, final String filter) {
		final Path first = tasks.stream().map(FileTask::output).filter(Objects::nonNull).findFirst().get();
		if (name == null) return tasks.size() > 1 ? first.resolveSibling(filter + ".csv") : FileNames.derived(first
			.toAbsolutePath().getParent(), first, ".csv");
		if (!name.toLowerCase(java.util.Locale.ROOT).endsWith(".csv")) throw new UsageException("--table is '" + name +
			"', but must end in .csv");
		final boolean plain = name.indexOf('/') < 0 && name.indexOf(java.io.File.separatorChar) < 0;
		return FilePaths.resolve(plain ? first.toAbsolutePath().getParent() : folder, name);
	}

	public Path path() {
		return path;
	}

	/** Work on the file while it is locked for other processes. */
	private interface Work<T> {

		T run(FileChannel channel) throws IOException;
	}

	/** Opens the file under its lock; if another process has replaced it meanwhile, again. */
	private <T> T locked(final Work<T> work) throws IOException {
		// locks are those of the process, not of a thread
		synchronized (TableFile.class) {
			while (true) {
				final Object before = key();
				try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
					StandardOpenOption.WRITE); FileLock lock = lock(channel))
				{
					final Object now = key();
					if (lock.isValid() && now != null && (before == null || before.equals(now)) && isSame(now)) return work.run(
						channel);
				}
			}
		}
	}

	/** Another process may have deleted or replaced a file that was just created. */
	private boolean isSame(final Object key) {
		return key.equals(key());
	}

	private FileLock lock(final FileChannel channel) throws IOException {
		for (int i = 0; i < MAX_WAITS; i++) {
			final FileLock lock;
			try {
				lock = channel.tryLock();
			}
			catch (final IOException e) {
				throw new IOException("this disk locks no files (" + e.getMessage() + "), so another run could write it too", e);
			}
			if (lock != null) return lock;
			LockSupport.parkNanos(WAIT_MILLISECONDS * 1_000_000L);
		}
		throw new IOException("another program has locked " + path + " for a minute");
	}

	/** Tells files of one name apart; on Windows the name itself. */
	private Object key() {
		try {
			final Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
			return key == null ? path : key;
		}
		catch (final IOException e) {
			return null;
		}
	}

	private CsvTable read(final FileChannel channel) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
		channel.position(0);
		while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
			// until all are read
		}
		try {
			return CsvTable.parse(new String(bytes.array(), StandardCharsets.UTF_8));
		}
		catch (final IOException e) {
			if (overwrite) return null;
			throw e;
		}
	}

	/**
	 * @return number of rows, also those of other runs
	 * @throws IOException if it cannot be read
	 */
	public int size() throws IOException {
		final CsvTable table = locked(this::read);
		return table == null ? 0 : table.size();
	}

	/**
	 * @param image name of an image
	 * @return whether it has rows
	 * @throws IOException if it cannot be read
	 */
	public boolean holds(final String image) throws IOException {
		final CsvTable table = locked(this::read);
		return table != null && table.holds(cell(image));
	}

	/**
	 * Checks that rows can be added, before they are computed.
	 *
	 * @param headings of the rows
	 * @throws IOException if it has other ones
	 */
	public void check(final List<String> headings) throws IOException {
		final CsvTable table = locked(this::read);
		if (table != null) check(table, headings);
	}

	private void check(final CsvTable table, final List<String> headings) throws IOException {
		if (!CsvTable.areAlike(table.headings(), headings)) throw new IOException("the table " + path + " has the columns " +
			shown(table.headings()) + ", but these rows " + shown(headings) + ": choose another name with --table");
	}

	private static String shown(final List<String> headings) {
		return headings.size() <= 8 ? String.join(",", headings) : String.join(",", headings.subList(0, 8)) + " ...";
	}

	/**
	 * Adds the rows of one image. Rows of it that are the same are not added again.
	 *
	 * @param image its name
	 * @param rows the rows, of this image only
	 * @throws IOException if they cannot be written; then the table is as before
	 */
	public void add(final String image, final ResultsTable rows) throws IOException {
		final CsvTable added = table(rows);
		locked(channel -> {
			add(channel, cell(image), added);
			return null;
		});
	}

	private void add(final FileChannel channel, final String image, final CsvTable added) throws IOException {
		final CsvTable found = read(channel);
		if (found == null) {
			replace(channel, added);
			return;
		}
		check(found, added.headings());
		final CsvTable wide = found.widened(added.headings());
		final CsvTable fitting = added.ordered(wide.headings());
		if (wide.holds(image)) {
			if (wide.of(image).equals(fitting)) return;
			if (!overwrite) throw new IOException("the table " + path + " has other rows of " + image +
				": choose another name with --table, or add --overwrite, which replaces them");
			replace(channel, wide.without(image).plus(fitting));
		}
		else if (wide.headings().equals(found.headings())) append(channel, fitting.rowText());
		else replace(channel, wide.plus(fitting));
	}

	/** Whenever the process ends, the table is the old one or the new one. */
	private void replace(final FileChannel channel, final CsvTable table) throws IOException {
		// Windows does not replace open files
		if (channel.size() == 0 || java.io.File.separatorChar == '\\') {
			channel.truncate(0);
			append(channel, table.text());
			return;
		}
		try (NewFile file = new NewFile(path, true, UnaryOperator.identity())) {
			file.stream().write(table.text().getBytes(StandardCharsets.UTF_8));
			file.commit();
		}
	}

	private static void append(final FileChannel channel, final String text) throws IOException {
		final long end = channel.size();
		final ByteBuffer bytes = ByteBuffer.allocate(1);
		final boolean open = end > 0 && channel.read(bytes, end - 1) == 1 && bytes.get(0) != '\n';
		final ByteBuffer added = ByteBuffer.wrap(((open ? "\n" : "") + text).getBytes(StandardCharsets.UTF_8));
		try {
			channel.position(end);
			while (added.hasRemaining())
				channel.write(added);
		}
		catch (final IOException e) {
			channel.truncate(end);
			throw e;
		}
	}

	private static CsvTable table(final ResultsTable rows) {
		final List<String> headings = Arrays.asList(rows.getHeadings());
		// ImageJ looks through all columns for each name
		final Map<String, Integer> columns = TableRows.columns(rows);
		final List<List<String>> cells = new ArrayList<>();
		for (int row = 0; row < rows.size(); row++) {
			final List<String> line = new ArrayList<>();
			line.add(cell(rows.getStringValue(headings.get(0), row)));
			for (final String heading : headings.subList(1, headings.size()))
				line.add(NumberText.exact(rows.getValueAsDouble(columns.get(heading), row)));
			cells.add(line);
		}
		return new CsvTable(headings, cells);
	}

	/** The name, so that no program takes it for a formula. */
	private static String cell(final String name) {
		return !name.isEmpty() && FORMULA.indexOf(name.charAt(0)) >= 0 ? "./" + name : name;
	}

	/** Deletes the file if it has no rows. */
	@Override
	public void close() throws IOException {
		if (!Files.exists(path)) return;
		locked(channel -> {
			if (channel.size() == 0) Files.deleteIfExists(path);
			return null;
		});
	}
}
