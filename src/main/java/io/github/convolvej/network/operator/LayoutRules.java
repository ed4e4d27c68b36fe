package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that move samples to other positions: slices, padding, transposition, reshaping, shuffles. */
final class LayoutRules {

	private LayoutRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("Identity", n -> NodeBinding.one(n.required(0)));
		rules.put("Dropout", n -> NodeBinding.one(n.required(0)));
		rules.put("Concat", LayoutRules::concat);
		rules.put("Split", LayoutRules::split);
		rules.put("Slice", LayoutRules::slice);
		rules.put("Transpose", LayoutRules::transpose);
		rules.put("Reshape", LayoutRules::reshape);
		rules.put("Flatten", LayoutRules::flatten);
		rules.put("Squeeze", LayoutRules::squeeze);
		rules.put("Unsqueeze", LayoutRules::unsqueeze);
		rules.put("Expand", LayoutRules::expand);
		rules.put("Tile", LayoutRules::tile);
		rules.put("Gather", LayoutRules::gather);
		rules.put("DepthToSpace", LayoutRules::depthToSpace);
		rules.put("SpaceToDepth", LayoutRules::spaceToDepth);
	}

	/** A position table that leaves each axis unchanged; callers modify it. */
	static int[][][] identity(final Value x) {
		final int[][][] tables = PositionTable.empty(x.rank(), x.rank());
		for (int d = 0; d < x.rank(); d++)
			tables[d][d] = PositionTable.identity(x.size(d));
		return tables;
	}

	static Value copy(final NodeBinding n, final Value x, final long[] shape, final int[][][] tables) {
		return n.apply(new PositionTable(x.shape(), shape, tables, new int[x.rank()], 0, x.isWide()), x);
	}

	private static Value[] concat(final NodeBinding n) {
		final Value[] all = n.all();
		if (!n.attributes().has("axis")) throw new IllegalArgumentException("attribute axis is missing");
		final int axis = NodeBinding.axis(n.attributes().integer("axis", 1), all[0].rank());
		boolean known = true;
		for (final Value v : all)
			known &= v.constant() != null;
		if (known) return NodeBinding.one(n.constant(concatConstants(all, axis)));
		final long[][] shapes = new long[all.length][];
		for (int i = 0; i < all.length; i++)
			shapes[i] = all[i].shape();
		return NodeBinding.one(all.length == 1 ? all[0] : n.apply(new Concatenation(axis, shapes), all));
	}

	private static Constant concatConstants(final Value[] all, final int axis) {
		final long[] shape = all[0].shape();
		int inner = 1;
		for (int d = axis + 1; d < shape.length; d++)
			inner *= shape[d];
		int outer = 1;
		for (int d = 0; d < axis; d++)
			outer *= shape[d];
		long size = 0;
		for (final Value v : all) {
			size += v.size(axis);
			final long[] other = v.shape();
			other[axis] = shape[axis];
			if (!Arrays.equals(other, shape)) throw new IllegalArgumentException("constants of shapes " + all[0] + " and " + v +
				" cannot be concatenated along axis " + axis);
		}
		shape[axis] = size;
		final double[] values = new double[Math.toIntExact(Box.samples(shape))];
		int to = 0;
		for (int o = 0; o < outer; o++)
			for (final Value v : all) {
				final int count = (int) v.size(axis) * inner;
				for (int i = 0; i < count; i++)
					values[to++] = v.constant().at(o * count + i);
			}
		return new Constant(all[0].constant().type(), shape, values);
	}

	private static Value[] split(final NodeBinding n) {
		final Value x = n.required(0);
		final int axis = NodeBinding.axis(n.attributes().integer("axis", 0), x.rank());
		long[] sizes = n.integers("split", 1);
		if (sizes == null) {
			final int parts = (int) n.attributes().integer("num_outputs", n.node().outputs().size());
			sizes = new long[parts];
			final long each = (x.size(axis) + parts - 1) / parts;
			for (int i = 0; i < parts; i++)
				sizes[i] = Math.min(each, x.size(axis) - i * each);
		}
		if (Arrays.stream(sizes).sum() != x.size(axis) || Arrays.stream(sizes).anyMatch(s -> s < 1))
			throw new UnfitSizeException("parts of " + Arrays.toString(sizes) + " positions are not the " + x.size(axis) +
				" along axis " + axis);
		final Value[] outputs = new Value[sizes.length];
		long from = 0;
		for (int i = 0; i < sizes.length; i++) {
			outputs[i] = n.node().hasOutput(i) ? slice(n, x, axis, from, 1, (int) sizes[i]) : x;
			from += sizes[i];
		}
		return outputs;
	}

	static Value slice(final NodeBinding n, final Value x, final int axis, final long from, final long step,
		final int count)
	{
		final int[][][] tables = identity(x);
		final int[] table = new int[count];
		for (int i = 0; i < count; i++)
			table[i] = (int) (from + i * step);
		tables[axis][axis] = table;
		final long[] shape = x.shape();
		shape[axis] = count;
		return copy(n, x, shape, tables);
	}

	private static Value[] slice(final NodeBinding n) {
		Value x = n.required(0);
		final long[] starts = n.integers("starts", 1);
		final long[] ends = n.integers("ends", 2);
		if (starts == null || ends == null || starts.length != ends.length) throw new IllegalArgumentException(
			"starts and ends must be given, as many of each");
		final long[] axes = n.integers("axes", 3);
		final Constant given = n.inputs() > 4 ? n.constant(4) : null;
		for (int i = 0; i < starts.length; i++) {
			final int axis = NodeBinding.axis(axes == null ? i : axes[i], x.rank());
			final long size = x.size(axis);
			final long step = given == null ? 1 : given.longs()[i];
			if (step == 0) throw new IllegalArgumentException("a step is 0");
			final long from = clamp(starts[i], size, step);
			final long to = step < 0 && ends[i] < -size ? -1 : clampEnd(ends[i], size, step);
			final long count = Math.max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step);
			if (count == 0 && x.constant() == null) throw new UnfitSizeException("nothing is left of " + size +
				" positions along axis " + axis + " from " + starts[i] + " to " + ends[i]);
			if (count == size && step == 1) continue;
			x = count == 0 ? emptied(n, x, axis) : slice(n, x, axis, from, step, (int) count);
		}
		return NodeBinding.one(x);
	}

	private static Value emptied(final NodeBinding n, final Value x, final int axis) {
		final long[] shape = x.shape();
		shape[axis] = 0;
		return n.constant(new Constant(x.constant().type(), shape, new double[0]));
	}

	private static long clamp(final long at, final long size, final long step) {
		final long position = at < 0 ? at + size : at;
		return step > 0 ? Math.max(0, Math.min(size, position)) : Math.max(0, Math.min(size - 1, position));
	}

	private static long clampEnd(final long at, final long size, final long step) {
		final long position = at < 0 ? at + size : at;
		return step > 0 ? Math.max(0, Math.min(size, position)) : Math.max(-1, Math.min(size - 1, position));
	}

	private static Value[] transpose(final NodeBinding n) {
		final Value x = n.required(0);
		long[] order = n.attributes().integers("perm");
		if (order == null) {
			order = new long[x.rank()];
			for (int d = 0; d < order.length; d++)
				order[d] = order.length - 1 - d;
		}
		if (order.length != x.rank()) throw new IllegalArgumentException("perm has " + order.length +
			" numbers, but the input has " + x.rank() + " axes");
		final int[][][] tables = PositionTable.empty(x.rank(), x.rank());
		final long[] shape = new long[x.rank()];
		if (Arrays.stream(order).map(d -> Math.floorMod(d, x.rank())).distinct().count() < order.length) throw new IllegalArgumentException("perm is " + Arrays
			.toString(order) + ", but must have each axis once");
		for (int d = 0; d < order.length; d++) {
			final int from = NodeBinding.axis(order[d], x.rank());
			shape[d] = x.size(from);
			tables[d][from] = PositionTable.identity(shape[d]);
		}
		return NodeBinding.one(copy(n, x, shape, tables));
	}

	private static Value[] reshape(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] shape = n.integers("shape", 1);
		if (shape == null) throw new IllegalArgumentException("the new shape is missing");
		final boolean zero = n.attributes().integer("allowzero", 0) != 0;
		long known = 1;
		int free = -1;
		for (int d = 0; d < shape.length; d++) {
			if (shape[d] == 0 && !zero) {
				if (d >= x.rank()) throw new IllegalArgumentException("the new shape " + Arrays.toString(shape) +
					" keeps an axis that the input " + x + " does not have");
				shape[d] = x.size(d);
			}
			if (shape[d] == -1) free = d;
			else known *= shape[d];
		}
		final long all = Box.samples(x.shape());
		if (free >= 0 && known > 0 && all % known == 0) shape[free] = all / known;
		return NodeBinding.one(Reshaping.reshape(n, x, shape));
	}

	private static Value[] flatten(final NodeBinding n) {
		final Value x = n.required(0);
		final long given = n.attributes().integer("axis", 1);
		final int axis = given == x.rank() ? x.rank() : NodeBinding.axis(given, x.rank());
		long outer = 1;
		for (int d = 0; d < axis; d++)
			outer *= x.size(d);
		return NodeBinding.one(Reshaping.reshape(n, x, new long[] { outer, Box.samples(x.shape()) / outer }));
	}

	private static Value[] squeeze(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] axes = n.integers("axes", 1);
		final boolean[] marked = NodeBinding.axes(axes, x.rank());
		final List<Long> shape = new ArrayList<>();
		for (int d = 0; d < x.rank(); d++) {
			if (axes != null && marked[d] && x.size(d) != 1) throw new IllegalArgumentException("axis " + d + " has " + x.size(
				d) + " positions, but only axes of one can be left out");
			if (!marked[d] || x.size(d) != 1) shape.add(x.size(d));
		}
		return NodeBinding.one(Reshaping.reshape(n, x, shape.stream().mapToLong(v -> v).toArray()));
	}

	private static Value[] unsqueeze(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] axes = n.integers("axes", 1);
		if (axes == null) throw new IllegalArgumentException("axes are missing");
		final boolean[] added = NodeBinding.axes(axes, x.rank() + axes.length);
		final long[] shape = new long[added.length];
		for (int d = 0, from = 0; d < shape.length; d++)
			shape[d] = added[d] ? 1 : x.size(from++);
		return NodeBinding.one(Reshaping.reshape(n, x, shape));
	}

	private static Value[] expand(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] shape = ElementwiseOperator.broadcast(x.shape(), n.requiredConstant(1).longs());
		for (final long size : shape)
			if (NodeBinding.checkAlong(size) < 1) throw new IllegalArgumentException("the shape is " + Arrays.toString(shape) +
				", but sizes must be at least 1");
		final long[] own = new long[shape.length];
		Arrays.fill(own, 1);
		System.arraycopy(x.shape(), 0, own, shape.length - x.rank(), x.rank());
		final Value widened = Reshaping.reshape(n, x, own);
		if (Arrays.equals(own, shape)) return NodeBinding.one(widened);
		final int[][][] tables = PositionTable.empty(shape.length, shape.length);
		for (int d = 0; d < shape.length; d++)
			tables[d][d] = own[d] == 1 ? new int[(int) shape[d]] : PositionTable.identity(shape[d]);
		return NodeBinding.one(copy(n, widened, shape, tables));
	}

	private static Value[] tile(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] repeats = n.integers("repeats", 1);
		if (repeats == null || repeats.length != x.rank()) throw new IllegalArgumentException(
			"repeats must have a number for each of the " + x.rank() + " axes");
		final int[][][] tables = PositionTable.empty(x.rank(), x.rank());
		final long[] shape = x.shape();
		for (int d = 0; d < x.rank(); d++) {
			if (repeats[d] < 1) throw new IllegalArgumentException("repeats are " + Arrays.toString(
				repeats) + ", but must be at least 1");
			shape[d] = shape[d] * NodeBinding.checkAlong(repeats[d]);
			NodeBinding.checkAlong(shape[d]);
			tables[d][d] = new int[(int) shape[d]];
			for (int i = 0; i < shape[d]; i++)
				tables[d][d][i] = (int) (i % x.size(d));
		}
		return NodeBinding.one(copy(n, x, shape, tables));
	}

	private static Value[] gather(final NodeBinding n) {
		final Value x = n.required(0);
		final Constant indices = n.requiredConstant(1);
		final int axis = NodeBinding.axis(n.attributes().integer("axis", 0), x.rank());
		final int[][][] tables = identity(x);
		final int[] table = new int[indices.samples()];
		for (int i = 0; i < table.length; i++)
			table[i] = NodeBinding.axis((long) indices.at(i), (int) x.size(axis));
		tables[axis][axis] = table;
		final long[] shape = x.shape();
		shape[axis] = table.length;
		final Value line = copy(n, x, shape, tables);
		final List<Long> result = new ArrayList<>();
		for (int d = 0; d < x.rank(); d++)
			if (d != axis) result.add(x.size(d));
			else for (final long s : indices.shape())
				result.add(s);
		return NodeBinding.one(Reshaping.reshape(n, line, result.stream().mapToLong(v -> v).toArray()));
	}

	private static int blockSize(final NodeBinding n, final Value x) {
		final int b = (int) n.attributes().integer("blocksize", 0);
		if (x.rank() != 4 || b < 1) throw new IllegalArgumentException("the input has shape " + x + " and blocksize is " + b +
			", but must have 4 axes, and blocksize must be at least 1");
		return b;
	}

	private static Value[] depthToSpace(final NodeBinding n) {
		final Value x = n.required(0);
		final int b = blockSize(n, x);
		if (x.size(1) % (b * b) != 0) throw new IllegalArgumentException("the " + x.size(1) +
			" channels are not divisible by blocksize squared, " + b * b);
		final int channels = (int) x.size(1) / (b * b);
		final boolean depthFirst = n.attributes().choice("mode", "DCR", "CRD").equals("DCR");
		final int[][][] tables = PositionTable.empty(4, 4);
		final long[] shape = { x.size(0), channels, x.size(2) * b, x.size(3) * b };
		tables[0][0] = PositionTable.identity(x.size(0));
		tables[1][1] = new int[channels];
		for (int c = 0; c < channels; c++)
			tables[1][1][c] = depthFirst ? c : c * b * b;
		final int step = depthFirst ? channels : 1;
		for (int d = 2; d < 4; d++) {
			tables[d][1] = new int[(int) shape[d]];
			tables[d][d] = new int[(int) shape[d]];
			for (int i = 0; i < shape[d]; i++) {
				tables[d][1][i] = i % b * (d == 2 ? b : 1) * step;
				tables[d][d][i] = i / b;
			}
		}
		return NodeBinding.one(copy(n, x, shape, tables));
	}

	private static Value[] spaceToDepth(final NodeBinding n) {
		final Value x = n.required(0);
		final int b = blockSize(n, x);
		if (x.size(2) % b != 0 || x.size(3) % b != 0) throw new UnfitSizeException("the image of " + x.size(3) + " x " + x
			.size(2) + " pixels is not divisible by blocksize " + b);
		final int channels = (int) x.size(1);
		final long[] shape = { x.size(0), (long) channels * b * b, x.size(2) / b, x.size(3) / b };
		final int[][][] tables = PositionTable.empty(4, 4);
		tables[0][0] = PositionTable.identity(x.size(0));
		tables[1][1] = new int[(int) shape[1]];
		tables[1][2] = new int[(int) shape[1]];
		tables[1][3] = new int[(int) shape[1]];
		for (int k = 0; k < shape[1]; k++) {
			tables[1][1][k] = k % channels;
			tables[1][2][k] = k / channels / b;
			tables[1][3][k] = k / channels % b;
		}
		for (int d = 2; d < 4; d++) {
			tables[d][d] = new int[(int) shape[d]];
			for (int i = 0; i < shape[d]; i++)
				tables[d][d][i] = i * b;
		}
		return NodeBinding.one(copy(n, x, shape, tables));
	}
}
