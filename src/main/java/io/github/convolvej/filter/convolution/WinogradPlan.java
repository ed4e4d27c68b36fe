package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Locale;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Plans a convolution of an image of known size with kernels of three rows that sum over many channels. It
 * uses Winograd's algorithm F(4, 3) along y: for each tap along x and each pair of channels, four results take
 * six products instead of twelve. Bands of four result rows are counted from the first row of the result. Each
 * band is computed from all samples that its results read, so every bit is the same whichever part of the
 * result is requested. If the columns of a band that a result reads contain a sample that is not finite, or so
 * large that a sum could overflow, the result is summed directly: a NaN or infinity then changes only the
 * results whose windows contain it. In double precision, all results are summed directly.
 * <p>
 * The error of a result is at most the sum of the magnitudes of all its terms, times the rounding unit, times
 * the number of times that a term is rounded, which depends on the kernel (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1).
 */
final class WinogradPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Fewest bands of a tile, since the rows at its border are read twice. */
	private static final int BANDS = 4;
	/** Most samples of a tile, of all output channels together. */
	private static final int MOST_SAMPLES = 1 << 20;

	private final WinogradKernel winograd;
	private final Kernel kernel;
	/** For results that are summed directly. */
	private final DenseKernel dense;

	WinogradPlan(final WinogradKernel winograd, final Window[] windows, final long[] sourceDimensions) {
		super(windows, winograd.kernel().outputs(), sourceDimensions);
		this.winograd = winograd;
		kernel = winograd.kernel();
		dense = new DenseKernel(kernel, windows());
	}

	@Override
	public double multiplyAccumulates() {
		final double samples = (double) targetDimensions()[0] * WinogradLines.bandsOf(targetDimensions()[1]);
		// transforming six rows takes 22 products, transforming back to four rows takes 18
		return samples * ((double) SAMPLES * kernel.size(0) * kernel.inputs() * kernel.outputs() + 22.0 * kernel.inputs() * kernel
			.groups() + 18.0 * kernel.outputs());
	}

	@Override
	public String engine() {
		return String.format(Locale.ROOT, "winograd along y, error <= %.1e * sum|w| * max|x|, beside a NaN or infinity " +
			"<= %d * 2^-24 * sum|w * x|", winograd.relativeError(), (long) kernel.taps() * kernel.inputs() + 1);
	}

	@Override
	public int preferredLineLength() {
		return (int) grid()[0];
	}

	@Override
	public double workingBytes() {
		return Float.BYTES * WinogradLines.samples((int) grid()[2]);
	}

	/** Along x, only the size of tiles is fixed, not their position. */
	@Override
	public long[] grid() {
		final int beyond = kernel.size(0) - 1;
		final int width = even(targetDimensions()[0], Math.max(1, WinogradLines.preferredLineLength() - beyond));
		final int atOnce = WinogradLines.bandsAtOnce(width + beyond);
		final int bands = even(WinogradLines.bandsOf(targetDimensions()[1]), (BANDS + atOnce - 1) / atOnce * atOnce);
		final long samples = (long) RESULTS * bands * width;
		return new long[] { width, (long) RESULTS * bands, Math.max(1, Math.min(members(), MOST_SAMPLES / samples)) };
	}

	/** Divides a size into pieces of about equal size, close to the wanted one. */
	private static int even(final long size, final int wanted) {
		final long pieces = Math.max(1, Math.round((double) size / wanted));
		return (int) ((size + pieces - 1) / pieces);
	}

	private int members() {
		return kernel.outputs() / kernel.groups();
	}

	@Override
	public long firstChannel(final long output) {
		return output / members() * kernel.inputs();
	}

	@Override
	public long lastChannel(final long output) {
		return (output / members() + 1) * kernel.inputs() - 1;
	}

	/** The target extended to whole bands, cut off where the result ends. */
	private FinalInterval whole(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		min[1] = min[1] / RESULTS * RESULTS;
		max[1] = Math.min((max[1] / RESULTS + 1) * RESULTS, targetDimensions()[1]) - 1;
		return new FinalInterval(min, max);
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return super.sourceInterval(whole(target));
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final FinalInterval whole = whole(target.interval());
		if (target.isDouble()) direct(Precision.DOUBLE, sources[0], target, whole, scratch);
		else new WinogradLines<>(Precision.SINGLE, winograd, dense, sources[0], target, whole, scratch).run((int) target.min(2),
			target.size(2));
	}

	private <A> void direct(final Lines<A> lines, final Block source, final Block target, final FinalInterval whole,
		final Scratch scratch)
	{
		final A sums = WinogradLines.direct(lines, dense, source, whole, scratch);
		final int above = (int) (target.min(1) - whole.min(1));
		for (int k = 0; k < target.size(2); k++)
			for (int y = 0; y < target.size(1); y++)
				target.put(lines, sums, (k * (int) whole.dimension(1) + above + y) * target.size(0), k * target.size(
					1) + y);
	}
}
