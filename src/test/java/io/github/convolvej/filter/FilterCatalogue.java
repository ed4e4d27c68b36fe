package io.github.convolvej.filter;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.interpolation.Interpolation.Method;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
import io.github.convolvej.filter.pointwise.Difference;
import io.github.convolvej.filter.pointwise.LineMoments;
import io.github.convolvej.filter.pooling.AdaptivePooling;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.pooling.SpatialPyramidPooling;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.rearrangement.PixelUnshuffle;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.filter.transposed.Unpooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.Upsampling;
import io.github.convolvej.network.ATrousWavelet;
import io.github.convolvej.network.BackProjection;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.ProjectionUnits;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

/** All filters and other operations there are: a new one joins the contract with a line here. */
final class FilterCatalogue {

	private static final Padding ASYMMETRIC = Padding.explicit(new int[] { 1 }, new int[] { 2 });

	private final List<FilterCase> cases = new ArrayList<>();

	private FilterCatalogue() {
		for (int n = 1; n <= 3; n++) {
			convolutions(n);
			engines(n);
			separable(n);
			transposed(n);
			deformable(n);
			pooling(n);
			neighbourhoods(n);
			bins(n);
			unpooling(n);
			resampling(n);
			rearrangements(n);
			pointwise(n);
			edges(n);
			chains(n);
		}
		add("line moments", 2, new LineMoments());
	}

	static List<FilterCase> cases() {
		return new FilterCatalogue().cases;
	}

	private FilterCase add(final String name, final int n, final Filter filter) {
		final FilterCase added = new FilterCase(name, n, filter);
		cases.add(added);
		return added;
	}

	private FilterCase add(final String name, final int n, final ImageOperation operation) {
		final FilterCase added = new FilterCase(name, n, operation);
		cases.add(added);
		return added;
	}

	/** The first numbers, one for each axis. */
	private static int[] first(final int n, final int... numbers) {
		return Arrays.copyOf(numbers, n);
	}

	private static int product(final int... numbers) {
		return IntStream.of(numbers).reduce(1, (a, b) -> a * b);
	}

	private static Kernel kernel(final int inputs, final int outputs, final int... size) {
		return new Kernel(Computed.weights(new Random(size.length), product(size) * inputs * outputs), inputs, outputs, size);
	}

	private static double[][] vectors(final int n, final double[]... all) {
		return Arrays.copyOf(all, n);
	}

	private void convolutions(final int n) {
		final Kernel any = kernel(1, 1, first(n, 4, 3, 2));
		add("convolution", n, Convolution.of(any)).border().odd();
		add("convolution, binomial", n, Convolution.of(KernelText.parse("binomial:5", n))).border().odd().even().blob(1e-3);
		add("convolution, stride, dilation", n, Convolution.of(any.withBias(1.5)).stride(first(n, 2, 3, 1)).dilation(first(n,
			1, 2, 3)).padding(ASYMMETRIC)).border();
		add("convolution, stride beyond kernel", n, Convolution.of(KernelText.parse("box", n)).stride(first(n, 4, 5, 4)).padding(
			Padding.VALID)).odd().even();
		add("convolution, full, flipped", n, Convolution.of(any).flipped().padding(Padding.FULL)).border().odd();
		add("convolution, wide valid window", n, Convolution.of(kernel(1, 1, first(n, 3, 2, 3))).dilation(2).padding(
			Padding.VALID)).odd();
		add("convolution, bank in groups", n, Convolution.of(kernel(2, 6, first(n, 3, 2, 2)).withGroups(2)).padding(
			Padding.SAME_LOWER)).channels(4).border().odd();
		add("convolution, pointwise", n, Convolution.of(kernel(3, 2, first(n, 1, 1, 1)))).channels(3).odd().even().blob(1e-9);
	}

	private void engines(final int n) {
		final Kernel any = kernel(1, 1, first(n, 4, 3, 2));
		final Kernel bank = kernel(2, 6, first(n, 3, 2, 2)).withGroups(2);
		final Kernel depthwise = kernel(1, 4, first(n, 3, 4, 2)).withGroups(2);
		final Kernel binomial = KernelText.parse("binomial:5", n);
		fft("convolution by fft", n, Convolution.of(any)).odd();
		fft("convolution by fft, binomial", n, Convolution.of(binomial)).odd().even().blob(1e-3);
		fft("convolution by fft, stride, dilation", n, Convolution.of(any.withBias(1.5)).stride(first(n, 2, 3, 1)).dilation(
			first(n, 1, 2, 3)).padding(ASYMMETRIC));
		fft("convolution by fft, bank in groups", n, Convolution.of(bank).padding(Padding.SAME_LOWER)).channels(4).odd();
		if (n > 1) winograd(n);
		add("convolution by low rank", n, Convolution.of(any).engine(Engine.LOW_RANK)).border();
		add("convolution by low rank, bank in groups", n, Convolution.of(depthwise).dilation(2).padding(Padding.FULL).engine(
			Engine.LOW_RANK)).channels(2).border();
	}

	private void winograd(final int n) {
		final Convolution convolution = Convolution.of(kernel(2, 6, first(n, 3, 3, 2)).withGroups(2)).padding(Padding.SAME_LOWER);
		add("convolution by Winograd's algorithm", n, convolution.engine(Engine.WINOGRAD)).channels(4).border().odd().rounding(
			1e-5, convolution.engine(Engine.DIRECT));
	}

	private FilterCase fft(final String name, final int n, final Convolution convolution) {
		return add(name, n, convolution.engine(Engine.FFT)).border().rounding(1e-12, convolution.engine(Engine.DIRECT));
	}

	private void separable(final int n) {
		add("Gaussian", n, Smooth.gaussian(Arrays.copyOf(new double[] { 0.8, 1, 0.6 }, n))).border().odd().even().blob(1e-3);
		add("box of even size", n, Smooth.box(first(n, 4, 3, 2))).border().odd().even().blob(1e-3);
		add("difference of Gaussians", n, Smooth.differenceOfGaussians(Arrays.copyOf(new double[] { 0.5, 0.7, 0.5 }, n),
			Arrays.copyOf(new double[] { 0.8, 0.9, 0.8 }, n))).border().odd().even().blob(1);
		final double[][] vectors = vectors(n, new double[] { 1, -2, 0.5, 3 }, new double[] { 2, 1, -1 }, new double[] { 1,
			0.25 });
		add("separable, stride, dilation", n, SeparableConvolution.of(vectors).stride(first(n, 2, 1, 2)).dilation(first(n, 1,
			2, 3)).padding(ASYMMETRIC).bias(0.5)).border();
		add("separable kernel", n, SeparableConvolution.of(kernel(1, 1, first(n, 5, 3, 2)))).border().odd();
		add("separable, stride beyond kernel", n, SeparableConvolution.of(vectors).stride(5).padding(Padding.VALID)).odd();
		add("flattened", n, FlattenedConvolution.of(vectors).bias(Arrays.copyOf(new double[] { 1, 2, -1 }, n)).stride(first(
			n, 1, 2, 1)).padding(Padding.SAME_LOWER)).border();
	}

	private void transposed(final int n) {
		add("transposed", n, TransposedConvolution.of(kernel(1, 1, first(n, 4, 3, 2))).stride(first(n, 2, 3, 1))).odd();
		add("transposed, dilation, output padding", n, TransposedConvolution.of(kernel(1, 1, first(n, 3, 2, 2))).stride(3)
			.dilation(2).outputPadding(2).padding(Padding.explicit(1)).bias(0.25));
		add("transposed, same", n, TransposedConvolution.of(kernel(1, 1, first(n, 2, 3, 2))).stride(first(n, 3, 2, 4))
			.padding(Padding.SAME)).odd();
		add("transposed, bilinear", n, TransposedConvolution.of(Upsampling.bilinear(first(n, 2, 3, 2))).stride(first(n, 2, 3,
			2)).padding(Padding.explicit(1))).odd().even().blob(1e-2);
		add("transposed, bank in groups", n, TransposedConvolution.of(kernel(3, 4, first(n, 3, 3, 2)).withGroups(2)).stride(
			2)).channels(4).odd();
		add("nearest unpooling", n, Unpooling.nearest(first(n, 2, 3, 1))).odd().even().blob(1e-9);
		add("average unpooling", n, Unpooling.average(first(n, 3, 2, 2))).odd().even().blob(1e-9);
	}

	private void deformable(final int n) {
		final Kernel any = kernel(1, 4, first(n, 3, 2, 2)).withGroups(2);
		deformable("deformable", n, DeformableConvolution.of(any).offsetGroups(2).padding(ASYMMETRIC).stride(2), 2, any, 2,
			3, false);
		deformable("deformable, with mask and bound", n, DeformableConvolution.of(any).modulated().largestOffset(3), 2, any,
			1, 3, true);
		final Kernel even = KernelText.parse("binomial:3", n);
		deformable("deformable, no offsets", n, DeformableConvolution.of(even), 1, even, 1, 0, false).even().blob(1e-3);
	}

	private FilterCase deformable(final String name, final int n, final DeformableConvolution filter, final int channels,
		final Kernel kernel, final int groups, final int largest, final boolean mask)
	{
		return add(name, n, filter).channels(channels).odd().further((dimensions, random) -> {
			final boolean strided = groups == 2;
			final long[] size = dimensions.clone();
			// the result's size, with the padding and stride that are asked for above
			for (int d = 0; strided && d < n; d++)
				size[d] = Math.max(1, Math.floorDiv(size[d] + 3 - kernel.size(d), 2) + 1);
			size[n] = (long) groups * kernel.taps() * n;
			final List<Img<DoubleType>> images = new ArrayList<>();
			images.add(ArrayImgs.doubles(size));
			images.get(0).forEach(t -> t.set((random.nextInt(8 * largest + 1) - 4 * largest) / 4.0));
			if (!mask) return images;
			size[n] /= n;
			images.add(ArrayImgs.doubles(size));
			images.get(1).forEach(t -> t.set(random.nextInt(5) / 4.0));
			return images;
		});
	}

	private void pooling(final int n) {
		final int[] three = first(n, 3, 2, 2);
		final int[] odd = first(n, 3, 3, 3);
		add("max pooling", n, Pooling.max(three)).negative(-1, Pooling.min(three)).even();
		add("max pooling, same, dilation", n, Pooling.max(odd).stride(first(n, 2, 1, 2)).dilation(first(n, 1, 2, 1)).padding(
			Padding.SAME)).negative(-1, Pooling.min(odd).stride(first(n, 2, 1, 2)).dilation(first(n, 1, 2, 1)).padding(
				Padding.SAME)).even().blob(0.6);
		add("max pooling, stride beyond window", n, Pooling.max(three).stride(4)).negative(-1, Pooling.min(three).stride(4))
			.even();
		add("max pooling, border", n, Pooling.max(odd).stride(1).padding(ASYMMETRIC).withBorder()).border().even().blob(0.6);
		add("max pooling, ceil", n, Pooling.max(three).stride(2).padding(Padding.explicit(1)).ceilMode(true)).negative(-1,
			Pooling.min(three).stride(2).padding(Padding.explicit(1)).ceilMode(true)).even();
		add("min pooling", n, Pooling.min(odd).stride(1).padding(Padding.SAME)).negative(-1, Pooling.max(odd).stride(1)
			.padding(Padding.SAME));
		add("average pooling", n, Pooling.average(three).stride(2).padding(Padding.explicit(1))).odd().even().blob(0.1);
		add("average pooling, count padding, ceil", n, Pooling.average(odd).stride(2).padding(ASYMMETRIC).countIncludePad(
			true).ceilMode(true)).odd().even().blob(0.1);
		add("average pooling, border", n, Pooling.average(odd).stride(1).padding(Padding.FULL).withBorder()).border().odd()
			.even().blob(1e-3);
		add("median pooling", n, Pooling.median(odd).stride(1).padding(Padding.SAME)).odd().blob(0.6);
		add("median pooling, even window", n, Pooling.median(three)).odd();
		add("Lp pooling", n, Pooling.lp(2, three).stride(1).padding(ASYMMETRIC)).negative(1, Pooling.lp(2, three).stride(1)
			.padding(ASYMMETRIC)).even().blob(0.2);
		final boolean[] cross = new boolean[product(odd)];
		for (int i = 0; i < cross.length; i++)
			cross[i] = i % 3 != 0;
		add("Lp pooling, footprint", n, Pooling.lp(3, odd).stride(2).footprint(cross)).negative(1, Pooling.lp(3, odd).stride(
			2).footprint(cross));
		add("stochastic pooling", n, Pooling.stochastic(7, three).stride(1).padding(Padding.explicit(1))).nonNegative()
			.draws().even().blob(0.6);
		add("stochastic pooling, negatives as zero", n, Pooling.stochastic(7, three).negativesAsZero()).draws().even();
		add("stochastic expectation", n, Pooling.stochasticExpectation(three).stride(2)).nonNegative().even().blob(0.6);
		add("argmax pooling", n, Pooling.argmax(three).stride(2).padding(Padding.explicit(1))).keepsNaN();
	}

	private void neighbourhoods(final int n) {
		final double[] radius = Arrays.copyOf(new double[] { 2, 1, 1 }, n);
		final WindowShape box = WindowShape.box(radius);
		final WindowShape round = WindowShape.ellipse(radius);
		add("neighbourhood median", n, Neighbourhood.of(Statistic.MEDIAN, box).withBorder()).border().odd().blob(0.6);
		add("neighbourhood median, round, stride", n, Neighbourhood.of(Statistic.MEDIAN, round).stride(first(n, 2, 1, 3)))
			.odd().keepsNaN();
		add("neighbourhood mean", n, Neighbourhood.of(Statistic.MEAN, box)).odd();
		add("neighbourhood mean, without NaN", n, Neighbourhood.of(Statistic.MEAN, round).ignoreNaN(true)).odd().keepsNaN();
		add("neighbourhood maximum", n, Neighbourhood.of(Statistic.MAXIMUM, box)).negative(-1, Neighbourhood.of(
			Statistic.MINIMUM, box));
		add("neighbourhood minimum", n, Neighbourhood.of(Statistic.MINIMUM, round)).keepsNaN();
		add("neighbourhood range", n, Neighbourhood.of(Statistic.RANGE, box)).negative(1, Neighbourhood.of(Statistic.RANGE,
			box));
		add("neighbourhood percentile", n, Neighbourhood.percentile(30, round)).keepsNaN();
		add("neighbourhood rank", n, Neighbourhood.rank(1, box).stride(2)).negative(-1, Neighbourhood.rank(-2, box).stride(
			2));
		add("neighbourhood variance", n, Neighbourhood.of(Statistic.VARIANCE, box)).negative(1, Neighbourhood.of(
			Statistic.VARIANCE, box));
		add("neighbourhood deviation", n, Neighbourhood.of(Statistic.DEVIATION, box).withBorder()).border();
		add("neighbourhood mode", n, Neighbourhood.of(Statistic.MODE, box));
		add("neighbourhood median, mask", n, Neighbourhood.of(Statistic.MEDIAN, round).masked()).odd().keepsNaN().further((
			dimensions, random) -> {
			final Img<DoubleType> mask = ArrayImgs.doubles(dimensions);
			// every other sample, so that something counts in every window
			final int[] count = { random.nextInt(2) };
			mask.forEach(t -> t.set(count[0]++ % 2));
			return List.of(mask);
		});
		add("difference", n, Difference.subtracted(n)).further((dimensions, random) -> {
			final Img<DoubleType> image = ArrayImgs.doubles(dimensions);
			image.forEach(t -> t.set(random.nextInt(9) / 4.0));
			return List.of(image);
		});
	}

	private void bins(final int n) {
		add("global average", n, GlobalPooling.average(n)).odd();
		add("global max", n, GlobalPooling.max(n)).negative(-1, GlobalPooling.min(n));
		add("global min", n, GlobalPooling.min(n)).negative(-1, GlobalPooling.max(n));
		add("global sum", n, GlobalPooling.sum(n)).odd();
		add("global Lp", n, GlobalPooling.lp(2, n)).negative(1, GlobalPooling.lp(2, n));
		final int[] size = first(n, 7, 5, 8);
		add("global depthwise", n, GlobalPooling.depthwise(kernel(1, 3, size).withGroups(3))).channels(3).size(Arrays.stream(
			size).asLongStream().toArray()).odd();
		final int[] bins = first(n, 4, 5, 3);
		add("adaptive average", n, AdaptivePooling.average(bins)).odd();
		add("adaptive average, many bins", n, AdaptivePooling.average(first(n, 20, 15, 9))).odd().blob(0.3);
		add("adaptive max", n, AdaptivePooling.max(bins)).negative(-1, AdaptivePooling.min(bins));
		add("adaptive min", n, AdaptivePooling.min(bins)).negative(-1, AdaptivePooling.max(bins));
		add("adaptive argmax", n, AdaptivePooling.argmax(bins)).keepsNaN();
		final int[][] levels = { { 1 }, { 2 }, bins };
		add("pyramid max", n, SpatialPyramidPooling.max(n, levels)).channels(2);
		add("pyramid average", n, SpatialPyramidPooling.average(n, levels)).channels(2).odd();
	}

	private void unpooling(final int n) {
		final int[] window = first(n, 3, 3, 2);
		final int[] stride = first(n, 2, 3, 1);
		unpooling("max unpooling", n, MaxUnpooling.of(window).stride(stride), window, stride, false);
		final int[] centred = first(n, 3, 3, 3);
		unpooling("max unpooling to centres", n, MaxUnpooling.of(centred), centred, centred, true).even().blob(1e-9);
		final int[] wanted = first(n, 12, 9, 7);
		add("max unpooling anywhere", n, MaxUnpooling.toSize(wanted)).odd().keepsNaN().further((dimensions, random) -> {
			final Img<DoubleType> positions = ArrayImgs.doubles(dimensions);
			positions.forEach(t -> t.set(random.nextInt(product(wanted))));
			return List.of(positions);
		});
	}

	private FilterCase unpooling(final String name, final int n, final Filter filter, final int[] window,
		final int[] stride, final boolean centred)
	{
		return add(name, n, filter).odd().keepsNaN().further((dimensions, random) -> {
			final Img<DoubleType> positions = ArrayImgs.doubles(dimensions);
			final Cursor<DoubleType> cursor = positions.localizingCursor();
			while (cursor.hasNext()) {
				cursor.fwd();
				long position = 0;
				for (int d = n - 1; d >= 0; d--) {
					final long width = (dimensions[d] - 1) * stride[d] + window[d];
					final long tap = centred ? window[d] / 2 : random.nextInt(window[d]);
					position = position * width + cursor.getLongPosition(d) * stride[d] + tap;
				}
				cursor.get().set(position);
			}
			return List.of(positions);
		});
	}

	private void resampling(final int n) {
		final double[] factor = Arrays.copyOf(new double[] { 1.5, 0.7, 2 }, n);
		final int[] size = first(n, 17, 6, 9);
		for (final Method method : Method.values()) {
			final double tolerance = method == Method.LINEAR || method == Method.CUBIC ? 0.05 : 0.3;
			add("interpolation " + method + " by factor", n, Interpolation.byFactor(method, factor)).odd().blob(tolerance);
			add("interpolation " + method + " to size", n, Interpolation.toSize(method, size)).odd();
		}
		add("interpolation, corners", n, Interpolation.toSize(Method.LINEAR, first(n, 29, 17, 9)).alignCorners()).odd().blob(
			0.05);
	}

	private void rearrangements(final int n) {
		final int[] factor = first(n, 2, 3, 1);
		final int parts = product(factor);
		add("pixel shuffle", n, PixelShuffle.of(factor)).channels(2 * parts).odd().even().blob(1e-9);
		add("pixel shuffle, depth first", n, PixelShuffle.of(factor).depthFirst()).channels(2 * parts).odd().even().blob(
			1e-9);
		final long[] size = Arrays.copyOf(new long[] { 14, 9, 5 }, n);
		add("pixel unshuffle", n, PixelUnshuffle.of(factor)).channels(2).size(size).odd().even();
		add("pixel unshuffle, depth first", n, PixelUnshuffle.of(factor).depthFirst()).channels(2).size(size).odd().even();
		add("channel shuffle", n, ChannelShuffle.of(2, n)).channels(6).odd().even().blob(1e-9);
	}

	private void pointwise(final int n) {
		add("ReLU", n, Activation.relu(n)).even().blob(1e-9);
		add("leaky ReLU", n, Activation.leakyRelu(0.125, n)).even().blob(1e-9);
		add("sigmoid", n, Activation.sigmoid(n)).even().blob(0.5);
		add("tanh", n, Activation.tanh(n)).odd().even().blob(0.5);
		add("batch normalisation", n, BatchNormalisation.of(n, new double[] { 1, -2 }, new double[] { 4, 0.5 }).affine(
			new double[] { 2, -1 }, new double[] { 0, 3 })).channels(2).even().blob(1e-9);
	}

	private void edges(final int n) {
		final Edges sobel = Edges.of("sobel", n);
		add("Sobel magnitude", n, sobel).border().negative(1, sobel).even().blob(0.5);
		add("Scharr component", n, Edges.of("scharr", n).outputs("x").padding(ASYMMETRIC)).border().odd().even().blob(1);
		add("derivative of Gaussian", n, Edges.of("gaussian:0.5", n).normalised().padding(Padding.VALID)).negative(1, Edges
			.of("gaussian:0.5", n).normalised().padding(Padding.VALID)).even().blob(1);
		add("edges, several results", n, Edges.of("farid", n).outputs(n == 1 ? "x,magnitude" : "direction,y,magnitude"))
			.channels(2).border();
		if (n == 2) add("Roberts", n, Edges.of("roberts", n).outputs("x,direction,magnitude")).channels(2).border();
	}

	/** Filters in a row, which keep the same promises. */
	private void chains(final int n) {
		add("fused", n, FusedFilter.of(Activation.relu(n), Convolution.of(kernel(1, 1, first(n, 3, 2, 3))).stride(2)))
			.border();
		add("network", n, NetworkOperation.of(NetworkText.parse(
			"conv k=3 p=same c=3 | relu | conv k=3 s=2 p=1 | upsample s=2 k=2 | conv k=2 c=2", n, 2, new RandomWeights(1))))
			.channels(2);
		add("back projection", n, BackProjection.of(NetworkOperation.of(NetworkText.parse(
			"conv k=3 p=same c=2 | relu | conv k=3 s=2 p=1 c=2", n, 2, new RandomWeights(1))), Rectifier.GRADIENT).units(
				ProjectionUnits.MAP)).channels(2);
		add("chain", n, FilterChain.of(Convolution.of(kernel(1, 1, first(n, 3, 2, 3))), Pooling.max(first(n, 2, 2, 1)),
			Interpolation.byFactor(Method.LINEAR, Arrays.copyOf(new double[] { 2, 1, 2 }, n)))).border();
		add("chain of another number of axes", n, FilterChain.of(Activation.relu(n), BatchNormalisation.of(n, new double[] { 1,
			-2 }, new double[] { 4, 0.5 }))).channels(2);
		add("a trous", n, ATrousWavelet.of(2, n)).channels(2);
		add("a trous product", n, ATrousWavelet.of(2, n).threshold(0.5).bright().multiscaleProduct());
	}
}
