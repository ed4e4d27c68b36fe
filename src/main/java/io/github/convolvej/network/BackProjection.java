package io.github.convolvej.network;

import io.github.convolvej.network.operator.Rectifier;

import java.util.function.Consumer;

/**
 * Projects units of a layer of a network back to the image: what of the image
 * they react to. The result is as large as the image, and 0 outside of what the
 * units depend on. A single unit begins with 1, a whole map with its own samples.
 * Immutable.
 */
public final class BackProjection implements ImageOperation {

	private static final long serialVersionUID = 1L;

	private final NetworkOperation network;
	private final Rectifier rectifier;
	private final ProjectionUnits units;
	private final int channel;
	private final long[] position;
	private final transient Consumer<ProjectedUnit> listener;

	private BackProjection(final NetworkOperation network, final Rectifier rectifier, final ProjectionUnits units, final int channel,
		final long[] position, final Consumer<ProjectedUnit> listener)
	{
		this.network = network;
		this.rectifier = rectifier;
		this.units = units;
		this.channel = channel;
		this.position = position;
		this.listener = listener;
	}

	/**
	 * @param network the network, whose output is the layer to project back
	 * @param rectifier what rectifiers pass back
	 * @return the projection of the strongest unit of the first channel
	 */
	public static BackProjection of(final NetworkOperation network, final Rectifier rectifier) {
		return new BackProjection(network, rectifier, ProjectionUnits.STRONGEST, 0, null, u -> {});
	}

	/**
	 * @param index channel of the layer, from 0
	 * @return this of that channel
	 */
	public BackProjection channel(final int index) {
		return new BackProjection(network, rectifier, units, index, position, listener);
	}

	/**
	 * @param which the units; not {@link ProjectionUnits#AT}
	 * @return this with these units
	 */
	public BackProjection units(final ProjectionUnits which) {
		if (which == ProjectionUnits.AT) throw new IllegalArgumentException("a unit at a position needs the position: use at");
		return new BackProjection(network, rectifier, which, channel, null, listener);
	}

	/**
	 * @param samples position of a unit in the layer: x, y[, z]
	 * @return this with that unit
	 */
	public BackProjection at(final long... samples) {
		return new BackProjection(network, rectifier, ProjectionUnits.AT, channel, samples.clone(), listener);
	}

	/**
	 * @param consumer is told of every single unit that was projected, from any
	 *          thread; of an effective receptive field it is told the theoretical
	 *          one, of the unit whose field the image's edges crop least, around the
	 *          middle of the image
	 * @return this with that listener
	 */
	public BackProjection listener(final Consumer<ProjectedUnit> consumer) {
		return new BackProjection(network, rectifier, units, channel, position, consumer);
	}

	@Override
	public int numDimensions() {
		return network.numDimensions();
	}

	/**
	 * @param sourceDimensions size of the image: X, Y[, Z], C
	 * @return the plan
	 * @throws IllegalArgumentException if the network cannot take that size, the
	 *           layer has no such channel or unit, or nothing can be passed back
	 *           through one of its operators
	 */
	@Override
	public ImagePlan on(final long... sourceDimensions) {
		return new BackProjectionPlan(network.boundTo(sourceDimensions), sourceDimensions, rectifier, units, channel, position, listener);
	}
}
