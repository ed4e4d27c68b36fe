package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.run.RunChecks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * The result of an operation on whole planes, before it is cropped to a
 * selection: the order of its axes, its size, and the positions of its samples.
 * Only this class binds the operation to the sizes of its images.
 */
final class WholeResult {

	private final List<ImageInput> inputs;
	private final ImageOperation operation;
	private final int spatial;
	private final boolean eachChannel;
	private final boolean sameChannels;
	private final boolean placed;
	private final ImagePlan plan;
	private final long[] target;

	/**
	 * @param inputs the images that the operation reads
	 * @param operation the operation
	 * @param spatial its spatial axes: 2, or 3 if it works along z
	 * @param eachChannel whether it runs on every channel separately although it
	 *          has a channel axis
	 * @param sameChannels whether channel c of the result corresponds to channel c
	 *          of the image, although the operation has a channel axis
	 * @param placed whether the result's samples have a position in the image
	 * @throws IllegalArgumentException if the operation has no result for these
	 *           images, or the result is too large for ImageJ
	 */
	WholeResult(final List<ImageInput> inputs, final ImageOperation operation, final int spatial,
		final boolean eachChannel, final boolean sameChannels, final boolean placed)
	{
		this.inputs = new ArrayList<>(inputs);
		this.operation = operation;
		this.spatial = spatial;
		this.eachChannel = eachChannel && operation.numDimensions() > spatial;
		this.sameChannels = sameChannels;
		this.placed = placed;
		if (zFirst() && input().planes().leavesSlicesOut()) throw new IllegalArgumentException(
			"part is a single plane, but the filter works along z and needs the other slices: use part=all or part=channel," +
				" or a 2D filter");
		final List<Interval> sizes = new ArrayList<>();
		for (final ImageInput i : inputs)
			sizes.add(new FinalInterval(sourceSize(i)));
		plan = operation.plan(sizes);
		target = RunChecks.targetDimensions(plan, sizes.get(0));
		ResultSize.check(target, zAxis());
		final double image = samples(sourceSize(input()));
		// networks sum over many channels, which takes less time for each product
		final double nanoseconds = times(plan.nanoseconds());
		Proportion.checkWork(image, samples(target), nanoseconds > 0 ? 0 : multiplyAccumulates());
		if (nanoseconds == 0) Proportion.checkZeros(image, times(plan.computedProducts()));
		Proportion.checkTime(image, nanoseconds);
		Proportion.checkChannels(input().channels(), channels());
	}

	/** In double: padding can make products larger than long. */
	private static double samples(final long[] size) {
		return Arrays.stream(size).asDoubleStream().reduce(1, (a, b) -> a * b);
	}

	/**
	 * (X, Y, C, Z, T), or (X, Y, Z, C, T) for operations along z, with an axis of
	 * size 1 before C if several channels are computed from each.
	 */
	long[] sourceSize(final ImageInput i) {
		final List<Long> size = new ArrayList<>(Arrays.asList((long) i.width(), (long) i.height()));
		if (zFirst()) size.add((long) i.slices());
		if (eachChannel) size.add(1L);
		size.add((long) i.channels());
		if (!zFirst()) size.add((long) i.slices());
		size.add((long) i.frames());
		return size.stream().mapToLong(Long::longValue).toArray();
	}

	/** Whether the axes are (X, Y, Z, ...), so that planes are in the order (Z, C, T). */
	boolean zFirst() {
		return spatial == 3;
	}

	/** Index of the z axis. */
	int zAxis() {
		return zFirst() ? 2 : target.length - 2;
	}

	/** The first image. */
	ImageInput input() {
		return inputs.get(0);
	}

	/** The images that the operation reads; not to be changed. */
	List<ImageInput> inputs() {
		return inputs;
	}

	ImageOperation operation() {
		return operation;
	}

	ImagePlan plan() {
		return plan;
	}

	/** Spatial axes of the operation. */
	int spatial() {
		return spatial;
	}

	/** Whether the operation runs on every channel separately and computes several channels from it. */
	boolean eachChannel() {
		return eachChannel;
	}

	/** Whether every channel of the result is computed from one channel of the input, in order and in equal numbers. */
	boolean keepsChannels() {
		return sameChannels || operation.numDimensions() == spatial;
	}

	/** Whether the result's samples have a position in the image along an axis. */
	boolean isPlaced(final int axis) {
		return placed || axis >= spatial;
	}

	/** Size of the result on the axes of {@link #sourceSize}; not to be changed. */
	long[] target() {
		return target;
	}

	/** Channels of the result; an RGB result has three. */
	int channels() {
		final int c = zFirst() ? 3 : 2;
		return Math.toIntExact(target[c] * (eachChannel ? target[c + 1] : 1));
	}

	/** Samples along z. */
	int slices() {
		return Math.toIntExact(target[zAxis()]);
	}

	/** Points in time. */
	int frames() {
		return Math.toIntExact(target[target.length - 1]);
	}

	/** Positions of the samples along x, y or z. */
	SamplePosition position(final int axis) {
		return axis < spatial ? plan.position(axis) : SamplePosition.IDENTITY;
	}

	/** Multiply-accumulates for the whole result. */
	double multiplyAccumulates() {
		return times(plan.multiplyAccumulates());
	}

	/** What a result takes that the operation is repeated for. */
	private double times(final double one) {
		double all = one;
		for (int d = operation.numDimensions(); d < target.length; d++)
			all *= target[d];
		return all;
	}

	/** Whether its planes have the size of the image's planes, and its samples the same distance. */
	boolean keepsPlanes() {
		return target[0] == input().width() && target[1] == input().height() && position(0).scale() == 1 && position(1)
			.scale() == 1;
	}

	/** Whether every sample belongs to the image's sample with the same indices. */
	boolean keepsSamples() {
		final boolean alone = input().channels() == 1 && channels() == 1;
		return isPlaced(0) && isPlaced(2) && keepsPlanes() && (alone || keepsChannels()) && channels() == input()
			.channels() && slices() == input().slices() && position(2).scale() == 1;
	}

	/** Describes the difference to the image if the samples do not correspond. */
	String difference() {
		final String from = size(input().width(), input().height(), input().channels(), input().slices());
		final String to = size(target[0], target[1], channels(), slices());
		return from.equals(to) ? "its channels are computed from several channels" : "it is " + to + ", the image " + from;
	}

	private static String size(final long width, final long height, final int channels, final int slices) {
		return width + " x " + height + " of " + channels + (channels == 1 ? " channel" : " channels") + " and " + slices +
			(slices == 1 ? " slice" : " slices");
	}
}
