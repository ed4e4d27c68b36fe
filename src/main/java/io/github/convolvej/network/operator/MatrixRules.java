package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Map;

/** Rules for products of matrices. */
final class MatrixRules {

	private MatrixRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("MatMul", n -> NodeBinding.one(product(n, n.required(0), n.required(1))));
		rules.put("Gemm", MatrixRules::gemm);
	}

	private static Value product(final NodeBinding n, final Value a, final Value b) {
		if (a.rank() == 0 || b.rank() == 0) throw new IllegalArgumentException("a factor is a single number");
		// vectors are matrices of one row or column
		final Value left = a.rank() > 1 ? a : Reshaping.reshape(n, a, new long[] { 1, a.size(0) });
		final Value right = b.rank() > 1 ? b : Reshaping.reshape(n, b, new long[] { b.size(0), 1 });
		final long weights = b.constant() != null ? b.constant().samples() : a.constant() != null ? a.constant().samples()
			: 0;
		final Value c = n.apply(new MatrixProduct(left.shape(), right.shape(), weights), left, right);
		if (a.rank() > 1 && b.rank() > 1) return c;
		final long[] shape = c.shape();
		final long[] kept = new long[shape.length - (a.rank() == 1 ? 1 : 0) - (b.rank() == 1 ? 1 : 0)];
		int to = 0;
		for (int d = 0; d < shape.length; d++)
			if (!(d == shape.length - 2 && a.rank() == 1) && !(d == shape.length - 1 && b.rank() == 1)) kept[to++] = shape[d];
		return Reshaping.reshape(n, c, kept);
	}

	private static Value[] gemm(final NodeBinding n) {
		final Attributes a = n.attributes();
		final Value left = turned(n, n.required(0), a.integer("transA", 0) != 0);
		final Value right = turned(n, n.required(1), a.integer("transB", 0) != 0);
		Value result = scaled(n, product(n, left, right), a.number("alpha", 1));
		if (n.input(2) != null) result = ArithmeticRules.combine(n, ElementwiseOperator.Kind.ADD, result, scaled(n, n.input(
			2), a.number("beta", 1)));
		return NodeBinding.one(result);
	}

	private static Value turned(final NodeBinding n, final Value x, final boolean turn) {
		if (x.rank() != 2) throw new UnfitSizeException("a factor has shape " + Arrays.toString(x.shape()) +
			", but must be a matrix");
		if (!turn) return x;
		final int[][][] tables = PositionTable.empty(2, 2);
		tables[0][1] = PositionTable.identity(x.size(1));
		tables[1][0] = PositionTable.identity(x.size(0));
		return LayoutRules.copy(n, x, new long[] { x.size(1), x.size(0) }, tables);
	}

	private static Value scaled(final NodeBinding n, final Value x, final double factor) {
		if (factor == 1) return x;
		final Value f = n.constant(new Constant(ElementType.FLOAT, new long[0], new float[] { (float) factor }));
		return ArithmeticRules.combine(n, ElementwiseOperator.Kind.MUL, x, f);
	}
}
