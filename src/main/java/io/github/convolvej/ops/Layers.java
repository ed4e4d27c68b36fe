package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Further layers of neural networks as ops: deformable convolution, batch
 * normalisation, activations.
 */
public final class Layers {

	private Layers() {}

	/**
	 * Deformable convolution: every tap of every output sample reads the image at
	 * its own position.
	 *
	 * @param <T> sample type of the image
	 * @param <F> type of the offsets
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param offsets offsets in samples; an image of the size of the result with
	 *          channels (g * taps + t) * axes + i for offset group g, tap t and
	 *          axis i, slowest axis first
	 * @param kernel the kernel or filter bank
	 * @param stride distance of neighbouring windows, 1 by default (nullable)
	 * @param padding same, same_lower, valid, full or numbers; same by default
	 *          (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.deformable'
	 */
	public static <T extends RealType<T>, F extends RealType<F>> Img<FloatType> deformable(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<F> offsets, final Kernel kernel,
		final int[] stride, final String padding, final int[] dilation)
	{
		return deform(Arrays.asList(image, offsets), kernel, stride, padding, dilation);
	}

	/**
	 * Modulated deformable convolution: every tap also has its own factor.
	 *
	 * @param <T> sample type of the image
	 * @param <F> type of the offsets
	 * @param <M> type of the mask
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param offsets offsets in samples; an image of the size of the result with
	 *          channels (g * taps + t) * axes + i for offset group g, tap t and
	 *          axis i, slowest axis first
	 * @param mask factors, with channel g * taps + t
	 * @param kernel the kernel or filter bank
	 * @param stride distance of neighbouring windows, 1 by default (nullable)
	 * @param padding same, same_lower, valid, full or numbers; same by default
	 *          (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.deformable'
	 */
	public static <T extends RealType<T>, F extends RealType<F>, M extends RealType<M>> Img<FloatType> deformable(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<F> offsets,
		final RandomAccessibleInterval<M> mask, final Kernel kernel, final int[] stride, final String padding,
		final int[] dilation)
	{
		return deform(Arrays.asList(image, offsets, mask), kernel, stride, padding, dilation);
	}

	private static Img<FloatType> deform(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images,
		final Kernel kernel, final int[] stride, final String padding, final int[] dilation)
	{
		final int n = kernel.numDimensions();
		final RandomAccessibleInterval<?> offsets = images.get(1);
		final long perGroup = (long) n * kernel.taps();
		// the channels of the offsets determine the number of groups; the filter refuses numbers that do not fit
		final long groups = offsets.numDimensions() > n ? offsets.dimension(n) / perGroup : 1;
		final DeformableConvolution strided = Runs.with(Runs.with(DeformableConvolution.of(kernel).offsetGroups((int) Math
			.max(1, groups)), stride, DeformableConvolution::stride), dilation, DeformableConvolution::dilation);
		final DeformableConvolution padded = Runs.padded(strided, padding, DeformableConvolution::padding);
		return Filters.apply(images.size() == 3 ? padded.modulated() : padded, images, Border.ZERO, new FloatType());
	}

	/**
	 * Batch normalisation with known statistics: gamma * (x - mean) /
	 * sqrt(variance + epsilon) + beta for every channel.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param axes spatial axes before the channel axis
	 * @param mean mean of every channel
	 * @param variance population variance of every channel
	 * @param gamma factor of every channel, 1 by default (nullable)
	 * @param beta summand of every channel, 0 by default (nullable)
	 * @param epsilon number to add to variances, 1e-5 by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.batchNormalisation'
	 */
	public static <T extends RealType<T>> Img<FloatType> batchNormalisation(final RandomAccessibleInterval<T> image,
		final int axes, final double[] mean, final double[] variance, final double[] gamma, final double[] beta,
		final Double epsilon)
	{
		final BatchNormalisation plain = Runs.with(BatchNormalisation.of(axes, mean, variance), epsilon,
			BatchNormalisation::epsilon);
		if (gamma == null && beta == null) return Runs.apply(plain, image, null);
		final double[] ones = new double[mean.length];
		Arrays.fill(ones, 1);
		return Runs.apply(plain.affine(gamma == null ? ones : gamma, beta == null ? new double[mean.length] : beta), image,
			null);
	}

	/**
	 * The larger of 0 and each sample.
	 *
	 * @param <T> sample type of the image
	 * @param image any image
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.relu'
	 */
	public static <T extends RealType<T>> Img<FloatType> relu(final RandomAccessibleInterval<T> image) {
		return Runs.apply(Activation.relu(image.numDimensions()), image, null);
	}

	/**
	 * 1 / (1 + exp(-x)) of each sample.
	 *
	 * @param <T> sample type of the image
	 * @param image any image
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.sigmoid'
	 */
	public static <T extends RealType<T>> Img<FloatType> sigmoid(final RandomAccessibleInterval<T> image) {
		return Runs.apply(Activation.sigmoid(image.numDimensions()), image, null);
	}

	/**
	 * The hyperbolic tangent of each sample.
	 *
	 * @param <T> sample type of the image
	 * @param image any image
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.tanh'
	 */
	public static <T extends RealType<T>> Img<FloatType> tanh(final RandomAccessibleInterval<T> image) {
		return Runs.apply(Activation.tanh(image.numDimensions()), image, null);
	}

	/**
	 * Multiplies negative samples by a slope.
	 *
	 * @param <T> sample type of the image
	 * @param image any image
	 * @param slope slope for negative samples, such as 0.01
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.leakyRelu'
	 */
	public static <T extends RealType<T>> Img<FloatType> leakyRelu(final RandomAccessibleInterval<T> image,
		final double slope)
	{
		return Runs.apply(Activation.leakyRelu(slope, image.numDimensions()), image, null);
	}
}
