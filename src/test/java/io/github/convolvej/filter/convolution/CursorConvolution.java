package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

/**
 * The convolution as its definition reads: a cursor over the result, a loop over
 * channels and taps, double arithmetic. Knows nothing of blocks, tiles and
 * ImgLib2's extensions; even what lies outside the image is worked out here.
 */
public final class CursorConvolution {

	private final Kernel kernel;
	private final int[] stride;
	private final int[] dilation;
	private final long[] before;
	private final long[] after;
	private final String border;
	private final boolean flip;

	/** Sums and, sample by sample, the sums of the absolute values of what was added. */
	public static final class Result {

		public final Img<DoubleType> values;
		public final Img<DoubleType> magnitudes;

		private Result(final long[] size) {
			values = ArrayImgs.doubles(size);
			magnitudes = ArrayImgs.doubles(size);
		}
	}

	public CursorConvolution(final Kernel kernel, final int[] stride, final int[] dilation, final long[] before,
		final long[] after, final Border border, final boolean flip)
	{
		this.kernel = kernel;
		this.stride = stride;
		this.dilation = dilation;
		this.before = before;
		this.after = after;
		this.border = border.toString();
		this.flip = flip;
	}

	/** The number of windows that fit into n samples and their padding, counted one by one. */
	public static long windows(final long n, final long before, final long after, final int k, final int stride,
		final int dilation)
	{
		long count = 0;
		while (count * stride + (k - 1L) * dilation < before + n + after)
			count++;
		return count;
	}

	public Result apply(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final int spatial = kernel.numDimensions();
		final long[] size = image.dimensionsAsLongArray();
		for (int d = 0; d < spatial; d++)
			size[d] = windows(size[d], before[d], after[d], kernel.size(d), stride[d], dilation[d]);
		if (!kernel.isSingle()) size[spatial] = kernel.outputs();
		final Result result = new Result(size);
		final RandomAccess<? extends RealType<?>> samples = image.randomAccess();
		final RandomAccess<DoubleType> magnitudes = result.magnitudes.randomAccess();
		final Cursor<DoubleType> cursor = result.values.localizingCursor();
		final long[] position = new long[size.length];
		while (cursor.hasNext()) {
			cursor.fwd();
			cursor.localize(position);
			magnitudes.setPosition(position);
			sum(image, samples, position, cursor.get(), magnitudes.get());
		}
		return result;
	}

	private void sum(final RandomAccessibleInterval<?> image, final RandomAccess<? extends RealType<?>> samples,
		final long[] o, final DoubleType value, final DoubleType magnitude)
	{
		final int spatial = kernel.numDimensions();
		final int output = kernel.isSingle() ? 0 : (int) o[spatial];
		final int group = output / (kernel.outputs() / kernel.groups());
		double y = kernel.bias(output);
		double m = Math.abs(y);
		final long[] p = o.clone();
		for (int i = 0; i < kernel.inputs(); i++) {
			if (!kernel.isSingle()) p[spatial] = (long) group * kernel.inputs() + i;
			for (int tap = 0; tap < kernel.taps(); tap++) {
				int rest = tap;
				for (int d = 0; d < spatial; d++) {
					p[d] = o[d] * stride[d] - before[d] + (long) (rest % kernel.size(d)) * dilation[d];
					rest /= kernel.size(d);
				}
				final double product = kernel.weight(flip ? kernel.taps() - 1 - tap : tap, i, output) * sample(image, samples,
					p);
				y += product;
				m += Math.abs(product);
			}
		}
		value.set(y);
		magnitude.set(m);
	}

	/** The sample at a position relative to the image's first, inside or outside. */
	private double sample(final RandomAccessibleInterval<?> image, final RandomAccess<? extends RealType<?>> samples,
		final long[] p)
	{
		for (int d = 0; d < p.length; d++) {
			final long inside = inside(p[d], image.dimension(d));
			if (inside < 0) return border.startsWith("constant:") ? Double.parseDouble(border.substring(9)) : 0;
			samples.setPosition(image.min(d) + inside, d);
		}
		return samples.get().getRealDouble();
	}

	/** The sample of 0 ... n-1 that stands for sample i, or -1. Walks step by step. */
	private long inside(final long i, final long n) {
		if (i >= 0 && i < n) return i;
		switch (border) {
			case "replicate":
				return i < 0 ? 0 : n - 1;
			case "reflect":
				return n == 1 ? 0 : inside(i < 0 ? -i : 2 * (n - 1) - i, n);
			case "symmetric":
				return inside(i < 0 ? -i - 1 : 2 * n - 1 - i, n);
			case "periodic":
				return inside(i < 0 ? i + n : i - n, n);
			default:
				return -1;
		}
	}
}
