package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.RawRows;

/**
 * Pools whole numbers in small windows that touch each other. Rows are added or
 * compared while they are converted, then neighbours along the row. The
 * arithmetic is exact, in 32-bit whole numbers.
 */
final class BinRows {

	private final Reduction reduction;
	private final int sizeX;
	private final int sizeY;
	private final int divisor;

	/**
	 * @param reduction maximum, minimum or average
	 * @param sizeX samples of a window along x
	 * @param sizeY samples of a window along y
	 * @param divisor divisor of the average
	 */
	BinRows(final Reduction reduction, final int sizeX, final int sizeY, final int divisor) {
		this.reduction = reduction;
		this.sizeX = sizeX;
		this.sizeY = sizeY;
		this.divisor = divisor;
	}

	/** Fills rows of windows. */
	void apply(final RawRows source, final RawRows target, final int width, final int rows) {
		final int n = width * sizeX;
		final int[] line = new int[n];
		final int[] reduced = new int[width];
		for (int row = 0; row < rows; row++) {
			for (int y = 0; y < sizeY; y++) {
				final Object samples = source.at(row * sizeY + y);
				if (samples instanceof byte[]) take((byte[]) samples, source.offset(), line, n, y == 0);
				else take((short[]) samples, source.offset(), line, n, y == 0);
			}
			reduce(line, reduced, width);
			store(reduced, target.at(row), target.offset(), width);
		}
	}

	private void take(final byte[] samples, final int offset, final int[] line, final int n, final boolean first) {
		if (first) for (int i = 0; i < n; i++)
			line[i] = samples[offset + i] & 0xff;
		else if (reduction == Reduction.MAX) for (int i = 0; i < n; i++)
			line[i] = Math.max(line[i], samples[offset + i] & 0xff);
		else if (reduction == Reduction.MIN) for (int i = 0; i < n; i++)
			line[i] = Math.min(line[i], samples[offset + i] & 0xff);
		else for (int i = 0; i < n; i++)
			line[i] += samples[offset + i] & 0xff;
	}

	private void take(final short[] samples, final int offset, final int[] line, final int n, final boolean first) {
		if (first) for (int i = 0; i < n; i++)
			line[i] = samples[offset + i] & 0xffff;
		else if (reduction == Reduction.MAX) for (int i = 0; i < n; i++)
			line[i] = Math.max(line[i], samples[offset + i] & 0xffff);
		else if (reduction == Reduction.MIN) for (int i = 0; i < n; i++)
			line[i] = Math.min(line[i], samples[offset + i] & 0xffff);
		else for (int i = 0; i < n; i++)
			line[i] += samples[offset + i] & 0xffff;
	}

	private void reduce(final int[] line, final int[] reduced, final int width) {
		// the compiler omits index checks only if the step is constant
		if (sizeX == 2) pairs(line, reduced, width);
		else for (int i = 0; i < width; i++) {
			int v = line[i * sizeX];
			for (int x = 1; x < sizeX; x++) {
				final int next = line[i * sizeX + x];
				v = reduction == Reduction.MAX ? Math.max(v, next) : reduction == Reduction.MIN ? Math.min(v, next) : v + next;
			}
			reduced[i] = v;
		}
	}

	private void pairs(final int[] line, final int[] reduced, final int width) {
		if (reduction == Reduction.MAX) for (int i = 0; i < width; i++)
			reduced[i] = Math.max(line[2 * i], line[2 * i + 1]);
		else if (reduction == Reduction.MIN) for (int i = 0; i < width; i++)
			reduced[i] = Math.min(line[2 * i], line[2 * i + 1]);
		else for (int i = 0; i < width; i++)
			reduced[i] = line[2 * i] + line[2 * i + 1];
	}

	private void store(final int[] reduced, final Object target, final int offset, final int width) {
		final boolean divides = reduction == Reduction.AVERAGE;
		if (target instanceof float[]) {
			final float[] out = (float[]) target;
			final float by = divides ? divisor : 1;
			for (int i = 0; i < width; i++)
				out[offset + i] = reduced[i] / by;
			return;
		}
		if (divides) divide(reduced, width);
		if (target instanceof byte[]) {
			final byte[] out = (byte[]) target;
			for (int i = 0; i < width; i++)
				out[offset + i] = (byte) reduced[i];
		}
		else {
			final short[] out = (short[]) target;
			for (int i = 0; i < width; i++)
				out[offset + i] = (short) reduced[i];
		}
	}

	/** Rounds half up. */
	private void divide(final int[] sums, final int width) {
		final int shift = Integer.numberOfTrailingZeros(divisor);
		if (divisor == 1 << shift && shift > 0) for (int i = 0; i < width; i++)
			sums[i] = sums[i] + (divisor >> 1) >> shift;
		else for (int i = 0; i < width; i++)
			sums[i] = (2 * sums[i] + divisor) / (2 * divisor);
	}
}
