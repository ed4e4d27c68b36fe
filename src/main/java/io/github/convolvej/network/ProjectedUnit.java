package io.github.convolvej.network;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** A unit of a layer that was projected back: where it is, how strongly it responded, and what it depends on. Immutable. */
public final class ProjectedUnit {

	private final int channel;
	private final long[] position;
	private final double response;
	private final Interval field;

	ProjectedUnit(final int channel, final long[] position, final double response, final Interval field) {
		this.channel = channel;
		this.position = position.clone();
		this.response = response;
		this.field = new FinalInterval(field);
	}

	/** @return its channel, from 0 */
	public int channel() {
		return channel;
	}

	/** @return its position in the layer: x, y[, z], a copy */
	public long[] position() {
		return position.clone();
	}

	/** @return its value */
	public double response() {
		return response;
	}

	/** @return the part of the image that it depends on, cropped to the image: x, y[, z] and the channel */
	public Interval field() {
		return field;
	}

	@Override
	public String toString() {
		return "channel " + (channel + 1) + " at " + Arrays.toString(position) + ", response " + response;
	}
}
