package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The codecs of a chunk in order: optionally a transposition of axes; then
 * either the bytes of the samples, or inner chunks with an index (a shard); then
 * compression and checksums. Shapes have the slowest axis first. Immutable and
 * thread-safe.
 */
final class CodecChain {

	private final SampleType type;
	/** For each stored axis, the axis of the array; null if the order is the same. */
	private final int[] order;
	private final ByteOrder byteOrder;
	/** Null unless chunks are shards. */
	private final Sharding sharding;
	private final List<BytesCodec> codecs;

	CodecChain(final SampleType type, final int[] order, final ByteOrder byteOrder, final Sharding sharding,
		final List<BytesCodec> codecs)
	{
		this.type = type;
		this.order = isIdentity(order) ? null : order;
		this.byteOrder = byteOrder;
		this.sharding = sharding;
		this.codecs = Collections.unmodifiableList(codecs);
	}

	private static boolean isIdentity(final int[] order) {
		if (order == null) return true;
		for (int d = 0; d < order.length; d++)
			if (order[d] != d) return false;
		return true;
	}

	/** The sharding of the chunks if parts of a shard can be read separately; null otherwise. */
	Sharding partialSharding() {
		return order == null && codecs.isEmpty() ? sharding : null;
	}

	Sharding sharding() {
		return sharding;
	}

	List<BytesCodec> codecs() {
		return codecs;
	}

	ByteOrder byteOrder() {
		return byteOrder;
	}

	int[] order() {
		return order;
	}

	/**
	 * @param stored encoded bytes of a chunk
	 * @param shape its size
	 * @param fill value of missing inner chunks of a shard; null if none may be
	 *          missing
	 * @return its samples
	 * @throws IOException if the bytes are damaged
	 */
	Object decode(final byte[] stored, final int[] shape, final Object fill) throws IOException {
		final int[] sizes = new int[codecs.size() + 1];
		sizes[0] = sharding == null ? size(shape) : -1;
		for (int i = 0; i < codecs.size(); i++)
			sizes[i + 1] = sizes[i] < 0 ? -1 : codecs.get(i).encodedSize(sizes[i]);
		byte[] bytes = stored;
		for (int i = codecs.size() - 1; i >= 0; i--)
			bytes = codecs.get(i).decode(bytes, sizes[i]);
		final int[] storedShape = order == null ? shape : SampleBytes.permuted(shape, order);
		if (sharding != null) {
			final Object samples = sharding.decodeAll(bytes, storedShape, fill);
			return order == null ? samples : reordered(SampleBytes.toBytes(samples, type, byteOrder), storedShape);
		}
		if (bytes.length != sizes[0]) throw new IOException("it holds " + bytes.length + " bytes instead of " + sizes[0]);
		return order == null ? SampleBytes.toSamples(bytes, type, byteOrder) : reordered(bytes, storedShape);
	}

	private Object reordered(final byte[] bytes, final int[] storedShape) {
		return SampleBytes.toSamples(SampleBytes.transpose(bytes, storedShape, SampleBytes.inverse(order), type.bytes()), type,
			byteOrder);
	}

	/**
	 * @param samples samples of a whole chunk
	 * @param shape its size
	 * @return encoded bytes
	 */
	byte[] encode(final Object samples, final int[] shape) throws IOException {
		byte[] bytes;
		if (sharding != null && order == null) bytes = sharding.encode(samples, shape);
		else {
			bytes = SampleBytes.toBytes(samples, type, byteOrder);
			if (order != null) bytes = SampleBytes.transpose(bytes, shape, order, type.bytes());
			if (sharding != null) bytes = sharding.encode(SampleBytes.toSamples(bytes, type, byteOrder), SampleBytes.permuted(
				shape, order));
		}
		for (final BytesCodec codec : codecs)
			bytes = codec.encode(bytes, type.bytes());
		return bytes;
	}

	/** Number of bytes of a box. */
	private int size(final int[] shape) throws IOException {
		long n = type.bytes();
		for (final int s : shape) {
			n *= s;
			if (n > Integer.MAX_VALUE - 16) throw new UnsupportedCompressionException("its chunks of " + java.util.Arrays.toString(shape) +
				" samples are larger than 2 GB, which is not supported: rewrite it with smaller chunks, of 1 to 100 MB");
		}
		return (int) n;
	}

	/** Names of the codecs that compress the innermost bytes. */
	String compression() {
		final List<BytesCodec> inner = sharding == null ? codecs : sharding.inner().codecs;
		return inner.isEmpty() ? "raw" : inner.stream().map(BytesCodec::name).collect(Collectors.joining(" + "));
	}
}
