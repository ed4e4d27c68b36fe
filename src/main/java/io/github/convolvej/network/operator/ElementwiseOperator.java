package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Arithmetic on several tensors sample by sample; axes of one position are repeated (broadcasting). */
final class ElementwiseOperator extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private static final int RUN = 4096;

	/**
	 * The operation on two samples; with more inputs it is applied one after the
	 * other.
	 */
	enum Kind {
			ADD, SUB, MUL, DIV, POW, MIN, MAX, MEAN, PRELU, MOD, REMAINDER, EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, AND,
			OR, XOR, WHERE
	}

	/** Comparisons: constant in pieces, so that nothing flows back. */
	private static final Set<Kind> FLAT = EnumSet.of(Kind.EQUAL, Kind.LESS, Kind.LESS_OR_EQUAL, Kind.GREATER,
		Kind.GREATER_OR_EQUAL, Kind.AND, Kind.OR, Kind.XOR);

	private final Kind kind;
	private final long[][] inputShapes;
	/** Applied in the same pass; null for none. */
	private final UnaryFunction activation;

	ElementwiseOperator(final Kind kind, final long[]... inputShapes) {
		this(kind, null, inputShapes);
	}

	private ElementwiseOperator(final Kind kind, final UnaryFunction activation, final long[][] inputShapes) {
		super(broadcast(inputShapes));
		this.kind = kind;
		this.inputShapes = inputShapes;
		this.activation = activation;
	}

	/** This operator followed by an activation in the same pass. */
	ElementwiseOperator then(final UnaryFunction function) {
		return new ElementwiseOperator(kind, activation == null ? function : activation.then(function), inputShapes);
	}

	/** The common shape of several shapes by the broadcasting rules of NumPy. */
	static long[] broadcast(final long[]... shapes) {
		int rank = 0;
		for (final long[] s : shapes)
			rank = Math.max(rank, s.length);
		final long[] common = new long[rank];
		Arrays.fill(common, 1);
		for (final long[] s : shapes)
			for (int d = 0; d < s.length; d++) {
				final int to = rank - s.length + d;
				if (s[d] != 1 && common[to] != 1 && s[d] != common[to]) throw new UnfitSizeException("shapes " + Arrays
					.deepToString(shapes) + " do not fit together: sizes along an axis must be equal, or 1");
				if (s[d] != 1) common[to] = s[d];
			}
		return common;
	}

	@Override
	public Box needed(final int input, final Box target) {
		final long[] shape = inputShapes[input];
		final long[] min = new long[shape.length];
		final long[] max = new long[shape.length];
		for (int d = 0; d < shape.length; d++) {
			final int at = rank() - shape.length + d;
			min[d] = shape[d] == 1 ? 0 : target.min(at);
			max[d] = shape[d] == 1 ? 0 : target.max(at);
		}
		return new Box(min, max);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = inputs.length;
		final Box[] boxes = new Box[n + 1];
		for (int i = 0; i < n; i++)
			boxes[i] = inputs[i].box();
		boxes[n] = target.box();
		final RunLoop loop = new RunLoop(piece, boxes);
		final float[][] in = new float[n][];
		final boolean[] repeated = new boolean[n];
		for (int i = 0; i < n; i++) {
			in[i] = inputs[i].floats();
			repeated[i] = loop.isRepeated(i);
		}
		final float[] out = target.floats();
		loop.run((at, count) -> {
			if (activation == null) {
				run(in, repeated, out, at, count);
				return;
			}
			// in parts, so that the activation reads what is still in a cache
			final int[] moved = new int[n + 1];
			for (int i = 0; i < count; i += RUN) {
				for (int k = 0; k <= n; k++)
					moved[k] = at[k] + (k < n && repeated[k] ? 0 : i);
				final int some = Math.min(RUN, count - i);
				run(in, repeated, out, moved, some);
				activation.apply(out, moved[n], out, moved[n], some);
			}
		});
	}

	private void run(final float[][] in, final boolean[] repeated, final float[] out, final int[] at, final int n) {
		final int inputs = in.length;
		final int to = at[inputs];
		if (kind == Kind.WHERE) {
			for (int i = 0; i < n; i++) {
				final boolean first = in[0][repeated[0] ? at[0] : at[0] + i] != 0;
				out[to + i] = first ? in[1][repeated[1] ? at[1] : at[1] + i] : in[2][repeated[2] ? at[2] : at[2] + i];
			}
			return;
		}
		if (inputs == 1) System.arraycopy(in[0], at[0], out, to, n);
		else pair(in[0], at[0], repeated[0], in[1], at[1], repeated[1], out, to, n);
		for (int k = 2; k < inputs; k++)
			pair(out, to, false, in[k], at[k], repeated[k], out, to, n);
		if (kind == Kind.MEAN) for (int i = 0; i < n; i++)
			out[to + i] /= inputs;
	}

	private void pair(final float[] a, final int fromA, final boolean oneA, final float[] b, final int fromB,
		final boolean oneB, final float[] out, final int to, final int n)
	{
		if (!oneA && !oneB) {
			switch (kind) {
				case ADD:
				case MEAN:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] + b[fromB + i];
					return;
				case SUB:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] - b[fromB + i];
					return;
				case MUL:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] * b[fromB + i];
					return;
				default:
			}
		}
		if (!oneA && oneB) {
			final float v = b[fromB];
			switch (kind) {
				case ADD:
				case MEAN:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] + v;
					return;
				case SUB:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] - v;
					return;
				case MUL:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] * v;
					return;
				case DIV:
					for (int i = 0; i < n; i++)
						out[to + i] = a[fromA + i] / v;
					return;
				case PRELU:
					for (int i = 0; i < n; i++) {
						final float s = a[fromA + i];
						out[to + i] = s >= 0 ? s : s * v;
					}
					return;
				default:
			}
		}
		final int stepA = oneA ? 0 : 1;
		final int stepB = oneB ? 0 : 1;
		for (int i = 0; i < n; i++)
			out[to + i] = (float) value(kind, a[fromA + i * stepA], b[fromB + i * stepB]);
	}

	/**
	 * The operation on two numbers. Of floats, sums, products and quotients in double
	 * precision round to the same floats as those in single precision.
	 */
	static double value(final Kind kind, final double a, final double b) {
		switch (kind) {
			case ADD:
			case MEAN:
				return a + b;
			case SUB:
				return a - b;
			case MUL:
				return a * b;
			case DIV:
				return a / b;
			case POW:
				return Math.pow(a, b);
			case MIN:
				return Math.min(a, b);
			case MAX:
				return Math.max(a, b);
			case PRELU:
				return a >= 0 ? a : a * b;
			case REMAINDER:
				return a % b;
			case MOD:
				return a - Math.floor(a / b) * b;
			case EQUAL:
				return a == b ? 1 : 0;
			case LESS:
				return a < b ? 1 : 0;
			case LESS_OR_EQUAL:
				return a <= b ? 1 : 0;
			case GREATER:
				return a > b ? 1 : 0;
			case GREATER_OR_EQUAL:
				return a >= b ? 1 : 0;
			case AND:
				return a != 0 && b != 0 ? 1 : 0;
			case OR:
				return a != 0 || b != 0 ? 1 : 0;
			case XOR:
				return a != 0 ^ b != 0 ? 1 : 0;
			default:
				throw new IllegalStateException(kind + " is not of two numbers");
		}
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public boolean hasBackward() {
		return activation == null && isDefined(kind, inputShapes.length);
	}

	@Override
	public boolean passesBackTo(final int input) {
		return !FLAT.contains(kind) && (kind != Kind.WHERE || input > 0);
	}

	/** A sample that is repeated gets the sum. */
	@Override
	public void backward(final Backward pass) {
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

	private static boolean isDefined(final Kind kind, final int inputs) {
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
				return FLAT.contains(kind);
		}
	}

	/** The derivative by one of the inputs. */
	private static double factor(final Kind kind, final int i, final double[] v) {
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
				return v.length == 1 ? 1 : v[0] == v[1] ? 0.5 : v[i] > v[1 - i] == (kind == Kind.MAX) ? 1 : 0;
			case WHERE:
				return i > 0 && v[0] != 0 == (i == 1) ? 1 : 0;
			default:
				throw new IllegalStateException(kind + " has no derivative");
		}
	}
}
