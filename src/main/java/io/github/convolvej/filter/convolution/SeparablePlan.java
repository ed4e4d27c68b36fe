package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

/** Plans a separable convolution of an image of known size. {@link SeparableLines} computes it, line by line. */
final class SeparablePlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/**
	 * In volumes, if windows have more taps along y, rows leave the cache before all windows have read them.
	 * The second number says how many times slower that is, as measured.
	 */
	private static final int CACHED_TAPS = 72;
	private static final double UNCACHED = 2.5;

	private final SeparableKernel kernel;
	private final SeparablePasses passes;

	SeparablePlan(final SeparableKernel kernel, final double[] dense, final double bias, final Window[] windows,
		final long[] sourceDimensions)
	{
		super(windows, sourceDimensions[sourceDimensions.length - 1], sourceDimensions);
		this.kernel = kernel;
		passes = new SeparablePasses(windows(), kernel, dense, bias);
	}

	/** Estimated nanoseconds for a result on one core. */
	static double cost(final SeparableKernel kernel) {
		double cost = 0;
		for (int d = 0; d < kernel.numDimensions(); d++)
			cost += EngineChoice.LINE_PRODUCT * (kernel.size(d) + EngineChoice.PASS_START) * kernel.terms();
		final boolean cached = kernel.numDimensions() < 3 || kernel.size(1) <= CACHED_TAPS;
		return cached ? cost : cost * UNCACHED;
	}

	@Override
	public double multiplyAccumulates() {
		return SeparablePasses.multiplyAccumulates(windows(), targetDimensions(), kernel);
	}

	@Override
	public String engine() {
		return "separable lines, " + kernel.terms() + (kernel.terms() == 1 ? " term" : " terms");
	}

	@Override
	public int preferredLineLength() {
		return SeparableLines.preferredLineLength(windows());
	}

	@Override
	public double keptSamples(final long... source) {
		return SeparableLines.keptSamples(passes, super.keptSamples(source), source);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		new SeparableLines<>(lines, passes, source, target.size(0), scratch).run(target, 0);
	}
}
