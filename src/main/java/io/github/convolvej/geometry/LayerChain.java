package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A chain of layers, read from text such as {@code conv k=3 s=2 p=1 c=32;
 * maxpool k=2; tconv k=4 s=2 p=1}, whose sizes, positions and counts can be
 * computed; see {@link Layer}. Immutable.
 */
public final class LayerChain implements Serializable {

	private static final long serialVersionUID = 1L;

	private final List<Layer> layers;

	private LayerChain(final List<Layer> layers) {
		this.layers = layers;
	}

	/**
	 * Reads a chain.
	 *
	 * @param text layers, separated by semicolons or new lines
	 * @return the chain
	 * @throws IllegalArgumentException naming the layer and the word that is not
	 *           understood
	 */
	public static LayerChain parse(final String text) {
		final List<Layer> layers = new ArrayList<>();
		for (final String part : (text == null ? "" : text).split("[;\\n\\r]+")) {
			if (part.trim().isEmpty()) continue;
			try {
				layers.add(Layer.parse(part));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException("Layer " + (layers.size() + 1) + ": " + e.getMessage(), e);
			}
		}
		if (layers.isEmpty()) throw new IllegalArgumentException(
			"there is no layer: write, for example, conv k=3 s=2 p=1 c=32; maxpool k=2");
		return new LayerChain(Collections.unmodifiableList(layers));
	}

	/** @return the layers, first layer first */
	public List<Layer> layers() {
		return layers;
	}

	/**
	 * Computes the table for an image with pixels of size 1 whose origin is its
	 * first pixel.
	 *
	 * @param channels input channels
	 * @param size input samples along every spatial axis, x first
	 * @return the table
	 * @throws IllegalArgumentException if a layer has no result, naming the layer
	 *           and why
	 */
	public ChainTable on(final long channels, final long... size) {
		final double[] ones = new double[size.length];
		Arrays.fill(ones, 1);
		return on(channels, size, ones, new double[size.length], "pixel");
	}

	/**
	 * Computes the table for a calibrated image.
	 *
	 * @param channels input channels
	 * @param size input samples along every spatial axis, x first
	 * @param pixelSize physical size of a pixel along every spatial axis
	 * @param origin ImageJ's origin along every spatial axis: pixels from the
	 *          corner of the first one
	 * @param unit name of the unit of length
	 * @return the table
	 * @throws IllegalArgumentException if a layer has no result, naming the layer
	 *           and why
	 */
	public ChainTable on(final long channels, final long[] size, final double[] pixelSize, final double[] origin,
		final String unit)
	{
		final int axes = size.length;
		if (axes < 1 || axes > 3 || pixelSize.length != axes || origin.length != axes) throw new IllegalArgumentException(
			"The image has " + axes + " sizes, " + pixelSize.length + " pixel sizes and " + origin.length +
				" origins, but needs one of each for 1 to 3 spatial axes");
		if (channels < 1) throw new IllegalArgumentException("The image has " + channels +
			" channels, but must have at least 1");
		for (int d = 0; d < axes; d++)
			if (size[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
		final List<ChainTable.Row> rows = new ArrayList<>();
		rows.add(ChainTable.Row.input(channels, size, pixelSize, origin));
		for (final Layer layer : layers) {
			try {
				rows.add(rows.get(rows.size() - 1).then(layer, pixelSize, origin));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException("Layer " + rows.size() + " (" + layer + "): " + e.getMessage(), e);
			}
		}
		return new ChainTable(rows, unit);
	}

	/** @return text that {@link #parse} reads */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (final Layer layer : layers)
			text.append(text.length() == 0 ? "" : "; ").append(layer);
		return text.toString();
	}
}
