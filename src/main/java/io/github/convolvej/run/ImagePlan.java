package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/**
 * A plan that reads and writes boxes of an image by itself, in single precision:
 * it has its own tiles and threads. Any part of the result may be asked for.
 */
public abstract class ImagePlan extends WholePlan {

	private static final long serialVersionUID = 1L;

	/** Reads samples of the image; from one thread at a time. */
	public interface Reader {

		/**
		 * @param box within the image
		 * @param samples array for them, x fastest
		 */
		void read(Interval box, float[] samples);
	}

	/** Writes samples of the result; from one thread at a time. */
	public interface Writer {

		/**
		 * @param box within the part that was asked for, in the coordinates of the whole
		 *          result
		 * @param samples x fastest
		 */
		void write(Interval box, float[] samples);
	}

	/**
	 * @param source size of the image
	 * @param target size of the result, with as many axes
	 */
	protected ImagePlan(final long[] source, final long[] target) {
		super(source, target);
	}

	/**
	 * Computes part of the result.
	 *
	 * @param image what to read
	 * @param result what to write, each sample of the part once
	 * @param part which part of the result
	 * @param tile size of tiles that is asked for, x first; null for the plan's own
	 * @param monitor is told of progress and asked whether to stop
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	protected abstract void compute(Reader image, Writer result, Interval part, int[] tile, Monitor monitor);

	@Override
	protected final <T extends RealType<T>, R extends RealType<R>> long process(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> result, final Options options)
	{
		return slice(image, border, result, new long[targetDimensions().length], options);
	}

	@Override
	final <T extends RealType<T>, R extends RealType<R>> long slice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		final BlockReader<float[]> reader = BlockReader.of(image, border, Lines.FLOAT, OnFallback.ACCEPT);
		final BlockWriter<R> writer = new BlockWriter<>(part);
		final int n = targetDimensions().length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		final long[] back = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = offset[d];
			max[d] = offset[d] + part.dimension(d) - 1;
			back[d] = -offset[d];
		}
		compute(reader::read, (box, samples) -> writer.write(Intervals.translate(box, back), new Block(box, samples)),
			new FinalInterval(min, max), options.tile(), options.monitor());
		return writer.clamped();
	}
}
