package io.github.convolvej.network.operator;

import java.util.List;

/**
 * What is combined along axes of a tensor whose axes were merged before, as if they had not been merged: of
 * merged rows and columns, a tile would need all rows.
 */
final class Unmerged {

	private final Value tensor;
	private final boolean[] axes;

	private Unmerged(final Value tensor, final boolean[] axes) {
		this.tensor = tensor;
		this.axes = axes;
	}

	/**
	 * @param n the node that combines
	 * @param x the tensor that it reads
	 * @param axes for each of its axes whether samples are combined along it
	 * @return the same samples along the axes of the tensor of which x is another
	 *         shape, if these are separate there; otherwise x itself
	 */
	static Unmerged of(final NodeBinding n, final Value x, final boolean[] axes) {
		final Value before = n.reshapedFrom(x);
		if (before == null || before.rank() <= x.rank()) return new Unmerged(x, axes);
		final List<int[]> groups = Reshaping.groups(before.shape(), x.shape());
		final boolean[] separate = new boolean[before.rank()];
		for (final int[] g : groups) {
			boolean all = true;
			boolean any = false;
			for (int d = g[2]; d < g[3]; d++) {
				// an axis of one position may count as either
				all &= axes[d] || x.size(d) == 1;
				any |= axes[d] && x.size(d) > 1;
			}
			if (any && !all) return new Unmerged(x, axes);
			for (int d = g[0]; d < g[1]; d++)
				separate[d] = any;
		}
		return new Unmerged(before, separate);
	}

	/** The tensor to read. */
	Value tensor() {
		return tensor;
	}

	/** For each of its axes whether samples are combined along it. */
	boolean[] axes() {
		return axes.clone();
	}
}
