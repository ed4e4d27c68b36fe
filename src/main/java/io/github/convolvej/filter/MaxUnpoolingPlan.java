package io.github.convolvej.filter;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** An unpooling of images of known size. A target block looks through all values that may lie in it, in scan order. */
final class MaxUnpoolingPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 1024;

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
		return LINE;
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
		if (target.data() instanceof double[]) apply(Lines.DOUBLE, sources, target);
		else if (plane <= LARGEST_FLOAT) apply(Lines.FLOAT, sources, target);
		else throw new IllegalArgumentException("The result has " + (long) plane +
			" samples in a plane, but 32-bit floating point counts positions exactly only to " + LARGEST_FLOAT +
			": give the positions as integers of 32 or 64 bits, or as 64-bit floating point");
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target) {
		final int n = sourceDimensions.length;
		int targetSamples = 1;
		int samples = 1;
		final long[] from = new long[n];
		for (int d = 0; d < n; d++) {
			targetSamples *= target.size(d);
			samples *= sources[0].size(d);
			from[d] = sources[0].min(d);
		}
		final A values = (A) sources[0].data();
		final A positions = (A) sources[1].data();
		final A out = (A) target.data();
		lines.fill(out, targetSamples, 0);
		for (int i = 0; i < samples; i++) {
			final int at = place(lines.get(positions, i), from, target);
			if (at >= 0) lines.set(out, at, lines.get(values, i));
			for (int d = 0; d < n && ++from[d] == sources[0].min(d) + sources[0].size(d); d++)
				from[d] = sources[0].min(d);
		}
	}

	/** Where in the target block a position is, or -1. */
	private int place(final double position, final long[] from, final Block target) {
		if (!(position >= 0 && position < plane) || position != Math.rint(position)) throw wrong(position, from,
			"must be a whole number from 0 to " + (long) (plane - 1));
		long rest = (long) position;
		boolean inside = true;
		int at = 0;
		int step = 1;
		for (int d = 0; d < from.length; d++) {
			final long p = rest % targetDimensions[d];
			rest /= targetDimensions[d];
			if (windows != null) checkWindow(p, d, position, from);
			final long i = p - target.min(d);
			inside &= i >= 0 && i < target.size(d);
			at += (int) i * step;
			step *= target.size(d);
		}
		return inside ? at : -1;
	}

	private void checkWindow(final long p, final int d, final double position, final long[] from) {
		final Window w = windows[d].window();
		final long first = w.sourceMin(from[d]);
		if (p < first || p >= first + w.effectiveSize()) throw wrong(position, from, "must lie in the window of the value: " +
			first + " to " + (first + w.effectiveSize() - 1) + " on axis " + d + ", not " + p +
			" (if it is right, give no window but only the output size)");
	}

	private static IllegalArgumentException wrong(final double position, final long[] from, final String expected) {
		return new IllegalArgumentException("The position of value " + Arrays.toString(from) + " is " + position + ", but " +
			expected);
	}
}
