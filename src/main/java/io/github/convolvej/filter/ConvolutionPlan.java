package io.github.convolvej.filter;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** A convolution of an image of known size: geometry here, arithmetic in {@link DenseLines}. */
final class ConvolutionPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final Window[] windows;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;

	ConvolutionPlan(final Kernel kernel, final Window[] windows, final long[] sourceDimensions) {
		this.kernel = kernel;
		this.windows = windows;
		this.sourceDimensions = sourceDimensions.clone();
		targetDimensions = sourceDimensions.clone();
		for (int d = 0; d < windows.length; d++)
			targetDimensions[d] = windows[d].targetSize(sourceDimensions[d], d);
		if (hasChannels()) targetDimensions[windows.length] = kernel.outputs();
	}

	private boolean hasChannels() {
		return sourceDimensions.length > windows.length;
	}

	@Override
	public long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return targetDimensions.clone();
	}

	@Override
	public SamplePosition position(final int d) {
		return d < windows.length ? windows[d].position() : SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		double count = (double) kernel.taps() * kernel.inputs();
		for (final long m : targetDimensions)
			count *= m;
		return count;
	}

	@Override
	public String engine() {
		return "dense lines";
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceDimensions.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < windows.length; d++) {
			min[d] = windows[d].sourceMin(target.min(d));
			max[d] = min[d] + windows[d].sourceSize(target.dimension(d)) - 1;
		}
		if (hasChannels()) {
			final int c = windows.length;
			min[c] = (long) group(target.min(c)) * kernel.inputs();
			max[c] = (group(target.max(c)) + 1L) * kernel.inputs() - 1;
		}
		return new FinalInterval(min, max);
	}

	private int group(final long output) {
		return (int) (output / (kernel.outputs() / kernel.groups()));
	}

	@Override
	public int preferredLineLength() {
		return DenseLines.preferredLineLength(kernel, windows);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.data() instanceof double[]) apply(Lines.DOUBLE, sources[0], target, scratch);
		else apply(Lines.FLOAT, sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int c = windows.length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		new DenseLines<>(lines, kernel, windows, source, target, scratch).run(firstOutput, hasChannels() ? target.size(c)
			: 1);
	}
}
