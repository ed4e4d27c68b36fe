package io.github.convolvej.network;

import static io.github.convolvej.network.SampleBoxes.box;
import static io.github.convolvej.network.SampleBoxes.interval;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSource;
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
	/** The schedule if each tile has statistics of its own, otherwise null. */
	private final Schedule ofTiles;

	/** Statistics of the whole image that parts share; null if each run computes its own. */
	private final transient KnownStatistics statistics;

	NetworkImagePlan(final NetworkPlan plan, final Schedule schedule, final long[] sourceDimensions) {
		this(plan, schedule, sourceDimensions, null);
		if (schedule != null) ScheduleChoice.checkNumber(schedule, plan.outputShape(output), d -> plan.isSpatial(output, d));
	}

	private NetworkImagePlan(final NetworkPlan plan, final Schedule schedule, final long[] sourceDimensions,
		final KnownStatistics statistics)
	{
		super(sourceDimensions, dimensions(plan.outputShape(plan.outputs().get(0))));
		this.plan = plan;
		this.schedule = schedule;
		ofTiles = schedule != null && schedule.isTileStatistics() ? schedule : null;
		this.statistics = statistics;
		output = plan.outputs().get(0);
	}

	private static long[] dimensions(final long[] shape) {
		final long[] dimensions = new long[shape.length - 1];
		for (int d = 0; d < dimensions.length; d++)
			dimensions[d] = shape[shape.length - 1 - d];
		return dimensions;
	}

	private Schedule schedule() {
		if (ofTiles != null) return ofTiles;
		return schedule == null ? Schedule.automatic() : schedule;
	}

	@Override
	public ImagePlan forParts() {
		return plan.isLocal() || !plan.isStreamed() || ofTiles != null ? this : new NetworkImagePlan(plan, schedule, sourceDimensions(),
			new KnownStatistics());
	}

	@Override
	protected <T extends RealType<T>, R extends RealType<R>> long processSlice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		return processSlice(image, border, part, offset, new long[0], options);
	}

	@Override
	protected <T extends RealType<T>, R extends RealType<R>> long processSlice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final long[] further,
		final Options options)
	{
		final ImageBoxes<R> boxes = ImageBoxes.of(image, part, offset);
		final TensorSource source = (box, samples) -> boxes.read(interval(box), samples);
		final Schedule how = options.tile() == null || ofTiles != null ? schedule() : tiles(options.tile());
		final NetworkPlan used = statistics == null ? plan : plan.knowing(statistics.at(further, () -> plan.statistics(source,
			output, schedule(), options.silent().monitor())));
		final long[] max = new long[offset.length];
		for (int d = 0; d < max.length; d++)
			max[d] = offset[d] + part.dimension(d) - 1;
		final Box wanted = box(new FinalInterval(offset, max));
		// tiles with statistics of their own lie where they lie in the whole result
		used.run(source, output, ofTiles == null ? wanted : ofTiles.tilesOf(wanted, plan.outputShape(output), d -> plan
			.isSpatial(output, d)), (box, samples) -> write(boxes, box, samples, wanted), how, options.monitor());
		return boxes.clamped();
	}

	/** Writes what lies in the wanted part. */
	private static void write(final ImageBoxes<?> boxes, final Box box, final float[] samples, final Box wanted) {
		final Box part = box.intersect(wanted);
		if (part == null) return;
		if (part.equals(box)) boxes.write(interval(box), samples);
		else boxes.write(interval(part), new TensorPart(box, samples).cropped(part));
	}

	@Override
	public boolean isComputedWhole() {
		return statistics == null && !plan.isLocal();
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
		final Box needed = (statistics == null ? plan : plan.assumingStatistics()).needed(output, box(part));
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
	public double nanoseconds() {
		return plan.nanoseconds(schedule());
	}

	@Override
	public String engine() {
		return "network, " + plan.describe(schedule());
	}
}
