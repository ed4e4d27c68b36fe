package io.github.convolvej.learn;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;

import java.util.ArrayDeque;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Images of demonstrations, and numbers that are measured in them. */
final class Measured {

	/** A sample by its place. */
	interface Pattern {

		double at(long x, long y);
	}

	private Measured() {}

	static Img<FloatType> image(final long width, final long height, final Pattern pattern) {
		final Img<FloatType> image = ArrayImgs.floats(width, height);
		final RandomAccess<FloatType> access = image.randomAccess();
		for (long y = 0; y < height; y++)
			for (long x = 0; x < width; x++) {
				access.setPosition(new long[] { x, y });
				access.get().set((float) pattern.at(x, y));
			}
		return image;
	}

	static Img<FloatType> ones(final long side) {
		return image(side, side, (x, y) -> 1);
	}

	/** A single 1 in the middle. */
	static Img<FloatType> point(final long side) {
		return image(side, side, (x, y) -> x == side / 2 && y == side / 2 ? 1 : 0);
	}

	static Img<FloatType> run(final Filter filter, final RandomAccessibleInterval<FloatType> image, final Border border) {
		return FilterOperation.of(filter).apply(image, border);
	}

	static Img<FloatType> run(final ImageOperation operation, final RandomAccessibleInterval<FloatType> image,
		final Border border)
	{
		return operation.apply(image, border);
	}

	/** The smallest and the largest sample. */
	static double[] range(final RandomAccessibleInterval<FloatType> image) {
		final double[] range = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		for (final FloatType v : Views.iterable(image)) {
			range[0] = Math.min(range[0], v.get());
			range[1] = Math.max(range[1], v.get());
		}
		return range;
	}

	/** Without some samples at each edge. */
	static RandomAccessibleInterval<FloatType> inner(final RandomAccessibleInterval<FloatType> image, final long edge) {
		return Views.zeroMin(Views.interval(image, Intervals.expand(image, -edge)));
	}

	static double largestDifference(final RandomAccessibleInterval<FloatType> a,
		final RandomAccessibleInterval<FloatType> b)
	{
		double largest = 0;
		final RandomAccess<FloatType> other = b.randomAccess();
		final Cursor<FloatType> cursor = Views.iterable(a).localizingCursor();
		while (cursor.hasNext()) {
			final float value = cursor.next().get();
			other.setPosition(cursor);
			largest = Math.max(largest, Math.abs(value - other.get().get()));
		}
		return largest;
	}

	/** The standard deviation of all samples. */
	static double deviation(final RandomAccessibleInterval<FloatType> image) {
		double sum = 0;
		double squares = 0;
		long count = 0;
		for (final FloatType v : Views.iterable(image)) {
			sum += v.get();
			squares += (double) v.get() * v.get();
			count++;
		}
		return Math.sqrt(Math.max(0, squares / count - sum / count * sum / count));
	}

	/** Samples whose magnitude is above a limit. */
	static long count(final RandomAccessibleInterval<FloatType> image, final double limit) {
		long count = 0;
		for (final FloatType v : Views.iterable(image))
			if (Math.abs(v.get()) > limit) count++;
		return count;
	}

	/** Groups of samples above a limit that touch each other at edges or corners. */
	static int objects(final RandomAccessibleInterval<FloatType> image, final double limit) {
		final int w = (int) image.dimension(0);
		final int h = (int) image.dimension(1);
		final boolean[] open = new boolean[w * h];
		final RandomAccess<FloatType> access = image.randomAccess();
		for (int i = 0; i < open.length; i++) {
			access.setPosition(new long[] { i % w, i / w });
			open[i] = access.get().get() > limit;
		}
		int objects = 0;
		final ArrayDeque<Integer> next = new ArrayDeque<>();
		for (int start = 0; start < open.length; start++) {
			if (!open[start]) continue;
			objects++;
			next.add(start);
			open[start] = false;
			while (!next.isEmpty()) {
				final int i = next.poll();
				for (int y = Math.max(0, i / w - 1); y <= Math.min(h - 1, i / w + 1); y++)
					for (int x = Math.max(0, i % w - 1); x <= Math.min(w - 1, i % w + 1); x++)
						if (open[y * w + x]) {
							open[y * w + x] = false;
							next.add(y * w + x);
						}
			}
		}
		return objects;
	}

	/** Samples from the first to the last one along x that is not 0. */
	static long width(final RandomAccessibleInterval<FloatType> image) {
		long min = Long.MAX_VALUE;
		long max = Long.MIN_VALUE;
		final Cursor<FloatType> cursor = Views.iterable(image).localizingCursor();
		while (cursor.hasNext())
			if (cursor.next().get() != 0) {
				min = Math.min(min, cursor.getLongPosition(0));
				max = Math.max(max, cursor.getLongPosition(0));
			}
		return max < min ? 0 : max - min + 1;
	}

	/** The standard deviation along x of a pattern of weights of at least 0. */
	static double spread(final RandomAccessibleInterval<FloatType> image) {
		double sum = 0;
		double mean = 0;
		double squares = 0;
		final Cursor<FloatType> cursor = Views.iterable(image).localizingCursor();
		while (cursor.hasNext()) {
			final double weight = cursor.next().get();
			final double x = cursor.getDoublePosition(0);
			sum += weight;
			mean += weight * x;
			squares += weight * x * x;
		}
		return Math.sqrt(squares / sum - mean / sum * mean / sum);
	}
}
