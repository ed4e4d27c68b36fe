package io.github.convolvej.filter.lines;

import java.util.Arrays;

/**
 * Working lines for sums of products: the factors, and the sums of them. Samples begin at {@link #MARGIN}; what
 * lies before them, and up to a vector behind them, may be computed as well and means nothing.
 * <p>
 * All lines are created one after another, so that they begin at the same place within a cache line, as long as
 * Java moves them together. {@link LoopStart} finds where a loop over them begins best.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class SumLines<A> {

	/** Place of the first sample in each line. */
	public static final int MARGIN = Lines.VECTOR;

	private final Lines<A> lines;
	private final A[] factors;
	private final A[] others;
	private final A[] sums;
	/** Pairs of lines before the sums; and where loops over each pair of lines begin best. */
	private final int pairsBefore;
	private final int[] starts;

	/**
	 * @param scratch working memory
	 * @param key what the lines are for
	 * @param lines precision
	 * @param factors number of lines of factors
	 * @param sums number of sums
	 * @param length samples of each, without the margin
	 */
	public SumLines(final Scratch scratch, final Object key, final Lines<A> lines, final int factors, final int sums,
		final int length)
	{
		this(scratch, key, lines, null, factors, 0, sums, length);
	}

	/**
	 * @param scratch working memory
	 * @param key what the lines are for
	 * @param lines precision
	 * @param factors number of lines of factors
	 * @param others number of lines that factors are made from, or that are made from sums
	 * @param sums number of sums
	 * @param length samples of each, without the margin
	 */
	public SumLines(final Scratch scratch, final Object key, final Lines<A> lines, final int factors, final int others,
		final int sums, final int length)
	{
		this(scratch, key, lines, null, factors, others, sums, length);
	}

	/**
	 * @param scratch working memory
	 * @param key what the lines are for
	 * @param lines precision
	 * @param factors lines of factors, of the {@link #length} of so many samples
	 * @param sums number of sums
	 * @param length samples of each, without the margin
	 */
	public SumLines(final Scratch scratch, final Object key, final Lines<A> lines, final A[] factors, final int sums,
		final int length)
	{
		this(scratch, key, lines, factors, 0, 0, sums, length);
	}

	private SumLines(final Scratch scratch, final Object key, final Lines<A> lines, final A[] given, final int factors,
		final int others, final int sums, final int length)
	{
		this.lines = lines;
		pairsBefore = (factors + others + 1) / 2;
		final int before = 2 * pairsBefore;
		final A[] all = scratch.arrays(key, lines, before + sums, length(length));
		this.factors = given != null ? given : Arrays.copyOfRange(all, 0, factors);
		this.others = Arrays.copyOfRange(all, factors, factors + others);
		this.sums = Arrays.copyOfRange(all, before, before + sums);
		starts = scratch.start(all).of(lines, all);
	}

	/**
	 * @param samples number of samples
	 * @return length of a line for them, with all that may be computed
	 */
	public static int length(final int samples) {
		return Lines.wholeVectors(MARGIN + samples) + Lines.VECTOR;
	}

	/**
	 * Creates lines of factors that are to last.
	 *
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines precision
	 * @param count number of lines
	 * @param samples samples of each, without the margin
	 * @return the lines
	 */
	public static <A> A[] factors(final LineMemory<A> lines, final int count, final int samples) {
		return Scratch.create(lines, count, length(samples));
	}

	/** @return the lines of factors */
	public A[] factors() {
		return factors;
	}

	/** @return the other lines */
	public A[] others() {
		return others;
	}

	/** @return the sums */
	public A[] sums() {
		return sums;
	}

	/**
	 * Adds products of factors to some sums, in the order of the factors.
	 *
	 * @param which number of each of the sums; faster if an even one precedes the next odd one
	 * @param at for each sum the first of its weights
	 * @param count how many sums
	 * @param weights where the weights are
	 * @param n number of samples, behind the margin
	 * @param first the first factor
	 * @param terms how many of them
	 */
	public void add(final int[] which, final int[] at, final int count, final A weights, final int n, final int first,
		final int terms)
	{
		add(which, at, count, weights, 0, n, first, terms);
	}

	/**
	 * Adds products of factors to some sums, for some samples of each, as the method above does for those from the first on.
	 *
	 * @param which number of each of the sums
	 * @param at for each sum the first of its weights
	 * @param count how many sums
	 * @param weights where the weights are
	 * @param from the first sample, counted behind the margin; faster if it is a multiple of {@link Lines#VECTOR}
	 * @param n number of samples
	 * @param first the first factor
	 * @param terms how many of them
	 */
	public void add(final int[] which, final int[] at, final int count, final A weights, final int from, final int n,
		final int first, final int terms)
	{
		final int end = MARGIN + from + n;
		int k = 0;
		for (; k + 1 < count; k += 2)
			lines.add(sums[which[k]], at[k], sums[which[k + 1]], at[k + 1], weights, from + start(which[k]), end, factors, first,
				terms);
		if (k < count) lines.add(sums[which[k]], at[k], weights, from + start(which[k]), end, factors, first, terms);
	}

	/**
	 * Adds products of lines to a line.
	 *
	 * @param line the line
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples, behind the margin
	 * @param from where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	public void add(final A line, final A weights, final int at, final int n, final A[] from, final int first, final int terms) {
		lines.add(line, at, weights, start(0), MARGIN + n, from, first, terms);
	}

	/**
	 * Begins some sums with products of factors, as {@link #add(int[], int[], int, Object, int, int, int) add} does if
	 * the sums are 0 before.
	 *
	 * @param which number of each of the sums; faster if an even one precedes the next odd one
	 * @param at for each sum the first of its weights
	 * @param count how many sums
	 * @param weights where the weights are
	 * @param n number of samples, behind the margin
	 * @param first the first factor
	 * @param terms how many of them
	 */
	public void begin(final int[] which, final int[] at, final int count, final A weights, final int n, final int first,
		final int terms)
	{
		int k = 0;
		for (; k + 1 < count; k += 2)
			lines.set(sums[which[k]], at[k], sums[which[k + 1]], at[k + 1], 0, weights, start(which[k]), MARGIN + n, factors, first,
				terms);
		if (k == count) return;
		lines.fill(sums[which[k]], length(n), 0);
		lines.add(sums[which[k]], at[k], weights, start(which[k]), MARGIN + n, factors, first, terms);
	}

	/**
	 * Computes a line from others, as {@link Lines#set(Object, double, double[], int, int, Object[], int, int)} does.
	 *
	 * @param line the line
	 * @param begin what the products are added to
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples, behind the margin
	 * @param from where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	public void set(final A line, final double begin, final double[] weights, final int at, final int n, final A[] from,
		final int first, final int terms)
	{
		lines.set(line, begin, weights, at, start(0), MARGIN + n, from, first, terms);
	}

	/**
	 * Computes two lines from the same others, which is faster than one by one.
	 *
	 * @param one the one line
	 * @param atOne the first of its weights
	 * @param other the other line
	 * @param atOther the first of its weights
	 * @param begin what the products are added to
	 * @param weights where the weights are
	 * @param n number of samples, behind the margin
	 * @param from where the factors are
	 * @param first the first of them
	 * @param terms how many of them
	 */
	public void set(final A one, final int atOne, final A other, final int atOther, final double begin, final A weights,
		final int n, final A[] from, final int first, final int terms)
	{
		lines.set(one, atOne, other, atOther, begin, weights, start(0), MARGIN + n, from, first, terms);
	}

	/** @return the first sample of a line that is computed, in the margin or behind it: a loop over the line begins well there */
	public int first() {
		return start(0);
	}

	/**
	 * @param sum number of a sum, best an even one if the next one is computed with it
	 * @return the same for this sum
	 */
	public int first(final int sum) {
		return start(sum);
	}

	/**
	 * @param n number of samples, behind the margin
	 * @return the sample after the last that is computed
	 */
	public int end(final int n) {
		return LoopStart.end(start(0), MARGIN + n);
	}

	/**
	 * Begins a sum with a number and products of factors.
	 *
	 * @param which number of the sum
	 * @param begin what the products are added to
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples, behind the margin
	 * @param first the first factor
	 * @param terms how many of them
	 */
	public void begin(final int which, final double begin, final double[] weights, final int at, final int n, final int first,
		final int terms)
	{
		lines.set(sums[which], begin, weights, at, start(which), MARGIN + n, factors, first, terms);
	}

	/**
	 * Adds products of samples of one line, as {@link Lines#addSpaced} does.
	 *
	 * @param which number of the sum
	 * @param weights where the weights are
	 * @param at the first of them
	 * @param n number of samples, behind the margin
	 * @param line the line, which has as many more samples as the terms need
	 * @param terms how many of them
	 */
	public void addSpaced(final int which, final double[] weights, final int at, final int n, final A line, final int terms) {
		lines.addSpaced(sums[which], weights, at, start(which), MARGIN + n, line, terms);
	}

	private int start(final int sum) {
		return starts[pairsBefore + sum / 2];
	}
}
