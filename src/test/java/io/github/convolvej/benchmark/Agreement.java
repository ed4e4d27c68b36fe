package io.github.convolvej.benchmark;

import java.util.Locale;

/** How another's values have to agree with ConvolveJ's. */
final class Agreement {

	/** Rounding of sums of float products that are added up in another order. */
	static final double SINGLE = 2e-5;

	private final double tolerance;
	private final int margin;
	private final boolean below;
	private final float most;

	private Agreement(final double tolerance, final int margin, final boolean below, final float most) {
		this.tolerance = tolerance;
		this.margin = margin;
		this.below = below;
		this.most = most;
	}

	/**
	 * @param tolerance largest difference: times the largest magnitude of
	 *          ConvolveJ's values if it is less than 1, otherwise as it is
	 * @return that they agree everywhere
	 */
	static Agreement within(final double tolerance) {
		return new Agreement(tolerance, 0, false, Float.POSITIVE_INFINITY);
	}

	/**
	 * @param samples distance from the border within which anything may be: for
	 *          those who know other borders only
	 * @return this without that margin
	 */
	Agreement inside(final int samples) {
		return new Agreement(tolerance, samples, below, most);
	}

	/**
	 * @param type of the other's result
	 * @return that they agree once ConvolveJ's values are clamped to that type, and
	 *         rounded or cut off
	 */
	static Agreement clamped(final Picture.Type type) {
		return type == Picture.Type.F32 ? within(SINGLE) : new Agreement(1.02, 0, false, type.range());
	}

	/** @return that no value is larger: for maxima of a window that lies within ours */
	static Agreement notAbove() {
		return new Agreement(0, 0, true, Float.POSITIVE_INFINITY);
	}

	/** @return that values are not compared: the other does similar work with another result */
	static Agreement none() {
		return within(Float.MAX_VALUE);
	}

	/**
	 * @param ours ConvolveJ's values, x fastest
	 * @param theirs the other's
	 * @param size of both
	 * @param axes along which there is a margin, the first ones
	 * @return what is wrong, or null
	 */
	String check(final float[] ours, final float[] theirs, final int[] size, final int axes) {
		if (ours.length != theirs.length) return theirs.length + " samples instead of " + ours.length;
		double largest = 0;
		if (tolerance < 1) for (final float v : ours)
			largest = Math.max(largest, Math.abs(v));
		final double bound = tolerance < 1 ? tolerance * largest : tolerance;
		double worst = 0;
		int where = -1;
		for (int line = 0; line < ours.length; line += size[0]) {
			if (!inside(line / size[0], size, axes)) continue;
			for (int i = line + margin; i < line + size[0] - margin; i++) {
				final double difference = below ? theirs[i] - ours[i] : Math.abs(theirs[i] - Math.min(ours[i], most));
				if (!(difference <= worst)) {
					worst = difference;
					where = i;
				}
			}
		}
		if (worst <= bound) return null;
		return String.format(Locale.ROOT, "%g instead of %g at index %d; the difference may be %g", theirs[where], ours[where],
			where, bound);
	}

	private boolean inside(final int line, final int[] size, final int axes) {
		int rest = line;
		for (int d = 1; d < axes; d++) {
			final int position = rest % size[d];
			if (position < margin || position >= size[d] - margin) return false;
			rest /= size[d];
		}
		return true;
	}
}
