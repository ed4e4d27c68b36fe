package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Two percentiles of all samples along some axes, in the form of {@link
 * Moments}: the lower percentile, and 1 / (upper - lower + epsilon). Percentiles
 * are interpolated between samples (NumPy's method linear). They are found in
 * two passes, without sorting: the first counts the upper 16 bits of the
 * samples, the second the lower 16 bits of those that have the right upper ones.
 * A few samples that are all in memory are sorted: the counts would take longer.
 */
final class Percentiles extends Statistic {

	private static final long serialVersionUID = 1L;

	private static final int HALF = 16;
	private static final int BINS = 1 << HALF;
	/** Samples that are searched for: below and above each of the two percentiles. */
	private static final int RANKS = 4;
	/** Samples of a result that are sorted sooner than all counts are cleared and looked through. */
	private static final int FEW = 1 << 14;

	private final double low;
	private final double high;
	private final double epsilon;

	Percentiles(final boolean[] reduced, final long[] inputShape, final double low, final double high,
		final double epsilon)
	{
		super(Moments.shape(reduced, inputShape), reduced, inputShape);
		if (!(low >= 0 && high <= 100 && low < high)) throw new IllegalArgumentException("percentiles are " + low + " and " +
			high + ", but must increase and lie from 0 to 100");
		this.low = low;
		this.high = high;
		this.epsilon = epsilon;
	}

	@Override
	public boolean isWide() {
		return true;
	}

	@Override
	Box kept(final Box piece) {
		return Moments.withoutLast(piece);
	}

	@Override
	public double cost(final Box target) {
		return 4.0 * needed(0, target).samples();
	}

	@Override
	public int passes() {
		return 2;
	}

	@Override
	public int accumulationBytes() {
		return (1 + RANKS) * BINS * Long.BYTES;
	}

	@Override
	public Accumulation start(final Box piece) {
		return new Counts(piece);
	}

	@Override
	Accumulation start(final Box piece, final Box box) {
		return box.samples() <= FEW * kept(piece).samples() ? new Sorted(piece, box) : start(piece);
	}

	/** A number that grows with the sample; NaN is the largest, and 0 is larger than -0. */
	private static int order(final float v) {
		final int bits = Float.floatToIntBits(v);
		return bits < 0 ? ~bits : bits | 1 << 31;
	}

	private static float sample(final int order) {
		return Float.intBitsToFloat(order < 0 ? order & ~(1 << 31) : ~order);
	}

	/** Samples of given ranks, of each result. */
	private abstract class Ranked implements Accumulation {

		private final Box piece;
		private final Box kept;
		private final StatisticCells cells = cells();
		final int results;
		/** Of all results together. */
		private long samples;
		/** Whether all samples have been added once. */
		boolean second;

		Ranked(final Box piece) {
			this.piece = piece;
			kept = kept(piece);
			results = Math.toIntExact(kept.samples());
		}

		@Override
		public final void add(final TensorPart input, final Box box) {
			if (!second) samples += box.samples();
			final float[] in = input.floats();
			cells.run(box, kept, input.box(), (from, step, n, to, width) -> {
				for (int x = 0; x < width; x++)
					for (int i = 0; i < n; i++)
						take(order(in[from + i * step + x]), to + x);
			});
		}

		/** Adds a sample, as {@link #order} has it, to a result. */
		abstract void take(int order, int to);

		/** Place of the percentile in the sorted samples, which may be between two. */
		private double place(final double percent) {
			return percent / 100 * (samples / results - 1);
		}

		final long rank(final int r) {
			final long below = (long) place(r < 2 ? low : high);
			return r % 2 == 0 ? below : Math.min(below + 1, samples / results - 1);
		}

		/** The sample of a rank, as {@link #order} has it. */
		abstract int found(int result, int r);

		private double percentile(final int result, final double percent, final int r) {
			final double at = place(percent);
			final double below = sample(found(result, r));
			return below + (at - (long) at) * (sample(found(result, r + 1)) - below);
		}

		@Override
		public final void finish(final TensorPart target) {
			final double[] both = new double[2 * results];
			for (int i = 0; i < results; i++) {
				both[2 * i] = percentile(i, low, 0);
				both[2 * i + 1] = 1 / (percentile(i, high, 2) - both[2 * i] + epsilon);
			}
			final int last = piece.rank() - 1;
			BoxCopy.copy(new TensorPart(piece.with(last, 0, 1), both), target, piece);
		}
	}

	/** All samples. */
	private final class Sorted extends Ranked {

		private final int[][] orders;
		private final int[] filled;

		Sorted(final Box piece, final Box box) {
			super(piece);
			orders = new int[results][Math.toIntExact(box.samples() / results)];
			filled = new int[results];
		}

		@Override
		void take(final int order, final int to) {
			// signed numbers are sorted
			orders[to][filled[to]++] = order ^ 1 << 31;
		}

		@Override
		public boolean next() {
			for (final int[] all : orders)
				Arrays.sort(all);
			return false;
		}

		@Override
		int found(final int result, final int r) {
			return orders[result][(int) rank(r)] ^ 1 << 31;
		}
	}

	/** Numbers of samples with the same bits. */
	private final class Counts extends Ranked {

		private final long[][] upper;
		/** For each result and rank; ranks with the same upper bits share their counts. */
		private final long[][][] lower;
		private final int[][] upperBits;
		private final long[][] rests;

		Counts(final Box piece) {
			super(piece);
			upper = new long[results][BINS];
			lower = new long[results][RANKS][];
			upperBits = new int[results][RANKS];
			rests = new long[results][RANKS];
		}

		@Override
		void take(final int order, final int to) {
			final int bits = order >>> HALF;
			if (!second) {
				upper[to][bits]++;
				return;
			}
			for (int r = 0; r < RANKS; r++)
				if (upperBits[to][r] == bits) {
					lower[to][r][order & BINS - 1]++;
					return;
				}
		}

		/** Finds the upper bits of the samples of each rank. */
		@Override
		public boolean next() {
			if (second) return false;
			second = true;
			for (int i = 0; i < results; i++)
				for (int r = 0; r < RANKS; r++) {
					long rest = rank(r);
					int bits = 0;
					while (rest >= upper[i][bits])
						rest -= upper[i][bits++];
					upperBits[i][r] = bits;
					rests[i][r] = rest;
					for (int q = 0; q < r && lower[i][r] == null; q++)
						if (upperBits[i][q] == bits) lower[i][r] = lower[i][q];
					if (lower[i][r] == null) lower[i][r] = new long[BINS];
				}
			Arrays.fill(upper, null);
			return true;
		}

		@Override
		int found(final int result, final int r) {
			long rest = rests[result][r];
			int bits = 0;
			while (rest >= lower[result][r][bits])
				rest -= lower[result][r][bits++];
			return upperBits[result][r] << HALF | bits;
		}
	}
}
