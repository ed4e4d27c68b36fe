package io.github.convolvej.filter;

import java.util.Arrays;

import net.imglib2.FinalInterval;

/**
 * Combines several filters into one: the last filter reads the results of other
 * filters, computed tile by tile, so that no intermediate image is stored. The
 * result has the same bits as running the filters one after the other. This is
 * used for a depthwise convolution followed by a pointwise one, and for a
 * deformable convolution whose offsets come from a convolution of the image.
 * <p>
 * The last filter must not read outside the results of the filters before it,
 * because no samples exist there. This holds for pointwise operations,
 * rearrangements of channels, and images of offsets or masks with one sample per
 * output sample. Axes are those of the last filter. If there is a single
 * channel, the filters before it may have no channel axis.
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
	 * @param last the filter that runs last
	 * @param first for each image that the last filter reads, the filter that
	 *          computes it from one image; null to read the image unchanged
	 * @return one filter that reads as many images as the last one
	 * @throws IllegalArgumentException if the numbers of filters and images
	 *           differ, or one of the filters reads several images
	 */
	public static FusedFilter of(final Filter last, final Filter... first) {
		if (first.length != last.sources()) throw new IllegalArgumentException("The last filter reads " + last.sources() +
			" images, but " + first.length + " filters before it were given");
		for (final Filter f : first)
			if (f != null && f.sources() != 1) throw new IllegalArgumentException("A filter before the last one reads " + f
				.sources() + " images, but must read one");
		return new FusedFilter(last, first.clone());
	}

	/** @return the filter that runs last */
	public Filter last() {
		return last;
	}

	/**
	 * @param image index of an image that the last filter reads
	 * @return the filter that computes it; null if the image is read unchanged
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
					throw new IllegalArgumentException("The last filter reads beyond the edge of its input on axis " + d +
						", where there are no samples: run the filters one after the other");
		return new FusedPlan(plan, plans, sourceDimensions[0]);
	}

	/**
	 * Binds a filter to the size, without the channel axis if the filter has none.
	 */
	private Plan bind(final Filter filter, final long[] size) {
		final int n = filter.numDimensions();
		return filter.on(n == size.length - 1 && size[n] == 1 ? Arrays.copyOf(size, n) : size);
	}
}
