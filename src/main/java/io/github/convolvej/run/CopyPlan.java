package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.Interval;

/**
 * A plan whose result is the image itself. Run with a target of another type, it
 * converts samples in the same way as all filters.
 */
final class CopyPlan implements Plan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 4096;

	private final long[] dimensions;

	CopyPlan(final long[] dimensions) {
		this.dimensions = dimensions.clone();
	}

	@Override
	public long[] sourceDimensions() {
		return dimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return dimensions.clone();
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return target;
	}

	@Override
	public SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return LINE;
	}

	@Override
	public String engine() {
		return "copy";
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		System.arraycopy(sources[0].data(), 0, target.data(), 0, target.samples());
	}
}
