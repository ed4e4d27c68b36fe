package io.github.convolvej.explain;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.MaxUnpooling;

/**
 * Explains how an output sample is computed. It uses the definition of the
 * operation, term by term in double precision, and not the engine that computed
 * the sample.
 */
public final class Explainer {

	private final Operation operation;
	private final Border border;
	private final long[][] sizes;
	private final Samples samples;

	/**
	 * @param operation the operation
	 * @param border border of the image
	 * @param sizes size of each image that it reads, on the axes of the operation
	 * @param samples the images
	 */
	public Explainer(final Operation operation, final Border border, final long[][] sizes, final Samples samples) {
		this.operation = operation;
		this.border = border;
		this.sizes = sizes;
		this.samples = samples;
	}

	/**
	 * @param target an output sample, on the axes of the filter
	 * @param index number of the output sample, counted over the whole result, x
	 *          fastest
	 * @return the explanation of the sample
	 * @throws IllegalArgumentException if samples of this operation cannot be
	 *           explained
	 */
	public Explanation explain(final long[] target, final long index) {
		return explain(operation, samples, target, index);
	}

	private Explanation explain(final Operation f, final Samples read, final long[] target, final long index) {
		if (f instanceof Pooling) return Pooled.explain((Pooling) f, border, sizes[0], read, target, index);
		if (f instanceof Neighbourhood) return Surrounding.explain((Neighbourhood) f, border, sizes[0], read, target);
		if (f instanceof DeformableConvolution) return Deformed.explain((DeformableConvolution) f, sizes[0], read, target);
		if (f instanceof MaxUnpooling) return Unpooled.explain(sizes[0], f.on(sizes).targetDimensions(), read, target);
		final Linear linear = Linear.of(f, border, sizes[0]);
		if (linear != null) return Sums.explain(f, linear, border, read, target);
		if (f instanceof FusedFilter && f.sources() > 1 && ((FusedFilter) f).first(0) == null) {
			final FusedFilter fused = (FusedFilter) f;
			final Between[] between = new Between[f.sources()];
			for (int i = 1; i < between.length; i++)
				if (fused.first(i) != null) between[i] = new Between(fused.first(i), sizes[i], border, read, i);
			return explain(fused.last(), new Samples() {

				@Override
				public double value(final int image, final long... position) {
					return between[image] == null ? read.value(image, position) : between[image].value(position);
				}

				@Override
				public double error(final int image, final long... position) {
					return between[image] == null ? read.error(image, position) : between[image].error(position);
				}
			}, target, index);
		}
		throw new UnexplainedException(f);
	}
}
