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

	/** Samples of an input whose tiles are listed to estimate the time for them. */
	private static final long MOST_LISTED = 1 << 20;

	/** Time that a step takes for a tile besides its sums, in nanoseconds: most of the time of tiles of a few samples. */
	private static final double STEP_OF_TILE = 5e4;

	private final Network network;
	private final Network adapted;
	private final StepGraph graph;
	private final LinkedHashMap<String, Value> outputs = new LinkedHashMap<>();

	NetworkPlan(final Network network, final long[] shape) {
		this.network = network;
		final long[] made = network.madeShape(shape);
		final Binding binding = new Binding(made == null ? null : bound(network, made, new Binding()));
		bound(network, shape, binding);
		adapted = binding.adapted().isEmpty() ? network : network.resizing(binding.adapted());
		for (final String name : network.outputs())
			outputs.put(name, binding.value(name));
		graph = new StepGraph(binding.steps(), outputs.values(), binding.count(), binding.value(network.input()), network
			.channelAxis());
	}

	private NetworkPlan(final NetworkPlan plan, final StepGraph graph) {
		network = plan.network;
		adapted = plan.adapted;
		outputs.putAll(plan.outputs);
		this.graph = graph;
	}

	/** Whether the whole image is needed for statistics only, which can be made of tiles before parts are computed. */
	boolean isStreamed() {
		return graph.isStreamed();
	}

	/** Statistics of a whole image that an output depends on. */
	Map<Integer, TensorPart> statistics(final TensorSource image, final String name, final Schedule schedule,
		final Monitor monitor)
	{
		return NetworkRun.statistics(graph, output(name), image, schedule, monitor);
	}

	/** This plan with statistics that are known, so that nothing depends on the whole image any more. */
	NetworkPlan knowing(final Map<Integer, TensorPart> statistics) {
		return new NetworkPlan(this, graph.knowing(statistics));
	}

	/** This plan as if all statistics were known, to find out what parts of its outputs need of the image. */
	NetworkPlan assumingStatistics() {
		final Map<Integer, TensorPart> all = new LinkedHashMap<>();
		graph.globalSteps().forEach(s -> all.put(s.output().id(), null));
		return knowing(all);
	}

	static Binding bound(final Network network, final long[] shape, final Binding binding) {
		network.constants().forEach(binding::constant);
		binding.input(network.input(), shape);
		for (final Node n : network.needed())
			Operators.bind(n, binding);
		return binding;
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
		return graph.input().shape();
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
		return Collections.unmodifiableList(graph.steps());
	}

	/** @return number of weights */
	public long parameters() {
		long count = 0;
		for (final Step s : graph.steps()) {
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
		return evaluation().load(wholeOutputs(), constants()).products();
	}

	/** @return estimated time of one core with whole layers, in nanoseconds */
	public double nanoseconds() {
		return evaluation().load(wholeOutputs(), constants()).nanoseconds();
	}

	/**
	 * @param schedule tiles of a given size, or what is chosen
	 * @return the same with the samples that small tiles compute several times, and what their number takes
	 */
	double nanoseconds(final Schedule schedule) {
		// of large images, small tiles are too many to be listed
		if (schedule.tile() == null || Box.samples(inputShape()) > MOST_LISTED) return nanoseconds();
		final TilePlan tiles = new ScheduleChoice(graph, outputs.values(), null, schedule).tiles();
		final double steps = (double) tiles.count() * graph.steps().size();
		return Math.max(nanoseconds(), tiles.load(false).nanoseconds() + STEP_OF_TILE * steps);
	}

	/** @return largest number of bytes of tensors in memory at the same time with whole layers */
	public double peakBytes() {
		return evaluation().load(wholeOutputs(), constants()).bytes();
	}

	/** @return whether every sample depends on a part of the image only, so that no pass over the whole image is needed */
	public boolean isLocal() {
		return graph.globalSteps().isEmpty();
	}

	/** @return names of the nodes that depend on the whole image */
	public List<String> globalNodes() {
		final List<String> names = new ArrayList<>();
		for (final Step s : graph.globalSteps())
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
		return evaluation().boxes(Collections.singletonMap(output(name), box), constants())[graph.input().id()];
	}

	/**
	 * Like {@link #needed}, but without samples that an engine computes beyond a
	 * part, in bands or boxes of a fixed grid.
	 *
	 * @param name name of an output
	 * @param box part of it
	 * @return part of the input whose samples can change those of the part; null if
	 *         there is none
	 */
	public Box dependsOn(final String name, final Box box) {
		return evaluation().dependencies(Collections.singletonMap(output(name), box), constants())[graph.input().id()];
	}

	/**
	 * @param name name of an output
	 * @param axis one of its axes
	 * @return whether it is an axis of the image, along which the output is
	 *         divided into tiles
	 */
	public boolean isSpatial(final String name, final int axis) {
		return graph.spatialAxes(output(name))[axis];
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
		for (int s = graph.steps().size() - 1; s >= 0; s--) {
			final Step step = graph.steps().get(s);
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
		return graph.constants();
	}

	TensorPart[] constantParts() {
		return graph.constantParts();
	}

	Evaluation evaluation() {
		return graph.evaluation();
	}

	boolean[] spatialAxes(final Value v) {
		return graph.spatialAxes(v);
	}

	Value inputValue() {
		return graph.input();
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
		if (image instanceof Tensor && !Arrays.equals(((Tensor) image).shape(), inputShape()))
			throw new IllegalArgumentException("the image has shape " + Arrays.toString(((Tensor) image).shape()) +
				", but the plan is for " + graph.input());
		sinks.keySet().forEach(this::output);
		new NetworkRun(graph, image, receivers(sinks), null, schedule, monitor).run();
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
		new NetworkRun(graph, image, receivers(Collections.singletonMap(name, sink)), part, schedule, monitor).run();
	}

	/**
	 * @param schedule whole layers or tiles
	 * @return description of such a run: tiles, memory, work that is done twice
	 */
	public String describe(final Schedule schedule) {
		final Map<Value, List<TensorSink>> sinks = new LinkedHashMap<>();
		outputs.values().forEach(v -> sinks.put(v, Collections.emptyList()));
		return new NetworkRun(graph, null, sinks, null, schedule, Monitor.NONE).describe();
	}

	/** The receivers of each tensor; outputs of different names may be the same tensor. */
	private Map<Value, List<TensorSink>> receivers(final Map<String, ? extends TensorSink> sinks) {
		final Map<Value, List<TensorSink>> receivers = new LinkedHashMap<>();
		sinks.forEach((name, sink) -> receivers.computeIfAbsent(outputs.get(name), v -> new ArrayList<>()).add(sink));
		return receivers;
	}
}
