package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/** What arithmetic on several tensors passes back. A sample that is repeated gets the sum. */
final class ElementwiseDerivative {

	private ElementwiseDerivative() {}

	static boolean isDefined(final ElementwiseOperator.Kind kind, final int inputs) {
		switch (kind) {
			case ADD:
			case MEAN:
				return true;
			case SUB:
			case MUL:
			case DIV:
			case POW:
			case MIN:
			case MAX:
			case PRELU:
				return inputs <= 2;
			case WHERE:
				return true;
			default:
				return false;
		}
	}

	static void backward(final ElementwiseOperator.Kind kind, final Backward pass) {
		final int n = pass.inputs();
		final Box[] boxes = new Box[2 * n + 1];
		for (int i = 0; i < n; i++) {
			boxes[i] = pass.input(i).box();
			boxes[n + i] = pass.wants(i) ? pass.sum(i).box() : pass.input(i).box();
		}
		boxes[2 * n] = pass.box();
		final RunLoop loop = new RunLoop(pass.box(), boxes);
		final int[] steps = new int[2 * n + 1];
		for (int i = 0; i < steps.length; i++)
			steps[i] = loop.isRepeated(i) ? 0 : 1;
		final double[] values = new double[n];
		loop.run((at, count) -> {
			for (int k = 0; k < count; k++) {
				final double g = pass.gradients()[at[2 * n] + k * steps[2 * n]];
				if (g == 0) continue;
				for (int i = 0; i < n; i++)
					values[i] = pass.sample(i, at[i] + k * steps[i]);
				for (int i = 0; i < n; i++) {
					final TensorPart sum = pass.sum(i);
					if (sum != null) sum.doubles()[at[n + i] + k * steps[n + i]] += g * factor(kind, i, values);
				}
			}
		});
	}

	/** The derivative by one of the inputs. */
	private static double factor(final ElementwiseOperator.Kind kind, final int i, final double[] v) {
		switch (kind) {
			case ADD:
				return 1;
			case MEAN:
				return 1.0 / v.length;
			case SUB:
				return i == 0 ? 1 : -1;
			case MUL:
				return v.length == 1 ? 1 : v[1 - i];
			case DIV:
				return i == 0 ? 1 / v[1] : -v[0] / (v[1] * v[1]);
			case POW:
				return i == 0 ? v[1] * Math.pow(v[0], v[1] - 1) : Math.pow(v[0], v[1]) * Math.log(v[0]);
			case PRELU:
				return i == 0 ? v[0] > 0 ? 1 : v[1] : v[0] > 0 ? 0 : v[0];
			case MIN:
			case MAX:
				// of two equal samples, each gets a half
				return v.length == 1 ? 1 : v[0] == v[1] ? 0.5 : v[i] > v[1 - i] == (kind == ElementwiseOperator.Kind.MAX) ? 1 : 0;
			case WHERE:
				return i > 0 && v[0] != 0 == (i == 1) ? 1 : 0;
			default:
				throw new IllegalStateException(kind + " has no derivative");
		}
	}
}
