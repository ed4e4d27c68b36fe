package io.github.convolvej.store.tiff;

import io.github.convolvej.store.FileNames;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of a TIFF. Before every read, it checks that the bytes lie in the
 * file and fit into memory. Reads from several threads wait for each other.
 */
final class TiffBytes implements Closeable {

	/** One piece of a file may use 1 / this of the memory. */
	private static final int MEMORY_FRACTION = 2;
	private static final int CLASSIC = 42;
	private static final int BIG = 43;

	/** So much of a channel is read at once: Java keeps buffers of the same size for it. */
	private static final int PIECE = 1 << 16;

	/** Null if Java cannot name the file by a text. */
	private final RandomAccessFile file;
	/** Of such a file; others are not read like this, since an interrupted thread would close the channel. */
	private final SeekableByteChannel channel;
	private final long length;
	private final ByteOrder order;
	private final boolean big;
	private final long firstDirectory;

	private TiffBytes(final Path path) throws IOException {
		if (!Files.exists(path)) throw new NoSuchFileException(path.toString());
		final boolean text = FileNames.isText(path.toAbsolutePath());
		file = text ? new RandomAccessFile(path.toFile(), "r") : null;
		channel = text ? null : Files.newByteChannel(path);
		length = text ? file.length() : channel.size();
		final byte[] header = new byte[16];
		read(0, header, (int) Math.min(header.length, length));
		final ByteBuffer in = ByteBuffer.wrap(header);
		order = header[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		in.order(order);
		final int magic = in.getShort(2);
		if (length < 8 || header[0] != header[1] || header[0] != 'I' && header[0] != 'M' || magic != CLASSIC && magic != BIG)
			throw new IOException("not a TIFF: it does not begin with II or MM and 42 or 43");
		big = magic == BIG;
		if (big && (length < 16 || in.getShort(4) != 8 || in.getShort(6) != 0)) throw new IOException(
			"a damaged TIFF: a BigTIFF whose header does not say that offsets have 8 bytes");
		firstDirectory = big ? in.getLong(8) : Integer.toUnsignedLong(in.getInt(4));
	}

	/**
	 * @param path a file
	 * @return its bytes, to be closed
	 * @throws IOException if it cannot be read or is not a TIFF
	 */
	static TiffBytes open(final Path path) throws IOException {
		return new TiffBytes(path);
	}

	/** @return bytes of the file */
	long length() {
		return length;
	}

	/** @return the byte order */
	ByteOrder order() {
		return order;
	}

	/** @return whether offsets have 64 bits */
	boolean isBig() {
		return big;
	}

	/** @return offset of the first directory; 0 if there is none */
	long firstDirectory() {
		return firstDirectory;
	}

	/**
	 * @param offset offset of the first byte
	 * @param bytes number of bytes
	 * @param what name of the data, for messages
	 * @return a buffer of them, in the file's byte order
	 * @throws IOException if they are not in the file, or do not fit into memory
	 */
	ByteBuffer read(final long offset, final long bytes, final String what) throws IOException {
		checkRange(offset, bytes, what);
		checkMemory(bytes, what);
		final byte[] content = new byte[(int) bytes];
		read(offset, content, content.length, what);
		return ByteBuffer.wrap(content).order(order);
	}

	/** Reads bytes into the beginning of an array. */
	void read(final long offset, final byte[] target, final int bytes, final String what) throws IOException {
		checkRange(offset, bytes, what);
		read(offset, target, bytes);
	}

	private synchronized void read(final long offset, final byte[] target, final int bytes) throws IOException {
		if (file != null) {
			file.seek(offset);
			file.readFully(target, 0, bytes);
			return;
		}
		channel.position(offset);
		for (int done = 0; done < bytes;) {
			final int read = channel.read(ByteBuffer.wrap(target, done, Math.min(PIECE, bytes - done)));
			if (read < 0) throw new EOFException("the file ends at byte " + (offset + done));
			done += read;
		}
	}

	/** Whether the file contains a range of bytes. */
	boolean has(final long offset, final long bytes) {
		return offset >= 0 && bytes >= 0 && offset <= length && bytes <= length - offset;
	}

	void checkRange(final long offset, final long bytes, final String what) throws IOException {
		if (has(offset, bytes)) return;
		final boolean small = offset >= 0 && bytes >= 0 && offset + bytes >= 0;
		throw new IOException("a damaged or truncated TIFF: " + what + (small ? " would end at byte " + (offset + bytes)
			: " would lie at byte " + Long.toUnsignedString(offset)) + ", but the file has " + length + " bytes");
	}

	/**
	 * Checks that memory is sufficient before it is allocated.
	 *
	 * @param bytes number of bytes
	 * @param what name of the data
	 * @throws IOException if they are too many
	 */
	static void checkMemory(final long bytes, final String what) throws IOException {
		final long most = Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / MEMORY_FRACTION);
		if (bytes > most) throw new IOException(what + " would need " + bytes + " bytes of memory, but at most " + most +
			" are used for one piece of a file" + (bytes > Integer.MAX_VALUE - 16 ? "" : ": give Java more memory (-Xmx)"));
	}

	@Override
	public void close() throws IOException {
		if (file != null) file.close();
		else channel.close();
	}
}
