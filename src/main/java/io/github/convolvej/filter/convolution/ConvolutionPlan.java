package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

/** Plans the direct convolution of an image of known size. {@link DenseLines} computes it. */
final class ConvolutionPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final DenseKernel dense;

	ConvolutionPlan(final Kernel kernel, final Window[] windows, final long[] sourceDimensions) {
		super(windows, kernel.outputs(), sourceDimensions);
		this.kernel = kernel;
		dense = new DenseKernel(kernel, windows());
	}

	@Override
	public double multiplyAccumulates() {
		double count = (double) kernel.taps() * kernel.inputs();
		for (final long m : targetDimensions())
			count *= m;
		return count;
	}

	@Override
	public String engine() {
		return "dense lines";
	}

	@Override
	public long firstChannel(final long output) {
		return (long) group(output) * kernel.inputs();
	}

	@Override
	public long lastChannel(final long output) {
		return (group(output) + 1L) * kernel.inputs() - 1;
	}

	private int group(final long output) {
		return (int) (output / (kernel.outputs() / kernel.groups()));
	}

	@Override
	public int preferredLineLength() {
		return DenseLines.preferredLineLength(dense);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int c = windows().length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		final int outputs = hasChannels() ? target.size(c) : 1;
		// all give the same bits
		if (PointwiseLines.isFor(dense, target)) new PointwiseLines(dense, source, target, scratch).run(firstOutput, outputs);
		else if (PointwiseRows.isFor(dense, source, target)) new PointwiseRows(dense, source, target, scratch).run(firstOutput,
			outputs);
		else if (DepthwiseChannels.isFor(dense, source, target)) new DepthwiseChannels(dense, source, target, scratch).run(
			firstOutput, outputs);
		// an image's own rows need not be copied to one array first
		else if (hasChannels() && DepthwiseLines.isFor(dense, target)) new DepthwiseLines<>(lines, dense, source, target, scratch).run(firstOutput,
			outputs);
		else new DenseLines<>(lines, dense, source, target, scratch).run(firstOutput, outputs);
	}
}
