package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * An image that is read box by box and is never held as a whole: a file, a
 * container, an image in memory or a generator. Thread-safe.
 */
public interface BlockSource extends Closeable {

	/** @return axes, sample type and whatever else is known of the image */
	ImageDescription description();

	/**
	 * @return the size along each axis of the boxes that the image is stored in,
	 *         counted from 0: the source has the least work with whole ones
	 */
	int[] unit();

	/**
	 * Reads a box.
	 *
	 * @param min its first sample along each axis
	 * @param size its size along each axis; all of it lies in the image
	 * @return its samples, the first axis fastest, in the primitive array of the
	 *         image's {@link SampleType}; the caller's own
	 * @throws IOException if they cannot be read: says which file and block, and
	 *           what helps
	 * @throws IndexOutOfBoundsException if part of the box lies outside
	 */
	Object read(long[] min, int[] size) throws IOException;

	/** @return words for where the image comes from, such as a path, for messages */
	String location();

	/**
	 * @return text that differs if the samples do, as far as can be told without
	 *         reading them (sizes and times of files, say): resuming compares it
	 * @throws IOException if the files cannot be read
	 */
	String fingerprint() throws IOException;

	@Override
	default void close() throws IOException {}
}
