package io.github.convolvej.benchmark;

import java.util.Locale;
import java.util.Map;

/** What ConvolveJ has to reach in a workload, with two threads where others have two as well. */
final class Goal {

	private enum Kind {
		FASTER, OF, ABOVE, SCALING, UNMEASURED
	}

	private final Kind kind;
	private final String workload;
	private final Column column;
	private final double bound;
	private final String remark;

	private Goal(final Kind kind, final String workload, final Column column, final double bound, final String remark) {
		this.kind = kind;
		this.workload = workload;
		this.column = column;
		this.bound = bound;
		this.remark = remark;
	}

	/** At least so many times faster. */
	static Goal faster(final String workload, final Column column, final double times) {
		return new Goal(Kind.FASTER, workload, column, times, null);
	}

	/** At most this part of the other's time. */
	static Goal part(final String workload, final Column column, final double part) {
		return new Goal(Kind.OF, workload, column, part, null);
	}

	/** At most so many milliseconds more. */
	static Goal above(final String workload, final Column column, final double milliseconds) {
		return new Goal(Kind.ABOVE, workload, column, milliseconds, null);
	}

	/** Two threads at least so many times faster than one. */
	static Goal scaling(final String workload, final double times) {
		return new Goal(Kind.SCALING, workload, Column.OURS, times, null);
	}

	/** What cannot be measured in this run. */
	static Goal unmeasured(final String workload, final String what) {
		return new Goal(Kind.UNMEASURED, workload, null, 0, what);
	}

	/** @return name of the workload */
	String workload() {
		return workload;
	}

	/** Ours on arrays, from an image into a given one: as all others, and as ImageJ's filters, which write into theirs. */
	private static double ours(final Map<String, Double> times, final int threads) {
		return times.get(Column.OURS.counter(threads));
	}

	/** What ImageJ's user gets, who waits for a new image with its display range too. */
	private String inImageJ(final Map<String, Double> times) {
		final Double plugin = times.get(Column.PLUGIN.counter(2));
		return column != Column.IMAGEJ || plugin == null ? "" : String.format(Locale.ROOT, ", %.2fx into a new image of ImageJ",
			theirs(times) / plugin);
	}

	private double theirs(final Map<String, Double> times) {
		final Double two = times.get(column.counter(2));
		final Double one = times.get(column.counter(1));
		return two == null ? one : column == Column.YARDSTICK ? two : Math.min(one, two);
	}

	/**
	 * @param times milliseconds by counter
	 * @return what was measured, in the goal's own terms
	 */
	double measured(final Map<String, Double> times) {
		switch (kind) {
			case FASTER:
				return theirs(times) / ours(times, 2);
			case OF:
				return ours(times, 2) / theirs(times);
			case ABOVE:
				return ours(times, 2) - theirs(times);
			case SCALING:
				return ours(times, 1) / ours(times, 2);
			default:
				return Double.NaN;
		}
	}

	/**
	 * @param times milliseconds by counter
	 * @return whether the goal was reached
	 */
	boolean isReached(final Map<String, Double> times) {
		final double measured = measured(times);
		return kind == Kind.FASTER || kind == Kind.SCALING ? measured >= bound : measured <= bound;
	}

	/** @return whether it can be measured here */
	boolean isMeasured() {
		return kind != Kind.UNMEASURED;
	}

	/**
	 * @param times milliseconds by counter
	 * @return the goal, what was measured, and whether that is enough
	 */
	String report(final Map<String, Double> times) {
		final String verdict = isReached(times) ? "reached" : "MISSED";
		final String other = column == null ? "" : column.title();
		switch (kind) {
			case FASTER:
				return String.format(Locale.ROOT, "%.2fx %s%s (goal >= %s) %s", measured(times), other, inImageJ(times),
					number(), verdict);
			case OF:
				return String.format(Locale.ROOT, "%.2f of %s (goal <= %s) %s", measured(times), other, number(), verdict);
			case ABOVE:
				return String.format(Locale.ROOT, "%.3f ms above %s (goal <= %s) %s", measured(times), other, number(), verdict);
			case SCALING:
				return String.format(Locale.ROOT, "%.2fx from 1 to 2 threads (goal >= %s) %s", measured(times), number(),
					verdict);
			default:
				return remark;
		}
	}

	private String number() {
		return bound == Math.rint(bound) ? String.valueOf((int) bound) : String.valueOf(bound);
	}
}
