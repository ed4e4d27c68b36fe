package io.github.convolvej.network;

import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Chooses between whole layers and tiles, the size of tiles, and which layers
 * are stored for statistics of the whole image, by memory and work.
 */
final class ScheduleChoice {

	/** Smallest size along an axis to which tiles are reduced to save memory. */
	private static final int SMALLEST_TILE = 16;
	/** The sizes of larger tiles are multiples of this number, which suits the strides of most networks. */
	private static final int ALIGNED = 32;
	/** Tiles of fewer samples than {@link #TINY}, of which a result may have at most {@link #MOST_TINY}. */
	private static final int TINY = 1024;
	private static final int MOST_TINY = 50_000;

	private final StepGraph graph;
	private final Collection<Value> outputs;
	private final Box part;
	private final Schedule schedule;

	ScheduleChoice(final StepGraph graph, final Collection<Value> outputs, final Box part, final Schedule schedule) {
		this.graph = graph;
		this.outputs = outputs;
		this.part = part;
		this.schedule = schedule;
	}

	/**
	 * Each tile takes some time however small it is, so that millions of tiny ones
	 * would take minutes where the samples take a second.
	 *
	 * @param schedule tiles of a given size, or what is chosen
	 * @param shape of the result
	 * @param spatial for each axis whether it is divided into tiles
	 * @throws IllegalArgumentException if there are very many tiny tiles
	 */
	static void checkNumber(final Schedule schedule, final long[] shape, final IntPredicate spatial) {
		final int[] tile = schedule.tile();
		double count = 1;
		double samples = 1;
		for (int d = 0, k = 0; tile != null && d < shape.length; d++)
			if (spatial.test(d)) {
				final long length = Math.min(shape[d], tile[Math.min(k++, tile.length - 1)]);
				count *= Math.ceil((double) shape[d] / length);
				samples *= length;
			}
		if (count > MOST_TINY && samples < TINY) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"tiles of %.0f samples are too small for this result, which has %.0f of them: each takes some time, however " +
				"small it is; give a larger size, such as tiles=256", samples, count));
	}

	/**
	 * @return the run by tiles; null for whole layers
	 * @throws IllegalArgumentException if even small tiles need too much memory
	 */
	TilePlan tiles() {
		if (schedule.tile() != null) return ofSize(schedule.tile());
		final Map<Value, Box> whole = new LinkedHashMap<>();
		outputs.forEach(v -> whole.put(v, part == null ? Box.whole(v.shape()) : part));
		final double all = graph.evaluation().load(whole, graph.constants()).bytes();
		if (all <= schedule.bytes() && all < Double.POSITIVE_INFINITY) return null;
		TilePlan best = null;
		double least = Double.POSITIVE_INFINITY;
		for (final List<Value> streamed : choices()) {
			final TilePlan fitting = fitting(plan(streamed, wholeSize()));
			final double work = fitting == null ? Double.POSITIVE_INFINITY : fitting.load(false).nanoseconds();
			if (work >= least) continue;
			best = fitting;
			least = work;
		}
		if (best != null) return best;
		double small = Double.POSITIVE_INFINITY;
		for (final List<Value> streamed : choices())
			small = Math.min(small, plan(streamed, new int[] { SMALLEST_TILE }).load(false).bytes());
		throw new IllegalArgumentException("not enough memory: the network needs " + megabytes(all) +
			" with whole layers and " + megabytes(small) + " with small tiles, but " + megabytes(schedule.bytes()) +
			" may be used: take a smaller image, or give Java more memory");
	}

	/**
	 * @return the run that stores no layers, in tiles of the given size or the
	 *         largest that fit
	 * @throws IllegalArgumentException if even small tiles need too much memory
	 */
	TilePlan streamed() {
		final List<List<Value>> choices = choices();
		final List<Value> all = choices.get(choices.size() - 1);
		if (schedule.tile() != null) return plan(all, schedule.tile());
		final TilePlan fitting = fitting(plan(all, wholeSize()));
		if (fitting != null) return fitting;
		throw new IllegalArgumentException("not enough memory: statistics of the whole image need " + megabytes(plan(all,
			new int[] { SMALLEST_TILE }).load(false).bytes()) + " with small tiles, but " + megabytes(schedule.bytes()) +
			" may be used: give Java more memory");
	}

	/** With tiles of a given size: stores as many layers as the memory allows. */
	private TilePlan ofSize(final int[] size) {
		TilePlan plan = null;
		for (final List<Value> streamed : choices()) {
			plan = plan(streamed, size);
			if (plan.load(false).bytes() <= schedule.bytes()) return plan;
		}
		return plan;
	}

	private TilePlan plan(final List<Value> streamed, final int[] size) {
		final Set<Value> all = new HashSet<>(streamed);
		all.add(graph.input());
		return new TilePlan(graph, outputs, part, all, schedule.isTileStatistics(), size);
	}

	/** Sets of tensors that are not stored: none, the largest one, the two largest, the four largest ..., all. */
	private List<List<Value>> choices() {
		final List<Value> candidates = new ArrayList<>();
		for (final Step s : graph.globalSteps())
			if (StepGraph.isStreamed(s) && s.inputs()[0] != graph.input() && !candidates.contains(s.inputs()[0])) candidates.add(s
				.inputs()[0]);
		candidates.sort(Comparator.comparingDouble((Value v) -> Box.samples(v.shape())).reversed());
		final List<List<Value>> choices = new ArrayList<>();
		choices.add(Collections.emptyList());
		for (int n = 1; n < candidates.size(); n *= 2)
			choices.add(candidates.subList(0, n));
		if (!candidates.isEmpty() && !schedule.isTileStatistics()) choices.add(candidates);
		return choices;
	}

	/** The size of a tile that is the whole reference. */
	private int[] wholeSize() {
		final Value reference = TilePlan.reference(graph, outputs);
		final boolean[] spatial = graph.spatialAxes(reference);
		final Box all = part != null && outputs.contains(reference) ? part : Box.whole(reference.shape());
		final int[] size = new int[Math.max(1, TilePlan.count(spatial))];
		size[0] = SMALLEST_TILE;
		for (int d = 0, k = 0; d < spatial.length; d++)
			if (spatial[d]) size[k++] = all.size(d);
		return size;
	}

	/** The largest tiles that fit, found by halving the longest side; null if small ones do not. */
	private TilePlan fitting(final TilePlan start) {
		TilePlan plan = start;
		while (plan.load(false).bytes() > schedule.bytes()) {
			final int[] size = plan.size();
			int longest = 0;
			for (int i = 1; i < size.length; i++)
				if (size[i] > size[longest]) longest = i;
			if (size[longest] <= SMALLEST_TILE) return null;
			size[longest] = (size[longest] + 1) / 2;
			if (size[longest] > ALIGNED) size[longest] = (size[longest] + ALIGNED - 1) / ALIGNED * ALIGNED;
			plan = plan.with(size);
		}
		return plan;
	}

	static String megabytes(final double bytes) {
		return Double.isInfinite(bytes) ? "more than arrays hold" : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes /
			(1 << 20)));
	}
}
