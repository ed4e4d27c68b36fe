package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The part of a tensor of which a statistic is made if each tile has statistics
 * of its own: the part that other steps need for the tile, otherwise the place
 * of the tile.
 */
final class TileStatistics {

	private final List<Step> global;
	private final Function<Value, boolean[]> spatialAxes;

	/**
	 * @param global steps that depend on the whole image
	 * @param spatialAxes for each tensor its axes of the image
	 */
	TileStatistics(final List<Step> global, final Function<Value, boolean[]> spatialAxes) {
		this.global = global;
		this.spatialAxes = spatialAxes;
	}

	/** Whether a step is a statistic of the whole image. */
	boolean contains(final Step step) {
		return step.operator() instanceof Statistic && global.contains(step);
	}

	/**
	 * @param tensor the tensor that a statistic reads
	 * @param needed the part of it that other steps need, or null
	 * @param whole the box for the statistic of the whole image
	 * @param wanted boxes of the outputs
	 * @return the box for the statistic of a tile
	 */
	Box box(final Value tensor, final Box needed, final Box whole, final Map<Value, Box> wanted) {
		if (needed != null) return needed;
		final Map.Entry<Value, Box> first = wanted.entrySet().iterator().next();
		final Value output = first.getKey();
		final Box tile = first.getValue();
		Box box = whole;
		int k = 0;
		for (int d = 0; d < box.rank(); d++) {
			if (!spatialAxes.apply(tensor)[d]) continue;
			final int e = axis(output, k++);
			if (e < 0) continue;
			final double scale = (double) tensor.shape()[d] / output.shape()[e];
			box = box.with(d, (long) Math.floor(tile.min(e) * scale), (long) Math.ceil((tile.max(e) + 1) * scale) - 1);
		}
		return box;
	}

	/** The spatial axis of a number, or -1. */
	private int axis(final Value v, final int number) {
		final boolean[] axes = spatialAxes.apply(v);
		int k = 0;
		for (int d = 0; d < axes.length; d++)
			if (axes[d] && k++ == number) return d;
		return -1;
	}
}
