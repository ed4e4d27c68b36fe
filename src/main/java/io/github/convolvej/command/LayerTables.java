package io.github.convolvej.command;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.ij1.image.NetworkSource;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkTable;

import java.util.Arrays;

/** Makes tables of layers. The layers are a chain, a graph written as text, or a network file. */
final class LayerTables {

	private LayerTables() {}

	/**
	 * @param layers a chain; otherwise what {@link NetworkSource} reads
	 * @param channels channels of the image
	 * @param sizes samples of the image along the spatial axes, x first
	 * @param pixelSize physical size of a pixel
	 * @param origin ImageJ's origin
	 * @param unit unit of length
	 * @return the table
	 * @throws IllegalArgumentException if the layers cannot be read, or give no result for an image of that size
	 */
	static ChainTable of(final String layers, final long channels, final long[] sizes, final double[] pixelSize,
		final double[] origin, final String unit)
	{
		final LayerChain chain;
		try {
			chain = LayerChain.parse(layers);
		}
		catch (final IllegalArgumentException e) {
			final NetworkSource source;
			try {
				source = NetworkSource.parse(layers, "", channels, sizes.length);
			}
			catch (final IllegalArgumentException alsoWrong) {
				// text that occurs only in networks shows that the user meant a network
				if (layers.matches("(?s).*(\\||\\.onnx|\\.zip|\\.ya?ml|sample:).*")) throw alsoWrong;
				throw e;
			}
			return of(source.network(), channels, sizes, pixelSize, origin, unit);
		}
		return chain.on(channels, sizes, pixelSize, origin, unit);
	}

	private static ChainTable of(final Network network, final long channels, final long[] sizes,
		final double[] pixelSize, final double[] origin, final String unit)
	{
		final int n = sizes.length;
		final long[] shape = new long[n + 2];
		Arrays.fill(shape, 1);
		final long[] wanted = network.inputShape();
		final boolean last = network.channelAxis() != 1;
		// a network file may state its number of input channels
		final long known = wanted == null ? -1 : wanted[network.channelAxis()];
		shape[network.channelAxis() == 1 ? 1 : n + 1] = known > 0 ? known : channels;
		for (int d = 0; d < n; d++)
			shape[n + (last ? 0 : 1) - d] = sizes[d];
		return NetworkTable.of(network.on(shape), pixelSize, origin, unit);
	}
}
