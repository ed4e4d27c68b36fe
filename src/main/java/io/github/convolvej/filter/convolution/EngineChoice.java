package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.fourier.FourierGrid;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Separation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Chooses the engine of a convolution: the one that the user named, or for {@link Engine#AUTO} the one with
 * the least estimated work. Keeps what engines have prepared from the kernel, for all plans of the
 * convolution.
 */
final class EngineChoice implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Measured time of one product of the direct sum on one core, in nanoseconds. */
	private static final double PRODUCT = 0.042;
	/** Nanoseconds for one product of a separable pass; and starting a pass costs as much as so many products. */
	private static final double PASS_PRODUCT = 0.08;
	static final int PASS_START = 8;
	/** Nanoseconds for one product of long vectors, in single and in double precision. */
	static final double LINE_PRODUCT = 0.05;
	static final double DOUBLE_PRODUCT = 0.12;
	/** Kernels of fewer taps are summed directly; the second number is for kernels that are not separable. */
	private static final int FEWEST_TAPS = 81;
	private static final int FEWEST_DENSE_TAPS = 121;
	/** Most weights in the elimination that finds out whether a bank has low rank. */
	private static final double MOST_ELIMINATED = 1 << 22;
	/** Another engine is chosen only if its estimate is so many times faster than that of the direct sum. */
	private static final double ADVANTAGE = 1.5;
	/** Low rank is chosen automatically only if the relative error of its terms is at most this. */
	private static final double ERROR = 1e-7;
	/** Most bytes for the transforms of a bank: if FFT is chosen automatically, and in any case. */
	private static final double MUCH_MEMORY = 1 << 25;
	private static final double MOST_MEMORY = 1 << 30;
	/**
	 * Most samples of the smallest transform, which cannot be interrupted: if FFT is chosen automatically, and
	 * in any case.
	 */
	private static final double MANY_SAMPLES = 1 << 20;
	private static final double MOST_SAMPLES = 1 << 22;

	/**
	 * Winograd's algorithm is chosen for groups of at least so many input and output channels, results of at least this
	 * size along x and y, and of so many samples times the fewer of both channels: for images, and for volumes.
	 */
	private static final int FEWEST_CHANNELS = 16;
	private static final int WINOGRAD_SIZE = 4;
	private static final double WINOGRAD_IMAGE = 12e3;
	private static final double WINOGRAD_VOLUME = 8e3;

	private final Kernel kernel;
	private final Engine engine;
	private final KernelTransforms transforms;
	private final WinogradKernel winograd;
	private transient volatile Separation[] separations;
	/** The largest rank that was found to be too small, and the smallest that was found to be large enough. */
	private volatile int rankAbove;
	private volatile int rankWithin = Integer.MAX_VALUE;

	EngineChoice(final Kernel kernel, final Engine engine) {
		this.kernel = kernel;
		this.engine = engine;
		transforms = new KernelTransforms(kernel);
		winograd = new WinogradKernel(kernel);
	}

	Engine engine() {
		return engine;
	}

	Kernel kernel() {
		return kernel;
	}

	/**
	 * @param windows one for each spatial axis
	 * @param sourceDimensions size of the image
	 * @return the plan of the engine
	 * @throws IllegalArgumentException if the engine that was asked for cannot
	 *           compute it
	 */
	Plan plan(final Window[] windows, final long[] sourceDimensions) {
		final Plan direct = new ConvolutionPlan(kernel, windows, sourceDimensions);
		switch (engine) {
			case LOW_RANK:
				checkLowRank();
				if (Arrays.asList(separations()).contains(null)) throw new IllegalArgumentException(
					"engine=low-rank, but the kernel of size " + Arrays.toString(kernel.size()) +
						" (x first) is too large to be separated, unless it is a sum of few separable terms: use engine=direct or fft");
				return new LowRankPlan(kernel, separations(), windows, sourceDimensions);
			case FFT:
				checkFinite();
				checkSize(windows);
				final FourierGrid grid = grid(windows, direct.targetDimensions());
				checkMemory(grid);
				return new FourierPlan(transforms, windows, grid, sourceDimensions);
			case WINOGRAD:
				checkFinite();
				checkWinograd(windows);
				return new WinogradPlan(winograd, windows, sourceDimensions);
			case AUTO:
				if (isWinogradFastest(windows, direct.targetDimensions())) return new WinogradPlan(winograd, windows,
					sourceDimensions);
				return automatic(direct, windows, sourceDimensions);
			default:
				return direct;
		}
	}

	/**
	 * @param windows one for each spatial axis of the enlarged image
	 * @param sourceDimensions size of the image before it is enlarged twice along each spatial axis by repeating samples
	 * @return a plan that does not enlarge it; null if there is none, or it is not expected to be faster
	 */
	Plan doubled(final Window[] windows, final long[] sourceDimensions) {
		if (engine != Engine.AUTO || windows.length != 2 || kernel.groups() != 1 || !isWinogradFastest(windows,
			sourceDimensions)) return null;
		for (int d = 0; d < windows.length; d++)
			if (windows[d].sourceMin(0) != -1 || windows[d].targetSize(2 * sourceDimensions[d], d) != 2 * sourceDimensions[d])
				return null;
		return new DoubledPlan(kernel, windows, sourceDimensions);
	}

	private Plan automatic(final Plan direct, final Window[] windows, final long[] sourceDimensions) {
		if (kernel.taps() < FEWEST_TAPS || !kernel.isFinite()) return direct;
		double samples = 1;
		for (int d = 0; d < windows.length; d++)
			samples *= direct.targetDimensions()[d];
		double best = PRODUCT * kernel.taps() * kernel.inputs() * kernel.outputs() * samples / ADVANTAGE;
		Plan plan = direct;
		final boolean large = kernel.taps() >= FEWEST_DENSE_TAPS;
		if (large && smallestTransform(windows) <= MANY_SAMPLES) {
			final FourierGrid grid = grid(windows, direct.targetDimensions());
			if (grid.cost() * kernel.groups() < best && bytes(grid) <= MUCH_MEMORY) {
				best = grid.cost() * kernel.groups();
				plan = new FourierPlan(transforms, windows, grid, sourceDimensions);
			}
		}
		if (kernel.inputs() > 1 || kernel.numDimensions() > 3) return plan;
		final double one = termCost(windows, direct.targetDimensions());
		final int worthwhile = (int) Math.min(large ? Integer.MAX_VALUE : 1, best / (one * kernel.outputs()));
		final int most = (int) Math.min(worthwhile, Math.max(1, MOST_ELIMINATED / kernel.taps() / kernel.outputs()));
		if (most < 1 || !isRankAtMost(most)) return plan;
		double terms = 0;
		for (final Separation s : separations()) {
			if (s == null || s.relativeError() > ERROR) return plan;
			terms += s.terms().terms();
		}
		return terms * one < best ? new LowRankPlan(kernel, separations(), windows, sourceDimensions) : plan;
	}

	/** Says why Winograd's algorithm cannot compute the convolution; null if it can. */
	private String notWinograd(final Window[] windows) {
		if (kernel.isSingle()) return "the kernel reads and gives one channel: it is for kernels that sum over many";
		final int[] size = kernel.size();
		if (size.length < 2 || size.length > 3 || size[0] != WinogradTransform.TAPS || size[1] != WinogradTransform.TAPS)
			return "the kernel has the size " + Arrays.toString(size) + " (x first): it is for 3 x 3, and any depth";
		for (final Window w : windows) {
			if (w.stride() != 1) return "the stride is " + w.stride() + ": it is for 1";
			if (w.dilation() != 1) return "the dilation is " + w.dilation() + ": it is for 1";
		}
		return null;
	}

	private void checkWinograd(final Window[] windows) {
		final String reason = notWinograd(windows);
		if (reason != null) throw new IllegalArgumentException("engine=winograd, but " + reason + "; use engine=direct");
	}

	private boolean isWinogradFastest(final Window[] windows, final long[] target) {
		if (notWinograd(windows) != null) return false;
		final int channels = Math.min(kernel.inputs(), kernel.outputs() / kernel.groups());
		double samples = 1;
		for (int d = 0; d < windows.length; d++)
			samples *= target[d];
		// millions of weights are looked through last
		return channels >= FEWEST_CHANNELS && target[0] >= WINOGRAD_SIZE && target[1] >= WINOGRAD_SIZE && channels *
			samples >= (windows.length > 2 ? WINOGRAD_VOLUME : WINOGRAD_IMAGE) && kernel.isFinite();
	}

	/** Nanoseconds on one core for one separable term: its passes along z, y and x. */
	private static double termCost(final Window[] windows, final long[] target) {
		double cost = 0;
		for (int d = 0; d < windows.length; d++) {
			double lines = PASS_PRODUCT * (windows[d].size() + PASS_START);
			for (int e = 0; e < windows.length; e++)
				lines *= e < d ? windows[e].sourceSize(target[e]) : target[e];
			cost += lines;
		}
		return cost;
	}

	private static double smallestTransform(final Window[] windows) {
		double samples = 1;
		for (final Window w : windows)
			samples *= 2.0 * w.effectiveSize();
		return samples;
	}

	private FourierGrid grid(final Window[] windows, final long[] target) {
		return new FourierGrid(windows, target, kernel.inputs(), kernel.outputs() / kernel.groups());
	}

	private double bytes(final FourierGrid grid) {
		return 16.0 * grid.samples() * kernel.inputs() * kernel.outputs();
	}

	private void checkFinite() {
		if (!kernel.isFinite()) throw new IllegalArgumentException("engine=" + engine +
			", but a weight of the kernel is not finite: use engine=direct");
	}

	private void checkLowRank() {
		if (kernel.inputs() > 1) throw new IllegalArgumentException("engine=low-rank, but each kernel sums over " + kernel
			.inputs() + " input channels: only kernels that read one channel are separated, use engine=direct or fft");
		if (kernel.numDimensions() > 3) throw new IllegalArgumentException("engine=low-rank, but the kernel has " + kernel
			.numDimensions() + " spatial axes: only kernels of 1, 2 or 3 are separated");
		checkFinite();
	}

	private void checkSize(final Window[] windows) {
		if (windows.length > 3) throw new IllegalArgumentException("engine=fft, but the kernel has " + windows.length +
			" spatial axes: transforms are of 1, 2 or 3");
		if (smallestTransform(windows) > MOST_SAMPLES) {
			final String[] size = Arrays.stream(windows).map(w -> "" + w.effectiveSize()).toArray(String[]::new);
			throw new IllegalArgumentException("engine=fft, but the kernel spans " + String.join(" x ", size) +
				" samples with its dilation: that is too large for a transform, use engine=direct");
		}
	}

	private void checkMemory(final FourierGrid grid) {
		if (bytes(grid) > MOST_MEMORY) throw new IllegalArgumentException("engine=fft, but the transforms of " + kernel
			.outputs() + " x " + kernel.inputs() + " kernels need " + NumberText.bytes(bytes(grid)) +
			": use engine=direct");
	}

	/** Separates every output's kernel into a sum of terms; null for kernels that would take too much work. */
	private Separation[] separations() {
		Separation[] made = separations;
		if (made == null) {
			made = new Separation[kernel.outputs()];
			for (int k = 0; k < made.length; k++)
				made[k] = Separation.ofSmall(kernel.spatial(0, k));
			separations = made;
		}
		return made;
	}

	/**
	 * Whether it is worthwhile to separate the kernels: whether the matrices of x against all other axes have
	 * at most this rank. Uses elimination with full pivoting.
	 */
	private boolean isRankAtMost(final int most) {
		// found out once for all dilations and images
		if (most <= rankAbove) return false;
		if (most >= rankWithin) return true;
		final boolean found = hasRankAtMost(most);
		if (found) rankWithin = most;
		else rankAbove = most;
		return found;
	}

	private boolean hasRankAtMost(final int most) {
		final int nx = kernel.size(0);
		if (most >= nx) return true;
		for (int k = 0; k < kernel.outputs(); k++) {
			if (kernel.factors(0, k) != null && kernel.factors(0, k).terms() <= most) continue;
			// a sum of products is given with as few of them as it needs
			if (kernel.factors(0, k) != null) return false;
			final double[] rest = kernel.spatial(0, k).weights();
			final double first = rest[largest(rest)];
			for (int i = 0; i < most; i++) {
				final int pivot = largest(rest);
				if (rest[pivot] == 0) break;
				eliminate(rest, nx, pivot);
			}
			if (Math.abs(rest[largest(rest)]) > 1e-6 * Math.abs(first)) return false;
		}
		return true;
	}

	private static int largest(final double[] values) {
		int largest = 0;
		for (int i = 1; i < values.length; i++)
			if (Math.abs(values[i]) > Math.abs(values[largest])) largest = i;
		return largest;
	}

	private static void eliminate(final double[] matrix, final int width, final int pivot) {
		final int row = pivot / width * width;
		final double[] across = Arrays.copyOfRange(matrix, row, row + width);
		for (int r = 0; r < matrix.length; r += width) {
			final double factor = matrix[r + pivot % width] / matrix[pivot];
			if (r != row) for (int x = 0; x < width; x++)
				matrix[r + x] -= factor * across[x];
		}
		Arrays.fill(matrix, row, row + width, 0);
		for (int r = 0; r < matrix.length; r += width)
			matrix[r + pivot % width] = 0;
	}
}
