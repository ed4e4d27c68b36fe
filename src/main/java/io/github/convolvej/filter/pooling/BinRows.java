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
			if (paired && shorts != null) {
				samplePairs.reduce(reduction, shorts, at, reduced, pairs);
				if (pairs > width) SamplePairs.halve(reduction, reduced, width);
			}
			if (out instanceof byte[]) reduce(bytes, at, (byte[]) out, target.offset(), width);
			else if (out instanceof short[]) {
				if (!paired) reduce(shorts, at, (short[]) out, target.offset(), width);
				else if (reduction != Reduction.AVERAGE) SamplePairs.store(reduced, (short[]) out, target.offset(), width);
				else SamplePairs.storeMeans(reduced, sizeX * sizeY, (short[]) out, target.offset(), width);
			}
			else {
				final float by = reduction == Reduction.AVERAGE ? divisor : 1;
				if (bytes != null && samplePairs != null && sizeX == 2) {
					samplePairs.reduce(reduction, bytes, at, reduced, width);
					samplePairs.storeParts(reduced, by, (float[]) out, target.offset(), width);
					continue;
				}
				if (bytes != null) reduce(bytes, at, reduced, width);
				else if (!paired) reduce(shorts, at, reduced, width);
				if (samplePairs != null) samplePairs.store(reduced, by, (float[]) out, target.offset(), width);
				else store(reduced, by, (float[]) out, target.offset(), width);
			}
		}
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

	private static void store(final int[] reduced, final float by, final float[] out, final int offset, final int width) {
		for (int i = 0; i < width; i++)
			out[offset + i] = reduced[i] / by;
	}
}
