package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Precision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/**
 * Pairs of neighbouring 16-bit samples as numbers of 32 bits, or two pairs of 8-bit samples, which loops reduce without
 * taking samples apart: Java 17 makes vector instructions of such loops, and needs three times as long for those that
 * read samples one by one. Buffers copy an array of one type into an array of another as fast as memory is copied. For
 * one thread.
 */
final class SamplePairs {

	/** Before, views of buffers are copied sample by sample; from Java 21 on, loops over samples themselves are as fast. */
	private static final boolean FAST = Runtime.version().feature() >= 16 && Runtime.version().feature() < 21;
	private static final int LOW = 0xffff;
	/** The lower half of each 16-bit part. */
	private static final int LOW_BYTES = 0x00ff00ff;
	private static final int ONES = 0x00010001;
	/** In a number of this magnitude, the lowest bit is worth 1. */
	private static final float WHOLE = 0x1p23f;
	private static final int WHOLE_BITS = Float.floatToIntBits(WHOLE);
	/** Quotients of numbers below 2^21 by numbers below 2^8 are exact if computed with so many bits. */
	private static final int BITS = 40;

	private final ByteBuffer bytes;
	private final ShortBuffer shorts;
	private final IntBuffer ints;
	private final FloatBuffer floats;
	private final int[] pairs;
	private final short[] parts;

	/** @param most the largest number of pairs, or of results */
	SamplePairs(final int most) {
		bytes = ByteBuffer.allocate(most * Integer.BYTES).order(ByteOrder.nativeOrder());
		shorts = bytes.asShortBuffer();
		ints = bytes.asIntBuffer();
		floats = bytes.asFloatBuffer();
		pairs = new int[most];
		parts = new short[2 * most];
	}

	/** The largest number of pairs, or of results. */
	int most() {
		return pairs.length;
	}

	/** Whether this Java copies buffers fast, and other loops are slow. */
	static boolean areFast() {
		return FAST;
	}

	/**
	 * Reduces the pairs of some rows.
	 *
	 * @param reduction maximum, minimum or average, of which this is the sum
	 * @param rows one array for each row, samples without sign
	 * @param at index of the first sample in each
	 * @param sum receives the reduced pairs
	 * @param n number of pairs
	 */
	void reduce(final Reduction reduction, final short[][] rows, final int[] at, final int[] sum, final int n) {
		for (int row = 0; row < rows.length; row++) {
			shorts.position(0);
			shorts.put(rows[row], at[row], 2 * n);
			ints.position(0);
			ints.get(pairs, 0, n);
			if (reduction == Reduction.MAX) {
				if (row == 0) max(pairs, sum, n);
				else addMax(pairs, sum, n);
			}
			else if (reduction == Reduction.MIN) {
				if (row == 0) min(pairs, sum, n);
				else addMin(pairs, sum, n);
			}
			else if (row == 0) sum(pairs, sum, n);
			else addSum(pairs, sum, n);
		}
	}

	/** The larger number of each pair. There is no vector instruction for it in loops of Java 17. */
	private static void max(final int[] pairs, final int[] largest, final int n) {
		for (int i = 0; i < n; i++) {
			final int a = pairs[i] & LOW;
			final int less = a - (pairs[i] >>> 16);
			largest[i] = a - (less & less >> 31);
		}
	}

	private static void addMax(final int[] pairs, final int[] largest, final int n) {
		for (int i = 0; i < n; i++) {
			final int a = pairs[i] & LOW;
			final int less = a - (pairs[i] >>> 16);
			final int most = a - (less & less >> 31);
			final int lower = most - largest[i];
			largest[i] = most - (lower & lower >> 31);
		}
	}

	private static void min(final int[] pairs, final int[] least, final int n) {
		for (int i = 0; i < n; i++) {
			final int b = pairs[i] >>> 16;
			final int less = (pairs[i] & LOW) - b;
			least[i] = b + (less & less >> 31);
		}
	}

	private static void addMin(final int[] pairs, final int[] least, final int n) {
		for (int i = 0; i < n; i++) {
			final int b = pairs[i] >>> 16;
			final int less = (pairs[i] & LOW) - b;
			final int lower = b + (less & less >> 31) - least[i];
			least[i] += lower & lower >> 31;
		}
	}

	private static void sum(final int[] pairs, final int[] sum, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] = (pairs[i] & LOW) + (pairs[i] >>> 16);
	}

	private static void addSum(final int[] pairs, final int[] sum, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] += (pairs[i] & LOW) + (pairs[i] >>> 16);
	}

	/**
	 * Reduces the pairs of some rows of 8-bit samples. Each number holds two results: the first in its lower half on
	 * machines whose numbers begin with their lowest byte, as their order in memory is.
	 *
	 * @param reduction as above
	 * @param rows one array for each row, at most four, samples without sign
	 * @param at index of the first sample in each
	 * @param sum receives two reduced pairs in each number
	 * @param n number of pairs
	 */
	void reduce(final Reduction reduction, final byte[][] rows, final int[] at, final int[] sum, final int n) {
		final int numbers = (n + 1) / 2;
		for (int row = 0; row < rows.length; row++) {
			bytes.position(0);
			bytes.put(rows[row], at[row], 2 * n);
			ints.position(0);
			ints.get(pairs, 0, numbers);
			if (reduction == Reduction.MAX) {
				maxOfParts(pairs, numbers);
				if (row == 0) System.arraycopy(pairs, 0, sum, 0, numbers);
				else addMaxOfParts(pairs, sum, numbers);
			}
			else if (reduction == Reduction.MIN) {
				minOfParts(pairs, numbers);
				if (row == 0) System.arraycopy(pairs, 0, sum, 0, numbers);
				else addMinOfParts(pairs, sum, numbers);
			}
			else if (row == 0) sumOfParts(pairs, sum, numbers);
			else addSumOfParts(pairs, sum, numbers);
		}
	}

	private static void maxOfParts(final int[] line, final int n) {
		for (int i = 0; i < n; i++) {
			final int b = line[i] >>> 8 & LOW_BYTES;
			final int d = (line[i] & LOW_BYTES | ONES << 8) - b;
			// 1 in each part whose first number is not less
			final int more = d >>> 8 & ONES;
			line[i] = b + (d & (more << 8) - more);
		}
	}

	private static void minOfParts(final int[] line, final int n) {
		for (int i = 0; i < n; i++) {
			final int a = line[i] & LOW_BYTES;
			final int d = (a | ONES << 8) - (line[i] >>> 8 & LOW_BYTES);
			final int more = d >>> 8 & ONES;
			line[i] = a - (d & (more << 8) - more);
		}
	}

	private static void addMaxOfParts(final int[] line, final int[] largest, final int n) {
		for (int i = 0; i < n; i++) {
			final int d = (line[i] | ONES << 8) - largest[i];
			final int more = d >>> 8 & ONES;
			largest[i] += d & (more << 8) - more;
		}
	}

	private static void addMinOfParts(final int[] line, final int[] least, final int n) {
		for (int i = 0; i < n; i++) {
			final int d = (least[i] | ONES << 8) - line[i];
			final int more = d >>> 8 & ONES;
			least[i] -= d & (more << 8) - more;
		}
	}

	private static void sumOfParts(final int[] line, final int[] sum, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] = (line[i] & LOW_BYTES) + (line[i] >>> 8 & LOW_BYTES);
	}

	private static void addSumOfParts(final int[] line, final int[] sum, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] += (line[i] & LOW_BYTES) + (line[i] >>> 8 & LOW_BYTES);
	}

	/**
	 * Stores quotients of two results in each number in single precision.
	 *
	 * @param line as {@link #reduce(Reduction, byte[][], int[], int[], int)} leaves it
	 * @param by what they are divided by
	 * @param out receives them
	 * @param to index of the first
	 * @param n how many
	 */
	void storeParts(final int[] line, final float by, final float[] out, final int to, final int n) {
		ints.position(0);
		ints.put(line, 0, (n + 1) / 2);
		shorts.position(0);
		shorts.get(parts, 0, n);
		Precision.SINGLE.fromUnsigned(parts, out, to, n);
		if (by != 1) divide(out, by, to, to + n);
	}

	/**
	 * Reduces neighbouring results.
	 *
	 * @param reduction maximum or minimum
	 * @param line twice as many numbers as remain
	 * @param n how many remain
	 */
	static void halve(final Reduction reduction, final int[] line, final int n) {
		if (reduction == Reduction.MAX) for (int i = 0; i < n; i++)
			line[i] = Math.max(line[2 * i], line[2 * i + 1]);
		else for (int i = 0; i < n; i++)
			line[i] = Math.min(line[2 * i], line[2 * i + 1]);
	}

	/** Stores numbers that fit. */
	static void store(final int[] line, final short[] out, final int to, final int n) {
		for (int i = 0; i < n; i++)
			out[to + i] = (short) line[i];
	}

	/** Stores sums of up to 8 samples, which are overwritten, divided by their number, rounded half up. */
	static void storeMeans(final int[] sums, final int samples, final short[] out, final int to, final int n) {
		if (Integer.bitCount(samples) == 1) {
			shift(sums, samples / 2, Integer.numberOfTrailingZeros(samples), n);
			store(sums, out, to, n);
			return;
		}
		final long reciprocal = (1L << BITS) / (2 * samples) + 1;
		for (int i = 0; i < n; i++)
			out[to + i] = (short) ((2L * sums[i] + samples) * reciprocal >>> BITS);
	}

	private static void shift(final int[] line, final int add, final int bits, final int n) {
		for (int i = 0; i < n; i++)
			line[i] = line[i] + add >> bits;
	}

	/**
	 * Stores quotients in single precision.
	 *
	 * @param line numbers from 0 to 2^23 - 1, which are overwritten
	 * @param by what they are divided by
	 * @param out receives them
	 * @param to index of the first
	 * @param n how many
	 */
	void store(final int[] line, final float by, final float[] out, final int to, final int n) {
		addBits(line, n);
		ints.position(0);
		ints.put(line, 0, n);
		floats.position(0);
		floats.get(out, to, n);
		subtract(out, to, to + n);
		if (by != 1) divide(out, by, to, to + n);
	}

	private static void addBits(final int[] line, final int n) {
		for (int i = 0; i < n; i++)
			line[i] |= WHOLE_BITS;
	}

	private static void subtract(final float[] line, final int from, final int end) {
		for (int i = from; i < end; i++)
			line[i] -= WHOLE;
	}

	private static void divide(final float[] line, final float by, final int from, final int end) {
		for (int i = from; i < end; i++)
			line[i] /= by;
	}
}
