package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

import com.google.gson.JsonObject;

/** Appends a checksum (CRC-32C) to the bytes. */
final class Crc32cCodec implements BytesCodec {

	private static final int BYTES = 4;

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		final int n = bytes.length - BYTES;
		if (n < 0 || size >= 0 && n != size) throw new IOException("there are " + bytes.length + " bytes instead of " +
			(Math.max(size, 0) + BYTES) + " with their checksum");
		final int stored = ByteBuffer.wrap(bytes, n, BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
		final int computed = checksum(bytes, n);
		if (stored != computed) throw new IOException(String.format("the checksum (crc32c) is %08x, but that of the bytes is %08x",
			stored, computed));
		return Arrays.copyOf(bytes, n);
	}

	private static int checksum(final byte[] bytes, final int n) {
		final CRC32C crc = new CRC32C();
		crc.update(bytes, 0, n);
		return (int) crc.getValue();
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) {
		final byte[] out = Arrays.copyOf(bytes, bytes.length + BYTES);
		ByteBuffer.wrap(out, bytes.length, BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(checksum(bytes, bytes.length));
		return out;
	}

	@Override
	public int encodedSize(final int size) {
		return size + BYTES;
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		return Json.codec(version, version == 3 ? name() : "crc32c");
	}

	@Override
	public String name() {
		return "crc32c";
	}
}
