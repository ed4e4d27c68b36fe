package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * An unpooling of images of known size. A target block searches all values that
 * may lie in it, in scan order. If there are windows and all positions of the
 * plane lie in the windows of their values, which each thread checks once, these
 * are the values around the block. Otherwise they are all values, row by row.
 * Blocks without windows are large and consist of whole lines: comparing a
 * position with the first and the last position of the block nearly always
 * decides whether it is in the block, without computing its coordinates.
 */
final class MaxUnpoolingPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 1024;
	/** Longer lines are split, although whole lines would be faster. */
	private static final int MOST_WHOLE = 1 << 16;

	/** Largest number up to which all whole numbers are exact in single precision. */
	private static final long LARGEST_FLOAT = 1 << 24;

	/** Null if positions can be anywhere. */
	private final TransposedWindow[] windows;
	private final double plane;

	MaxUnpoolingPlan(final TransposedWindow[] windows, final long[] sourceDimensions, final long[] targetDimensions) {
		super(sourceDimensions, targetDimensions);
		this.windows = windows;
		plane = Arrays.stream(targetDimensions).asDoubleStream().reduce(1, (a, b) -> a * b);
	}

	/** Without a window, that of cells whose outer edges coincide. */
	@Override
	public SamplePosition position(final int d) {
		if (windows != null) return windows[d].position();
		final double scale = (double) sourceSize(d) / targetSize(d);
		return new SamplePosition(scale, scale / 2 - 0.5);
	}

	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return windows == null ? (int) Math.min(targetSize(0), MOST_WHOLE) : LINE;
	}

	@Override
	public String engine() {
		return "positions";
	}

	/** The source of a block if positions lie in their windows; otherwise the block searches the whole plane. */
	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceAxes();
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			final long[] range = windows == null ? new long[] { 0, sourceSize(d) - 1 } : windows[d].sourceRange(target.min(d),
				target.max(d), sourceSize(d));
			min[d] = range[0];
			max[d] = range[1];
		}
		return new FinalInterval(min, max);
	}

	/** The whole plane; rows of it are read when a block needs them. */
	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		if (source > 1) throw new IllegalArgumentException("this filter reads two images, there is no image " + source);
		return new FinalInterval(sourceDimensions());
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.isDouble()) apply(Precision.DOUBLE, sources, target, scratch);
		else if (plane <= LARGEST_FLOAT) apply(Precision.SINGLE, sources, target, scratch);
		else throw new IllegalArgumentException("The result has " + (long) plane +
			" samples in a plane, but 32-bit floating point counts positions exactly only to " + LARGEST_FLOAT +
			": give the positions as integers of 32 or 64 bits, or as 64-bit floating point");
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target, final Scratch scratch) {
		final int targetSamples = target.samples();
		final Rows<A> values = sources[0].rows();
		final Rows<A> positions = sources[1].rows();
		final A out = (A) target.data();
		lines.fill(out, targetSamples, 0);
		// positions of the first and the last sample of the block; those of a block of whole lines, except for the
		// last axis that it is cut along, are neighbours
		final double low = target.flatIndex(0, targetDimensions());
		final double high = target.flatIndex(targetSamples - 1, targetDimensions());
		final boolean whole = high - low == targetSamples - 1;
		final boolean near = windows != null && isNear(lines, positions, sources[1], scratch);
		final Interval read = near ? sourceInterval(target.interval()) : new FinalInterval(sourceDimensions());
		final int first = (int) read.min(0);
		final int end = (int) read.max(0) + 1;
		for (final int row : rows(read)) {
			final A from = positions.at(row);
			final int start = positions.offset();
			final A given = values.at(row);
			final int valueStart = values.offset();
			for (int x = first; x < end; x++) {
				final double position = lines.get(from, start + x);
				check(position, row, x, sources[1]);
				if (position < low || position > high) continue;
				final int at = whole ? (int) (position - low) : place((long) position, target);
				if (at >= 0) lines.set(out, at, lines.get(given, valueStart + x));
			}
		}
	}

	/** Numbers of the rows of a box of the source, in scan order. */
	private int[] rows(final Interval box) {
		int[] rows = { 0 };
		int step = (int) (Arrays.stream(sourceDimensions()).reduce(1, (a, b) -> a * b) / sourceSize(0));
		for (int d = sourceAxes() - 1; d > 0; d--) {
			step /= (int) sourceSize(d);
			final int from = (int) box.min(d);
			final int count = (int) box.dimension(d);
			final int[] more = new int[rows.length * count];
			for (int i = 0; i < more.length; i++)
				more[i] = rows[i / count] + (from + i % count) * step;
			rows = more;
		}
		return rows;
	}

	private void check(final double position, final int row, final int x, final Block positions) {
		if (!(position >= 0 && position < plane) || position != (long) position) throw new IllegalArgumentException(
			"The position of value " + Arrays.toString(positions.position((int) (row * sourceSize(0)) + x)) + " is " +
				position + ", but must be a whole number from 0 to " + (long) (plane - 1));
	}

	/** Whether all positions of the plane lie in the windows of their values; each thread checks this once. */
	private <A> boolean isNear(final Lines<A> lines, final Rows<A> positions, final Block block, final Scratch scratch) {
		final int[] known = scratch.integers(this, 3);
		final int low = (int) block.loopIndex();
		final int high = (int) (block.loopIndex() >> 32);
		if (known[0] == 0 || known[1] != low || known[2] != high) {
			known[0] = allNear(lines, positions, block) ? 1 : 2;
			known[1] = low;
			known[2] = high;
		}
		return known[0] == 1;
	}

	private <A> boolean allNear(final Lines<A> lines, final Rows<A> positions, final Block block) {
		final int n = sourceAxes();
		final int width = (int) sourceSize(0);
		final int rows = block.samples() / width;
		final long[] at = new long[n];
		for (int row = 0; row < rows; row++) {
			long left = row;
			for (int d = 1; d < n; d++) {
				at[d] = left % sourceSize(d);
				left /= sourceSize(d);
			}
			final A from = positions.at(row);
			final int start = positions.offset();
			for (int x = 0; x < width; x++) {
				final double position = lines.get(from, start + x);
				check(position, row, x, block);
				at[0] = x;
				if (!isNear((long) position, at)) return false;
			}
		}
		return true;
	}

	private boolean isNear(final long position, final long[] value) {
		long rest = position;
		for (int d = 0; d < value.length; d++) {
			final long next = quotient(rest, targetSize(d));
			final Window w = windows[d].window();
			final long within = rest - next * targetSize(d) - w.sourceMin(value[d]);
			if (within < 0 || within >= w.effectiveSize()) return false;
			rest = next;
		}
		return true;
	}

	/** Index of a position in the target block, or -1 if it is outside. */
	private int place(final long position, final Block target) {
		long rest = position;
		int at = 0;
		int step = 1;
		for (int d = 0; d < sourceAxes(); d++) {
			final long next = quotient(rest, targetSize(d));
			final long from = rest - next * targetSize(d) - target.min(d);
			if (from < 0 || from >= target.size(d)) return -1;
			rest = next;
			at += (int) from * step;
			step *= target.size(d);
		}
		return at;
	}

	/** Division of numbers that are nearly always small; 32-bit division is much faster. */
	private static long quotient(final long a, final long b) {
		return (a | b) <= Integer.MAX_VALUE ? (int) a / (int) b : a / b;
	}
}
