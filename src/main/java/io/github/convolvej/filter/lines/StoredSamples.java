package io.github.convolvej.filter.lines;

/**
 * Where the samples of a source block lie in an array. Samples of the block outside the image are not stored:
 * they are zero.
 */
public final class StoredSamples {

	private final Object array;
	private final int first;
	private final int[] before;
	private final int[] size;
	private final int[] step;

	/**
	 * @param array holds the samples, not to be changed
	 * @param first index of the first stored sample
	 * @param before for each axis of the block, x first, its positions before the first stored one
	 * @param size stored positions along each axis
	 * @param step distance in the array between neighbours along each axis
	 */
	public StoredSamples(final Object array, final int first, final int[] before, final int[] size, final int[] step) {
		this.array = array;
		this.first = first;
		this.before = before.clone();
		this.size = size.clone();
		this.step = step.clone();
	}

	/** All samples of a block, one after another. */
	StoredSamples(final Object array, final int... size) {
		this(array, 0, new int[size.length], size, steps(size));
	}

	private static int[] steps(final int... size) {
		final int[] steps = new int[size.length];
		for (int d = 0, step = 1; d < size.length; step *= size[d++])
			steps[d] = step;
		return steps;
	}

	/** @return the array, {@code float[]} or {@code double[]}, not to be changed */
	public Object array() {
		return array;
	}

	/** @return index of the first stored sample */
	public int first() {
		return first;
	}

	/**
	 * @param d axis of the block
	 * @return positions of the block along it before the first stored one
	 */
	public int before(final int d) {
		return before[d];
	}

	/**
	 * @param d axis of the block
	 * @return stored positions along it
	 */
	public int size(final int d) {
		return size[d];
	}

	/**
	 * @param d axis of the block
	 * @return distance in the array between neighbours along it; 0 beyond the last axis
	 */
	public int step(final int d) {
		return d < step.length ? step[d] : 0;
	}

	/**
	 * @param sizes of the block, along its first axes
	 * @return whether its samples along these axes are all stored, one after another
	 */
	public boolean isRun(final int... sizes) {
		for (int d = 0, n = 1; d < sizes.length; n *= size[d++])
			if (before[d] > 0 || size[d] != sizes[d] || step[d] != n) return false;
		return true;
	}
}
