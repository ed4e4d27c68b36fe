package io.github.convolvej.ops;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
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
import io.github.convolvej.kernel.Gaussian;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.SmoothingKernels;
import io.github.convolvej.kernel.UnmixingMatrix;
import io.github.convolvej.network.ATrousWavelet;
import io.github.convolvej.network.Background;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Calls of every op, each with the result that the Java API gives. */
final class OpCases {

	/** One call. */
	static final class Call {

		final String name;
		final boolean computer;
		final RandomAccessibleInterval<? extends RealType<?>> expected;
		final Object[] inputs;

		private Call(final String name, final boolean computer,
			final RandomAccessibleInterval<? extends RealType<?>> expected, final Object... inputs)
		{
			this.name = name;
			this.computer = computer;
			this.expected = expected;
			this.inputs = inputs;
		}
	}

	private static final Img<FloatType> IMAGE = Samples.floats(Samples.bytes(1, 72), 9, 8);
	private static final Img<FloatType> CHANNELS = Samples.floats(Samples.bytes(2, 7 * 6 * 4), 7, 6, 4);
	private static final Kernel KERNEL = KernelText.parse("1 2 -3; 0 5 1", 2);
	private static final RandomAccessibleInterval<?> WEIGHTS = Samples.doubles(new double[] { 1, 2, -3, 0, 5, 1 }, 3, 2);
	private static final double[] SIGMA = { 1, 0.7 };

	private final List<Call> calls = new ArrayList<>();

	private OpCases() {}

	static List<Call> all() {
		final OpCases cases = new OpCases();
		cases.convolutions();
		cases.smoothing();
		cases.gradients();
		cases.poolings();
		cases.neighbourhoods();
		cases.globalPoolings();
		cases.upsamplings();
		cases.layers();
		return cases.calls;
	}

	private void add(final String name, final RandomAccessibleInterval<? extends RealType<?>> expected,
		final Object... inputs)
	{
		calls.add(new Call(name, false, expected, inputs));
	}

	/** Into 64-bit floating point. */
	private void compute(final String name, final Filter filter, final Border border, final Object... inputs) {
		calls.add(new Call(name, true, Filters.apply(filter, IMAGE, border, new DoubleType()),
			inputs));
	}

	private static Img<FloatType> of(final Filter filter, final Border border) {
		return Filters.apply(filter, IMAGE, border);
	}

	private static Img<FloatType> of(final Filter filter) {
		return of(filter, Border.ZERO);
	}

	private static Img<FloatType> channels(final Filter filter) {
		return Filters.apply(filter, CHANNELS);
	}

	private static int[] ints(final int... values) {
		return values;
	}

	private static double[] doubles(final double... values) {
		return values;
	}

	private void convolutions() {
		final Convolution correlation = Convolution.of(KERNEL);
		final Convolution strided = correlation.stride(2, 1).padding(Padding.explicit(1)).dilation(1, 2);
		final Object[] all = { IMAGE, KERNEL, ints(2, 1), "1", ints(1, 2), "replicate" };
		add("convolvej.filter", of(correlation), IMAGE, correlation);
		add("convolvej.filter", of(correlation, Border.REFLECT), IMAGE, correlation, "reflect");
		compute("convolvej.filter", correlation, Border.constant(3), IMAGE, correlation, "constant:3");
		for (final boolean flip : new boolean[] { true, false }) {
			final String name = flip ? "filter.convolve" : "filter.correlate";
			final Convolution filter = flip ? correlation.flipped() : correlation;
			add(name, of(filter), IMAGE, WEIGHTS);
			add(name, of(filter, Border.PERIODIC), IMAGE, WEIGHTS, "periodic");
			compute(name, filter, Border.ZERO, IMAGE, WEIGHTS);
			compute(name, filter, Border.SYMMETRIC, IMAGE, WEIGHTS, "symmetric");
		}
		add("convolvej.convolution", of(correlation.flipped()), IMAGE, KERNEL);
		add("convolvej.convolution", of(strided.flipped(), Border.REPLICATE), all);
		add("convolvej.correlation", of(correlation), IMAGE, KERNEL);
		add("convolvej.correlation", of(correlation.stride(3)), IMAGE, KERNEL, ints(3));
		add("convolvej.correlation", of(strided, Border.REPLICATE), all);
		add("convolvej.separable", of(SeparableConvolution.of(KERNEL)), IMAGE, KERNEL);
		add("convolvej.separable", of(SeparableConvolution.of(KERNEL).stride(2, 1).padding(Padding.explicit(1)).dilation(1,
			2), Border.REPLICATE), all);
	}

	private void smoothing() {
		compute("filter.gauss", Smooth.gaussian(SIGMA), Border.REFLECT, IMAGE, SIGMA);
		compute("filter.gauss", Smooth.gaussian(2, 2), Border.ZERO, IMAGE, 2.0, "zero");
		add("convolvej.gauss", of(Smooth.gaussian(SIGMA)), IMAGE, SIGMA);
		add("convolvej.gauss", of(Smooth.gaussian(SIGMA), Border.REPLICATE), IMAGE, SIGMA, "replicate");
		add("convolvej.box", of(Smooth.box(4, 3)), IMAGE, ints(4, 3));
		add("convolvej.binomial", of(Smooth.binomial(4, 3), Border.REFLECT), IMAGE, ints(4, 3), "reflect");
		add("convolvej.log", of(Smooth.laplacianOfGaussian(SIGMA)), IMAGE, SIGMA);
		final double[] wide = { 2, 3 };
		compute("filter.dog", Smooth.differenceOfGaussians(wide, SIGMA), Border.REFLECT, IMAGE, SIGMA, wide);
		add("convolvej.dog", of(Smooth.differenceOfGaussians(SIGMA, wide)), IMAGE, SIGMA, wide);
		add("convolvej.aTrous", ATrousWavelet.of(2, 2).apply(IMAGE), IMAGE, 2, 2);
		add("convolvej.aTrous", ATrousWavelet.of(2, 2).threshold(1.5).bright().multiscaleProduct().apply(CHANNELS),
			CHANNELS, 2, 2, 1.5, true, true);
	}

	private void gradients() {
		compute("filter.sobel", Edges.of("sobel", 2), Border.REFLECT, IMAGE);
		final SeparableConvolution derivative = SeparableConvolution.of(SmoothingKernels.gaussian(SIGMA, ints(1, 2), ints(
			Gaussian.radius(SIGMA[0]), Gaussian.radius(SIGMA[1]))));
		compute("filter.derivativeGauss", derivative, Border.REFLECT, IMAGE, SIGMA, ints(1, 2));
		add("convolvej.derivativeGauss", of(derivative), IMAGE, SIGMA, ints(1, 2));
		add("convolvej.edges", of(Edges.of("scharr", 2)), IMAGE, "scharr", 2);
		add("convolvej.edges", Filters.apply(Edges.of("sobel", 2).normalised().outputs("x,direction"), Views.addDimension(
			IMAGE, 0, 0), Border.REPLICATE), IMAGE, "sobel", 2, "x,direction", true, "replicate");
		add("convolvej.edges", channels(Edges.of("sobel", 2).outputs("y,x")), CHANNELS, "sobel", 2, "y,x");
	}

	private void poolings() {
		final int[] size = { 3, 2 };
		final Object[] rest = { size, ints(2, 1), "1,0", ints(1, 2), true };
		final Object[] first = { "max", Pooling.max(size), "min", Pooling.min(size), "average", Pooling.average(size),
			"median", Pooling.median(size), "stochasticExpectation", Pooling.stochasticExpectation(size), "argmax", Pooling
				.argmax(size) };
		for (int i = 0; i < first.length; i += 2) {
			final Pooling pooling = (Pooling) first[i + 1];
			add("convolvej." + first[i] + "Pool", of(pooling), IMAGE, size);
			add("convolvej." + first[i] + "Pool", of(full(pooling)), concat(new Object[] { IMAGE }, rest));
		}
		add("convolvej.averagePool", of(full(Pooling.average(size)).countIncludePad(true)), concat(concat(new Object[] {
			IMAGE }, rest), true));
		add("convolvej.lpPool", of(full(Pooling.lp(3, size))), concat(new Object[] { IMAGE, 3.0 }, rest));
		add("convolvej.stochasticPool", of(full(Pooling.stochastic(7, size))), concat(new Object[] { IMAGE, 7L }, rest));
		final Object[] around = { "max", Pooling.max(size), "min", Pooling.min(size), "mean", Pooling.average(size),
			"median", Pooling.median(size) };
		for (int i = 0; i < around.length; i += 2) {
			final String name = "filter." + around[i];
			final Pooling pooling = ((Pooling) around[i + 1]).stride(1).padding(Padding.SAME);
			add(name, of(pooling), IMAGE, size);
			add(name, of(pooling.withBorder(), Border.constant(-5)), IMAGE, size, "constant:-5");
			compute(name, pooling, Border.ZERO, IMAGE, size);
			compute(name, pooling.withBorder(), Border.REPLICATE, IMAGE, size, "replicate");
		}
	}

	private void neighbourhoods() {
		final WindowShape disc = WindowShape.disc(1.5);
		add("convolvej.neighbourhood", of(Neighbourhood.of(Statistic.MEDIAN, disc)), IMAGE, "median", "disc", doubles(1.5,
			1.5));
		add("convolvej.neighbourhood", of(Neighbourhood.percentile(20, disc)), IMAGE, "percentile", "disc", doubles(1.5,
			1.5), 20.0);
		add("convolvej.neighbourhood", of(Neighbourhood.rank(-2, WindowShape.ellipse(2, 1)).withBorder(),
			Border.REPLICATE), IMAGE, "rank", "ellipse", doubles(2, 1), -2.0, "replicate");
		add("convolvej.background", Filters.apply(Background.subtracted(Background.gaussian(2, 1)), Arrays.asList(IMAGE, IMAGE),
			Border.REPLICATE, new FloatType()), IMAGE, "gaussian", doubles(2, 1));
		add("convolvej.background", Filters.apply(Background.divided(Background.opening(disc)), Arrays.asList(IMAGE, IMAGE),
			Border.REPLICATE, new FloatType()), IMAGE, "opening", doubles(1.5, 1.5), "divide");
		add("convolvej.background", of(Background.percentile(30, WindowShape.round(2, 1)), Border.ZERO), IMAGE, "percentile",
			doubles(2, 1), "background", 30.0, "zero");
	}

	private static Pooling full(final Pooling pooling) {
		return pooling.stride(2, 1).padding(Padding.parse("1,0")).dilation(1, 2).ceilMode(true);
	}

	private static Object[] concat(final Object[] first, final Object... more) {
		final Object[] all = Arrays.copyOf(first, first.length + more.length);
		System.arraycopy(more, 0, all, first.length, more.length);
		return all;
	}

	private void globalPoolings() {
		add("convolvej.globalAveragePool", channels(GlobalPooling.average(2)), CHANNELS, 2);
		add("convolvej.globalMaxPool", channels(GlobalPooling.max(3)), CHANNELS, 3);
		add("convolvej.globalMinPool", channels(GlobalPooling.min(2)), CHANNELS, 2);
		add("convolvej.globalSumPool", channels(GlobalPooling.sum(2)), CHANNELS, 2);
		add("convolvej.globalLpPool", channels(GlobalPooling.lp(3, 2)), CHANNELS, 3.0, 2);
		final int[] size = { 3, 4 };
		add("convolvej.adaptiveAveragePool", channels(AdaptivePooling.average(size)), CHANNELS, size);
		add("convolvej.adaptiveMaxPool", channels(AdaptivePooling.max(size)), CHANNELS, size);
		add("convolvej.adaptiveMinPool", channels(AdaptivePooling.min(size)), CHANNELS, size);
		add("convolvej.adaptiveArgmaxPool", channels(AdaptivePooling.argmax(size)), CHANNELS, size);
		add("convolvej.pyramidMaxPool", channels(SpatialPyramidPooling.max(2, ints(1), ints(3))), CHANNELS, ints(1, 3), 2);
		add("convolvej.pyramidAveragePool", channels(SpatialPyramidPooling.average(2, ints(2))), CHANNELS, ints(2), 2);
	}

	private void upsamplings() {
		final TransposedConvolution transposed = TransposedConvolution.of(KERNEL);
		add("convolvej.transposed", of(transposed), IMAGE, KERNEL);
		add("convolvej.transposed", of(transposed.stride(3, 2).dilation(1, 2).padding(Padding.explicit(1)).outputPadding(2,
			1)), IMAGE, KERNEL, ints(3, 2), "1", ints(2, 1), ints(1, 2));
		final double[] factor = { 2, 1.5 };
		add("convolvej.upsample", of(Interpolation.byFactor(Interpolation.Method.CUBIC, factor)), IMAGE, "cubic", factor);
		add("convolvej.upsample", of(Interpolation.byFactor(Interpolation.Method.LINEAR, factor).alignCorners()), IMAGE,
			"linear", factor, true);
		add("convolvej.resize", of(Interpolation.toSize(Interpolation.Method.AREA, 5, 11)), IMAGE, "area", ints(5, 11));
		add("convolvej.nearestUnpool", of(Unpooling.nearest(2, 3)), IMAGE, ints(2, 3));
		add("convolvej.averageUnpool", of(Unpooling.average(2, 3)), IMAGE, ints(2, 3));
		final Img<FloatType> maxima = of(Pooling.max(2, 2));
		final Img<FloatType> positions = of(Pooling.argmax(2, 2));
		add("convolvej.maxUnpool", Filters.apply(MaxUnpooling.toSize(9, 8), Arrays.asList(maxima, positions), Border.ZERO,
			new FloatType()), maxima, positions, ints(9, 8));
		add("convolvej.pixelShuffle", channels(PixelShuffle.of(2, 1)), CHANNELS, ints(2, 1));
		add("convolvej.pixelUnshuffle", channels(PixelUnshuffle.of(1, 2)), CHANNELS, ints(1, 2));
		add("convolvej.channelShuffle", channels(ChannelShuffle.of(2, 2)), CHANNELS, 2, 2);
	}

	private void layers() {
		final Kernel kernel = KernelText.parse("1 2 ~ 3 -1 ~ 0 1 ~ 2 2 # 1 1 ~ 1 1 ~ 2 1 ~ 1 -1", 2);
		// two groups of offsets, of two taps and two axes
		final Img<FloatType> offsets = Samples.floats(Samples.random(new Random(3), 7 * 6 * 8), 7, 6, 8);
		final Img<FloatType> mask = Samples.floats(Samples.random(new Random(4), 7 * 6 * 4), 7, 6, 4);
		final DeformableConvolution deformable = DeformableConvolution.of(kernel).offsetGroups(2);
		add("convolvej.deformable", Filters.apply(deformable, Arrays.asList(CHANNELS, offsets), Border.ZERO,
			new FloatType()), CHANNELS, offsets, kernel);
		add("convolvej.deformable", Filters.apply(deformable.modulated().stride(1).dilation(2, 1).padding(Padding.SAME_LOWER),
			Arrays.asList(CHANNELS, offsets, mask), Border.ZERO, new FloatType()), CHANNELS, offsets, mask, kernel, ints(1),
			"same_lower", ints(2, 1));
		final double[] mean = { 100, 120, 90, 0 };
		final double[] variance = { 1000, 900, 20, 1 };
		final double[] gamma = { 1, 2, 3, -1 };
		final double[] beta = { 0, 0.5, 7, 1 };
		final BatchNormalisation normalization = BatchNormalisation.of(2, mean, variance);
		add("convolvej.batchNormalisation", channels(normalization), CHANNELS, 2, mean, variance);
		add("convolvej.batchNormalisation", channels(normalization.affine(gamma, doubles(0, 0, 0, 0))), CHANNELS, 2, mean,
			variance, gamma);
		add("convolvej.batchNormalisation", channels(normalization.affine(gamma, beta).epsilon(0.1)), CHANNELS, 2, mean,
			variance, gamma, beta, 0.1);
		final double[][] mixing = { { 1, 0.2 }, { 0.1, 1 }, { 0, 0.3 }, { 0.5, 0.5 } };
		final UnmixingMatrix unmixing = UnmixingMatrix.of(mixing);
		add("convolvej.unmix", channels(Convolution.of(unmixing.kernel(2))), CHANNELS, 2, mixing);
		add("convolvej.unmix", channels(Convolution.of(unmixing.background(1, 2, 3, 4).kernel(2))), CHANNELS, 2, mixing,
			doubles(1, 2, 3, 4));
		final Img<FloatType> signed = ArrayImgs.floats(new float[] { -2, -0.5f, 0, 0.5f, 3, Float.NaN }, 3, 2);
		add("convolvej.relu", Filters.apply(Activation.relu(2), signed), signed);
		add("convolvej.leakyRelu", Filters.apply(Activation.leakyRelu(0.1, 2), signed), signed, 0.1);
		add("convolvej.sigmoid", Filters.apply(Activation.sigmoid(2), signed), signed);
		add("convolvej.tanh", Filters.apply(Activation.tanh(2), signed), signed);
		final Network network = NetworkText.parse("conv k=3 c=2 p=same | relu | maxpool k=2 s=2", 2, CHANNELS.dimension(2),
			new RandomWeights(1));
		add("convolvej.network", NetworkOperation.of(network).apply(CHANNELS, Border.ZERO), CHANNELS, network);
		add("convolvej.network", NetworkOperation.of(network).fit(Fit.CROP).apply(CHANNELS, Border.ZERO), CHANNELS, network,
			"crop");
	}
}
