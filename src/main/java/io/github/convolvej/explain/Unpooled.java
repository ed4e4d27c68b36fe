package io.github.convolvej.explain;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.explain.Term.Place;

import java.util.ArrayList;
import java.util.List;

/** Explains unpooling by positions: finds the values whose position is the sample. */
final class Unpooled {

	private Unpooled() {}

	/**
	 * @param size size of the image of values
	 * @param targetSize size of the result
	 * @param samples values, and positions as the second image
	 * @param target the output sample
	 */
	static Explanation explain(final long[] size, final long[] targetSize, final Samples samples, final long[] target) {
		long index = 0;
		for (int d = size.length - 1; d >= 0; d--)
			index = index * targetSize[d] + target[d];
		final List<Term> terms = new ArrayList<>();
		long count = 1;
		for (final long n : size)
			count *= n;
		final long[] at = new long[size.length];
		for (long i = 0; i < count; i++) {
			long rest = i;
			for (int d = 0; d < size.length; d++) {
				at[d] = rest % size[d];
				rest /= size[d];
			}
			if (samples.value(1, at) == index) terms.add(Term.plain(at.clone(), at.clone(), Place.IMAGE, samples.value(0,
				at), ""));
		}
		final List<Phrase> arithmetic = new ArrayList<>();
		arithmetic.add(new Phrase("this is position {0} of the result", index));
		if (terms.isEmpty()) {
			arithmetic.add(new Phrase("no value has that position: 0"));
			return new Explanation("unpooling by positions", terms, arithmetic, 0, 0);
		}
		final Term last = terms.get(terms.size() - 1).taken(terms.size() == 1 ? "has that position" : "the last one is written");
		terms.set(terms.size() - 1, last);
		arithmetic.add(terms.size() == 1 ? new Phrase("one value has that position: {0}", print(last.value())) : new Phrase(
			"{0} values have that position, the last one in scan order is written: {1}", terms.size(), print(last.value())));
		return new Explanation("unpooling by positions", terms, arithmetic, last.value(), 0);
	}
}
