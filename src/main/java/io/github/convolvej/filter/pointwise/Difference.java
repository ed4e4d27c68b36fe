package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.InPlacePlan;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Axis;

import java.util.Arrays;

import net.imglib2.Interval;

/**
 * Subtracts or divides two images of the same size, sample by sample: the second
 * minus the first, or the second divided by the first. The first image is
 * usually computed from the second, such as its background. Computed in double
 * precision and rounded once. Division by 0 gives infinity, 0 divided by 0 gives
 * NaN.
 */
public final class Difference implements Filter {

	private static final long serialVersionUID = 1L;

	private final boolean quotient;
	private final int axes;

	private Difference(final boolean quotient, final int axes) {
		if (axes < 1) throw new IllegalArgumentException("A difference has " + axes + " axes, but must have at least 1");
		this.quotient = quotient;
		this.axes = axes;
	}

	/**
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the second image minus the first
	 */
	public static Difference subtracted(final int axes) {
		return new Difference(false, axes);
	}

	/**
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the second image divided by the first
	 */
	public static Difference divided(final int axes) {
		return new Difference(true, axes);
	}

	@Override
	public int numDimensions() {
		return axes;
	}

	@Override
	public int sources() {
		return 2;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		throw new IllegalArgumentException("This filter reads 2 images, but the size of only one was given");
	}

	@Override
	public Plan on(final long[][] sourceDimensions) {
		if (sourceDimensions.length != 2) throw new IllegalArgumentException(
			"This filter reads 2 images, but the sizes of " + sourceDimensions.length + " were given");
		final long[] size = sourceDimensions[0];
		if (!Arrays.equals(size, sourceDimensions[1])) throw new IllegalArgumentException("The images have sizes " + Arrays
			.toString(size) + " and " + Arrays.toString(sourceDimensions[1]) + ", but must have the same");
		if (size.length != axes) throw new IllegalArgumentException("The image has " + size.length +
			" axes, but this difference works on " + axes);
		for (int d = 0; d < axes; d++)
			if (size[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
		return new DifferencePlan(quotient, size);
	}

	@Override
	public String toString() {
		return quotient ? "second image divided by the first" : "second image minus the first";
	}

	/** A difference of images of known size. */
	private static final class DifferencePlan extends InPlacePlan {

		private static final long serialVersionUID = 1L;

		private final boolean quotient;

		DifferencePlan(final boolean quotient, final long[] dimensions) {
			super(dimensions);
			this.quotient = quotient;
		}

		@Override
		public Interval sourceInterval(final int source, final Interval target) {
			return target;
		}

		@Override
		public String engine() {
			return "pointwise";
		}

		@Override
		public void apply(final Block[] sources, final Block target, final Scratch scratch) {
			apply(target.lines(), sources, target, scratch);
		}

		private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target, final Scratch scratch) {
			final int width = target.size(0);
			final double[] first = scratch.array("first image", Precision.DOUBLE, width);
			final double[] second = scratch.array("second image", Precision.DOUBLE, width);
			final A out = scratch.array("difference", lines, width);
			final Rows<A> firstRows = sources[0].rows();
			final Rows<A> secondRows = sources[1].rows();
			for (int row = 0; row < target.samples() / width; row++) {
				final A a = firstRows.at(row);
				lines.toDouble(a, firstRows.offset(), first, width);
				final A b = secondRows.at(row);
				lines.toDouble(b, secondRows.offset(), second, width);
				if (quotient) for (int x = 0; x < width; x++)
					first[x] = second[x] / first[x];
				else for (int x = 0; x < width; x++)
					first[x] = second[x] - first[x];
				lines.fromDouble(first, out, 0, width);
				target.put(lines, out, 0, row);
			}
		}
	}
}
