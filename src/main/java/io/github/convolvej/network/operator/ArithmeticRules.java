package io.github.convolvej.network.operator;

import io.github.convolvej.network.operator.ElementwiseOperator.Kind;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Operators that compute every sample separately: activations and arithmetic. */
final class ArithmeticRules {

	private ArithmeticRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		addFunctions(rules);
		rules.put("Clip", ArithmeticRules::clip);
		rules.put("Cast", n -> cast(n, (int) n.attributes().integer("to", 1)));
		rules.put("CastLike", n -> cast(n, 1));
		pair(rules, "Add", Kind.ADD);
		pair(rules, "Sub", Kind.SUB);
		pair(rules, "Mul", Kind.MUL);
		pair(rules, "Div", Kind.DIV);
		pair(rules, "Pow", Kind.POW);
		pair(rules, "PRelu", Kind.PRELU);
		rules.put("Mod", n -> elementwise(n, n.attributes().integer("fmod", 0) != 0 ? Kind.REMAINDER : Kind.MOD));
		pair(rules, "Equal", Kind.EQUAL);
		pair(rules, "Less", Kind.LESS);
		pair(rules, "LessOrEqual", Kind.LESS_OR_EQUAL);
		pair(rules, "Greater", Kind.GREATER);
		pair(rules, "GreaterOrEqual", Kind.GREATER_OR_EQUAL);
		pair(rules, "And", Kind.AND);
		pair(rules, "Or", Kind.OR);
		pair(rules, "Xor", Kind.XOR);
		rules.put("Min", n -> elementwise(n, Kind.MIN));
		rules.put("Max", n -> elementwise(n, Kind.MAX));
		rules.put("Sum", n -> elementwise(n, Kind.ADD));
		rules.put("Mean", n -> elementwise(n, Kind.MEAN));
		rules.put("Where", n -> elementwise(n, Kind.WHERE));
	}

	private static void addFunctions(final Map<String, OperatorRule> rules) {
		simple(rules, "Relu", UnaryFunction.Kind.RELU);
		simple(rules, "HardSwish", UnaryFunction.Kind.HARD_SWISH);
		simple(rules, "Sigmoid", UnaryFunction.Kind.SIGMOID);
		simple(rules, "Tanh", UnaryFunction.Kind.TANH);
		simple(rules, "Softplus", UnaryFunction.Kind.SOFTPLUS);
		simple(rules, "Softsign", UnaryFunction.Kind.SOFTSIGN);
		simple(rules, "Mish", UnaryFunction.Kind.MISH);
		simple(rules, "Erf", UnaryFunction.Kind.ERF);
		simple(rules, "Sqrt", UnaryFunction.Kind.SQRT);
		simple(rules, "Exp", UnaryFunction.Kind.EXP);
		simple(rules, "Log", UnaryFunction.Kind.LOG);
		simple(rules, "Abs", UnaryFunction.Kind.ABS);
		simple(rules, "Neg", UnaryFunction.Kind.NEG);
		simple(rules, "Sign", UnaryFunction.Kind.SIGN);
		simple(rules, "Floor", UnaryFunction.Kind.FLOOR);
		simple(rules, "Ceil", UnaryFunction.Kind.CEIL);
		simple(rules, "Round", UnaryFunction.Kind.ROUND);
		simple(rules, "Reciprocal", UnaryFunction.Kind.RECIPROCAL);
		simple(rules, "Sin", UnaryFunction.Kind.SIN);
		simple(rules, "Cos", UnaryFunction.Kind.COS);
		simple(rules, "Not", UnaryFunction.Kind.NOT);
		with(rules, "LeakyRelu", a -> function(UnaryFunction.Kind.LEAKY_RELU, a.number("alpha", 0.01), 0));
		with(rules, "ThresholdedRelu", a -> function(UnaryFunction.Kind.THRESHOLDED_RELU, a.number("alpha", 1), 0));
		with(rules, "Elu", a -> function(UnaryFunction.Kind.ELU, a.number("alpha", 1), 0));
		with(rules, "Celu", a -> function(UnaryFunction.Kind.CELU, a.number("alpha", 1), 0));
		with(rules, "Swish", a -> function(UnaryFunction.Kind.SWISH, a.number("alpha", 1), 0));
		with(rules, "Selu", UnaryFunction::selu);
		with(rules, "HardSigmoid", a -> function(UnaryFunction.Kind.HARD_SIGMOID, a.number("alpha", 0.2), a.number("beta",
			0.5)));
		with(rules, "Shrink", a -> function(UnaryFunction.Kind.SHRINK, a.number("bias", 0), a.number("lambd", 0.5)));
		with(rules, "Gelu", a -> UnaryFunction.of(a.choice("approximate", "none", "tanh").equals("tanh")
			? UnaryFunction.Kind.GELU_TANH : UnaryFunction.Kind.GELU));
	}

	private static UnaryFunction function(final UnaryFunction.Kind kind, final double alpha, final double beta) {
		return new UnaryFunction(kind, alpha, beta);
	}

	private static void simple(final Map<String, OperatorRule> rules, final String name, final UnaryFunction.Kind kind) {
		with(rules, name, a -> UnaryFunction.of(kind));
	}

	private static void with(final Map<String, OperatorRule> rules, final String name,
		final Function<Attributes, UnaryFunction> function)
	{
		rules.put(name, n -> NodeBinding.one(unary(n, function.apply(n.attributes()), n.required(0))));
	}

	private static void pair(final Map<String, OperatorRule> rules, final String name, final Kind kind) {
		rules.put(name, n -> {
			if (n.inputs() != 2) throw new IllegalArgumentException("it has " + n.inputs() + " inputs, but must have 2");
			return elementwise(n, kind);
		});
	}

	/** A function of every sample; whole numbers and double are computed in double. */
	static Value unary(final NodeBinding n, final UnaryFunction function, final Value x) {
		final Constant c = x.constant();
		if (c == null) {
			if (x.isWide()) throw new IllegalArgumentException("it reads positions, which only MaxUnpool and Cast can");
			return n.apply(new UnaryOperator(function, x.shape()), x);
		}
		final double[] values = c.doubles();
		for (int i = 0; i < values.length; i++)
			values[i] = c.type().round(function.function().applyAsDouble(values[i]));
		return n.constant(new Constant(c.type(), c.shape(), values));
	}

	private static Value[] clip(final NodeBinding n) {
		final Value x = n.required(0);
		final double low = n.inputs() > 1 && n.input(1) != null ? scalar(n, 1) : n.attributes().number("min",
			Double.NEGATIVE_INFINITY);
		final double high = n.inputs() > 2 && n.input(2) != null ? scalar(n, 2) : n.attributes().number("max",
			Double.POSITIVE_INFINITY);
		return NodeBinding.one(unary(n, function(UnaryFunction.Kind.CLIP, low, high), x));
	}

	private static double scalar(final NodeBinding n, final int input) {
		final Constant c = n.constant(input);
		if (c.samples() != 1) throw new IllegalArgumentException("input " + (input + 1) + " has " + c.samples() +
			" numbers, but must have one");
		return c.at(0);
	}

	private static Value[] cast(final NodeBinding n, final int code) {
		final Value x = n.required(0);
		final ElementType type = ElementType.of(code);
		if (type == null) throw new IllegalArgumentException("it converts to type " + code + ", which is not supported");
		if (x.constant() != null) return NodeBinding.one(n.constant(x.constant().cast(type)));
		if (x.isWide()) return NodeBinding.one(type.isFloat() ? n.apply(new UnaryOperator(UnaryFunction.of(
			UnaryFunction.Kind.IDENTITY), x.shape()), x) : x);
		// samples are stored in single precision for all floating point types
		if (type.isFloat()) return NodeBinding.one(x);
		if (type != ElementType.BOOL) return NodeBinding.one(unary(n, UnaryFunction.of(UnaryFunction.Kind.WHOLE), x));
		final UnaryFunction not = UnaryFunction.of(UnaryFunction.Kind.NOT);
		return NodeBinding.one(unary(n, not.then(not), x));
	}

	private static Value[] elementwise(final NodeBinding n, final Kind kind) {
		final Value[] inputs = n.all();
		boolean known = true;
		for (final Value v : inputs)
			known &= v.constant() != null;
		if (known) return NodeBinding.one(n.constant(fold(kind, inputs)));
		final Value result = combine(n, kind, inputs);
		// both inputs have one type, so a constant tells whether they are whole numbers
		final boolean whole = kind == Kind.DIV && Arrays.stream(inputs).anyMatch(v -> v.constant() != null && !v.constant().type()
			.isFloat());
		return NodeBinding.one(whole ? unary(n, UnaryFunction.of(UnaryFunction.Kind.WHOLE), result) : result);
	}

	static Value combine(final NodeBinding n, final Kind kind, final Value... inputs) {
		final long[][] shapes = new long[inputs.length][];
		for (int i = 0; i < inputs.length; i++) {
			if (inputs[i].constant() == null && inputs[i].isWide()) throw new IllegalArgumentException(
				"it reads positions, which only MaxUnpool and Cast can");
			shapes[i] = inputs[i].shape();
		}
		return n.apply(new ElementwiseOperator(kind, shapes), inputs);
	}

	/** Computes constants in double precision and rounds them to their type; whole numbers stay whole numbers. */
	private static Constant fold(final Kind kind, final Value[] inputs) {
		final long[][] shapes = new long[inputs.length][];
		for (int i = 0; i < inputs.length; i++)
			shapes[i] = inputs[i].shape();
		final long[] shape = ElementwiseOperator.broadcast(shapes);
		final ElementType type = inputs[kind == Kind.WHERE ? 1 : 0].constant().type();
		final boolean compares = kind.compareTo(Kind.EQUAL) >= 0 && kind != Kind.WHERE;
		final double[] result = new double[Math.toIntExact(Box.samples(shape))];
		final double[][] all = new double[inputs.length][];
		for (int i = 0; i < inputs.length; i++)
			all[i] = expanded(inputs[i].constant(), shape);
		for (int i = 0; i < result.length; i++) {
			if (kind == Kind.WHERE) {
				result[i] = all[0][i] != 0 ? all[1][i] : all[2][i];
				continue;
			}
			double v = all[0][i];
			for (int k = 1; k < all.length; k++)
				v = compares ? ElementwiseOperator.value(kind, v, all[k][i]) : type.round(ElementwiseOperator.value(kind, v,
					all[k][i]));
			result[i] = kind == Kind.MEAN ? v / all.length : v;
		}
		return new Constant(compares ? ElementType.BOOL : type, shape, result);
	}

	private static double[] expanded(final Constant c, final long[] shape) {
		final double[] all = new double[Math.toIntExact(Box.samples(shape))];
		final long[] own = c.shape();
		for (int i = 0; i < all.length; i++) {
			long rest = i;
			int index = 0;
			int step = 1;
			for (int d = shape.length - 1; d >= 0; d--) {
				final int e = d - (shape.length - own.length);
				final long at = rest % shape[d];
				rest /= shape[d];
				if (e < 0) continue;
				if (own[e] != 1) index += (int) at * step;
				step *= own[e];
			}
			all[i] = c.at(index);
		}
		return all;
	}
}
