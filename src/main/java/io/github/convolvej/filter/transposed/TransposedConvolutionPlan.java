package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A transposed convolution of an image of known size. This class holds the
 * geometry, {@link TransposedLines} the arithmetic. It reads nothing outside the
 * image.
 */
final class TransposedConvolutionPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final boolean finite;
	private final double[] bias;
	private final TransposedWindow[] windows;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;

	TransposedConvolutionPlan(final Kernel kernel, final double[] bias, final TransposedWindow[] windows,
		final long[] sourceDimensions)
	{
		this.kernel = kernel;
		finite = Arrays.stream(kernel.weights()).allMatch(TransposedLines::isFinite);
		this.bias = bias;
		this.windows = windows;
		this.sourceDimensions = sourceDimensions.clone();
		targetDimensions = sourceDimensions.clone();
		for (int d = 0; d < windows.length; d++)
			targetDimensions[d] = windows[d].targetSize(sourceDimensions[d], d);
		if (hasChannels()) targetDimensions[windows.length] = bias.length;
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
		double count = (double) kernel.inputs() * kernel.outputs();
		for (int d = 0; d < windows.length; d++)
			count *= windows[d].products(sourceDimensions[d]);
		return count;
	}

	@Override
	public String engine() {
		return "polyphase lines";
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceDimensions.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < windows.length; d++) {
			// where no stamp falls, any one sample will do
			min[d] = Math.max(0, Math.min(sourceDimensions[d] - 1, windows[d].sourceMin(target.min(d))));
			max[d] = Math.max(min[d], Math.min(sourceDimensions[d] - 1, windows[d].sourceMax(target.max(d))));
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
		if (target.isDouble()) apply(Lines.DOUBLE, sources[0], target, scratch);
		else apply(Lines.FLOAT, sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int c = windows.length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		new TransposedLines<>(lines, kernel, finite, bias, windows, source, target, scratch).run(firstOutput, hasChannels()
			? target.size(c) : 1);
	}
}
