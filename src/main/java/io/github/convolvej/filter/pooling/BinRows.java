package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.RawRows;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Pools whole numbers in small windows that touch each other, straight from the
 * image's arrays. The arithmetic is exact, in whole numbers of 32 bits, and means
 * are rounded half up.
 */
final class BinRows {

	private final Reduction reduction;
	private final int sizeX;
	private final int sizeY;
	private final int divisor;

	/**
	 * @param reduction maximum, minimum or average
	 * @param sizeX samples of a window along x, up to 4
	 * @param sizeY samples of a window along y, up to 4
	 * @param divisor divisor of the average; that of whole numbers is the size of the window
	 */
	BinRows(final Reduction reduction, final int sizeX, final int sizeY, final int divisor) {
		this.reduction = reduction;
		this.sizeX = sizeX;
		this.sizeY = sizeY;
		this.divisor = divisor;
	}

	/** Fills rows of windows. */
	void apply(final RawRows source, final RawRows target, final int width, final int rows, final Scratch scratch) {
		final int[] at = new int[sizeY];
		final int pairs = sizeX / 2 * width;
		final int most = Math.max(width, pairs);
		final int[] reduced = scratch.array("reduced samples", Precision.INTEGER, most);
		final SamplePairs samplePairs = SamplePairs.areFast() ? scratch.object(SamplePairs.class, p -> p.most() >= most,
			() -> new SamplePairs(most)) : null;
		// means of 4 samples and more along x are read by one loop as fast as memory gives them
		final boolean paired = samplePairs != null && (sizeX == 2 || sizeX == 4 && reduction != Reduction.AVERAGE);
		byte[][] bytes = null;
		short[][] shorts = null;
		for (int row = 0; row < rows; row++) {
			for (int y = 0; y < sizeY; y++) {
				final Object samples = source.at(row * sizeY + y);
				at[y] = source.offset();
				if (samples instanceof byte[]) {
					if (bytes == null) bytes = new byte[sizeY][];
					bytes[y] = (byte[]) samples;
				}
				else {
					if (shorts == null) shorts = new short[sizeY][];
					shorts[y] = (short[]) samples;
				}
			}
			final Object out = target.at(row);
			final int to = target.offset();
			if (paired && shorts != null) {
				samplePairs.reduce(reduction, shorts, at, reduced, pairs);
				if (pairs > width) SamplePairs.halve(reduction, reduced, width);
				store(reduced, samplePairs, out, to, width);
			}
			else if (out instanceof byte[]) reduce(bytes, at, (byte[]) out, to, width);
			else if (out instanceof short[]) reduce(shorts, at, (short[]) out, to, width);
			else if (paired && sizeX == 2) {
				samplePairs.reduce(reduction, bytes, at, reduced, width);
				samplePairs.storeParts(reduced, divisor(), (float[]) out, to, width);
			}
			else {
				if (bytes != null) reduce(bytes, at, reduced, width);
				else reduce(shorts, at, reduced, width);
				store(reduced, samplePairs, out, to, width);
			}
		}
	}

	/** Stores numbers that are reduced but for the division of averages. */
	private void store(final int[] reduced, final SamplePairs samplePairs, final Object out, final int to, final int width) {
		if (out instanceof float[]) {
			if (samplePairs != null) samplePairs.store(reduced, divisor(), (float[]) out, to, width);
			else divide(reduced, divisor(), (float[]) out, to, width);
		}
		else if (reduction == Reduction.AVERAGE) SamplePairs.storeMeans(reduced, sizeX * sizeY, (short[]) out, to, width);
		else SamplePairs.store(reduced, (short[]) out, to, width);
	}

	private float divisor() {
		return reduction == Reduction.AVERAGE ? divisor : 1;
	}

	private void reduce(final byte[][] rows, final int[] at, final byte[] out, final int to, final int width) {
		if (reduction == Reduction.MAX) BinLoops.max(rows, at, sizeX, sizeY, out, to, width);
		else if (reduction == Reduction.MIN) BinLoops.min(rows, at, sizeX, sizeY, out, to, width);
		else BinLoops.average(rows, at, sizeX, sizeY, out, to, width);
	}

	private void reduce(final short[][] rows, final int[] at, final short[] out, final int to, final int width) {
		if (reduction == Reduction.MAX) BinLoops.max(rows, at, sizeX, sizeY, out, to, width);
		else if (reduction == Reduction.MIN) BinLoops.min(rows, at, sizeX, sizeY, out, to, width);
		else BinLoops.average(rows, at, sizeX, sizeY, out, to, width);
	}

	private void reduce(final byte[][] rows, final int[] at, final int[] out, final int width) {
		if (reduction == Reduction.MAX) BinLoops.max(rows, at, sizeX, sizeY, out, 0, width);
		else if (reduction == Reduction.MIN) BinLoops.min(rows, at, sizeX, sizeY, out, 0, width);
		else BinLoops.sum(rows, at, sizeX, sizeY, out, 0, width);
	}

	private void reduce(final short[][] rows, final int[] at, final int[] out, final int width) {
		if (reduction == Reduction.MAX) BinLoops.max(rows, at, sizeX, sizeY, out, 0, width);
		else if (reduction == Reduction.MIN) BinLoops.min(rows, at, sizeX, sizeY, out, 0, width);
		else BinLoops.sum(rows, at, sizeX, sizeY, out, 0, width);
	}

	private static void divide(final int[] reduced, final float by, final float[] out, final int offset, final int width) {
		for (int i = 0; i < width; i++)
			out[offset + i] = reduced[i] / by;
	}
}
