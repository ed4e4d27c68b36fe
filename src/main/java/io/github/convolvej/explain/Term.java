package io.github.convolvej.explain;

import java.util.Collections;
import java.util.List;

/**
 * The contribution of one position under a window to an output sample: the
 * position, the value there, and its weight. Immutable; arrays must not be
 * changed.
 */
public final class Term {

	/** The kind of sample at a position. */
	public enum Place {
			/** A sample of the image. */
			IMAGE,
			/**
			 * Outside the image: a sample of the image, repeated or mirrored by the
			 * border.
			 */
			BORDER,
			/** Outside the image: the border's constant. */
			CONSTANT,
			/** Outside the image: no sample, not counted. */
			NOTHING,
			/** Between samples: interpolated. */
			BETWEEN
	}

	private final long[] cell;
	private final double[] position;
	private final long[] sample;
	private final Place place;
	private final double value;
	private final double weight;
	private final boolean weighted;
	private final boolean taken;
	private final String note;
	private final List<Term> around;

	private Term(final long[] cell, final double[] position, final long[] sample, final Place place, final double value,
		final double weight, final boolean weighted, final boolean taken, final String note, final List<Term> around)
	{
		this.cell = cell;
		this.position = position;
		this.sample = sample;
		this.place = place;
		this.value = value;
		this.weight = weight;
		this.weighted = weighted;
		this.taken = taken;
		this.note = note;
		this.around = around;
	}

	/** A term at a whole-number position, which may lie outside the image. */
	static Term at(final long[] position, final long[] sample, final Place place, final double value,
		final double weight, final String note)
	{
		return at(position, sample, place, value, weight, true, note);
	}

	/** The same without a weight. */
	static Term plain(final long[] position, final long[] sample, final Place place, final double value,
		final String note)
	{
		return at(position, sample, place, value, Double.NaN, false, note);
	}

	private static Term at(final long[] position, final long[] sample, final Place place, final double value,
		final double weight, final boolean weighted, final String note)
	{
		final double[] p = new double[position.length];
		for (int d = 0; d < p.length; d++)
			p[d] = position[d];
		return new Term(position, p, sample, place, value, weight, weighted, false, note, Collections.emptyList());
	}

	/** A term between samples. */
	static Term between(final long[] tap, final double[] position, final double value, final double weight,
		final String note, final List<Term> around)
	{
		return new Term(tap, position, null, Place.BETWEEN, value, weight, true, false, note, around);
	}

	/** The same term, marked as the one that is the result. */
	Term taken(final String why) {
		return new Term(cell, position, sample, place, value, weight, weighted, true, why, around);
	}

	/**
	 * @return the cell in which it is drawn, on the axes of the filter: its
	 *         position, or the tap for a term between samples
	 */
	public long[] cell() {
		return cell;
	}

	/** @return position that the filter reads, on its axes; it may be outside the image */
	public double[] position() {
		return position;
	}

	/** @return sample of the image at that position, on the axes of the filter; null if there is none */
	public long[] sample() {
		return sample;
	}

	/** @return kind of sample at the position */
	public Place place() {
		return place;
	}

	/** @return value of the sample */
	public double value() {
		return value;
	}

	/** @return weight of the value; NaN if it has none */
	public double weight() {
		return weight;
	}

	/** @return whether the value is multiplied by a weight */
	public boolean isWeighted() {
		return weighted;
	}

	/** @return value times weight, or the value if there is no weight */
	public double product() {
		return weighted ? value * weight : value;
	}

	/** @return whether this term is the result, such as the largest sample of a window */
	public boolean isTaken() {
		return taken;
	}

	/** @return a note; empty if there is none */
	public String note() {
		return note;
	}

	/** @return samples that an interpolated value is computed from; otherwise empty */
	public List<Term> around() {
		return around;
	}
}
