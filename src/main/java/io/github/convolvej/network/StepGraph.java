package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a bound network that its outputs depend on, with what follows
 * from their sizes: which axes are axes of the image, and which steps depend on
 * the whole image. Immutable.
 */
final class StepGraph implements Serializable {

	private static final long serialVersionUID = 1L;

	/** In so many equal parts of a tensor one is looked for that is no padding. */
	private static final long MOST_PARTS = 1 << 12;

	private final ArrayList<Step> steps;
	private final ArrayList<Value> outputs;
	private final Value input;
	private final int values;
	private final Evaluation evaluation;
	/** For each tensor, the axes along which it varies with the position in the image; set for the tensors of the steps. */
	private final boolean[][] spatial;
	/** Steps that read the whole extent of the image for each sample. */
	private final ArrayList<Step> global = new ArrayList<>();
	/** Results of steps that are known, because they have been computed of the whole image, by number. */
	private final HashMap<Integer, TensorPart> known = new HashMap<>();

	/**
	 * @param steps steps in order of execution
	 * @param outputs the outputs
	 * @param values number of tensors
	 * @param input the input
	 * @param channelAxis channel axis of the input
	 */
	StepGraph(final List<Step> steps, final Collection<Value> outputs, final int values, final Value input,
		final int channelAxis)
	{
		this.steps = new ArrayList<>(fused(live(steps, outputs, values), outputs, values));
		this.outputs = new ArrayList<>(outputs);
		this.values = values;
		this.input = input;
		evaluation = new Evaluation(this.steps, values, input);
		spatial = spatialAxes(channelAxis);
	}

	private StepGraph(final StepGraph graph, final Map<Integer, TensorPart> known) {
		steps = graph.steps;
		outputs = graph.outputs;
		values = graph.values;
		input = graph.input;
		evaluation = graph.evaluation;
		spatial = graph.spatial;
		this.known.putAll(known);
		for (final Step s : graph.global)
			if (!known.containsKey(s.output().id())) global.add(s);
	}

	/**
	 * @param results results of steps by number of the tensor; a result that is
	 *          null is only taken for known
	 * @return the same steps, of which these have been computed
	 */
	StepGraph knowing(final Map<Integer, TensorPart> results) {
		return new StepGraph(this, results);
	}

	/** Whether all steps that depend on the whole image are statistics that can be made of tiles. */
	boolean isStreamed() {
		return global.stream().allMatch(StepGraph::isStreamed);
	}

	/** Whether a step is a statistic that can be made of tiles. */
	static boolean isStreamed(final Step s) {
		return s.operator() instanceof Statistic && ((Statistic) s.operator()).isStreamed();
	}

	/** Steps whose results are read by others or are outputs. */
	private static List<Step> live(final List<Step> steps, final Collection<Value> outputs, final int values) {
		final boolean[] read = new boolean[values];
		for (final Value v : outputs)
			read[v.id()] = true;
		final List<Step> live = new ArrayList<>();
		for (int i = steps.size() - 1; i >= 0; i--) {
			if (!read[steps.get(i).output().id()]) continue;
			live.add(0, steps.get(i));
			for (final Value v : steps.get(i).inputs())
				read[v.id()] = true;
		}
		return live;
	}

	/** Merges functions of single samples into the step before them, unless other steps read its output. */
	private static List<Step> fused(final List<Step> steps, final Iterable<Value> outputs, final int values) {
		final int[] uses = new int[values];
		for (final Value v : outputs)
			uses[v.id()]++;
		final Step[] makers = new Step[values];
		for (final Step s : steps) {
			for (final Value v : s.inputs())
				uses[v.id()]++;
		}
		final List<Step> result = new ArrayList<>();
		for (final Step s : steps) {
			final Value[] in = s.inputs();
			final Step before = in.length == 1 && uses[in[0].id()] == 1 ? makers[in[0].id()] : null;
			final Step both = before == null ? null : before.fused(s);
			if (both != null) result.set(result.indexOf(before), both);
			else result.add(s);
			makers[s.output().id()] = both != null ? both : s;
		}
		return result;
	}

	/**
	 * Finds spatial axes and global steps. An axis of a tensor is spatial if
	 * moving along it moves the part of the image that is needed. A step is global
	 * if every sample needs all positions along a spatial axis.
	 */
	private boolean[][] spatialAxes(final int channel) {
		final boolean[][] axes = new boolean[values][];
		axes[input.id()] = new boolean[input.rank()];
		for (int d = 1; d < input.rank(); d++)
			axes[input.id()][d] = d != channel;
		for (final Step s : steps) {
			final Value out = s.output();
			final long[] shape = out.shape();
			final boolean[] own = new boolean[shape.length];
			final Value[] inputs = s.inputs();
			final boolean[][] followed = new boolean[inputs.length][];
			for (int i = 0; i < inputs.length; i++)
				followed[i] = new boolean[inputs[i].rank()];
			// poolings may leave samples at the end that no part needs
			final Box[] all = new Box[inputs.length];
			for (int i = 0; i < inputs.length; i++)
				if (axes[inputs[i].id()] != null) all[i] = s.operator().needed(i, Box.whole(shape));
			for (int d = 0; d < shape.length; d++) {
				if (shape[d] == 1) continue;
				final Box part = partThatReads(s, axes, d);
				for (int i = 0; i < inputs.length; i++) {
					final boolean[] of = axes[inputs[i].id()];
					final Box needed = of == null ? null : s.operator().needed(i, part);
					for (int e = 0; needed != null && e < of.length; e++)
						if (needed.size(e) < all[i].size(e)) {
							followed[i][e] = true;
							own[d] |= of[e];
						}
				}
			}
			axes[out.id()] = own;
			boolean whole = false;
			for (int i = 0; i < inputs.length; i++) {
				final boolean[] of = axes[inputs[i].id()];
				for (int e = 0; of != null && e < of.length; e++)
					whole |= of[e] && !followed[i][e] && inputs[i].shape()[e] > 1;
			}
			if (whole) global.add(s);
		}
		return axes;
	}

	/** A sample of each line along an axis that is no padding, which may be most of the result: the middle one if possible. */
	private static Box partThatReads(final Step s, final boolean[][] axes, final int d) {
		final Box whole = Box.whole(s.output().shape());
		final long n = whole.size(d);
		for (long parts = 2; parts <= Math.min(MOST_PARTS, 2 * n); parts *= 2)
			for (long k = 1; k < parts; k += 2) {
				final Box part = whole.with(d, n * k / parts, n * k / parts);
				for (int i = 0; i < s.inputs().length; i++)
					if (axes[s.inputs()[i].id()] != null && s.operator().needed(i, part) != null) return part;
			}
		return whole.with(d, n / 2, n / 2);
	}

	List<Step> steps() {
		return steps;
	}

	/** Steps that depend on the whole image, in order. */
	List<Step> globalSteps() {
		return global;
	}

	Value input() {
		return input;
	}

	int values() {
		return values;
	}

	Evaluation evaluation() {
		return evaluation;
	}

	/** For each axis of a tensor whether it is an axis of the image. */
	boolean[] spatialAxes(final Value v) {
		final boolean[] axes = spatial[v.id()];
		return axes == null ? new boolean[v.rank()] : axes;
	}

	/** Which tensors are constants or known, by number. */
	boolean[] constants() {
		final boolean[] known = new boolean[values];
		for (final Step s : steps)
			for (final Value v : s.inputs())
				known[v.id()] = v.constant() != null;
		for (final Value v : outputs)
			known[v.id()] = v.constant() != null;
		for (final int id : this.known.keySet())
			known[id] = true;
		return known;
	}

	/** Parts of all constants that steps read, and of what is known, by number. */
	TensorPart[] constantParts() {
		final TensorPart[] parts = new TensorPart[values];
		for (final Step s : steps)
			for (final Value v : s.inputs())
				if (v.constant() != null && parts[v.id()] == null) parts[v.id()] = v.constant().part();
		for (final Value v : outputs)
			if (v.constant() != null) parts[v.id()] = v.constant().part();
		known.forEach((id, part) -> parts[id] = part);
		return parts;
	}
}
