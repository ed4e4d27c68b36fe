package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.FloatProcessor;

/** Contrast shows what there is to see: without single hot pixels, grey for values of both signs, and where the user looks. */
class DisplayRangeTest {

	private static FloatProcessor noise(final int size, final double mean) {
		final Random random = new Random(3);
		final float[] samples = new float[size * size];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (mean + random.nextGaussian());
		return new FloatProcessor(size, size, samples);
	}

	@Test
	void oneHotPixelDoesNotMakeTheRestGrey() {
		final FloatProcessor plane = noise(100, 50);
		plane.setf(7, 7, 1e9f);
		plane.setf(8, 7, -1e9f);
		final double[] range = DisplayRange.of(plane);
		assertTrue(range[0] > 45 && range[0] < 48 && range[1] > 52 && range[1] < 55, range[0] + " to " + range[1]);
	}

	@Test
	void valuesOfBothSignsAreSymmetric() {
		final double[] range = DisplayRange.of(noise(100, 0.5));
		assertEquals(-range[0], range[1]);
		assertTrue(DisplayRange.isSigned(range[0], range[1]));
	}

	@Test
	void allOfASmallPlaneAndOfANearlyConstantOneIsShown() {
		assertArrayEquals(new double[] { 1, 9 }, DisplayRange.of(new FloatProcessor(3, 1, new float[] { 5, 1, 9 })));
		final FloatProcessor spot = new FloatProcessor(100, 100);
		spot.setf(50, 50, 7);
		assertArrayEquals(new double[] { 0, 7 }, DisplayRange.of(spot));
	}

	@Test
	void whatIsNotFiniteDoesNotCount() {
		assertArrayEquals(new double[] { 2, 3 }, DisplayRange.of(new FloatProcessor(4, 1, new float[] { Float.NaN, 2, 3,
			Float.POSITIVE_INFINITY })));
		assertNull(DisplayRange.of(new FloatProcessor(1, 1, new float[] { Float.NaN })));
	}

	private static ImagePlus filtered(final ImagePlus image, final String kernel, final boolean keepsRange) {
		return FilterJobBuilder.of(ImageInput.of(image), Convolution.of(KernelText.parse(kernel, 2)).padding(Padding.SAME), 2)
			.keepsRange(keepsRange).build().compute(Monitor.NONE);
	}

	@Test
	void slopesOfACompositeAreGrey() {
		final ImagePlus stack = TestImages.hyperstack(16, 30, 20, 2, 3, 1);
		final CompositeImage composite = new CompositeImage(stack, CompositeImage.COMPOSITE);
		final ImagePlus slopes = filtered(composite, "sobel-x", false);
		assertEquals(CompositeImage.GRAYSCALE, ((CompositeImage) slopes).getMode());
		final ImagePlus smooth = filtered(composite, "box:3", true);
		assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) smooth).getMode());
	}

	@Test
	void whatASubtractedBackgroundLeavesBehindIsBlack() {
		final ImagePlus image = TestImages.hyperstack(16, 30, 20, 1, 1, 1);
		final FilterJobBuilder job = FilterJobBuilder.of(ImageInput.of(image), Convolution.of(KernelText.parse("sobel-x", 2))
			.padding(Padding.SAME), 2);
		final ImagePlus measured = job.build().compute(Monitor.NONE);
		assertTrue(measured.getDisplayRangeMin() < 0);
		final ImagePlus dark = job.fromZero().build().compute(Monitor.NONE);
		assertEquals(0, dark.getDisplayRangeMin());
		assertEquals(measured.getDisplayRangeMax(), dark.getDisplayRangeMax());
	}

	@Test
	void theResultIsWhereTheUserLooks() {
		final ImagePlus stack = TestImages.hyperstack(16, 30, 20, 2, 3, 4);
		stack.setPosition(2, 3, 4);
		final ImagePlus result = filtered(stack, "box:3", true);
		assertArrayEquals(new int[] { 2, 3, 4 }, new int[] { result.getC(), result.getZ(), result.getT() });
		assertEquals(result.getStack().getProcessor(result.getStackIndex(2, 3, 4)).getf(5, 5), result.getProcessor().getf(5, 5));
	}

	@Test
	void theRangeOfAnImageThatCannotBeSeenIsNotTaken() {
		final ImagePlus image = TestImages.hyperstack(16, 30, 20, 1, 1, 1);
		image.setDisplayRange(0, 1);
		final ImagePlus result = filtered(image, "box:3", true);
		assertTrue(result.getDisplayRangeMax() > 1000, "maximum " + result.getDisplayRangeMax());
		image.setDisplayRange(100, 3000);
		assertEquals(3000, filtered(image, "box:3", true).getDisplayRangeMax());
		assertFalse(DisplayRange.isBlind(image.getProcessor().getLut(), new FloatProcessor(3, 3)));
	}
}
