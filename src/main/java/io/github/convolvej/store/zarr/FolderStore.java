package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stores keys as files in a folder. */
final class FolderStore extends KeyStore {

	private final Path root;
	private final Set<Path> folders = ConcurrentHashMap.newKeySet();
	private final AtomicLong count = new AtomicLong();

	FolderStore(final Path root) {
		this.root = root;
	}

	Path root() {
		return root;
	}

	private Path file(final String key) {
		return key.isEmpty() ? root : root.resolve(key);
	}

	@Override
	byte[] read(final String key) throws IOException {
		try {
			return Files.readAllBytes(file(key));
		}
		catch (final NoSuchFileException e) {
			return null;
		}
		catch (final IOException e) {
			throw unreadable(key, e);
		}
	}

	@Override
	byte[] read(final String key, final long offset, final int length) throws IOException {
		try (SeekableByteChannel channel = Files.newByteChannel(file(key), StandardOpenOption.READ)) {
			final long start = offset < 0 ? Math.max(0, channel.size() + offset) : offset;
			channel.position(start);
			final ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(length, channel.size() - start)));
			while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
				// until all bytes are read
			}
			return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
		}
		catch (final NoSuchFileException e) {
			return null;
		}
		catch (final IOException e) {
			throw unreadable(key, e);
		}
	}

	private IOException unreadable(final String key, final IOException e) {
		// a folder in the place of a file is told without its name
		final String text = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
		final String reason = text == null ? e.getClass().getSimpleName() : text;
		return new IOException(location(key) + " cannot be read: " + reason, e);
	}

	@Override
	String location(final String key) {
		return file(key).toString();
	}

	@Override
	String version(final String key) throws IOException {
		try {
			final BasicFileAttributes attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
			return attributes.size() + "@" + attributes.lastModifiedTime().toMillis();
		}
		catch (final NoSuchFileException e) {
			return "missing";
		}
	}

	boolean exists(final String key) {
		return Files.exists(file(key));
	}

	/**
	 * Writes all bytes of a key. Even if the process ends at any time, the file is
	 * either complete or missing.
	 *
	 * @param key the key
	 * @param bytes the bytes
	 * @param temporary existing folder of the same file system for unfinished
	 *          files
	 */
	void write(final String key, final byte[] bytes, final Path temporary) throws IOException {
		final Path target = file(key);
		final Path parent = target.getParent();
		if (!folders.contains(parent)) {
			// added only after the folder exists, because other threads rely on it
			Files.createDirectories(parent);
			folders.add(parent);
		}
		final Path part = temporary.resolve(count.getAndIncrement() + ".part");
		try {
			Files.write(part, bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
				StandardOpenOption.WRITE);
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final IOException e) {
			Files.deleteIfExists(part);
			final String reason = e instanceof FileSystemException && ((FileSystemException) e).getReason() != null
				? ((FileSystemException) e).getReason() : e.getMessage();
			throw new IOException(target + " could not be written: " + reason + " (" + (Files.getFileStore(root)
				.getUsableSpace() >> 20) + " MB free); written blocks stay, and the same command continues from there", e);
		}
	}
}
