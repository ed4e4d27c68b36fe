package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;

import java.util.Arrays;

/**
 * Medians, percentiles and ranks in windows of any shape. The samples of a small
 * block are sorted once. The window is then a set of bits, one for each rank,
 * which changes with the samples that enter and leave. The sample at a place of
 * the sorted order is found by counting bits, starting at its previous position
 * (J. Suomela, Median filtering is equivalent to sorting, 2014). The block size
 * is chosen so that neighbours in the sorted window are about a word of bits
 * apart. Results are sample values, so they do not depend on blocks.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RankWindows<A> extends MovingWindow<A> {

	private static final int WORD = 6;

	private final RankRule rule;
	private final boolean single;
	private final SampleOrder order = new SampleOrder();
	private int[] ranks = new int[0];
	private long[] words = new long[0];
	private boolean complete;
	/** Ranks from here on belong to NaN. */
	private int numbers;
	/** A word, and the number of bits set before it. */
	private int pivot;
	private int before;
	/**
	 * Number of samples of the window that count, and number of those that are not
	 * NaN.
	 */
	private int count;
	private int countNumbers;
	/** The number of samples for which the indices below were computed. */
	private int indexed = -1;
	private int lower;
	private int upper;

	RankWindows(final WindowArea<A> area, final RankRule rule, final Block target) {
		super(area, target);
		this.rule = rule;
		single = area.lines().bytes() < Double.BYTES;
	}

	@Override
	void begin(final int samples) {
		order.clear(samples);
		if (ranks.length < samples) {
			ranks = new int[samples];
			// one more word, for samples that do not count
			words = new long[(samples >> WORD) + 3];
		}
		complete = true;
	}

	@Override
	void sample(final double value, final int place) {
		order.add(value, place);
	}

	@Override
	void missing(final int place) {
		complete = false;
		ranks[place] = NONE;
	}

	@Override
	void ready() {
		order.rank(ranks, single);
		numbers = order.numbers();
		complete = complete && numbers == order.size();
		// what does not count flips bits of a word that nobody reads
		final int dummy = words.length - 1 << WORD;
		if (!complete) for (int i = 0; i < ranks.length; i++)
			if (ranks[i] == NONE) ranks[i] = dummy;
	}

	@Override
	void fill(final int centre, final int[] offsets) {
		Arrays.fill(words, 0);
		pivot = 0;
		before = 0;
		count = 0;
		countNumbers = 0;
		final int dummy = words.length - 1 << WORD;
		for (final int offset : offsets) {
			final int rank = ranks[centre + offset];
			words[rank >> WORD] ^= 1L << rank;
			if (rank < dummy) count++;
			if (rank < numbers) countNumbers++;
		}
	}

	@Override
	void move(final int centre, final int[] entering, final int[] leaving) {
		if (complete) moveAll(ranks, words, centre, entering, leaving);
		else moveSome(centre, entering, leaving);
	}

	private void moveAll(final int[] keys, final long[] bits, final int centre, final int[] entering,
		final int[] leaving)
	{
		final int first = pivot << WORD;
		int less = before;
		for (int i = 0; i < entering.length; i++) {
			final int in = keys[centre + entering[i]];
			bits[in >> WORD] ^= 1L << in;
			less += in - first >>> 31;
			final int out = keys[centre + leaving[i]];
			bits[out >> WORD] ^= 1L << out;
			less -= out - first >>> 31;
		}
		before = less;
	}

	private void moveSome(final int centre, final int[] entering, final int[] leaving) {
		final int first = pivot << WORD;
		final int dummy = words.length - 1 << WORD;
		for (int i = 0; i < entering.length; i++) {
			final int in = ranks[centre + entering[i]];
			words[in >> WORD] ^= 1L << in;
			before += in - first >>> 31;
			count += in - dummy >>> 31;
			countNumbers += in - numbers >>> 31;
			final int out = ranks[centre + leaving[i]];
			words[out >> WORD] ^= 1L << out;
			before -= out - first >>> 31;
			count -= out - dummy >>> 31;
			countNumbers -= out - numbers >>> 31;
		}
	}

	@Override
	double value() {
		if (count == 0 || countNumbers < count) return Double.NaN;
		if (count != indexed) {
			indexed = count;
			lower = rule.lower(count);
			upper = rule.upper(count);
		}
		final double value = ranked(lower);
		return upper == lower ? value : 0.5 * value + 0.5 * ranked(upper);
	}

	private double ranked(final int k) {
		int word = pivot;
		int less = before;
		while (less > k)
			less -= Long.bitCount(words[--word]);
		for (int bits = Long.bitCount(words[word]); less + bits <= k; bits = Long.bitCount(words[word])) {
			less += bits;
			word++;
		}
		pivot = word;
		before = less;
		long rest = words[word];
		for (int i = less; i < k; i++)
			rest &= rest - 1;
		return order.value((word << WORD) + Long.numberOfTrailingZeros(rest));
	}
}
