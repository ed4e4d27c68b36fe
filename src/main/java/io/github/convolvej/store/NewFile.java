package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * A file that appears under its name only when it is complete: it is written
 * under a hidden temporary name in the same folder, then moved.
 */
public final class NewFile implements Closeable {

	private final Path target;
	private final Path temporary;
	private final boolean overwrite;
	private final OutputStream stream;
	private boolean finished;

	/**
	 * @param target the file's name
	 * @param overwrite whether to replace an existing file of that name
	 * @param wrap wraps the stream to the file
	 * @throws IOException if nothing can be written there
	 */
	public NewFile(final Path target, final boolean overwrite, final UnaryOperator<OutputStream> wrap) throws IOException {
		this.target = target;
		this.overwrite = overwrite;
		final String random = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, Character.MAX_RADIX);
		temporary = target.resolveSibling(".convolvej-" + random + ".part");
		stream = wrap.apply(open(temporary));
	}

	/**
	 * Opens the temporary file. Its name means nothing to the user, so a failure
	 * is reported as one of the folder.
	 */
	private static OutputStream open(final Path file) throws IOException {
		try {
			return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		}
		catch (final NoSuchFileException e) {
			throw new IOException("no file can be created in the folder " + file.toAbsolutePath().getParent() +
				": choose another one", e);
		}
	}

	/** @return the stream for its content */
	public OutputStream stream() {
		return stream;
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
		if (!overwrite && Files.exists(target)) throw new FileAlreadyExistsException(target.toString());
		final CopyOption[] replacing = { StandardCopyOption.REPLACE_EXISTING };
		try {
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(temporary, target, overwrite ? replacing : new CopyOption[0]);
		}
		finished = true;
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
			Files.deleteIfExists(temporary);
		}
	}
}
