package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR;
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
 * Plans a convolution of an image of known size with kernels of 3 x 3 taps along x and y, and any number along
 * z, that sum over many channels. It uses Winograd's algorithm F(4, 3) along y: for each tap along x and each
 * pair of channels, four results take six products instead of twelve. With several taps along z, it uses F(2,
 * 3) along x as well: for each plane of taps, eight results take 24 products instead of 72. Bands of four
 * result rows, and pairs of results within a row, are counted from the first of the result. Each is computed
 * from all samples that its results read, so every bit is the same whichever part of the result is requested.
 * If the columns of a band that a result reads contain a sample that is not finite, or so large that a sum
 * could overflow, the result is summed directly: a NaN or infinity then changes only the results whose windows
 * contain it. In double precision, all results are summed directly.
 * <p>
 * The error of a result is at most the sum of the magnitudes of all its terms, times the rounding unit, times
 * the number of times that a term is rounded, which depends on the kernel (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1).
 */
final class WinogradPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Fewest bands of a tile, since the rows at its border are read twice. */
	private static final int BANDS = 4;
	/** Planes of a tile, for the same reason. */
	private static final int DEPTH = 8;
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
		final int unit = winograd.hasPairs() ? PAIR : 1;
		double units = (targetDimensions()[0] + unit - 1.0) / unit * WinogradLayout.bandsOf(targetDimensions()[1]);
		for (int d = 2; d < windows().length; d++)
			units *= targetDimensions()[d];
		final int products = SAMPLES * winograd.products();
		// transforming six rows takes 22 products, transforming back to four rows 18; along x two for each factor, three
		// for each of 12 sums
		final double read = 22.0 * unit + (unit > 1 ? 2 * products : 0);
		final double written = 18.0 * unit + (unit > 1 ? 3 * SAMPLES * PAIR : 0);
		return units * ((double) products * winograd.terms() * kernel.inputs() * kernel.outputs() + read * kernel.inputs() * kernel
			.groups() + written * kernel.outputs());
	}

	@Override
	public String engine() {
		return String.format(Locale.ROOT, "winograd along " + (winograd.hasPairs() ? "x and y" : "y") + ", error <= %.1e * sum|w| * max|x|, beside a NaN or infinity " +
			"<= %d * 2^-24 * sum|w * x|", winograd.relativeError(), (long) kernel.taps() * kernel.inputs() + 1);
	}

	@Override
	public int preferredLineLength() {
		return (int) grid()[0];
	}

	@Override
	public double workingBytes() {
		return Float.BYTES * WinogradLayout.samples(winograd, members());
	}

	/** Along x and z, only the size of tiles is fixed, not their position. */
	@Override
	public long[] grid() {
		return grid(winograd, targetDimensions(), members());
	}

	/**
	 * @param winograd the kernels
	 * @param size size of the result, channels included
	 * @param members output channels of a group
	 * @return the size of the boxes that are computed as a whole
	 */
	static long[] grid(final WinogradKernel winograd, final long[] size, final int members) {
		final int width = PAIR * even((size[0] + PAIR - 1) / PAIR, WinogradLayout.preferredWidth(winograd) / PAIR);
		final int atOnce = WinogradLayout.bandsAtOnce(winograd, width);
		final int bands = even(WinogradLayout.bandsOf(size[1]), (BANDS + atOnce - 1) / atOnce * atOnce);
		final int axes = size.length - 1;
		final long[] grid = new long[axes + 1];
		grid[0] = width;
		grid[1] = (long) RESULTS * bands;
		if (axes > 2) grid[2] = even(size[2], DEPTH);
		final long samples = grid[0] * grid[1] * (axes > 2 ? grid[2] : 1);
		grid[axes] = Math.max(1, Math.min(members, MOST_SAMPLES / samples));
		return grid;
	}

	/** Divides a size into pieces of about equal size, close to the wanted one. */
	private static int even(final long size, final int wanted) {
		final long pieces = Math.max(1, Math.round((double) size / wanted));
		return (int) ((size + pieces - 1) / pieces);
	}

	/** Output channels of a group. */
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

	/** The target extended to whole bands and pairs, cut off where the result ends. */
	private FinalInterval whole(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		for (int d = 0; d < 2; d++) {
			final int unit = d == 1 ? RESULTS : winograd.hasPairs() ? PAIR : 1;
			min[d] = min[d] / unit * unit;
			max[d] = Math.min((max[d] / unit + 1) * unit, targetDimensions()[d]) - 1;
		}
		return new FinalInterval(min, max);
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return super.sourceInterval(whole(target));
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final FinalInterval whole = whole(target.interval());
		final int c = windows().length;
		if (target.isDouble()) direct(Precision.DOUBLE, sources[0], target, whole, scratch);
		else new WinogradLines<>(Precision.SINGLE, winograd, dense, sources[0], target, whole, scratch).run((int) target.min(c),
			target.size(c));
	}

	private <A> void direct(final Lines<A> lines, final Block source, final Block target, final FinalInterval whole,
		final Scratch scratch)
	{
		copy(lines, WinogradLines.direct(lines, dense, source, whole, scratch), whole, target);
	}

	/**
	 * Copies a part of results into a block.
	 *
	 * @param lines precision
	 * @param sums the results, x fastest
	 * @param whole where they are
	 * @param target a block of them
	 */
	static <A> void copy(final Lines<A> lines, final A sums, final FinalInterval whole, final Block target) {
		final int left = (int) (target.min(0) - whole.min(0));
		final int above = (int) (target.min(1) - whole.min(1));
		final int width = (int) whole.dimension(0);
		final int height = (int) whole.dimension(1);
		// planes, and the channels after them
		final int planes = target.samples() / (target.size(0) * target.size(1));
		for (int p = 0; p < planes; p++)
			for (int y = 0; y < target.size(1); y++)
				target.put(lines, sums, (p * height + above + y) * width + left, p * target.size(1) + y);
	}
}
