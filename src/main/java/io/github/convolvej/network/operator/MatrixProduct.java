package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * The product of matrices on the last two axes, repeated along the other axes
 * (ONNX MatMul). Products are added in order, in single precision; they are
 * summed in blocks, and the sums of the blocks are added.
 */
final class MatrixProduct extends BoundOperator {

	private static final long serialVersionUID = 1L;

	/** Number of products that are added in single precision as one block, for accuracy. */
	private static final int BLOCK = 64;

	private final long[] left;
	private final long[] right;
	private final long weights;

	/**
	 * @param left size of the left matrices, at least two axes
	 * @param right size of the right matrices
	 * @param weights number of weights in the matrices
	 */
	MatrixProduct(final long[] left, final long[] right, final long weights) {
		super(shape(left, right));
		this.left = left.clone();
		this.right = right.clone();
		this.weights = weights;
	}

	private static long[] shape(final long[] left, final long[] right) {
		final int a = left.length;
		final int b = right.length;
		if (left[a - 1] != right[b - 2]) throw new UnfitSizeException("matrices of " + left[a - 2] + " x " + left[a - 1] +
			" and " + right[b - 2] + " x " + right[b - 1] + " cannot be multiplied: the inner sizes must be equal");
		final long[] batch = ElementwiseOperator.broadcast(Arrays.copyOf(left, a - 2), Arrays.copyOf(right, b - 2));
		final long[] shape = Arrays.copyOf(batch, batch.length + 2);
		shape[batch.length] = left[a - 2];
		shape[batch.length + 1] = right[b - 1];
		return shape;
	}

	@Override
	public long parameters() {
		return weights;
	}

	@Override
	public double multiplyAccumulates(final Box target) {
		return (double) target.samples() * left[left.length - 1];
	}

	@Override
	public Box needed(final int input, final Box target) {
		final long[] shape = input == 0 ? left : right;
		final int n = shape.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			final int at = rank() - n + d;
			final boolean inner = input == 0 ? d == n - 1 : d == n - 2;
			min[d] = inner || shape[d] == 1 ? 0 : target.min(at);
			max[d] = inner ? shape[d] - 1 : shape[d] == 1 ? 0 : target.max(at);
		}
		return new Box(min, max);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = piece.rank();
		final int inner = (int) left[left.length - 1];
		final int columns = piece.size(n - 1);
		final TensorPart a = inputs[0];
		final TensorPart b = inputs[1];
		final float[] in = a.floats();
		final float[] matrix = b.floats();
		final int stepB = b.box().size(b.box().rank() - 1);
		final float[] block = new float[columns];
		final double[] sums = new double[columns];
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = piece.min(d);
		final long rows = piece.samples() / columns;
		for (long r = 0; r < rows; r++) {
			final int fromA = index(a, left, position, n - 1);
			final int fromB = index(b, right, position, n - 2);
			Arrays.fill(sums, 0);
			for (int first = 0; first < inner; first += BLOCK) {
				Arrays.fill(block, 0);
				for (int k = first; k < Math.min(inner, first + BLOCK); k++)
					add(block, in[fromA + k], matrix, fromB + k * stepB, columns);
				for (int i = 0; i < columns; i++)
					sums[i] += block[i];
			}
			final int to = target.index(position);
			for (int i = 0; i < columns; i++)
				target.floats()[to + i] = (float) sums[i];
			for (int d = n - 2; d >= 0 && ++position[d] > piece.max(d); d--)
				position[d] = piece.min(d);
		}
	}

	private static void add(final float[] sums, final float weight, final float[] row, final int from, final int n) {
		for (int i = 0; i < n; i++)
			sums[i] += weight * row[from + i];
	}

	/**
	 * Index of the sample at a position of the result with position 0 along the
	 * inner axis.
	 */
	private static int index(final TensorPart part, final long[] shape, final long[] position, final int innerAxis) {
		final int missing = position.length - shape.length;
		final long[] at = new long[shape.length];
		for (int d = 0; d < shape.length; d++)
			at[d] = missing + d == innerAxis ? 0 : shape[d] == 1 ? 0 : position[missing + d];
		return part.index(at);
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		final int inner = (int) left[left.length - 1];
		final int n = rank();
		pass.forEach((position, gradient) -> {
			for (int k = 0; k < inner; k++) {
				final long[] a = operand(left, position, n - 1, k);
				final long[] b = operand(right, position, n - 2, k);
				if (pass.wants(0)) pass.sum(0).doubles()[pass.sum(0).index(a)] += gradient * pass.sample(1, pass.input(1).index(b));
				if (pass.wants(1)) pass.sum(1).doubles()[pass.sum(1).index(b)] += gradient * pass.sample(0, pass.input(0).index(a));
			}
		});
	}

	/** Position in a factor that contributes to a position of the result, for one index along the inner axis. */
	private static long[] operand(final long[] shape, final long[] position, final int innerAxis, final int k) {
		final int missing = position.length - shape.length;
		final long[] at = new long[shape.length];
		for (int d = 0; d < shape.length; d++)
			at[d] = missing + d == innerAxis ? k : shape[d] == 1 ? 0 : position[missing + d];
		return at;
	}
}
