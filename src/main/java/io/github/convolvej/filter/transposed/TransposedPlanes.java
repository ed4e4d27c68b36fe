package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The axes other than x and y of a block of a transposed convolution: for each
 * of its planes, the planes of the kernel that contribute to it, and the planes
 * of the image they are multiplied by.
 */
final class TransposedPlanes {

	private final Kernel kernel;
	private final Block source;
	private final Block target;
	private final int axes;

	/** For each target sample along an axis, its taps and their source samples. */
	private final int[][][] tapsAt;
	private final int[][][] sourcesAt;

	private final int[] tap;
	private final int[] row;
	private int count;

	TransposedPlanes(final Kernel kernel, final TransposedWindow[] windows, final Block source, final Block target) {
		this.kernel = kernel;
		this.source = source;
		this.target = target;
		axes = windows.length;
		tapsAt = new int[axes][][];
		sourcesAt = new int[axes][][];
		int most = 1;
		for (int d = 2; d < axes; d++) {
			contributions(windows[d], d);
			most *= kernel.size(d);
		}
		tap = new int[most];
		row = new int[most];
	}

	private void contributions(final TransposedWindow window, final int d) {
		final int n = target.size(d);
		tapsAt[d] = new int[n][];
		sourcesAt[d] = new int[n][];
		for (int i = 0; i < n; i++) {
			final long position = target.min(d) + i;
			final int[] all = window.taps(window.phase(position));
			final int[] sources = new int[all.length];
			int inside = 0;
			for (final int t : all) {
				final long j = window.source(position, t) - source.min(d);
				if (j < 0 || j >= source.size(d)) continue;
				all[inside] = t;
				sources[inside++] = (int) j;
			}
			tapsAt[d][i] = Arrays.copyOf(all, inside);
			sourcesAt[d][i] = Arrays.copyOf(sources, inside);
		}
	}

	/** @return number of planes of the target */
	int depth() {
		int depth = 1;
		for (int d = 2; d < axes; d++)
			depth *= target.size(d);
		return depth;
	}

	/** @return largest number of planes of the kernel for one target plane */
	int most() {
		return tap.length;
	}

	/**
	 * Moves to a plane of the target.
	 *
	 * @param z number of the plane, the first axis after y fastest
	 */
	void find(final int z) {
		count = 1;
		tap[0] = 0;
		row[0] = 0;
		int rest = z;
		int tapStep = kernel.size(0) * (axes > 1 ? kernel.size(1) : 1);
		int step = source.size(1);
		for (int d = 2; d < axes; d++) {
			final int[] t = tapsAt[d][rest % target.size(d)];
			final int[] s = sourcesAt[d][rest % target.size(d)];
			// from the last to the first, because this overwrites the combinations so far
			for (int j = t.length - 1; j >= 0; j--)
				for (int i = 0; i < count; i++) {
					tap[j * count + i] = tap[i] + t[j] * tapStep;
					row[j * count + i] = row[i] + s[j] * step;
				}
			count *= t.length;
			rest /= target.size(d);
			tapStep *= kernel.size(d);
			step *= source.size(d);
		}
	}

	/** @return number of planes of the kernel that contribute to the current plane of the target */
	int count() {
		return count;
	}

	/**
	 * @param i index of one of these planes
	 * @return first tap of the plane
	 */
	int tap(final int i) {
		return tap[i];
	}

	/**
	 * @param i index of one of these planes
	 * @return first row of its source plane in the source block, for the first
	 *         channel
	 */
	int row(final int i) {
		return row[i];
	}
}
