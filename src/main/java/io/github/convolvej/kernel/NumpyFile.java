package io.github.convolvej.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's {@code .npy} format, versions 1 to 3 (NumPy Enhancement Proposal
 * 1 and numpy.lib.format), with whole or floating point numbers of either byte
 * order.
 */
public final class NumpyFile {

	private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([fiub])(\\d+)'");
	private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
	private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

	/** Types that {@link #value} reads: kind and number of bytes. */
	private static final List<String> KINDS = Arrays.asList("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4",
		"u8", "b1");

	private NumpyFile() {}

	/**
	 * @param bytes the whole file
	 * @param numDimensions spatial axes of the kernel
	 * @return the kernel. An array with as many axes as the kernel is a single
	 *         kernel; with one more axis it is a bank (K, ...), with two more a
	 *         bank (K, C/groups, ...). The last axis is x. Fewer axes make a
	 *         kernel of one plane or one row
	 */
	static Kernel readKernel(final byte[] bytes, final int numDimensions) {
		return toKernel(values(bytes), shape(bytes), numDimensions);
	}

	/**
	 * @param bytes the whole file
	 * @return size along every axis, the last one fastest
	 * @throws IllegalArgumentException if the file is not a NumPy file, or is cut
	 *           off
	 */
	public static int[] shape(final byte[] bytes) {
		return shape(header(bytes));
	}

	/**
	 * @param bytes the whole file
	 * @return the numbers, the last axis fastest
	 * @throws IllegalArgumentException if the file is not a NumPy file, is cut
	 *           off, or does not hold plain numbers
	 */
	public static double[] values(final byte[] bytes) {
		final String header = header(bytes);
		final int start = bytes[6] == 1 ? 10 : 12;
		final int length = headerLength(bytes);
		return values(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), start + length, header, shape(header));
	}

	private static int headerLength(final byte[] bytes) {
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		return bytes[6] == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
	}

	private static String header(final byte[] bytes) {
		if (bytes.length < 6 || bytes[0] != (byte) 0x93 || !new String(bytes, 1, 5, StandardCharsets.US_ASCII).equals(
			"NUMPY")) throw new IllegalArgumentException("not a NumPy file: it does not begin with \\x93NUMPY");
		if (bytes.length < 10) throw new IllegalArgumentException("NumPy header is cut off");
		if (bytes[6] < 1 || bytes[6] > 3) throw new IllegalArgumentException("NumPy file format version " + (bytes[6] &
			0xff) + " is not known: versions 1 to 3 are");
		final int start = bytes[6] == 1 ? 10 : 12;
		final int length = bytes.length < start ? -1 : headerLength(bytes);
		if (length < 0 || length > bytes.length - start) throw new IllegalArgumentException("NumPy header is cut off");
		return new String(bytes, start, length, StandardCharsets.UTF_8);
	}

	private static int[] shape(final String header) {
		final Matcher m = SHAPE.matcher(header);
		if (!m.find()) throw new IllegalArgumentException("NumPy header has no shape: " + header.trim());
		try {
			return Arrays.stream(m.group(1).split(",")).map(String::trim).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt)
				.toArray();
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("NumPy shape (" + m.group(1) + ") is not understood", e);
		}
	}

	private static double[] values(final ByteBuffer buffer, final int offset, final String header, final int[] shape) {
		final Matcher m = DESCRIPTION.matcher(header);
		if (!m.find()) throw new IllegalArgumentException("NumPy data type is not a plain number: " + header.trim());
		final String kind = m.group(2) + m.group(3);
		if (!KINDS.contains(kind)) throw new IllegalArgumentException("NumPy data type " + kind +
			" is not supported: save as float32 or float64");
		final int size = Integer.parseInt(m.group(3));
		final Matcher order = ORDER.matcher(header);
		if (!order.find()) throw new IllegalArgumentException("NumPy header has no fortran_order: " + header.trim());
		buffer.order(m.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		long count = 1;
		for (final int s : shape) {
			count *= s;
			if (s < 1 || count > buffer.capacity()) throw new IllegalArgumentException("NumPy shape " + Arrays.toString(
				shape) + " is empty or larger than the file");
		}
		if (count * size > buffer.capacity() - offset) throw new IllegalArgumentException("NumPy data is cut off: shape " +
			Arrays.toString(shape) + " of " + size + "-byte numbers needs " + count * size + " bytes, but there are " +
			(buffer.capacity() - offset));
		final boolean fortran = order.group(1).equals("True");
		final double[] values = new double[(int) count];
		for (int i = 0; i < count; i++)
			values[fortran ? fromFortran(i, shape) : i] = value(buffer, offset + i * size, kind);
		return values;
	}

	private static int fromFortran(final int index, final int[] shape) {
		final int[] position = new int[shape.length];
		int rest = index;
		for (int d = 0; d < shape.length; d++) {
			position[d] = rest % shape[d];
			rest /= shape[d];
		}
		int i = 0;
		for (int d = 0; d < shape.length; d++)
			i = i * shape[d] + position[d];
		return i;
	}

	private static double value(final ByteBuffer b, final int at, final String kind) {
		switch (kind) {
			case "f2":
				return half(b.getShort(at));
			case "f4":
				return b.getFloat(at);
			case "f8":
				return b.getDouble(at);
			case "i1":
				return b.get(at);
			case "u1":
			case "b1":
				return b.get(at) & 0xff;
			case "i2":
				return b.getShort(at);
			case "u2":
				return b.getShort(at) & 0xffff;
			case "i4":
				return b.getInt(at);
			case "u4":
				return b.getInt(at) & 0xffffffffL;
			case "i8":
				return b.getLong(at);
			default:
				return unsigned(b.getLong(at));
		}
	}

	/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
	private static double half(final short bits) {
		final int exponent = bits >> 10 & 0x1f;
		final int fraction = bits & 0x3ff;
		final double magnitude = exponent == 31 ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN : exponent == 0
			? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
		return bits < 0 ? -magnitude : magnitude;
	}

	private static double unsigned(final long bits) {
		// the last bit stays set, so that halving does not round twice
		return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
	}

	private static Kernel toKernel(final double[] values, final int[] shape, final int numDimensions) {
		for (final double v : values)
			if (Double.isNaN(v) || Double.isInfinite(v)) throw new IllegalArgumentException("kernel has the weight " + v +
				", but weights must be finite");
		final int extra = shape.length - numDimensions;
		final int[] size = new int[numDimensions];
		Arrays.fill(size, 1);
		if (extra > 2) throw new IllegalArgumentException("array of shape " + Arrays.toString(shape) + " has " +
			shape.length + " axes, but a " + numDimensions + "D kernel has " + numDimensions +
			", a bank one more (K first), a bank with input channels two more (K, C/groups, ...)");
		final int spatial = Math.min(shape.length, numDimensions);
		for (int d = 0; d < spatial; d++)
			size[d] = shape[shape.length - 1 - d];
		final int outputs = extra >= 1 ? shape[0] : 1;
		final int inputs = extra == 2 ? shape[1] : 1;
		return new Kernel(values, inputs, outputs, size);
	}
}
