package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts samples to bytes and back, and changes the order of axes. Shapes have the slowest axis first, as in Zarr. */
final class SampleBytes {

	private SampleBytes() {}

	static Object toSamples(final byte[] bytes, final SampleType type, final ByteOrder order) {
		if (type.bytes() == 1) return bytes;
		final ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
		final Object samples = type.newArray(bytes.length / type.bytes());
		if (samples instanceof short[]) in.asShortBuffer().get((short[]) samples);
		else if (samples instanceof int[]) in.asIntBuffer().get((int[]) samples);
		else if (samples instanceof long[]) in.asLongBuffer().get((long[]) samples);
		else if (samples instanceof float[]) in.asFloatBuffer().get((float[]) samples);
		else in.asDoubleBuffer().get((double[]) samples);
		return samples;
	}

	static byte[] toBytes(final Object samples, final SampleType type, final ByteOrder order) {
		if (samples instanceof byte[]) return ((byte[]) samples).clone();
		final ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(Array.getLength(samples), type.bytes())).order(order);
		if (samples instanceof short[]) out.asShortBuffer().put((short[]) samples);
		else if (samples instanceof int[]) out.asIntBuffer().put((int[]) samples);
		else if (samples instanceof long[]) out.asLongBuffer().put((long[]) samples);
		else if (samples instanceof float[]) out.asFloatBuffer().put((float[]) samples);
		else out.asDoubleBuffer().put((double[]) samples);
		return out.array();
	}

	/**
	 * Changes the order of axes.
	 *
	 * @param bytes samples of a box
	 * @param shape its size
	 * @param order for each axis of the result, the axis of the box
	 * @param width bytes of a sample
	 * @return the samples, the last axis of the result the fastest
	 */
	static byte[] transpose(final byte[] bytes, final int[] shape, final int[] order, final int width) {
		final int n = shape.length;
		final int[] step = new int[n];
		for (int d = n - 1, s = width; d >= 0; s *= shape[d--])
			step[d] = s;
		final byte[] result = new byte[bytes.length];
		final int[] position = new int[n];
		int from = 0;
		for (int to = 0; to < result.length; to += width) {
			for (int b = 0; b < width; b++)
				result[to + b] = bytes[from + b];
			for (int d = n - 1; d >= 0; d--) {
				from += step[order[d]];
				if (++position[d] < shape[order[d]]) break;
				from -= shape[order[d]] * step[order[d]];
				position[d] = 0;
			}
		}
		return result;
	}

	/** The sizes of axes in another order. */
	static int[] permuted(final int[] shape, final int[] order) {
		final int[] permuted = new int[shape.length];
		for (int d = 0; d < shape.length; d++)
			permuted[d] = shape[order[d]];
		return permuted;
	}

	/** The inverse of a permutation. */
	static int[] inverse(final int[] order) {
		final int[] inverse = new int[order.length];
		for (int d = 0; d < order.length; d++)
			inverse[order[d]] = d;
		return inverse;
	}

	/** An array filled with one value. */
	static Object filled(final SampleType type, final int n, final Object fill) {
		final Object samples = type.newArray(n);
		if (samples instanceof byte[]) java.util.Arrays.fill((byte[]) samples, ((Number) fill).byteValue());
		else if (samples instanceof short[]) java.util.Arrays.fill((short[]) samples, ((Number) fill).shortValue());
		else if (samples instanceof int[]) java.util.Arrays.fill((int[]) samples, ((Number) fill).intValue());
		else if (samples instanceof long[]) java.util.Arrays.fill((long[]) samples, ((Number) fill).longValue());
		else if (samples instanceof float[]) java.util.Arrays.fill((float[]) samples, ((Number) fill).floatValue());
		else java.util.Arrays.fill((double[]) samples, ((Number) fill).doubleValue());
		return samples;
	}
}
