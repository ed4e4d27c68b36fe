package io.github.convolvej.explain;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Term.Place;
import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Explains weighted sums: samples times weights, added up, plus a bias. */
final class Sums {

	/** Terms of the longest explanation: more need gigabytes of memory. */
	private static final int MOST_TERMS = 1 << 22;

	/** The weight of one position, which several paths through a chain may reach. */
	private static final class Weight {

		private double sum;
		private double magnitude;
		private int paths;
		private String note;
	}

	private Sums() {}

	static Explanation explain(final Operation operation, final Linear linear, final Border border, final Samples samples,
		final long[] target)
	{
		check(linear.paths());
		final Map<List<Long>, Weight> places = new HashMap<>();
		linear.taps(target, (position, weight, note) -> {
			final Weight w = places.computeIfAbsent(Arrays.stream(position).boxed().collect(Collectors.toList()),
				p -> new Weight());
			w.sum += weight;
			w.magnitude += Math.abs(weight);
			w.paths++;
			w.note = note;
		});
		final List<List<Long>> ordered = new ArrayList<>(places.keySet());
		// in the order of the image samples
		ordered.sort(Sums::compare);
		final List<Term> terms = new ArrayList<>();
		final double constant = linear.constant(target);
		double sum = 0;
		double magnitude = Math.abs(constant);
		double largest = 0;
		for (final List<Long> place : ordered) {
			final Weight w = places.get(place);
			final Term term = term(place.stream().mapToLong(Long::longValue).toArray(), linear.size, border, samples,
				w.sum, w.paths > 1 ? w.paths + " paths" : w.note);
			terms.add(term);
			sum += term.product();
			magnitude += w.magnitude * Math.abs(term.value());
			largest = Math.max(largest, Math.abs(term.value()));
		}
		final List<Phrase> arithmetic = new ArrayList<>();
		arithmetic.add(places.isEmpty() ? new Phrase("no input sample reaches this output sample: the sum is 0") : new Phrase(
			terms.size() == 1 ? "sum of {0} product: {1}" : "sum of {0} products: {1}", terms.size(), print(sum)));
		if (constant != 0) arithmetic.add(new Phrase("plus bias {0}: {1}", print(constant), print(sum + constant)));
		return new Explanation(linear.name(), terms, arithmetic, sum + constant, error(operation, terms.size(), magnitude,
			largest));
	}

	/**
	 * Checks the number of terms of an explanation before it lists them.
	 *
	 * @param taps number of taps of a window, or of all paths through several
	 * @throws IllegalArgumentException if they are too many
	 */
	static void check(final double taps) {
		if (taps > MOST_TERMS) throw new IllegalArgumentException("The window has " + print(taps) + " taps, but an explanation, which" +
			" lists all of them, has at most " + MOST_TERMS + ": explain a result of a smaller window");
	}

	/**
	 * Returns how far a weighted sum in single precision may differ from the one
	 * in double.
	 *
	 * @param operation the operation that the sum belongs to
	 * @param terms number of terms
	 * @param magnitude sum of the magnitudes of all terms
	 * @param largest largest magnitude of a sample
	 */
	static double error(final Operation operation, final int terms, final double magnitude, final double largest) {
		return (terms + 8) * Explanation.EPSILON * Math.max(magnitude, largest * separated(operation)) + Float.MIN_VALUE;
	}

	private static int compare(final List<Long> a, final List<Long> b) {
		for (int d = a.size() - 1; d >= 0; d--)
			if (!a.get(d).equals(b.get(d))) return Long.compare(a.get(d), b.get(d));
		return 0;
	}

	/** Sum of the magnitudes of all weights of all separable terms, which may be larger than that of their sums. */
	private static double separated(final Operation operation) {
		if (operation instanceof FlattenedConvolution) return separated(((FlattenedConvolution) operation).passes());
		if (!(operation instanceof SeparableConvolution)) return 0;
		final SeparableKernel kernel = ((SeparableConvolution) operation).kernel();
		double sum = 0;
		for (int t = 0; t < kernel.terms(); t++) {
			double product = 1;
			for (int d = 0; d < kernel.numDimensions(); d++)
				product *= Arrays.stream(kernel.vector(t, d)).map(Math::abs).sum();
			sum += product;
		}
		// kernels count as separable up to a millionth
		return sum * 16;
	}

	/** The term of a position. */
	static Term term(final long[] position, final long[] size, final Border border, final Samples samples,
		final double weight, final String note)
	{
		final long[] inside = Linear.inside(position, size, border);
		return Term.at(position, inside, place(inside, position), value(inside, border, samples), weight, note);
	}

	/** The term of a position without a weight. */
	static Term plain(final long[] position, final long[] size, final Border border, final Samples samples) {
		final long[] inside = Linear.inside(position, size, border);
		return Term.plain(position, inside, place(inside, position), value(inside, border, samples), "");
	}

	private static Place place(final long[] inside, final long[] position) {
		return inside == null ? Place.CONSTANT : Arrays.equals(inside, position) ? Place.IMAGE : Place.BORDER;
	}

	private static double value(final long[] inside, final Border border, final Samples samples) {
		return inside == null ? border.value() : samples.value(0, inside);
	}
}
