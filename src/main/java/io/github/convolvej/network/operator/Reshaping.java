package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same samples in another shape. Of several shapes one after the other, only
 * the last is made, from the first: so tiles need no more of an image whose axes
 * were merged for a while.
 */
final class Reshaping {

	private Reshaping() {}

	/** The same samples in another shape, with axes merged and split one by one. */
	static Value reshape(final NodeBinding n, final Value x, final long[] shape) {
		if (Arrays.stream(shape).anyMatch(s -> s < 0) || Box.samples(shape) != Box.samples(x.shape()))
			throw new UnfitSizeException("its input has shape " + x + ", which cannot be reshaped to " + Arrays.toString(shape));
		if (Arrays.equals(shape, x.shape())) return x;
		final Value before = n.reshapedFrom(x);
		if (before != null) return reshape(n, before, shape);
		if (x.constant() != null) return n.constant(new Constant(x.constant().type(), shape, x.constant().data()));
		final List<Long> middle = new ArrayList<>();
		final List<int[]> groups = groups(x.shape(), shape);
		for (final int[] g : groups) {
			long size = 1;
			for (int d = g[0]; d < g[1]; d++)
				size *= x.size(d);
			middle.add(size);
		}
		final long[] between = middle.stream().mapToLong(v -> v).toArray();
		final Value merged = merge(n, x, groups, between);
		final Value result = split(n, merged, groups, between, shape);
		n.setReshapedFrom(result, x);
		return result;
	}

	/**
	 * Runs of axes of both shapes that contain the same number of samples: [first,
	 * end] of the input, [first, end] of the result.
	 */
	static List<int[]> groups(final long[] from, final long[] to) {
		final List<int[]> groups = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < from.length || j < to.length) {
			final int firstI = i;
			final int firstJ = j;
			long a = i < from.length ? from[i++] : 1;
			long b = j < to.length ? to[j++] : 1;
			while (a != b)
				if (a < b) a *= from[i++];
				else b *= to[j++];
			groups.add(new int[] { firstI, i, firstJ, j });
		}
		return groups;
	}

	private static Value merge(final NodeBinding n, final Value x, final List<int[]> groups, final long[] shape) {
		if (Arrays.equals(shape, x.shape())) return x;
		final int[][][] tables = PositionTable.empty(shape.length, x.rank());
		for (int g = 0; g < shape.length; g++) {
			int inner = 1;
			for (int d = groups.get(g)[1] - 1; d >= groups.get(g)[0]; d--) {
				tables[g][d] = new int[(int) shape[g]];
				for (int i = 0; i < shape[g]; i++)
					tables[g][d][i] = (int) (i / inner % x.size(d));
				inner *= (int) x.size(d);
			}
		}
		return n.apply(new PositionTable(x.shape(), shape, tables, new int[x.rank()], 0, x.isWide()), x);
	}

	private static Value split(final NodeBinding n, final Value x, final List<int[]> groups, final long[] between,
		final long[] shape)
	{
		if (Arrays.equals(between, shape)) return x;
		final int[][][] tables = PositionTable.empty(shape.length, between.length);
		for (int g = 0; g < between.length; g++) {
			int inner = 1;
			for (int d = groups.get(g)[3] - 1; d >= groups.get(g)[2]; d--) {
				tables[d][g] = new int[(int) shape[d]];
				for (int i = 0; i < shape[d]; i++)
					tables[d][g][i] = i * inner;
				inner *= (int) shape[d];
			}
		}
		return n.apply(new PositionTable(x.shape(), shape, tables, new int[x.rank()], 0, x.isWide()), x);
	}
}
