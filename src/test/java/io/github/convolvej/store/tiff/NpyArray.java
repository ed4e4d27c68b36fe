package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array that NumPy saved: what a TIFF must hold. */
final class NpyArray {

	private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|])([a-z])([0-9]+)'");
	private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

	private final char kind;
	private final int size;
	private final ByteBuffer data;
	private final int[] shape;

	private NpyArray(final char kind, final int size, final ByteBuffer data, final int[] shape) {
		this.kind = kind;
		this.size = size;
		this.data = data;
		this.shape = shape;
	}

	static NpyArray read(final Path path) throws IOException {
		final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
		final boolean old = in.get(6) == 1;
		final int length = old ? in.getShort(8) & 0xffff : in.getInt(8);
		final int start = old ? 10 : 12;
		final String header = new String(in.array(), start, length, StandardCharsets.ISO_8859_1);
		final Matcher type = TYPE.matcher(header);
		final Matcher shape = SHAPE.matcher(header);
		if (!type.find() || !shape.find() || header.contains("'fortran_order': True")) throw new IOException(path + ": " +
			header);
		in.position(start + length);
		final ByteBuffer data = in.slice().order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		return new NpyArray(type.group(2).charAt(0), Integer.parseInt(type.group(3)), data, Arrays.stream(shape.group(1).split(
			",")).map(String::trim).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt).toArray());
	}

	/** Sizes, the slowest axis first; the last two are y and x. */
	int[] shape() {
		return shape;
	}

	int count() {
		return data.capacity() / size;
	}

	/** A Long for whole numbers, unsigned ones of 64 bits with their bits, otherwise a Double. */
	Number get(final int i) {
		final int at = i * size;
		if (kind == 'f') return size == 8 ? data.getDouble(at) : size == 4 ? (double) data.getFloat(at) : half(data.getShort(
			at));
		final long value = size == 1 ? data.get(at) : size == 2 ? data.getShort(at) : size == 4 ? data.getInt(at) : data
			.getLong(at);
		return kind == 'i' || size == 8 ? value : value & (1L << 8 * size) - 1;
	}

	private static double half(final short bits) {
		final int exponent = bits >> 10 & 31;
		final int fraction = bits & 1023;
		final double sign = bits < 0 ? -1 : 1;
		if (exponent == 31) return fraction == 0 ? sign / 0 : Double.NaN;
		return sign * (exponent == 0 ? fraction * Math.pow(2, -24) : (1024 + fraction) * Math.pow(2, exponent - 25));
	}
}
