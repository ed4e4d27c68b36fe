package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.UnaryOperator;

/**
 * A file that appears under its name only when it is complete: it is written
 * under a hidden temporary name in the same folder, then moved.
 */
public final class NewFile implements Closeable {

	private final Path target;
	private final TemporaryFile temporary;
	private final boolean overwrite;
	private final OutputStream stream;
	private boolean finished;

	/**
	 * @param target the file's name
	 * @param overwrite whether a file of that name is replaced
	 * @param wrap what is put around the stream to the file
	 * @throws IOException if nothing can be written there, or a file of that name is
	 *           read-only
	 */
	public NewFile(final Path target, final boolean overwrite, final UnaryOperator<OutputStream> wrap) throws IOException {
		this.target = target;
		this.overwrite = overwrite;
		checkReplaceable();
		final Path folder = target.toAbsolutePath().getParent();
		try {
			temporary = TemporaryFile.create(folder);
		}
		catch (final NoSuchFileException e) {
			// the user did not name the temporary file: what is wrong is the folder
			throw new IOException("the folder " + folder + " takes no new file: choose another one", e);
		}
		stream = wrap.apply(temporary.stream());
	}

	private void checkReplaceable() throws IOException {
		if (Files.exists(target) && isReadOnly(target)) throw new IOException(target +
			" is read-only, and so it is not replaced");
	}

	/**
	 * @param file an existing file
	 * @return whether nobody may write to it; an administrator could, but is meant too
	 * @throws IOException if its attributes cannot be read
	 */
	public static boolean isReadOnly(final Path file) throws IOException {
		final PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		if (posix == null) return !Files.isWritable(file);
		return posix.readAttributes().permissions().stream().noneMatch(p -> p == PosixFilePermission.OWNER_WRITE ||
			p == PosixFilePermission.GROUP_WRITE || p == PosixFilePermission.OTHERS_WRITE) || !Files.isWritable(file);
	}

	/** @return the stream for its content */
	public OutputStream stream() {
		return stream;
	}

	/** @return a channel for its content, to be written in any order instead of the stream; it is not to be closed */
	public FileChannel channel() {
		return temporary.channel();
	}

	/**
	 * Closes the file and moves it to its name.
	 *
	 * @throws IOException if the last bytes could not be written, or a file of
	 *           that name has appeared
	 */
	public synchronized void commit() throws IOException {
		if (finished) throw new IOException(target + " was already closed");
		stream.close();
		if (overwrite) replace();
		else place();
		finished = true;
		try {
			temporary.release();
		}
		catch (final IOException e) {
			// some disks take bytes and fail later; what was replaced is on the disk already
			if (!overwrite) Files.deleteIfExists(target);
			throw e;
		}
	}

	private void replace() throws IOException {
		checkReplaceable();
		if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) temporary.force();
		try {
			Files.move(temporary.path(), target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(temporary.path(), target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** A second name is given only where there is no such file; to move would replace one that has just appeared. */
	private void place() throws IOException {
		try {
			Files.createLink(target, temporary.path());
			Files.delete(temporary.path());
		}
		catch (final FileAlreadyExistsException e) {
			throw e;
		}
		catch (final IOException | UnsupportedOperationException e) {
			// a file system without second names
			if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) throw new FileAlreadyExistsException(target.toString());
			Files.move(temporary.path(), target);
		}
	}

	/** Deletes the file unless it was committed. */
	@Override
	public synchronized void close() throws IOException {
		if (finished) return;
		finished = true;
		try {
			stream.close();
		}
		finally {
			temporary.close();
		}
	}
}
