package io.github.convolvej.network;

import io.github.convolvej.network.operator.Statistic;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.ArrayList;
import java.util.List;

/** A statistic of a whole tensor while tiles of the tensor come one after the other. Not thread-safe. */
final class StreamedStatistic {

	private final Value output;
	private final Statistic statistic;
	private final PieceRunner runner;
	/** Parts of the result, which different threads compute. */
	private final List<Box> pieces;
	private final List<Statistic.Accumulation> accumulations = new ArrayList<>();

	StreamedStatistic(final Value output, final Statistic statistic, final PieceRunner runner) {
		this.output = output;
		this.statistic = statistic;
		this.runner = runner;
		final Box all = Box.whole(output.shape());
		pieces = runner.pieces(statistic, all, statistic.cost(all));
		for (final Box piece : pieces)
			accumulations.add(statistic.start(piece));
	}

	Value output() {
		return output;
	}

	/**
	 * @param tile a part of the input
	 * @param box its box to add
	 */
	void add(final TensorPart tile, final Box box) {
		runner.forEach(pieces.size(), (i, scratch) -> {
			final Box own = statistic.needed(0, pieces.get(i)).intersect(box);
			if (own != null) accumulations.get(i).add(tile, own);
		});
	}

	/**
	 * Ends a pass.
	 *
	 * @return the result; null if another pass is needed
	 */
	TensorPart next() {
		boolean again = false;
		for (final Statistic.Accumulation a : accumulations)
			again |= a.next();
		if (again) return null;
		final TensorPart result = TensorPart.create(Box.whole(output.shape()), statistic.isWide());
		for (final Statistic.Accumulation a : accumulations)
			a.finish(result);
		return result;
	}
}
