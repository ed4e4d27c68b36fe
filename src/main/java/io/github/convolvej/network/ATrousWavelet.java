package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.BlockReader;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;

import java.util.Arrays;
import java.util.Collections;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * The à trous wavelet transform with B3 splines, or starlet (Starck and
 * Murtagh). Plane j is the difference that smoothing makes: smoothing with 1 4 6
 * 4 1 / 16 along every axis, with taps 2^(j-1) samples apart, of an image that
 * is mirrored (symmetric) at its borders. The image is the sum of all planes and
 * the last smooth image, except for rounding.
 * <p>
 * Images have axes {@code (X[, Y[, Z]][, C][, ...])}. Results have planes 1 ...
 * J and the last smooth image on the channel axis; those of channel c begin at c
 * * (J + 1). To find spots (Olivo-Marin 2002), planes can be thresholded by
 * their noise and multiplied with each other. The operation's axes are the
 * spatial axes, and the channel axis unless the planes are multiplied. Borders
 * are always symmetric; the border of the run is not used. Immutable.
 */
public final class ATrousWavelet implements ImageOperation {

	private static final long serialVersionUID = 1L;

	private static final int MAX_PLANES = 16;
	/** Largest window, in samples, for which all passes are computed in one tile. */
	private static final int MAX_WINDOW = 1 << 12;
	/** Standard deviation of normal noise whose median absolute deviation is 1. */
	private static final double NORMAL = 1.482602218505602;

	private final int planes;
	private final int spatial;
	private final double threshold;
	private final boolean bright;
	private final boolean product;

	private ATrousWavelet(final int planes, final int spatial, final double threshold, final boolean bright,
		final boolean product)
	{
		this.planes = planes;
		this.spatial = spatial;
		this.threshold = threshold;
		this.bright = bright;
		this.product = product;
	}

	/**
	 * @param planes number of wavelet planes, J
	 * @param numDimensions spatial axes: 1, 2 or 3
	 * @return the transform
	 * @throws IllegalArgumentException if a number is out of range
	 */
	public static ATrousWavelet of(final int planes, final int numDimensions) {
		if (planes < 1 || planes > MAX_PLANES) throw new IllegalArgumentException("number of planes is " + planes +
			", but must be 1 to " + MAX_PLANES);
		if (numDimensions < 1 || numDimensions > 3) throw new IllegalArgumentException("wavelets are taken on 1, 2 or 3 axes, not " +
			numDimensions);
		return new ATrousWavelet(planes, numDimensions, 0, false, false);
	}

	/**
	 * Hard threshold: coefficients below k standard deviations of the noise are
	 * set to 0. The noise of every plane of every channel and time point is
	 * estimated by its own median absolute deviation, times 1.4826. The last
	 * smooth image is not thresholded.
	 *
	 * @param k factor, at least 0
	 * @return the transform with that threshold
	 * @throws IllegalArgumentException if k is negative or not a number
	 */
	public ATrousWavelet threshold(final double k) {
		if (!(k >= 0)) throw new IllegalArgumentException("threshold is " + k +
			" standard deviations, but must be at least 0");
		return new ATrousWavelet(planes, spatial, k, bright, product);
	}

	/** @return the transform with negative coefficients set to 0 too, for bright spots */
	public ATrousWavelet bright() {
		return new ATrousWavelet(planes, spatial, threshold, true, product);
	}

	/** @return the transform with the product of all planes as its only result, which has the size of the image */
	public ATrousWavelet multiscaleProduct() {
		return new ATrousWavelet(planes, spatial, threshold, bright, true);
	}

	@Override
	public int numDimensions() {
		return product ? spatial : spatial + 1;
	}

	@Override
	public ImagePlan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but the wavelets are taken on " + spatial + (product ? ""
				: " and the channel axis"));
		return new WaveletPlan(this, sourceDimensions);
	}

	/** The transform of an image of known size. */
	private static final class WaveletPlan extends WholeImagePlan {

		private static final long serialVersionUID = 1L;

		private final ATrousWavelet wavelet;

		WaveletPlan(final ATrousWavelet wavelet, final long[] source) {
			super(source, wavelet.targetDimensions(new FinalInterval(source)));
			this.wavelet = wavelet;
		}

		@Override
		protected <T extends RealType<T>, R extends RealType<R>> long process(final RandomAccessibleInterval<T> image,
			final Border border, final RandomAccessibleInterval<R> result, final Options options)
		{
			if (!(result.getType() instanceof IntegerType)) {
				wavelet.process(image, result, options);
				return 0;
			}
			final Img<FloatType> exact = Filters.create(new FloatType(), targetDimensions());
			wavelet.process(image, exact, options);
			return Filters.copy(exact, result, options.silent());
		}

		@Override
		public SamplePosition position(final int d) {
			return SamplePosition.IDENTITY;
		}

		/** Five taps along each axis for every plane. */
		@Override
		public double multiplyAccumulates() {
			double count = 5.0 * wavelet.spatial * wavelet.planes;
			for (final long s : sourceDimensions())
				count *= s;
			return count;
		}

		/**
		 * The receptive field of the last smooth image, which is the largest one.
		 * Noise for thresholds is measured in the whole image.
		 */
		@Override
		public long[] receptiveField() {
			final long[] field = super.receptiveField();
			for (int d = 0; d < wavelet.spatial; d++)
				field[d] = 1 + 4 * ((1L << wavelet.planes) - 1);
			return field;
		}

		@Override
		public String engine() {
			return "wavelets by separable lines, " + wavelet.planes + (wavelet.planes == 1 ? " plane" : " planes");
		}
	}

	/** @return number of results on the channel axis for each channel */
	private int results() {
		return product ? 1 : planes + 1;
	}

	/**
	 * @param source size of an image
	 * @return size of the result, which has a channel axis even if the image has
	 *         none
	 * @throws IllegalArgumentException if the image has too few axes or no samples
	 */
	@Override
	public long[] targetDimensions(final Interval source) {
		final long[] size = source.dimensionsAsLongArray();
		if (size.length < spatial) throw new IllegalArgumentException("The image has " + size.length +
			" axes, but the wavelets are taken on " + spatial);
		for (final long s : size)
			if (s < 1) throw new IllegalArgumentException("The image is empty: its size is " + Arrays.toString(size));
		if (product) return size;
		final long[] target = Arrays.copyOf(size, Math.max(size.length, spatial + 1));
		target[spatial] = (size.length > spatial ? size[spatial] : 1) * results();
		return target;
	}

	/**
	 * Transforms an image into a new 32-bit image.
	 *
	 * @param <T> sample type of the image
	 * @param image any image of real samples
	 * @return the planes, or their product
	 * @throws IllegalArgumentException if the image has too few axes or no samples
	 */
	public <T extends RealType<T>> Img<FloatType> apply(final RandomAccessibleInterval<T> image) {
		final Img<FloatType> target = Filters.create(new FloatType(), targetDimensions(image));
		process(image, target, Options.DEFAULT);
		return target;
	}

	/**
	 * Transforms an image into a given one.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result, floating point
	 * @param source any image of real samples
	 * @param target image of the size that {@link #targetDimensions} returns
	 * @param options tiles and monitor
	 * @throws IllegalArgumentException if the image has too few axes or no
	 *           samples, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public <T extends RealType<T>, R extends RealType<R>> void process(final RandomAccessibleInterval<T> source,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		final long[] expected = targetDimensions(source);
		if (!Arrays.equals(expected, target.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"The target has size " + Arrays.toString(target.dimensionsAsLongArray()) + ", but the result has " + Arrays
				.toString(expected));
		final RandomAccessibleInterval<T> image = withChannels(Views.zeroMin(source));
		final RandomAccessibleInterval<R> result = withChannels(Views.zeroMin(target));
		final boolean wide = BlockReader.needsDouble(source.getType()) || BlockReader.needsDouble(target.getType());
		final long count = Intervals.numElements(loops(image));
		for (long i = 0; i < count; i++) {
			final long[] position = SingleImagePlan.position(i, loops(image));
			final Options part = options.monitor(new PartMonitor(options.monitor(), (double) i / count, (i + 1.0) / count,
				Intervals.numElements(target)));
			if (wide) transform(slice(image, position, 1, 0), result, position, part, new DoubleType());
			else transform(slice(image, position, 1, 0), result, position, part, new FloatType());
		}
	}

	private <T> RandomAccessibleInterval<T> withChannels(final RandomAccessibleInterval<T> image) {
		return image.numDimensions() > spatial ? image : Views.addDimension(image, 0, 0);
	}

	private long[] loops(final RandomAccessibleInterval<?> image) {
		return Arrays.copyOfRange(image.dimensionsAsLongArray(), spatial, image.numDimensions());
	}

	/**
	 * The spatial image at a position; a channel of the image has several results.
	 */
	private <T> RandomAccessibleInterval<T> slice(final RandomAccessibleInterval<T> image, final long[] position,
		final int results, final int result)
	{
		RandomAccessibleInterval<T> slice = image;
		for (int d = position.length - 1; d >= 0; d--)
			slice = Views.hyperSlice(slice, spatial + d, d == 0 ? position[0] * results + result : position[d]);
		return slice;
	}

	private <T extends RealType<T>, R extends RealType<R>, P extends RealType<P> & NativeType<P>> void transform(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<R> result, final long[] position,
		final Options options, final P precision)
	{
		final long[] size = image.dimensionsAsLongArray();
		final Img<P> even = Filters.create(precision, size);
		final Img<P> odd = Filters.create(precision, size);
		final Img<P> plane = product || !isTiled(planes) ? Filters.create(precision, size) : null;
		for (int j = 1; j <= planes; j++) {
			final Img<P> smooth = j % 2 == 0 ? even : odd;
			final Img<P> previous = j % 2 == 0 ? odd : even;
			final Options part = options.monitor(new PartMonitor(options.monitor(), (j - 1.0) / planes, (double) j / planes,
				Intervals.numElements(size)));
			if (j == 1) smooth(image, smooth, plane, j, part);
			else smooth(previous, smooth, plane, j, part);
			if (product) {
				if (j == 1) difference(image, smooth, plane);
				else difference(previous, smooth, plane);
				multiply(plane, slice(result, position, 1, 0), j == 1);
			}
			else if (j == 1) difference(image, smooth, slice(result, position, results(), 0));
			else difference(previous, smooth, slice(result, position, results(), j - 1));
		}
		if (!product) copy(planes % 2 == 0 ? even : odd, slice(result, position, results(), planes));
	}

	/** Whether the windows of a plane are so small compared with a tile that all passes are computed in one tile. */
	private boolean isTiled(final int plane) {
		return Math.pow(4.0 * (1 << plane - 1) + 1, spatial) <= MAX_WINDOW;
	}

	private <A extends RealType<A>, P extends RealType<P>> void smooth(final RandomAccessibleInterval<A> previous,
		final Img<P> smooth, final Img<P> between, final int plane, final Options options)
	{
		if (isTiled(plane)) {
			final int[] all = new int[spatial];
			Arrays.fill(all, 5);
			Filters.process(smoothing(plane, all), previous, Border.SYMMETRIC, smooth, options);
			return;
		}
		// smoothing keeps the symmetry of an image, so separate passes give the same result, except for rounding
		RandomAccessibleInterval<? extends RealType<?>> from = previous;
		for (int d = 0; d < spatial; d++) {
			final int[] taps = new int[spatial];
			Arrays.fill(taps, 1);
			taps[d] = 5;
			final Img<P> to = (spatial - d) % 2 == 1 ? smooth : between;
			Filters.process(smoothing(plane, taps), Collections.singletonList(from), Border.SYMMETRIC, to, options);
			from = to;
		}
	}

	private static SeparableConvolution smoothing(final int plane, final int[] taps) {
		return Smooth.binomial(taps).dilation(1 << plane - 1);
	}

	private <A extends RealType<A>, B extends RealType<B>, O extends RealType<O>> void difference(
		final RandomAccessibleInterval<A> previous, final RandomAccessibleInterval<B> smooth,
		final RandomAccessibleInterval<O> plane)
	{
		LoopBuilder.setImages(previous, smooth, plane).multiThreaded().forEachPixel((a, b, o) -> o.setReal(a
			.getRealDouble() - b.getRealDouble()));
		if (threshold == 0 && !bright) return;
		final double least = threshold == 0 ? 0 : threshold * NORMAL * Median.absoluteDeviation(plane);
		LoopBuilder.setImages(plane).multiThreaded().forEachPixel(o -> {
			final double w = o.getRealDouble();
			if (bright && w < 0 || Math.abs(w) < least) o.setZero();
		});
	}

	private static <A extends RealType<A>, O extends RealType<O>> void multiply(final RandomAccessibleInterval<A> plane,
		final RandomAccessibleInterval<O> product, final boolean first)
	{
		LoopBuilder.setImages(plane, product).multiThreaded().forEachPixel((a, o) -> o.setReal(first ? a.getRealDouble()
			: o.getRealDouble() * a.getRealDouble()));
	}

	private static <A extends RealType<A>, O extends RealType<O>> void copy(final RandomAccessibleInterval<A> from,
		final RandomAccessibleInterval<O> to)
	{
		LoopBuilder.setImages(from, to).multiThreaded().forEachPixel((a, o) -> o.setReal(a.getRealDouble()));
	}
}
