package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.fourier.FourierGrid;
import io.github.convolvej.filter.fourier.FourierKernels;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Locale;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Plans a convolution of an image of known size by the fast Fourier transform, box by box (overlap-save),
 * always in double precision. A {@link FourierGrid} defines the boxes. Each box is computed from all source
 * samples of its windows, so every bit is the same whichever part of the result is requested. If the source of
 * a box contains a sample that is not finite, or so large that a sum could overflow, {@link DenseLines}
 * computes the box: a NaN or infinity then changes only the results whose windows contain it.
 * <p>
 * The error of a transform is proportional to the Euclidean norm of all samples of the box, ||x||. With L
 * stages, weights w and u = 2^-53, it is at most 2 (3 L + 1) 7 u sum |w| ||x|| (Higham, Accuracy and Stability
 * of Numerical Algorithms, theorem 24.2, for three transforms). Rounding causes one half of it. The other half
 * arises because results below the rounding error are set to zero, so that empty regions stay empty.
 */
final class FourierPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Most target samples of a tile, of all output channels together. */
	private static final int TILE_SAMPLES = 1 << 20;

	private final KernelTransforms transforms;
	private final Kernel kernel;
	/** Computes the boxes that cannot be transformed. */
	private final DenseKernel dense;
	private final FourierGrid grid;

	FourierPlan(final KernelTransforms transforms, final Window[] windows, final FourierGrid grid,
		final long[] sourceDimensions)
	{
		super(windows, transforms.kernel().outputs(), sourceDimensions);
		this.transforms = transforms;
		kernel = transforms.kernel();
		dense = new DenseKernel(kernel, windows());
		this.grid = grid;
	}

	@Override
	public double multiplyAccumulates() {
		double boxes = 1;
		for (int d = 0; d < windows().length; d++)
			boxes *= Math.ceil((double) targetDimensions()[d] / grid.box(d));
		final double inputs = (double) kernel.inputs() * kernel.groups();
		// a butterfly is four multiplications and six additions for two samples
		return boxes * grid.samples() * (2.5 * grid.stages() * (inputs + kernel.outputs()) + 4.0 * kernel.inputs() * kernel
			.outputs());
	}

	@Override
	public String engine() {
		final StringBuilder size = new StringBuilder();
		for (int d = 0; d < windows().length; d++)
			size.append(d == 0 ? "" : " x ").append(grid.size(d));
		final double samples = 2.0 * grid.samples() * kernel.inputs();
		return String.format(Locale.ROOT, "fft of %s, error <= %.1e * sum|w| * max|x| and one rounding, beside a NaN or " +
			"infinity <= %d * 2^-24 * sum|w * x|", size, 2 * grid.relativeError() * Math.sqrt(samples), (long) kernel.taps() * kernel
				.inputs() + 1);
	}

	@Override
	public int preferredLineLength() {
		return grid.box(0);
	}

	/**
	 * Counts the real and imaginary part of every input, and of the sum. With a single input, the sum replaces
	 * it.
	 */
	@Override
	public double workingBytes() {
		return 2.0 * Double.BYTES * grid.samples() * (kernel.inputs() == 1 ? 1 : kernel.inputs() + 1);
	}

	@Override
	public long[] grid() {
		final long[] boxes = new long[targetDimensions().length];
		long samples = 1;
		for (int d = 0; d < windows().length; d++) {
			boxes[d] = grid.box(d);
			samples *= boxes[d];
		}
		if (hasChannels()) boxes[windows().length] = Math.max(1, Math.min(members(), TILE_SAMPLES / samples));
		return boxes;
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

	/** The source of all boxes that the target touches, cut off where the result ends. */
	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		for (int d = 0; d < windows().length; d++) {
			final int box = grid.box(d);
			min[d] = Math.floorDiv(min[d], box) * box;
			max[d] = Math.min((Math.floorDiv(max[d], box) + 1L) * box, targetDimensions()[d]) - 1;
		}
		return super.sourceInterval(new FinalInterval(min, max));
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int axes = windows().length;
		final long[] first = new long[axes];
		final long[] last = new long[axes];
		long count = 1;
		for (int d = 0; d < axes; d++) {
			first[d] = target.min(d) / grid.box(d);
			last[d] = (target.min(d) + target.size(d) - 1) / grid.box(d);
			count *= last[d] - first[d] + 1;
		}
		final FourierKernels kernels = transforms.of(windows(), grid);
		final long[] box = new long[axes];
		for (long i = 0; i < count; i++) {
			long rest = i;
			for (int d = 0; d < axes; d++) {
				box[d] = first[d] + rest % (last[d] - first[d] + 1);
				rest /= last[d] - first[d] + 1;
			}
			final FourierBox<A> work = new FourierBox<>(lines, dense, targetDimensions(), kernels, box, source,
				target, scratch);
			if (!hasChannels()) work.run(0, 1, 0);
			else for (int k = (int) target.min(axes), end = k + target.size(axes); k < end;) {
				final int group = k / members();
				final int next = Math.min(end, (group + 1) * members());
				work.run(k, next, (int) (group * kernel.inputs() - source.min(axes)));
				k = next;
			}
		}
	}
}
