package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is computed of the whole image and stored, before the tiles of the outputs. */
final class Stage {

	/** Ways to compute it. */
	enum Kind {
			/** The tensor is computed by tiles and stored. */
			TILES,
			/** The tensor is computed at once. */
			WHOLE,
			/** The tensor is computed by tiles, which are not stored: statistics are made of them. */
			STREAM
	}

	private final Kind kind;
	private final Value tensor;
	private final List<Step> statistics;

	private Stage(final Kind kind, final Value tensor, final List<Step> statistics) {
		this.kind = kind;
		this.tensor = tensor;
		this.statistics = statistics;
	}

	static Stage tiles(final Value tensor) {
		return new Stage(Kind.TILES, tensor, Collections.emptyList());
	}

	static Stage whole(final Value tensor) {
		return new Stage(Kind.WHOLE, tensor, Collections.emptyList());
	}

	static Stage stream(final Value tensor, final List<Step> statistics) {
		return new Stage(Kind.STREAM, tensor, statistics);
	}

	Kind kind() {
		return kind;
	}

	/** The tensor that is computed. */
	Value tensor() {
		return tensor;
	}

	/** Statistics that are made of the tensor. */
	List<Step> statistics() {
		return statistics;
	}

	/** The tensors that are stored. */
	List<Value> stored() {
		if (kind != Kind.STREAM) return Collections.singletonList(tensor);
		final List<Value> results = new ArrayList<>();
		for (final Step s : statistics)
			results.add(s.output());
		return results;
	}

	/** Passes over the tensor. */
	int passes() {
		int most = 1;
		for (final Step s : statistics)
			most = Math.max(most, ((Statistic) s.operator()).passes());
		return most;
	}

	/** Memory of statistics while they are made. */
	double accumulationBytes() {
		double bytes = 0;
		for (final Step s : statistics)
			bytes += (double) ((Statistic) s.operator()).accumulationBytes() * Box.samples(s.output().shape());
		return bytes;
	}
}
