package io.github.convolvej.filter.pooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a shape grouped by length, shortest first. */
final class RunLengths {

	private final int[] reach;
	private final int[][] rows;

	RunLengths(final WindowShape shape) {
		final Map<Integer, List<Integer>> byReach = new TreeMap<>();
		for (int row = 0; row < shape.rows(); row++)
			byReach.computeIfAbsent(shape.reach(row), r -> new ArrayList<>()).add(row);
		reach = byReach.keySet().stream().mapToInt(r -> r).toArray();
		rows = byReach.values().stream().map(l -> l.stream().mapToInt(r -> r).toArray()).toArray(int[][]::new);
	}

	/** For each row of the shape, which length it has. */
	int[] ofRows() {
		final int[] lengths = new int[Arrays.stream(rows).mapToInt(r -> r.length).sum()];
		for (int i = 0; i < rows.length; i++)
			for (final int row : rows[i])
				lengths[row] = i;
		return lengths;
	}

	/** Number of different lengths. */
	int count() {
		return reach.length;
	}

	/** Number of samples that rows of a length extend on each side of the centre. */
	int reach(final int i) {
		return reach[i];
	}

	/** The rows of the shape with that length; not to be changed. */
	int[] rows(final int i) {
		return rows[i];
	}
}
