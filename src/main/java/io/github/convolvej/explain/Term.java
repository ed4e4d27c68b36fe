package io.github.convolvej.explain;

import java.util.Collections;
import java.util.List;

/**
 * What one place under a window adds to an output sample: where it is, what is
 * there, and what it is multiplied with. Immutable; arrays are not to be changed.
 */
public final class Term {

	/** What lies at a place. */
	public enum Place {
			/** A sample of the image. */
			IMAGE,
			/** Outside of the image: a sample of it, mirrored, repeated or the like. */
			BORDER,
			/** Outside of the image: the border's constant. */
			CONSTANT,
			/** Outside of the image, where there is nothing: it is not counted. */
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

	/** At a whole position, which may lie outside of the image. */
	static Term at(final long[] position, final long[] sample, final Place place, final double value,
		final double weight, final String note)
	{
		return at(position, sample, place, value, weight, true, note);
	}

	/** The same, not multiplied. */
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

	/** Between samples. */
	static Term between(final long[] tap, final double[] position, final double value, final double weight,
		final String note, final List<Term> around)
	{
		return new Term(tap, position, null, Place.BETWEEN, value, weight, true, false, note, around);
	}

	/** The same, as the one that makes the result alone. */
	Term taken(final String why) {
		return new Term(cell, position, sample, place, value, weight, weighted, true, why, around);
	}

	/** @return where it is drawn among the others, on the axes of the filter: its position, or for one between samples its tap */
	public long[] cell() {
		return cell;
	}

	/** @return where the filter looks, on its axes; it may be outside of the image */
	public double[] position() {
		return position;
	}

	/** @return the sample of the image that is there, on the axes of the filter; null if it is none */
	public long[] sample() {
		return sample;
	}

	/** @return what is there */
	public Place place() {
		return place;
	}

	/** @return its value */
	public double value() {
		return value;
	}

	/** @return what the value is multiplied with; NaN if it is not multiplied */
	public double weight() {
		return weight;
	}

	/** @return whether the value is multiplied with a weight */
	public boolean isWeighted() {
		return weighted;
	}

	/** @return value times weight, or the value if there is none */
	public double product() {
		return weighted ? value * weight : value;
	}

	/** @return whether it is the one that makes the result: the largest sample of a window, for example */
	public boolean isTaken() {
		return taken;
	}

	/** @return a remark; empty if there is none */
	public String note() {
		return note;
	}

	/** @return the samples that an interpolated value is made of; otherwise none */
	public List<Term> around() {
		return around;
	}
}
