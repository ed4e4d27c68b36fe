package io.github.convolvej.store.zarr;

import java.io.IOException;

import com.google.gson.JsonObject;

/** Something that is done to the bytes of a chunk, and undone. Immutable and thread-safe. */
interface BytesCodec {

	/**
	 * @param bytes as they are stored
	 * @param size number of bytes that must come out; -1 if that is not known
	 * @return the bytes before
	 * @throws IOException if they are damaged, saying what is wrong with them; the
	 *           caller knows the file
	 */
	byte[] decode(byte[] bytes, int size) throws IOException;

	/**
	 * @param bytes of a chunk
	 * @param sampleBytes bytes of a sample
	 * @return as they are stored
	 */
	byte[] encode(byte[] bytes, int sampleBytes) throws IOException;

	/**
	 * @param size number of bytes that are encoded
	 * @return number of encoded bytes; -1 if that depends on them
	 */
	default int encodedSize(final int size) {
		return -1;
	}

	/**
	 * @param version format of the metadata, 2 or 3
	 * @param sampleBytes bytes of a sample
	 * @return the codec as metadata names it
	 */
	JsonObject toJson(int version, int sampleBytes);

	/** @return its name */
	String name();
}
