package io.github.convolvej.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * ONNX models of a single operator with constant weights, written field by field
 * as the format's protocol buffers are (onnx.proto3 of ONNX 1.12, opset 17).
 */
final class OnnxModel {

	static final int IR_VERSION = 8;
	static final int OPSET = 17;
	static final int FLOAT = 1;
	private static final int ATTRIBUTE_INTS = 7;
	private static final int ATTRIBUTE_INT = 2;
	private static final int ATTRIBUTE_TEXT = 3;

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
		node.message(5, integers(name, values));
		return this;
	}

	/** An attribute of several numbers. */
	static Message integers(final String name, final int... values) {
		final Message attribute = new Message().text(1, name);
		for (final int v : values)
			attribute.number(8, v);
		return attribute.number(20, ATTRIBUTE_INTS);
	}

	/**
	 * @param name attribute
	 * @param value its number
	 * @return this
	 */
	OnnxModel integer(final String name, final int value) {
		node.message(5, number(name, value));
		return this;
	}

	/** An attribute of one number. */
	static Message number(final String name, final int value) {
		return new Message().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
	}

	/** An attribute of a word. */
	static Message word(final String name, final String value) {
		return new Message().text(1, name).text(4, value).number(20, ATTRIBUTE_TEXT);
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
		initializers.message(5, tensor("w", weights, shape));
		return this;
	}

	/** A tensor of constants. */
	static Message tensor(final String name, final double[] values, final long... shape) {
		final ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final double v : values)
			raw.putFloat((float) v);
		final Message tensor = new Message();
		for (final long n : shape)
			tensor.number(1, n);
		return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
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

	/** Name and shape of an input or output. */
	static Message value(final String name, final long[] shape) {
		final Message dimensions = new Message();
		for (final long n : shape)
			dimensions.message(1, new Message().number(1, n));
		final Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
		return new Message().text(1, name).message(2, new Message().message(1, tensor));
	}
}
