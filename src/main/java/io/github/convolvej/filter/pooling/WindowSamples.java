package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;

/**
 * Collects the samples of one window after another in scan order (x fastest),
 * for reductions that need all of them at once. The block is in double
 * precision.
 */
final class WindowSamples {

	private final AxisTaps[] axes;
	private final boolean[] footprint;
	private final int[] footprintStep;
	private final int[] sourceStep;
	private final double[] in;
	private final int[] rowOffset;
	private final int[] rowFootprint;
	private int rows;

	private final double[] samples;
	private final int[] offsets;

	/**
	 * @param axes taps along every axis of the block
	 * @param footprint which taps count, x fastest, or null for all
	 * @param footprintSize number of taps along every axis, or null
	 * @param source the samples
	 */
	WindowSamples(final AxisTaps[] axes, final boolean[] footprint, final int[] footprintSize, final Block source) {
		this(axes, footprint, footprintSize, source, (double[]) source.data());
	}

	/**
	 * Windows whose rows only are needed, in any precision.
	 *
	 * @param axes taps along every axis of the block
	 * @param source the samples
	 */
	WindowSamples(final AxisTaps[] axes, final Block source) {
		this(axes, null, null, source, null);
	}

	private WindowSamples(final AxisTaps[] axes, final boolean[] footprint, final int[] footprintSize, final Block source,
		final double[] in)
	{
		this.axes = axes;
		this.footprint = footprint;
		this.in = in;
		sourceStep = new int[axes.length];
		footprintStep = new int[axes.length];
		int most = 1;
		for (int d = 0; d < axes.length; d++) {
			sourceStep[d] = d == 0 ? 1 : sourceStep[d - 1] * source.size(d - 1);
			footprintStep[d] = d == 0 ? 1 : footprint == null ? 0 : footprintStep[d - 1] * footprintSize[d - 1];
			if (d > 0) most = Math.multiplyExact(most, Math.max(1, axes[d].maxCount()));
		}
		rowOffset = new int[most];
		rowFootprint = new int[most];
		final int all = in == null ? 0 : Math.multiplyExact(most, axes[0].maxCount());
		samples = new double[all];
		offsets = new int[all];
	}

	/**
	 * Moves to a line of the target.
	 *
	 * @param line number of the line in the block: position along y, then z and so
	 *          on
	 */
	void moveTo(final int line) {
		rows = 1;
		rowOffset[0] = 0;
		rowFootprint[0] = 0;
		int rest = line;
		for (int d = 1; d < axes.length; d++) {
			final int i = rest % axes[d].size();
			rest /= axes[d].size();
			append(d, axes[d].first(i), axes[d].start(i), axes[d].count(i));
		}
	}

	/** Replaces every row so far by one row for each tap of the axis, those of the first tap first. */
	private void append(final int d, final int first, final int start, final int count) {
		for (int t = count - 1; t >= 0; t--)
			for (int r = 0; r < rows; r++) {
				rowOffset[t * rows + r] = rowOffset[r] + (start + t * axes[d].step()) * sourceStep[d];
				rowFootprint[t * rows + r] = rowFootprint[r] + (first + t) * footprintStep[d];
			}
		rows *= count;
	}

	/**
	 * Collects the samples of one window.
	 *
	 * @param x target sample on the line
	 * @return number of samples
	 */
	int collect(final int x) {
		final int first = axes[0].first(x);
		final int start = axes[0].start(x);
		final int count = axes[0].count(x);
		final int step = axes[0].step();
		int n = 0;
		for (int r = 0; r < rows; r++)
			for (int t = 0; t < count; t++) {
				if (footprint != null && !footprint[rowFootprint[r] + first + t]) continue;
				offsets[n] = rowOffset[r] + start + t * step;
				samples[n] = in[offsets[n]];
				n++;
			}
		return n;
	}

	/**
	 * Counts samples like {@link #collect}, but does not read them: taps may lie
	 * outside the block.
	 */
	int count(final int x) {
		final int first = axes[0].first(x);
		final int count = axes[0].count(x);
		if (footprint == null) return rows * count;
		int n = 0;
		for (int r = 0; r < rows; r++)
			for (int t = 0; t < count; t++)
				if (footprint[rowFootprint[r] + first + t]) n++;
		return n;
	}

	/** Largest number of rows of any window. */
	int mostRows() {
		return rowOffset.length;
	}

	/** Number of rows of the windows on this line. */
	int rows() {
		return rows;
	}

	/** Offsets of these rows in the source block. */
	int[] rowOffsets() {
		return rowOffset;
	}

	/** The samples that {@link #collect} found. */
	double[] samples() {
		return samples;
	}

	/** Offsets of these samples in the source block. */
	int[] offsets() {
		return offsets;
	}
}
