package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Plans a separable convolution with wide kernels. Each term is a {@link LinePass} along z, y and x. The
 * passes store their results in double precision. The time hardly grows with the size of the kernel.
 */
final class LinePassesPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Kernels with fewer taps along every axis are summed tap by tap. */
	static final int FEWEST_TAPS = 33;
	/** Most numbers that a box stores between its passes. */
	private static final double MOST_BETWEEN = 1 << 20;
	/** Size of a box along an axis that is summed tap by tap, if memory allows. */
	private static final int[] SIDES = { 1 << 10, 1 << 8, 32 };

	private final SeparableKernel kernel;
	private final double bias;
	private final Window[] spatial;
	private final Border border;
	/** Null if the result needs more than single precision. */
	private final SmoothVectors vectors;
	/** The passes along z, y, x of each term. */
	private final LinePass[][] passes;

	/**
	 * @param kernel the terms
	 * @param bias what is added
	 * @param windows one for each spatial axis
	 * @param border what is outside, or null if that is not known
	 * @param sourceDimensions size of the image
	 */
	LinePassesPlan(final SeparableKernel kernel, final double bias, final Window[] windows, final Border border,
		final long[] sourceDimensions)
	{
		this(kernel, bias, windows, border, new SmoothVectors(), sourceDimensions);
	}

	/** The same; without smooth vectors it computes in double precision. */
	LinePassesPlan(final SeparableKernel kernel, final double bias, final Window[] windows, final Border border,
		final SmoothVectors vectors, final long[] sourceDimensions)
	{
		super(windows, sourceDimensions[sourceDimensions.length - 1], sourceDimensions,
			false);
		Proportion.checkDilation(windows, sourceDimensions);
		this.kernel = kernel;
		this.bias = bias;
		this.border = border;
		this.vectors = vectors;
		spatial = windows;
		passes = new LinePass[kernel.terms()][];
		for (int t = 0; t < passes.length; t++)
			passes[t] = passes(t);
	}

	private LinePass[] passes(final int term) {
		final List<LinePass> list = new ArrayList<>();
		long[] size = sourceDimensions();
		double factor = 1;
		for (int d = spatial.length - 1; d >= 0; d--) {
			final double[] weights = kernel.vector(term, d);
			if (isLeft(d) && !(d == 0 && list.isEmpty())) continue;
			final boolean last = isLast(d) && passes.length == 1;
			final LinePass pass = new LinePass(d, spatial[d], weights, new AxisBorder(size[d], border, factor), last ? bias : 0,
				vectors, spatial.length, size);
			factor *= Arrays.stream(weights).sum();
			size = pass.targetDimensions();
			list.add(pass);
		}
		return list.toArray(new LinePass[0]);
	}

	/** Whether the passes along an axis change nothing: neither values nor positions. */
	private boolean isLeft(final int d) {
		for (int t = 0; t < kernel.terms(); t++)
			if (!SeparablePasses.isIdentity(kernel.vector(t, d))) return false;
		return spatial[d].stride() == 1 && spatial[d].padBefore() == 0 && spatial[d].padAfter() == 0;
	}

	private boolean isLast(final int d) {
		for (int e = 0; e < d; e++)
			if (!isLeft(e)) return false;
		return true;
	}

	/** Estimated nanoseconds for a result on one core. */
	double cost() {
		double cost = 1;
		for (final LinePass[] term : passes)
			for (final LinePass pass : term)
				cost += pass.sums().cost();
		return cost;
	}

	@Override
	public Plan within(final Border outside) {
		return new LinePassesPlan(kernel, bias, spatial, outside, vectors, sourceDimensions());
	}

	@Override
	public Plan inDouble() {
		return new LinePassesPlan(kernel, bias, spatial, border, null, sourceDimensions());
	}

	@Override
	public double multiplyAccumulates() {
		double count = 0;
		for (final LinePass[] term : passes)
			for (final LinePass pass : term)
				count += pass.multiplyAccumulates();
		return count;
	}

	@Override
	public String engine() {
		final Set<String> names = new LinkedHashSet<>();
		double error = 0;
		for (final LinePass[] term : passes) {
			double norm = 1;
			for (final LinePass pass : term)
				names.add("along " + "xyz".charAt(pass.axis()) + " " + pass.sums().name());
			for (int d = 0; d < spatial.length; d++)
				norm *= Arrays.stream(kernel.vector(Arrays.asList(passes).indexOf(term), d)).map(Math::abs).sum();
			double one = 0;
			for (final LinePass pass : term)
				one += pass.sums().error();
			error += one * norm;
		}
		return String.format(Locale.ROOT, "wide lines, %d %s, %s, error <= %.1e * max|x| and one rounding", passes.length,
			passes.length == 1 ? "term" : "terms", String.join(", ", names), error);
	}

	@Override
	public int preferredLineLength() {
		return (int) grid()[0];
	}

	/**
	 * Boxes consist of whole segments, so that neighbouring boxes need not compute them twice; as many as
	 * memory allows.
	 */
	@Override
	public long[] grid() {
		final long[] box = targetDimensions();
		final long[] all = targetDimensions();
		Arrays.fill(box, 1);
		for (final LinePass pass : passes[0]) {
			final int d = pass.axis();
			box[d] = pass.sums().step() > 1 ? pass.sums().step() : Math.min(all[d], SIDES[d]);
		}
		for (int d = 0; d < spatial.length; d++)
			if (isLeft(d)) box[d] = Math.min(all[d], SIDES[d]);
		for (final int d : new int[] { 0, 1, 2 }) {
			if (d >= spatial.length) continue;
			final long step = box[d];
			while (box[d] < all[d] && between(box, d, Math.min(all[d], box[d] + step)) <= MOST_BETWEEN && !(d > 0 && boxes(box,
				all) <= 8)) box[d] = Math.min(all[d], box[d] + step);
		}
		return box;
	}

	private static double boxes(final long[] box, final long[] all) {
		double boxes = 1;
		for (int d = 0; d < box.length; d++)
			boxes *= Math.ceil((double) all[d] / box[d]);
		return boxes;
	}

	private double between(final long[] box, final int axis, final long side) {
		final long[] larger = box.clone();
		larger[axis] = side;
		return betweenSamples(larger);
	}

	/** Samples that a box inside the image stores between its passes, those of the term that needs most. */
	private double betweenSamples(final long[] box) {
		final long[] max = box.clone();
		for (int d = 0; d < max.length; d++)
			max[d]--;
		double most = 0;
		for (final LinePass[] term : passes) {
			Interval interval = new FinalInterval(new long[box.length], max);
			double samples = 0;
			for (int p = term.length - 1; p > 0; p--) {
				interval = term[p].sourceInterval(interval);
				samples += Intervals.numElements(interval);
			}
			most = Math.max(most, samples);
		}
		return most;
	}

	@Override
	public double workingBytes() {
		return Double.BYTES * betweenSamples(grid());
	}

	/** Terms that are summed by different methods read different parts of the image. */
	@Override
	public Interval sourceInterval(final Interval target) {
		Interval all = sourceInterval(passes[0], target);
		for (final LinePass[] term : passes)
			all = Intervals.union(all, sourceInterval(term, target));
		return all;
	}

	private static Interval sourceInterval(final LinePass[] term, final Interval target) {
		Interval interval = target;
		for (int p = term.length - 1; p >= 0; p--)
			interval = term[p].sourceInterval(interval);
		return interval;
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (passes.length == 1) {
			run(passes[0], sources[0], target, scratch);
			return;
		}
		final int n = target.samples();
		final double[] sum = scratch.array("line passes sum", Precision.DOUBLE, n);
		final double[] term = scratch.array("line passes term", Precision.DOUBLE, n);
		Arrays.fill(sum, 0, n, bias);
		for (final LinePass[] list : passes) {
			run(list, sources[0], target.with(term), scratch);
			for (int i = 0; i < n; i++)
				sum[i] = sum[i] + term[i];
		}
		if (target.isDouble()) Precision.DOUBLE.fromDouble(sum, (double[]) target.data(), 0, n);
		else Precision.SINGLE.fromDouble(sum, (float[]) target.data(), 0, n);
	}

	private static void run(final LinePass[] list, final Block source, final Block target, final Scratch scratch) {
		final Interval[] wanted = new Interval[list.length];
		wanted[list.length - 1] = target.interval();
		for (int p = list.length - 1; p > 0; p--)
			wanted[p - 1] = list[p].sourceInterval(wanted[p]);
		Block from = source.part(list[0].sourceInterval(wanted[0]), "line passes source", scratch);
		for (int p = 0; p < list.length; p++) {
			final Block to = p == list.length - 1 ? target : between(p, wanted[p], target, scratch);
			list[p].apply(new Block[] { from }, to, scratch);
			from = to;
		}
	}

	private static Block between(final int pass, final Interval box, final Block target, final Scratch scratch) {
		int samples = 1;
		for (int d = 0; d < box.numDimensions(); d++)
			samples = Math.multiplyExact(samples, Math.toIntExact(box.dimension(d)));
		return new Block(box, scratch.array("line passes between " + pass, Precision.DOUBLE, samples), target.loop(), target
			.loopIndex());
	}
}
