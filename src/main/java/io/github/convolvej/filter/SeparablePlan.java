package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

/** A separable convolution of an image of known size: one line of {@link SeparableLines} after the other. */
final class SeparablePlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final SeparableKernel kernel;
	private final double[] dense;
	private final double bias;

	SeparablePlan(final SeparableKernel kernel, final double[] dense, final double bias, final Window[] windows,
		final long[] sourceDimensions)
	{
		super(windows, sourceDimensions[sourceDimensions.length - 1], sourceDimensions);
		this.kernel = kernel;
		this.dense = dense;
		this.bias = bias;
	}

	@Override
	public double multiplyAccumulates() {
		return SeparableLines.multiplyAccumulates(windows(), targetDimensions(), kernel);
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
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.isDouble()) apply(Lines.DOUBLE, sources[0], target, scratch);
		else apply(Lines.FLOAT, sources[0], target, scratch);
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final SeparableLines<A> engine = new SeparableLines<>(lines, windows(), new SeparableKernel[] { kernel },
			new double[][] { dense }, new double[] { bias }, source, target.size(0), scratch);
		final A line = scratch.array("separable target", lines, Lines.wholeVectors(target.size(0)));
		final A out = (A) target.data();
		fill(lines, engine, target, line, out, false);
		if (!engine.isFinite()) fill(lines, engine, target, line, out, true);
	}

	private static <A> void fill(final Lines<A> lines, final SeparableLines<A> engine, final Block target, final A line,
		final A out, final boolean careful)
	{
		final int width = target.size(0);
		final int height = target.size(1);
		for (int z = 0; z < target.size(2); z++)
			for (int y = 0; y < height; y++) {
				engine.line(0, z, y, line, careful);
				lines.put(line, out, (z * height + y) * width, width);
			}
	}
}
