package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A run by tiles: what is computed of the whole image first, then the tiles of
 * the outputs, and how much memory and work that takes. Immutable.
 */
final class TilePlan {

	/** With more tiles, the work is that of a tile in the middle times their number. */
	private static final int MOST_COUNTED = 2000;

	private final StepGraph graph;
	private final Evaluation evaluation;
	private final List<Value> outputs;
	/** The part of the only output to compute; null to compute all outputs completely. */
	private final Box part;
	private final List<Stage> stages;
	/** Size of tiles along the spatial axes of the reference. */
	private final int[] size;
	private final Value reference;

	/**
	 * @param graph the steps
	 * @param outputs tensors to compute
	 * @param part part of the only output; null for all
	 * @param streamed tensors that are not stored, but computed again for each
	 *          pass of statistics
	 * @param tileStatistics whether each tile has statistics of its own
	 * @param size of tiles
	 */
	TilePlan(final StepGraph graph, final Collection<Value> outputs, final Box part, final Set<Value> streamed,
		final boolean tileStatistics, final int[] size)
	{
		this(graph, outputs, part, new ArrayList<>(), tileStatistics, size, reference(graph, outputs));
		addStages(streamed, tileStatistics);
	}

	private TilePlan(final StepGraph graph, final Collection<Value> outputs, final Box part, final List<Stage> stages,
		final boolean tileStatistics, final int[] size, final Value reference)
	{
		this.graph = graph;
		evaluation = tileStatistics ? graph.evaluation().with(new TileStatistics(graph.globalSteps(), graph::spatialAxes)) : graph.evaluation();
		this.outputs = new ArrayList<>(outputs);
		this.part = part;
		this.stages = stages;
		this.size = size.clone();
		this.reference = reference;
	}

	/** The largest output that is an image, otherwise the input. */
	static Value reference(final StepGraph graph, final Collection<Value> outputs) {
		Value largest = null;
		for (final Value v : outputs)
			if (count(graph.spatialAxes(v)) > 0 && (largest == null || Box.samples(v.shape()) > Box.samples(largest.shape())))
				largest = v;
		return largest == null ? graph.input() : largest;
	}

	static int count(final boolean[] axes) {
		int n = 0;
		for (final boolean a : axes)
			n += a ? 1 : 0;
		return n;
	}

	/**
	 * For each global step: its inputs, computed by tiles, then its output,
	 * computed at once; or its output, from tiles of its input.
	 */
	private void addStages(final Set<Value> streamed, final boolean tileStatistics) {
		final List<Value> stored = new ArrayList<>();
		final Box[] needed = graph.evaluation().boxes(whole(), known(stored));
		for (final Step s : graph.globalSteps()) {
			if (needed[s.output().id()] == null || stored.contains(s.output())) continue;
			final boolean statistic = s.operator() instanceof Statistic;
			if (statistic && tileStatistics) continue;
			if (StepGraph.isStreamed(s) && streamed.contains(s.inputs()[0])) {
				final Stage stage = Stage.stream(s.inputs()[0], statistics(s, needed));
				stages.add(stage);
				stored.addAll(stage.stored());
				continue;
			}
			for (final Value v : s.inputs())
				if (v.constant() == null && v != graph.input() && !stored.contains(v)) {
					stages.add(Stage.tiles(v));
					stored.add(v);
				}
			stages.add(Stage.whole(s.output()));
			stored.add(s.output());
		}
	}

	/** All statistics of the tensor that a statistic reads. */
	private List<Step> statistics(final Step first, final Box[] needed) {
		final List<Step> all = new ArrayList<>();
		for (final Step s : graph.globalSteps())
			if (needed[s.output().id()] != null && StepGraph.isStreamed(s) && s.inputs()[0] == first.inputs()[0]) all.add(s);
		return all;
	}

	private boolean[] known(final List<Value> stored) {
		final boolean[] known = graph.constants();
		stored.forEach(v -> known[v.id()] = true);
		return known;
	}

	/** All outputs, or the part. */
	Map<Value, Box> whole() {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		outputs.forEach(v -> wanted.put(v, all(v)));
		return wanted;
	}

	private Box all(final Value v) {
		return part != null && outputs.contains(v) ? part : Box.whole(v.shape());
	}

	Evaluation evaluation() {
		return evaluation;
	}

	List<Stage> stages() {
		return stages;
	}

	int[] size() {
		return size.clone();
	}

	/** The tiles of what a stage computes; it is computed completely, even if only a part of an output is wanted. */
	List<Box> tiles(final Stage stage) {
		final Value v = stage.tensor();
		final Box whole = Box.whole(v.shape());
		// tensors of positions depend on few steps, so they are computed at once
		if (stage.kind() == Stage.Kind.WHOLE || v.isWide()) return Collections.singletonList(whole);
		final List<Box> tiles = tiles(v, whole, d -> isAligned(stage, d));
		return stage.kind() == Stage.Kind.STREAM && v == graph.input() ? slabs(stage, tiles.get(0)) : tiles;
	}

	/** Whether a statistic combines neighbours along an axis, so that tiles must not divide them. */
	private static boolean isAligned(final Stage stage, final int d) {
		return stage.statistics().stream().anyMatch(s -> ((Statistic) s.operator()).alignedAxis() == d);
	}

	/** The image itself is read in the order of its samples, in parts about as large as a tile. */
	private List<Box> slabs(final Stage stage, final Box tile) {
		final Box whole = Box.whole(stage.tensor().shape());
		final boolean[] axes = graph.spatialAxes(stage.tensor());
		int axis = 0;
		while (axis < axes.length - 1 && !axes[axis])
			axis++;
		final long unit = isAligned(stage, axis) ? Statistic.ALIGNED : 1;
		final long each = whole.samples() / whole.size(axis) * unit;
		return cut(Collections.singletonList(whole), axis, Math.max(1, tile.samples() / each) * unit);
	}

	/** The tiles of a group of outputs. */
	List<Map<Value, Box>> tiles(final List<Value> group) {
		final List<Map<Value, Box>> all = new ArrayList<>();
		for (final Box tile : tiles(group.get(0), all(group.get(0)), d -> false))
			all.add(ofGroup(group, tile));
		return all;
	}

	private List<Box> tiles(final Value v, final Box all, final IntPredicate aligned) {
		List<Box> tiles = Collections.singletonList(all);
		final boolean[] axes = graph.spatialAxes(v);
		for (int d = 0, k = 0; d < axes.length; d++)
			if (axes[d]) tiles = cut(tiles, d, length(v, d, k++, aligned.test(d)));
		return tiles;
	}

	private static List<Box> cut(final List<Box> boxes, final int d, final long length) {
		final List<Box> cut = new ArrayList<>();
		for (final Box t : boxes)
			for (long from = t.min(d); from <= t.max(d); from += length)
				cut.add(t.with(d, from, Math.min(t.max(d), from + length - 1)));
		return cut;
	}

	/** Length of tiles along the spatial axis of a number, which is in proportion to that of the reference. */
	private long length(final Value v, final int d, final int number, final boolean aligned) {
		final int own = size[Math.min(number, size.length - 1)];
		final boolean[] of = graph.spatialAxes(reference);
		double length = own;
		if (count(of) == count(graph.spatialAxes(v))) for (int e = 0, k = 0; e < of.length; e++)
			if (of[e] && k++ == number) length = Math.ceil((double) own * v.shape()[d] / reference.shape()[e]);
		final long unit = aligned ? Statistic.ALIGNED : 1;
		return Math.max(1, ((long) length + unit - 1) / unit) * unit;
	}

	/** Outputs whose tiles can be computed together, because they have the same sizes along the same spatial axes. */
	List<List<Value>> groups() {
		final Map<String, List<Value>> groups = new LinkedHashMap<>();
		for (final Value v : outputs) {
			final long[] shape = v.shape();
			final boolean[] axes = graph.spatialAxes(v);
			for (int d = 0; d < shape.length; d++)
				if (!axes[d]) shape[d] = -1;
			groups.computeIfAbsent(Arrays.toString(shape), k -> new ArrayList<>()).add(v);
		}
		return new ArrayList<>(groups.values());
	}

	/** The same tile in tensors of the same spatial sizes. */
	private Map<Value, Box> ofGroup(final List<Value> group, final Box tile) {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		for (final Value v : group) {
			Box box = all(v);
			final boolean[] axes = graph.spatialAxes(v);
			for (int d = 0; d < axes.length; d++)
				if (axes[d]) box = box.with(d, tile.min(d), tile.max(d));
			wanted.put(v, box);
		}
		return wanted;
	}

	/** A summary of all loads: memory is the largest, work the sum. */
	private final class Total {

		private final List<Value> stored = new ArrayList<>();
		private double kept;
		private double peak;
		private double nanoseconds;
		private double products;

		/** Adds tiles, each of them or one in the middle for all. */
		void add(final List<Map<Value, Box>> tiles, final int passes, final double further, final boolean exactly) {
			final boolean[] known = known(stored);
			final List<Map<Value, Box>> counted = exactly && tiles.size() <= MOST_COUNTED ? tiles : tiles.subList(tiles.size() / 2,
				tiles.size() / 2 + 1);
			final double times = (double) passes * tiles.size() / counted.size();
			for (final Map<Value, Box> tile : counted) {
				final Evaluation.Load load = evaluation.load(tile, known);
				nanoseconds += times * load.nanoseconds();
				products += times * load.products();
				peak = Math.max(peak, kept + further + load.bytes());
			}
		}

		void add(final Stage stage, final boolean exactly) {
			final List<Map<Value, Box>> tiles = new ArrayList<>();
			for (final Box box : TilePlan.this.tiles(stage))
				tiles.add(Collections.singletonMap(stage.tensor(), box));
			double results = 0;
			for (final Value v : stage.stored())
				results += (v.isWide() ? 8.0 : 4.0) * Box.samples(v.shape());
			if (stage.kind() == Stage.Kind.TILES && Box.samples(stage.tensor().shape()) > Evaluation.MOST_SAMPLES)
				peak = Double.POSITIVE_INFINITY;
			kept += results;
			add(tiles, stage.passes(), stage.accumulationBytes(), exactly);
			stored.addAll(stage.stored());
		}
	}

	/**
	 * @param exactly whether to add the work of all tiles
	 * @return the largest memory in use, and the work of all tiles, including
	 *         samples that are computed several times
	 */
	Evaluation.Load load(final boolean exactly) {
		final Total total = new Total();
		for (final Stage stage : stages)
			total.add(stage, exactly);
		for (final List<Value> group : groups())
			total.add(tiles(group), 1, 0, exactly);
		return new Evaluation.Load(total.peak, total.nanoseconds, total.products);
	}

	/** Estimated time of what is computed before the tiles of the outputs, on one core. */
	double stageNanoseconds() {
		final Total total = new Total();
		for (final Stage stage : stages)
			total.add(stage, true);
		return total.nanoseconds;
	}

	/** The same run with another size of tiles. */
	TilePlan with(final int[] other) {
		return new TilePlan(graph, outputs, part, stages, evaluation != graph.evaluation(), other, reference);
	}

	/** Whether the outputs depend on statistics of the whole image, which are made of tiles. */
	boolean hasStatistics() {
		final Box[] needed = graph.evaluation().boxes(whole(), graph.constants());
		for (final Step s : graph.globalSteps())
			if (s.operator() instanceof Statistic && needed[s.output().id()] != null) return true;
		return false;
	}

	/** Number of tiles of the outputs. */
	int count() {
		int count = 0;
		for (final List<Value> group : groups())
			count += tiles(group.get(0), all(group.get(0)), d -> false).size();
		return count;
	}
}
