package io.github.convolvej.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * An image that is written unit by unit, in any order and by any thread. A unit is
 * there completely or not at all, whenever the process ends. Thread-safe.
 */
public interface BlockSink extends Closeable {

	/** @return axes, sample type and whatever else is stored of the image */
	ImageDescription description();

	/**
	 * @return the size along each axis of what is written at once: units lie side by
	 *         side from 0 on, the last along each axis ends with the image
	 */
	int[] unit();

	/**
	 * Writes a unit.
	 *
	 * @param min its first sample along each axis, a multiple of the unit
	 * @param size the unit's size, or what is left up to the end of the image
	 * @param samples primitive array of the image's {@link SampleType}, the first
	 *          axis fastest; it is not changed, and not needed afterwards
	 * @throws IOException if it cannot be written: says which file, and what helps
	 * @throws IllegalArgumentException if the box is no unit
	 */
	void write(long[] min, int[] size, Object samples) throws IOException;

	/**
	 * @param min first sample of a unit
	 * @return whether that unit has been written, by this or an earlier process
	 * @throws IOException if that cannot be told
	 */
	boolean isDone(long[] min) throws IOException;

	/**
	 * Says that all units are written: the image gets its final form.
	 *
	 * @throws IOException if something cannot be written
	 */
	void finish() throws IOException;

	/** @return words for where the image goes, such as a path, for messages */
	String location();

	/** Frees what is held; what has been written stays, so that another process can go on. */
	@Override
	default void close() throws IOException {}
}
