package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Medians of small windows, a line of windows at a time, by a {@link
 * SelectionNetwork}. Every window must lie completely within the block.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class MedianLines<A> {

	/**
	 * Largest number of taps; for larger windows, counting is faster than a
	 * network.
	 */
	private static final int MOST_TAPS = 27;
	/** Largest number of cases to check when a network is built. */
	private static final double MOST_CASES = 1 << 13;

	private static final Map<Long, SelectionNetwork> NETWORKS = new ConcurrentHashMap<>();

	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final SelectionNetwork network;
	private final int width;
	private final int height;
	private final int step;
	private final int stride;
	private final int length;
	private final A in;
	private final A[] column;
	private final A[] places;
	private final A mean;

	/**
	 * @param lines precision
	 * @param width taps along x
	 * @param height taps along all other axes
	 * @param step distance of the taps along x
	 * @param stride distance of the windows along x
	 * @param source the samples
	 * @param longest largest number of windows of a line
	 * @param scratch memory of the calling thread
	 */
	@SuppressWarnings("unchecked")
	MedianLines(final Lines<A> lines, final int width, final int height, final int step, final int stride,
		final Block source, final int longest, final Scratch scratch)
	{
		this.lines = lines;
		loops = WindowLinesTypes.of(lines);
		network = NETWORKS.computeIfAbsent((long) width << 32 | height, key -> new SelectionNetwork(width, height));
		this.width = width;
		this.height = height;
		this.step = step;
		this.stride = stride;
		length = (longest - 1) * stride + (width - 1) * step + 1;
		in = (A) source.data();
		column = scratch.arrays("median column", lines, height, length);
		places = lines.createList(width * height);
		final A[] memory = scratch.arrays("median places", lines, places.length, longest);
		for (int i = 0; i < places.length; i++)
			places[i] = i % width == 0 && stride == 1 ? column[i / width] : memory[i];
		mean = scratch.array("median mean", lines, longest);
	}

	/**
	 * @param width taps along x
	 * @param height taps along all other axes
	 * @return whether there is a network for such windows
	 */
	static boolean fits(final long width, final double height) {
		return width * height <= MOST_TAPS && Math.pow(height + 1, width) <= MOST_CASES;
	}

	/**
	 * @param rows offsets of the windows' rows in the source
	 * @param start index in the row at which the first window begins
	 * @param n number of windows
	 * @param target array for the medians
	 * @param offset index of the first median in the target
	 */
	void apply(final int[] rows, final int start, final int n, final A target, final int offset) {
		final int read = (n - 1) * stride + (width - 1) * step + 1;
		for (int i = 0; i < height; i++)
			lines.copy(in, rows[i] + start, column[i], 0, read);
		for (final SelectionNetwork.Exchange e : network.column)
			exchange(column, e, read);
		// the first place of a row may be the column itself, so it is last
		for (int i = 0; i < places.length; i++) {
			final int j = width - 1 - i % width;
			final int place = i - i % width + j;
			if (places[place] != column[i / width]) loops.every(column[i / width], j * step, stride, places[place], n);
		}
		for (final SelectionNetwork.Exchange e : network.window)
			exchange(places, e, n);
		A result = places[network.lower];
		if (network.upper != network.lower) loops.middle(result = mean, n, places[network.lower], places[network.upper]);
		lines.copy(result, 0, target, offset, n);
	}

	private void exchange(final A[] list, final SelectionNetwork.Exchange e, final int n) {
		final A low = list[e.first];
		final A high = list[e.second];
		if (e.kind == SelectionNetwork.Kind.BOTH) loops.exchange(low, high, n);
		else if (e.kind == SelectionNetwork.Kind.SMALLER) loops.smaller(low, high, n);
		else loops.larger(low, high, n);
	}
}
