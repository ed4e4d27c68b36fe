package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;

import java.util.List;

/**
 * The passes of separable convolutions along z: sums of source planes, for several
 * target planes at a time, which share most of theirs. A plane is taken in parts
 * of some thousand samples, regardless of rows, whose source lines stay in a core's
 * cache while all target planes are made of them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PlaneSums<A> {

	/** Target planes at a time. */
	private static final int PLANES = 16;
	/** Samples of a part. */
	private static final int PART = 1 << 10;

	private final Lines<A> lines;
	private final Window window;
	private final List<double[]> passes;
	private final A in;
	private final int planeSize;
	private final int depth;
	/** The sums of each pass, plane after plane; none for a pass that leaves planes as they are. */
	private final A[] sums;
	private final A[] list;
	private final A sum0;
	private final A sum1;
	private int channel;
	/** Planes that are there. */
	private int first;
	private int count;

	/**
	 * @param lines precision
	 * @param window along z
	 * @param passes weights of the passes
	 * @param in the source block, of one or more channels
	 * @param planeSize samples of a plane there
	 * @param depth number of target planes
	 * @param scratch working memory
	 */
	PlaneSums(final Lines<A> lines, final Window window, final List<double[]> passes, final A in, final int planeSize,
		final int depth, final Scratch scratch)
	{
		this.lines = lines;
		this.window = window;
		this.passes = passes;
		this.in = in;
		this.planeSize = planeSize;
		this.depth = depth;
		final int planes = Math.min(PLANES, depth);
		final boolean any = !passes.stream().allMatch(SeparableLines::isIdentity);
		sums = any ? scratch.arrays("plane sums", lines, passes.size(), planes * planeSize) : null;
		final int listed = any ? window.size() + (isDense() ? planes - 1 : 0) : 0;
		list = any ? scratch.arrays("plane lines", lines, listed, PART) : null;
		sum0 = any ? scratch.array("plane sum", lines, PART) : null;
		sum1 = any ? scratch.array("neighbouring plane sum", lines, PART) : null;
	}

	/** Whether neighbouring target planes share all source planes but one. */
	private boolean isDense() {
		return window.stride() == 1 && window.dilation() == 1;
	}

	/**
	 * Goes on with another channel of the block.
	 *
	 * @param offset where it begins
	 */
	void channel(final int offset) {
		channel = offset;
		count = 0;
	}

	/**
	 * Makes sure that a target plane is there.
	 *
	 * @param z its position within the block
	 */
	void plane(final int z) {
		if (sums == null || z >= first && z < first + count) return;
		first = z;
		count = Math.min(PLANES, depth - z);
		for (int from = 0; from < planeSize; from += PART) {
			final int n = Math.min(PART, planeSize - from);
			if (isDense()) allPlanes(from, n);
			else for (int i = 0; i < count; i++)
				onePlane(i, from, n);
		}
	}

	/**
	 * @param pass number of the pass
	 * @return where its planes are
	 */
	A array(final int pass) {
		return isSummed(pass) ? sums[pass] : in;
	}

	/**
	 * @param pass number of the pass
	 * @param z a target plane that is there
	 * @return where it begins
	 */
	int offset(final int pass, final int z) {
		return isSummed(pass) ? (z - first) * planeSize : channel + z * window.stride() * planeSize;
	}

	private boolean isSummed(final int pass) {
		return sums != null && !SeparableLines.isIdentity(passes.get(pass));
	}

	private void allPlanes(final int from, final int n) {
		final int taps = window.size();
		for (int i = 0; i < count + taps - 1; i++)
			lines.gather(in, channel + (first + i) * planeSize + from, 1, list[i], n);
		for (int p = 0; p < passes.size(); p++) {
			if (!isSummed(p)) continue;
			final double[] weights = passes.get(p);
			final int pairs = NeighbourSums.isWorth(taps) ? count / 2 * 2 : 0;
			for (int i = 0; i < pairs; i += 2) {
				NeighbourSums.set(lines, sum0, sum1, 0, weights, n, list, i);
				lines.put(sum0, sums[p], i * planeSize + from, n);
				lines.put(sum1, sums[p], (i + 1) * planeSize + from, n);
			}
			for (int i = pairs; i < count; i++) {
				lines.set(sum0, 0, weights, 0, n, list, i, taps);
				lines.put(sum0, sums[p], i * planeSize + from, n);
			}
		}
	}

	private void onePlane(final int i, final int from, final int n) {
		final int taps = window.size();
		for (int t = 0; t < taps; t++) {
			final int z = (first + i) * window.stride() + t * window.dilation();
			lines.gather(in, channel + z * planeSize + from, 1, list[t], n);
		}
		for (int p = 0; p < passes.size(); p++) {
			if (!isSummed(p)) continue;
			lines.set(sum0, 0, passes.get(p), 0, n, list, 0, taps);
			lines.put(sum0, sums[p], i * planeSize + from, n);
		}
	}
}
