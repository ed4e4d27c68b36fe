package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One run of a bound network. With whole layers, the run is one evaluation. With
 * tiles, what depends on the whole image is computed first, stage by stage; then
 * the outputs are evaluated tile by tile.
 */
final class NetworkRun {

	private final StepGraph graph;
	private final TensorSource source;
	private final Map<Value, List<TensorSink>> sinks;
	private final Box part;
	private final Monitor monitor;
	/** Null for whole layers. */
	private final TilePlan tiles;
	private final boolean tileStatistics;

	/**
	 * @param graph the steps of the network
	 * @param source the input; null to describe the run
	 * @param sinks receivers of each output to compute
	 * @param part the part of the only output to compute; null to compute all
	 *          outputs completely
	 * @param schedule whole layers or tiles
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the schedule's memory is too small
	 */
	NetworkRun(final StepGraph graph, final TensorSource source, final Map<Value, List<TensorSink>> sinks, final Box part,
		final Schedule schedule, final Monitor monitor)
	{
		this(graph, source, sinks, part, new ScheduleChoice(graph, sinks.keySet(), part, schedule).tiles(), schedule
			.isTileStatistics(), monitor);
	}

	private NetworkRun(final StepGraph graph, final TensorSource source, final Map<Value, List<TensorSink>> sinks,
		final Box part, final TilePlan tiles, final boolean tileStatistics, final Monitor monitor)
	{
		this.graph = graph;
		this.source = source;
		this.sinks = sinks;
		this.part = part;
		this.monitor = monitor;
		this.tiles = tiles;
		this.tileStatistics = tileStatistics;
	}

	/**
	 * Computes the statistics of the whole image only.
	 *
	 * @param graph the steps of a network, which depend on the whole image by
	 *          statistics alone
	 * @param output the output that needs them
	 * @param source the input
	 * @param schedule size of tiles, or memory
	 * @param monitor receives progress and can stop the run
	 * @return the statistics by number of the tensor
	 * @throws IllegalArgumentException if the schedule's memory is too small
	 */
	static Map<Integer, TensorPart> statistics(final StepGraph graph, final Value output, final TensorSource source,
		final Schedule schedule, final Monitor monitor)
	{
		final Map<Value, List<TensorSink>> sinks = Collections.singletonMap(output, Collections.emptyList());
		final TilePlan tiles = new ScheduleChoice(graph, sinks.keySet(), null, schedule).streamed();
		final NetworkRun run = new NetworkRun(graph, source, sinks, null, tiles, false, monitor);
		final TensorPart[] stored = graph.constantParts();
		try (PieceRunner runner = new PieceRunner(monitor, tiles.stageNanoseconds())) {
			run.runStages(stored, runner);
		}
		final Map<Integer, TensorPart> statistics = new HashMap<>();
		for (final Step s : graph.globalSteps())
			if (stored[s.output().id()] != null) statistics.put(s.output().id(), stored[s.output().id()]);
		return statistics;
	}

	private Map<Value, Box> whole() {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		sinks.keySet().forEach(v -> wanted.put(v, part == null ? Box.whole(v.shape()) : part));
		return wanted;
	}

	private Evaluation.Load wholeLoad() {
		return graph.evaluation().load(whole(), graph.constants());
	}

	void run() {
		try (PieceRunner runner = new PieceRunner(monitor, (tiles == null ? wholeLoad() : tiles.load(true)).nanoseconds())) {
			if (tiles == null) write(whole(), graph.evaluation().compute(whole(), graph.constantParts(), source, runner));
			else runTiles(runner);
		}
	}

	private void runTiles(final PieceRunner runner) {
		final TensorPart[] stored = graph.constantParts();
		runStages(stored, runner);
		for (final List<Value> group : tiles.groups())
			for (final Map<Value, Box> wanted : tiles.tiles(group))
				write(wanted, tiles.evaluation().compute(wanted, stored, source, runner));
	}

	private void runStages(final TensorPart[] stored, final PieceRunner runner) {
		for (final Stage stage : tiles.stages()) {
			if (stage.kind() == Stage.Kind.STREAM) stream(stage, stored, runner);
			else store(stage, stored, runner);
			for (final Value v : stage.stored())
				free(stored, v);
		}
	}

	/** Computes a tensor by tiles or at once, and stores it. */
	private void store(final Stage stage, final TensorPart[] stored, final PieceRunner runner) {
		final Value v = stage.tensor();
		final List<Box> boxes = tiles.tiles(stage);
		if (boxes.size() == 1) {
			stored[v.id()] = part(v, boxes.get(0), stored, runner);
			return;
		}
		final Tensor tensor = new Tensor(v.shape());
		for (final Box box : boxes)
			tensor.write(box, part(v, box, stored, runner).floats());
		stored[v.id()] = new TensorPart(Box.whole(v.shape()), tensor.data());
	}

	/** Makes statistics of a tensor by one or more passes over its tiles, of which one is in memory at a time. */
	private void stream(final Stage stage, final TensorPart[] stored, final PieceRunner runner) {
		final List<StreamedStatistic> open = new ArrayList<>();
		for (final Step s : stage.statistics())
			open.add(new StreamedStatistic(s.output(), (Statistic) s.operator(), runner));
		while (!open.isEmpty()) {
			for (final Box box : tiles.tiles(stage)) {
				final TensorPart tile = part(stage.tensor(), box, stored, runner);
				for (final StreamedStatistic s : open)
					s.add(tile, box);
			}
			open.removeIf(s -> {
				final TensorPart result = s.next();
				if (result != null) stored[s.output().id()] = result;
				return result != null;
			});
		}
	}

	private TensorPart part(final Value v, final Box box, final TensorPart[] stored, final PieceRunner runner) {
		return tiles.evaluation().compute(Collections.singletonMap(v, box), stored, source, runner).get(v);
	}

	/** Frees stored tensors that only finished global steps have read. */
	private void free(final TensorPart[] stored, final Value done) {
		for (final Step s : graph.steps()) {
			if (s.output() != done) continue;
			for (final Value v : s.inputs()) {
				final boolean readLater = graph.steps().stream().anyMatch(o -> o != s && Arrays.asList(o.inputs()).contains(v) &&
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
			final float[] samples = part.box().equals(box) ? part.floats() : part.cropped(box);
			for (final TensorSink sink : sinks.get(v))
				sink.write(box, samples);
		});
	}

	String describe() {
		final Evaluation.Load all = wholeLoad();
		if (tiles == null) return "whole layers, " + ScheduleChoice.megabytes(all.bytes());
		final Evaluation.Load tiled = tiles.load(true);
		final int count = tiles.count();
		final double more = all.nanoseconds() > 0 ? 100 * (tiled.nanoseconds() / all.nanoseconds() - 1) : 0;
		int passes = 0;
		for (final Stage stage : tiles.stages())
			if (stage.kind() == Stage.Kind.STREAM) passes += stage.passes();
		return count + (count == 1 ? " tile" : " tiles") + " of " + Arrays.toString(tiles.size()) + ", " + ScheduleChoice
			.megabytes(tiled.bytes()) + ", " + String.format(Locale.ROOT, "%.0f", Math.max(0, more)) + " % computed twice" +
			(passes == 0 ? "" : ", " + passes + (passes == 1 ? " pass" : " passes") + " over the image before for statistics") +
			(tileStatistics && tiles.hasStatistics() ? ", statistics of each tile: not the result of the whole image" : "");
	}
}
