package io.github.convolvej.filter.pooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shape as columns along y, for each of its planes along z. Columns of the same
 * height are one group, the highest first; groups are further out the lower
 * they are.
 */
final class ColumnHeights {

	/** For each plane, the number of samples that the columns of a group extend on each side along y. */
	private final int[][] height;
	/** For each plane, how far a group and those before it extend on each side along x. */
	private final int[][] reach;

	ColumnHeights(final WindowShape shape) {
		final int axes = shape.numDimensions();
		final int radiusZ = axes > 2 ? shape.radius(2) : 0;
		height = new int[2 * radiusZ + 1][];
		reach = new int[height.length][];
		for (int z = -radiusZ; z <= radiusZ; z++) {
			final int[] columns = new int[shape.radius(0) + 1];
			Arrays.fill(columns, -1);
			for (int row = 0; row < shape.rows(); row++) {
				if (axes > 2 && shape.offset(row, 2) != z) continue;
				final int y = axes > 1 ? Math.abs(shape.offset(row, 1)) : 0;
				for (int x = 0; x <= shape.reach(row); x++)
					columns[x] = Math.max(columns[x], y);
			}
			group(z + radiusZ, columns);
		}
	}

	private void group(final int plane, final int[] columns) {
		final List<Integer> heights = new ArrayList<>();
		final List<Integer> reaches = new ArrayList<>();
		for (int x = 0; x < columns.length && columns[x] >= 0; x++)
			if (x + 1 == columns.length || columns[x + 1] != columns[x]) {
				heights.add(columns[x]);
				reaches.add(x);
			}
		height[plane] = heights.stream().mapToInt(i -> i).toArray();
		reach[plane] = reaches.stream().mapToInt(i -> i).toArray();
	}

	/** Number of groups in a plane, 0 for the first. */
	int count(final int plane) {
		return height[plane].length;
	}

	/** Number of samples that the columns of a group extend on each side along y. */
	int height(final int plane, final int group) {
		return height[plane][group];
	}

	/** How far each group, with those before it, extends on each side along x; not to be changed. */
	int[] reaches(final int plane) {
		return reach[plane];
	}

	/** Number of samples that a group, with those before it, extends on each side along x. */
	int reach(final int plane, final int group) {
		return reach[plane][group];
	}

	/** How many samples enter at the end of a group when the shape moves along x, that no lower group lets in. */
	int entering(final int plane, final int group) {
		final boolean last = group + 1 == count(plane);
		return last ? 2 * height(plane, group) + 1 : 2 * (height(plane, group) - height(plane, group + 1));
	}
}
