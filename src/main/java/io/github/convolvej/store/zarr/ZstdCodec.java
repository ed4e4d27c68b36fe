package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.Arrays;

import com.google.gson.JsonObject;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/** Zstandard. */
final class ZstdCodec implements BytesCodec {

	/** The only level that the compressor supports. */
	static final int LEVEL = 3;
	/** Largest number of bytes of a frame's header. */
	private static final int HEADER = 18;

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		try {
			final int length = size >= 0 ? size : statedSize(bytes);
			final byte[] out = new byte[length];
			final int n = new ZstdDecompressor().decompress(bytes, 0, bytes.length, out, 0, length);
			if (size >= 0 && n != size) throw new IOException("the zstd data hold " + n + " bytes instead of " + size);
			return n == length ? out : Arrays.copyOf(out, n);
		}
		catch (final MalformedInputException | IllegalArgumentException e) {
			throw new IOException("the zstd data are damaged: " + e.getMessage(), e);
		}
	}

	private static int statedSize(final byte[] bytes) throws IOException {
		final long stated = bytes.length < HEADER / 2 ? -1 : ZstdDecompressor.getDecompressedSize(bytes, 0, bytes.length);
		if (stated < 0 || stated > Integer.MAX_VALUE - 16) throw new IOException(
			"the zstd data do not say how large they are, which is needed here");
		return (int) stated;
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) {
		return compress(bytes, 0, bytes.length);
	}

	static byte[] compress(final byte[] bytes, final int offset, final int length) {
		final ZstdCompressor compressor = new ZstdCompressor();
		final byte[] out = new byte[compressor.maxCompressedLength(length)];
		return Arrays.copyOf(out, compressor.compress(bytes, offset, length, out, 0, out.length));
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		final JsonObject json = Json.codec(version, "zstd", "level", LEVEL);
		if (version == 3) json.getAsJsonObject("configuration").addProperty("checksum", false);
		return json;
	}

	@Override
	public String name() {
		return "zstd";
	}
}
