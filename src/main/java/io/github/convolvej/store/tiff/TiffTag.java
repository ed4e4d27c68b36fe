package io.github.convolvej.store.tiff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An entry of a directory to be written: a tag number, and values of one type, big-endian. */
public final class TiffTag {

	private static final int BYTE = 1;
	private static final int ASCII = 2;
	private static final int SHORT = 3;
	private static final int LONG = 4;
	private static final int RATIONAL = 5;
	private static final int LONG8 = 16;

	/** Largest unsigned number of 32 bits. */
	private static final long MAX = 0xffffffffL;

	private final int id;
	private final int type;
	private final int count;
	private final byte[] data;

	private TiffTag(final int id, final int type, final int count, final byte[] data) {
		this.id = id;
		this.type = type;
		this.count = count;
		this.data = data;
	}

	static TiffTag ofBytes(final int id, final byte[] values) {
		return new TiffTag(id, BYTE, values.length, values);
	}

	/** ASCII characters with a zero at the end. */
	static TiffTag ofText(final int id, final String text) {
		final byte[] data = (text + "\0").getBytes(StandardCharsets.US_ASCII);
		return new TiffTag(id, ASCII, data.length, data);
	}

	static TiffTag ofShorts(final int id, final int... values) {
		final ByteBuffer data = ByteBuffer.allocate(2 * values.length);
		for (final int v : values)
			data.putShort((short) v);
		return new TiffTag(id, SHORT, values.length, data.array());
	}

	static TiffTag ofLongs(final int id, final long... values) {
		return new TiffTag(id, LONG, values.length, longs(values));
	}

	/** Offsets or numbers of bytes, with 64 bits in a BigTIFF. */
	static TiffTag ofOffsets(final int id, final boolean big, final long... values) {
		if (!big) return ofLongs(id, values);
		final ByteBuffer data = ByteBuffer.allocate(8 * values.length);
		for (final long v : values)
			data.putLong(v);
		return new TiffTag(id, LONG8, values.length, data.array());
	}

	static TiffTag ofFraction(final int id, final long numerator, final long denominator) {
		return new TiffTag(id, RATIONAL, 1, longs(numerator, denominator));
	}

	private static byte[] longs(final long... values) {
		final ByteBuffer data = ByteBuffer.allocate(4 * values.length);
		for (final long v : values)
			data.putInt((int) v);
		return data.array();
	}

	/**
	 * Returns the fraction of unsigned 32-bit numbers that is nearest to a number:
	 * the last convergent of its continued fraction that fits.
	 *
	 * @param value the number
	 * @return numerator and denominator, or null if no fraction is within a
	 *         relative distance of 1e-9
	 */
	public static long[] fraction(final double value) {
		long p = 1;
		long q = 0;
		long pBefore = 0;
		long qBefore = 1;
		double rest = value;
		// also false for NaN
		while (rest <= MAX) {
			final long whole = (long) Math.floor(rest);
			final long pNext = whole * p + pBefore;
			final long qNext = whole * q + qBefore;
			if (pNext > MAX || qNext > MAX) break;
			pBefore = p;
			qBefore = q;
			p = pNext;
			q = qNext;
			if ((double) p / q == value) break;
			rest = 1 / (rest - whole);
		}
		final boolean good = value > 0 && q > 0 && Math.abs((double) p / q - value) <= 1e-9 * value;
		return good ? new long[] { p, q } : null;
	}

	/** @return tag number */
	int id() {
		return id;
	}

	private boolean fits(final boolean big) {
		return data.length <= (big ? 8 : 4);
	}

	/** @return number of bytes that do not fit into the directory */
	int outsideBytes(final boolean big) {
		return fits(big) ? 0 : data.length;
	}

	/** Writes the bytes that do not fit into the directory. */
	void putOutside(final ByteBuffer out, final boolean big) {
		if (!fits(big)) out.put(data);
	}

	/**
	 * Writes the 12 bytes of the entry, or 20 in a BigTIFF.
	 *
	 * @param out the buffer to write to
	 * @param big whether it is a BigTIFF
	 * @param offset offset of its data in the file, if they do not fit into the
	 *          entry
	 */
	void put(final ByteBuffer out, final boolean big, final long offset) {
		out.putShort((short) id).putShort((short) type);
		if (big) out.putLong(count);
		else out.putInt(count);
		if (fits(big)) out.put(data).put(new byte[(big ? 8 : 4) - data.length]);
		else if (big) out.putLong(offset);
		else out.putInt((int) offset);
	}
}
