package io.github.convolvej.learn;

import static io.github.convolvej.learn.Measured.image;
import static io.github.convolvej.learn.Measured.inner;
import static io.github.convolvej.learn.Measured.ones;
import static io.github.convolvej.learn.Measured.point;
import static io.github.convolvej.learn.Measured.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Separation;
import io.github.convolvej.learn.Demonstration.Case;
import io.github.convolvej.network.FilterChain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The demonstrations: artefacts with remedies, and savings, each measured with the filters themselves. */
public final class Demonstrations {

	/** Samples of patterns that are made for a demonstration. */
	private static final int SIDE = 64;
	/** Weights as of a layer that was trained: of no regularity, their sum is 4 for kernels of 4 x 4. */
	private static final double[] TRAINED = { 0.1, 0.4, 0.3, -0.1, 0.2, 0.9, 0.5, 0.1, 0.3, 0.6, 0.7, 0.2, -0.2, 0.1, 0.2,
		-0.3 };

	private static final Map<String, Function<RandomAccessibleInterval<FloatType>, Demonstration>> TOPICS =
		new LinkedHashMap<>();
	static {
		TOPICS.put("checkerboard", Demonstrations::checkerboard);
		TOPICS.put("gridding", Demonstrations::gridding);
		TOPICS.put("aliasing", Demonstrations::aliasing);
		TOPICS.put("small-objects", Demonstrations::smallObjects);
		TOPICS.put("flipping", Demonstrations::flipping);
		TOPICS.put("stacked", Demonstrations::stacked);
		TOPICS.put("separable", Demonstrations::separable);
		TOPICS.put("receptive-field", Demonstrations::receptiveField);
	}

	private Demonstrations() {}

	/** @return names of all topics */
	public static List<String> topics() {
		return new ArrayList<>(TOPICS.keySet());
	}

	/**
	 * @param topic a name of {@link #topics}
	 * @param image a plane on which it is shown
	 * @return the demonstration
	 * @throws IllegalArgumentException if there is no such topic, or the image is too
	 *           small
	 */
	public static Demonstration of(final String topic, final RandomAccessibleInterval<FloatType> image) {
		if (!TOPICS.containsKey(topic)) throw new IllegalArgumentException("topic is '" + topic + "', but must be one of " +
			String.join(", ", TOPICS.keySet()));
		if (image.dimension(0) < 16 || image.dimension(1) < 16) throw new IllegalArgumentException("The image has " + image
			.dimension(0) + " x " + image.dimension(1) + " pixels, but demonstrations need at least 16 x 16");
		return TOPICS.get(topic).apply(image);
	}

	private static Kernel box(final int side, final double sum) {
		final double[] weights = new double[side * side];
		Arrays.fill(weights, sum / weights.length);
		return new Kernel(weights, 1, 1, side, side);
	}

	/** The numbers of a layer that enlarges: what it makes of ones, away from the edges. */
	private static Case enlarged(final String key, final Function<RandomAccessibleInterval<FloatType>, Img<FloatType>> layer,
		final RandomAccessibleInterval<FloatType> image)
	{
		final double[] range = Measured.range(inner(layer.apply(ones(16)), 6));
		return new Case(key, layer.apply(image), range[0], range[1], 200 * (range[1] - range[0]) / (range[0] + range[1]));
	}

	private static Demonstration checkerboard(final RandomAccessibleInterval<FloatType> image) {
		// as after pooling: neighbours of the result come from different samples
		final Img<FloatType> small = run(Pooling.average(2, 2), image, Border.ZERO);
		final Kernel trained = new Kernel(TRAINED, 1, 1, 4, 4);
		final Kernel trained3 = new Kernel(Arrays.copyOf(TRAINED, 9), 1, 1, 3, 3);
		return new Demonstration("checkerboard", Arrays.asList("Smallest sum", "Largest sum", "Unevenness (%)"), //
			enlarged("kernel3", i -> run(TransposedConvolution.of(box(3, 4)).stride(2).padding(Padding.explicit(1)), i, Border.ZERO),
				small), //
			enlarged("kernel4", i -> run(TransposedConvolution.of(box(4, 4)).stride(2).padding(Padding.explicit(1)), i, Border.ZERO),
				small), //
			enlarged("trained4", i -> run(TransposedConvolution.of(trained).stride(2).padding(Padding.explicit(1)), i,
				Border.ZERO), small), //
			enlarged("resize", i -> run(Convolution.of(trained3).padding(Padding.SAME), run(Interpolation.byFactor(
				Interpolation.Method.NEAREST, 2, 2), i, Border.ZERO), Border.REPLICATE), small), //
			enlarged("shuffle", i -> shuffled(i, false), small), //
			enlarged("icnr", i -> shuffled(i, true), small));
	}

	/** Four kernels of 2 x 2 whose results are the four samples of each enlarged one; all the same with ICNR. */
	private static Img<FloatType> shuffled(final RandomAccessibleInterval<FloatType> image, final boolean alike) {
		final double[] weights = TRAINED.clone();
		for (int k = 1; k < 4 && alike; k++)
			System.arraycopy(TRAINED, 0, weights, 4 * k, 4);
		final Kernel bank = new Kernel(weights, 1, 4, 2, 2);
		final Img<FloatType> four = run(Convolution.of(bank).padding(Padding.SAME), Views.addDimension(image, 0, 0),
			Border.REPLICATE);
		final Img<FloatType> shuffled = run(PixelShuffle.of(2, 2), four, Border.ZERO);
		return image(shuffled.dimension(0), shuffled.dimension(1), (x, y) -> at(shuffled, x, y, 0));
	}

	private static double at(final RandomAccessibleInterval<FloatType> image, final long... position) {
		final RandomAccess<FloatType> access = image.randomAccess();
		access.setPosition(position);
		return access.get().get();
	}

	private static Case dilated(final String key, final int... rates) {
		final Kernel kernel = box(3, 9);
		final Img<FloatType> field = run(FilterChain.dilated(Convolution.of(kernel).padding(Padding.SAME), rates), point(25),
			Border.ZERO);
		final long width = Measured.width(field);
		final long touched = Measured.count(field, 0);
		return new Case(key, field, width, width * width - touched, 100.0 * (width * width - touched) / (width * width));
	}

	private static Demonstration gridding(final RandomAccessibleInterval<FloatType> image) {
		return new Demonstration("gridding", Arrays.asList("Field (samples)", "Untouched samples", "Untouched (%)"), dilated("same2",
			2, 2, 2), dilated("same4", 4, 4), dilated("hybrid", 1, 2, 5), dilated("plain", 1, 1, 1));
	}

	/** Every second sample. */
	private static Img<FloatType> halved(final RandomAccessibleInterval<FloatType> image, final Kernel before) {
		return run(Convolution.of(before).stride(2).padding(Padding.SAME), image, Border.REPLICATE);
	}

	private static Demonstration aliasing(final RandomAccessibleInterval<FloatType> image) {
		// stripes that two samples a period cannot show at half the size: what is left of them there is false
		final Img<FloatType> stripes = image(SIDE, SIDE, (x, y) -> Math.cos(2 * Math.PI * x / 2.5));
		final Kernel point = KernelText.parse("1", 2);
		final Kernel blur = KernelText.parse("binomial:5", 2);
		final double before = Measured.deviation(stripes);
		final Img<FloatType> bare = halved(stripes, point);
		final Img<FloatType> blurred = halved(stripes, blur);
		return new Demonstration("aliasing", Arrays.asList("Contrast", "False contrast (%)"), //
			new Case("stripes", stripes, before, Double.NaN), //
			new Case("stride", bare, Measured.deviation(bare), 100 * Measured.deviation(bare) / before), //
			new Case("blur", blurred, Measured.deviation(inner(blurred, 2)), 100 * Measured.deviation(inner(blurred, 2)) / before)
				.like(new Case("", bare)), //
			new Case("own", halved(image, point), Double.NaN, Double.NaN), //
			new Case("own-blur", halved(image, blur), Double.NaN, Double.NaN));
	}

	private static Demonstration smallObjects(final RandomAccessibleInterval<FloatType> image) {
		// pairs of points, 3 samples from each other
		final Img<FloatType> points = image(SIDE, SIDE, (x, y) -> y % 16 == 5 && (x % 16 == 4 || x % 16 == 7) ? 1 : 0);
		final Img<FloatType> max = run(Pooling.max(4, 4), points, Border.ZERO);
		final Img<FloatType> mean = run(Pooling.average(4, 4), points, Border.ZERO);
		final Kernel spots = KernelText.parse("-1 -1 -1; -1 8 -1; -1 -1 -1", 2);
		final Img<FloatType> dilated = run(Convolution.of(spots).dilation(2).padding(Padding.SAME), points, Border.ZERO);
		return new Demonstration("small-objects", Arrays.asList("Objects", "Contrast (%)", "Pixels kept (%)"), //
			new Case("points", points, Measured.objects(points, 0.5), 100, 100), //
			new Case("max", max, Measured.objects(max, 0.5), 100 * Measured.range(max)[1], 100 / 16.0), //
			new Case("mean", mean, Measured.objects(mean, 0.5 * Measured.range(mean)[1]), 100 * Measured.range(mean)[1], 100 / 16.0), //
			new Case("dilated", dilated, Measured.objects(dilated, 4), 100 * Measured.range(dilated)[1] / 8, 100));
	}

	private static Demonstration flipping(final RandomAccessibleInterval<FloatType> image) {
		final Kernel slope = KernelText.parse("0 0 0; 0 -1 1; 0 0 0", 2);
		final Kernel round = KernelText.parse("1 2 1; 2 4 2; 1 2 1", 2);
		final Img<FloatType> correlated = run(same(slope), image, Border.REPLICATE);
		final Img<FloatType> convolved = run(same(slope).flipped(), image, Border.REPLICATE);
		final Img<FloatType> reversed = run(same(slope.flipped()), image, Border.REPLICATE);
		final Img<FloatType> smooth = run(same(round), image, Border.REPLICATE);
		return new Demonstration("flipping", Arrays.asList("Largest difference"), //
			new Case("correlation", correlated, 0), //
			new Case("convolution", convolved, Measured.largestDifference(convolved, correlated)), //
			new Case("reversed", reversed, Measured.largestDifference(reversed, convolved)), //
			new Case("symmetric", smooth, Measured.largestDifference(run(same(round).flipped(), image, Border.REPLICATE), smooth)));
	}

	private static Convolution same(final Kernel kernel) {
		return Convolution.of(kernel).padding(Padding.SAME);
	}

	/** The counts of layers on an image of 28 x 28 and some channels. */
	private static ChainTable counts(final String layers, final int channels, final long side) {
		return LayerChain.parse(layers).on(channels, side, side);
	}

	private static double field(final ChainTable table) {
		return table.rows().get(table.rows().size() - 1).receptiveField(0);
	}

	private static Demonstration stacked(final RandomAccessibleInterval<FloatType> image) {
		final Convolution three = same(KernelText.parse("1 2 1; 2 4 2; 1 2 1", 2));
		final Convolution five = same(KernelText.parse("1 4 6 4 1; 4 16 24 16 4; 6 24 36 24 6; 4 16 24 16 4; 1 4 6 4 1", 2));
		final Img<FloatType> twice = run(FilterChain.of(three, three), point(15), Border.ZERO);
		final Img<FloatType> once = run((Filter) five, point(15), Border.ZERO);
		final ChainTable two = counts("conv k=3 bias=0; conv k=3 bias=0", 1, 28);
		final ChainTable one = counts("conv k=5 bias=0", 1, 28);
		return new Demonstration("stacked", Arrays.asList("Field (samples)", "Weights", "Multiplications", "Largest difference"), //
			new Case("two3", twice, Measured.width(twice), two.parameters(), two.multiplications(), 0), //
			new Case("one5", once, Measured.width(once), one.parameters(), one.multiplications(), Measured.largestDifference(once,
				twice)));
	}

	private static Demonstration separable(final RandomAccessibleInterval<FloatType> image) {
		final Kernel dense = KernelText.parse("gaussian:1.5:7", 2);
		final SeparableKernel terms = Separation.of(dense).terms();
		final Img<FloatType> whole = run(same(dense), image, Border.REPLICATE);
		final Img<FloatType> lines = run(SeparableConvolution.of(terms).padding(Padding.SAME), image, Border.REPLICATE);
		final ChainTable filters = counts("conv k=5 c=256 bias=0", 3, 12);
		final ChainTable depthwise = counts("dwconv k=5 bias=0; conv k=1 c=256 bias=0", 3, 12);
		return new Demonstration("separable", Arrays.asList("Weights", "Multiplications per sample", "Largest difference"), //
			new Case("dense", whole, 49, 49, 0), //
			new Case("lines", lines, 14, 14, Measured.largestDifference(whole, lines)), //
			new Case("filters", null, filters.parameters(), filters.multiplications() / 64, Double.NaN), //
			new Case("depthwise", null, depthwise.parameters(), depthwise.multiplications() / 64, Double.NaN));
	}

	/** What the image's samples weigh in one of the result: the gradient of the response. */
	private static Case response(final String key, final int layers, final int rate) {
		final Kernel mean = box(3, 1);
		final int[] rates = new int[layers];
		for (int i = 0; i < layers; i++)
			rates[i] = rate == 1 ? 1 : 1 << i;
		final Img<FloatType> response = run(FilterChain.dilated(same(mean), rates), point(65), Border.ZERO);
		// of a normal distribution, 4 deviations hold 95 %
		final double effective = 4 * Measured.spread(response);
		return new Case(key, response, Measured.width(response), effective, 100 * effective / Measured.width(response));
	}

	private static Demonstration receptiveField(final RandomAccessibleInterval<FloatType> image) {
		return new Demonstration("receptive-field", Arrays.asList("Theoretical field (samples)", "Effective field (samples)",
			"Effective (%)"), response("layers2", 2, 1), response("layers8", 8, 1), response("layers24", 24, 1), response("dilated",
				4, 2));
	}
}
