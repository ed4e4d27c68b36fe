package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A transposed convolution of an image of known size. This class holds the
 * geometry, {@link TransposedLines} the arithmetic. It reads nothing outside the
 * image.
 */
final class TransposedConvolutionPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	/** Null until the weights have been looked through, of which there may be millions. */
	private transient volatile Boolean finite;
	private final double[] bias;
	private final TransposedWindow[] windows;

	TransposedConvolutionPlan(final Kernel kernel, final double[] bias, final TransposedWindow[] windows,
		final long[] sourceDimensions)
	{
		super(sourceDimensions, targetDimensions(windows, bias.length, sourceDimensions));
		this.kernel = kernel;
		this.bias = bias;
		this.windows = windows;
	}

	private boolean isFinite() {
		Boolean found = finite;
		if (found == null) {
			found = true;
			for (final double weight : kernel.weights())
				found &= TransposedLines.isFinite(weight);
			finite = found;
		}
		return found;
	}

	private static long[] targetDimensions(final TransposedWindow[] windows, final long outputs,
		final long[] sourceDimensions)
	{
		final long[] target = sourceDimensions.clone();
		for (int d = 0; d < windows.length; d++) {
			target[d] = windows[d].targetSize(sourceDimensions[d], d);
			Proportion.checkTransposed(windows[d].window(), target[d], d);
		}
		if (target.length > windows.length) target[windows.length] = outputs;
		return target;
	}

	private boolean hasChannels() {
		return sourceAxes() > windows.length;
	}

	@Override
	public SamplePosition position(final int d) {
		return d < windows.length ? windows[d].position() : SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		double count = (double) kernel.inputs() * kernel.outputs();
		for (int d = 0; d < windows.length; d++)
			count *= windows[d].products(sourceSize(d));
		return count;
	}

	@Override
	public double computedProducts() {
		double count = (double) kernel.inputs() * kernel.outputs();
		for (int d = 0; d < windows.length; d++) {
			final Window window = windows[d].window();
			count *= Math.ceil((double) window.size() / window.stride()) * targetDimensions()[d];
		}
		return count;
	}

	@Override
	public String engine() {
		return "polyphase lines";
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceAxes();
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < windows.length; d++) {
			final long[] range = windows[d].sourceRange(target.min(d), target.max(d), sourceSize(d));
			min[d] = range[0];
			max[d] = range[1];
		}
		if (hasChannels()) {
			final int c = windows.length;
			final long channels = kernel.outputs() / kernel.groups();
			min[c] = target.min(c) / kernel.inputs() * channels;
			max[c] = (target.max(c) / kernel.inputs() + 1) * channels - 1;
		}
		return new FinalInterval(min, max);
	}

	@Override
	public int preferredLineLength() {
		return TransposedLines.preferredLineLength(windows);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int c = windows.length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		new TransposedLines<>(lines, kernel, isFinite(), bias, windows, source, target, scratch).run(firstOutput, hasChannels()
			? target.size(c) : 1);
	}
}
