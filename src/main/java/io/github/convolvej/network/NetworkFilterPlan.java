package io.github.convolvej.network;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.run.ImagePlan;
import io.github.convolvej.run.Monitor;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A network bound to an image: its one output, batch and channel first, as an image
 * of axes (X, Y[, Z], C). The arrays are the same.
 */
final class NetworkFilterPlan extends ImagePlan {

	private static final long serialVersionUID = 1L;

	private final NetworkPlan plan;
	private final String output;
	/** Null to choose by the memory that is free. */
	private final transient Schedule schedule;

	NetworkFilterPlan(final NetworkPlan plan, final Schedule schedule, final long[] sourceDimensions) {
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

	private static Box box(final Interval interval) {
		final int n = interval.numDimensions();
		final long[] min = new long[n + 1];
		final long[] max = new long[n + 1];
		for (int d = 0; d < n; d++) {
			min[n - d] = interval.min(d);
			max[n - d] = interval.max(d);
		}
		return new Box(min, max);
	}

	private static Interval interval(final Box box) {
		final int n = box.rank() - 1;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = box.min(n - d);
			max[d] = box.max(n - d);
		}
		return new FinalInterval(min, max);
	}

	private Schedule schedule() {
		return schedule == null ? Schedule.automatic() : schedule;
	}

	@Override
	protected void compute(final Reader image, final Writer result, final Interval part, final int[] tile,
		final Monitor monitor)
	{
		plan.run((box, samples) -> image.read(interval(box), samples), output, box(part), (box, samples) -> result.write(
			interval(box), samples), tile == null ? schedule() : tiles(tile), monitor);
	}

	/** Tiles along the spatial axes, the last of which is x; along axes without a number they have one sample. */
	private Schedule tiles(final int[] size) {
		final int[] reversed = new int[targetDimensions().length - 1];
		for (int d = 0; d < reversed.length; d++)
			reversed[reversed.length - 1 - d] = d < size.length ? size[d] : 1;
		return Schedule.tiles(reversed);
	}

	@Override
	public Interval sourceInterval(final Interval part) {
		final Box needed = plan.needed(output, box(part));
		// where nothing is needed, any one sample will do
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
