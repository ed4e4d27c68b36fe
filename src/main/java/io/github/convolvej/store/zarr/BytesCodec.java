package io.github.convolvej.store.zarr;

import java.io.IOException;

import com.google.gson.JsonObject;

/** Encodes and decodes the bytes of a chunk. Immutable and thread-safe. */
interface BytesCodec {

	/**
	 * @param bytes encoded bytes
	 * @param size expected number of decoded bytes; -1 if unknown
	 * @return decoded bytes
	 * @throws IOException if they are damaged, with a description of the damage;
	 *           the caller adds the name of the file
	 */
	byte[] decode(byte[] bytes, int size) throws IOException;

	/**
	 * @param bytes bytes of a chunk
	 * @param sampleBytes bytes of a sample
	 * @return encoded bytes
	 */
	byte[] encode(byte[] bytes, int sampleBytes) throws IOException;

	/**
	 * @param size number of bytes to encode
	 * @return number of encoded bytes; -1 if it depends on the bytes
	 */
	default int encodedSize(final int size) {
		return -1;
	}

	/**
	 * @param version format of the metadata, 2 or 3
	 * @param sampleBytes bytes of a sample
	 * @return the codec in the form of the metadata
	 */
	JsonObject toJson(int version, int sampleBytes);

	/** @return its name */
	String name();
}
