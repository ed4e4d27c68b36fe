package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Sums windows with smooth weights. The samples of a block are multiplied by a few polynomials and added up.
 * {@link SmoothVector} translates these sums to the blocks of results. The time hardly grows with the size of
 * the window. Blocks are counted from the first result of the image, whichever part is requested. Samples that
 * are not finite are left out of the blocks, and change only the results whose windows contain them.
 */
final class SmoothSums implements LineSums {

	private static final long serialVersionUID = 1L;

	/** Most numbers of the samples that are read at a time. */
	private static final int CACHED = 1 << 20;
	private static final int LEAST_WIDTH = 64;
	private static final int MOST_WIDTH = 128;
	/** With more results at a time, the samples that are read twice no longer matter. */
	private static final int LONG = 1 << 12;
	/** Nanoseconds for a step of a running sum; and for reading a sample or writing a result. */
	private static final double RUNNING = 0.35;
	private static final double COPY = 1;

	private final double[] weights;
	private final int step;
	private transient volatile SmoothVector vector;

	private SmoothSums(final double[] weights, final SmoothVector vector, final int step) {
		this.weights = weights;
		this.vector = vector;
		this.step = step;
	}

	/**
	 * @param weights of the windows' taps, which are neighbours
	 * @param results number of results along the axis
	 * @param least fewest segments, if there are enough results
	 * @param vectors the smooth vectors of the plan
	 * @return the sums, or null if the weights are too few, too many, or not smooth enough
	 */
	static SmoothSums of(final double[] weights, final long results, final int least, final SmoothVectors vectors) {
		final SmoothVector vector = vectors.of(weights);
		if (vector == null) return null;
		final long most = Math.max(LONG, 2L * weights.length);
		final long segments = Math.max(Math.min(least, results), (results + most - 1) / most);
		final long each = (results + segments - 1) / segments;
		final long whole = (each + vector.block - 1) / vector.block * vector.block;
		return new SmoothSums(weights, vector, (int) whole);
	}

	private SmoothVector vector() {
		SmoothVector made = vector;
		if (made == null) vector = made = SmoothVector.of(weights);
		return made;
	}

	@Override
	public int step() {
		return step;
	}

	@Override
	public int block() {
		return step;
	}

	@Override
	public int width() {
		return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, CACHED / (step + weights.length) & -8));
	}

	@Override
	public double cost() {
		final SmoothVector v = vector();
		final double read = (double) (step + weights.length) / step;
		final double calls = 1 + 16.0 / width();
		final double products = v.moments * (read + 1) + (double) v.moments * v.moments * (v.blocks - 1) / v.block + v.rest.length;
		return EngineChoice.DOUBLE_PRODUCT * products * calls + RUNNING * (v.begin.length + v.end.length) * calls + COPY *
			(read + 1);
	}

	/** Adds the differences from the weights and the rounding errors of block sums, translations and results. */
	@Override
	public double error() {
		final SmoothVector v = vector();
		final double norm = Arrays.stream(weights).map(Math::abs).sum();
		final double terms = v.block + (double) v.moments * v.blocks + v.moments + v.rest.length + 8;
		return v.difference / norm + terms * v.moments * 0x1p-53;
	}

	@Override
	public double multiplyAccumulates() {
		final SmoothVector v = vector();
		return 2.0 * v.moments + (double) v.moments * v.moments * (v.blocks - 1) / v.block + v.rest.length + 2.0 *
			(v.begin.length + v.end.length);
	}

	@Override
	public String name() {
		return vector().moments + " moments of " + vector().block;
	}

	@Override
	public Work work(final int results, final Scratch scratch) {
		return new Segment(vector(), scratch);
	}

	/** Computes one segment of many lines. */
	private final class Segment implements Work {

		private final SmoothVector v;
		private final double[][] source;
		private final double[][] sums;
		private final double[][] moments;
		/** Polynomials of the results of a block. */
		private final double[][] local;
		private final double[][] running;
		private final int[] byMoment;
		private final int[] byResult;
		private final int[] bySample;
		private final WildSamples wild;

		Segment(final SmoothVector v, final Scratch scratch) {
			this.v = v;
			final int width = width();
			source = scratch.arrays("smooth sums source", Precision.DOUBLE, step + weights.length, width);
			sums = scratch.arrays("smooth sums", Precision.DOUBLE, step, width);
			moments = scratch.arrays("smooth sums moments", Precision.DOUBLE, (step / v.block + v.blocks) * v.moments, width);
			local = scratch.arrays("smooth sums local", Precision.DOUBLE, v.moments, width);
			running = scratch.arrays("smooth sums running", Precision.DOUBLE, Math.max(v.begin.length, v.end.length), width);
			wild = new WildSamples(weights, scratch.array("smooth sums squares", Precision.DOUBLE, width));
			byMoment = multiples(v.moments, v.block);
			byResult = multiples(v.moments, (v.blocks - 1) * v.moments);
			bySample = multiples(v.block, v.moments);
		}

		private int[] multiples(final int count, final int by) {
			final int[] multiples = new int[count];
			for (int i = 0; i < count; i++)
				multiples[i] = i * by;
			return multiples;
		}

		@Override
		public double[][] source(final int first, final int count) {
			return source;
		}

		@Override
		public double[][] sum(final int first, final int count, final int width) {
			wild.takeOut(source, count + weights.length - 1, width);
			final int targets = (count + v.block - 1) / v.block;
			for (int b = 1; b < targets + v.blocks - 1; b++)
				moments(b, width);
			for (int c = 0; c < targets; c++)
				results(c * v.block, Math.min(v.block, count - c * v.block), width);
			wild.putBack(sums, count);
			return sums;
		}

		private void moments(final int b, final int width) {
			final double[][] made = Arrays.copyOfRange(moments, b * v.moments, (b + 1) * v.moments);
			for (final double[] line : made)
				Arrays.fill(line, 0, width, 0);
			Precision.DOUBLE.add(made, byMoment, v.moments, v.byMoment, width, source, b * v.block, v.block);
		}

		/** Computes the results of a block. */
		private void results(final int at, final int count, final int width) {
			for (int m = 0; m < v.moments; m++)
				Arrays.fill(local[m], 0, width, 0);
			Precision.DOUBLE.add(local, byResult, v.moments, v.translation, width, moments, (at / v.block + 1) * v.moments,
				(v.blocks - 1) * v.moments);
			clear(width);
			for (int x = v.block - 1; x >= 0; x--) {
				run(source[at + x], v.begin.length, width);
				if (x < count) Precision.DOUBLE.set(sums[at + x], 0, v.begin, 0, width, running, 0, v.begin.length);
			}
			clear(width);
			final int last = at + v.blocks * v.block;
			for (int x = 0; x < count; x++) {
				run(source[last + x], v.end.length, width);
				Precision.DOUBLE.add(sums[at + x], v.end, 0, width, running, 0, v.end.length);
				if (v.rest.length > 0) Precision.DOUBLE.add(sums[at + x], v.rest, 0, width, source, last + x + 1, v.rest.length);
			}
			Precision.DOUBLE.add(Arrays.copyOfRange(sums, at, at + count), bySample, count, v.bySample, width, local, 0,
				v.moments);
		}

		private void clear(final int width) {
			for (final double[] line : running)
				Arrays.fill(line, 0, width, 0);
		}

		/** Computes running sums of running sums. */
		private void run(final double[] sample, final int orders, final int width) {
			int m = 0;
			double[] line = sample;
			for (; m + 2 <= orders; m += 2) {
				accumulate(running[m], running[m + 1], line, width);
				line = running[m + 1];
			}
			if (m < orders) accumulate(running[m], line, width);
		}
	}

	private static void accumulate(final double[] sum, final double[] x, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] = sum[i] + x[i];
	}

	private static void accumulate(final double[] sum, final double[] next, final double[] x, final int n) {
		for (int i = 0; i < n; i++) {
			final double s = sum[i] + x[i];
			sum[i] = s;
			next[i] = next[i] + s;
		}
	}
}
