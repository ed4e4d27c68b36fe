package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.WholeNumberPlan;
import io.github.convolvej.filter.lines.RawRows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/** Tiles of whole numbers that a plan computes directly from array to array. Thread-safe. */
final class RawTiles {

	private final WholeNumberPlan plan;
	private final ImageArrays source;
	private final ImageArrays target;

	private RawTiles(final WholeNumberPlan plan, final ImageArrays source, final ImageArrays target) {
		this.plan = plan;
		this.source = source;
		this.target = target;
	}

	/**
	 * @param plan any plan
	 * @param sources the images that it reads, their first samples at 0
	 * @param target the image that it fills, its first sample at 0
	 * @return tiles from array to array, or null if the plan, the types or the
	 *         images do not allow this
	 */
	static RawTiles of(final Plan plan, final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<? extends RealType<?>> target)
	{
		if (!(plan instanceof WholeNumberPlan) || sources.size() != 1) return null;
		final Object from = sources.get(0).getType();
		final Object to = target.getType();
		final boolean whole = from.getClass() == UnsignedByteType.class || from.getClass() == UnsignedShortType.class;
		final boolean same = from.getClass() == to.getClass();
		if (!whole || !same && to.getClass() != FloatType.class || !((WholeNumberPlan) plan).takesWholeNumbers(same))
			return null;
		final ImageArrays source = ImageArrays.of(sources.get(0));
		final ImageArrays arrays = ImageArrays.of(target);
		return source == null || arrays == null ? null : new RawTiles((WholeNumberPlan) plan, source, arrays);
	}

	/**
	 * Computes a tile.
	 *
	 * @param read the box of the source to read, within the source
	 * @param written the box of the target to write
	 * @param scratch memory of the calling thread
	 */
	void compute(final Interval read, final Interval written, final Scratch scratch) {
		int rows = 1;
		for (int d = 1; d < written.numDimensions(); d++)
			rows *= (int) written.dimension(d);
		plan.apply(new BoxRows(source, read), new BoxRows(target, written), (int) written.dimension(0), rows, scratch);
	}

	/** The rows of a box of an image with arrays. */
	private static final class BoxRows implements RawRows {

		private final ImageArrays arrays;
		private final Interval box;
		private final long[] position;
		private int offset;

		BoxRows(final ImageArrays arrays, final Interval box) {
			this.arrays = arrays;
			this.box = box;
			position = new long[box.numDimensions()];
		}

		@Override
		public Object at(final int row) {
			box.min(position);
			int rest = row;
			for (int d = 1; rest > 0; d++) {
				final int size = (int) box.dimension(d);
				position[d] += rest % size;
				rest /= size;
			}
			offset = arrays.index(position);
			return arrays.plane(position);
		}

		@Override
		public int offset() {
			return offset;
		}
	}
}
