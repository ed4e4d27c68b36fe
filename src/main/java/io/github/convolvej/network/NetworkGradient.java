package io.github.convolvej.network;

import io.github.convolvej.network.operator.Backward;
import io.github.convolvej.network.operator.Binding;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSource;
import io.github.convolvej.run.Monitor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/**
 * Goes backwards through a network bound to the size of an input: from numbers
 * at samples of an output down to the input. With {@link Rectifier#GRADIENT} it
 * is the product of the transposed Jacobian with these numbers; the other ways
 * differ in what rectifiers pass back, and in nothing else. Only the part of the
 * input and of each layer that these samples depend on is computed. Gradients are
 * summed in double precision. Immutable and thread-safe.
 */
public final class NetworkGradient implements Serializable {

	private static final long serialVersionUID = 1L;

	private final ArrayList<Step> steps;
	private final Value input;
	private final LinkedHashMap<String, Value> outputs = new LinkedHashMap<>();
	private final int values;
	private final Evaluation evaluation;
	/** Tensors that depend on the input. */
	private final boolean[] dependent;

	private NetworkGradient(final Network network, final long[] shape) {
		final long[] made = network.madeShape(shape);
		final Binding binding = new Binding(made == null ? null : NetworkPlan.bound(network, made, new Binding()));
		NetworkPlan.bound(network, shape, binding);
		input = binding.value(network.input());
		for (final String name : network.outputs())
			outputs.put(name, binding.value(name));
		values = binding.count();
		steps = new ArrayList<>(binding.steps());
		evaluation = new Evaluation(steps, values, input);
		dependent = new boolean[values];
		dependent[input.id()] = true;
		for (final Step s : steps)
			for (final Value v : s.inputs())
				dependent[s.output().id()] |= dependent[v.id()];
	}

	/**
	 * @param network the network
	 * @param shape size of the input
	 * @return the way back
	 * @throws IllegalArgumentException if the network cannot take the size, or has
	 *           operators that nothing can be passed back through, naming all of
	 *           them
	 */
	public static NetworkGradient of(final Network network, final long... shape) {
		// sizes are checked there, with their remedies
		network.on(shape);
		final NetworkGradient gradient = new NetworkGradient(network, shape);
		final Set<String> missing = new TreeSet<>();
		final Set<String> flat = new TreeSet<>();
		final boolean[] reached = new boolean[gradient.values];
		gradient.outputs.values().forEach(v -> reached[v.id()] = true);
		for (int s = gradient.steps.size() - 1; s >= 0; s--) {
			final Step step = gradient.steps.get(s);
			if (!reached[step.output().id()] || !gradient.dependent[step.output().id()]) continue;
			if (!step.operator().hasBackward()) missing.add(step.node().toString());
			boolean passes = false;
			for (int i = 0; i < step.inputs().length; i++)
				if (step.operator().passesBackTo(i)) {
					reached[step.inputs()[i].id()] = true;
					passes |= gradient.dependent[step.inputs()[i].id()];
				}
			if (!passes) flat.add(step.node().toString());
		}
		// where there is another way, what is flat passes back 0, as its derivative is
		if (!reached[gradient.input.id()]) missing.addAll(flat);
		if (!missing.isEmpty()) throw new IllegalArgumentException("nothing can be passed back through " + String.join(", ",
			missing) + ": choose a layer before " + (missing.size() == 1 ? "it" : "them"));
		return gradient;
	}

	private Value output(final String name) {
		final Value value = outputs.get(name);
		if (value == null) throw new IllegalArgumentException("the network has no output '" + name + "': it has " + outputs
			.keySet());
		return value;
	}

	/**
	 * @param name name of an output
	 * @param units samples of it
	 * @return the part of the input that they depend on, cropped to the input; null
	 *         if they do not depend on it
	 */
	public Box receptiveField(final String name, final Box units) {
		final Box[] boxes = new Box[values];
		boxes[output(name).id()] = units;
		for (int s = steps.size() - 1; s >= 0; s--) {
			final Box box = boxes[steps.get(s).output().id()];
			final Value[] inputs = steps.get(s).inputs();
			for (int i = 0; box != null && i < inputs.length; i++) {
				final Box part = steps.get(s).operator().dependsOn(i, box);
				if (part != null) boxes[inputs[i].id()] = part.hull(boxes[inputs[i].id()]);
			}
		}
		return boxes[input.id()];
	}

	/**
	 * Goes back from samples of an output to the input.
	 *
	 * @param image the input
	 * @param name name of the output
	 * @param units the numbers to begin with, in double precision: 1 at a unit, or
	 *          the output's own samples; the box is a part of the output
	 * @param rectifier what rectifiers pass back
	 * @param monitor is asked whether to stop
	 * @return what reaches the receptive field of these samples, in double
	 *         precision, perhaps with zeros around it; null if they do not depend
	 *         on the input
	 * @throws IllegalArgumentException if there is not enough memory
	 * @throws CancellationException if the monitor cancelled
	 */
	public TensorPart back(final TensorSource image, final String name, final TensorPart units, final Rectifier rectifier,
		final Monitor monitor)
	{
		final Map<Value, Box> wanted = Collections.singletonMap(output(name), units.box());
		final TensorPart[] parts = forward(image, wanted, monitor);
		if (parts[input.id()] == null) return null;
		final TensorPart[] gradients = new TensorPart[values];
		final int top = output(name).id();
		// a layer that reads the output itself may need more of it
		gradients[top] = TensorPart.create(parts[top].box(), true);
		copy(units, gradients[top]);
		for (int s = steps.size() - 1; s >= 0; s--) {
			final Step step = steps.get(s);
			final int out = step.output().id();
			if (gradients[out] == null) continue;
			if (monitor.isCancelled()) throw new CancellationException();
			final Value[] inputs = step.inputs();
			final TensorPart[] in = new TensorPart[inputs.length];
			final TensorPart[] sums = new TensorPart[inputs.length];
			for (int i = 0; i < in.length; i++) {
				final int id = inputs[i].id();
				in[i] = parts[id];
				if (!dependent[id] || !step.operator().passesBackTo(i) || parts[id] == null) continue;
				if (gradients[id] == null) gradients[id] = TensorPart.create(parts[id].box(), true);
				sums[i] = gradients[id];
			}
			step.operator().backward(new Backward(in, gradients[out], sums, rectifier));
			gradients[out] = null;
			parts[out] = null;
		}
		final TensorPart result = gradients[input.id()];
		return result == null ? TensorPart.create(parts[input.id()].box(), true) : result;
	}

	/**
	 * Computes all that a sample of an output depends on, and keeps it.
	 *
	 * @param network a network, whose operators need no way back
	 * @param shape size of the input
	 * @param image the input
	 * @param position the sample of the first output
	 * @param monitor is asked whether to stop
	 * @return the samples of all layers that it depends on
	 * @throws IllegalArgumentException if the network cannot take the size, or there is not enough memory
	 * @throws CancellationException if the monitor cancelled
	 */
	public static NetworkTrace trace(final Network network, final long[] shape, final TensorSource image, final long[] position,
		final Monitor monitor)
	{
		network.on(shape);
		final NetworkGradient way = new NetworkGradient(network, shape);
		final Value result = way.output(network.outputs().get(0));
		final Box sample = new Box(position, position);
		return new NetworkTrace(way.steps, way.forward(image, Collections.singletonMap(result, sample), monitor), way.input, result,
			sample);
	}

	private static void copy(final TensorPart from, final TensorPart to) {
		final Box box = from.box();
		final long[] position = new long[box.rank()];
		for (int d = 0; d < position.length; d++)
			position[d] = box.min(d);
		for (final double v : from.doubles()) {
			to.doubles()[to.index(position)] = v;
			for (int d = position.length - 1; d >= 0 && ++position[d] > box.max(d); d--)
				position[d] = box.min(d);
		}
	}

	/** All tensors that some samples need, each as far as they need it. */
	private TensorPart[] forward(final TensorSource image, final Map<Value, Box> wanted, final Monitor monitor) {
		final TensorPart[] parts = new TensorPart[values];
		final boolean[] known = new boolean[values];
		for (final Step s : steps)
			for (final Value v : s.inputs())
				if (v.constant() != null && parts[v.id()] == null) {
					parts[v.id()] = v.constant().part();
					known[v.id()] = true;
				}
		final Box[] boxes = evaluation.boxes(wanted, known);
		checkMemory(boxes, known);
		if (boxes[input.id()] == null) return parts;
		final TensorPart read = TensorPart.create(boxes[input.id()], false);
		image.read(read.box(), read.floats());
		parts[input.id()] = read;
		try (PieceRunner runner = new PieceRunner(monitor, evaluation.load(wanted, known).nanoseconds())) {
			for (final Step s : steps) {
				final int out = s.output().id();
				if (boxes[out] == null) continue;
				final Value[] inputs = s.inputs();
				final TensorPart[] in = new TensorPart[inputs.length];
				for (int i = 0; i < in.length; i++)
					in[i] = parts[inputs[i].id()];
				parts[out] = TensorPart.create(boxes[out], s.operator().isWide());
				runner.run(s.operator(), in, parts[out], parts[out].box());
			}
		}
		return parts;
	}

	/** All layers are kept until the way back: samples, and the gradients of two or more layers at a time. */
	private void checkMemory(final Box[] boxes, final boolean[] known) {
		double bytes = 0;
		double largest = 0;
		for (int i = 0; i < boxes.length; i++)
			if (boxes[i] != null && !known[i]) {
				bytes += 4.0 * boxes[i].samples();
				largest = Math.max(largest, boxes[i].samples());
			}
		bytes += 4 * 8.0 * largest;
		final Runtime java = Runtime.getRuntime();
		final long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
		if (bytes > free || largest > Evaluation.MOST_SAMPLES) throw new IllegalArgumentException(
			"not enough memory: the way back keeps all layers, which takes " + Math.round(bytes / 1e6) + " MB, but " + free /
				1_000_000 + " MB are free: choose a unit instead of the whole map, an earlier layer, or a part of the image");
	}

	/**
	 * @param name name of an output
	 * @return its size
	 */
	public long[] outputShape(final String name) {
		return output(name).shape();
	}

	/** @return names of the outputs */
	public List<String> outputs() {
		return Collections.unmodifiableList(new ArrayList<>(outputs.keySet()));
	}

	@Override
	public String toString() {
		return "the way back from " + outputs.keySet() + " to " + Arrays.toString(input.shape());
	}
}
