package io.github.convolvej.learn;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Samples;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.pooling.Reduction;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Operations with random parameters on random images of few samples, and what their engines compute. */
final class RandomPasses {

	private static final Border[] BORDERS = { Border.ZERO, Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC,
		Border.PERIODIC, Border.constant(7) };

	/** One of them. */
	static final class Setting {

		final Pass pass;
		final ImageOperation operation;
		final Border border;
		final List<Img<FloatType>> images;

		Setting(final ImageOperation operation, final Border border, final int spatial, final List<Img<FloatType>> images) {
			this.operation = operation;
			this.border = border;
			this.images = images;
			final Samples samples = (image, position) -> {
				final net.imglib2.RandomAccess<FloatType> access = images.get(image).randomAccess();
				access.setPosition(position);
				return access.get().get();
			};
			pass = Pass.of(operation.definition(), border, spatial, images.stream().map(Img::dimensionsAsLongArray).toArray(
				long[][]::new), samples, 0);
		}

		/** The result of the engine. */
		Img<FloatType> computed() {
			final Img<FloatType> result = Filters.create(new FloatType(), pass.targetSize());
			operation.process(images, border, result, Options.DEFAULT);
			return result;
		}

		@Override
		public String toString() {
			return pass.operation().getClass().getSimpleName() + " " + border + " of " + Arrays.toString(pass.size(0));
		}
	}

	private final Random random;

	RandomPasses(final long seed) {
		random = new Random(seed);
	}

	Setting next() {
		switch (random.nextInt(8)) {
			case 0:
			case 1:
				return convolution();
			case 2:
				return transposed();
			case 3:
				return pooling();
			case 4:
				return separable();
			case 5:
				return depthwise();
			case 6:
				return layers();
			default:
				return random.nextBoolean() ? deformable() : unpooling();
		}
	}

	private int number(final int min, final int max) {
		return min + random.nextInt(max - min + 1);
	}

	private Border border() {
		return BORDERS[random.nextInt(BORDERS.length)];
	}

	private Img<FloatType> image(final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		image.forEach(v -> v.set(number(-20, 99)));
		return image;
	}

	@SafeVarargs
	private final Setting setting(final Filter filter, final Border border, final int spatial, final Img<FloatType>... images) {
		return new Setting(FilterOperation.of(filter), border, spatial, Arrays.asList(images));
	}

	private int[] numbers(final int count, final int min, final int max) {
		return random.ints(count, min, max + 1).toArray();
	}

	private double[] weights(final int count) {
		return random.ints(count, -3, 4).asDoubleStream().map(w -> w / 2).toArray();
	}

	private static int product(final int... numbers) {
		return Arrays.stream(numbers).reduce(1, (a, b) -> a * b);
	}

	/** An image that is large enough for windows of up to 3 taps with a dilation of 2, and few planes. */
	private long[] size(final int axes, final int channels) {
		final List<Long> size = new ArrayList<>();
		for (int d = 0; d < axes; d++)
			size.add((long) (d == 2 ? 3 : axes == 3 ? number(4, 5) : number(5, 7)));
		if (channels > 0) size.add((long) channels);
		return size.stream().mapToLong(Long::longValue).toArray();
	}

	private Setting convolution() {
		final int axes = number(1, 3);
		final int groups = axes == 2 ? number(1, 2) : 1;
		final int inputs = number(1, 2);
		final int outputs = groups * number(1, 2);
		final int[] taps = numbers(axes, 1, axes == 3 ? 2 : 3);
		final Kernel kernel = new Kernel(weights(product(taps) * inputs * outputs), inputs, outputs, taps).withBias(
			random.nextBoolean() ? 0 : 2.5).withGroups(groups);
		final boolean single = kernel.isSingle();
		final Convolution convolution = Convolution.of(kernel).stride(numbers(axes, 1, 2)).dilation(numbers(axes, 1, axes == 3
			? 1 : 2)).padding(padding());
		return setting(random.nextBoolean() ? convolution : convolution.flipped(), border(), axes, image(size(axes, single ? 0
			: inputs * groups)));
	}

	private Padding padding() {
		switch (random.nextInt(4)) {
			case 0:
				return Padding.VALID;
			case 1:
				return Padding.SAME;
			case 2:
				return Padding.FULL;
			default:
				return random.nextBoolean() ? Padding.explicit(number(0, 2)) : Padding.explicit(new int[] { number(0, 2) }, new int[] {
					number(0, 2) });
		}
	}

	private Setting transposed() {
		final int axes = number(1, 3);
		// planes of volumes fill a frame
		final int most = axes == 3 ? 1 : 2;
		final int groups = number(1, most);
		final int inputs = number(1, most);
		final int outputs = groups * number(1, most);
		final int[] taps = numbers(axes, 2, axes == 3 ? 2 : 4);
		final Kernel kernel = new Kernel(weights(product(taps) * inputs * outputs), inputs, outputs, taps).withGroups(groups);
		final int stride = number(1, axes == 3 ? 1 : 3);
		final Padding padding = random.nextBoolean() ? Padding.explicit(number(0, 1)) : Padding.explicit(numbers(axes, 0, 1), numbers(
			axes, 0, 1));
		final TransposedConvolution operation = TransposedConvolution.of(kernel).stride(stride).dilation(number(1, axes == 3 ? 1 : 2))
			.padding(padding).outputPadding(number(0, stride - 1)).bias(random.nextBoolean() ? 0 : 1.5);
		return setting(operation, Border.ZERO, axes, image(size(axes, kernel.isSingle() ? 0 : outputs)));
	}

	private Setting pooling() {
		final int axes = number(1, 3);
		final int[] window = numbers(axes, 2, axes == 3 ? 2 : 3);
		final Pooling[] kinds = { Pooling.max(window), Pooling.min(window), Pooling.average(window), Pooling.median(window),
			Pooling.lp(2, window), Pooling.stochastic(random.nextInt(100), window).negativesAsZero(), Pooling
				.stochasticExpectation(window).negativesAsZero(), Pooling.argmax(window) };
		final Pooling kind = kinds[random.nextInt(kinds.length)].stride(numbers(axes, 1, 3)).ceilMode(random.nextBoolean());
		final boolean average = kind.reduction() == Reduction.AVERAGE;
		final Pooling spread = kind.dilation(axes == 3 ? 1 : number(1, 2));
		final Pooling counted = average && random.nextBoolean() ? spread.countIncludePad(true) : spread;
		return setting(counted.padding(random.nextBoolean() ? Padding.VALID : Padding.explicit(1)), Border.ZERO, axes, image(size(axes,
			0)));
	}

	private Setting separable() {
		final int axes = number(2, 3);
		final double[][] vectors = new double[axes][];
		for (int d = 0; d < axes; d++)
			vectors[d] = weights(axes == 3 ? 2 : number(1, 3));
		return setting(SeparableConvolution.of(vectors).stride(numbers(axes, 1, 2)).padding(padding()).bias(number(0, 1)), border(), axes,
			image(size(axes, 0)));
	}

	private Setting depthwise() {
		final int channels = number(2, 3);
		final int outputs = number(1, 3);
		final Kernel each = new Kernel(weights(9 * channels), 1, channels, 3, 3).withGroups(channels);
		final Kernel mixing = new Kernel(weights(channels * outputs), channels, outputs, 1, 1);
		return setting(FusedFilter.of(Convolution.of(mixing), Convolution.of(each).padding(padding())), border(), 2, image(size(2,
			channels)));
	}

	private Setting layers() {
		final Kernel kernel = new Kernel(weights(9), 1, 1, 3, 3);
		return new Setting(FilterChain.dilated(Convolution.of(kernel), 1, 2), border(), 2, List.of(image(9, 8)));
	}

	private Setting deformable() {
		final Kernel kernel = new Kernel(weights(4), 1, 1, 2, 2);
		final Img<FloatType> offsets = ArrayImgs.floats(5, 4, 8);
		offsets.forEach(v -> v.set(number(-12, 12) / 8f));
		return setting(DeformableConvolution.of(kernel).padding(Padding.VALID), Border.ZERO, 2, image(6, 5, 1), offsets);
	}

	private Setting unpooling() {
		final Img<FloatType> values = image(3, 3);
		final Img<FloatType> positions = ArrayImgs.floats(3, 3);
		final net.imglib2.RandomAccess<FloatType> access = positions.randomAccess();
		for (int y = 0; y < 3; y++)
			for (int x = 0; x < 3; x++) {
				access.setPosition(new int[] { x, y });
				access.get().set(2 * x + random.nextInt(2) + 6 * (2 * y + random.nextInt(2)));
			}
		return setting(MaxUnpooling.of(2, 2), Border.ZERO, 2, values, positions);
	}
}
