package io.github.convolvej.filter;

import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.Interval;

/** A plan whose result has the size of the image, each sample made of the one at its place. */
public abstract class InPlacePlan extends SizedPlan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 4096;

	/**
	 * @param dimensions size of the image
	 */
	protected InPlacePlan(final long[] dimensions) {
		super(dimensions, dimensions);
	}

	@Override
	public final Interval sourceInterval(final Interval target) {
		return target;
	}

	@Override
	public final SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public final int preferredLineLength() {
		return LINE;
	}
}
