package io.github.convolvej.filter.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a shape by how far they reach, shortest first. */
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

	/** How many different lengths there are. */
	int count() {
		return reach.length;
	}

	/** How far the rows of a length reach on both sides. */
	int reach(final int i) {
		return reach[i];
	}

	/** The rows of the shape that have it; not to be changed. */
	int[] rows(final int i) {
		return rows[i];
	}
}
