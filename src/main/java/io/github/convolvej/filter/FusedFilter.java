package io.github.convolvej.filter;

import java.util.Arrays;

import net.imglib2.FinalInterval;

/**
 * Filters in one: what a filter reads is what other filters make of the images,
 * tile by tile, so that nothing in between is ever stored as a whole. The bits are
 * those of running them one after the other. So a depthwise convolution is
 * followed by a pointwise one, and the offsets of a deformable convolution come
 * from a convolution of the image.
 * <p>
 * The last filter must not look beyond the edges of what it reads: there is
 * nothing (pointwise operations, rearrangements of channels, and offsets or masks
 * that lie sample on sample). Axes are those of the last filter; if there is a
 * single channel, filters before it may be without a channel axis.
 */
public final class FusedFilter implements Filter {

	private static final long serialVersionUID = 1L;

	private final Filter last;
	private final Filter[] first;

	private FusedFilter(final Filter last, final Filter[] first) {
		this.last = last;
		this.first = first;
	}

	/**
	 * @param last what is done last
	 * @param first for each image that it reads the filter that makes it, which
	 *          itself reads one image; null to read the image as it is
	 * @return all of them as one filter, which reads as many images as the last
	 * @throws IllegalArgumentException if there are not as many filters as images,
	 *           or one of them reads several images
	 */
	public static FusedFilter of(final Filter last, final Filter... first) {
		if (first.length != last.sources()) throw new IllegalArgumentException("The last filter reads " + last.sources() +
			" images, but " + first.length + " filters before it were given");
		for (final Filter f : first)
			if (f != null && f.sources() != 1) throw new IllegalArgumentException("A filter before the last one reads " + f
				.sources() + " images, but must read one");
		return new FusedFilter(last, first.clone());
	}

	/** @return what is done last */
	public Filter last() {
		return last;
	}

	/**
	 * @param image which of the images that the last filter reads
	 * @return the filter that makes it; null if it is read as it is
	 */
	public Filter first(final int image) {
		return first[image];
	}

	@Override
	public int numDimensions() {
		return last.numDimensions();
	}

	@Override
	public int sources() {
		return first.length;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		return on(new long[][] { sourceDimensions });
	}

	@Override
	public Plan on(final long[][] sourceDimensions) {
		if (sourceDimensions.length != first.length) throw new IllegalArgumentException("This filter reads " + first.length +
			" images, but the sizes of " + sourceDimensions.length + " were given");
		final Plan[] plans = new Plan[first.length];
		final long[][] between = new long[first.length][];
		for (int i = 0; i < first.length; i++) {
			if (sourceDimensions[i].length != numDimensions()) throw new IllegalArgumentException("The image has " +
				sourceDimensions[i].length + " axes, but this filter works on " + numDimensions());
			plans[i] = first[i] == null ? null : bind(first[i], sourceDimensions[i]);
			between[i] = plans[i] == null ? sourceDimensions[i] : FusedPlan.widened(plans[i].targetDimensions(),
				numDimensions());
		}
		final Plan plan = last.on(between);
		final FinalInterval whole = new FinalInterval(plan.targetDimensions());
		for (int i = 0; i < first.length; i++)
			for (int d = 0; d < numDimensions() && plans[i] != null; d++)
				if (plan.sourceInterval(i, whole).min(d) < 0 || plan.sourceInterval(i, whole).max(d) >= between[i][d])
					throw new IllegalArgumentException("The last filter looks beyond the edge of what it reads on axis " + d +
						", where there is nothing: run the filters one after the other");
		return new FusedPlan(plan, plans, sourceDimensions[0]);
	}

	/** Without the channel axis, if the filter has none. */
	private Plan bind(final Filter filter, final long[] size) {
		final int n = filter.numDimensions();
		return filter.on(n == size.length - 1 && size[n] == 1 ? Arrays.copyOf(size, n) : size);
	}
}
