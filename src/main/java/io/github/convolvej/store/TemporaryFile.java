package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A hidden file for what is unfinished. As long as its process lives, the file is
 * locked: so the next run can tell the files of a process that was killed from
 * those of one that is still at work, and remove them.
 */
public final class TemporaryFile implements Closeable {

	private static final String START = ".convolvej-";
	private static final String END = ".part";
	/** A byte that no file has: on Windows a locked byte could not be read by others. */
	private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
	/** So often another run may take a file for a dead one, between its creation and its lock. */
	private static final int TRIES = 100;
	/** Names of the open ones of this process: where locks belong to processes, opening and closing a file again unlocks it. */
	private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

	private final Path path;
	private final FileChannel channel;

	private TemporaryFile(final Path path, final FileChannel channel) {
		this.path = path;
		this.channel = channel;
	}

	/**
	 * @param folder an existing folder
	 * @return a new file in it, empty and locked
	 * @throws NoSuchFileException if there is no such folder
	 * @throws IOException if it takes no new file
	 */
	public static TemporaryFile create(final Path folder) throws IOException {
		for (int i = 0; i < TRIES; i++) {
			final String random = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, Character.MAX_RADIX);
			final TemporaryFile file = open(folder.resolve(START + random + END));
			if (Files.exists(file.path)) return file;
			// removed before it was locked; or the folder is gone, which the next round tells
			file.close();
		}
		throw new IOException("the folder " + folder + " loses new files");
	}

	private static TemporaryFile open(final Path path) throws IOException {
		final String name = path.getFileName().toString();
		OWN.add(name);
		FileChannel channel = null;
		try {
			channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
			lock(channel);
			return new TemporaryFile(path, channel);
		}
		finally {
			if (channel == null) OWN.remove(name);
		}
	}

	/** Waits while another run looks whether the file is a dead one. */
	private static void lock(final FileChannel channel) {
		try {
			channel.lock(LOCKED_BYTE, 1, false);
		}
		catch (final IOException e) {
			// a file system without locks: there no run removes files of others, see isDead
		}
	}

	/** @return where it is */
	public Path path() {
		return path;
	}

	/** @return a channel to it, which is not to be closed */
	FileChannel channel() {
		return channel;
	}

	/** @return a stream to it; closing that does not unlock it */
	OutputStream stream() {
		final OutputStream out = Channels.newOutputStream(channel);
		return new OutputStream() {

			@Override
			public void write(final int b) throws IOException {
				out.write(b);
			}

			@Override
			public void write(final byte[] bytes, final int offset, final int length) throws IOException {
				out.write(bytes, offset, length);
			}
		};
	}

	/** Waits until all is on the disk: what the disk cannot take is told here at the latest. */
	void force() throws IOException {
		channel.force(false);
	}

	/** Closes and unlocks it; where it was moved, it stays. */
	void release() throws IOException {
		try {
			channel.close();
		}
		finally {
			OWN.remove(path.getFileName().toString());
		}
	}

	/** Deletes it, unless it was moved. */
	@Override
	public void close() throws IOException {
		try {
			release();
		}
		finally {
			Files.deleteIfExists(path);
		}
	}

	/**
	 * Removes the files that processes left which were killed. Those of living ones
	 * stay, also where the file system has no locks.
	 *
	 * @param folder a folder
	 * @return what was removed
	 * @throws IOException if the folder cannot be read, or a dead file cannot be
	 *           deleted
	 */
	public static List<Path> removeDead(final Path folder) throws IOException {
		final List<Path> removed = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, START + "*" + END)) {
			for (final Path file : files)
				if (!OWN.contains(file.getFileName().toString()) && removeIfDead(file)) removed.add(file);
		}
		return removed;
	}

	private static boolean removeIfDead(final Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
				FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false))
		{
			// deleted while it is locked, so that its process, if it has just made it, sees that
			return lock != null && Files.deleteIfExists(file);
		}
		catch (final OverlappingFileLockException e) {
			return false;
		}
		catch (final IOException e) {
			// gone, of another user, or without locks: whose it is cannot be told
			return false;
		}
	}
}
