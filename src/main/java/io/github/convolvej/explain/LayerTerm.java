package io.github.convolvej.explain;

import io.github.convolvej.network.operator.Value;

/** A sample of a layer that a sample of a later layer is computed from. Immutable; arrays must not be changed. */
public final class LayerTerm {

	private final Value layer;
	private final long[] position;
	private final double sample;
	private final double weight;

	LayerTerm(final Value layer, final long[] position, final double sample, final double weight) {
		this.layer = layer;
		this.position = position;
		this.sample = sample;
		this.weight = weight;
	}

	/** @return the tensor that it is a sample of */
	public Value layer() {
		return layer;
	}

	/** @return its position there, on the axes of the network */
	public long[] position() {
		return position;
	}

	/** @return its value as the layer computed it */
	public double sample() {
		return sample;
	}

	/** @return its weight in a weighted sum, or the derivative by it; NaN if the operator has none */
	public double weight() {
		return weight;
	}

	/** @return weight times sample; the sample if there is no weight */
	public double product() {
		return Double.isNaN(weight) ? sample : weight * sample;
	}
}
