package io.github.convolvej.explain;

import static io.github.convolvej.explain.Numbers.print;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Term.Place;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FlattenedConvolution;
import io.github.convolvej.filter.SeparableConvolution;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Explains weighted sums: sample times weight, added up, and a bias. */
final class Sums {

	/** What is at one place, which several paths through a chain may lead to. */
	private static final class Weight {

		private double sum;
		private double magnitude;
		private int paths;
		private String note;
	}

	private Sums() {}

	static Explanation explain(final Filter filter, final Linear linear, final Border border, final Samples samples,
		final long[] target)
	{
		final Map<List<Long>, Weight> places = new LinkedHashMap<>();
		linear.taps(target, (position, weight, note) -> {
			final Weight w = places.computeIfAbsent(Arrays.stream(position).boxed().collect(Collectors.toList()),
				p -> new Weight());
			w.sum += weight;
			w.magnitude += Math.abs(weight);
			w.paths++;
			w.note = note;
		});
		final List<Term> terms = new ArrayList<>();
		final double constant = linear.constant(target);
		double sum = 0;
		double magnitude = Math.abs(constant);
		double largest = 0;
		for (final Map.Entry<List<Long>, Weight> place : places.entrySet()) {
			final Weight w = place.getValue();
			final Term term = term(place.getKey().stream().mapToLong(Long::longValue).toArray(), linear.size, border, samples,
				0, w.sum, w.paths > 1 ? w.paths + " paths" : w.note);
			terms.add(term);
			sum += term.product();
			magnitude += w.magnitude * Math.abs(term.value());
			largest = Math.max(largest, Math.abs(term.value()));
		}
		final List<String> arithmetic = new ArrayList<>();
		arithmetic.add(places.isEmpty() ? "no input sample reaches this output sample: the sum is 0" : "sum of " + terms.size() +
			(terms.size() == 1 ? " product: " : " products: ") + print(sum));
		if (constant != 0) arithmetic.add("plus bias " + print(constant) + ": " + print(sum + constant));
		return new Explanation(linear.name(), terms, arithmetic, sum + constant, (terms.size() + 8) * Explanation.EPSILON *
			Math.max(magnitude, largest * separated(filter)) + Float.MIN_VALUE);
	}

	/** Sum of the magnitudes of all weights of all terms, which may be larger than those of their sum. */
	private static double separated(final Filter filter) {
		if (filter instanceof FlattenedConvolution) return separated(((FlattenedConvolution) filter).passes());
		if (!(filter instanceof SeparableConvolution)) return 0;
		final SeparableKernel kernel = ((SeparableConvolution) filter).kernel();
		double sum = 0;
		for (int t = 0; t < kernel.terms(); t++) {
			double product = 1;
			for (int d = 0; d < kernel.numDimensions(); d++)
				product *= Arrays.stream(kernel.vector(t, d)).map(Math::abs).sum();
			sum += product;
		}
		// weights count as separable up to a millionth
		return sum * 16;
	}

	/** Windows of all axes in a few words, x first; a stride and dilation of 1 go without saying. */
	static String windows(final String what, final Window... windows) {
		final String stride = each(w -> String.valueOf(w.stride()), windows);
		final String dilation = each(w -> String.valueOf(w.dilation()), windows);
		return each(w -> String.valueOf(w.size()), windows).replace(",", " x ") + " " + what + (stride.matches("[1,]*") ? ""
			: ", stride " + stride) + (dilation.matches("[1,]*") ? "" : ", dilation " + dilation) + ", padding " + each(w -> w
				.padBefore() + ":" + w.padAfter(), windows);
	}

	private static String each(final Function<Window, String> word, final Window... windows) {
		return Arrays.stream(windows).map(word).collect(Collectors.joining(","));
	}

	/** What is at a place. */
	static Term term(final long[] position, final long[] size, final Border border, final Samples samples, final int image,
		final double weight, final String note)
	{
		final long[] inside = Linear.inside(position, size, border);
		if (inside == null) return Term.at(position, null, Place.CONSTANT, border.value(), weight, note);
		final Place place = Arrays.equals(inside, position) ? Place.IMAGE : Place.BORDER;
		return Term.at(position, inside, place, samples.value(image, inside), weight, note);
	}
}
