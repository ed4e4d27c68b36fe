package io.github.convolvej.network.onnx;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads ONNX's TensorProto: typed lists, raw bytes, or bytes in a separate file next to the model. */
final class TensorReader {

	private static final int EXTERNAL = 1;

	private final Path folder;
	private final NumberList dims = new NumberList();
	private final NumberList singles = new NumberList();
	private final NumberList integers = new NumberList();
	private final NumberList doubles = new NumberList();
	private final Map<String, String> external = new HashMap<>();
	private int type;
	private int location;
	private String name = "";
	private ByteBuffer raw;

	/**
	 * @param folder folder of external data; null if there is none
	 */
	TensorReader(final Path folder) {
		this.folder = folder;
	}

	String name() {
		return name;
	}

	/**
	 * @param message a TensorProto
	 * @return the constant
	 * @throws IllegalArgumentException if the type is not supported or the data
	 *           cannot be read, naming the tensor
	 */
	Constant read(final WireReader message) {
		while (message.next())
			readField(message);
		final ElementType element = ElementType.of(type);
		if (element == null) throw new IllegalArgumentException("tensor '" + name + "' is of ONNX type " + type +
			", which is not supported: floating point, whole numbers and booleans are");
		final long[] shape = dims.integers();
		final long samples;
		try {
			if (Arrays.stream(shape).anyMatch(s -> s < 0)) throw new ArithmeticException();
			samples = Box.samples(shape);
		}
		catch (final ArithmeticException e) {
			throw new IllegalArgumentException("tensor '" + name + "' has the impossible shape " + Arrays.toString(shape), e);
		}
		if (location == EXTERNAL) raw = readExternal(samples * element.bytes());
		if (raw != null) return new Constant(element, shape, fromBytes(element, samples));
		return new Constant(element, shape, fromLists(element, samples));
	}

	private void readField(final WireReader m) {
		switch (m.field()) {
			case 1:
				m.integers(dims);
				break;
			case 2:
				type = (int) m.integer();
				break;
			case 4:
				m.singles(singles);
				break;
			case 5:
			case 7:
			case 11:
				m.integers(integers);
				break;
			case 8:
				name = m.text();
				break;
			case 9:
				raw = m.bytes();
				break;
			case 10:
				m.doubles(doubles);
				break;
			case 13:
				readEntry(m.message());
				break;
			case 14:
				location = (int) m.integer();
				break;
			default:
		}
	}

	private void readEntry(final WireReader m) {
		String key = "";
		String value = "";
		while (m.next())
			if (m.field() == 1) key = m.text();
			else if (m.field() == 2) value = m.text();
		external.put(key, value);
	}

	private ByteBuffer readExternal(final long bytes) {
		final String file = external.get("location");
		if (file == null || folder == null) throw new IllegalArgumentException("tensor '" + name +
			"' has its data in another file, which " + (file == null ? "is not named" : "cannot be found from here"));
		final Path path = folder.resolve(file).normalize();
		if (!path.startsWith(folder.normalize())) throw new IllegalArgumentException("tensor '" + name +
			"' has its data in " + file + ", which is not in the folder of the model");
		if (!Files.isRegularFile(path)) throw new IllegalArgumentException("tensor '" + name + "' has its data in " + file +
			", but there is no such file in the folder of the model");
		final long offset = Long.parseLong(external.getOrDefault("offset", "0"));
		final long length = Long.parseLong(external.getOrDefault("length", "" + bytes));
		try (SeekableByteChannel channel = Files.newByteChannel(path)) {
			if (offset < 0 || length < 0 || offset + length > channel.size()) throw new IllegalArgumentException("tensor '" +
				name + "' needs bytes " + offset + " to " + (offset + length) + " of " + file + ", which has " + channel.size());
			final ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
			channel.position(offset);
			while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
				// continues reading
			}
			buffer.flip();
			return buffer;
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("tensor '" + name + "' has its data in " + file + ", which cannot be read: " + e
				.getMessage(), e);
		}
	}

	private void checkCount(final long given, final long samples, final String of) {
		if (given != samples) throw new IllegalArgumentException("tensor '" + name + "' of shape " + Arrays.toString(dims
			.integers()) + " needs " + samples + of + ", but has " + given);
	}

	private Object fromBytes(final ElementType element, final long samples) {
		final ByteBuffer b = raw.order(ByteOrder.LITTLE_ENDIAN);
		checkCount(b.remaining(), samples * element.bytes(), " bytes");
		final int n = (int) samples;
		if (element == ElementType.FLOAT) {
			final float[] values = new float[n];
			b.asFloatBuffer().get(values);
			return values;
		}
		final double[] values = new double[n];
		for (int i = 0; i < n; i++)
			values[i] = value(element, b, b.position() + i * element.bytes());
		return values;
	}

	private static double value(final ElementType element, final ByteBuffer b, final int at) {
		switch (element) {
			case UINT8:
			case BOOL:
				return b.get(at) & 0xff;
			case INT8:
				return b.get(at);
			case UINT16:
				return b.getShort(at) & 0xffff;
			case INT16:
				return b.getShort(at);
			case INT32:
				return b.getInt(at);
			case UINT32:
				return b.getInt(at) & 0xffffffffL;
			case INT64:
				return b.getLong(at);
			case UINT64:
				return unsigned(b.getLong(at));
			case FLOAT16:
				return half(b.getShort(at));
			case BFLOAT16:
				return Float.intBitsToFloat(b.getShort(at) << 16);
			default:
				return b.getDouble(at);
		}
	}

	private static double unsigned(final long bits) {
		return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
	}

	/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
	static double half(final short bits) {
		final int exponent = bits >> 10 & 0x1f;
		final int fraction = bits & 0x3ff;
		final double magnitude = exponent == 31 ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN : exponent == 0
			? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
		return bits < 0 ? -magnitude : magnitude;
	}

	private double[] fromLists(final ElementType element, final long samples) {
		switch (element) {
			case FLOAT:
				checkCount(singles.count(), samples, " numbers");
				return singles.numbers();
			case DOUBLE:
				checkCount(doubles.count(), samples, " numbers");
				return doubles.numbers();
			default:
				checkCount(integers.count(), samples, " numbers");
				return Arrays.stream(integers.integers()).mapToDouble(v -> element == ElementType.FLOAT16 ? half((short) v)
					: element == ElementType.BFLOAT16 ? Float.intBitsToFloat((int) v << 16) : element == ElementType.UINT64
						? unsigned(v) : v).toArray();
		}
	}
}
