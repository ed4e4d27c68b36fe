package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.BlockReader;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;
import io.github.convolvej.run.Report;
import io.github.convolvej.run.RunChecks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

/**
 * Operations run one after the other, like the layers of a network: at every
 * layer, the border is applied again to the result of the layer before. Results
 * between the layers are kept in single precision, or in double if the image or
 * the result needs it. The number of axes is that of the layer with most axes.
 * Immutable.
 */
public final class FilterChain implements ImageOperation {

	private static final long serialVersionUID = 1L;

	private final List<ImageOperation> layers;
	/** By layer and size; null until the first plan. */
	private transient volatile Map<String, ImagePlan> plans;

	private FilterChain(final List<ImageOperation> layers) {
		this.layers = layers;
	}

	/**
	 * @param filters the layers, first layer first; each reads one image
	 * @return the chain
	 * @throws IllegalArgumentException if there is no layer, or a layer reads
	 *           several images
	 */
	public static FilterChain of(final Filter... filters) {
		return of(Arrays.stream(filters).map(FilterOperation::of).toArray(ImageOperation[]::new));
	}

	/**
	 * @param layers the layers, first layer first; each reads one image
	 * @return the chain
	 * @throws IllegalArgumentException if there is no layer, or a layer reads
	 *           several images
	 */
	public static FilterChain of(final ImageOperation... layers) {
		if (layers.length == 0) throw new IllegalArgumentException("a chain needs at least one filter");
		for (int i = 0; i < layers.length; i++)
			if (layers[i].sources() != 1) throw new IllegalArgumentException("layer " + (i + 1) + " reads " + layers[i]
				.sources() + " images, but the layers of a chain read one");
		return new FilterChain(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(layers))));
	}

	/**
	 * A stack of dilated convolutions.
	 *
	 * @param layer the convolution of every layer; its dilation is replaced
	 * @param rates dilation of each layer on all axes, first layer first
	 * @return the chain
	 * @throws IllegalArgumentException if there is no rate, or a rate is less than
	 *           1
	 */
	public static FilterChain dilated(final Convolution layer, final int... rates) {
		return of(Arrays.stream(rates).mapToObj(r -> layer.dilation(r)).toArray(Filter[]::new));
	}

	@Override
	public int numDimensions() {
		return layers.stream().mapToInt(ImageOperation::numDimensions).max().getAsInt();
	}

	@Override
	public ImagePlan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this chain works on " + numDimensions());
		return new ChainPlan(this, sizes(new FinalInterval(sourceDimensions)));
	}

	/** The layers on an image of known size. */
	private static final class ChainPlan extends WholeImagePlan {

		private static final long serialVersionUID = 1L;

		private final FilterChain chain;
		private final long[][] sizes;

		ChainPlan(final FilterChain chain, final long[][] sizes) {
			super(sizes[0], sizes[sizes.length - 1]);
			this.chain = chain;
			this.sizes = sizes;
		}

		@Override
		protected <T extends RealType<T>, R extends RealType<R>> long process(final RandomAccessibleInterval<T> image,
			final Border border, final RandomAccessibleInterval<R> result, final Options options)
		{
			return chain.process(image, border, result, options).clamped();
		}

		@Override
		public SamplePosition position(final int d) {
			return chain.position(new FinalInterval(sizes[0]), d);
		}

		@Override
		public double multiplyAccumulates() {
			double all = 0;
			for (int i = 0; i < chain.layers.size(); i++) {
				double count = plan(i).multiplyAccumulates();
				for (int d = chain.layers.get(i).numDimensions(); d < sizes[i].length; d++)
					count *= sizes[i][d];
				all += count;
			}
			return all;
		}

		@Override
		public long[] receptiveField() {
			final int n = sizes[0].length;
			final long[] min = new long[n];
			for (int d = 0; d < n; d++)
				min[d] = sizes[sizes.length - 1][d] / 2;
			final long[] max = min.clone();
			for (int i = chain.layers.size() - 1; i >= 0; i--) {
				final int axes = chain.layers.get(i).numDimensions();
				final Interval source = plan(i).sourceInterval(new FinalInterval(Arrays.copyOf(min, axes), Arrays.copyOf(max,
					axes)));
				for (int d = 0; d < axes; d++) {
					min[d] = source.min(d);
					max[d] = source.max(d);
				}
			}
			return new FinalInterval(min, max).dimensionsAsLongArray();
		}

		private ImagePlan plan(final int layer) {
			return chain.plan(layer, sizes[layer]);
		}

		@Override
		public String engine() {
			return IntStream.range(0, chain.layers.size()).mapToObj(i -> plan(i).engine()).distinct().collect(Collectors
				.joining(", then ", "layer by layer: ", ""));
		}
	}

	/** @return the layers, first layer first */
	public List<ImageOperation> layers() {
		return layers;
	}

	/** Plans each layer once for a size: a kernel may be decomposed for it. */
	private ImagePlan plan(final int layer, final long[] size) {
		Map<String, ImagePlan> known = plans;
		if (known == null) plans = known = new ConcurrentHashMap<>();
		return known.computeIfAbsent(layer + Arrays.toString(size), key -> layers.get(layer).plan(Collections.singletonList(
			new FinalInterval(size))));
	}

	/** The sizes of the image and of every layer's result. */
	private long[][] sizes(final Interval source) {
		final long[][] sizes = new long[layers.size() + 1][];
		sizes[0] = source.dimensionsAsLongArray();
		for (int i = 0; i < layers.size(); i++) {
			try {
				sizes[i + 1] = RunChecks.targetDimensions(plan(i, sizes[i]), new FinalInterval(sizes[i]));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException("Layer " + (i + 1) + " of " + layers.size() + ": " + e.getMessage(), e);
			}
		}
		return sizes;
	}

	/**
	 * @param source size of an image
	 * @param d axis
	 * @return positions of the result's samples in the image
	 * @throws IllegalArgumentException if a layer has no result for its input
	 *           size, naming the layer
	 */
	public SamplePosition position(final Interval source, final int d) {
		final long[][] sizes = sizes(source);
		SamplePosition position = SamplePosition.IDENTITY;
		for (int i = 0; i < layers.size(); i++)
			if (d < layers.get(i).numDimensions()) position = position.then(plan(i, sizes[i]).position(d));
		return position;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if a layer has no result for its input
	 *           size, naming the layer, or the target has another size
	 */
	@Override
	public <T extends RealType<T>, R extends RealType<R>> Report process(final RandomAccessibleInterval<T> source,
		final Border border, final RandomAccessibleInterval<R> target, final Options options)
	{
		final long[][] sizes = sizes(source);
		final long[] expected = sizes[layers.size()];
		if (!Arrays.equals(expected, target.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"The target has size " + Arrays.toString(target.dimensionsAsLongArray()) + ", but the result has " + Arrays
				.toString(expected));
		final boolean wide = BlockReader.needsDouble(source.getType()) || BlockReader.needsDouble(target.getType());
		return wide ? process(source, border, target, options, sizes, new DoubleType()) : process(source, border, target,
			options, sizes, new FloatType());
	}

	private <R extends RealType<R>, P extends RealType<P> & NativeType<P>> Report process(
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border border,
		final RandomAccessibleInterval<R> target, final Options options, final long[][] sizes, final P precision)
	{
		double all = 0;
		for (int i = 1; i < sizes.length; i++)
			all += Intervals.numElements(sizes[i]);
		final long samples = Intervals.numElements(target);
		RandomAccessibleInterval<? extends RealType<?>> image = source;
		double done = 0;
		for (int i = 0; i < layers.size() - 1; i++) {
			final Img<P> next = Filters.create(precision, sizes[i + 1]);
			final double after = done + Intervals.numElements(next) / all;
			layers.get(i).process(Collections.singletonList(image), border, next, options.monitor(new PartMonitor(options
				.monitor(), done, after, samples)));
			image = next;
			done = after;
		}
		return layers.get(layers.size() - 1).process(Collections.singletonList(image), border, target, options.monitor(
			new PartMonitor(options.monitor(), done, 1, samples)));
	}
}
