package io.github.convolvej.network;

import java.util.Comparator;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A unit of a gallery: where it is, how strongly it responds, the part of its image that it depends on, and what
 * was projected back there. Immutable.
 */
public final class StrongestUnit {

	/** Strongest first; of equal ones by the name of the image, its part, and the position, x fastest. */
	static final Comparator<StrongestUnit> ORDER = Comparator.<StrongestUnit> comparingDouble(u -> -u.response).thenComparing(
		u -> u.image).thenComparingInt(u -> u.part).thenComparingLong(u -> u.index);

	private final String image;
	private final int part;
	private final long index;
	private final long[] position;
	private final double response;
	private final Interval field;
	private final boolean[] cut;
	private final float[] patch;
	private final float[] projection;

	private StrongestUnit(final String image, final int part, final long index, final long[] position, final double response,
		final Interval field, final boolean[] cut, final float[] patch, final float[] projection)
	{
		this.image = image;
		this.part = part;
		this.index = index;
		this.position = position.clone();
		this.response = response;
		this.field = field;
		this.cut = cut;
		this.patch = patch;
		this.projection = projection;
	}

	/** A unit that is not projected yet. */
	static StrongestUnit at(final String image, final int part, final long index, final long[] position, final double response) {
		return new StrongestUnit(image, part, index, position, response, null, null, null, null);
	}

	/** The same with its receptive field, samples and projection; {@code cut} says at which of the first and last edges of each axis. */
	StrongestUnit projected(final Interval itsField, final boolean[] itsCut, final float[] itsPatch, final float[] itsProjection) {
		return new StrongestUnit(image, part, index, position, response, new FinalInterval(itsField), itsCut, itsPatch,
			itsProjection);
	}

	boolean isProjected() {
		return field != null;
	}

	/** @return name of the image, as it was given */
	public String image() {
		return image;
	}

	/** @return number of the part of the image, as it was given: of its plane, or volume */
	public int part() {
		return part;
	}

	/** @return its position in the layer: x, y[, z], a copy */
	public long[] position() {
		return position.clone();
	}

	/** @return its value */
	public double response() {
		return response;
	}

	/** @return the part of the image that it depends on, cropped to the image: x, y[, z] and all channels */
	public Interval field() {
		return field;
	}

	/** @return the samples of the image there, x fastest, not a copy */
	public float[] patch() {
		return patch;
	}

	/** @return the projection there, x fastest, not a copy */
	public float[] projection() {
		return projection;
	}

	/** @return whether the edges of the image cut its receptive field */
	public boolean isCut() {
		for (final boolean side : cut)
			if (side) return true;
		return false;
	}

	/**
	 * Places its receptive field in a frame of the size that all units of a gallery share: as if the image had
	 * not cut it.
	 *
	 * @param frame size of the frame: x, y[, z]
	 * @return position in the image of the frame's first sample, which may lie outside
	 */
	public long[] origin(final long... frame) {
		final long[] origin = new long[frame.length];
		for (int d = 0; d < frame.length; d++) {
			final long missing = frame[d] - field.dimension(d);
			final boolean first = cut[2 * d];
			final boolean last = cut[2 * d + 1];
			origin[d] = field.min(d) - (first == last ? missing / 2 : first ? missing : 0);
		}
		return origin;
	}
}
