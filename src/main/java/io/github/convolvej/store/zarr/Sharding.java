package io.github.convolvej.store.zarr;

import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.SampleType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Shards: files with many inner chunks and an index of their offsets and lengths
 * at the end or at the start (the codec {@code sharding_indexed} of Zarr 3).
 * Shapes have the slowest axis first. Immutable and thread-safe.
 */
final class Sharding {

	private static final long MISSING = -1;

	private final SampleType type;
	private final int[] chunk;
	private final CodecChain inner;
	private final boolean indexAtEnd;
	private final boolean indexChecksum;
	private final ByteOrder indexOrder;

	/**
	 * @param type type of the samples
	 * @param chunk shape of inner chunks
	 * @param inner codecs of an inner chunk
	 * @param indexAtEnd whether the index is at the end
	 * @param indexChecksum whether the index has a CRC-32C
	 * @param indexOrder byte order of the index
	 */
	Sharding(final SampleType type, final int[] chunk, final CodecChain inner, final boolean indexAtEnd,
		final boolean indexChecksum, final ByteOrder indexOrder)
	{
		this.type = type;
		this.chunk = chunk;
		this.inner = inner;
		this.indexAtEnd = indexAtEnd;
		this.indexChecksum = indexChecksum;
		this.indexOrder = indexOrder;
	}

	int[] chunk() {
		return chunk.clone();
	}

	CodecChain inner() {
		return inner;
	}

	boolean indexAtEnd() {
		return indexAtEnd;
	}

	boolean indexChecksum() {
		return indexChecksum;
	}

	ByteOrder indexOrder() {
		return indexOrder;
	}

	/** Number of inner chunks of a shard along each axis. */
	int[] counts(final int[] shard) {
		final int[] counts = new int[shard.length];
		for (int d = 0; d < shard.length; d++)
			counts[d] = shard[d] / chunk[d];
		return counts;
	}

	/** Number of bytes of the index of a shard. */
	int indexBytes(final int[] shard) {
		return 16 * Boxes.samples(counts(shard)) + (indexChecksum ? 4 : 0);
	}

	/**
	 * @param bytes bytes of the index
	 * @param shard shape of the shard
	 * @return offset and length of each inner chunk; {@link #MISSING} for missing
	 *         ones
	 * @throws IOException if they are damaged
	 */
	long[] index(final byte[] bytes, final int[] shard) throws IOException {
		final int expected = indexBytes(shard);
		if (bytes.length != expected) throw new IOException("the index of the shard has " + bytes.length +
			" bytes instead of " + expected);
		final byte[] plain = indexChecksum ? new Crc32cCodec().decode(bytes, expected - 4) : bytes;
		final long[] index = new long[plain.length / 8];
		ByteBuffer.wrap(plain).order(indexOrder).asLongBuffer().get(index);
		return index;
	}

	static boolean isMissing(final long[] index, final int i) {
		return index[2 * i] == MISSING && index[2 * i + 1] == MISSING;
	}

	Object decodeAll(final byte[] bytes, final int[] shard, final Object fill) throws IOException {
		final int indexBytes = indexBytes(shard);
		if (bytes.length < indexBytes) throw new IOException("the shard has " + bytes.length + " bytes, fewer than its index");
		final int from = indexAtEnd ? bytes.length - indexBytes : 0;
		final long[] index = index(Arrays.copyOfRange(bytes, from, from + indexBytes), shard);
		final Object samples = fill == null ? type.newArray(Boxes.samples(shard)) : SampleBytes.filled(type, Boxes.samples(
			shard), fill);
		final int[] counts = counts(shard);
		final int[] cell = new int[shard.length];
		for (int i = 0; i < index.length / 2; i++) {
			if (!isMissing(index, i)) {
				final long end = index[2 * i] + index[2 * i + 1];
				if (index[2 * i] < 0 || index[2 * i + 1] < 0 || end > bytes.length) throw new IOException("the shard has " + bytes.length +
					" bytes, but inner chunk " + Arrays.toString(cell) + " ends at " + end);
				final Object part = inner.decode(Arrays.copyOfRange(bytes, (int) index[2 * i], (int) end), chunk, fill);
				copy(part, samples, shard, cell, false);
			}
			else if (fill == null) throw new IOException("inner chunk " + Arrays.toString(cell) + " is missing");
			next(cell, counts);
		}
		return samples;
	}

	byte[] encode(final Object samples, final int[] shard) throws IOException {
		final int[] counts = counts(shard);
		final int n = Boxes.samples(counts);
		final ByteArrayOutputStream body = new ByteArrayOutputStream();
		final ByteBuffer index = ByteBuffer.allocate(16 * n).order(indexOrder);
		final int shift = indexAtEnd ? 0 : indexBytes(shard);
		final int[] cell = new int[shard.length];
		for (int i = 0; i < n; i++) {
			final Object part = type.newArray(Boxes.samples(chunk));
			copy(part, samples, shard, cell, true);
			final byte[] bytes = inner.encode(part, chunk);
			index.putLong(shift + (long) body.size()).putLong(bytes.length);
			body.writeBytes(bytes);
			next(cell, counts);
		}
		final byte[] last = indexChecksum ? new Crc32cCodec().encode(index.array(), 8) : index.array();
		final ByteArrayOutputStream out = new ByteArrayOutputStream(body.size() + last.length);
		if (!indexAtEnd) out.writeBytes(last);
		out.writeBytes(body.toByteArray());
		if (indexAtEnd) out.writeBytes(last);
		return out.toByteArray();
	}

	private void copy(final Object part, final Object samples, final int[] shard, final int[] cell, final boolean out) {
		final int[] min = new int[cell.length];
		for (int d = 0; d < min.length; d++)
			min[d] = cell[d] * chunk[d];
		final int[] zero = new int[cell.length];
		final int[] size = Shapes.reversed(chunk);
		final int[] whole = Shapes.reversed(shard);
		if (out) Boxes.copy(samples, whole, Shapes.reversed(min), part, size, zero, size);
		else Boxes.copy(part, size, zero, samples, whole, Shapes.reversed(min), size);
	}

	/** Moves to the next position, the last axis fastest. */
	private static void next(final int[] cell, final int[] counts) {
		for (int d = cell.length - 1; d >= 0; d--) {
			if (++cell[d] < counts[d]) return;
			cell[d] = 0;
		}
	}
}
