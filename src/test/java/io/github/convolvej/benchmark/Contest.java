package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.run.Filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The entrants of one workload on the same samples. Before anything is timed, the
 * values of all are compared with ConvolveJ's; then they are timed in turns, so
 * that what disturbs the machine disturbs all of them.
 */
final class Contest implements AutoCloseable {

	/** A call is repeated to take at least this many milliseconds. */
	private static final double SHORTEST = 2;
	/** Entrants that take longer for a call have few turns. */
	private static final double SLOW = 400;
	/** Milliseconds for all turns of an entrant that is slow. */
	private static final double BUDGET = 4000;

	private final Picture.Type type;
	private int[] size;
	private int axes;
	private final List<Seat> seats = new ArrayList<>();
	private int turns;

	/**
	 * @param type sample type of results, by which tolerances are meant
	 */
	Contest(final Picture.Type type) {
		this.type = type;
	}

	/** An entrant with a number of threads. */
	private static final class Seat {

		private final Column column;
		private final Entrant entrant;
		private final int threads;
		private final double factor;
		private double first;
		private int turns;

		Seat(final Column column, final Entrant entrant, final int threads, final double factor) {
			this.column = column;
			this.entrant = entrant;
			this.threads = threads;
			this.factor = factor;
		}

		double milliseconds(final int calls) {
			entrant.reset();
			final long start = System.nanoTime();
			entrant.run(threads, calls);
			return (System.nanoTime() - start) * 1e-6 / calls;
		}
	}

	/** ConvolveJ, over arrays; first of all, since the others are compared with it. */
	Contest ours(final Filter filter, final int spatial, final Border border, final Picture source) {
		axes = spatial;
		size = Arrays.stream(Filters.targetDimensions(filter, source.image())).mapToInt(n -> (int) n).toArray();
		return seat(Column.OURS, Ours.arrays(filter, border, source, type), 1);
	}

	/**
	 * ConvolveJ, by something else than a filter; first of all, since the others are compared with it.
	 *
	 * @param entrant ConvolveJ
	 * @param result size of the result, x first
	 * @return this
	 */
	Contest ours(final Entrant entrant, final int... result) {
		axes = 2;
		size = result.clone();
		return seat(Column.OURS, entrant, 1);
	}

	/** ConvolveJ in ImageJ, with a result of the image's type, as that of ImageJ is. */
	Contest plugin(final Filter filter, final Border border, final Picture source) {
		return plugin(filter, border, source, Agreement.within(0));
	}

	/** The same if results over arrays have another type. */
	Contest plugin(final Filter filter, final Border border, final Picture source, final Agreement agreement) {
		return add(Column.PLUGIN, Ours.plugin(filter, axes, border, source), agreement);
	}

	/**
	 * @param column whose entrant
	 * @param entrant does the same work
	 * @param agreement what its values have to do with ConvolveJ's
	 * @return this
	 */
	Contest add(final Column column, final Entrant entrant, final Agreement agreement) {
		entrant.reset();
		// the first call of all is no measure, but tells how long they take
		entrant.run(entrant.usesThreads() ? 2 : 1, 1);
		final String difference = agreement.check(seats.get(0).entrant.values(), entrant.values(), size, axes);
		if (difference != null) throw new IllegalStateException(column.title() + " and ConvolveJ disagree: " + difference);
		return seat(column, entrant, 1);
	}

	/**
	 * @param entrant does something else
	 * @param factor its times are multiplied with this
	 * @return this
	 */
	Contest yardstick(final Entrant entrant, final double factor) {
		return seat(Column.YARDSTICK, entrant, factor);
	}

	private Contest seat(final Column column, final Entrant entrant, final double factor) {
		for (int threads = 1; threads <= (entrant.usesThreads() ? 2 : 1); threads++)
			seats.add(new Seat(column, entrant, threads, factor));
		if (seats.get(0).entrant == entrant) entrant.run(2, 1);
		return this;
	}

	/**
	 * Everyone's first, unmeasured calls.
	 *
	 * @param milliseconds for each; a slow one has a single call, which is its
	 *          measure if there is no time for more
	 */
	void warmUp(final double milliseconds) {
		for (final Seat seat : seats) {
			seat.first = seat.milliseconds(1);
			final long end = System.nanoTime() + (long) (1e6 * (milliseconds - seat.first));
			while (System.nanoTime() < end)
				seat.first = Math.min(seat.first, seat.milliseconds(1));
		}
	}

	/**
	 * One turn of everyone, but of slow ones not in every round.
	 *
	 * @param slice milliseconds of a turn, in which the fastest call counts
	 * @param rounds how many there will be
	 * @param times takes the times of those who had a turn
	 */
	void round(final double slice, final int rounds, final Times times) {
		for (final Seat seat : seats) {
			final int most = seat.first <= SLOW ? rounds : (int) Math.min(rounds, BUDGET / seat.first);
			if (seat.turns == 0 && most == 0) times.set(seat.column, seat.threads, seat.first * seat.factor);
			if ((turns + 1) * most / rounds > seat.turns) times.set(seat.column, seat.threads, turn(seat, slice) *
				seat.factor);
		}
		turns++;
	}

	private static double turn(final Seat seat, final double slice) {
		final int calls = (int) Math.ceil(SHORTEST / seat.first);
		final long end = System.nanoTime() + (long) (slice * 1e6);
		double best = seat.milliseconds(calls);
		while (System.nanoTime() < end)
			best = Math.min(best, seat.milliseconds(calls));
		seat.turns++;
		return best;
	}

	@Override
	public void close() {
		seats.forEach(s -> s.entrant.close());
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%d entrants, results of %s", seats.size(), Arrays.toString(size));
	}
}
