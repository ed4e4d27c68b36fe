package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * An unpooling of images of known size. A target block looks through all values
 * that may lie in it, in scan order. If positions may be anywhere these are all
 * values, so that blocks are large then, and of whole lines: whether a position is
 * between the first and the last of the block tells nearly always whether it is in
 * the block, before its coordinates are known.
 */
final class MaxUnpoolingPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 1024;
	/** Longer lines are cut even where whole ones would be quicker. */
	private static final int MOST_WHOLE = 1 << 16;

	/** Whole numbers up to here are exact in single precision. */
	private static final long LARGEST_FLOAT = 1 << 24;

	/** Null if positions may be anywhere. */
	private final TransposedWindow[] windows;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;
	private final double plane;

	MaxUnpoolingPlan(final TransposedWindow[] windows, final long[] sourceDimensions, final long[] targetDimensions) {
		this.windows = windows;
		this.sourceDimensions = sourceDimensions.clone();
		this.targetDimensions = targetDimensions.clone();
		plane = Arrays.stream(targetDimensions).asDoubleStream().reduce(1, (a, b) -> a * b);
	}

	@Override
	public long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return targetDimensions.clone();
	}

	/** Without a window, that of cells whose outer edges coincide. */
	@Override
	public SamplePosition position(final int d) {
		if (windows != null) return windows[d].position();
		final double scale = (double) sourceDimensions[d] / targetDimensions[d];
		return new SamplePosition(scale, scale / 2 - 0.5);
	}

	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return windows == null ? (int) Math.min(targetDimensions[0], MOST_WHOLE) : LINE;
	}

	@Override
	public String engine() {
		return "positions";
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceDimensions.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			final long last = sourceDimensions[d] - 1;
			// where there is no window, any one sample will do
			min[d] = windows == null ? 0 : Math.max(0, Math.min(last, windows[d].sourceMin(target.min(d))));
			max[d] = windows == null ? last : Math.max(min[d], Math.min(last, windows[d].sourceMax(target.max(d))));
		}
		return new FinalInterval(min, max);
	}

	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		if (source > 1) throw new IllegalArgumentException("this filter reads two images, there is no image " + source);
		return sourceInterval(target);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.isDouble()) apply(Lines.DOUBLE, sources, target);
		else if (plane <= LARGEST_FLOAT) apply(Lines.FLOAT, sources, target);
		else throw new IllegalArgumentException("The result has " + (long) plane +
			" samples in a plane, but 32-bit floating point counts positions exactly only to " + LARGEST_FLOAT +
			": give the positions as integers of 32 or 64 bits, or as 64-bit floating point");
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target) {
		final int targetSamples = target.samples();
		final int samples = sources[0].samples();
		final A values = (A) sources[0].data();
		final A positions = (A) sources[1].data();
		final A out = (A) target.data();
		lines.fill(out, targetSamples, 0);
		// positions of the first and the last sample of the block; those of a block of whole lines, but for the
		// last axis that it is cut along, are neighbours
		final double low = target.flatIndex(0, targetDimensions);
		final double high = target.flatIndex(targetSamples - 1, targetDimensions);
		final boolean whole = windows == null && high - low == targetSamples - 1;
		for (int i = 0; i < samples; i++) {
			final double position = lines.get(positions, i);
			if (!(position >= 0 && position < plane) || position != (long) position) throw wrong(position, sources[0]
				.position(i), "must be a whole number from 0 to " + (long) (plane - 1));
			if (windows == null && (position < low || position > high)) continue;
			final int at = whole ? (int) (position - low) : place((long) position, i, sources[0], target);
			if (at >= 0) lines.set(out, at, lines.get(values, i));
		}
	}

	/** Where in the target block the position of value i is, or -1. */
	private int place(final long position, final int i, final Block values, final Block target) {
		long rest = position;
		int left = i;
		boolean inside = true;
		int at = 0;
		int step = 1;
		for (int d = 0; d < targetDimensions.length; d++) {
			final long next = quotient(rest, targetDimensions[d]);
			final long p = rest - next * targetDimensions[d];
			rest = next;
			if (windows != null) {
				final int up = left / values.size(d);
				checkWindow(p, d, values.min(d) + left - up * values.size(d), position, i, values);
				left = up;
			}
			final long from = p - target.min(d);
			inside &= from >= 0 && from < target.size(d);
			at += (int) from * step;
			step *= target.size(d);
		}
		return inside ? at : -1;
	}

	/** Division of numbers that are nearly always small, which takes a fraction of the time. */
	private static long quotient(final long a, final long b) {
		return (a | b) <= Integer.MAX_VALUE ? (int) a / (int) b : a / b;
	}

	private void checkWindow(final long p, final int d, final long value, final long position, final int i,
		final Block values)
	{
		final Window w = windows[d].window();
		final long first = w.sourceMin(value);
		if (p < first || p >= first + w.effectiveSize()) throw wrong(position, values.position(i),
			"must lie in the window of the value: " + first + " to " + (first + w.effectiveSize() - 1) + " on axis " + d +
				", not " + p + " (if it is right, give no window but only the output size)");
	}

	private static IllegalArgumentException wrong(final double position, final long[] from, final String expected) {
		return new IllegalArgumentException("The position of value " + Arrays.toString(from) + " is " + position + ", but " +
			expected);
	}
}
