package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Monitor;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

/**
 * Few planes of a virtual stack are held at a time. Which are held is known from
 * what the garbage collector leaves.
 */
@Guard
class HeldPlanesGuardTest {

	@Test
	void fewLargePlanesAreHeldEvenIfTheResultIsSmall() {
		final CountingStack stack = VirtualStackTest.largePlanes();
		final FilterJob job = TestImages.job(new ImagePlus("large", stack), Convolution.of(new Kernel(new double[] { 1 }, 1,
			1, 1, 1)).stride(8), 2);
		stack.reset();
		stack.watchAlive();
		job.compute(Monitor.NONE);
		// 32 MB of planes of 4 MB, the one being loaded and the one that ImageJ shows
		assertTrue(stack.mostAlive() <= 10, stack.mostAlive() + " of 20 planes were held at a time");
	}

	@Test
	void a3DFilterHoldsItsWindowAndSlabOnly() {
		final CountingStack stack = VirtualStackTest.deepStack();
		final FilterJob job = TestImages.job(new ImagePlus("deep", stack), VirtualStackTest.convolution(1, 1, 5), 3);
		stack.reset();
		stack.watchAlive();
		final ImagePlus result = job.virtual(Monitor.NONE);
		for (int n = 1; n <= 24; n++)
			result.getStack().getProcessor(n);
		// slabs of 8 planes of 4 MB, 4 planes around them, the one being loaded and the one that ImageJ shows
		assertTrue(stack.mostAlive() <= 15, stack.mostAlive() + " of 24 planes were held at a time");
	}

	@Test
	void fewChannelsThatAreFilteredAloneAreHeld() {
		final ImagePlus image = VirtualStackTest.spectrum();
		final CountingStack stack = (CountingStack) image.getStack();
		final FilterJob job = TestImages.job(image, VirtualStackTest.convolution(3, 3), 2);
		stack.reset();
		stack.watchAlive();
		final ImagePlus result = job.virtual(Monitor.NONE);
		for (int n = 1; n <= 40; n++)
			result.getStack().getPixels(n);
		assertTrue(stack.mostAlive() <= 15, stack.mostAlive() + " of 40 planes were held at a time");
	}
}
