package io.github.convolvej.explain;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** The samples of an image that another filter makes on the way, computed one by one: offsets that come from a convolution. */
final class Between {

	private final Plan plan;
	private final long[] size;
	private final Border border;
	private final Samples samples;
	private final int image;

	/**
	 * @param filter what makes the image
	 * @param size of the image that it reads
	 * @param border what is outside of that
	 * @param samples all images
	 * @param image which of them it reads
	 */
	Between(final Filter filter, final long[] size, final Border border, final Samples samples, final int image) {
		this.size = Arrays.copyOf(size, filter.numDimensions());
		plan = filter.on(this.size);
		this.border = border;
		this.samples = samples;
		this.image = image;
	}

	/** One sample, in single precision. */
	double value(final long... position) {
		final long[] target = Arrays.copyOf(position, size.length);
		final Interval one = new FinalInterval(target, target);
		final Interval box = plan.sourceInterval(one);
		final long[] at = box.minAsLongArray();
		final float[] source = new float[Math.toIntExact(volume(box))];
		for (int i = 0; i < source.length; i++) {
			final long[] inside = Linear.inside(at, size, border);
			source[i] = (float) (inside == null ? border.value() : samples.value(image, Arrays.copyOf(inside,
				position.length)));
			for (int d = 0; d < at.length && ++at[d] > box.max(d); d++)
				at[d] = box.min(d);
		}
		final float[] result = new float[1];
		plan.apply(new Block[] { new Block(box, source) }, new Block(one, result), new Scratch());
		return result[0];
	}

	private static long volume(final Interval box) {
		long volume = 1;
		for (int d = 0; d < box.numDimensions(); d++)
			volume = Math.multiplyExact(volume, box.dimension(d));
		return volume;
	}
}
