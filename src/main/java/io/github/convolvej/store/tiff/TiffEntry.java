package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * An entry of a directory: its tag number, and its values, which are read from
 * the file on request.
 */
final class TiffEntry {

	/** Number of bytes of a value for TIFF's types 0 to 18. */
	private static final int[] TYPE_BYTES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8 };

	/** The encoding of texts that Windows programs wrote. */
	private static final Charset WESTERN = Charset.forName("windows-1252");

	private final int id;
	private final int type;
	private final long count;
	private final ByteBuffer inside;
	private final long offset;
	private final String where;

	/**
	 * @param entry the bytes of the entry
	 * @param big whether it has 20 bytes, otherwise 12
	 * @param where the directory, for messages
	 */
	TiffEntry(final ByteBuffer entry, final boolean big, final String where) {
		final ByteOrder order = entry.order();
		id = entry.getShort(0) & 0xffff;
		type = entry.getShort(2) & 0xffff;
		count = big ? entry.getLong(4) : Integer.toUnsignedLong(entry.getInt(4));
		final int at = big ? 12 : 8;
		offset = big ? entry.getLong(at) : Integer.toUnsignedLong(entry.getInt(at));
		entry.position(at);
		inside = entry.slice().order(order);
		this.where = where;
	}

	int id() {
		return id;
	}

	/** @return number of values; may be negative in a damaged file */
	long count() {
		return count;
	}

	private String what() {
		return "tag " + id + " of " + where;
	}

	private ByteBuffer values(final TiffBytes file, final long most) throws IOException {
		final int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
		if (size == 0) throw new IOException("a damaged TIFF: " + what() + " has type " + type + ", which TIFF does not know");
		if (count < 0 || count > most || count > Long.MAX_VALUE / 8) throw new IOException("a damaged TIFF: " + what() +
			" has " + Long.toUnsignedString(count) + " values, but at most " + most + " make sense");
		final long bytes = count * size;
		if (bytes > inside.capacity()) return file.read(offset, bytes, "the values of " + what());
		final ByteBuffer values = inside.duplicate().order(inside.order());
		values.limit((int) bytes);
		return values;
	}

	/**
	 * @param file the file
	 * @param most largest expected number of values
	 * @return whole numbers; fractions are an error
	 * @throws IOException if there are no values, too many, or they are not in the
	 *           file
	 */
	long[] numbers(final TiffBytes file, final long most) throws IOException {
		final ByteBuffer values = values(file, most);
		TiffBytes.checkMemory(8 * count, "the values of " + what());
		final long[] numbers = new long[(int) count];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = number(values, i);
		return numbers;
	}

	private long number(final ByteBuffer values, final int i) throws IOException {
		switch (type) {
			case 1:
			case 2:
			case 7:
				return values.get(i) & 0xff;
			case 3:
				return values.getShort(2 * i) & 0xffff;
			case 4:
			case 13:
				return Integer.toUnsignedLong(values.getInt(4 * i));
			case 6:
				return values.get(i);
			case 8:
				return values.getShort(2 * i);
			case 9:
				return values.getInt(4 * i);
			case 16:
			case 17:
			case 18:
				return values.getLong(8 * i);
			default:
				throw new IOException("a damaged TIFF: " + what() + " has numbers of type " + type + ", but must have whole ones");
		}
	}

	/** A single whole number. */
	long number(final TiffBytes file) throws IOException {
		final long[] numbers = numbers(file, 1L << 16);
		if (numbers.length == 0) throw new IOException("a damaged TIFF: " + what() + " has no value");
		return numbers[0];
	}

	/** Numbers of any type; fractions with a denominator of 0 are NaN. */
	double[] reals(final TiffBytes file, final long most) throws IOException {
		final boolean fraction = type == 5 || type == 10;
		if (!fraction && type != 11 && type != 12) {
			final long[] numbers = numbers(file, most);
			final double[] reals = new double[numbers.length];
			for (int i = 0; i < reals.length; i++)
				reals[i] = numbers[i];
			return reals;
		}
		final ByteBuffer values = values(file, most);
		final double[] reals = new double[(int) count];
		for (int i = 0; i < reals.length; i++)
			reals[i] = type == 11 ? values.getFloat(4 * i) : type == 12 ? values.getDouble(8 * i) : fraction(values.getInt(8 *
				i), values.getInt(8 * i + 4));
		return reals;
	}

	private double fraction(final int numerator, final int denominator) {
		if (denominator == 0) return Double.NaN;
		return type == 5 ? (double) Integer.toUnsignedLong(numerator) / Integer.toUnsignedLong(denominator)
			: (double) numerator / denominator;
	}

	/** The bytes of the values. */
	byte[] bytes(final TiffBytes file) throws IOException {
		final ByteBuffer values = values(file, Integer.MAX_VALUE);
		final byte[] bytes = new byte[values.remaining()];
		values.get(bytes);
		return bytes;
	}

	/** A text without the zeros at its end: UTF-8 if it is valid UTF-8, otherwise windows-1252. */
	String text(final TiffBytes file) throws IOException {
		final byte[] bytes = bytes(file);
		int end = bytes.length;
		while (end > 0 && bytes[end - 1] == 0)
			end--;
		return text(bytes, end);
	}

	static String text(final byte[] bytes, final int length) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
		}
		catch (final CharacterCodingException e) {
			return new String(bytes, 0, length, WESTERN);
		}
	}
}
