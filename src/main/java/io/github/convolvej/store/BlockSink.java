package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * An image that is written unit by unit, in any order and by any thread. Even if
 * the process ends at any time, each unit is stored completely or not at all.
 * Thread-safe.
 */
public interface BlockSink extends Closeable {

	/** @return axes, sample type and other metadata of the image */
	ImageDescription description();

	/**
	 * @return size of a unit along each axis. Units are side by side from position
	 *         0 on; the last unit along each axis ends with the image
	 */
	int[] unit();

	/**
	 * Writes a unit.
	 *
	 * @param min its first sample along each axis, a multiple of the unit
	 * @param size size of the unit, which is smaller at the end of the image
	 * @param samples primitive array of the image's {@link SampleType}, the first
	 *          axis fastest; it is not changed, and may be reused afterwards
	 * @throws IOException if it cannot be written, naming the file and a remedy
	 * @throws IllegalArgumentException if the box is not a unit
	 */
	void write(long[] min, int[] size, Object samples) throws IOException;

	/**
	 * @param min first sample of a unit
	 * @return whether that unit has been written, by this or an earlier process
	 * @throws IOException if this cannot be found out
	 */
	boolean isDone(long[] min) throws IOException;

	/**
	 * Finds out how much a unit takes where it is stored, without storing it.
	 *
	 * @param min first sample of the unit
	 * @param size its size
	 * @param samples its samples, as for {@link #write}
	 * @return number of bytes; those of the samples if they are not compressed
	 * @throws IOException if they cannot be encoded
	 */
	default long storedBytes(final long[] min, final int[] size, final Object samples) throws IOException {
		long bytes = description().type().bytes();
		for (final int s : size)
			bytes *= s;
		return bytes;
	}

	/**
	 * Completes the image after all units have been written.
	 *
	 * @throws IOException if something cannot be written
	 */
	void finish() throws IOException;

	/** @return the place to which the image is written, such as a path, for messages */
	String location();

	/** Frees resources. Written units stay, so that another process can continue. */
	@Override
	default void close() throws IOException {}
}
