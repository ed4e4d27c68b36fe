package io.github.convolvej.reference;

import io.github.convolvej.border.Border;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/** The textbook sum, sample by sample with cursors and in double: what every engine is compared with. */
public final class Correlation {

	private Correlation() {}

	/**
	 * @param image an image with exactly the kernel's axes
	 * @param border what is outside
	 * @param kernel a single kernel
	 * @param size of the result
	 * @param stride for each axis
	 * @param dilation for each axis
	 * @param before padding before, for each axis
	 * @return the correlation
	 */
	public static <T extends RealType<T>> Img<DoubleType> apply(final RandomAccessibleInterval<T> image,
		final Border border, final Kernel kernel, final long[] size, final int[] stride, final int[] dilation,
		final long[] before)
	{
		final Img<DoubleType> result = ArrayImgs.doubles(size);
		final RandomAccess<T> source = border.extend(image).randomAccess();
		final Cursor<DoubleType> cursor = result.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			double sum = kernel.bias(0);
			for (int tap = 0; tap < kernel.taps(); tap++) {
				for (int d = 0, rest = tap; d < size.length; rest /= kernel.size(d), d++)
					source.setPosition(cursor.getLongPosition(d) * stride[d] - before[d] + (long) (rest % kernel.size(
						d)) * dilation[d], d);
				sum += kernel.weight(tap, 0, 0) * source.get().getRealDouble();
			}
			cursor.get().set(sum);
		}
		return result;
	}

	/** The same with stride and dilation 1 and a result of the image's size, the larger half of an even kernel behind. */
	public static <T extends RealType<T>> Img<DoubleType> same(final RandomAccessibleInterval<T> image,
		final Border border, final Kernel kernel)
	{
		final int n = image.numDimensions();
		final int[] ones = new int[n];
		final long[] before = new long[n];
		for (int d = 0; d < n; d++) {
			ones[d] = 1;
			before[d] = (kernel.size(d) - 1) / 2;
		}
		return apply(image, border, kernel, image.dimensionsAsLongArray(), ones, ones, before);
	}

	/** Largest magnitude of all finite samples. */
	public static double largest(final RandomAccessibleInterval<? extends RealType<?>> image) {
		double largest = 0;
		for (final RealType<?> t : Views.iterable(image))
			if (Math.abs(t.getRealDouble()) <= Double.MAX_VALUE) largest = Math.max(largest, Math.abs(t.getRealDouble()));
		return largest;
	}
}
