package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkOperation;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** Networks as ops. */
public final class Networks {

	private Networks() {}

	/**
	 * Runs a neural network, by whole layers if they fit into memory, otherwise by
	 * tiles with the same result.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X, Y[, Z], C); further axes are looped over
	 * @param network the network, such as from an ONNX file
	 * @param fit what is done with a size that the network cannot take: none,
	 *          reflect, replicate, zero, crop or resize; reflect by default
	 *          (nullable)
	 * @return the outputs of the network as channels, 32-bit
	 * @throws IllegalArgumentException if the network has no result for the image
	 * @implNote op names='convolvej.network'
	 */
	public static <T extends RealType<T>> Img<FloatType> network(final RandomAccessibleInterval<T> image,
		final Network network, final String fit)
	{
		return NetworkOperation.of(network).fit(Fit.parse(fit == null ? "reflect" : fit)).apply(image, Border.ZERO);
	}
}
