package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/**
 * Computes the lines of a pooling whose windows span far more rows than there are samples, as with large strides, dilations and
 * paddings: one by one, each from the rows of its window that are there.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ScatteredLines<A> implements ReducedLines<A> {

	/** Rows of a span that need no more memory than other working lines. */
	private static final double MANY = 1 << 20;
	/** Windows are scattered if they span so many times as many rows as there are. */
	private static final double SCATTERED = 16;

	private final Lines<A> lines;
	private final Reduction reduction;
	private final Window[] windows;
	private final long[] dimensions;
	private final Block source;
	private final Block target;
	private final Scratch scratch;

	/**
	 * @param lines precision
	 * @param reduction reduces samples
	 * @param windows one for each axis
	 * @param dimensions size of the part of the image that windows may read
	 * @param source the samples that count, as far as they are needed
	 * @param target the windows to compute
	 * @param scratch memory of the calling thread
	 */
	ScatteredLines(final Lines<A> lines, final Reduction reduction, final Window[] windows, final long[] dimensions,
		final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.reduction = reduction;
		this.windows = windows;
		this.dimensions = dimensions;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
	}

	/** Whether the windows of a target span far more rows, or samples of a row, than its source has. */
	static boolean fit(final Window[] windows, final Block source, final Block target) {
		double span = 1;
		double rows = 1;
		for (int d = 1; d < windows.length; d++) {
			span *= windows[d].sourceSize(target.size(d));
			rows *= source.size(d);
		}
		return isScattered(span, rows) || areColumnsScattered(windows, source, target);
	}

	private static boolean areColumnsScattered(final Window[] windows, final Block source, final Block target) {
		return isScattered(windows[0].sourceSize(target.size(0)), source.size(0));
	}

	private static boolean isScattered(final double span, final double samples) {
		return span > MANY && span > SCATTERED * samples;
	}

	@Override
	public A line(final int i) {
		final Window[] clipped = windows.clone();
		Block row = target;
		int rest = i;
		for (int d = 1; d < windows.length; d++) {
			row = one(row, d, target.min(d) + rest % target.size(d), clipped);
			rest /= target.size(d);
		}
		if (!areColumnsScattered(windows, source, target)) return reduced(clipped, row);
		final int width = target.size(0);
		final A line = scratch.array("scattered line", lines, width);
		for (int x = 0; x < width; x++) {
			final Block sample = one(row, 0, target.min(0) + x, clipped);
			lines.copy(reduced(clipped, sample), 0, line, x, 1);
		}
		return line;
	}

	private A reduced(final Window[] clipped, final Block part) {
		return new PoolingLines<>(lines, reduction, clipped, dimensions, source, part, scratch).line(0);
	}

	/**
	 * Limits a target to one window along an axis, and the window to its taps in the source.
	 *
	 * @param part the target
	 * @param d the axis
	 * @param at position of the window
	 * @param clipped gets the window
	 * @return the position at which the clipped window begins with the first of these taps
	 */
	private Block one(final Block part, final int d, final long at, final Window[] clipped) {
		final Window w = windows[d];
		final long end = source.min(d) + source.size(d);
		final int first = w.firstTap(at, source.min(d));
		final int taps = w.endTap(at, end - 1) - first;
		// without any tap in the block, a single one behind it
		final long begin = taps > 0 ? w.sourceMin(at) + (long) first * w.dilation() : end;
		clipped[d] = new Window(Math.max(1, taps), 1, w.dilation(), Math.max(0, -begin), 0).withoutIdleDilation();
		return part.slice(d, Math.toIntExact(Math.max(0, begin) - part.min(d)), 1);
	}
}
