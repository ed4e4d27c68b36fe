package io.github.convolvej.network;

import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSink;
import io.github.convolvej.network.tensor.TensorSource;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One run of a bound network. With whole layers, the run is one evaluation. With
 * tiles, the tensors that depend on the whole image are computed first, step by
 * step, and stored; then the outputs are evaluated tile by tile.
 */
final class NetworkRun {

	/** Smallest size along an axis to which tiles are reduced to save memory. */
	private static final int SMALLEST_TILE = 16;
	/** The sizes of larger tiles are multiples of this number, which suits the strides of most networks. */
	private static final int ALIGNED = 32;

	private final NetworkPlan plan;
	private final Evaluation evaluation;
	private final TensorSource source;
	private final Map<Value, List<TensorSink>> sinks = new LinkedHashMap<>();
	private final Monitor monitor;
	/** Null for whole layers. */
	private final int[] tile;

	/**
	 * The part of the only output to compute; null to compute all outputs
	 * completely.
	 */
	private final Box part;

	NetworkRun(final NetworkPlan plan, final TensorSource source, final Map<String, ? extends TensorSink> sinks,
		final Box part, final Schedule schedule, final Monitor monitor)
	{
		this.part = part;
		this.plan = plan;
		evaluation = plan.evaluation();
		this.source = source;
		sinks.forEach((name, sink) -> this.sinks.computeIfAbsent(plan.outputValues().get(name), v -> new ArrayList<>()).add(
			sink));
		this.monitor = monitor;
		tile = schedule.tile() != null ? schedule.tile() : choose(schedule.bytes());
	}

	private boolean[] known(final List<Value> stored) {
		final boolean[] known = plan.constants();
		stored.forEach(v -> known[v.id()] = true);
		return known;
	}

	private Map<Value, Box> whole() {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		sinks.keySet().forEach(v -> wanted.put(v, all(v)));
		return wanted;
	}

	/** The box of a tensor to compute: the whole tensor, or the part if only a part of an output is wanted. */
	private Box all(final Value v) {
		return part != null && sinks.containsKey(v) ? part : Box.whole(v.shape());
	}

	/** The largest tiles that fit, found by halving the longest side; null for whole layers. */
	private int[] choose(final long bytes) {
		final double all = evaluation.load(whole(), known(Collections.emptyList())).bytes();
		if (all <= bytes && all < Double.POSITIVE_INFINITY) return null;
		final Value largest = largestOutput();
		final boolean[] spatial = plan.spatialAxes(largest);
		final List<Integer> axes = new ArrayList<>();
		for (int d = 0; d < spatial.length; d++)
			if (spatial[d]) axes.add(d);
		final int[] size = new int[Math.max(1, axes.size())];
		size[0] = Integer.MAX_VALUE;
		for (int i = 0; i < axes.size(); i++)
			size[i] = all(largest).size(axes.get(i));
		while (peak(size) > bytes) {
			int longest = 0;
			for (int i = 1; i < size.length; i++)
				if (size[i] > size[longest]) longest = i;
			if (size[longest] <= SMALLEST_TILE || size[0] == Integer.MAX_VALUE) throw new IllegalArgumentException(
				"not enough memory: the network needs " + megabytes(all) + " with whole layers and " + megabytes(peak(size)) +
					" with small tiles, but " + megabytes(bytes) + " may be used: take a smaller image, or give Java more memory");
			size[longest] = (size[longest] + 1) / 2;
			if (size[longest] > ALIGNED) size[longest] = (size[longest] + ALIGNED - 1) / ALIGNED * ALIGNED;
		}
		return size;
	}

	private Value largestOutput() {
		Value largest = null;
		for (final Value v : sinks.keySet())
			if (largest == null || Box.samples(v.shape()) > Box.samples(largest.shape())) largest = v;
		return largest;
	}

	/** Largest memory in use with tiles of a size, including stored tensors. */
	private double peak(final int[] size) {
		final List<Value> stored = new ArrayList<>();
		double bytes = 0;
		double peak = 0;
		for (final Stage stage : stages()) {
			for (final Value v : stage.results)
				bytes += (v.isWide() ? 8.0 : 4.0) * Box.samples(v.shape());
			peak = Math.max(peak, bytes + stagePeak(stage, size, stored));
			stored.addAll(stage.results);
		}
		for (final List<Value> group : groups())
			peak = Math.max(peak, bytes + evaluation.load(middleTile(group, size), known(stored)).bytes());
		return peak;
	}

	private double stagePeak(final Stage stage, final int[] size, final List<Value> stored) {
		final Map<Value, Box> wanted = stage.whole ? Collections.singletonMap(stage.results.get(0), Box.whole(stage.results
			.get(0).shape())) : middleTile(stage.results, size);
		return evaluation.load(wanted, known(stored)).bytes();
	}

	private Map<Value, Box> middleTile(final List<Value> group, final int[] size) {
		final List<Box> tiles = tiles(group.get(0), size, false);
		final Box tile = tiles.get(tiles.size() / 2);
		return ofGroup(group, tile);
	}

	/** The same tile in tensors of the same spatial sizes. */
	private Map<Value, Box> ofGroup(final List<Value> group, final Box tile) {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		for (final Value v : group) {
			Box box = all(v);
			final boolean[] axes = plan.spatialAxes(v);
			for (int d = 0; d < axes.length; d++)
				if (axes[d]) box = box.with(d, tile.min(d), tile.max(d));
			wanted.put(v, box);
		}
		return wanted;
	}

	/** Outputs whose tiles can be computed together, because they have the same sizes along the same spatial axes. */
	private List<List<Value>> groups() {
		final Map<String, List<Value>> groups = new LinkedHashMap<>();
		for (final Value v : sinks.keySet()) {
			final long[] shape = v.shape();
			final boolean[] axes = plan.spatialAxes(v);
			for (int d = 0; d < shape.length; d++)
				if (!axes[d]) shape[d] = -1;
			groups.computeIfAbsent(Arrays.toString(shape), k -> new ArrayList<>()).add(v);
		}
		return new ArrayList<>(groups.values());
	}

	/** A tensor that is computed for the whole image and stored before the tiles. */
	private static final class Stage {

		private final List<Value> results;
		/** Whether it is computed at once from stored tensors. */
		private final boolean whole;

		Stage(final Value result, final boolean whole) {
			results = Collections.singletonList(result);
			this.whole = whole;
		}
	}

	/**
	 * For each global step: its inputs, computed by tiles, then its output,
	 * computed at once.
	 */
	private List<Stage> stages() {
		final List<Stage> stages = new ArrayList<>();
		final List<Value> stored = new ArrayList<>();
		final Box[] needed = evaluation.boxes(whole(), known(Collections.emptyList()));
		for (final Step s : plan.globalSteps()) {
			if (needed[s.output().id()] == null) continue;
			for (final Value v : s.inputs())
				if (v.constant() == null && v != plan.inputValue() && !stored.contains(v)) {
					stages.add(new Stage(v, false));
					stored.add(v);
				}
			stages.add(new Stage(s.output(), true));
			stored.add(s.output());
		}
		return stages;
	}

	private List<Box> tiles(final Value v, final int[] size, final boolean whole) {
		// a tensor stored before the tiles is stored completely, even if only a part of an output is wanted
		List<Box> tiles = Collections.singletonList(whole ? Box.whole(v.shape()) : all(v));
		final boolean[] axes = plan.spatialAxes(v);
		int k = 0;
		for (int d = 0; d < axes.length; d++) {
			if (!axes[d]) continue;
			final int length = size[Math.min(k++, size.length - 1)];
			final List<Box> cut = new ArrayList<>();
			for (final Box t : tiles)
				for (long from = t.min(d); from <= t.max(d); from += length)
					cut.add(t.with(d, from, Math.min(t.max(d), from + length - 1)));
			tiles = cut;
		}
		return tiles;
	}

	void run() {
		if (tile == null) {
			final double work = evaluation.load(whole(), known(Collections.emptyList())).nanoseconds();
			final PieceRunner runner = new PieceRunner(monitor, work);
			write(whole(), evaluation.compute(whole(), plan.constantParts(), source, runner));
			return;
		}
		final PieceRunner runner = new PieceRunner(monitor, tiledLoad().nanoseconds());
		final TensorPart[] stored = plan.constantParts();
		for (final Stage stage : stages()) {
			final Value v = stage.results.get(0);
			if (stage.whole) {
				final Box all = Box.whole(v.shape());
				stored[v.id()] = evaluation.compute(Collections.singletonMap(v, all), stored, source, runner).get(v);
				free(stored, v);
				continue;
			}
			if (v.isWide()) {
				// tensors of positions depend on few steps, so they are computed at once
				final Box all = Box.whole(v.shape());
				stored[v.id()] = evaluation.compute(Collections.singletonMap(v, all), stored, source, runner).get(v);
				continue;
			}
			final Tensor tensor = new Tensor(v.shape());
			for (final Box box : tiles(v, tile, true))
				tensor.write(box, evaluation.compute(Collections.singletonMap(v, box), stored, source, runner).get(v).floats());
			stored[v.id()] = new TensorPart(Box.whole(v.shape()), tensor.data());
		}
		for (final List<Value> group : groups())
			for (final Box box : tiles(group.get(0), tile, false)) {
				final Map<Value, Box> wanted = ofGroup(group, box);
				write(wanted, evaluation.compute(wanted, stored, source, runner));
			}
	}

	/** Frees stored tensors that only finished global steps have read. */
	private void free(final TensorPart[] stored, final Value done) {
		for (final Step s : plan.steps()) {
			if (s.output() != done) continue;
			for (final Value v : s.inputs()) {
				final boolean readLater = plan.steps().stream().anyMatch(o -> o != s && Arrays.asList(o.inputs()).contains(v) &&
					stored[o.output().id()] == null);
				if (!readLater && !sinks.containsKey(v) && v.constant() == null) stored[v.id()] = null;
			}
		}
	}

	private void write(final Map<Value, Box> wanted, final Map<Value, TensorPart> parts) {
		parts.forEach((v, part) -> {
			if (part.isWide()) throw new IllegalArgumentException(
				"an output of the network holds positions instead of image samples: choose another output");
			final Box box = wanted.get(v);
			float[] samples = part.floats();
			if (!part.box().equals(box)) {
				samples = new float[Math.toIntExact(box.samples())];
				final Tensor whole = new Tensor(part.box().shape(), part.floats());
				final long[] min = new long[box.rank()];
				final long[] max = new long[box.rank()];
				for (int d = 0; d < min.length; d++) {
					min[d] = box.min(d) - part.box().min(d);
					max[d] = box.max(d) - part.box().min(d);
				}
				whole.read(new Box(min, max), samples);
			}
			for (final TensorSink sink : sinks.get(v))
				sink.write(box, samples);
		});
	}

	/** Work of all tiles, including samples that are computed several times. */
	private Evaluation.Load tiledLoad() {
		double nanoseconds = 0;
		double products = 0;
		final List<Value> stored = new ArrayList<>();
		for (final Stage stage : stages()) {
			final Value v = stage.results.get(0);
			for (final Box box : stage.whole ? Collections.singletonList(Box.whole(v.shape())) : tiles(v, tile, true)) {
				final Evaluation.Load load = evaluation.load(Collections.singletonMap(v, box), known(stored));
				nanoseconds += load.nanoseconds();
				products += load.products();
			}
			stored.add(v);
		}
		for (final List<Value> group : groups())
			for (final Box box : tiles(group.get(0), tile, false)) {
				final Evaluation.Load load = evaluation.load(ofGroup(group, box), known(stored));
				nanoseconds += load.nanoseconds();
				products += load.products();
			}
		return new Evaluation.Load(peak(tile), nanoseconds, products);
	}

	String describe() {
		final Evaluation.Load all = evaluation.load(whole(), known(Collections.emptyList()));
		if (tile == null) return "whole layers, " + megabytes(all.bytes());
		final Evaluation.Load tiled = tiledLoad();
		int count = 0;
		for (final List<Value> group : groups())
			count += tiles(group.get(0), tile, false).size();
		final double twice = all.nanoseconds() > 0 ? 100 * (tiled.nanoseconds() / all.nanoseconds() - 1) : 0;
		return count + (count == 1 ? " tile" : " tiles") + " of " + Arrays.toString(tile) + ", " + megabytes(tiled.bytes()) +
			", " + String.format(Locale.ROOT, "%.0f", Math.max(0, twice)) + " % computed twice";
	}

	private static String megabytes(final double bytes) {
		return Double.isInfinite(bytes) ? "more than arrays hold" : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes /
			(1 << 20)));
	}
}
