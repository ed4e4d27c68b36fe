package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.fourier.RealLines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Sums windows by Fourier transforms of segments of the lines. Each segment gives a fixed number of results.
 * Segments are counted from the first result of the image, whichever part is requested. Samples that are not
 * finite, or too large to be squared, are left out of the transforms and change only the results whose windows
 * contain them.
 */
final class FourierSums implements LineSums {

	private static final long serialVersionUID = 1L;

	/**
	 * Most numbers in the transforms of one thread: real and imaginary parts together fit into a core's second
	 * cache.
	 */
	private static final int CACHED = 1 << 16;
	private static final int LEAST_WIDTH = 16;
	private static final int MOST_WIDTH = 256;
	/** The longest transform. */
	private static final int MOST = 1 << 20;

	private final double[] weights;
	private final int length;
	private final int step;
	private final double norm;
	private transient volatile Transform transform;

	/** The transform of the weights, for one length. */
	private static final class Transform {

		final RealLines lines;
		final double[] factors;

		Transform(final int length, final double[] weights) {
			lines = new RealLines(length);
			factors = lines.transform(weights);
		}
	}

	private FourierSums(final double[] weights, final int length, final int step) {
		this.weights = weights;
		this.length = length;
		this.step = step;
		norm = Arrays.stream(weights).map(Math::abs).sum();
	}

	/**
	 * @param weights of the windows' taps, which are neighbours
	 * @param results number of results along the axis
	 * @param least fewest segments, if there are enough results
	 * @return the sums, by the length of transform that costs least; null if that would be too long
	 */
	static FourierSums of(final double[] weights, final long results, final int least) {
		FourierSums best = null;
		for (int n = 16; n <= MOST; n *= 2) {
			final long most = n - weights.length + 1L;
			if (most < 1) continue;
			final long segments = Math.max(Math.min(least, results), (results + most - 1) / most);
			final FourierSums sums = new FourierSums(weights, n, (int) ((results + segments - 1) / segments));
			if (best == null || sums.cost() < best.cost()) best = sums;
			if (most >= results) break;
		}
		return best;
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
		return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, CACHED / length));
	}

	private int stages() {
		return Integer.numberOfTrailingZeros(length) + 1;
	}

	@Override
	public double cost() {
		// measured times: butterflies of half as many complex samples, and copying there and back
		return 1.8 * (1.2 * length / 2 * (1 + 4.0 / width()) * (0.6 + 0.4 * stages()) + length + step) / step;
	}

	/** The rounding error, divided by sum|weights| times the Euclidean norm of the signal. */
	private double relativeError() {
		return (3 * stages() + 1) * 7 * 0x1p-53;
	}

	@Override
	public double error() {
		return 2 * relativeError() * Math.sqrt(step + weights.length - 1.0);
	}

	@Override
	public double multiplyAccumulates() {
		return length / 2.0 * (2.5 * 2 * stages() + 4) / step;
	}

	@Override
	public String name() {
		return "fft of " + length;
	}

	private Transform transform() {
		Transform made = transform;
		if (made == null) transform = made = new Transform(length, weights);
		return made;
	}

	@Override
	public Work work(final int results, final Scratch scratch) {
		return new Segment(transform(), scratch);
	}

	/** Computes one segment of many lines. */
	private final class Segment implements Work {

		private final Transform made;
		private final double[][] re;
		private final double[][] im;
		private final double[][] spare;
		private final double[][] all = new double[length][];
		private final WildSamples wild;

		Segment(final Transform made, final Scratch scratch) {
			this.made = made;
			final int width = (width() + 7) & -8;
			re = Arrays.copyOf(scratch.arrays("line sums re", Precision.DOUBLE, length / 2, width), length / 2);
			im = Arrays.copyOf(scratch.arrays("line sums im", Precision.DOUBLE, length / 2, width), length / 2);
			spare = scratch.arrays("line sums spare", Precision.DOUBLE, 4, width).clone();
			wild = new WildSamples(weights, scratch.array("line sums squares", Precision.DOUBLE, width));
		}

		private double[][] all() {
			for (int i = 0; i < length; i++)
				all[i] = (i % 2 == 0 ? re : im)[i / 2];
			return all;
		}

		@Override
		public double[][] source(final int first, final int count) {
			return all();
		}

		@Override
		public double[][] sum(final int first, final int count, final int width) {
			final int read = count + weights.length - 1;
			for (int i = read; i < length; i++)
				Arrays.fill(all[i], 0, width, 0);
			final double[] squares = wild.takeOut(all, read, width);
			made.lines.correlate(re, im, made.factors, width, spare);
			all();
			clean(count, width, squares);
			wild.putBack(all, count);
			return all;
		}

		/** Sets results below the rounding error to zero, so that zeros of the image stay zeros. */
		private void clean(final int count, final int width, final double[] squares) {
			for (int x = 0; x < width; x++) {
				final double small = relativeError() * norm * Math.sqrt(squares[x]);
				// adding this number rounds off all digits below a quarter of the bound; the errors are far
				// smaller
				squares[x] = small > 0 ? Math.scalb(1.5, Math.getExponent(small) - 2 + 52) : 0;
			}
			for (int i = 0; i < count; i++)
				roundOff(all[i], squares, width);
		}
	}

	private static void roundOff(final double[] line, final double[] large, final int n) {
		for (int i = 0; i < n; i++)
			line[i] = line[i] + large[i] - large[i];
	}
}
