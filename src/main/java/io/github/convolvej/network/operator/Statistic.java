package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * An operator whose results combine all samples along some axes of its input:
 * mean, maximum, percentiles. The input need not be in memory as a whole: {@link
 * #start} begins an accumulation, to which boxes of the input are added in any
 * order. The bits of the result do not depend on the boxes.
 */
public abstract class Statistic extends BoundOperator {

	/** Boxes of the input must begin at multiples of this number along {@link #alignedAxis}. */
	public static final int ALIGNED = StatisticCells.LENGTH;

	private static final long serialVersionUID = 1L;

	/** Memory of the results that are accumulated at the same time if the whole input is in memory. */
	private static final int MOST_BYTES = 1 << 22;

	private final boolean[] reduced;
	private final long[] inputShape;

	/**
	 * @param shape size of the result
	 * @param reduced for each axis of the input whether it is reduced
	 * @param inputShape size of the input
	 */
	Statistic(final long[] shape, final boolean[] reduced, final long[] inputShape) {
		super(shape);
		this.reduced = reduced.clone();
		this.inputShape = inputShape.clone();
	}

	/** Results while boxes of the input are added. Not thread-safe. */
	public interface Accumulation {

		/**
		 * Adds a box. Each sample must be added once in every pass.
		 *
		 * @param input a part of the input
		 * @param box a box within it
		 */
		void add(TensorPart input, Box box);

		/**
		 * Ends a pass.
		 *
		 * @return whether all boxes must be added again in another pass
		 */
		boolean next();

		/**
		 * Writes the results after the last pass.
		 *
		 * @param target receives them
		 */
		void finish(TensorPart target);
	}

	/**
	 * @param piece part of the result
	 * @return an accumulation of these results
	 */
	public abstract Accumulation start(Box piece);

	/**
	 * @param piece part of the result
	 * @param box all samples that will be added, at once
	 * @return an accumulation of these results with the same values
	 */
	Accumulation start(final Box piece, final Box box) {
		return start(piece);
	}

	/** @return the axis of the input along which boxes must be aligned; -1 if there is none */
	public final int alignedAxis() {
		return cells().axis();
	}

	/** @return number of passes over the input */
	public int passes() {
		return 1;
	}

	/** @return whether results do not depend on the order in which boxes are added */
	public boolean isStreamed() {
		return true;
	}

	/** @return bytes that an accumulation needs for each result */
	public abstract int accumulationBytes();

	/** The cells of the input. */
	final StatisticCells cells() {
		return new StatisticCells(reduced, inputShape);
	}

	/** Part of the result on the axes of the input. */
	Box kept(final Box piece) {
		return piece;
	}

	/** Number of samples of the input that belong to one result. */
	final double samplesOfAll() {
		double samples = 1;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) samples *= inputShape[d];
		return samples;
	}

	@Override
	public final Box needed(final int input, final Box target) {
		return ReducedRuns.widened(kept(target), reduced, inputShape);
	}

	/**
	 * The samples that the results combine: those in memory, which are all of them
	 * unless statistics of tiles are wanted.
	 */
	@Override
	public final void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final TensorPart input = inputs[0].isWide() ? narrow(inputs[0]) : inputs[0];
		if (kept(piece).samples() <= Math.max(1, MOST_BYTES / accumulationBytes())) {
			final Box box = needed(0, piece).intersect(input.box());
			final Accumulation sums = start(piece, box);
			do
				sums.add(input, box);
			while (sums.next());
			sums.finish(target);
			return;
		}
		final Box kept = kept(piece);
		int axis = 0;
		for (int d = 1; d < kept.rank(); d++)
			if (kept.size(d) > kept.size(axis)) axis = d;
		final long middle = (piece.min(axis) + piece.max(axis)) / 2;
		compute(inputs, target, piece.with(axis, piece.min(axis), middle), scratch);
		compute(inputs, target, piece.with(axis, middle + 1, piece.max(axis)), scratch);
	}

	private static TensorPart narrow(final TensorPart wide) {
		final float[] samples = new float[wide.doubles().length];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) wide.doubles()[i];
		return new TensorPart(wide.box(), samples);
	}
}
