package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.filter.lines.WorkingLines;

import java.util.Arrays;

/**
 * Numerators of variances of whole numbers in windows of two axes, whose samples all count. A sample and its square are
 * one number, so they are summed together. Only the steps from one window to the next must fit such a number, not the
 * sums. Sums over small windows are taken as they are.
 *
 * @param <B> {@code int[]} or {@code long[]}
 */
final class PackedSums<B> {

	/** Most lines of steps that are summed up together. */
	private static final int MOST_PARTS = 6;
	private static final int MARGIN = WorkingLines.MARGIN;

	private static final PackedLines<long[]> LONGS = new LongPackedLines();

	private final PackedLines<B> loops;
	private final WindowArea<?> area;
	private final ColumnHeights heights;
	private final int bits;
	private final ExactSums<B> sums;
	private final SmallSums<B> small;
	private final int width;
	private final long samples;
	private final B lowSteps;
	private final B highSteps;
	private final long[] lowSums;
	private final long[] highSums;
	/** Whether the sums of a window fit a {@code long} with as many lower bits as the steps have. */
	private final boolean isPackedSum;
	/** The sums of the first window of the last row: of samples, and of their pairs. */
	private final long[] first = new long[2];

	private PackedSums(final PackedLines<B> loops, final ExactLines<B> lines, final LineMemory<B> memory,
		final Format format, final WindowArea<float[]> area, final int shift, final Block target, final Scratch scratch)
	{
		this.loops = loops;
		this.area = area;
		heights = area.heights();
		bits = format.bits;
		width = area.size(0) - 2 * area.radius(0);
		samples = area.shape().samples();
		isPackedSum = format.isPackedSum;
		lowSums = scratch.array("lower sums", Precision.LONG, area.size(0));
		highSums = scratch.array("upper sums", Precision.LONG, area.size(0));
		lowSteps = scratch.array("lower steps " + loops.size(), memory, SumLines.length(area.size(0)));
		highSteps = scratch.array("upper steps " + loops.size(), memory, SumLines.length(area.size(0)));
		final ExactSums.RowReader<B> reader = (row, numbers, at) -> {
			if (!area.copyWhole(row, memory, numbers, at)) loops.convert(area.find(row), area.found(), numbers, at, area.size(0));
			loops.pack(numbers, shift, bits, at, at + area.size(0));
			return true;
		};
		final String key = "packed " + loops.size();
		small = format.small ? new SmallSums<>(lines, memory, area, scratch, key, reader) : null;
		sums = format.small ? null : new ExactSums<>(lines, memory, area, target, scratch, key, reader, format.most);
	}

	/**
	 * @param area the samples
	 * @param whole what is known of them
	 * @param target the windows
	 * @param scratch memory of the calling thread
	 * @return the sums, or null if they do not fit
	 */
	static PackedSums<?> of(final WindowArea<float[]> area, final WholeSums whole, final Block target,
		final Scratch scratch)
	{
		if (!whole.arePacked()) return null;
		final boolean small = SmallSums.fit(area.shape());
		final int shift = (int) whole.shift();
		final PackedLines<int[]> ints = new IntPackedLines();
		final Format shorter = Format.of(ints.size(), area, whole, small);
		if (shorter != null) return new PackedSums<>(ints, new IntExactLines(), Precision.INTEGER, shorter, area, shift,
			target, scratch);
		final PackedLines<long[]> longs = new LongPackedLines();
		final Format longer = Format.of(longs.size(), area, whole, small);
		return longer == null ? null : new PackedSums<>(longs, new LongExactLines(), Precision.LONG, longer, area, shift,
			target, scratch);
	}

	/** How a sum of samples and one of their squares share a number. */
	private static final class Format {

		/** Whether whole sums are taken, not steps. */
		private final boolean small;
		/** Bits of the sum of samples. */
		private final int bits;
		/** How many samples at most are summed. */
		private final int most;

		/** Whether the sums of a window fit a {@code long}. */
		private final boolean isPackedSum;

		private Format(final boolean small, final int bits, final int most, final boolean isPackedSum) {
			this.small = small;
			this.bits = bits;
			this.most = most;
			this.isPackedSum = isPackedSum;
		}

		/** Returns null if the numbers have too few bits. */
		static Format of(final int size, final WindowArea<?> area, final WholeSums whole, final boolean small) {
			final int samples = area.shape().samples();
			final int sumBits = bits(samples * whole.largestShifted());
			final int pairBits = bits(samples * whole.largestPair());
			if (small) return sumBits + pairBits <= size ? new Format(true, sumBits, samples, true) : null;
			final boolean together = sumBits + pairBits <= Long.SIZE;
			for (int most = 2 * area.radius(1) + 1; most > 0; most--) {
				// samples that leave are subtracted from those that enter
				final int stepBits = bits(most * whole.span());
				final int bits = together ? Math.max(sumBits, stepBits) : stepBits;
				if (stepBits + bits(most * whole.largestPair()) > size) continue;
				if (!holds(area.heights(), most) || ExactSums.parts(area.heights(), most) > MOST_PARTS) return null;
				final boolean fits = bits == stepBits || bits + bits(most * whole.largestPair()) <= size;
				return new Format(false, fits ? bits : stepBits, most, together && fits && bits + pairBits <= Long.SIZE);
			}
			return null;
		}

		/** Whether each group of columns is within the limit. */
		private static boolean holds(final ColumnHeights heights, final int most) {
			for (int i = 0; i < heights.count(0); i++)
				if (heights.entering(0, i) > most) return false;
			return true;
		}

		/** Bits of a number with a sign whose magnitude is at most so large. */
		private static int bits(final double magnitude) {
			return Math.getExponent(Math.max(1, magnitude)) + 2;
		}
	}

	/**
	 * Computes the numerators of a row of windows, at stride 1 along x: the number of samples times the sum of their
	 * squares, less the square of their sum. Rows must be requested in order.
	 *
	 * @param targetRow number of the row
	 * @param numerators receives them
	 */
	void numerators(final int targetRow, final double[] numerators) {
		if (small != null) {
			loops.numerators(small.sums(targetRow), area.radius(0), bits, samples, highSums, width);
			WholeNumbers.positiveToDouble(highSums, numerators, width);
			return;
		}
		final B[] steps = sums.steps(targetRow);
		final int y = targetRow * area.stride(1) + area.radius(1);
		if (targetRow > 0 && area.stride(1) == 1) moveFirst(y);
		else sumFirst(y);
		if (isPackedSum && sums.parts() == 1) {
			loops.accumulate((first[1] << bits) + first[0], steps[0], MARGIN, lowSums, width);
			LONGS.numerators(lowSums, 0, bits, samples, highSums, width);
		}
		else {
			loops.unpack(steps[0], bits, lowSteps, highSteps, MARGIN, MARGIN + width);
			for (int i = 1; i < sums.parts(); i++)
				loops.addUnpacked(steps[i], bits, lowSteps, highSteps, MARGIN, MARGIN + width);
			loops.accumulate(first[0], lowSteps, MARGIN, lowSums, width);
			loops.accumulate(first[1], highSteps, MARGIN, highSums, width);
			WholeNumbers.numerators(lowSums, highSums, samples, width);
		}
		WholeNumbers.positiveToDouble(highSums, numerators, width);
	}

	/** Sums the first window of a row. */
	private void sumFirst(final int y) {
		Arrays.fill(first, 0);
		for (int i = 0; i < heights.count(0); i++)
			for (int dy = -heights.height(0, i); dy <= heights.height(0, i); dy++)
				addToFirst(y + dy, i, 1);
	}

	/** Sums the first window of a row, when that of the row before is known. */
	private void moveFirst(final int y) {
		for (int i = 0; i < heights.count(0); i++) {
			addToFirst(y + heights.height(0, i), i, 1);
			addToFirst(y - 1 - heights.height(0, i), i, -1);
		}
	}

	/** Adds or subtracts the samples of a row that lie in a group of columns of the first window. */
	private void addToFirst(final int y, final int group, final int sign) {
		loops.addColumns(sums.sample(y), heights.reaches(0), group, MARGIN + area.radius(0), bits, sign, first);
	}
}
