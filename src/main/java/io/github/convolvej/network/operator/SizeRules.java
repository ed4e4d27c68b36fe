package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Map;

/** Operators that compute sizes and constants. All of them are computed while a network is bound. */
final class SizeRules {

	private SizeRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("Constant", SizeRules::constant);
		rules.put("ConstantOfShape", SizeRules::constantOfShape);
		rules.put("Shape", SizeRules::shape);
		rules.put("Size", n -> NodeBinding.one(n.constant(new Constant(ElementType.INT64, new long[0], new double[] { Box
			.samples(n.required(0).shape()) }))));
		rules.put("Range", SizeRules::range);
	}

	private static Value[] constant(final NodeBinding n) {
		final Attributes a = n.attributes();
		final Constant value;
		if (a.has("value")) value = a.constant("value");
		else if (a.has("value_float")) value = new Constant(ElementType.FLOAT, new long[0], new float[] { (float) a.number(
			"value_float", 0) });
		else if (a.has("value_int")) value = new Constant(ElementType.INT64, new long[0], new double[] { a.integer(
			"value_int", 0) });
		else if (a.has("value_floats")) {
			final double[] values = a.numbers("value_floats");
			value = new Constant(ElementType.FLOAT, new long[] { values.length }, values);
		}
		else if (a.has("value_ints")) value = Constant.of(a.integers("value_ints"));
		else throw new IllegalArgumentException("it has no value that is a tensor of numbers");
		return NodeBinding.one(n.constant(value));
	}

	private static Value[] constantOfShape(final NodeBinding n) {
		final Constant shape = n.constant(0);
		if (shape == null) throw new IllegalArgumentException("the shape is missing");
		final Constant value = n.attributes().constant("value");
		final double[] values = new double[Binding.checkConstant(Box.samples(shape.longs()))];
		if (value != null) Arrays.fill(values, value.at(0));
		return NodeBinding.one(n.constant(new Constant(value == null ? ElementType.FLOAT : value.type(), shape.longs(),
			values)));
	}

	private static Value[] shape(final NodeBinding n) {
		final long[] shape = n.required(0).shape();
		final int start = end(n.attributes().integer("start", 0), shape.length);
		final int end = end(n.attributes().integer("end", shape.length), shape.length);
		return NodeBinding.one(n.constant(Constant.of(Arrays.copyOfRange(shape, start, Math.max(start, end)))));
	}

	private static int end(final long axis, final int rank) {
		return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
	}

	private static Value[] range(final NodeBinding n) {
		final Constant start = n.requiredConstant(0);
		final double step = n.requiredConstant(2).at(0);
		final int count = Binding.checkConstant(Math.max(0, (long) Math.ceil((n.requiredConstant(1).at(0) - start.at(0)) / step)));
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = start.at(0) + i * step;
		return NodeBinding.one(n.constant(new Constant(start.type(), new long[] { count }, values)));
	}
}
