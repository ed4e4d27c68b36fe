package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Separation;

import java.util.Arrays;
import java.util.Locale;

/**
 * Plans a convolution of an image of known size, with kernels that each read one channel and are sums of few
 * separable terms. {@link SeparableLines} computes it. In double precision the direct sum is used, unless the
 * terms equal the kernel to about the last digit.
 */
final class LowRankPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Largest error of the terms if they are used in double precision. */
	private static final double DOUBLE_ERROR = 1e-14;

	private final Kernel kernel;
	private final SeparableKernel[] terms;
	/** The passes of the terms of each output. */
	private final SeparablePasses[] passes;
	/** For 64-bit images, if the terms are not exact enough. */
	private final DenseKernel dense;
	private final double error;

	LowRankPlan(final Kernel kernel, final Separation[] separations, final Window[] windows,
		final long[] sourceDimensions)
	{
		super(windows, kernel.outputs(), sourceDimensions);
		this.kernel = kernel;
		terms = Arrays.stream(separations).map(Separation::terms).toArray(SeparableKernel[]::new);
		passes = new SeparablePasses[terms.length];
		for (int k = 0; k < passes.length; k++)
			passes[k] = new SeparablePasses(windows(), terms[k], separations[k].isExact() ? null : separations[k].kernel().weights(),
				kernel.bias(k));
		dense = new DenseKernel(kernel, windows());
		error = Arrays.stream(separations).mapToDouble(Separation::relativeError).max().getAsDouble();
	}

	@Override
	public long firstChannel(final long output) {
		return output / (kernel.outputs() / kernel.groups());
	}

	@Override
	public double multiplyAccumulates() {
		return SeparablePasses.multiplyAccumulates(windows(), targetDimensions(), terms);
	}

	@Override
	public String engine() {
		int most = 0;
		double taps = windows().length;
		for (final SeparableKernel t : terms)
			most = Math.max(most, t.terms());
		for (final Window w : windows())
			taps += w.size();
		return String.format(Locale.ROOT, "low rank, %d %s, error <= %.0f * 2^-24 * sum|terms * x| + %.0e * norm(w) * " +
			"norm(x)", most, most == 1 ? "term" : "terms", taps + most, error);
	}

	@Override
	public int preferredLineLength() {
		return SeparableLines.preferredLineLength(windows());
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (!target.isDouble()) apply(Precision.SINGLE, sources[0], target, scratch);
		else if (error <= DOUBLE_ERROR) apply(Precision.DOUBLE, sources[0], target, scratch);
		else new DenseLines<>(Precision.DOUBLE, dense, sources[0], target, scratch).run(firstOutput(target),
			outputs(target));
	}

	private int firstOutput(final Block target) {
		return hasChannels() ? (int) target.min(windows().length) : 0;
	}

	private int outputs(final Block target) {
		return hasChannels() ? target.size(windows().length) : 1;
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int first = firstOutput(target);
		final int count = outputs(target);
		final int members = kernel.outputs() / kernel.groups();
		for (int k = first; k < first + count; k++) {
			final SeparableLines<A> engine = new SeparableLines<>(lines, passes[k], source, target.size(0), scratch);
			engine.channel(k / members - first / members);
			engine.run(target, k - first);
		}
	}
}
