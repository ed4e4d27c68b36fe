package io.github.convolvej.network;

import static io.github.convolvej.network.SampleBoxes.box;
import static io.github.convolvej.network.SampleBoxes.interval;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.run.ImageBoxes;
import io.github.convolvej.run.Options;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * A network bound to an image. Its single output, with batch and channel first,
 * is the same array as an image with axes (X, Y[, Z], C).
 */
final class NetworkImagePlan extends SingleImagePlan {

	private static final long serialVersionUID = 1L;

	private final NetworkPlan plan;
	private final String output;
	/** Null to choose by the free memory. */
	private final transient Schedule schedule;

	NetworkImagePlan(final NetworkPlan plan, final Schedule schedule, final long[] sourceDimensions) {
		super(sourceDimensions, dimensions(plan.outputShape(plan.outputs().get(0))));
		this.plan = plan;
		this.schedule = schedule;
		output = plan.outputs().get(0);
	}

	private static long[] dimensions(final long[] shape) {
		final long[] dimensions = new long[shape.length - 1];
		for (int d = 0; d < dimensions.length; d++)
			dimensions[d] = shape[shape.length - 1 - d];
		return dimensions;
	}

	private Schedule schedule() {
		return schedule == null ? Schedule.automatic() : schedule;
	}

	@Override
	protected <T extends RealType<T>, R extends RealType<R>> long processSlice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		final ImageBoxes<R> boxes = ImageBoxes.of(image, part, offset);
		final long[] max = new long[offset.length];
		for (int d = 0; d < max.length; d++)
			max[d] = offset[d] + part.dimension(d) - 1;
		plan.run((box, samples) -> boxes.read(interval(box), samples), output, box(new FinalInterval(offset, max)), (box,
			samples) -> boxes.write(interval(box), samples), options.tile() == null ? schedule() : tiles(options.tile()), options
				.monitor());
		return boxes.clamped();
	}

	@Override
	public boolean isComputedWhole() {
		return !plan.isLocal();
	}

	/** Tiles along the spatial axes, the last of which is x. Axes without a number get one sample. */
	private Schedule tiles(final int[] size) {
		final int[] reversed = new int[targetDimensions().length - 1];
		for (int d = 0; d < reversed.length; d++)
			reversed[reversed.length - 1 - d] = d < size.length ? size[d] : 1;
		return Schedule.tiles(reversed);
	}

	@Override
	public Interval sourceInterval(final Interval part) {
		final Box needed = plan.needed(output, box(part));
		// if nothing is needed, any one sample will do
		return needed == null ? new FinalInterval(new long[part.numDimensions()], new long[part.numDimensions()])
			: interval(needed);
	}

	@Override
	public SamplePosition position(final int d) {
		final int axis = targetDimensions().length - d;
		return axis < 2 ? SamplePosition.IDENTITY : plan.position(output, axis);
	}

	@Override
	public double multiplyAccumulates() {
		return plan.multiplyAccumulates();
	}

	@Override
	public String engine() {
		return "network, " + plan.describe(schedule());
	}
}
