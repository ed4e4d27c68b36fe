package io.github.convolvej.network;

import io.github.convolvej.network.tensor.Box;

/**
 * The distance, in image samples, by which the part of the image that a tile of
 * the result needs extends beyond the tile along an axis. It depends on the
 * position of the tile; this is the range over all positions in the middle of
 * the image. Immutable.
 */
public final class Halo {

	private static final int PHASES = 64;

	private final long least;
	private final long most;
	private final boolean whole;

	private Halo(final long least, final long most, final boolean whole) {
		this.least = least;
		this.most = most;
		this.whole = whole;
	}

	/**
	 * @param plan a network bound to an image that is larger than twice the halo
	 * @param output name of an output
	 * @param axis one of its axes, which the input must have too
	 * @return the halo of tiles at any position in the middle
	 */
	public static Halo of(final NetworkPlan plan, final String output, final int axis) {
		final long[] shape = plan.outputShape(output);
		final long n = plan.inputShape()[axis];
		final double scale = (double) n / shape[axis];
		long least = Long.MAX_VALUE;
		long most = 0;
		boolean whole = false;
		for (int p = 0; p < PHASES && p < shape[axis]; p++) {
			final long at = Math.min(shape[axis] - 1, shape[axis] / 2 - Math.min(PHASES, shape[axis]) / 2 + p);
			final Box needed = plan.dependsOn(output, Box.whole(shape).with(axis, at, at));
			if (needed == null) continue;
			final long before = (long) Math.floor(at * scale) - needed.min(axis);
			final long after = needed.max(axis) - ((long) Math.ceil((at + 1) * scale) - 1);
			whole |= needed.min(axis) == 0 || needed.max(axis) == n - 1;
			least = Math.min(least, Math.min(before, after));
			most = Math.max(most, Math.max(before, after));
		}
		return new Halo(least, most, whole);
	}

	/** @return the largest halo */
	public long most() {
		return most;
	}

	/** @return the smallest halo, of tiles at the best positions */
	public long least() {
		return least;
	}

	/** @return whether the edge of the image was reached, so that the halo may be larger */
	public boolean reachesEdge() {
		return whole;
	}

	@Override
	public String toString() {
		return (least == most ? "" + most : least + " to " + most) + (whole ? " or more" : "");
	}
}
