package io.github.convolvej.filter.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sorting network that finds the samples at one or two places of the sorted
 * order: Batcher's merge exchange (Knuth, The Art of Computer Programming,
 * algorithm 5.2.2M) without the steps on which these places do not depend.
 */
final class RankNetwork {

	/** Largest number of samples; for larger windows, moving ranks are faster. */
	private static final int MOST_SAMPLES = 25;

	private static final Map<List<Integer>, RankNetwork> KNOWN = new ConcurrentHashMap<>();

	/** For each step, the place for the smaller sample and the place for the larger one. */
	final int[] low;
	final int[] high;
	/** For each step, which of the two are needed later. */
	final boolean[] keepsLow;
	final boolean[] keepsHigh;

	private RankNetwork(final int n, final int lower, final int upper) {
		final List<int[]> pairs = sorting(n);
		final BitSet needed = new BitSet();
		needed.set(lower);
		needed.set(upper);
		final List<int[]> kept = new ArrayList<>();
		final List<boolean[]> keeps = new ArrayList<>();
		for (int i = pairs.size() - 1; i >= 0; i--) {
			final int[] pair = pairs.get(i);
			final boolean first = needed.get(pair[0]);
			final boolean second = needed.get(pair[1]);
			if (!first && !second) continue;
			kept.add(0, pair);
			keeps.add(0, new boolean[] { first, second });
			needed.set(pair[0]);
			needed.set(pair[1]);
		}
		low = kept.stream().mapToInt(p -> p[0]).toArray();
		high = kept.stream().mapToInt(p -> p[1]).toArray();
		keepsLow = new boolean[low.length];
		keepsHigh = new boolean[low.length];
		for (int i = 0; i < low.length; i++) {
			keepsLow[i] = keeps.get(i)[0];
			keepsHigh[i] = keeps.get(i)[1];
		}
	}

	/**
	 * @param n number of samples
	 * @param lower one of the places
	 * @param upper the other place, or the same
	 * @return the network
	 */
	static RankNetwork of(final int n, final int lower, final int upper) {
		return KNOWN.computeIfAbsent(List.of(n, lower, upper), key -> new RankNetwork(n, lower, upper));
	}

	/** Whether windows of that shape are computed by a network. */
	static boolean fits(final WindowShape shape) {
		return shape.samples() <= MOST_SAMPLES;
	}

	private static List<int[]> sorting(final int n) {
		final List<int[]> pairs = new ArrayList<>();
		final int top = n < 2 ? 0 : Integer.highestOneBit(n - 1);
		for (int p = top; p > 0; p /= 2) {
			int q = top;
			int r = 0;
			for (int d = p; d > 0; d = q - p, q /= 2, r = p) {
				for (int i = 0; i < n - d; i++)
					if ((i & p) == r) pairs.add(new int[] { i, i + d });
				if (q == p) break;
			}
		}
		return pairs;
	}
}
