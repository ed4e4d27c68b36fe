package io.github.convolvej.network;

import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.Set;

/**
 * Tensors that are computed right in their place within the result of a concatenation, so that it need not copy
 * them: those of which nothing else is needed than what the concatenation reads, and whose makers and readers can
 * use a part of a larger array.
 */
final class Places {

	private final Value[] holders;
	private final Box[] boxes;

	/**
	 * @param steps the steps
	 * @param needed for each tensor the box to compute, or null
	 * @param stored which tensors exist already
	 * @param wanted tensors that are results
	 */
	Places(final Step[] steps, final Box[] needed, final boolean[] stored, final Set<Value> wanted) {
		holders = new Value[needed.length];
		boxes = new Box[needed.length];
		final boolean[] free = free(steps, needed, stored);
		wanted.forEach(v -> free[v.id()] = false);
		for (final Step s : steps) {
			final Box all = needed[s.output().id()];
			final Value[] inputs = s.inputs();
			if (all == null || stored[s.output().id()] || s.operator().placeOf(0) == null) continue;
			for (int i = 0; i < inputs.length; i++) {
				final int id = inputs[i].id();
				if (!free[id] || holders[id] != null || !needed[id].equals(s.operator().needed(i, all)) || isSingle(inputs[i], s
					.output())) continue;
				holders[id] = s.output();
				boxes[id] = seenFrom(s.operator().placeOf(i), all);
			}
		}
	}

	/** Tensors whose maker and readers can use a part of an array. */
	private static boolean[] free(final Step[] steps, final Box[] needed, final boolean[] stored) {
		final boolean[] free = new boolean[needed.length];
		for (final Step s : steps) {
			final Value out = s.output();
			if (needed[out.id()] == null || stored[out.id()]) continue;
			free[out.id()] = s.operator().sharesArrays() && s.operator().placeOf(0) == null && !out.isWide();
			for (final Value v : s.inputs())
				free[v.id()] &= s.operator().sharesArrays();
		}
		return free;
	}

	/** A tensor of one position along the axis is repeated by some readers, which its array must show. */
	private static boolean isSingle(final Value part, final Value all) {
		for (int d = 0; d < part.rank(); d++)
			if (part.shape()[d] != all.shape()[d]) return part.shape()[d] == 1;
		return true;
	}

	private static Box seenFrom(final long[] place, final Box all) {
		Box box = all;
		for (int d = 0; d < place.length; d++)
			box = box.with(d, all.min(d) - place[d], all.max(d) - place[d]);
		return box;
	}

	/** The concatenation in whose result a tensor lies; null if it has an array of its own. */
	Value holder(final Value v) {
		return holders[v.id()];
	}

	/** The box of the array in which a tensor lies, on the tensor's positions. */
	Box box(final Value v) {
		return boxes[v.id()];
	}

	/** Counts each part as a use of the tensor in which it lies. */
	void countParts(final int[] uses) {
		for (final Value holder : holders)
			if (holder != null) uses[holder.id()]++;
	}

	/**
	 * Ends the use of an array by a tensor that nobody reads any more.
	 *
	 * @param v the tensor
	 * @param uses uses of each tensor that are left
	 * @return the tensor whose array is free now, which is this one or that in
	 *         which it lies; null if the array is still used
	 */
	Value freed(final Value v, final int[] uses) {
		final Value holder = holders[v.id()];
		if (holder == null) return v;
		return --uses[holder.id()] == 0 ? holder : null;
	}
}
