package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/**
 * Copies boxes of an image and its border into primitive arrays and converts the
 * sample types. Each thread uses its own reader.
 * <p>
 * Samples outside the image are not read through ImgLib2's extensions: its block
 * copier supports them for few borders, types and views only, and fails to
 * mirror images with an axis of a single sample. Instead, the samples of the
 * image that the border repeats are read as a box within the image and copied to
 * their places.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class BlockReader<A> {

	private static final int OUTSIDE = 1 << 10;

	private final RandomAccessibleInterval<?> image;
	private final Border border;
	private final Lines<A> lines;
	private final SampleReader<A> samples;
	/** Some samples of a constant border. */
	private final A outside;
	private A inside;
	/** Null if the image has no arrays from which rows can be read. */
	private final ImageRows<A> rows;

	private BlockReader(final RandomAccessibleInterval<?> image, final Border border, final Lines<A> lines,
		final SampleReader<A> samples)
	{
		this.image = image;
		this.border = border;
		this.lines = lines;
		this.samples = samples;
		outside = lines.create(OUTSIDE);
		lines.fill(outside, OUTSIDE, border.value());
		inside = lines.create(0);
		final ImageArrays arrays = samples.knowsType() ? ImageArrays.of(image) : null;
		rows = arrays == null ? null : new ImageRows<>(image, arrays, border, lines, samples);
	}

	/** Whether the image has arrays from which rows can be read. */
	boolean hasRows() {
		return rows != null;
	}

	/** Limits of all samples, inside and outside the image, if they are known to be whole numbers, otherwise null. */
	double[] wholeRange() {
		final double outer = border.value();
		final double[] range = samples.wholeRange();
		return range == null || outer != Math.rint(outer) ? null : new double[] { Math.min(range[0], outer), Math.max(range[1],
			outer) };
	}

	/**
	 * @param type a sample type
	 * @return whether images of that type are computed in double because single
	 *         precision does not hold its values
	 */
	public static boolean needsDouble(final RealType<?> type) {
		return type instanceof IntegerType ? type.getBitsPerPixel() > 24 : type.getBitsPerPixel() > 32;
	}

	/**
	 * @param <T> sample type
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param image the image, its first sample at 0
	 * @param border the border
	 * @param lines precision of the arrays
	 * @param onFallback called if the image can only be read sample by sample
	 * @return the reader of the image
	 */
	static <T extends RealType<T>, A> BlockReader<A> of(final RandomAccessibleInterval<T> image, final Border border,
		final Lines<A> lines, final OnFallback onFallback)
	{
		return new BlockReader<>(image, border, lines, SampleReader.of(image, lines, onFallback));
	}

	BlockReader<A> copy() {
		return new BlockReader<>(image, border, lines, samples.copy());
	}

	/**
	 * Allocates memory for reading a box and any boxes within it.
	 *
	 * @param box the box that will be read
	 */
	void reserve(final Interval box) {
		if (Intervals.contains(image, box)) return;
		final long most = Math.min(Intervals.numElements(box), Intervals.numElements(image));
		if (lines.length(inside) < most) inside = lines.create((int) most);
	}

	/**
	 * @param box the box to read, inside or outside the image
	 * @return its rows, valid until the next call; null if the image has no arrays
	 *         from which they can be read
	 */
	Rows<A> rows(final Interval box) {
		return rows == null ? null : rows.of(box);
	}

	/**
	 * @param box the box to copy, inside or outside the image
	 * @param target array for it, x fastest
	 */
	void read(final Interval box, final A target) {
		if (Intervals.contains(image, box)) {
			samples.read(box, target);
			return;
		}
		final int n = box.numDimensions();
		final BorderRuns[][] stretches = new BorderRuns[n][];
		for (int d = 0; d < n; d++)
			stretches[d] = BorderRuns.of(border, box.min(d), (int) box.dimension(d), image.dimension(d));
		int combinations = 1;
		for (final BorderRuns[] axis : stretches)
			combinations *= axis.length;
		if (combinations == 0) fill(target, 0, (int) Intervals.numElements(box));
		for (int i = 0; i < combinations; i++) {
			final BorderRuns[] chosen = new BorderRuns[n];
			for (int d = 0, rest = i; d < n; rest /= stretches[d].length, d++)
				chosen[d] = stretches[d][rest % stretches[d].length];
			readStretches(chosen, box, target);
		}
	}

	private void readStretches(final BorderRuns[] axes, final Interval box, final A target) {
		final long[] min = new long[axes.length];
		final long[] max = new long[axes.length];
		for (int d = 0; d < axes.length; d++) {
			min[d] = axes[d].sourceMin;
			max[d] = axes[d].sourceMin + axes[d].sourceSize - 1;
		}
		final Interval source = new FinalInterval(min, max);
		final int count = (int) Intervals.numElements(source);
		if (lines.length(inside) < count) inside = lines.create(count);
		samples.read(source, inside);
		place(axes, axes.length - 1, source, 0, box, 0, target);
	}

	/**
	 * Copies the samples at one position on the axes after d to all their places;
	 * places between them belong to a constant border.
	 */
	private void place(final BorderRuns[] axes, final int d, final Interval source, final int from, final Interval box,
		final int to, final A target)
	{
		int sourceStep = 1;
		int targetStep = 1;
		for (int e = 0; e < d; e++) {
			sourceStep *= source.dimension(e);
			targetStep *= box.dimension(e);
		}
		final BorderRuns axis = axes[d];
		int end = 0;
		for (int run = 0; run < axis.runs; run++) {
			final int runTo = to + axis.runTarget[run] * targetStep;
			if (border.isConstant()) fill(target, to + end * targetStep, (axis.runTarget[run] - end) * targetStep);
			end = axis.runTarget[run] + axis.runLength[run];
			if (d == 0) axis.copy(run, inside, from, target, to);
			else for (int i = 0; i < axis.runLength[run]; i++)
				place(axes, d - 1, source, from + axis.source(run, i) * sourceStep, box, runTo + i * targetStep, target);
		}
		axis.repeat(target, to, targetStep);
		if (border.isConstant()) fill(target, to + end * targetStep, ((int) box.dimension(d) - end) * targetStep);
	}

	private void fill(final A target, final int from, final int count) {
		for (int done = 0; done < count; done += OUTSIDE)
			System.arraycopy(outside, 0, target, from + done, Math.min(OUTSIDE, count - done));
	}
}
