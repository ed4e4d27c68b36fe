package io.github.convolvej.filter.convolution;

/** The places of a {@link CoarseGrid} that neighbouring results along an axis need. Immutable. */
final class CoarseRange {

	final CoarseGrid grid;
	final AxisBorder border;
	/** The first result's position, and number of results. */
	final long position;
	final int count;
	/** The first place that results are interpolated from, and how many. */
	final long firstBlurred;
	final int blurred;
	/** The first place that is averaged, and how many. */
	final long firstAveraged;
	final int averaged;

	/**
	 * @param grid the grid
	 * @param border what is outside of the image along the axis
	 * @param position of the first result: the place of its Gaussian's centre in the image
	 * @param count how many
	 */
	CoarseRange(final CoarseGrid grid, final AxisBorder border, final long position, final int count) {
		this.grid = grid;
		this.border = border;
		this.position = position;
		this.count = count;
		firstBlurred = grid.first(position);
		blurred = (int) (grid.first(position + count - 1) + grid.span - firstBlurred);
		firstAveraged = firstBlurred - grid.reach;
		averaged = blurred + 2 * grid.reach;
	}

	/** @return the first position that averages read */
	long min() {
		return firstAveraged * grid.step - grid.half;
	}

	/** @return the last position that averages read */
	long max() {
		return (firstAveraged + averaged - 1) * grid.step + grid.half;
	}

	/**
	 * @param result number of a result
	 * @return index of the first place that it is interpolated from, among those that are blurred
	 */
	int place(final int result) {
		return (int) (grid.first(position + result) - firstBlurred);
	}
}
