package io.github.convolvej.explain;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Term.Place;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.WindowShape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains a statistic of the samples around a sample: which of them count, and which one is the result or how they are
 * combined.
 */
final class Surrounding {

	private final Neighbourhood neighbourhood;
	private final List<Term> terms = new ArrayList<>();
	private final List<Phrase> arithmetic = new ArrayList<>();
	/** Indices of the terms that count, in scan order, and their values. */
	private final List<Integer> counted = new ArrayList<>();
	private final List<Double> values = new ArrayList<>();
	private double error;

	private Surrounding(final Neighbourhood neighbourhood) {
		this.neighbourhood = neighbourhood;
	}

	static Explanation explain(final Neighbourhood neighbourhood, final Border border, final long[] size,
		final Samples samples, final long[] target)
	{
		final Surrounding surrounding = new Surrounding(neighbourhood);
		surrounding.collect(border, size, samples, target);
		final double result = surrounding.result();
		return new Explanation(neighbourhood.toString(), surrounding.terms, surrounding.arithmetic, result,
			surrounding.error);
	}

	private void collect(final Border border, final long[] size, final Samples samples, final long[] target) {
		final WindowShape shape = neighbourhood.shape();
		Sums.check(shape.samples());
		final boolean[] footprint = shape.footprint();
		for (int t = 0; t < footprint.length; t++) {
			if (!footprint[t]) continue;
			final long[] position = new long[size.length];
			boolean inside = true;
			int rest = t;
			for (int d = 0; d < size.length; d++) {
				final int width = 2 * shape.radius(d) + 1;
				position[d] = target[d] * neighbourhood.step(d) + rest % width - shape.radius(d);
				rest /= width;
				inside &= position[d] >= 0 && position[d] < size[d];
			}
			if (!inside && !neighbourhood.includesBorder()) terms.add(Term.plain(position, null, Place.NOTHING, 0,
				"outside of the image, not counted"));
			else add(Sums.plain(position, size, border, samples), inside && neighbourhood.sources() > 1 && samples.value(1,
				position) == 0);
		}
	}

	private void add(final Term term, final boolean masked) {
		final boolean ignored = neighbourhood.ignoresNaN() && Double.isNaN(term.value());
		if (masked || ignored) {
			final long[] at = term.cell();
			terms.add(Term.plain(at, term.sample(), Place.NOTHING, term.value(), masked ? "the mask is 0, not counted"
				: "NaN, not counted"));
			return;
		}
		counted.add(terms.size());
		values.add(term.value());
		terms.add(term);
	}

	private double result() {
		if (values.isEmpty()) {
			arithmetic.add(new Phrase("no sample counts: NaN"));
			return Double.NaN;
		}
		for (int i = 0; i < values.size(); i++)
			if (Double.isNaN(values.get(i))) {
				take(i, "NaN");
				arithmetic.add(new Phrase("a sample is NaN: NaN"));
				return Double.NaN;
			}
		final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		final int n = sorted.length;
		switch (neighbourhood.statistic()) {
			case MINIMUM:
				return placed(sorted, 0, new Phrase("the minimum"));
			case MAXIMUM:
				return placed(sorted, n - 1, new Phrase("the maximum"));
			case RANGE:
				return range(sorted);
			case MEDIAN:
				return n % 2 == 1 ? placed(sorted, n / 2, new Phrase("the middle one")) : middle(sorted);
			case PERCENTILE:
				final int place = new BigDecimal(n - 1).multiply(BigDecimal.valueOf(neighbourhood.number())).movePointLeft(2)
					.setScale(0, RoundingMode.HALF_DOWN).intValueExact();
				return placed(sorted, place, ordered(place, n));
			case RANK:
				final double rank = neighbourhood.number() < 0 ? n + neighbourhood.number() : neighbourhood.number();
				final int limited = (int) Math.max(0, Math.min(n - 1, rank));
				return placed(sorted, limited, ordered(limited, n));
			case MODE:
				return mode(sorted);
			case MEAN:
				return mean(sorted);
			case VARIANCE:
				return variance(sorted);
			case DEVIATION:
				final double deviation = Math.sqrt(variance(sorted));
				arithmetic.add(new Phrase("its root, the standard deviation: {0}", print(deviation)));
				error = 4 * Explanation.EPSILON * deviation + Float.MIN_VALUE;
				return deviation;
			default:
				throw new IllegalArgumentException("a " + neighbourhood.statistic() + " has no explanation");
		}
	}

	private Phrase samples() {
		return new Phrase(values.size() == 1 ? "{0} sample" : "{0} samples", values.size());
	}

	private static Phrase ordered(final int place, final int n) {
		return new Phrase("number {0} of {1} in their order, counted from 0", place, n - 1);
	}

	private void take(final int i, final String why) {
		terms.set(counted.get(i), terms.get(counted.get(i)).taken(why));
	}

	private double placed(final double[] sorted, final int place, final Phrase why) {
		take(values.indexOf(sorted[place]), why.toString());
		arithmetic.add(new Phrase("{0}, of {1}: {2}", why, samples(), print(sorted[place])));
		return sorted[place];
	}

	private double middle(final double[] sorted) {
		final double lower = sorted[sorted.length / 2 - 1];
		final double upper = sorted[sorted.length / 2];
		final double median = 0.5 * lower + 0.5 * upper;
		error = Explanation.EPSILON * Math.abs(median) + Float.MIN_VALUE;
		arithmetic.add(new Phrase("the mean of the two middle ones of {0}, {1} and {2}: {3}", samples(), print(lower), print(
			upper), print(median)));
		return median;
	}

	private double range(final double[] sorted) {
		final double range = sorted[sorted.length - 1] - sorted[0];
		error = Explanation.EPSILON * Math.abs(range);
		arithmetic.add(new Phrase("the largest of {0}, {1}, minus the smallest, {2}: {3}", samples(), print(
			sorted[sorted.length - 1]), print(sorted[0]), print(range)));
		return range;
	}

	private double mode(final double[] sorted) {
		double mode = 0;
		int most = 0;
		for (int i = 0, run = 0; i < sorted.length; i++) {
			run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
			if (run <= most) continue;
			most = run;
			mode = sorted[i];
		}
		for (int i = 0; i < values.size(); i++)
			if (values.get(i) == mode) take(i, "the most frequent");
		arithmetic.add(new Phrase("the most frequent of {0}, {1} times: {2}", samples(), most, print(mode)));
		return mode;
	}

	private double mean(final double[] sorted) {
		double sum = 0;
		double magnitude = 0;
		for (final double v : sorted) {
			sum += v;
			magnitude += Math.abs(v);
		}
		final double mean = sum / sorted.length;
		error = Explanation.EPSILON * (Math.abs(mean) + 1e-6 * magnitude) + Float.MIN_VALUE;
		arithmetic.add(new Phrase("sum of {0}: {1}", samples(), print(sum)));
		arithmetic.add(new Phrase("divided by {0}: {1}", sorted.length, print(mean)));
		return mean;
	}

	private double variance(final double[] sorted) {
		final double mean = mean(sorted);
		double sum = 0;
		for (final double v : sorted)
			sum += (v - mean) * (v - mean);
		final double variance = sum / sorted.length;
		error = 4 * Explanation.EPSILON * variance + Float.MIN_VALUE;
		arithmetic.add(new Phrase("sum of squared distances from that mean: {0}", print(sum)));
		arithmetic.add(new Phrase("divided by {0}, the variance: {1}", sorted.length, print(variance)));
		return variance;
	}
}
