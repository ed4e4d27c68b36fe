package io.github.convolvej.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one message of the Protocol Buffers wire format (protobuf.dev, encoding)
 * field by field. {@link #next} moves to a field; then another method reads its
 * value, or the field is skipped.
 */
final class WireReader {

	private static final int VARINT = 0;
	private static final int FIXED64 = 1;
	private static final int LENGTH = 2;
	private static final int FIXED32 = 5;

	private final ByteBuffer bytes;
	private int field;
	private int type;
	private boolean taken = true;

	WireReader(final ByteBuffer bytes) {
		this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Moves to the next field; returns false at the end of the message. */
	boolean next() {
		if (!taken) skip();
		if (!bytes.hasRemaining()) return false;
		final long key = varint();
		field = (int) (key >>> 3);
		type = (int) (key & 7);
		if (field < 1 || key >>> 3 > 0x1fffffff) throw new WireException("field number " + (key >>> 3));
		taken = false;
		return true;
	}

	/** Number of the field. */
	int field() {
		return field;
	}

	private void skip() {
		switch (type) {
			case VARINT:
				varint();
				break;
			case FIXED64:
				fixed(8);
				break;
			case LENGTH:
				slice();
				break;
			case FIXED32:
				fixed(4);
				break;
			default:
				throw new WireException("wire type " + type);
		}
		taken = true;
	}

	private void fixed(final int n) {
		if (bytes.remaining() < n) throw new WireException("it ends within a number");
		bytes.position(bytes.position() + n);
	}

	private long varint() {
		long value = 0;
		for (int shift = 0; shift < 70; shift += 7) {
			if (!bytes.hasRemaining()) throw new WireException("it ends within a number");
			final byte b = bytes.get();
			value |= (long) (b & 0x7f) << shift;
			if (b >= 0) return value;
		}
		throw new WireException("a number of more than 10 bytes");
	}

	private ByteBuffer slice() {
		final long length = varint();
		if (length < 0 || length > bytes.remaining()) throw new WireException("it ends within a field of " + length +
			" bytes");
		final ByteBuffer slice = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
		slice.limit((int) length);
		bytes.position(bytes.position() + (int) length);
		return slice;
	}

	private void expect(final int wanted) {
		if (type != wanted) throw new WireException("field " + field + " has wire type " + type + " instead of " + wanted);
		taken = true;
	}

	long integer() {
		expect(VARINT);
		return varint();
	}

	float single() {
		expect(FIXED32);
		if (bytes.remaining() < 4) throw new WireException("it ends within a number");
		return bytes.getFloat();
	}

	ByteBuffer bytes() {
		expect(LENGTH);
		return slice();
	}

	String text() {
		return StandardCharsets.UTF_8.decode(bytes()).toString();
	}

	WireReader message() {
		return new WireReader(bytes());
	}

	/** Whole numbers of a repeated field, packed or one by one. */
	void integers(final NumberList to) {
		if (type == VARINT) {
			to.add(integer());
			return;
		}
		final WireReader run = new WireReader(bytes());
		while (run.bytes.hasRemaining())
			to.add(run.varint());
	}

	/** Floating point numbers of a repeated field, packed or one by one. */
	void singles(final NumberList to) {
		if (type == FIXED32) {
			to.add(single());
			return;
		}
		final ByteBuffer run = bytes();
		if (run.remaining() % 4 != 0) throw new WireException("a run of " + run.remaining() + " bytes of 32-bit numbers");
		while (run.hasRemaining())
			to.add(run.getFloat());
	}

	/** Numbers in double precision, packed or one by one. */
	void doubles(final NumberList to) {
		if (type == FIXED64) {
			taken = true;
			if (bytes.remaining() < 8) throw new WireException("it ends within a number");
			to.add(bytes.getDouble());
			return;
		}
		final ByteBuffer run = bytes();
		if (run.remaining() % 8 != 0) throw new WireException("a run of " + run.remaining() + " bytes of 64-bit numbers");
		while (run.hasRemaining())
			to.add(run.getDouble());
	}
}
