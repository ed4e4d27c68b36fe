package io.github.convolvej.explain;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Term.Place;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Explains pooling: the samples of a window, and which of them is the result or how they are combined. */
final class Pooled {

	private final Pooling pooling;
	private final long[] size;
	private final long targetIndex;
	private final List<Term> terms = new ArrayList<>();
	private final List<Phrase> arithmetic = new ArrayList<>();
	/** Indices of the terms that are samples, in scan order, and their values. */
	private final List<Integer> counted = new ArrayList<>();
	private final List<Double> values = new ArrayList<>();
	/** Number of positions that an average divides by. */
	private int cells;
	private double error;

	private Pooled(final Pooling pooling, final long[] size, final long targetIndex) {
		this.pooling = pooling;
		this.size = size;
		this.targetIndex = targetIndex;
	}

	/** @param targetIndex number of the output sample, counted over the whole result */
	static Explanation explain(final Pooling pooling, final Border border, final long[] size, final Samples samples,
		final long[] target, final long targetIndex)
	{
		final Pooled pooled = new Pooled(pooling, size, targetIndex);
		final Window[] windows = pooling.windows(size);
		pooled.collect(windows, border, samples, target);
		final double result = pooled.result();
		return new Explanation(pooling.reduction() + " pooling: " + WindowText.of("samples", windows), pooled.terms, pooled.arithmetic, result, pooled.error);
	}

	private void collect(final Window[] windows, final Border border, final Samples samples, final long[] target) {
		final int n = windows.length;
		double all = 1;
		for (final Window w : windows)
			all *= w.size();
		Sums.check(all);
		final int taps = (int) all;
		for (int t = 0; t < taps; t++) {
			final long[] position = new long[n];
			boolean inside = true;
			boolean padded = true;
			int rest = t;
			for (int d = 0; d < n; d++) {
				position[d] = target[d] * windows[d].stride() - windows[d].padBefore() + (long) (rest % windows[d].size()) *
					windows[d].dilation();
				rest /= windows[d].size();
				inside &= position[d] >= 0 && position[d] < size[d];
				padded &= position[d] < size[d] + windows[d].padAfter();
			}
			if (pooling.footprint() != null && !pooling.footprint()[t]) continue;
			final boolean sample = inside || padded && pooling.includesBorder();
			if (sample) {
				final Term term = Sums.plain(position, size, border, samples);
				counted.add(terms.size());
				values.add(term.value());
				terms.add(term);
			}
			else terms.add(Term.plain(position, null, Place.NOTHING, 0, padded ? pooling.includesPad()
				? "padding, counted as 0" : "padding, not counted" : "beyond the padding, not counted"));
			if (sample || padded && pooling.includesPad()) cells++;
		}
	}

	private double result() {
		switch (pooling.reduction()) {
			case MAX:
				return best("the maximum", Double.NEGATIVE_INFINITY, 1);
			case MIN:
				return best("the minimum", Double.POSITIVE_INFINITY, -1);
			case ARGMAX:
				return position();
			case AVERAGE:
				return average();
			case MEDIAN:
				return median();
			case LP:
				return norm();
			case SAMPLE:
				return drawn();
			case EXPECTED:
				return expected();
			default:
				throw new IllegalArgumentException(pooling.reduction() + " pooling has no explanation");
		}
	}

	/**
	 * The first of the largest (sign 1) or smallest (-1) samples; NaN counts as
	 * both.
	 */
	private int first(final int sign) {
		int best = -1;
		for (int i = 0; i < values.size(); i++) {
			if (Double.isNaN(values.get(i))) return i;
			if (best < 0 || sign * values.get(i) > sign * values.get(best)) best = i;
		}
		return best;
	}

	private double best(final String name, final double none, final int sign) {
		final int best = first(sign);
		if (best < 0) {
			arithmetic.add(new Phrase("there is no sample in the window: {0}", none));
			return none;
		}
		take(best, name);
		arithmetic.add(new Phrase(name + " of {0}: {1}", samples(), print(values.get(best))));
		return values.get(best);
	}

	private void take(final int i, final String why) {
		terms.set(counted.get(i), terms.get(counted.get(i)).taken(why));
	}

	private Phrase samples() {
		return new Phrase(values.size() == 1 ? "{0} sample" : "{0} samples", values.size());
	}

	private double position() {
		final int best = first(1);
		if (best < 0) {
			arithmetic.add(new Phrase("there is no sample in the window: {0}", -1));
			return -1;
		}
		take(best, "the maximum");
		final long[] at = terms.get(counted.get(best)).sample();
		long index = 0;
		for (int d = size.length - 1; d >= 0; d--)
			index = index * size[d] + at[d];
		arithmetic.add(new Phrase(size.length == 3 ? "position of the maximum of {0}, x + width * (y + height * z): {1}"
			: "position of the maximum of {0}, x + width * y: {1}", samples(), index));
		return index;
	}

	private double average() {
		double sum = 0;
		double magnitude = 0;
		for (final double v : values) {
			sum += v;
			magnitude += Math.abs(v);
		}
		final int divisor = pooling.divisor() == 0 ? cells : pooling.divisor();
		error = (values.size() + 4) * Explanation.EPSILON * magnitude / Math.abs(divisor) + Float.MIN_VALUE;
		arithmetic.add(new Phrase("sum of {0}: {1}", samples(), print(sum)));
		arithmetic.add(new Phrase("divided by {0}: {1}", divisor, print(sum / divisor)));
		return sum / divisor;
	}

	private double median() {
		if (values.isEmpty() || values.stream().anyMatch(v -> Double.isNaN(v))) {
			arithmetic.add(values.isEmpty() ? new Phrase("there is no sample in the window: {0}", Double.NaN) : new Phrase("a sample is NaN: NaN"));
			return Double.NaN;
		}
		final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		final double upper = sorted[sorted.length / 2];
		final double lower = sorted[(sorted.length - 1) / 2];
		final double median = lower / 2 + upper / 2;
		error = Explanation.EPSILON * Math.abs(median);
		if (sorted.length % 2 == 1) take(values.indexOf(upper), "the middle one");
		arithmetic.add(sorted.length % 2 == 1 ? new Phrase("the middle one of {0}: {1}", samples(), print(median)) : new Phrase(
			"the mean of the two middle ones of {0}, {1} and {2}: {3}", samples(), print(lower), print(upper), print(median)));
		return median;
	}

	private double norm() {
		final double p = pooling.exponent();
		if (p == Double.POSITIVE_INFINITY) return largestMagnitude();
		double sum = 0;
		for (final double v : values)
			sum += Math.pow(Math.abs(v), p);
		final double norm = Math.pow(sum, 1 / p);
		error = 4 * Explanation.EPSILON * norm;
		arithmetic.add(new Phrase("sum of |sample|^{0} of {1}: {2}", print(p), samples(), print(sum)));
		arithmetic.add(new Phrase("to the power of 1/{0}: {1}", print(p), print(norm)));
		return norm;
	}

	private double largestMagnitude() {
		int best = -1;
		double largest = 0;
		for (int i = 0; i < values.size() && !Double.isNaN(largest); i++)
			if (!(Math.abs(values.get(i)) <= largest)) {
				best = i;
				largest = Math.abs(values.get(i));
			}
		if (best >= 0) take(best, new Phrase("the largest magnitude").toString());
		arithmetic.add(new Phrase("the largest magnitude of {0}: {1}", samples(), print(largest)));
		return largest;
	}

	private double sumOfProbabilities() {
		double sum = 0;
		for (int i = 0; i < values.size(); i++) {
			if (values.get(i) < 0) values.set(i, 0.0);
			sum += values.get(i);
		}
		return sum;
	}

	private double drawn() {
		final double sum = sumOfProbabilities();
		if (sum == 0) {
			arithmetic.add(new Phrase("all samples are 0: 0"));
			return 0;
		}
		if (Double.isNaN(sum) || Double.isInfinite(sum)) {
			arithmetic.add(new Phrase("a sample is not finite: NaN"));
			return Double.NaN;
		}
		final SplittableRandom random = new SplittableRandom(pooling.seed());
		double draw = random.nextDouble();
		for (long i = 0; i < targetIndex; i++)
			draw = random.nextDouble();
		double reached = 0;
		int last = -1;
		for (int i = 0; i < values.size() && !(reached > draw * sum); i++)
			if (values.get(i) != 0) {
				reached += values.get(i);
				last = i;
			}
		take(last, "drawn");
		arithmetic.add(new Phrase("sum of {0}: {1}", samples(), print(sum)));
		arithmetic.add(new Phrase("number {0} drawn with seed {1}: {2}; times the sum: {3}", targetIndex + 1, pooling.seed(), print(
			draw), print(draw * sum)));
		arithmetic.add(new Phrase("the first sample with which the sum exceeds this: {0}", print(values.get(last))));
		return values.get(last);
	}

	private double expected() {
		final double sum = sumOfProbabilities();
		double expected = 0;
		if (sum != 0) for (final double v : values)
			expected += v / sum * v;
		error = 4 * Explanation.EPSILON * Math.abs(expected);
		arithmetic.add(new Phrase("sum of {0}: {1}", samples(), print(sum)));
		arithmetic.add(new Phrase("sum of sample * sample / that sum: {0}", print(expected)));
		return expected;
	}
}
