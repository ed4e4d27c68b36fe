package io.github.convolvej.ij1.job;

import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static io.github.convolvej.ij1.image.TestImages.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

/** Every channel, slice and time point of a hyperstack is filtered as if it were an image of its own. */
class HyperstackTest {

	private static final String[] BORDERS = { "zero", "constant:7", "replicate", "reflect", "symmetric", "periodic" };

	/** Random weights, small enough that nothing overflows. */
	private static Kernel kernel(final int inputs, final int outputs, final int groups, final int... size) {
		int n = inputs * outputs;
		for (final int s : size)
			n *= s;
		final double[] weights = new Random(n).doubles(n, -1, 1).map(w -> Math.rint(w * 64) / 64).toArray();
		final double[] bias = new Random(1).doubles(outputs, -9, 9).map(Math::rint).toArray();
		return new Kernel(weights, inputs, outputs, size).withGroups(groups).withBias(bias);
	}

	private static Convolution plane(final Kernel kernel) {
		return Convolution.of(kernel).stride(2, 1).dilation(1, 2).padding(Padding.parse("1:0,2:1"));
	}

	private static Convolution volume(final Kernel kernel) {
		return Convolution.of(kernel).stride(1, 2, 2).dilation(2, 1, 1).padding(Padding.parse("1:2,0:1,1:0"));
	}

	/** Compares a result with the filter's result for each part of the image that it does not mix. */
	private static void check(final ImagePlus image, final Convolution filter, final int spatial) {
		for (final String name : BORDERS) {
			final Border border = Border.parse(name);
			final ImagePlus result = FilterJobBuilder.of(ImageInput.of(image), filter, spatial).border(border).named("filtered").build()
				.compute(Monitor.NONE);
			assertEquals(32, result.getBitDepth());
			assertEquals(image.getNFrames(), result.getNFrames());
			final int channels = image.getNChannels() * (image.getBitDepth() == 24 ? 3 : 1);
			final boolean mixed = filter.numDimensions() > spatial;
			for (int t = 0; t < image.getNFrames(); t++)
				for (int z = 0; z < (spatial == 3 ? 1 : image.getNSlices()); z++)
					for (int c = 0; c < (mixed ? 1 : channels); c++) {
						final int lastZ = spatial == 3 ? image.getNSlices() - 1 : z;
						final RandomAccessibleInterval<FloatType> part = part(image, spatial, c, mixed ? channels - 1 : c, z, lastZ,
							t);
						compare(Filters.apply(filter, part, border), result, spatial, mixed, c, z, t);
					}
		}
	}

	/** (X, Y[, Z][, C]): Z if the filter spans it, C if it mixes channels. */
	private static RandomAccessibleInterval<FloatType> part(final ImagePlus image, final int spatial, final int firstC,
		final int lastC, final int firstZ, final int lastZ, final int t)
	{
		final int w = image.getWidth();
		final int h = image.getHeight();
		final int nz = lastZ - firstZ + 1;
		final int nc = lastC - firstC + 1;
		final float[] samples = new float[w * h * nz * nc];
		int i = 0;
		for (int c = firstC; c <= lastC; c++)
			for (int z = firstZ; z <= lastZ; z++)
				for (int y = 0; y < h; y++)
					for (int x = 0; x < w; x++)
						samples[i++] = sample(image, x, y, c, z, t);
		if (spatial == 2) return nc == 1 ? ArrayImgs.floats(samples, w, h) : ArrayImgs.floats(samples, w, h, nc);
		return nc == 1 ? ArrayImgs.floats(samples, w, h, nz) : ArrayImgs.floats(samples, w, h, nz, nc);
	}

	private static void compare(final Img<FloatType> expected, final ImagePlus result, final int spatial,
		final boolean mixed, final int c, final int z, final int t)
	{
		final int nz = spatial == 3 ? (int) expected.dimension(2) : 1;
		final int nc = mixed ? (int) expected.dimension(spatial) : 1;
		assertEquals(expected.dimension(0), result.getWidth());
		assertEquals(expected.dimension(1), result.getHeight());
		if (spatial == 3) assertEquals(nz, result.getNSlices());
		if (mixed) assertEquals(nc, result.getNChannels());
		final RandomAccess<FloatType> access = expected.randomAccess();
		for (int k = 0; k < nc; k++)
			for (int i = 0; i < nz; i++)
				for (int y = 0; y < result.getHeight(); y++)
					for (int x = 0; x < result.getWidth(); x++) {
						access.setPosition(x, 0);
						access.setPosition(y, 1);
						if (spatial == 3) access.setPosition(i, 2);
						if (mixed) access.setPosition(k, spatial);
						assertEquals(access.get().get(), sample(result, x, y, c + k, z + i, t), "x " + x + " y " + y + " c " + (c +
							k) + " z " + (z + i) + " t " + t);
					}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void channelsAreApartUnlessMixed(final int depth) {
		final ImagePlus image = hyperstack(depth, 9, 7, depth == 24 ? 1 : 2, 3, 2);
		check(image, plane(kernel(1, 1, 1, 3, 2)), 2);
		check(image, volume(kernel(1, 1, 1, 2, 3, 2)), 3);
		check(image, plane(kernel(1, 1, 1, 1, 5)), 2);
		check(image, volume(kernel(1, 1, 1, 1, 1, 3)), 3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void banksMixTheChannelsOfEachTimePointAndSlice(final int depth) {
		final int channels = depth == 24 ? 3 : 2;
		final ImagePlus image = hyperstack(depth, 8, 9, depth == 24 ? 1 : 2, 3, 2);
		check(image, plane(kernel(channels, 4, 1, 2, 3)), 2);
		check(image, volume(kernel(channels, 5, 1, 3, 2, 2)), 3);
		// depthwise with two kernels for each channel
		check(image, plane(kernel(1, 2 * channels, channels, 3, 3)), 2);
		check(image, volume(kernel(1, channels, channels, 2, 2, 2)), 3);
	}

	@Test
	void groupsReadTheirOwnChannelsOnly() {
		final ImagePlus image = hyperstack(32, 7, 6, 4, 2, 2);
		check(image, plane(kernel(2, 6, 2, 3, 3)), 2);
		check(image, volume(kernel(2, 2, 2, 1, 3, 2)), 3);
	}

	@Test
	void aKernelOfItsOwnAxesIsRepeatedForEveryChannel() {
		final ImagePlus image = hyperstack(16, 6, 5, 3, 2, 2);
		final Kernel bank = kernel(1, 2, 1, 3, 3);
		final ImagePlus result = TestImages.filtered(image, Convolution.of(bank.forEachChannel(3)), 2);
		assertEquals(6, result.getNChannels());
		for (int k = 0; k < 2; k++) {
			final Kernel single = new Kernel(Arrays.copyOfRange(bank.weights(), 9 * k, 9 * k + 9), 1, 1, 3, 3)
				.withBias(bank.bias(k));
			final ImagePlus expected = TestImages.filtered(image, Convolution.of(single), 2);
			for (int c = 0; c < 3; c++)
				for (int z = 1; z <= 2; z++)
					for (int t = 1; t <= 2; t++)
						assertArrayEquals((float[]) expected.getStack().getPixels(expected.getStackIndex(c + 1, z, t)),
							(float[]) result.getStack().getPixels(result.getStackIndex(2 * c + k + 1, z, t)));
		}
	}

	@Test
	void aDiracStaysInItsChannelSliceAndFrame() {
		final ImagePlus image = hyperstack(8, 5, 5, 2, 3, 2);
		for (int n = 1; n <= 12; n++)
			Arrays.fill((byte[]) image.getStack().getPixels(n), (byte) 0);
		image.getStack().getProcessor(image.getStackIndex(2, 2, 1)).set(2, 3, 1);
		final double[] taps = new double[27];
		for (int i = 0; i < 27; i++)
			taps[i] = i + 1;
		final ImagePlus result = TestImages.filtered(image, Convolution.of(new Kernel(taps, 1, 1, 3, 3, 3)).flipped(), 3);
		for (int n = 1; n <= 12; n++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 5; x++) {
					final int[] p = result.convertIndexToPosition(n);
					final boolean near = p[0] == 2 && p[2] == 1 && Math.abs(x - 2) <= 1 && Math.abs(y - 3) <= 1;
					final double expected = near ? taps[x - 1 + 3 * (y - 2) + 9 * (p[1] - 1)] : 0;
					assertEquals(expected, result.getStack().getProcessor(n).getf(x, y));
				}
	}

	@Test
	void resultsAreHyperstacksOfTheSameOrderAndAreNamedAfterTheirImage() {
		final ImagePlus result = TestImages.filtered(hyperstack(16, 9, 7, 2, 3, 2), volume(kernel(1, 1, 1, 2, 3, 2)), 3);
		assertArrayEquals(new int[] { 10, 3, 2, 2, 2 }, result.getDimensions());
		assertTrue(result.isHyperStack());
		assertTrue(result.isComposite());
		assertEquals("cells-filtered", result.getTitle());
	}

	@Test
	void resultsAreSinglePlanesStacksOrSeriesAsTheInputIs() {
		final Convolution filter = Convolution.of(Kernel.of(1, 2, 3).reshaped(3, 1));
		for (final int[] size : new int[][] { { 1, 1, 1 }, { 1, 4, 1 }, { 1, 1, 5 }, { 3, 1, 1 }, { 1, 2, 3 }, { 2, 1, 4 } }) {
			final ImagePlus result = TestImages.filtered(hyperstack(8, 5, 4, size[0], size[1], size[2]), filter, 2);
			assertArrayEquals(new int[] { 5, 4, size[0], size[1], size[2] }, result.getDimensions());
			assertEquals(size[0] > 1, result.isComposite());
			assertEquals(result.getNDimensions() > 3, result.isHyperStack());
		}
	}
}
