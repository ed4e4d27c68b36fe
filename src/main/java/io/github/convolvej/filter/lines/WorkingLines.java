package io.github.convolvej.filter.lines;

/**
 * Working lines for loops that write to one or two of them. Samples begin at {@link #MARGIN}; what lies before them, and
 * up to a vector behind them, may be computed as well and means nothing. {@link LoopStart} finds where loops begin best.
 *
 * @param <A> primitive array type
 */
public final class WorkingLines<A> {

	/** Place of the first sample in each line. */
	public static final int MARGIN = SumLines.MARGIN;

	private final A[] lines;
	private final int[] starts;

	/**
	 * @param scratch working memory
	 * @param key what the lines are for
	 * @param memory lines of the type
	 * @param count number of lines
	 * @param samples samples of each, without the margin
	 * @param trial a loop as those that are run over these lines
	 */
	public WorkingLines(final Scratch scratch, final Object key, final LineMemory<A> memory, final int count,
		final int samples, final LoopTrial<A> trial)
	{
		lines = scratch.arrays(key, memory, count + count % 2, SumLines.length(samples));
		starts = scratch.start(lines).of(memory, lines, trial);
	}

	/** @return all lines, and perhaps more */
	public A[] all() {
		return lines;
	}

	/**
	 * @param line number of a line
	 * @return the first sample of it that is computed, in the margin or behind it, where a loop begins well
	 */
	public int first(final int line) {
		return starts[line / 2];
	}

	/**
	 * @param line number of a line
	 * @param n number of samples, behind the margin
	 * @return the sample after the last that is computed
	 */
	public int end(final int line, final int n) {
		return LoopStart.end(first(line), MARGIN + n);
	}
}
