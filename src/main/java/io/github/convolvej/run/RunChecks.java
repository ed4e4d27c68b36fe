package io.github.convolvej.run;

import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.ResultDescription;

import java.util.Arrays;
import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

/** Checks images before an operation is run on them. */
public final class RunChecks {

	private RunChecks() {}

	/**
	 * Returns the sizes to bind an operation to.
	 *
	 * @param operation the operation
	 * @param sources sizes of as many images as the operation reads
	 * @return for each image its size along the operation's axes
	 * @throws IllegalArgumentException if the number of images is wrong, an image
	 *           has no samples or fewer axes than the operation, or the images
	 *           differ along further axes
	 */
	public static long[][] sizes(final Operation operation, final List<? extends Interval> sources) {
		if (sources.size() != operation.sources()) throw new IllegalArgumentException("The filter reads " + operation
			.sources() + " images, but " + sources.size() + " were given");
		final int n = operation.numDimensions();
		final long[] first = sources.get(0).dimensionsAsLongArray();
		final long[][] sizes = new long[sources.size()][];
		for (int i = 0; i < sizes.length; i++) {
			final long[] size = sources.get(i).dimensionsAsLongArray();
			if (size.length < n) throw new IllegalArgumentException("The image has " + size.length +
				" axes, but the filter works on " + n);
			for (final long s : size)
				if (s < 1) throw new IllegalArgumentException("The image is empty: its size is " + Arrays.toString(size));
			if (!Arrays.equals(beyond(n, size), beyond(n, first))) throw new IllegalArgumentException("The images have sizes " +
				Arrays.toString(first) + " and " + Arrays.toString(size) + ", but must agree beyond the first " + n + " axes");
			sizes[i] = Arrays.copyOf(size, n);
		}
		return sizes;
	}

	private static long[] beyond(final int axes, final long[] size) {
		return Arrays.copyOfRange(size, axes, size.length);
	}

	/**
	 * @param plan an operation on images of known size
	 * @param source size of the (first) image; further axes stay unchanged
	 * @return size of the result
	 */
	public static long[] targetDimensions(final ResultDescription plan, final Interval source) {
		final long[] size = source.dimensionsAsLongArray();
		final long[] planned = plan.targetDimensions();
		System.arraycopy(planned, 0, size, 0, planned.length);
		return size;
	}

	/**
	 * @param plan the plan that will be run
	 * @param source size of the (first) image
	 * @param target image for the whole result
	 * @throws IllegalArgumentException if the target has another size than the
	 *           result
	 */
	public static void checkWhole(final ResultDescription plan, final Interval source, final Interval target) {
		final long[] expected = targetDimensions(plan, source);
		if (!Arrays.equals(expected, target.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"The target has size " + Arrays.toString(target.dimensionsAsLongArray()) + ", but the result has " + Arrays
				.toString(expected));
	}

	/**
	 * @param plan the plan that will be run
	 * @param sources the images that it reads
	 * @param target image for part of the result
	 * @param offset position of the target's first sample in the whole result
	 * @throws IllegalArgumentException if the size of the first image is not that
	 *           of the plan, the part reaches beyond the result, the target is one
	 *           of the images, or its type cannot hold the results
	 */
	public static void checkPart(final ResultDescription plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<? extends RealType<?>> target, final long[] offset)
	{
		final long[] planned = plan.sourceDimensions();
		final long[] given = sources.get(0).dimensionsAsLongArray();
		if (given.length < planned.length || !Arrays.equals(planned, Arrays.copyOf(given, planned.length)))
			throw new IllegalArgumentException("The image has size " + Arrays.toString(given) +
				", but the filter was bound to " + Arrays.toString(planned));
		final long[] whole = targetDimensions(plan, sources.get(0));
		final long[] size = target.dimensionsAsLongArray();
		boolean inside = size.length == whole.length && offset.length == whole.length;
		for (int d = 0; inside && d < whole.length; d++)
			inside = offset[d] >= 0 && offset[d] + size[d] <= whole[d];
		if (!inside) throw new IllegalArgumentException("The part of size " + Arrays.toString(size) + " at " + Arrays
			.toString(offset) + " is not within the result of size " + Arrays.toString(whole));
		if (sources.stream().anyMatch(s -> s == (Object) target)) throw new IllegalArgumentException(
			"Source and target are the same image: filters need a separate target");
		if (plan.needsDouble() && !(target.getType() instanceof IntegerType) && !BlockReader.needsDouble(target.getType()))
			throw new IllegalArgumentException("The results may be whole numbers beyond 2^24, which 32-bit floating point" +
				" does not hold: take a target of 64-bit floating point or 32-bit integers");
	}
}
