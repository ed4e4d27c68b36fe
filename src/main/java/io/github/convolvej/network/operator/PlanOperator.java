package io.github.convolvej.network.operator;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;
import java.util.Arrays;

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
	/** Fewer channels than this are not divided, and so many times as many rows or planes as a piece reads beyond it. */
	private static final int FEWEST_CHANNELS = 8;
	private static final int BEYOND = 4;
	/** Samples of a channel that a piece should have: engines compute so many at a time. */
	private static final int MANY_SAMPLES = 2048;
	/**
	 * The same for single taps and for kernels that read one channel each; with so many times as many channels, an engine
	 * computes lines of channels.
	 */
	private static final int FEW_SAMPLES = 1024;
	private static final double MANY_CHANNELS = 1.5;
	/** With so many times as many channels as samples in each thread, all threads read all samples. */
	private static final int MANY_OUTPUTS = 2;

	private final Plan plan;
	private final long[] inputShape;
	private final int spatial;
	private final long weights;
	private final UnaryFunction activation;
	private final Scaled scaled;
	private final boolean doubled;
	/** The same weights, on the way back; after an activation or scaling only their window. */
	private final WindowWeights transpose;

	/** The same convolution with its results scaled, which is a convolution with other weights. */
	interface Scaled extends Serializable {

		/**
		 * @param factor factor of each output channel
		 * @param summand what is added to each output channel
		 * @param doubled whether each sample of the input is to be repeated along the last two axes before
		 * @return the plan; null if there is none for an input that is to be repeated
		 */
		Plan plan(double[] factor, double[] summand, boolean doubled);
	}

	PlanOperator(final Plan plan, final long[] inputShape, final long outputChannels, final long weights,
		final UnaryFunction activation, final Scaled scaled, final WindowWeights transpose)
	{
		this(plan, inputShape, outputChannels, weights, activation, scaled, false, transpose);
	}

	private PlanOperator(final Plan plan, final long[] inputShape, final long outputChannels, final long weights,
		final UnaryFunction activation, final Scaled scaled, final boolean doubled, final WindowWeights transpose)
	{
		super(shape(plan, inputShape, outputChannels));
		this.plan = plan;
		this.inputShape = inputShape.clone();
		spatial = inputShape.length - 2;
		this.weights = weights;
		this.activation = activation;
		this.scaled = scaled;
		this.doubled = doubled;
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
			function), null, doubled, transpose == null ? null : transpose.windowOnly());
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
		return new PlanOperator(scaled.plan(scaling.factors(), scaling.summands(), doubled), inputShape, size(1), weights + scaling
			.parameters(), null, null, doubled, transpose == null ? null : transpose.windowOnly());
	}

	/**
	 * This operator after samples have been repeated, without repeating them.
	 *
	 * @return the operator; null if there is none
	 */
	PlanOperator after(final PositionTable repeated) {
		if (doubled || activation != null || scaled == null || transpose == null || !repeated.isDoubling()) return null;
		final double[] ones = new double[(int) size(1)];
		Arrays.fill(ones, 1);
		final Plan both = scaled.plan(ones, new double[ones.length], true);
		return both == null ? null : new PlanOperator(both, repeated.inputShape(), size(1), weights, null, scaled, true,
			WindowWeights.doubled(spatial));
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

	/**
	 * Rows or planes, if each thread gets enough of them: then it reads what it has written in the layer before, but for a
	 * few rows. Otherwise channels, which some kernels read for themselves, and others all of them.
	 */
	@Override
	public int splitAxis(final Box target, final int threads) {
		final int last = target.rank() - 1;
		final int channels = target.size(1);
		final boolean enough = channels >= threads * FEWEST_CHANNELS;
		final boolean isGrouped = channelsRead(firstChannel(target)) < channelsRead(target);
		if (enough && isGrouped && !isDepthwise(target)) return 1;
		if (enough && channels >= threads * MANY_OUTPUTS * samplesOfChannel(target) && isPointwise(window(target))) return 1;
		if (spatial == 1) return enough && isGrouped || channels > FEWEST_CHANNELS ? 1 : last;
		final int rows = spatial == 3 && target.size(2) >= target.size(3) ? 2 : last - 1;
		return enough && target.size(rows) < threads * leastPiece(target, rows) ? 1 : rows;
	}

	private boolean isDepthwise(final Box target) {
		return target.size(1) > 1 && channelsRead(firstChannel(target)) == 1;
	}

	/** Whether a result depends on one sample of each channel. */
	private boolean isPointwise(final Interval window) {
		for (int d = 0; d < spatial; d++)
			if (window.dimension(d) > 1) return false;
		return true;
	}

	/** What the first sample of each channel depends on. */
	private Interval window(final Box target) {
		Box one = target;
		for (int d = 2; d < one.rank(); d++)
			one = one.with(d, one.min(d), one.min(d));
		return plan.sourceInterval(interval(one));
	}

	private static double samplesOfChannel(final Box target) {
		return target.samples() / (double) target.size(0) / target.size(1);
	}

	private static Box firstChannel(final Box target) {
		return target.with(1, target.min(1), target.min(1));
	}

	private long channelsRead(final Box target) {
		final Interval source = plan.sourceInterval(interval(target));
		return source.numDimensions() > spatial ? source.dimension(spatial) : 1;
	}

	@Override
	public int leastPiece(final Box target, final int axis) {
		if (axis < 2) return FEWEST_CHANNELS;
		final Box slab = target.with(axis, target.min(axis), target.min(axis));
		final double samples = samplesOfChannel(slab);
		final Interval window = window(target);
		final boolean isPointwise = isPointwise(window);
		// an engine may compute lines of channels
		if (isPointwise && target.size(1) >= MANY_CHANNELS * samplesOfChannel(target)) return 1;
		final long beyond = window.dimension(target.rank() - 1 - axis) - 1;
		// of an enlarged image four results belong to each sample of a line
		final int many = isPointwise || isDepthwise(target) ? FEW_SAMPLES : doubled ? 4 * MANY_SAMPLES : MANY_SAMPLES;
		return (int) Math.max(BEYOND * beyond, Math.ceil(many / samples));
	}

	@Override
	public double cost(final Box target) {
		final double products = plan.computedProducts() * target.samples() / Box.samples(shape()) * inputShape[0];
		return 2.0 * target.samples() + 0.06 * products;
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
			final long middle = (block.min(axis) + block.max(axis)) / 2 + 1;
			final long between = middle / rowsAtOnce() * rowsAtOnce();
			final long end = between > block.min(axis) ? between : middle;
			computeRows(input, target, block.with(axis, block.min(axis), end - 1), scratch);
			computeRows(input, target, block.with(axis, end, block.max(axis)), scratch);
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
	public int rowsAtOnce() {
		return doubled ? 2 * super.rowsAtOnce() : super.rowsAtOnce();
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
