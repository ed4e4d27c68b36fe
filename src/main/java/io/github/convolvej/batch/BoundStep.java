package io.github.convolvej.batch;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;
import io.github.convolvej.run.RunChecks;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.SampleType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** A step of a recipe on an image of known size. Immutable. */
final class BoundStep {

	private final RecipeStep step;
	private final FilterAxes axes;
	private final SampleType sourceType;
	private final long[] source;
	private final ImagePlan plan;
	private final long[] planTarget;
	private final long perChannel;
	private final long[] target;

	/**
	 * @param step the step
	 * @param source size of the image on x, y, z, c, t
	 * @param sourceType sample type of the image
	 * @param first whether the image is at hand as a whole, so that statistics of it
	 *          can be made before parts are computed
	 * @throws IllegalArgumentException if the filter has no result for this size
	 */
	BoundStep(final RecipeStep step, final long[] source, final SampleType sourceType, final boolean first) {
		this.step = step;
		this.source = source.clone();
		this.sourceType = sourceType;
		axes = new FilterAxes(step);
		final Interval size = new FinalInterval(axes.source(source));
		final ImagePlan bound = step.operation().plan(times(size));
		plan = first ? bound.forParts() : bound;
		planTarget = RunChecks.targetDimensions(bound, size);
		perChannel = axes.perChannel(planTarget);
		target = axes.target(planTarget);
	}

	/** As many of them as the operation reads images: all are the one that there is. */
	private <T> List<T> times(final T image) {
		return Collections.nCopies(step.operation().sources(), image);
	}

	FilterAxes axes() {
		return axes;
	}

	RecipeStep step() {
		return step;
	}

	SampleType targetType() {
		return step.type() == null ? sourceType : step.type();
	}

	long[] target() {
		return target.clone();
	}

	/** The engine, and what decides the last bits of its sums. */
	String engine() {
		return plan.engine() + (plan.multiplyAccumulates() > 0 ? ", " + Precision.sums() : "");
	}

	/** Whether each sample may depend on the whole image. */
	boolean needsWhole() {
		return plan.isComputedWhole();
	}

	/** Positions of the result's samples along x, y or z; null if they have no position in the image. */
	SamplePosition position(final int d) {
		if (d >= step.spatial()) return SamplePosition.IDENTITY;
		return step.isPlaced() ? plan.position(d) : null;
	}

	/** Whether every channel of the result depends only on the channel of the same number. */
	boolean keepsChannels() {
		return step.keepsChannels();
	}

	double multiplyAccumulates() {
		double count = plan.multiplyAccumulates();
		for (int d = step.operation().numDimensions(); d < planTarget.length; d++)
			count *= planTarget[d];
		return count;
	}

	/** The box of the image to read for part of the result, including samples that the border repeats. */
	Box needed(final Box part) {
		if (needsWhole()) return Box.whole(source);
		final Box all = expanded(part);
		final int n = step.operation().numDimensions();
		final long[] min = Arrays.copyOf(axes.targetMin(all.min(), perChannel), n);
		final long[] max = Arrays.copyOf(axes.targetSize(all.size(), perChannel), n);
		for (int d = 0; d < n; d++)
			max[d] += min[d] - 1;
		Interval read = plan.sourceInterval(0, new FinalInterval(min, max));
		for (int i = 1; i < step.operation().sources(); i++)
			read = Intervals.union(read, plan.sourceInterval(i, new FinalInterval(min, max)));
		Box box = all;
		for (int d = 0; d < step.spatial(); d++)
			box = inside(box, d, read.min(d), read.max(d));
		if (step.isEachChannel()) box = box.with(Box.C, all.min(Box.C) / perChannel, all.size(Box.C) / perChannel);
		else if (step.hasChannels()) box = inside(box, Box.C, read.min(n - 1), read.max(n - 1));
		return box;
	}

	/**
	 * Extends a part to all channels that are computed from the same channel,
	 * because they are computed together.
	 */
	private Box expanded(final Box part) {
		final long first = part.min(Box.C) / perChannel * perChannel;
		final long end = (part.max(Box.C) / perChannel + 1) * perChannel;
		return part.with(Box.C, first, end - first);
	}

	/** The samples of the image along an axis for positions from min to max, including those that the border repeats. */
	private Box inside(final Box box, final int d, final long min, final long max) {
		final long n = source[d];
		final Border border = step.border();
		long first = Math.max(0, min);
		long last = Math.min(n - 1, max);
		if (first > last) {
			// everything is outside
			first = n - 1;
			last = 0;
		}
		if (!border.isConstant()) {
			// within a distance of twice the image, the border has repeated all samples
			for (long i = Math.max(min, -2 * n); i <= Math.min(max, -1); i++) {
				first = Math.min(first, border.position(i, n));
				last = Math.max(last, border.position(i, n));
			}
			for (long i = Math.max(min, n); i <= Math.min(max, 3 * n); i++) {
				first = Math.min(first, border.position(i, n));
				last = Math.max(last, border.position(i, n));
			}
		}
		// for a part outside a constant border, one unused sample is read
		return first > last ? box.with(d, Math.max(0, Math.min(n - 1, min)), 1) : box.with(d, first, last - first + 1);
	}

	/** The result of an earlier step as the image of which it is a part. Samples that it lacks are never read. */
	RandomAccessibleInterval<? extends RealType<?>> sourceImage(final Object array, final Box box) {
		return place(array, box);
	}

	@SuppressWarnings("unchecked")
	private <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> place(final Object array, final Box box) {
		final RandomAccessibleInterval<T> part = (RandomAccessibleInterval<T>) axes.view(array, sourceType, box.size(), 1);
		if (box.equals(Box.whole(source))) return part;
		return Views.interval(Views.extendZero(Views.translate(part, axes.sourceMin(box.min()))), new FinalInterval(axes.source(
			source)));
	}

	/** The samples of a part of the result. */
	static final class Part {

		private final Object samples;
		private final long clamped;

		Part(final Object samples, final long clamped) {
			this.samples = samples;
			this.clamped = clamped;
		}

		Object samples() {
			return samples;
		}

		long clamped() {
			return clamped;
		}
	}

	/**
	 * @param image the image, on the filter's axes
	 * @param part part of the result
	 * @param options options of the run
	 * @return its samples, x fastest, then y, z, c, t
	 */
	Part compute(final RandomAccessibleInterval<? extends RealType<?>> image, final Box part, final Options options) {
		final Box all = expanded(part);
		final SampleType type = targetType();
		final Object array = type.newArray(Boxes.samples(all.ints()));
		final long clamped = process(image, axes.view(array, type, all.size(), perChannel), axes.targetMin(all.min(), perChannel),
			options);
		return new Part(FilterAxes.crop(array, type, all, part), clamped);
	}

	@SuppressWarnings("unchecked")
	private <R extends RealType<R>> long process(final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> result, final long[] offset, final Options options)
	{
		final Report report = plan.processPart(times(image), step.border(),
			(RandomAccessibleInterval<R>) result, offset, options);
		return report.clamped();
	}
}
