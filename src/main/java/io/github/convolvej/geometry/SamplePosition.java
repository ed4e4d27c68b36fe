package io.github.convolvej.geometry;

import java.io.Serializable;

/**
 * The positions of output samples along one axis: the centre of output sample o
 * is at input coordinate {@code scale * o + offset} (in input samples; the
 * centre of input sample 0 is at 0). Pixel sizes and origins of results are
 * computed from it.
 */
public final class SamplePosition implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Output sample o sits at input coordinate o. */
	public static final SamplePosition IDENTITY = new SamplePosition(1, 0);

	private final double scale;
	private final double offset;

	/**
	 * @param scale distance of neighbouring output samples, in input samples
	 * @param offset input coordinate of output sample 0
	 */
	public SamplePosition(final double scale, final double offset) {
		this.scale = scale;
		this.offset = offset;
	}

	/** @return distance of neighbouring output samples, in input samples */
	public double scale() {
		return scale;
	}

	/** @return input coordinate of output sample 0 */
	public double offset() {
		return offset;
	}

	/**
	 * @param o output sample
	 * @return its centre in input samples
	 */
	public double inputCoordinate(final double o) {
		return scale * o + offset;
	}

	/**
	 * @param next positions of the next operation's samples in the output of this
	 *          operation
	 * @return positions of the next operation's samples in the input of this
	 *         operation
	 */
	public SamplePosition then(final SamplePosition next) {
		return new SamplePosition(scale * next.scale, scale * next.offset + offset);
	}

	/**
	 * @param size input pixel size, in physical units
	 * @return output pixel size, in physical units
	 */
	public double pixelSize(final double size) {
		return scale * size;
	}

	/**
	 * Moves an ImageJ origin, which counts in pixels from the corner of sample 0,
	 * so that every object keeps its physical position.
	 *
	 * @param origin the input's origin, in input pixels from the corner of
	 *          sample 0
	 * @return the output's origin, in output pixels from the corner of sample 0
	 */
	public double origin(final double origin) {
		return (origin - 0.5 - offset) / scale + 0.5;
	}

	@Override
	public String toString() {
		return scale + " * o + " + offset;
	}
}
