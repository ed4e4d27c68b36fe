package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.geometry.Window;

import java.util.List;

/**
 * Computes the passes of separable convolutions along z: sums of source planes. Several target planes are
 * computed together, since they read mostly the same source planes. A plane is divided into parts of a few
 * rows, which are joined to one line. The source lines stay in a core's cache until all target planes are
 * computed from them. For the passes that follow, short rows of neighbouring target planes lie side by side, so
 * that these passes have long lines as well.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PlaneSums<A> {

	/** Target planes that are computed together, of large planes and of small ones; and bytes of their sums. */
	private static final int PLANES = 16;
	private static final int SMALL_PLANES = 32;
	private static final int MOST_BYTES = 1 << 22;
	/** Samples of a part, if it has more than one row: memory is slow to begin, and each plane is read from another place. */
	private static final int PART = 1 << 12;

	private final Lines<A> lines;
	private final Window window;
	private final List<double[]> passes;
	private final Rows<A> in;
	/** Samples of a source row, rows of a source plane, target planes. */
	private final int width;
	private final int height;
	private final int depth;
	/** Most target planes that are computed together. */
	private final int most;
	/** Target planes whose rows lie side by side. */
	private final int together;
	/** The first row of the channel. */
	private int channel;

	/**
	 * The sums of each pass: some planes after the others, row by row, with the rows of these planes side by side; null if no
	 * pass changes anything.
	 */
	private final A[] sums;
	/** The first target plane that has been computed, and how many. */
	private int first;
	private int count;
	/** Lines of a part, one for each source plane; and the sums, for two target planes. */
	private final SumLines<A> memory;
	private final A[] list;
	private final A[] pair;

	private int offset;

	/**
	 * @param lines precision
	 * @param window along z
	 * @param passes weights of the passes
	 * @param source the source block, of one or more channels
	 * @param height rows of a plane there
	 * @param depth number of target planes
	 * @param line samples of a line that rows are put side by side for; 0 if each is to be a line of its own
	 * @param scratch working memory
	 */
	PlaneSums(final Lines<A> lines, final Window window, final List<double[]> passes, final Block source,
		final int height, final int depth, final int line, final Scratch scratch)
	{
		this.lines = lines;
		this.window = window;
		this.passes = passes;
		in = source.rows();
		width = source.size(0);
		this.height = height;
		this.depth = depth;
		most = (int) planes(depth, (double) lines.bytes() * height * width);
		final boolean any = !passes.stream().allMatch(SeparablePasses::isIdentity);
		together = passes.stream().noneMatch(SeparablePasses::isIdentity) ? together(most, (line + width / 2) / width) : 1;
		final int groups = (most + together - 1) / together;
		sums = any ? scratch.arrays("plane sums", lines, passes.size(), groups * together * height * width) : null;
		final int listed = any ? window.size() + (isDense() ? most - 1 : 0) : 0;
		memory = any ? new SumLines<>(scratch, "plane lines", lines, listed, 2, rowsOfPart() * width) : null;
		list = any ? memory.factors() : null;
		pair = any ? memory.sums() : null;
	}

	/**
	 * @param depth number of target planes
	 * @param bytes of a source plane
	 * @return how many target planes are computed together
	 */
	static double planes(final double depth, final double bytes) {
		return Math.min(SMALL_PLANES * bytes <= MOST_BYTES ? SMALL_PLANES : PLANES, depth);
	}

	/** Divides planes into groups of nearly the same number. */
	private static int together(final int planes, final int most) {
		final int groups = (planes + Math.max(1, most) - 1) / Math.max(1, most);
		return (planes + groups - 1) / groups;
	}

	/**
	 * @return of how many target planes a row holds samples: those of each next plane follow as many samples after those
	 *         of the one before as a source row has
	 */
	int together() {
		return together;
	}

	/**
	 * @param z the first of the target planes of a row
	 * @return how many these are: of the last row there may be fewer
	 */
	int together(final int z) {
		return together == 1 ? 1 : Math.min(together, first + count - z);
	}

	private int rowsOfPart() {
		return Math.min(height, Math.max(1, PART / width));
	}

	/** Whether neighbouring target planes share all source planes but one. */
	private boolean isDense() {
		return window.stride() == 1 && window.dilation() == 1;
	}

	private boolean isSummed(final int pass) {
		return sums != null && !SeparablePasses.isIdentity(passes.get(pass));
	}

	/**
	 * Continues with another channel of the block.
	 *
	 * @param row its first row
	 */
	void channel(final int row) {
		channel = row;
		count = 0;
	}

	/**
	 * Finds a row.
	 *
	 * @param pass number of the pass
	 * @param z a target plane that has been computed, the first of those of a row
	 * @param y row within the source block
	 * @return an array that holds its samples, not to be changed
	 */
	A row(final int pass, final int z, final int y) {
		if (isSummed(pass)) {
			offset = place(z - first, y);
			return sums[pass];
		}
		final A samples = in.at(channel + z * window.stride() * height + y);
		offset = in.offset();
		return samples;
	}

	/** @return index of the first sample of the row that was found last, in its array */
	int offset() {
		return offset;
	}

	/**
	 * Computes a target plane if that has not been done.
	 *
	 * @param z its position within the block
	 */
	void plane(final int z) {
		if (sums == null || z >= first && z < first + count) return;
		first = z;
		count = Math.min(most, depth - z);
		for (int y = 0; y < height; y += rowsOfPart()) {
			final int rows = Math.min(rowsOfPart(), height - y);
			if (isDense()) allPlanes(y, rows);
			else for (int i = 0; i < count; i++)
				onePlane(i, y, rows);
		}
	}

	/** Computes a part of all target planes, where the source planes are neighbours. */
	private void allPlanes(final int y, final int rows) {
		final int taps = window.size();
		for (int i = 0; i < count + taps - 1; i++)
			join(first + i, y, rows, list[i]);
		final int n = rows * width;
		for (int p = 0; p < passes.size(); p++) {
			if (!isSummed(p)) continue;
			final double[] weights = passes.get(p);
			final int pairs = NeighbourSums.isWorth(taps) ? count / 2 * 2 : 0;
			final NeighbourSums<A> two = pairs > 0 ? new NeighbourSums<>(lines, weights) : null;
			for (int i = 0; i < pairs; i += 2) {
				two.set(pair, 0, memory.first(), SumLines.MARGIN + n, list, i);
				keep(pair[0], p, i, y, rows);
				keep(pair[1], p, i + 1, y, rows);
			}
			for (int i = pairs; i < count; i++) {
				memory.begin(0, 0, weights, 0, n, i, taps);
				keep(pair[0], p, i, y, rows);
			}
		}
	}

	/** Computes a part of one target plane, where the source planes may lie apart. */
	private void onePlane(final int i, final int y, final int rows) {
		final int taps = window.size();
		for (int t = 0; t < taps; t++)
			join((first + i) * window.stride() + t * window.dilation(), y, rows, list[t]);
		for (int p = 0; p < passes.size(); p++) {
			if (!isSummed(p)) continue;
			memory.begin(0, 0, passes.get(p), 0, rows * width, 0, taps);
			keep(pair[0], p, i, y, rows);
		}
	}

	/** Joins rows of a source plane to a line. */
	private void join(final int plane, final int y, final int rows, final A line) {
		for (int r = 0; r < rows; r++) {
			final int row = channel + plane * height + y + r;
			final int to = SumLines.MARGIN + r * width;
			if (in.copy(row, line, to)) continue;
			final A samples = in.at(row);
			lines.copy(samples, in.offset(), line, to, width);
		}
	}

	/** Where the sums of a row of a plane begin. */
	private int place(final int plane, final int y) {
		return ((plane / together * height + y) * together + plane % together) * width;
	}

	private void keep(final A line, final int pass, final int plane, final int y, final int rows) {
		final int joined = together > 1 ? 1 : rows;
		for (int r = 0; r < rows; r += joined)
			lines.copy(line, SumLines.MARGIN + r * width, sums[pass], place(plane, y + r), joined * width);
	}
}
