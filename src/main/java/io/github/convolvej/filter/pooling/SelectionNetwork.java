package io.github.convolvej.filter.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sorting network that finds the median of a window. It compares and exchanges
 * the same pairs of samples in the same order for all windows, so whole lines of
 * windows are compared at once (Knuth, The Art of Computer Programming, 5.3.4).
 * Columns, which neighbouring windows share, are sorted first; then the samples
 * of equal rank in their columns are sorted. Samples that now have too many
 * smaller or too many larger ones cannot be the median; the remaining ones are
 * sorted. Exchanges that never change anything, or that no median depends on,
 * are left out.
 */
final class SelectionNetwork {

	/**
	 * The results that an exchange keeps: the smaller of two samples in the first
	 * place, the larger in the second, or both.
	 */
	enum Kind {
			BOTH, SMALLER, LARGER
	}

	/** One exchange of two places. */
	static final class Exchange {

		final int first;
		final int second;
		final Kind kind;

		private Exchange(final int first, final int second, final Kind kind) {
			this.first = first;
			this.second = second;
			this.kind = kind;
		}
	}

	/** Exchanges of two places, to sort a column. */
	final List<Exchange> column;
	/** Exchanges of places {@code rank in the column * width + number of the column}. */
	final List<Exchange> window;
	/**
	 * The place of the median after all exchanges; of an even number of samples,
	 * the lower of the two middle ones.
	 */
	final int lower;
	/**
	 * For an even number of samples, the place of the upper of the two middle
	 * ones; otherwise the same as {@link #lower}.
	 */
	final int upper;

	/**
	 * @param width columns of the window
	 * @param height samples of a column
	 */
	SelectionNetwork(final int width, final int height) {
		column = sorting(IntStream.range(0, height).boxed().collect(Collectors.toList()));
		final List<Exchange> all = new ArrayList<>();
		for (int i = 0; i < height; i++) {
			final int row = i * width;
			all.addAll(sorting(IntStream.range(row, row + width).boxed().collect(Collectors.toList())));
		}
		final int n = width * height;
		final int low = (n - 1) / 2;
		final int high = n / 2;
		final List<Integer> candidates = new ArrayList<>();
		int below = 0;
		for (int place = 0; place < n; place++) {
			final int notLarger = (place / width + 1) * (place % width + 1);
			final int notSmaller = (height - place / width) * (width - place % width);
			if (n - notSmaller < low) below++;
			else if (notLarger - 1 <= high) candidates.add(place);
		}
		candidates.sort(Comparator.comparingInt(place -> (place / width + 1) * (place % width + 1) - (height - place /
			width) * (width - place % width)));
		all.addAll(sorting(candidates));
		lower = candidates.get(low - below);
		upper = candidates.get(high - below);
		window = needed(effective(all, width, height), n);
	}

	/** Batcher's merge exchange (Knuth, algorithm 5.2.2M). */
	private static List<Exchange> sorting(final List<Integer> places) {
		final List<Exchange> exchanges = new ArrayList<>();
		final int n = places.size();
		final int top = n < 2 ? 0 : Integer.highestOneBit(n - 1);
		for (int p = top; p > 0; p /= 2) {
			int q = top;
			int r = 0;
			for (int d = p; d > 0; d = q - p, q /= 2, r = p) {
				for (int i = 0; i < n - d; i++)
					if ((i & p) == r) exchanges.add(new Exchange(places.get(i), places.get(i + d), Kind.BOTH));
				if (q == p) break;
			}
		}
		return exchanges;
	}

	/**
	 * Removes exchanges that always find their samples in order. It is enough to
	 * check all inputs of zeros and ones (Knuth, theorem 5.3.4Z).
	 */
	private static List<Exchange> effective(final List<Exchange> exchanges, final int width, final int height) {
		final int n = width * height;
		final BitSet[] ones = new BitSet[n];
		for (int place = 0; place < n; place++)
			ones[place] = new BitSet();
		final int cases = (int) Math.pow(height + 1, width);
		for (int c = 0; c < cases; c++)
			for (int j = 0, rest = c; j < width; j++, rest /= height + 1)
				for (int i = height - rest % (height + 1); i < height; i++)
					ones[i * width + j].set(c);
		final List<Exchange> effective = new ArrayList<>();
		for (final Exchange e : exchanges) {
			final BitSet both = (BitSet) ones[e.first].clone();
			both.and(ones[e.second]);
			if (both.equals(ones[e.first])) continue;
			ones[e.second].or(ones[e.first]);
			ones[e.first] = both;
			effective.add(e);
		}
		return effective;
	}

	/** Removes exchanges that no median depends on, from the last to the first. */
	private List<Exchange> needed(final List<Exchange> exchanges, final int n) {
		final boolean[] needed = new boolean[n];
		needed[lower] = true;
		needed[upper] = true;
		final List<Exchange> kept = new ArrayList<>();
		for (int k = exchanges.size() - 1; k >= 0; k--) {
			final Exchange e = exchanges.get(k);
			final boolean first = needed[e.first];
			final boolean second = needed[e.second];
			if (!first && !second) continue;
			kept.add(0, new Exchange(e.first, e.second, first && second ? Kind.BOTH : first ? Kind.SMALLER : Kind.LARGER));
			needed[e.first] = true;
			needed[e.second] = true;
		}
		return kept;
	}
}
