package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
	private final List<int[]> places = new ArrayList<>();
	private final List<double[]> weights = new ArrayList<>();
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
		final List<Map<Integer, double[]>> groups = new ArrayList<>();
		for (int i = 0; i < lines; i += LINES)
			groups.add(new TreeMap<>());
		for (int k = 0; k < range.averaged; k++)
			for (int t = -grid.half; t <= grid.half; t++) {
				final double weight = grid.down[grid.half + t];
				final long from = range.border.position((range.firstAveraged + k) * grid.step + t);
				if (from < 0 && range.border.isKnown()) outside[k] += weight * range.border.value();
				else {
					final int line = (int) (from - min);
					groups.get(line / LINES).computeIfAbsent(k, key -> new double[LINES])[line % LINES] += weight;
				}
			}
		int most = grid.step;
		for (final Map<Integer, double[]> group : groups) {
			most = Math.max(most, group.size());
			places.add(group.keySet().stream().mapToInt(k -> k).toArray());
			weights.add(group.values().stream().flatMapToDouble(Arrays::stream).toArray());
		}
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
		final int[] read = places.get(group);
		for (int i = 0; i < read.length; i++)
			sums[i] = averages[read[i]];
		Precision.SINGLE.add(sums, multiples, read.length, weights.get(group), width, lines, from, count);
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
			two.set(pair, 0, width, averages, k);
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
