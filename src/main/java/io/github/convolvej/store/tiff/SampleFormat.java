package io.github.convolvej.store.tiff;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The format of the samples in the rows of a page, and their conversion to a
 * {@link SampleType}: whole numbers of 1 to 32 or 64 bits, floating point of 16,
 * 24, 32 and 64 bits. Samples of 1 bit become 0 and 255, as in ImageJ, unless
 * they are indices into a colour table.
 */
final class SampleFormat {

	private static final int UNSIGNED = 1;
	private static final int SIGNED = 2;
	private static final int FLOAT = 3;
	private static final int UNDEFINED = 4;

	private final int bits;
	private final boolean signed;
	private final boolean real;
	private final boolean indexed;
	private final SampleType type;

	/**
	 * @param bits bits of a sample
	 * @param format value of TIFF's SampleFormat
	 * @param indexed whether samples are indices into a colour table
	 * @throws IOException if there is no such format, or the samples are complex
	 *           numbers
	 */
	SampleFormat(final int bits, final int format, final boolean indexed) throws IOException {
		if (format == 5 || format == 6) throw new UnsupportedTiffException("its samples are complex numbers, which no filter supports");
		if (format < UNSIGNED || format > UNDEFINED) throw new IOException("a damaged TIFF: there is no sample format " + format);
		this.bits = bits;
		this.indexed = indexed;
		signed = format == SIGNED;
		real = format == FLOAT;
		final boolean known = real ? bits == 16 || bits == 24 || bits == 32 || bits == 64 : bits >= 1 && bits <= 32 ||
			bits == 64;
		if (!known) throw new UnsupportedTiffException("its samples are " + (real ? "floating-point" : "whole") + " numbers of " + bits +
			" bits, which are not read: " + (real ? "16, 24, 32 and 64" : "1 to 32, and 64") + " are");
		type = real ? bits == 64 ? SampleType.FLOAT64 : SampleType.FLOAT32 : whole(bits, signed);
	}

	private static SampleType whole(final int bits, final boolean signed) {
		if (bits <= 8) return signed ? SampleType.INT8 : SampleType.UINT8;
		if (bits <= 16) return signed ? SampleType.INT16 : SampleType.UINT16;
		if (bits <= 32) return signed ? SampleType.INT32 : SampleType.UINT32;
		return signed ? SampleType.INT64 : SampleType.UINT64;
	}

	int bits() {
		return bits;
	}

	boolean isReal() {
		return real;
	}

	boolean isSigned() {
		return signed;
	}

	/** @return the type of the samples that are read */
	SampleType type() {
		return type;
	}

	/**
	 * Reads samples of a row.
	 *
	 * @param row its bytes
	 * @param order byte order
	 * @param first index in the row of the first sample to read
	 * @param step distance in samples between the samples to read
	 * @param count number of samples to read
	 * @param target an array of the type
	 * @param at index of the first sample in the array
	 */
	void unpack(final byte[] row, final ByteOrder order, final int first, final int step, final int count,
		final Object target, final int at)
	{
		if (bits == 8) {
			final byte[] bytes = (byte[]) target;
			for (int i = 0; i < count; i++)
				bytes[at + i] = row[first + step * i];
		}
		else if (real) reals(ByteBuffer.wrap(row).order(order), first, step, count, target, at);
		else if (bits == 16 || bits == 32 || bits == 64) numbers(ByteBuffer.wrap(row).order(order), first, step, count, target,
			at);
		else packed(row, order, first, step, count, target, at);
	}

	private void numbers(final ByteBuffer in, final int first, final int step, final int count, final Object target,
		final int at)
	{
		if (bits == 16) {
			final short[] shorts = (short[]) target;
			for (int i = 0; i < count; i++)
				shorts[at + i] = in.getShort(2 * (first + step * i));
		}
		else if (bits == 32) {
			final int[] ints = (int[]) target;
			for (int i = 0; i < count; i++)
				ints[at + i] = in.getInt(4 * (first + step * i));
		}
		else {
			final long[] longs = (long[]) target;
			for (int i = 0; i < count; i++)
				longs[at + i] = in.getLong(8 * (first + step * i));
		}
	}

	private void reals(final ByteBuffer in, final int first, final int step, final int count, final Object target,
		final int at)
	{
		if (bits == 64) {
			final double[] doubles = (double[]) target;
			for (int i = 0; i < count; i++)
				doubles[at + i] = in.getDouble(8 * (first + step * i));
			return;
		}
		final float[] floats = (float[]) target;
		for (int i = 0; i < count; i++) {
			final int k = first + step * i;
			floats[at + i] = bits == 32 ? in.getFloat(4 * k) : bits == 16 ? small(in.getShort(2 * k) & 0xffff, 5, 10) : small(
				Predictor.get24(in.array(), 3 * k, in.order()), 7, 16);
		}
	}

	/** A floating-point number with a sign, a few bits of exponent and of fraction, as in IEEE 754. */
	static float small(final int value, final int exponentBits, final int fractionBits) {
		final int most = (1 << exponentBits) - 1;
		final int sign = value >> exponentBits + fractionBits & 1;
		final int exponent = value >> fractionBits & most;
		final int fraction = value & (1 << fractionBits) - 1;
		final double magnitude;
		if (exponent == most) magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
		else if (exponent == 0) magnitude = Math.scalb((double) fraction, 1 - most / 2 - fractionBits);
		else magnitude = Math.scalb((double) (fraction | 1 << fractionBits), exponent - most / 2 - fractionBits);
		return (float) (sign == 0 ? magnitude : -magnitude);
	}

	/**
	 * Reads samples that do not fill bytes; they are packed from the most
	 * significant bit on. Samples of 24 bits have the byte order of the file.
	 */
	private void packed(final byte[] row, final ByteOrder order, final int first, final int step, final int count,
		final Object target, final int at)
	{
		for (int i = 0; i < count; i++) {
			final int k = first + step * i;
			long value = bits == 24 ? Predictor.get24(row, 3 * k, order) : bits(row, (long) k * bits);
			if (signed) value = value << 64 - bits >> 64 - bits;
			if (bits == 1 && !indexed) value *= 255;
			if (bits <= 8) ((byte[]) target)[at + i] = (byte) value;
			else if (bits <= 16) ((short[]) target)[at + i] = (short) value;
			else ((int[]) target)[at + i] = (int) value;
		}
	}

	private long bits(final byte[] row, final long from) {
		long value = 0;
		int have = 0;
		long bit = from;
		while (have < bits) {
			final int in = (int) (bit & 7);
			final int n = Math.min(8 - in, bits - have);
			value = value << n | (row[(int) (bit >> 3)] & 0xff) >> 8 - in - n & (1 << n) - 1;
			have += n;
			bit += n;
		}
		return value;
	}
}
