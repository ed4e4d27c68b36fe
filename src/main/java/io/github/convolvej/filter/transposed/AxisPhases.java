package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.geometry.TransposedWindow;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The target samples of a block of a transposed convolution along one axis, by
 * phase. All samples of a phase use the same taps, and neighbouring samples of a
 * phase read neighbouring source samples. Each tap of a phase is therefore a run
 * of neighbouring source samples with some start; taps of several phases may
 * have the same start.
 */
final class AxisPhases {

	/** An axis that the kernel does not have. */
	static final AxisPhases NONE = new AxisPhases();

	private final int stride;
	private final int sourceSize;
	private final int[] count;
	private final int[][] taps;
	private final int[][] begins;
	private int[] starts = new int[0];

	private AxisPhases() {
		stride = 1;
		sourceSize = 1;
		count = new int[] { 1 };
		taps = new int[][] { { 0 } };
		begins = taps;
		starts = new int[] { 0 };
	}

	/**
	 * @param window the window along the axis
	 * @param source a block of the image
	 * @param target the block of the result to compute from it
	 * @param d the axis
	 */
	AxisPhases(final TransposedWindow window, final Block source, final Block target, final int d) {
		final int size = target.size(d);
		stride = window.window().stride();
		sourceSize = source.size(d);
		final int phases = Math.min(stride, size);
		count = new int[phases];
		taps = new int[phases][];
		begins = new int[phases][];
		for (int p = 0; p < phases; p++) {
			count[p] = (size - p - 1) / stride + 1;
			final long first = target.min(d) + p;
			taps[p] = window.taps(window.phase(first));
			begins[p] = new int[taps[p].length];
			for (int i = 0; i < taps[p].length; i++) {
				// positions so far outside that they have no sample in the block are moved to just outside it
				final long position = window.source(first, taps[p][i]) - source.min(d);
				begins[p][i] = index((int) Math.max(-size, Math.min(sourceSize, position)));
			}
		}
	}

	private int index(final int start) {
		for (int i = 0; i < starts.length; i++)
			if (starts[i] == start) return i;
		starts = Arrays.copyOf(starts, starts.length + 1);
		starts[starts.length - 1] = start;
		return starts.length - 1;
	}

	/** @return number of phases in the block: phase p are samples p, p + stride ... of the block */
	int phases() {
		return count.length;
	}

	/** @return distance of two samples of a phase */
	int stride() {
		return stride;
	}

	/** @return number of samples of the image in the block */
	int sourceSize() {
		return sourceSize;
	}

	/**
	 * @param phase a phase; phase 0 has the most samples
	 * @return number of its samples
	 */
	int count(final int phase) {
		return count[phase];
	}

	/**
	 * @param phase a phase
	 * @return number of its taps
	 */
	int terms(final int phase) {
		return taps[phase].length;
	}

	/**
	 * @param phase a phase
	 * @param term index of one of its taps, ascending
	 * @return the tap of the kernel
	 */
	int tap(final int phase, final int term) {
		return taps[phase][term];
	}

	/**
	 * @param phase a phase
	 * @param term index of one of its taps
	 * @return index of the start of its run of source samples
	 */
	int begin(final int phase, final int term) {
		return begins[phase][term];
	}

	/** @return largest number of taps of any phase */
	int mostTerms() {
		int most = 0;
		for (final int[] t : taps)
			most = Math.max(most, t.length);
		return most;
	}

	/** @return number of different starts */
	int starts() {
		return starts.length;
	}

	/**
	 * @param i index of a start
	 * @return source sample, relative to the block, for the first sample of a
	 *         phase; it is outside the image if it is not in the block
	 */
	int start(final int i) {
		return starts[i];
	}

	/** @return smallest divisor for which all starts have different remainders */
	int ring() {
		int ring = Math.max(1, starts.length);
		while (Arrays.stream(starts).map(remainder(ring)).distinct().count() < starts.length)
			ring++;
		return ring;
	}

	private static IntUnaryOperator remainder(final int ring) {
		return i -> Math.floorMod(i, ring);
	}
}
