package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;

class FusedFilterTest {

	private static List<Img<DoubleType>> one(final Img<DoubleType> image) {
		return Collections.singletonList(image);
	}

	/** The bits of a filter on the result of another, in both precisions; in float the one in between is rounded too. */
	private static void assertFused(final Filter first, final Filter second, final Border border,
		final Img<DoubleType> image)
	{
		final Filter fused = FusedFilter.of(second, first);
		final Img<DoubleType> between = Computed.inDouble(first, border, one(image));
		assertArrayEquals(Computed.values(Computed.inDouble(second, Border.ZERO, one(between))), Computed.values(Computed
			.inDouble(fused, border, one(image))));
		final Img<DoubleType> rounded = ArrayImgs.doubles(Computed.values(Computed.inFloat(first,
			border, one(image), Options.DEFAULT)), between.dimensionsAsLongArray());
		final double[] expected = Computed.values(Computed.inFloat(second, Border.ZERO, one(rounded), Options.DEFAULT));
		assertArrayEquals(expected, Computed.values(Computed.inFloat(fused, border, one(image), Options.DEFAULT)));
		Computed.sameForAnyTiling("fused", expected, fused, border, one(image));
	}

	@Test
	void fusedIsTheSameAsOneAfterTheOther() {
		final Random random = new Random(1);
		for (final Border border : new Border[] { Border.ZERO, Border.constant(3), Border.REPLICATE, Border.REFLECT,
			Border.SYMMETRIC, Border.PERIODIC })
		{
			final Kernel depthwise = new Kernel(Computed.weights(random, 4 * 6), 1, 4, 3, 2).withGroups(2);
			final Kernel mixing = new Kernel(Computed.weights(random, 4 * 3), 4, 3, 1, 1).withBias(1, 2, 3);
			assertFused(Convolution.of(depthwise).stride(2, 1), Convolution.of(mixing), border, Computed.random(random, 9, 8,
				2, 2));
			assertFused(Convolution.of(depthwise).dilation(2), ChannelShuffle.of(2, 2), border, Computed.random(random, 7, 5,
				2));
			assertFused(Convolution.of(depthwise), FusedFilter.of(ChannelShuffle.of(3, 2), Convolution.of(new Kernel(Computed
				.weights(random, 6 * 4), 4, 6, 1, 1))), border, Computed.random(random, 3, 6, 2));
		}
	}

	@Test
	void aSingleChannelNeedsNoChannelAxis() {
		final Random random = new Random(2);
		final Kernel kernel = new Kernel(Computed.weights(random, 6), 1, 1, 3, 2);
		assertFusedWithoutAxis(kernel, Computed.random(random, 8, 7, 1, 2));
	}

	private static void assertFusedWithoutAxis(final Kernel kernel, final Img<DoubleType> image) {
		final Kernel spread = new Kernel(new double[] { 1, -2, 0.5 }, 1, 3, 1, 1);
		final Filter fused = FusedFilter.of(Convolution.of(spread), Convolution.of(kernel).padding(Padding.FULL));
		final Img<DoubleType> between = Computed.inDouble(Convolution.of(kernel).padding(Padding.FULL), Border.REFLECT, one(
			image));
		final double[] expected = Computed.values(Computed.inDouble(Convolution.of(spread), Border.ZERO, one(between)));
		assertArrayEquals(expected, Computed.values(Computed.inDouble(fused, Border.REFLECT, one(image))));
		Computed.sameForAnyTiling("one channel", Computed.values(Computed.inFloat(fused, Border.REFLECT, one(image),
			Options.DEFAULT)), fused, Border.REFLECT, one(image));
	}

	@Test
	void offsetsAndMaskMayComeFromTheImage() {
		final Random random = new Random(3);
		final Kernel kernel = new Kernel(Computed.weights(random, 2 * 4 * 3), 2, 3, 2, 2);
		final Kernel offsets = new Kernel(Arrays.stream(Computed.weights(random, 8 * 2 * 4)).map(w -> w / 8).toArray(), 2, 8,
			2, 2);
		final Kernel masks = new Kernel(Computed.weights(random, 4 * 2 * 4), 2, 4, 2, 2).withBias(0.25);
		final DeformableConvolution deformable = DeformableConvolution.of(kernel).modulated();
		final Filter sigmoid = FusedFilter.of(Activation.sigmoid(3), Convolution.of(masks));
		final Img<DoubleType> image = Computed.random(random, 9, 7, 2, 2);
		final Filter fused = FusedFilter.of(deformable, null, Convolution.of(offsets), sigmoid);
		final Img<DoubleType> o = Computed.inDouble(Convolution.of(offsets), Border.ZERO, one(image));
		final Img<DoubleType> m = Computed.inDouble(Activation.sigmoid(3), Border.ZERO, one(Computed.inDouble(Convolution.of(
			masks), Border.ZERO, one(image))));
		final List<Img<DoubleType>> thrice = Arrays.asList(image, image, image);
		assertArrayEquals(Computed.values(Computed.inDouble(deformable, Border.ZERO, Arrays.asList(image, o, m))), Computed
			.values(Computed.inDouble(fused, Border.ZERO, thrice)));
		Computed.sameForAnyTiling("deformable", Computed.values(Computed.inFloat(fused, Border.ZERO, thrice,
			Options.DEFAULT)), fused, Border.ZERO, thrice);
	}

	@Test
	void workAndPositionsAddUp() throws Exception {
		final Filter depthwise = Convolution.of(new Kernel(new double[3 * 75], 1, 3, 5, 5, 3).withGroups(3)).padding(
			Padding.VALID);
		final Filter fused = FusedFilter.of(Convolution.of(new Kernel(new double[3 * 256], 3, 256, 1, 1, 1)), depthwise);
		final Plan plan = Computed.serialized(fused.on(12, 12, 3, 3));
		assertArrayEquals(new long[] { 8, 8, 1, 256 }, plan.targetDimensions());
		assertEquals(8 * 8 * 3 * 75 + 8 * 8 * 3 * 256, plan.multiplyAccumulates());
		assertEquals(2, plan.position(0).offset());
		assertEquals("dense lines, dense lines", plan.engine());
	}

	@Test
	void whatDoesNotFitIsRefused() {
		final Filter box = Convolution.of(new Kernel(new double[9], 1, 1, 3, 3));
		refused("reads beyond the edge of its input on axis 0", () -> FusedFilter.of(box, box).on(5, 5));
		refused("reads 1 images, but 2 filters", () -> FusedFilter.of(box, box, box));
		refused("reads 2 images, but must read one", () -> FusedFilter.of(box, MaxUnpooling.of(2, 2)));
		refused("but the sizes of 1 were given", () -> FusedFilter.of(MaxUnpooling.of(2, 2), box, null).on(5, 5));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}
}
