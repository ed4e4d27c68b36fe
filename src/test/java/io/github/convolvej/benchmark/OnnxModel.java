package io.github.convolvej.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * ONNX models of a single operator with constant weights, written field by field
 * as the format's protocol buffers are (onnx.proto3 of ONNX 1.12, opset 17).
 */
final class OnnxModel {

	private static final int IR_VERSION = 8;
	private static final int OPSET = 17;
	private static final int FLOAT = 1;
	private static final int ATTRIBUTE_INTS = 7;
	private static final int ATTRIBUTE_INT = 2;

	private final Message node = new Message();
	private final Message initializers = new Message();

	/**
	 * @param operator name of the operator; its input is x, its output y
	 */
	OnnxModel(final String operator) {
		node.text(1, "x").text(2, "y").text(4, operator);
	}

	/**
	 * @param name attribute
	 * @param values its numbers
	 * @return this
	 */
	OnnxModel ints(final String name, final int... values) {
		final Message attribute = new Message().text(1, name);
		for (final int v : values)
			attribute.number(8, v);
		node.message(5, attribute.number(20, ATTRIBUTE_INTS));
		return this;
	}

	/**
	 * @param name attribute
	 * @param value its number
	 * @return this
	 */
	OnnxModel integer(final String name, final int value) {
		node.message(5, new Message().text(1, name).number(3, value).number(20, ATTRIBUTE_INT));
		return this;
	}

	/**
	 * The operator's second input.
	 *
	 * @param weights numbers, x fastest
	 * @param shape slowest axis first
	 * @return this
	 */
	OnnxModel weights(final double[] weights, final long... shape) {
		node.text(1, "w");
		final ByteBuffer raw = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final double w : weights)
			raw.putFloat((float) w);
		final Message tensor = new Message();
		for (final long n : shape)
			tensor.number(1, n);
		initializers.message(5, tensor.number(2, FLOAT).text(8, "w").bytes(9, raw.array()));
		return this;
	}

	/**
	 * @param input shape of x, slowest axis first
	 * @param output shape of y
	 * @return the model
	 */
	byte[] bytes(final long[] input, final long[] output) {
		final Message graph = new Message().message(1, node).text(2, "graph").append(initializers).message(11, value("x",
			input)).message(12, value("y", output));
		return new Message().number(1, IR_VERSION).message(7, graph).message(8, new Message().number(2, OPSET)).toByteArray();
	}

	private static Message value(final String name, final long[] shape) {
		final Message dimensions = new Message();
		for (final long n : shape)
			dimensions.message(1, new Message().number(1, n));
		final Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
		return new Message().text(1, name).message(2, new Message().message(1, tensor));
	}

	/** Fields of a protocol buffer. */
	private static final class Message {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		private void varint(final long value) {
			long rest = value;
			for (; (rest & ~0x7fL) != 0; rest >>>= 7)
				out.write((int) (rest & 0x7f | 0x80));
			out.write((int) rest);
		}

		Message number(final int field, final long value) {
			varint(field << 3);
			varint(value);
			return this;
		}

		Message bytes(final int field, final byte[] bytes) {
			varint(field << 3 | 2);
			varint(bytes.length);
			out.write(bytes, 0, bytes.length);
			return this;
		}

		Message text(final int field, final String text) {
			return bytes(field, text.getBytes(StandardCharsets.UTF_8));
		}

		Message message(final int field, final Message message) {
			return bytes(field, message.toByteArray());
		}

		Message append(final Message fields) {
			out.write(fields.toByteArray(), 0, fields.out.size());
			return this;
		}

		byte[] toByteArray() {
			return out.toByteArray();
		}
	}
}
