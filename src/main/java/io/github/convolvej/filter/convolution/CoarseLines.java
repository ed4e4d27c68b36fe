package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;

import java.util.Arrays;

/**
 * Averages lines of samples to the places of a coarse grid, blurs them there, and interpolates lines. The
 * lines of the image lie across the axis: one for each position. Places beyond the image read the lines that
 * its border repeats, so each line is read once.
 */
final class CoarseLines {

	/** Lines that are added to all their places at a time. */
	static final int LINES = 6;

	private final CoarseRange range;
	private final CoarseGrid grid;
	private final double[] blur;
	/** For each place, the weights that lie outside of a constant border, times its value. */
	private final double[] outside;
	/** For each group of lines the places that they are part of, their weights, and the first weight of each place. */
	private final int[][] places;
	private final double[][] weights;
	private final int[] counts;
	private final int[] multiples;
	private final float[][] sums;
	private final int[] at;

	/**
	 * @param range the places
	 * @param min position of the first line that can be read
	 * @param lines how many
	 * @param factor that blurred lines are multiplied by
	 */
	CoarseLines(final CoarseRange range, final long min, final int lines, final double factor) {
		this.range = range;
		grid = range.grid;
		blur = grid.blur.clone();
		CoarseGrid.normalise(blur, 0, blur.length, factor);
		outside = new double[range.averaged];
		final int groups = (lines + LINES - 1) / LINES;
		places = new int[groups][(2 * grid.half + LINES) / grid.step + 2];
		weights = new double[groups][((2 * grid.half + LINES) / grid.step + 2) * LINES];
		counts = new int[groups];
		for (int k = 0; k < range.averaged; k++)
			for (int t = -grid.half; t <= grid.half; t++) {
				final double weight = grid.down[grid.half + t];
				final long from = range.border.position((range.firstAveraged + k) * grid.step + t);
				if (from < 0 && range.border.isKnown()) outside[k] += weight * range.border.value();
				else {
					final int line = (int) (from - min);
					// the list of weights may grow
					final int at = index(line / LINES, k) * LINES + line % LINES;
					weights[line / LINES][at] += weight;
				}
			}
		final int most = Math.max(grid.step, Arrays.stream(counts).max().orElse(0));
		multiples = new int[most];
		for (int i = 0; i < most; i++)
			multiples[i] = i * LINES;
		sums = new float[most][];
		at = new int[most];
	}

	/**
	 * Begins averages: those that read nothing but a constant border are complete.
	 *
	 * @param averages a line for each place that is averaged
	 * @param width samples of a line
	 */
	void begin(final float[][] averages, final int width) {
		for (int k = 0; k < range.averaged; k++)
			Arrays.fill(averages[k], 0, width, (float) outside[k]);
	}

	/**
	 * Adds some lines to the averages, in their order.
	 *
	 * @param group number of the group of {@link #LINES} lines
	 * @param lines where they are
	 * @param from the first of them
	 * @param count how many
	 * @param averages a line for each place that is averaged
	 * @param width samples of a line
	 */
	void add(final int group, final float[][] lines, final int from, final int count, final float[][] averages,
		final int width)
	{
		for (int i = 0; i < counts[group]; i++)
			sums[i] = averages[places[group][i]];
		Precision.SINGLE.add(sums, multiples, counts[group], weights[group], width, lines, from, count);
	}

	/** The index of a place in a group; it is added if it is not there. Places come in their order. */
	private int index(final int group, final int place) {
		final int n = counts[group];
		if (n > 0 && places[group][n - 1] == place) return n - 1;
		if (n == places[group].length) {
			places[group] = Arrays.copyOf(places[group], 2 * n);
			weights[group] = Arrays.copyOf(weights[group], 2 * n * LINES);
		}
		places[group][n] = place;
		counts[group]++;
		return n;
	}

	/**
	 * Adds all lines to the averages.
	 *
	 * @param lines a line for each position
	 * @param count how many
	 * @param averages a line for each place that is averaged
	 * @param width samples of a line
	 */
	void average(final float[][] lines, final int count, final float[][] averages, final int width) {
		begin(averages, width);
		for (int i = 0; i < count; i += LINES)
			add(i / LINES, lines, i, Math.min(LINES, count - i), averages, width);
	}

	/**
	 * Blurs averages.
	 *
	 * @param averages a line for each place that is averaged
	 * @param blurred a line for each place that is blurred
	 * @param width samples of a line
	 */
	void blur(final float[][] averages, final float[][] blurred, final int width) {
		final NeighbourSums<float[]> two = new NeighbourSums<>(Precision.SINGLE, blur);
		final float[][] pair = new float[2][];
		int k = 0;
		for (; k + 1 < range.blurred; k += 2) {
			pair[0] = blurred[k];
			pair[1] = blurred[k + 1];
			two.set(pair, 0, 0, width, averages, k);
		}
		if (k < range.blurred) Precision.SINGLE.set(blurred[k], 0, blur, 0, width, averages, k, blur.length);
	}

	/**
	 * Interpolates results and adds them to other ones.
	 *
	 * @param blurred a line for each place that is blurred
	 * @param first number of the first result
	 * @param count how many
	 * @param results the lines that they are added to
	 * @param width samples of a line
	 */
	void addInterpolated(final float[][] blurred, final int first, final int count, final float[][] results,
		final int width)
	{
		for (int i = 0; i < count;) {
			final int place = range.place(first + i);
			int n = 0;
			for (; i + n < count && n < sums.length && range.place(first + i + n) == place; n++) {
				sums[n] = results[i + n];
				at[n] = grid.weights(range.position + first + i + n);
			}
			Precision.SINGLE.add(sums, at, n, grid.up, width, blurred, place, grid.span);
			i += n;
		}
	}
}
