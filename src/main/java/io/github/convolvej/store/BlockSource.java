package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * An image that is read box by box and never held in memory as a whole: a file,
 * a container, an image in memory or a generator. Thread-safe.
 */
public interface BlockSource extends Closeable {

	/** @return axes, sample type and other metadata of the image */
	ImageDescription description();

	/**
	 * @return size along each axis of the boxes in which the image is stored,
	 *         counted from position 0; reading whole boxes is fastest
	 */
	int[] unit();

	/**
	 * Reads a box.
	 *
	 * @param min its first sample along each axis
	 * @param size its size along each axis; the whole box lies in the image
	 * @return its samples, the first axis fastest, in a new primitive array of the
	 *         image's {@link SampleType}
	 * @throws IOException if they cannot be read, naming the file, the block and a
	 *           remedy
	 * @throws IndexOutOfBoundsException if part of the box lies outside
	 */
	Object read(long[] min, int[] size) throws IOException;

	/** @return the place from which the image is read, such as a path, for messages */
	String location();

	/**
	 * @return a text that changes if the samples change, as far as this can be
	 *         found out without reading them (such as sizes and times of files);
	 *         resuming a run compares it
	 * @throws IOException if the files cannot be read
	 */
	String fingerprint() throws IOException;

	/** @return what the user should know of the image besides: what its metadata lack */
	default List<String> notes() {
		return Collections.emptyList();
	}

	@Override
	default void close() throws IOException {}
}
