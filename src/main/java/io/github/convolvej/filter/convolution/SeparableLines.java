package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes the results of several separable kernels of one size for one block, line by line. The passes of a
 * term run along z ({@link PlaneSums}), x ({@link RowPass}) and then y ({@link ColumnPass}). All of them run
 * inside the block with its one halo, so the border is that of the image, as in the dense convolution. The
 * rows that the passes along z and x compute are kept, because several target rows read them. Kernels with the
 * same pass along z share the copies for the passes along x.
 * <p>
 * Results that are NaN or infinite are summed again by {@link TapByTap}. Every sample of a window is part of
 * all its sums; so if all results are finite, all samples were finite too.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SeparableLines<A> {

	/** Samples of all working lines together: they fit into a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	/** Target rows that are computed at a time. */
	private static final int ROWS = ColumnPass.ROWS;

	private final Lines<A> lines;
	private final SeparablePasses passes;
	private final Scratch scratch;

	/** Size of one channel of the target; and rows of a channel in the source. */
	private final int width;
	private final int height;
	private final int depth;
	private final int channelRows;
	/** Target planes of which a line holds a row; how far they lie apart in it; and where the last one ends. */
	private final int together;
	private final int apart;
	private final int end;

	private final PlaneSums<A> planes;
	/** For each pass along z, the passes along x that follow it. */
	private final List<RowPass<A>> rowPasses = new ArrayList<>();
	/** For each kernel, its passes along y. */
	private final List<ColumnPass<A>> columnPasses = new ArrayList<>();
	/** Null if {@link NormPass} does not apply. */
	private final NormPass<A> norm;
	private final FiniteCheck<A> check;
	private final TapByTap<A> tapByTap;

	/** The lines for results. */
	private SumLines<A> memory;
	/** The current first source row of the channel, and the current target plane. */
	private int channel;
	private int plane;

	/** Computes lines of results from the lines of the kernels. */
	interface Results<A> {

		/**
		 * @param y target row within the plane
		 * @param careful as in {@link #line}
		 * @param out list of the lines for the results, which begin behind the margin of {@link SumLines}; may be replaced by
		 *          lines that stay as they are until so many others have been made
		 * @param first the first of them
		 */
		void make(int y, boolean careful, A[] out, int first);
	}

	/**
	 * @param lines precision
	 * @param passes the kernels
	 * @param source the block, of one or more channels
	 * @param width samples of a target line
	 * @param scratch working memory
	 */
	SeparableLines(final Lines<A> lines, final SeparablePasses passes, final Block source, final int width,
		final Scratch scratch)
	{
		this.lines = lines;
		this.passes = passes;
		this.width = width;
		this.scratch = scratch;
		final int rows = passes.axes() > 1 ? source.size(1) : 1;
		final int sourceDepth = passes.axes() > 2 ? source.size(2) : 1;
		height = targetSize(passes.window(1), rows);
		depth = targetSize(passes.window(2), sourceDepth);
		channelRows = rows * sourceDepth;
		final int joined = passes.window(0).stride() == 1 ? preferredLineLength(passes.window(0), passes.window(1)) : 0;
		planes = new PlaneSums<>(lines, passes.window(2), passes.alongZ(), source, rows, depth, joined, scratch);
		together = planes.together();
		apart = source.size(0);
		final int all = (together - 1) * apart + width;
		end = SumLines.MARGIN + all;
		// one row more than the window, for two target rows at a time
		final int ring = (int) Math.min(passes.window(1).effectiveSize() + 1, rows);
		for (int z = 0; z < passes.alongZ().size(); z++)
			rowPasses.add(new RowPass<>(lines, passes, planes, z, ring, all, scratch));
		for (int k = 0; k < passes.kernels(); k++)
			columnPasses.add(new ColumnPass<>(lines, passes, k, rowPasses, height, all, scratch));
		norm = NormPass.isPossible(passes) ? new NormPass<>(lines, passes, columnPasses) : null;
		final SumLines<A> zeros = new SumLines<>(scratch, "separable zeros", lines, 0, 2, all);
		check = new FiniteCheck<>(lines, zeros.sums()[0], zeros.first(), end);
		tapByTap = new TapByTap<>(lines, passes, source, scratch);
		channel(0);
	}

	private static int targetSize(final Window window, final int sourceSize) {
		return (int) ((sourceSize - window.effectiveSize()) / window.stride() + 1);
	}

	static int preferredLineLength(final Window... windows) {
		final double ring = windows.length < 2 ? 1 : windows[1].effectiveSize();
		final double fitting = Math.min(MAX_LINE, CACHED_SAMPLES / (ring + RowPass.COPIES));
		// the passes before that along x also compute the halo: lines must be long compared with it
		return (int) Math.max(Math.max(MIN_LINE, fitting), Math.min(1 << 16, 2.0 * windows[0].effectiveSize()));
	}

	/**
	 * @param passes the kernels
	 * @param samples of the block that is read
	 * @param source its size
	 * @return how many samples are kept at a time: of volumes, some planes
	 */
	static double keptSamples(final SeparablePasses passes, final double samples, final long... source) {
		if (passes.axes() < 3) return samples;
		final double plane = (double) source[0] * source[1];
		return plane * PlaneSums.planes(source[2], Float.BYTES * plane);
	}

	/** Continues with another channel of the block. */
	void channel(final int c) {
		channel = c * channelRows;
		planes.channel(channel);
	}

	/**
	 * Computes the lines of a single kernel.
	 *
	 * @param target the target block
	 * @param position of the result on its channel axis
	 */
	void run(final Block target, final int position) {
		run(target, position, 1, (y, careful, out, first) -> {
			final A line = line(0, y, careful);
			if (!careful && keepsLines(0)) out[first] = line;
			else lines.copy(line, SumLines.MARGIN, out[first], SumLines.MARGIN, end - SumLines.MARGIN);
		});
	}

	/**
	 * @param kernel which kernel
	 * @return whether its lines, if they are not careful, may be results as they are
	 */
	boolean keepsLines(final int kernel) {
		return columnPasses.get(kernel).keepsLines();
	}

	/**
	 * Computes all lines of a channel, some rows at a time. If a sample of these rows is not finite, they are
	 * computed again with care.
	 *
	 * @param target the target block
	 * @param position of the first result on its channel axis
	 * @param count number of results
	 * @param results makes them
	 */
	void run(final Block target, final int position, final int count, final Results<A> results) {
		memory = new SumLines<>(scratch, "separable results", lines, 0, ROWS * count, end - SumLines.MARGIN);
		final A[] own = memory.sums();
		final A[] made = own.clone();
		for (int z = 0; z < depth; z += planes.together(z)) {
			plane(z);
			for (int y = 0; y < height; y += ROWS) {
				final int rows = Math.min(ROWS, height - y);
				check.begin();
				for (int r = 0; r < rows; r++)
					results.make(y + r, false, made, r * count);
				final int planesOfLine = planes.together(z);
				boolean again = false;
				for (int p = 0; p < planesOfLine; p++)
					again |= !check.isPassed(place(p), place(p) + width);
				System.arraycopy(own, 0, made, 0, again ? own.length : 0);
				for (int r = 0; again && r < rows; r++)
					results.make(y + r, true, made, r * count);
				for (int k = 0; k < count; k++)
					for (int p = 0; p < planesOfLine; p++)
						for (int r = 0; r < rows; r++)
							target.put(lines, made[r * count + k], place(p), ((position + k) * depth + z + p) * height + y + r);
			}
		}
	}

	/** Where the samples of a target plane begin in a line. */
	private int place(final int planeOfLine) {
		return SumLines.MARGIN + planeOfLine * apart;
	}

	/** @return where the samples of a line end */
	int end() {
		return end;
	}

	private void plane(final int z) {
		plane = z;
		planes.plane(z);
		for (final RowPass<A> pass : rowPasses)
			pass.plane(z);
		for (final ColumnPass<A> pass : columnPasses)
			pass.forget();
	}

	/**
	 * Computes one line.
	 *
	 * @param kernel which kernel
	 * @param y target row within the plane
	 * @param careful whether to sum samples that are not finite tap by tap; if not, the
	 *          lines are checked, to find out whether that is necessary
	 * @return the line, behind the margin of {@link SumLines}, to be read only, until the next one of this kernel
	 */
	A line(final int kernel, final int y, final boolean careful) {
		final A line = columnPasses.get(kernel).line(y);
		if (!careful) {
			check.add(line);
			return line;
		}
		final A own = scratch.arrays("separable again", lines, passes.kernels(), end)[kernel];
		lines.copy(line, SumLines.MARGIN, own, SumLines.MARGIN, end - SumLines.MARGIN);
		for (int p = 0; p < planes.together(plane); p++)
			tapByTap.sumAgain(kernel, channel, plane + p, y, own, place(p), width);
		return own;
	}

	/** Whether {@link #norm} can be computed. */
	boolean hasNorm() {
		return norm != null;
	}

	/**
	 * Computes the Euclidean norm of the kernels' lines, without care.
	 *
	 * @param y target row within the plane
	 * @param whole whether no square of a component can be too small; otherwise lines
	 *          with a small norm are computed again with care
	 * @param out the norm, a line of results
	 */
	void norm(final int y, final boolean whole, final A out) {
		norm.line(y, memory.first(), end, out);
		if (!whole) check.addSmallNorms(out);
		check.add(out);
	}
}
