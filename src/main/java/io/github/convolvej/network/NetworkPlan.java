package io.github.convolvej.network;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.operator.Binding;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSink;
import io.github.convolvej.network.tensor.TensorSource;
import io.github.convolvej.run.Monitor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network bound to the size of an input. Sizes, weights, work, receptive field
 * and memory are known before any work. {@link #run} computes the outputs by
 * whole layers or by tiles, with the same bits. Steps that depend on the whole
 * image are computed from the whole image, before the tiles that need them.
 * Immutable and thread-safe.
 */
public final class NetworkPlan implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Network network;
	private final Network adapted;
	private final Value input;
	private final ArrayList<Step> steps;
	private final LinkedHashMap<String, Value> outputs = new LinkedHashMap<>();
	private final int values;
	private final Evaluation evaluation;
	/** For each tensor, the axes along which it varies with the position in the image; set for the tensors of the steps. */
	private final boolean[][] spatial;
	/** Steps that read the whole extent of the image for each sample. */
	private final ArrayList<Step> global = new ArrayList<>();

	NetworkPlan(final Network network, final long[] shape) {
		this.network = network;
		final long[] made = network.madeShape(shape);
		final Binding binding = new Binding(made == null ? null : bound(network, made, new Binding()));
		bound(network, shape, binding);
		adapted = binding.adapted().isEmpty() ? network : network.resizing(binding.adapted());
		input = binding.value(network.input());
		for (final String name : network.outputs())
			outputs.put(name, binding.value(name));
		values = binding.count();
		steps = new ArrayList<>(fused(binding.steps(), outputs.values(), values));
		evaluation = new Evaluation(steps, values, input);
		spatial = spatialAxes();
	}

	static Binding bound(final Network network, final long[] shape, final Binding binding) {
		network.constants().forEach(binding::constant);
		binding.input(network.input(), shape);
		for (final Node n : network.needed())
			Operators.bind(n, binding);
		return binding;
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
	private boolean[][] spatialAxes() {
		final boolean[][] axes = new boolean[values][];
		axes[input.id()] = new boolean[input.rank()];
		final int channel = network.channelAxis();
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
			for (int d = 0; d < shape.length; d++) {
				if (shape[d] == 1) continue;
				final Box part = Box.whole(shape).with(d, shape[d] / 2, shape[d] / 2);
				for (int i = 0; i < inputs.length; i++) {
					final boolean[] of = axes[inputs[i].id()];
					final Box needed = of == null ? null : s.operator().needed(i, part);
					// poolings may leave samples at the end that no part needs
					final Box all = of == null ? null : s.operator().needed(i, Box.whole(shape));
					for (int e = 0; needed != null && e < of.length; e++)
						if (needed.size(e) < all.size(e)) {
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

	/** @return the network */
	public Network network() {
		return network;
	}

	/** The network whose fixed sizes were replaced by those for this input size. */
	Network adapted() {
		return adapted;
	}

	/** @return size of the input */
	public long[] inputShape() {
		return input.shape();
	}

	/** @return names of the outputs */
	public List<String> outputs() {
		return Collections.unmodifiableList(new ArrayList<>(outputs.keySet()));
	}

	private Value output(final String name) {
		final Value value = outputs.get(name);
		if (value == null) throw new IllegalArgumentException("the network has no output '" + name + "': it has " + outputs
			.keySet());
		return value;
	}

	/**
	 * @param name name of an output
	 * @return its size
	 */
	public long[] outputShape(final String name) {
		return output(name).shape();
	}

	/** @return the steps in order of execution */
	public List<Step> steps() {
		return Collections.unmodifiableList(steps);
	}

	/** @return number of weights */
	public long parameters() {
		long count = 0;
		for (final Step s : steps) {
			final long own = s.operator().parameters();
			count += own;
			// weights that an operator reads as a tensor
			for (final Value v : s.inputs())
				if (own == 0 && v.constant() != null && v.constant().type().isFloat()) count += v.constant().samples();
		}
		return count;
	}

	/** @return multiply-accumulates for all outputs with whole layers */
	public double multiplyAccumulates() {
		return evaluation.load(wholeOutputs(), constants()).products();
	}

	/** @return largest number of bytes of tensors in memory at the same time with whole layers */
	public double peakBytes() {
		return evaluation.load(wholeOutputs(), constants()).bytes();
	}

	/** @return whether every sample depends on a part of the image only, so that no pass over the whole image is needed */
	public boolean isLocal() {
		return global.isEmpty();
	}

	/** @return names of the nodes that depend on the whole image */
	public List<String> globalNodes() {
		final List<String> names = new ArrayList<>();
		for (final Step s : global)
			if (!names.contains(s.node().name())) names.add(s.node().name());
		return names;
	}

	/**
	 * @param name name of an output
	 * @param box part of it
	 * @return part of the input that it depends on, cropped to the input; null if
	 *         it does not depend on the input
	 */
	public Box needed(final String name, final Box box) {
		return evaluation.boxes(Collections.singletonMap(output(name), box), constants())[input.id()];
	}

	/**
	 * @param name name of an output
	 * @param axis one of its axes
	 * @return whether it is an axis of the image, along which the output is
	 *         divided into tiles
	 */
	public boolean isSpatial(final String name, final int axis) {
		final boolean[] axes = spatial[output(name).id()];
		return axes != null && axes[axis];
	}

	/**
	 * @param name name of an output
	 * @param axis one of its axes
	 * @return positions of its samples along the corresponding axis of the input;
	 *         the identity if there is none
	 */
	public SamplePosition position(final String name, final int axis) {
		return position(output(name), axis);
	}

	SamplePosition position(final Value value, final int axis) {
		SamplePosition position = SamplePosition.IDENTITY;
		Value at = value;
		int d = axis;
		for (int s = steps.size() - 1; s >= 0; s--) {
			final Step step = steps.get(s);
			if (step.output() != at) continue;
			position = step.operator().position(d).then(position);
			d = step.operator().sourceAxis(d);
			Value next = null;
			for (final Value v : step.inputs()) {
				final boolean follows = d < v.rank() && spatialAxes(v)[d];
				if (next == null && follows) next = v;
			}
			if (next == null) return SamplePosition.IDENTITY;
			at = next;
		}
		return position;
	}

	private Map<Value, Box> wholeOutputs() {
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		for (final Value v : outputs.values())
			wanted.put(v, Box.whole(v.shape()));
		return wanted;
	}

	/** Which tensors are constants, by number. */
	boolean[] constants() {
		final boolean[] known = new boolean[values];
		for (final Step s : steps)
			for (final Value v : s.inputs())
				known[v.id()] = v.constant() != null;
		for (final Value v : outputs.values())
			known[v.id()] = v.constant() != null;
		return known;
	}

	/** Parts of all constants that steps read, by number. */
	TensorPart[] constantParts() {
		final TensorPart[] parts = new TensorPart[values];
		for (final Step s : steps)
			for (final Value v : s.inputs())
				if (v.constant() != null && parts[v.id()] == null) parts[v.id()] = v.constant().part();
		for (final Value v : outputs.values())
			if (v.constant() != null) parts[v.id()] = v.constant().part();
		return parts;
	}

	Evaluation evaluation() {
		return evaluation;
	}

	List<Step> globalSteps() {
		return global;
	}

	boolean[] spatialAxes(final Value v) {
		final boolean[] axes = spatial[v.id()];
		return axes == null ? new boolean[v.rank()] : axes;
	}

	Value inputValue() {
		return input;
	}

	Map<String, Value> outputValues() {
		return Collections.unmodifiableMap(outputs);
	}

	/**
	 * Computes all outputs into new tensors, by whole layers.
	 *
	 * @param image the input
	 * @return the outputs by name
	 */
	public Map<String, Tensor> run(final Tensor image) {
		return run(image, Schedule.WHOLE);
	}

	/**
	 * Computes all outputs into new tensors.
	 *
	 * @param image the input
	 * @param schedule whole layers or tiles
	 * @return the outputs by name
	 */
	public Map<String, Tensor> run(final TensorSource image, final Schedule schedule) {
		final Map<String, Tensor> results = new LinkedHashMap<>();
		outputs.forEach((name, v) -> results.put(name, new Tensor(v.shape())));
		run(image, results, schedule, Monitor.NONE);
		return results;
	}

	/**
	 * Computes outputs box by box.
	 *
	 * @param image the input
	 * @param sinks a receiver for each output to compute; other outputs are not
	 *          computed
	 * @param schedule whole layers or tiles
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the schedule's memory is too small
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public void run(final TensorSource image, final Map<String, ? extends TensorSink> sinks, final Schedule schedule,
		final Monitor monitor)
	{
		if (image instanceof Tensor && !Arrays.equals(((Tensor) image).shape(), input.shape()))
			throw new IllegalArgumentException("the image has shape " + Arrays.toString(((Tensor) image).shape()) +
				", but the plan is for " + input);
		sinks.keySet().forEach(this::output);
		new NetworkRun(this, image, sinks, null, schedule, monitor).run();
	}

	/**
	 * Computes part of an output.
	 *
	 * @param image the input
	 * @param name name of the output
	 * @param part part of the output to compute
	 * @param sink receiver of the part
	 * @param schedule whole layers (of that part) or tiles
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the schedule's memory is too small
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public void run(final TensorSource image, final String name, final Box part, final TensorSink sink,
		final Schedule schedule, final Monitor monitor)
	{
		output(name);
		new NetworkRun(this, image, Collections.singletonMap(name, sink), part, schedule, monitor).run();
	}

	/**
	 * @param schedule whole layers or tiles
	 * @return description of such a run: tiles, memory, work that is done twice
	 */
	public String describe(final Schedule schedule) {
		final Map<String, TensorSink> sinks = new LinkedHashMap<>();
		outputs.keySet().forEach(name -> sinks.put(name, (box, samples) -> {}));
		return new NetworkRun(this, null, sinks, null, schedule, Monitor.NONE).describe();
	}
}
