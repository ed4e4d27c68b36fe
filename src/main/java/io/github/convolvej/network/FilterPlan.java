package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** The plan of a filter, run on images tile by tile by {@link Filters}. */
final class FilterPlan implements ImagePlan {

	private static final long serialVersionUID = 1L;

	private final Plan plan;

	FilterPlan(final Plan plan) {
		this.plan = plan;
	}

	@Override
	public <R extends RealType<R>> Report processPart(
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options options)
	{
		return Filters.processPart(plan, sources, border, target, offset, options);
	}

	@Override
	public boolean isComputedWhole() {
		return false;
	}

	@Override
	public long[] sourceDimensions() {
		return plan.sourceDimensions();
	}

	@Override
	public long[] targetDimensions() {
		return plan.targetDimensions();
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return plan.sourceInterval(target);
	}

	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		return plan.sourceInterval(source, target);
	}

	@Override
	public SamplePosition position(final int d) {
		return plan.position(d);
	}

	@Override
	public long[] receptiveField() {
		return plan.receptiveField();
	}

	@Override
	public double multiplyAccumulates() {
		return plan.multiplyAccumulates();
	}

	@Override
	public double computedProducts() {
		return plan.computedProducts();
	}

	@Override
	public long[] grid() {
		return plan.grid();
	}

	@Override
	public boolean needsDouble() {
		return plan.needsDouble();
	}

	@Override
	public String engine() {
		return plan.engine();
	}
}
