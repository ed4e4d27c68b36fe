package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Locale;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Plans the convolution of an image that is first enlarged twice along x and y, by repeating each sample, without
 * enlarging it. The kernels are 3 x 3, of one group, stride 1, and padding that keeps the size. The four results
 * that belong to a sample are sums over 2 x 2 samples ({@link DoubledKernel}), which Winograd's algorithm computes
 * as in {@link WinogradPlan}: for four samples along y and each pair of channels, 16 results take 40 products
 * instead of 72. Bands of eight result rows are counted from the first of the result, so every bit is the same
 * whichever part of it is requested. What is said there of samples that are not finite holds here too: results that
 * are summed directly are those of the enlarged image.
 */
final class DoubledPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;

	/** The position of a result in the image: the first two lie a quarter before and behind the first sample. */
	private static final SamplePosition POSITION = new SamplePosition(0.5, -0.25);

	private final WinogradKernel winograd;
	private final Kernel kernel;
	private final DenseKernel dense;

	/**
	 * @param kernel finite kernels of 3 x 3 taps, of one group
	 * @param windows of the convolution of the enlarged image, one for each spatial axis
	 * @param sourceDimensions size of the image: x, y, channels
	 */
	DoubledPlan(final Kernel kernel, final Window[] windows, final long[] sourceDimensions) {
		super(sourceDimensions, new long[] { 2 * sourceDimensions[0], 2 * sourceDimensions[1], kernel.outputs() });
		this.kernel = kernel;
		winograd = WinogradKernel.doubled(kernel);
		dense = new DenseKernel(kernel, windows);
	}

	@Override
	public SamplePosition position(final int d) {
		return d < 2 ? POSITION : SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		final double units = (double) sourceSize(0) * WinogradLayout.bandsOf(sourceSize(1));
		final int products = DoubledKernel.PHASES * (SAMPLES - 1);
		// transforming six rows takes 22 products, transforming back to four rows 17
		return units * (products * (double) winograd.terms() * kernel.inputs() * kernel.outputs() + 22.0 * kernel.inputs() + 17.0 *
			DoubledKernel.PHASES * kernel.outputs());
	}

	@Override
	public String engine() {
		return String.format(Locale.ROOT, "winograd along y before enlarging, error <= %.1e * sum|w| * max|x|", winograd.relativeError());
	}

	@Override
	public int preferredLineLength() {
		return (int) grid()[0];
	}

	@Override
	public double workingBytes() {
		return Float.BYTES * WinogradLayout.samples(winograd, kernel.outputs());
	}

	@Override
	public long[] grid() {
		final long[] size = targetDimensions();
		final long[] grid = WinogradPlan.grid(winograd, new long[] { sourceSize(0), sourceSize(1), size[2] }, kernel.outputs());
		return new long[] { 2 * grid[0], 2 * grid[1], Math.max(1, grid[2] / DoubledKernel.PHASES) };
	}

	/** The samples that the results belong to, extended to whole bands, cut off where the image ends. */
	private FinalInterval samples(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		min[0] = min[0] / 2;
		max[0] = max[0] / 2;
		min[1] = min[1] / (2 * RESULTS) * RESULTS;
		max[1] = Math.min((max[1] / (2 * RESULTS) + 1) * RESULTS, sourceSize(1)) - 1;
		return new FinalInterval(min, max);
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final FinalInterval samples = samples(target);
		return new FinalInterval(new long[] { samples.min(0) - 1, samples.min(1) - 1, 0 }, new long[] { samples.max(0) + 1,
			samples.max(1) + 1, sourceSize(2) - 1 });
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final FinalInterval samples = samples(target.interval());
		if (target.isDouble()) direct(Precision.DOUBLE, sources[0], target, samples, scratch);
		else new WinogradLines<>(Precision.SINGLE, winograd, dense, sources[0], target, samples, scratch).run((int) target.min(2),
			target.size(2));
	}

	private <A> void direct(final Lines<A> lines, final Block source, final Block target, final FinalInterval samples,
		final Scratch scratch)
	{
		final FinalInterval results = DoubledSource.results(samples);
		WinogradPlan.copy(lines, WinogradLines.direct(lines, dense, DoubledSource.of(lines, source, samples, scratch), results,
			scratch), results, target);
	}
}
