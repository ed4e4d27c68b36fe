package io.github.convolvej.run;

import io.github.convolvej.filter.lines.Block;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.LongAdder;

import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.GenericByteType;
import net.imglib2.type.numeric.integer.GenericShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Copies computed blocks into an image. Results are rounded (half up) and
 * clamped to integer types only here. Several threads may write boxes with one
 * writer if the boxes do not overlap.
 */
final class BlockWriter<T extends RealType<T>> {

	/** Whole numbers of up to this many bits are exact in double precision. */
	private static final int EXACT_BITS = 52;

	private final RandomAccessibleInterval<T> image;
	private final boolean integer;
	private final double lowest;
	private final double highest;
	/** The range of a type of more than {@link #EXACT_BITS} bits, whose limits double precision would round. */
	private final BigInteger lowestInteger;
	private final BigInteger highestInteger;
	/** Null if the image has no arrays of one plane or more. */
	private final ImageArrays arrays;
	/**
	 * Whether samples have been clamped before; if so, the next blocks are
	 * expected to need clamping too.
	 */
	private volatile boolean clamps;
	private final LongAdder clamped = new LongAdder();

	BlockWriter(final RandomAccessibleInterval<T> image) {
		this.image = image;
		arrays = ImageArrays.of(image);
		final T type = image.getType();
		integer = type instanceof IntegerType;
		lowest = type.getMinValue();
		highest = type.getMaxValue();
		final int bits = integer && type.getBitsPerPixel() > EXACT_BITS ? type.getBitsPerPixel() : 0;
		final boolean signed = lowest < 0;
		lowestInteger = signed && bits > 0 ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
		highestInteger = bits == 0 ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(
			BigInteger.ONE);
	}

	/** @return the image that is written */
	RandomAccessibleInterval<T> image() {
		return image;
	}

	/** @return number of samples clamped so far */
	long clamped() {
		return clamped.sum();
	}

	/**
	 * @param box the box to write, with at most as many samples as the block
	 * @param block samples in the same order
	 */
	void write(final Interval box, final Block block) {
		final Object data = block.data();
		if (!writeLines(box, data)) writeSamples(box, data);
	}

	/** Writes to any image of any type, sample by sample. */
	private void writeSamples(final Interval box, final Object data) {
		final Cursor<T> cursor = Views.flatIterable(Views.interval(image, box)).cursor();
		final float[] floats = data instanceof float[] ? (float[]) data : null;
		final double[] doubles = data instanceof double[] ? (double[]) data : null;
		final boolean wide = highestInteger.signum() > 0;
		long outside = 0;
		for (int i = 0; cursor.hasNext(); i++) {
			final double v = floats != null ? floats[i] : doubles[i];
			final T sample = cursor.next();
			if (!integer) {
				sample.setReal(v);
				continue;
			}
			final double rounded = round(v);
			if (wide) {
				if (!setWide((IntegerType<?>) sample, rounded)) outside++;
				continue;
			}
			if (!(rounded >= lowest && rounded <= highest)) outside++;
			sample.setReal(clamp(rounded));
		}
		clamped.add(outside);
	}

	/**
	 * Sets a sample of a type with about 64 bits.
	 *
	 * @return whether the value is within the type's range
	 */
	private boolean setWide(final IntegerType<?> sample, final double rounded) {
		if (rounded >= lowest && Math.abs(rounded) <= 1L << EXACT_BITS) {
			sample.setInteger((long) rounded);
			return true;
		}
		if (Double.isNaN(rounded) || Double.isInfinite(rounded)) {
			sample.setBigInteger(rounded > 0 ? highestInteger : rounded < 0 ? lowestInteger : BigInteger.ZERO);
			return false;
		}
		final BigInteger exact = new BigDecimal(rounded).toBigInteger();
		final BigInteger nearest = exact.max(lowestInteger).min(highestInteger);
		sample.setBigInteger(nearest);
		return nearest.equals(exact);
	}

	/**
	 * Writes to images with accessible primitive arrays, if the samples are copied
	 * or rounded to 8 or 16 bits.
	 *
	 * @return whether the image is one of these
	 */
	private boolean writeLines(final Interval box, final Object data) {
		final T type = image.getType();
		final boolean rounds = data instanceof float[] && (type instanceof GenericByteType || type instanceof GenericShortType);
		if (!(rounds && integer || copies(data)) || arrays == null) return false;
		if (!rounds) eachLine(box, (offset, plane, index, n) -> System.arraycopy(data, offset, plane, index, n));
		else if (clamps || !round(box, (float[]) data)) clamp(box, (float[]) data);
		return true;
	}

	/** Whether samples are stored without conversion. */
	private boolean copies(final Object data) {
		return data instanceof float[] && image.getType() instanceof FloatType || data instanceof double[] && image
			.getType() instanceof DoubleType;
	}

	/**
	 * Sets a row of a box in an image whose arrays store samples without
	 * conversion.
	 *
	 * @param box the box
	 * @param line an array
	 * @param from index of the first sample in it
	 * @param row number of the row within the box, the first axis after x fastest
	 * @param position temporary array with one number for each axis of the image
	 * @return false if the image stores its samples in another way
	 */
	boolean put(final Interval box, final Object line, final int from, final int row, final long[] position) {
		if (arrays == null || !copies(line)) return false;
		box.min(position);
		int rest = row;
		for (int d = 1; rest > 0; d++) {
			final int size = (int) box.dimension(d);
			position[d] += rest % size;
			rest /= size;
		}
		System.arraycopy(line, from, arrays.plane(position), arrays.index(position), (int) box.dimension(0));
		return true;
	}

	/** Processes a line of n samples: those of the data from offset on, those of a plane from index on. */
	private interface LineAction {

		void accept(int offset, Object plane, int index, int n);
	}

	/** Calls an action for each line of a box whose samples follow each other in the data. */
	private void eachLine(final Interval box, final LineAction action) {
		final int n = image.numDimensions();
		final int width = (int) box.dimension(0);
		final long[] position = box.minAsLongArray();
		long lineCount = 1;
		for (int d = 1; d < n; d++)
			lineCount *= box.dimension(d);
		int offset = 0;
		for (long i = 0; i < lineCount; i++) {
			action.accept(offset, arrays.plane(position), arrays.index(position), width);
			offset += width;
			for (int d = 1; d < n && ++position[d] > box.max(d); d++)
				position[d] = box.min(d);
		}
	}

	/** Rounds the samples; returns false if not all of them fit the type. */
	private boolean round(final Interval box, final float[] data) {
		final IntegerLines fitting = new IntegerLines(lowest, highest, (int) box.dimension(0), true);
		eachLine(box, (offset, plane, index, n) -> writeLine(fitting, data, offset, plane, index, n));
		return fitting.outside() == 0;
	}

	private void clamp(final Interval box, final float[] data) {
		clamps = true;
		final IntegerLines any = new IntegerLines(lowest, highest, (int) box.dimension(0), false);
		eachLine(box, (offset, plane, index, n) -> writeLine(any, data, offset, plane, index, n));
		final double outside = any.outside();
		if (Double.isNaN(outside)) eachLine(box, (offset, plane, index, n) -> countOutside(data, offset, plane, index, n));
		else clamped.add((long) outside);
	}

	private static void writeLine(final IntegerLines whole, final float[] data, final int offset, final Object plane,
		final int index, final int n)
	{
		if (plane instanceof byte[]) whole.write(data, offset, (byte[]) plane, index, n);
		else whole.write(data, offset, (short[]) plane, index, n);
	}

	/** Counts the samples of a written line that were clamped, and writes 0 for NaN. */
	private void countOutside(final float[] data, final int offset, final Object plane, final int index, final int n) {
		int outside = 0;
		for (int i = 0; i < n; i++) {
			final float v = data[offset + i];
			if (v >= lowest - 0.5 && v < highest + 0.5) continue;
			outside++;
			if (!Float.isNaN(v)) continue;
			if (plane instanceof byte[]) ((byte[]) plane)[index + i] = 0;
			else ((short[]) plane)[index + i] = 0;
		}
		clamped.add(outside);
	}

	/** Rounds half up. floor(v + 0.5) would be wrong: the sum rounds the largest number below a half up to 1. */
	private static double round(final double v) {
		final double floor = Math.floor(v);
		return v - floor >= 0.5 ? floor + 1 : floor;
	}

	private double clamp(final double v) {
		return v >= lowest ? Math.min(v, highest) : v < lowest ? lowest : 0;
	}
}
