package io.github.convolvej.network.operator;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A convolution or transposed convolution, computed by the plan of the project's
 * own filter. Its axes N, C and the spatial axes are the plan's axes (X[, Y[,
 * Z]], C) in reverse order; the arrays are the same. An activation can be
 * applied in the same pass.
 */
final class PlanOperator extends BoundOperator {

	private static final long serialVersionUID = 1L;

	/** Largest number of samples that are copied for a block of the plan, so that it fits into a cache. */
	private static final int BLOCK_SAMPLES = 1 << 19;
	/** Fewer rows than this are not divided. */
	private static final int LEAST_ROWS = 4;

	private final Plan plan;
	private final long[] inputShape;
	private final int spatial;
	private final long weights;
	private final UnaryFunction activation;
	private final Scaled scaled;
	/** The same weights, on the way back; after an activation or scaling only their window. */
	private final WindowWeights transpose;

	/** The same convolution with its results scaled, which is a convolution with other weights. */
	interface Scaled extends Serializable {

		/**
		 * @param factor factor of each output channel
		 * @param summand what is added to each output channel
		 * @return the plan
		 */
		Plan plan(double[] factor, double[] summand);
	}

	PlanOperator(final Plan plan, final long[] inputShape, final long outputChannels, final long weights,
		final UnaryFunction activation, final Scaled scaled, final WindowWeights transpose)
	{
		super(shape(plan, inputShape, outputChannels));
		this.plan = plan;
		this.inputShape = inputShape.clone();
		spatial = inputShape.length - 2;
		this.weights = weights;
		this.activation = activation;
		this.scaled = scaled;
		this.transpose = transpose;
	}

	private static long[] shape(final Plan plan, final long[] inputShape, final long channels) {
		final long[] shape = inputShape.clone();
		shape[1] = channels;
		for (int d = 2; d < shape.length; d++)
			shape[d] = plan.targetDimensions()[shape.length - 1 - d];
		return shape;
	}

	/** This operator followed by an activation in the same pass. */
	PlanOperator then(final UnaryFunction function) {
		return new PlanOperator(plan, inputShape, size(1), weights, activation == null ? function : activation.then(
			function), null, transpose == null ? null : transpose.windowOnly());
	}

	/**
	 * This operator followed by a scaling of channels, which is folded into its
	 * weights: each weight is rounded to single precision once more, an error of
	 * at most 6e-8 of it.
	 *
	 * @return the operator; null if an activation comes between them, or the
	 *         weights would not be finite
	 */
	PlanOperator then(final ChannelScaling scaling) {
		if (activation != null || scaled == null || !scaling.isFinite()) return null;
		return new PlanOperator(scaled.plan(scaling.factors(), scaling.summands()), inputShape, size(1), weights + scaling
			.parameters(), null, null, transpose == null ? null : transpose.windowOnly());
	}

	@Override
	public long parameters() {
		return weights;
	}

	@Override
	public SamplePosition position(final int d) {
		return d < 2 ? SamplePosition.IDENTITY : plan.position(rank() - 1 - d);
	}

	@Override
	public double multiplyAccumulates(final Box target) {
		return plan.multiplyAccumulates() * target.samples() / Box.samples(shape()) * inputShape[0];
	}

	/** The part of a tensor on the axes of the plan. */
	private Interval interval(final Box box) {
		final int axes = plan.sourceDimensions().length;
		final long[] min = new long[axes];
		final long[] max = new long[axes];
		for (int d = 0; d < spatial; d++) {
			min[d] = box.min(box.rank() - 1 - d);
			max[d] = box.max(box.rank() - 1 - d);
		}
		if (axes > spatial) {
			min[spatial] = box.min(1);
			max[spatial] = box.max(1);
		}
		return new FinalInterval(min, max);
	}

	private Box box(final Interval interval, final long firstBatch, final long lastBatch) {
		final long[] min = new long[spatial + 2];
		final long[] max = new long[spatial + 2];
		min[0] = firstBatch;
		max[0] = lastBatch;
		if (interval.numDimensions() > spatial) {
			min[1] = interval.min(spatial);
			max[1] = interval.max(spatial);
		}
		for (int d = 0; d < spatial; d++) {
			min[min.length - 1 - d] = interval.min(d);
			max[min.length - 1 - d] = interval.max(d);
		}
		return new Box(min, max);
	}

	@Override
	public Box needed(final int input, final Box target) {
		return box(plan.sourceInterval(interval(target)), target.min(0), target.max(0)).intersect(Box.whole(inputShape));
	}

	@Override
	public int splitAxis(final Box target) {
		final int last = target.rank() - 1;
		if (spatial == 1) return target.size(1) > 8 ? 1 : last;
		// all output channels of a row share its copied samples
		final int rows = spatial == 3 && target.size(2) >= target.size(3) ? 2 : last - 1;
		return target.size(rows) >= 16 || target.size(1) < 8 ? rows : 1;
	}

	@Override
	public double cost(final Box target) {
		return 2.0 * target.samples() + 0.06 * multiplyAccumulates(target);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int last = piece.rank() - 1;
		final int width = Math.max(1, plan.preferredLineLength());
		for (long n = piece.min(0); n <= piece.max(0); n++)
			for (long x = piece.min(last); x <= piece.max(last); x += width) {
				final Box columns = piece.with(0, n, n).with(last, x, Math.min(piece.max(last), x + width - 1));
				computeRows(inputs[0], target, columns, scratch);
			}
	}

	/** Divides a block along its slowest spatial axis until few samples are copied for it. */
	private void computeRows(final TensorPart input, final TensorPart target, final Box block, final Scratch scratch) {
		final int axis = block.rank() > 4 && block.size(2) > 1 ? 2 : block.rank() - 2;
		final Interval source = plan.sourceInterval(interval(block));
		if (block.rank() > 3 && block.size(axis) > LEAST_ROWS && Math.max(samples(source), block
			.samples()) > BLOCK_SAMPLES)
		{
			final long middle = (block.min(axis) + block.max(axis)) / 2;
			computeRows(input, target, block.with(axis, block.min(axis), middle), scratch);
			computeRows(input, target, block.with(axis, middle + 1, block.max(axis)), scratch);
			return;
		}
		computeBlock(input, target, block, source, scratch);
	}

	private static long samples(final Interval interval) {
		long n = 1;
		for (int d = 0; d < interval.numDimensions(); d++)
			n *= interval.dimension(d);
		return n;
	}

	private void computeBlock(final TensorPart input, final TensorPart target, final Box block, final Interval source,
		final Scratch scratch)
	{
		final Box wanted = box(source, block.min(0), block.min(0));
		final PaddedRows in = new PaddedRows(input, wanted, inputShape, scratch);
		final ActivatedRows out = new ActivatedRows(target, block, activation, scratch);
		final long[] none = {};
		plan.apply(new Block[] { new Block(source, in, none, 0) }, new Block(interval(block), out, none, 0), scratch);
		out.finish();
	}

	@Override
	public Box dependsOn(final int input, final Box target) {
		final Box needed = needed(input, target);
		return transpose == null || needed == null ? needed : transpose.within(needed, target);
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public boolean hasBackward() {
		return transpose != null && transpose.hasWeights();
	}

	@Override
	public void backward(final Backward pass) {
		if (pass.wants(0)) transpose.backward(pass.gradient(), pass.sum(0));
	}
}
