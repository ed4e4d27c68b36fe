package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/**
 * Reads boxes of an image and writes boxes of a part of its result as
 * single-precision arrays, x fastest. It is used by operations that choose their
 * own tiles. Not thread-safe.
 *
 * @param <R> sample type of the result
 */
public final class ImageBoxes<R extends RealType<R>> {

	private final BlockReader<float[]> reader;
	private final BlockWriter<R> writer;
	private final long[] back;

	private ImageBoxes(final BlockReader<float[]> reader, final BlockWriter<R> writer, final long[] offset) {
		this.reader = reader;
		this.writer = writer;
		back = new long[offset.length];
		for (int d = 0; d < back.length; d++)
			back[d] = -offset[d];
	}

	/**
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image image to read, its first sample at 0
	 * @param part image to write, its first sample at 0
	 * @param offset position of the part in the whole result
	 * @return reader and writer of their boxes
	 */
	public static <T extends RealType<T>, R extends RealType<R>> ImageBoxes<R> of(final RandomAccessibleInterval<T> image,
		final RandomAccessibleInterval<R> part, final long[] offset)
	{
		return new ImageBoxes<>(BlockReader.of(image, Border.ZERO, Precision.SINGLE, OnFallback.ACCEPT), new BlockWriter<>(part),
			offset);
	}

	/**
	 * @param box a box within the image
	 * @param samples array for it
	 */
	public void read(final Interval box, final float[] samples) {
		reader.read(box, samples);
	}

	/**
	 * Writes samples, rounded and clamped to the type of the result.
	 *
	 * @param box a box within the part, in the coordinates of the whole result
	 * @param samples the box's samples
	 */
	public void write(final Interval box, final float[] samples) {
		writer.write(Intervals.translate(box, back), new Block(box, samples));
	}

	/** @return number of samples clamped so far */
	public long clamped() {
		return writer.clamped();
	}
}
