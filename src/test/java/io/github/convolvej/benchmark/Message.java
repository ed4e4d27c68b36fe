package io.github.convolvej.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Fields of a protocol buffer. */
final class Message {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private void varint(final long value) {
		long rest = value;
		for (; (rest & ~0x7fL) != 0; rest >>>= 7)
			out.write((int) (rest & 0x7f | 0x80));
		out.write((int) rest);
	}

	/** Adds a number. */
	Message number(final int field, final long value) {
		varint(field << 3);
		varint(value);
		return this;
	}

	/** Adds bytes. */
	Message bytes(final int field, final byte[] bytes) {
		varint(field << 3 | 2);
		varint(bytes.length);
		out.write(bytes, 0, bytes.length);
		return this;
	}

	/** Adds text. */
	Message text(final int field, final String text) {
		return bytes(field, text.getBytes(StandardCharsets.UTF_8));
	}

	/** Adds a message as a field. */
	Message message(final int field, final Message message) {
		return bytes(field, message.toByteArray());
	}

	/** Adds all fields of another message. */
	Message append(final Message fields) {
		out.write(fields.toByteArray(), 0, fields.out.size());
		return this;
	}

	/** @return all fields */
	byte[] toByteArray() {
		return out.toByteArray();
	}
}
