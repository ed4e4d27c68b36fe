package io.github.convolvej.network;

import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSource;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes boxes of tensors of a network. First it finds backwards which boxes
 * of all earlier tensors are needed, cropped to each tensor. Then it computes
 * them forwards, and frees each after its last use. If all boxes are whole
 * tensors, it computes whole layers.
 */
final class Evaluation implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Largest number of samples of a Java array. */
	static final long MOST_SAMPLES = Integer.MAX_VALUE - 16;

	private final Step[] steps;
	private final int values;
	private final Value input;
	/** Null if statistics are those of the whole image. */
	private final transient TileStatistics tileStatistics;
	/** What was asked for last: whole images are computed again and again, and small networks within milliseconds. */
	private transient volatile Needs last;

	Evaluation(final List<Step> steps, final int values, final Value input) {
		this(steps.toArray(new Step[0]), values, input, null);
	}

	private Evaluation(final Step[] steps, final int values, final Value input, final TileStatistics tileStatistics) {
		this.steps = steps;
		this.values = values;
		this.input = input;
		this.tileStatistics = tileStatistics;
	}

	/** The same steps with statistics of each tile instead of the whole image. */
	Evaluation with(final TileStatistics statistics) {
		return new Evaluation(steps, values, input, statistics);
	}

	/**
	 * @param wanted boxes of some tensors
	 * @param stored parts that exist already, by number of the tensor
	 * @return for each tensor the box that is needed, null if nothing is needed
	 */
	Box[] boxes(final Map<Value, Box> wanted, final boolean[] stored) {
		return boxes(wanted, stored, false);
	}

	/** The boxes on which others depend, without what an engine computes beyond them. */
	Box[] dependencies(final Map<Value, Box> wanted, final boolean[] stored) {
		return boxes(wanted, stored, true);
	}

	private Needs needs(final Map<Value, Box> wanted, final boolean[] stored) {
		final Needs known = last;
		if (known != null && known.wanted.equals(wanted) && Arrays.equals(known.stored, stored)) return known;
		final Needs needs = new Needs(wanted, stored, boxes(wanted, stored));
		last = needs;
		return needs;
	}

	private Box[] boxes(final Map<Value, Box> wanted, final boolean[] stored, final boolean exactly) {
		final Box[] boxes = new Box[values];
		wanted.forEach((v, box) -> boxes[v.id()] = box.hull(boxes[v.id()]));
		for (int s = steps.length - 1; s >= 0; s--) {
			final int out = steps[s].output().id();
			if (boxes[out] == null || stored[out]) continue;
			final Value[] inputs = steps[s].inputs();
			for (int i = 0; i < inputs.length; i++) {
				Box needed = exactly ? steps[s].operator().dependsOn(i, boxes[out]) : steps[s].operator().needed(i, boxes[out]);
				if (tileStatistics != null && needed != null && tileStatistics.contains(steps[s])) needed = tileStatistics.box(inputs[i],
					boxes[inputs[i].id()], needed, wanted);
				if (needed != null) boxes[inputs[i].id()] = needed.hull(boxes[inputs[i].id()]);
			}
		}
		return boxes;
	}

	/** Number of steps that read each tensor, of parts that lie in it, and 1 if it is wanted. */
	private int[] uses(final Map<Value, Box> wanted, final Box[] boxes, final boolean[] stored, final Places places) {
		final int[] uses = new int[values];
		wanted.keySet().forEach(v -> uses[v.id()]++);
		for (final Step s : steps)
			if (boxes[s.output().id()] != null && !stored[s.output().id()]) for (final Value v : s.inputs())
				uses[v.id()]++;
		places.countParts(uses);
		return uses;
	}

	/**
	 * @param wanted boxes of some tensors
	 * @param stored which tensors exist already
	 * @return the largest memory needed to compute them, and the work
	 */
	Load load(final Map<Value, Box> wanted, final boolean[] stored) {
		final Needs needs = needs(wanted, stored);
		if (needs.load == null) needs.load = load(wanted, stored, needs.boxes);
		return needs.load;
	}

	private Load load(final Map<Value, Box> wanted, final boolean[] stored, final Box[] boxes) {
		final Places places = new Places(steps, boxes, stored, wanted.keySet());
		final int[] uses = uses(wanted, boxes, stored, places);
		final boolean[] begun = new boolean[values];
		double live = stored[input.id()] ? 0 : bytes(boxes, input, stored);
		double peak = live;
		double work = 0;
		double products = 0;
		double largest = boxes[input.id()] == null ? 0 : boxes[input.id()].samples();
		for (final Step s : steps) {
			final Box box = boxes[s.output().id()];
			if (box == null || stored[s.output().id()]) continue;
			largest = Math.max(largest, box.samples());
			final Value array = places.holder(s.output()) == null ? s.output() : places.holder(s.output());
			if (!begun[array.id()]) live += bytes(boxes, array, stored);
			begun[array.id()] = true;
			peak = Math.max(peak, live);
			final boolean ofTile = tileStatistics != null && tileStatistics.contains(s);
			work += ofTile ? 2.0 * boxes[s.inputs()[0].id()].samples() : s.operator().cost(box);
			products += s.operator().multiplyAccumulates(box);
			for (final Value v : s.inputs())
				if (--uses[v.id()] == 0) live -= bytes(boxes, places.freed(v, uses), stored);
			if (uses[s.output().id()] == 0) live -= bytes(boxes, places.freed(s.output(), uses), stored);
		}
		return new Load(largest > MOST_SAMPLES ? Double.POSITIVE_INFINITY : peak, work, products);
	}

	private static double bytes(final Box[] boxes, final Value v, final boolean[] stored) {
		final Box box = v == null ? null : boxes[v.id()];
		return box == null || v.constant() != null || stored[v.id()] ? 0 : (v.isWide() ? 8.0 : 4.0) * box.samples();
	}

	/**
	 * @param wanted boxes of some tensors
	 * @param stored parts that exist already, by number of the tensor; null where
	 *          there is none
	 * @param source the input
	 * @param runner threads
	 * @return the parts, which may hold more than their boxes
	 */
	Map<Value, TensorPart> compute(final Map<Value, Box> wanted, final TensorPart[] stored, final TensorSource source,
		final PieceRunner runner)
	{
		final boolean[] known = new boolean[values];
		for (int i = 0; i < values; i++)
			known[i] = stored[i] != null;
		final Box[] boxes = needs(wanted, known).boxes;
		final Places places = new Places(steps, boxes, known, wanted.keySet());
		final int[] uses = uses(wanted, boxes, known, places);
		final TensorPart[] parts = stored.clone();
		runner.prepare();
		if (!known[input.id()] && boxes[input.id()] != null) {
			final Box box = boxes[input.id()];
			final TensorPart read = created(input, box, wanted.containsKey(input), runner);
			source.read(box, read.floats());
			parts[input.id()] = read;
		}
		for (final Step s : steps) {
			final int out = s.output().id();
			if (boxes[out] == null || known[out]) continue;
			final Value[] inputs = s.inputs();
			final TensorPart[] in = new TensorPart[inputs.length];
			for (int i = 0; i < in.length; i++)
				in[i] = parts[inputs[i].id()];
			final Value array = places.holder(s.output()) == null ? s.output() : places.holder(s.output());
			if (parts[array.id()] == null) parts[array.id()] = created(array, boxes[array.id()], wanted.containsKey(array), runner);
			if (array != s.output()) parts[out] = new TensorPart(places.box(s.output()), parts[array.id()].data());
			runner.run(s.operator(), in, parts[out], boxes[out]);
			for (final Value v : inputs)
				if (--uses[v.id()] == 0 && !known[v.id()]) free(parts, v, places.freed(v, uses), runner);
			if (uses[out] == 0) free(parts, s.output(), places.freed(s.output(), uses), runner);
		}
		final Map<Value, TensorPart> result = new LinkedHashMap<>();
		wanted.keySet().forEach(v -> result.put(v, parts[v.id()]));
		return result;
	}

	private static TensorPart created(final Value v, final Box box, final boolean kept, final PieceRunner runner) {
		return kept || v.isWide() ? TensorPart.create(box, v.isWide()) : new TensorPart(box, runner.memory().take(Math.toIntExact(
			box.samples())));
	}

	/** Forgets a tensor, and the array that is free now. */
	private static void free(final TensorPart[] parts, final Value v, final Value array, final PieceRunner runner) {
		final TensorPart part = array == null ? null : parts[array.id()];
		parts[v.id()] = null;
		if (array == null) return;
		parts[array.id()] = null;
		if (part != null && !part.isWide()) runner.memory().give(part.floats());
	}

	/** What some boxes of tensors need. */
	private static final class Needs {

		private final Map<Value, Box> wanted;
		private final boolean[] stored;
		/** Of each tensor the box that is needed. */
		private final Box[] boxes;
		/** Null until it is asked for. */
		private volatile Load load;

		Needs(final Map<Value, Box> wanted, final boolean[] stored, final Box[] boxes) {
			this.wanted = new LinkedHashMap<>(wanted);
			this.stored = stored.clone();
			this.boxes = boxes;
		}
	}

	/** Memory and work of an evaluation. */
	static final class Load {

		private final double bytes;
		private final double nanoseconds;
		private final double products;

		Load(final double bytes, final double nanoseconds, final double products) {
			this.bytes = bytes;
			this.nanoseconds = nanoseconds;
			this.products = products;
		}

		/** Largest memory in use; infinite if an array would be too long. */
		double bytes() {
			return bytes;
		}

		/** Estimated time on one core. */
		double nanoseconds() {
			return nanoseconds;
		}

		/** Multiply-accumulates. */
		double products() {
			return products;
		}
	}
}
