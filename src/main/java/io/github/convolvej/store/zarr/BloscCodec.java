package io.github.convolvej.store.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;

/**
 * The container format of Blosc 1: a header of 16 bytes, the offsets of the
 * blocks, and blocks that are shuffled and compressed one by one. Reads all of
 * its compressors except snappy; writes lz4 or zstd.
 */
final class BloscCodec implements BytesCodec {

	static final int NO_SHUFFLE = 0;
	static final int SHUFFLE = 1;
	static final int BIT_SHUFFLE = 2;

	private static final int HEADER = 16;
	private static final int FORMAT = 2;
	private static final int FLAG_SHUFFLE = 1;
	private static final int FLAG_STORED = 2;
	private static final int FLAG_BIT_SHUFFLE = 4;
	private static final int FLAG_WHOLE = 16;
	/** Largest size of a sample type whose blocks are split into one part per byte, if each part is large enough. */
	private static final int MOST_PARTS = 16;
	private static final int LEAST_PART = 128;
	private static final int BLOCK = 1 << 18;
	private static final List<String> COMPRESSORS = Arrays.asList("blosclz", "lz4", "snappy", "zlib", "zstd");

	private final String compressor;
	private final int shuffle;

	/**
	 * @param compressor for writing: lz4 (also for lz4hc) or zstd (for all others)
	 * @param shuffle kind of shuffling for writing
	 */
	BloscCodec(final String compressor, final int shuffle) {
		this.compressor = compressor.startsWith("lz4") ? "lz4" : "zstd";
		this.shuffle = shuffle;
	}

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		if (bytes.length < HEADER) throw new IOException("the blosc data have " + bytes.length + " bytes, fewer than their header");
		final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		final int flags = in.get(2);
		final int n = in.getInt(4);
		final int stored = in.getInt(12);
		if (n < 0 || size >= 0 && n != size) throw new IOException("the blosc data hold " + n + " bytes" + (size >= 0
			? " instead of " + size : ""));
		if (stored > bytes.length) throw new IOException("the blosc data end after " + bytes.length + " bytes, but have " + stored);
		final byte[] out = new byte[n];
		if ((flags & FLAG_STORED) != 0) {
			if (bytes.length - HEADER < n) throw new IOException("the blosc data end too early");
			System.arraycopy(bytes, HEADER, out, 0, n);
			return out;
		}
		final int block = in.getInt(8);
		if (n > 0 && (block <= 0 || HEADER + 4L * ((n + (long) block - 1) / block) > bytes.length)) throw new IOException(
			"the blosc data are damaged: blocks of " + block + " bytes");
		for (int from = 0, i = 0; from < n; from += block, i++)
			decodeBlock(in, in.getInt(HEADER + 4 * i), out, from, Math.min(block, n - from), block);
		return out;
	}

	private static void decodeBlock(final ByteBuffer in, final int offset, final byte[] out, final int from,
		final int size, final int wholeBlock) throws IOException
	{
		final int flags = in.get(2);
		final int type = Math.max(1, in.get(3) & 0xff);
		final boolean split = (flags & FLAG_WHOLE) == 0 && type <= MOST_PARTS && wholeBlock / type >= LEAST_PART &&
			size == wholeBlock;
		final int parts = split ? type : 1;
		final int part = size / parts;
		final byte[] block = new byte[size];
		int position = offset;
		for (int i = 0; i < parts; i++) {
			if (position < HEADER || position + 4L > in.limit()) throw new IOException(
				"the blosc data are damaged: a block begins at " + position);
			final int length = in.getInt(position);
			position += 4;
			if (length < 0 || (long) position + length > in.limit()) throw new IOException("the blosc data end too early");
			if (length == part) System.arraycopy(in.array(), position, block, i * part, part);
			else decompress(flags >> 5 & 7, in.array(), position, length, block, i * part, part);
			position += length;
		}
		if ((flags & FLAG_SHUFFLE) != 0 && type > 1) unshuffle(block, out, from, type);
		else if ((flags & FLAG_BIT_SHUFFLE) != 0 && size / type % 8 == 0) unshuffleBits(block, out, from, type);
		else System.arraycopy(block, 0, out, from, size);
	}

	private static void decompress(final int format, final byte[] in, final int from, final int length, final byte[] out,
		final int to, final int size) throws IOException
	{
		switch (format) {
			case 0:
				BloscLz.decompress(in, from, length, out, to, size);
				return;
			case 1:
				Lz4Codec.decompress(in, from, length, out, to, size);
				return;
			case 3:
			case 4:
				final BytesCodec codec = format == 3 ? new GzipCodec(false, 1) : new ZstdCodec();
				System.arraycopy(codec.decode(Arrays.copyOfRange(in, from, from + length), size), 0, out, to, size);
				return;
			default:
				throw new UnsupportedCompressionException("the blosc data are compressed by " + (format < COMPRESSORS.size() ? COMPRESSORS.get(format)
					: "method " + format) + ", which is not supported: rewrite the array with lz4, zstd, zlib or blosclz");
		}
	}

	/**
	 * Reverses byte shuffling, which stores the first bytes of all samples, then
	 * the second bytes, and so on. An incomplete sample at the end is not
	 * shuffled.
	 */
	private static void unshuffle(final byte[] block, final byte[] out, final int to, final int type) {
		final int n = block.length / type;
		for (int b = 0; b < type; b++)
			for (int i = 0, o = to + b; i < n; i++, o += type)
				out[o] = block[b * n + i];
		System.arraycopy(block, n * type, out, to + n * type, block.length - n * type);
	}

	private static void shuffle(final byte[] in, final int from, final byte[] block, final int type) {
		final int n = block.length / type;
		for (int b = 0; b < type; b++)
			for (int i = 0, o = from + b; i < n; i++, o += type)
				block[b * n + i] = in[o];
		System.arraycopy(in, from + n * type, block, n * type, block.length - n * type);
	}

	/**
	 * Reverses bit shuffling, which stores the lowest bits of all samples, eight
	 * samples per byte, then the next bits, and so on.
	 */
	private static void unshuffleBits(final byte[] block, final byte[] out, final int to, final int type) {
		final int n = block.length / type;
		final int row = n / 8;
		for (int b = 0; b < type; b++)
			for (int g = 0; g < row; g++) {
				long bits = 0;
				for (int j = 0; j < 8; j++)
					bits |= (block[(8 * b + j) * row + g] & 0xffL) << 8 * j;
				bits = transpose(bits);
				for (int k = 0; k < 8; k++)
					out[to + (8 * g + k) * type + b] = (byte) (bits >>> 8 * k);
			}
		System.arraycopy(block, n * type, out, to + n * type, block.length - n * type);
	}

	private static void shuffleBits(final byte[] in, final int from, final byte[] block, final int type) {
		final int n = block.length / type;
		final int row = n / 8;
		for (int b = 0; b < type; b++)
			for (int g = 0; g < row; g++) {
				long bits = 0;
				for (int k = 0; k < 8; k++)
					bits |= (in[from + (8 * g + k) * type + b] & 0xffL) << 8 * k;
				bits = transpose(bits);
				for (int j = 0; j < 8; j++)
					block[(8 * b + j) * row + g] = (byte) (bits >>> 8 * j);
			}
		System.arraycopy(in, from + n * type, block, n * type, block.length - n * type);
	}

	/** Transposes a matrix of 8 x 8 bits in three steps with squares of increasing size. */
	private static long transpose(final long matrix) {
		long m = matrix;
		long t = (m ^ m >>> 7) & 0x00aa00aa00aa00aaL;
		m ^= t ^ t << 7;
		t = (m ^ m >>> 14) & 0x0000cccc0000ccccL;
		m ^= t ^ t << 14;
		t = (m ^ m >>> 28) & 0x00000000f0f0f0f0L;
		return m ^ t ^ t << 28;
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) {
		// blocks contain whole groups of eight samples, so that their bits can be shuffled
		final int group = 8 * sampleBytes;
		final int block = Math.max(group, Math.min(BLOCK / group * group, (bytes.length + group - 1) / group * group));
		final int blocks = (bytes.length + block - 1) / block;
		final ByteArrayOutputStream body = new ByteArrayOutputStream(bytes.length / 2 + 64);
		final int[] starts = new int[blocks];
		for (int i = 0; i < blocks; i++) {
			starts[i] = HEADER + 4 * blocks + body.size();
			final int from = i * block;
			final byte[] shuffled = shuffled(bytes, from, Math.min(block, bytes.length - from), sampleBytes);
			final byte[] packed = compressor.equals("lz4") ? Lz4Codec.compress(shuffled, 0, shuffled.length) : ZstdCodec.compress(
				shuffled, 0, shuffled.length);
			final byte[] stored = packed.length < shuffled.length ? packed : shuffled;
			body.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(stored.length).array());
			body.writeBytes(stored);
		}
		final boolean smaller = 4 * blocks + body.size() < bytes.length;
		final int length = HEADER + (smaller ? 4 * blocks + body.size() : bytes.length);
		final ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		final int shuffleFlag = shuffle == BIT_SHUFFLE ? FLAG_BIT_SHUFFLE : shuffle == SHUFFLE && sampleBytes > 1 ? FLAG_SHUFFLE
			: 0;
		out.put((byte) FORMAT).put((byte) 1).put((byte) (shuffleFlag | FLAG_WHOLE | (smaller ? 0 : FLAG_STORED) | COMPRESSORS
			.indexOf(compressor) << 5)).put((byte) sampleBytes);
		out.putInt(bytes.length).putInt(Math.min(block, Math.max(bytes.length, 1))).putInt(length);
		if (!smaller) return out.put(bytes).array();
		for (final int start : starts)
			out.putInt(start);
		return out.put(body.toByteArray()).array();
	}

	private byte[] shuffled(final byte[] bytes, final int from, final int size, final int sampleBytes) {
		final byte[] block = new byte[size];
		if (shuffle == SHUFFLE && sampleBytes > 1) shuffle(bytes, from, block, sampleBytes);
		else if (shuffle == BIT_SHUFFLE && size / sampleBytes % 8 == 0) shuffleBits(bytes, from, block, sampleBytes);
		else System.arraycopy(bytes, from, block, 0, size);
		return block;
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		if (version == 2) return Json.codec(2, "blosc", "cname", compressor, "clevel", 5, "shuffle", shuffle, "blocksize", 0);
		final String[] names = { "noshuffle", "shuffle", "bitshuffle" };
		return Json.codec(3, "blosc", "cname", compressor, "clevel", 5, "shuffle", names[shuffle], "typesize", sampleBytes,
			"blocksize", 0);
	}

	@Override
	public String name() {
		return "blosc";
	}
}
