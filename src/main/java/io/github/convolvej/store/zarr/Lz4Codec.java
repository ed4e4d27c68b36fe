package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import com.google.gson.JsonObject;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;

/** An LZ4 block with its size in front, as in numcodecs. */
final class Lz4Codec implements BytesCodec {

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		if (bytes.length < 4) throw new IOException("the lz4 data end too early");
		final int stated = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
		if (stated < 0 || size >= 0 && stated != size) throw new IOException("the lz4 data hold " + stated + " bytes" +
			(size >= 0 ? " instead of " + size : ""));
		final byte[] out = new byte[stated];
		decompress(bytes, 4, bytes.length - 4, out, 0, stated);
		return out;
	}

	static void decompress(final byte[] in, final int from, final int length, final byte[] out, final int to,
		final int size) throws IOException
	{
		try {
			final int n = new Lz4Decompressor().decompress(in, from, length, out, to, size);
			if (n != size) throw new IOException("the lz4 data hold " + n + " bytes instead of " + size);
		}
		catch (final MalformedInputException | IllegalArgumentException e) {
			throw new IOException("the lz4 data are damaged: " + e.getMessage(), e);
		}
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) {
		final byte[] block = compress(bytes, 0, bytes.length);
		return ByteBuffer.allocate(block.length + 4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).put(block).array();
	}

	static byte[] compress(final byte[] bytes, final int offset, final int length) {
		final Lz4Compressor compressor = new Lz4Compressor();
		final byte[] out = new byte[compressor.maxCompressedLength(length)];
		return Arrays.copyOf(out, compressor.compress(bytes, offset, length, out, 0, out.length));
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		return Json.codec(version, version == 3 ? "numcodecs.lz4" : "lz4", "acceleration", 1);
	}

	@Override
	public String name() {
		return "lz4";
	}
}
