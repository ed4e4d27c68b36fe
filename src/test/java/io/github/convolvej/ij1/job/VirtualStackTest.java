package io.github.convolvej.ij1.job;

import static io.github.convolvej.ij1.image.TestImages.assertSamePixels;
import static io.github.convolvej.ij1.image.TestImages.filtered;
import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static io.github.convolvej.ij1.image.TestImages.job;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.InputNormalisation;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.concurrent.CancellationException;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** Virtual stacks are read plane by plane, once, and give the same bits as stacks in memory. */
class VirtualStackTest {

	static Convolution convolution(final int... size) {
		int n = 1;
		for (final int s : size)
			n *= s;
		final double[] weights = new double[n];
		for (int i = 0; i < n; i++)
			weights[i] = i % 7 - 2.5;
		return Convolution.of(new Kernel(weights, 1, 1, size));
	}

	private static Convolution mixing(final int channels, final int outputs, final int... size) {
		final Kernel one = convolution(size).kernel();
		final double[] weights = new double[one.taps() * channels * outputs];
		for (int i = 0; i < weights.length; i++)
			weights[i] = i % 5 - 1.5;
		return Convolution.of(new Kernel(weights, channels, outputs, size));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void theBitsAreThoseOfAStackInMemory(final int depth) {
		final ImagePlus image = hyperstack(depth, 9, 8, depth == 24 ? 1 : 2, 4, 2);
		for (final int spatial : new int[] { 2, 3 }) {
			final int channels = depth == 24 ? 3 : 2;
			final int[] size = spatial == 3 ? new int[] { 3, 2, 3 } : new int[] { 3, 2 };
			for (final Convolution filter : new Convolution[] { convolution(size).stride(2), mixing(channels, 3, size) })
				for (final String border : new String[] { "zero", "reflect", "periodic" })
					for (final boolean same : new boolean[] { false, true }) {
						final FilterJob inMemory = job(image, filter, spatial, border, same);
						final FilterJob loaded = job(CountingStack.virtual(image), filter, spatial, border, same);
						final ImagePlus expected = inMemory.compute(Monitor.NONE);
						assertSamePixels(expected, loaded.compute(Monitor.NONE));
						assertSamePixels(expected, inMemory.virtual(Monitor.NONE));
						assertSamePixels(expected, loaded.virtual(Monitor.NONE));
						assertEquals(inMemory.kind(), loaded.kind());
					}
		}
	}

	private static FilterJob job(final ImagePlus image, final Convolution filter, final int spatial, final String border,
		final boolean same)
	{
		return FilterJobBuilder.of(ImageInput.of(image), filter, spatial).border(Border.parse(border)).same(same).named("filtered").build();
	}

	@ParameterizedTest
	@CsvSource({ "8, 2, 1", "8, 2, 7", "32, 2, 7", "24, 2, 7", "24, 3, 7", "16, 3, 1", "16, 3, 7" })
	void everyPlaneIsLoadedOnce(final int depth, final int spatial, final int threads) {
		final ImagePlus image = CountingStack.virtual(hyperstack(depth, 64, 48, depth == 24 ? 1 : 2, 5, 2));
		final CountingStack stack = CountingStack.of(image);
		final Convolution filter = spatial == 3 ? convolution(3, 3, 3) : convolution(5, 5);
		final FilterJob job = TestImages.job(image, filter, spatial);
		stack.reset();
		Parallelization.runWithNumThreads(threads, () -> job.compute(Monitor.NONE));
		for (int n = 1; n <= image.getStackSize(); n++)
			assertEquals(1, stack.loads(n), "loads of plane " + n);
	}

	@Test
	void mixedChannelsAreLoadedOnce() {
		final ImagePlus image = CountingStack.virtual(hyperstack(8, 300, 200, 3, 4, 2));
		final FilterJob job = TestImages.job(image, mixing(3, 4, 3, 3), 2);
		CountingStack.of(image).reset();
		job.compute(Monitor.NONE);
		for (int n = 1; n <= image.getStackSize(); n++)
			assertEquals(1, CountingStack.of(image).loads(n), "loads of plane " + n);
	}

	/** The percentiles of the volume take two passes, the result a third. */
	@Test
	void networksReadVolumesSlabBySlab() {
		final ImagePlus image = hyperstack(8, 64, 48, 1, 9, 2);
		final NetworkOperation network = NetworkOperation.of(NetworkText.parse("conv k=3 c=2 p=same | inorm | conv k=1 c=1", 3, 1,
			new RandomWeights(1))).normalisation(InputNormalisation.parse("percentile:1,99"));
		final ImagePlus lazy = CountingStack.virtual(image);
		final ImagePlus expected = FilterJobBuilder.of(ImageInput.of(image), network, 3).named("network").build().compute(
			Monitor.NONE);
		assertSamePixels(expected, FilterJobBuilder.of(ImageInput.of(lazy), network, 3).named("network").build().virtual(
			Monitor.NONE));
		CountingStack.of(lazy).reset();
		assertSamePixels(expected, FilterJobBuilder.of(ImageInput.of(lazy), network, 3).named("network").build().compute(
			Monitor.NONE));
		for (int n = 1; n <= lazy.getStackSize(); n++)
			assertTrue(CountingStack.of(lazy).loads(n) <= 4, CountingStack.of(lazy).loads(n) + " loads of plane " + n);
	}

	/** 20 planes of 4 MB; plane n has the sample n at (8 n, 8). */
	static CountingStack largePlanes() {
		final int size = 2048;
		return new CountingStack(size, size, 20, n -> {
			final ByteProcessor plane = new ByteProcessor(size, size);
			plane.set(8 * n, 8, n);
			return plane;
		});
	}

	/** 24 planes of 4 MB; plane n has the sample n at (n, 3). */
	static CountingStack deepStack() {
		final int size = 1024;
		return new CountingStack(size, size, 24, n -> {
			final FloatProcessor plane = new FloatProcessor(size, size);
			plane.setf(n, 3, n);
			return plane;
		});
	}

	@Test
	void largePlanesAreLoadedOnceEvenIfTheResultIsSmall() {
		final CountingStack stack = largePlanes();
		final ImagePlus image = new ImagePlus("large", stack);
		final FilterJob job = TestImages.job(image, Convolution.of(new Kernel(new double[] { 1 }, 1, 1, 1, 1)).stride(8), 2);
		stack.reset();
		final ImagePlus result = job.compute(Monitor.NONE);
		for (int n = 1; n <= 20; n++) {
			assertEquals(1, stack.loads(n), "loads of plane " + n);
			assertEquals(n, result.getStack().getProcessor(n).getf(n, 1));
		}
	}

	@Test
	void a3DFilterLoadsEveryPlaneOnce() {
		final CountingStack stack = deepStack();
		final FilterJob job = TestImages.job(new ImagePlus("deep", stack), convolution(1, 1, 5), 3);
		stack.reset();
		final ImagePlus result = job.virtual(Monitor.NONE);
		double sum = 0;
		for (int n = 1; n <= 24; n++)
			sum += result.getStack().getProcessor(n).getf(20, 3);
		assertEquals(20 * (-2.5 - 1.5 - 0.5 + 0.5 + 1.5), sum);
		for (int n = 1; n <= 24; n++)
			assertEquals(1, stack.loads(n), "loads of plane " + n);
	}

	/** Two slices of 20 channels, with a different sample in each plane. */
	static ImagePlus spectrum() {
		final CountingStack stack = new CountingStack(1024, 1024, 2 * 20, n -> {
			final FloatProcessor plane = new FloatProcessor(1024, 1024);
			plane.setf(n, 3, n);
			return plane;
		});
		final ImagePlus image = new ImagePlus("spectrum", stack);
		image.setDimensions(20, 2, 1);
		return image;
	}

	@Test
	void channelsThatAreFilteredAloneAreComputedAFewAtATime() {
		final ImagePlus image = spectrum();
		final CountingStack stack = (CountingStack) image.getStack();
		final FilterJob job = TestImages.job(image, convolution(3, 3), 2);
		assertEquals(1, job.planes().slabSlices());
		assertEquals(8, job.planes().slabChannels());
		stack.reset();
		final ImagePlus result = job.virtual(Monitor.NONE);
		final FilterJob single = TestImages.job(new ImagePlus("plane", stack.getProcessor(30)), convolution(3, 3), 2);
		stack.reset();
		for (int n = 1; n <= 40; n++) {
			final float[] plane = (float[]) result.getStack().getPixels(n);
			if (n == 30) assertArrayEquals((float[]) single.compute(Monitor.NONE).getProcessor().getPixels(), plane);
		}
		for (int n = 1; n <= 40; n++)
			assertTrue(stack.loads(n) <= 1, "loads of plane " + n + ": " + stack.loads(n));
	}

	@Test
	void aPeriodicBorderReadsThePlanesOfTheOtherEndOnceMore() {
		final CountingStack stack = new CountingStack(1024, 1024, 20, n -> new ByteProcessor(1024, 1024));
		final FilterJob job = job(new ImagePlus("ring", stack), convolution(1, 1, 5), 3, "periodic", false);
		assertEquals(8, job.planes().slabSlices());
		stack.reset();
		job.compute(Monitor.NONE);
		for (int n = 1; n <= 20; n++)
			assertTrue(stack.loads(n) <= 2, "plane " + n);
	}

	@Test
	void planesOfAVirtualResultAreComputedSlabBySlabWhenTheyAreAskedFor() {
		final CountingStack stack = new CountingStack(16, 16, 24, n -> new FloatProcessor(16, 16));
		final ImagePlus image = new ImagePlus("series", stack);
		image.setDimensions(1, 8, 3);
		final FilterJob job = TestImages.job(image, convolution(3, 3), 2);
		assertEquals(8, job.planes().slabSlices());
		stack.reset();
		final ImagePlus result = job.virtual(Monitor.NONE);
		assertTrue(result.getStack().isVirtual());
		assertEquals(1, stack.loads(1));
		assertEquals(0, stack.loads(9));
		for (int n = 1; n <= 24; n++)
			result.getStack().getProcessor(n);
		for (int n = 1; n <= 24; n++)
			assertEquals(1, stack.loads(n), "loads of plane " + n);
		result.getStack().getProcessor(2);
		assertEquals(2, stack.loads(1));
		assertEquals(1, stack.loads(9));
	}

	@Test
	void planesOfAVirtualResultAreCopiesThatMayBeChanged() {
		final ImagePlus result = job(hyperstack(8, 6, 5, 1, 3, 1), convolution(3, 3), 2).virtual(Monitor.NONE);
		final float[] first = (float[]) result.getStack().getPixels(1);
		final float before = first[7];
		first[7] = 12345;
		assertEquals(before, ((float[]) result.getStack().getPixels(1))[7]);
	}

	private static FilterJob job(final ImagePlus image, final Convolution filter, final int spatial) {
		return TestImages.job(image, filter, spatial);
	}

	@Test
	void aVirtualResultOfAVirtualResultIsTheSameAsInMemory() {
		final ImagePlus image = hyperstack(16, 40, 30, 2, 5, 2);
		final ImagePlus expected = filtered(filtered(image, convolution(3, 3, 3), 3), convolution(1, 3, 2), 3);
		for (final int threads : new int[] { 1, 2, 7 })
			Parallelization.runWithNumThreads(threads, () -> assertSamePixels(expected, job(job(CountingStack.virtual(image),
				convolution(3, 3, 3), 3).virtual(Monitor.NONE), convolution(1, 3, 2), 3).virtual(Monitor.NONE)));
	}

	@Test
	void anUnreadablePlaneIsNamed() {
		for (final ImageProcessor bad : new ImageProcessor[] { new ShortProcessor(5, 4), new ByteProcessor(4, 5), null }) {
			final CountingStack stack = new CountingStack(5, 4, 3, n -> n == 2 ? bad : new ByteProcessor(5, 4));
			final FilterJob job = job(new ImagePlus("broken", stack), convolution(3, 3), 2);
			final String message = assertThrows(IllegalArgumentException.class, () -> job.compute(Monitor.NONE)).getMessage();
			assertTrue(message.startsWith("Slice 2 of 'broken' "), message);
			if (bad != null) assertTrue(message.endsWith("but the stack is 8-bit of 5 x 4"), message);
		}
	}

	@Test
	void aPlaneOfAnotherTypeInMemoryIsNamedBeforeAnyWork() {
		final ImageStack stack = new ImageStack(5, 4);
		stack.addSlice("", new byte[20]);
		stack.addSlice("", new short[20]);
		final FilterJob typed = job(new ImagePlus("odd", stack), convolution(3, 3), 2);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> typed.compute(Monitor.NONE)).getMessage().startsWith(
			"Slice 2 of 'odd' is 16-bit"));
		final ImageStack shortStack = new ImageStack(5, 4);
		shortStack.addSlice("", new byte[20]);
		shortStack.addSlice("", new byte[19]);
		final FilterJob sized = job(new ImagePlus("odd", shortStack), convolution(3, 3), 2);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> sized.compute(Monitor.NONE)).getMessage().startsWith(
			"Slice 2 of 'odd' "));
	}

	@Test
	void afterAFailureTheOtherPlanesCanStillBeRead() {
		final boolean[] broken = { false };
		final ImageProcessor plane = hyperstack(32, 16, 16, 1, 1, 1).getProcessor();
		final CountingStack stack = new CountingStack(16, 16, 16, n -> {
			if (broken[0] && n > 8) throw new IllegalStateException("disk gone");
			return plane;
		});
		final ImagePlus image = new ImagePlus("disk", stack);
		image.setDimensions(1, 8, 2);
		final ImagePlus result = job(image, convolution(1, 1), 2).virtual(Monitor.NONE);
		final float[] first = (float[]) result.getStack().getPixels(1);
		broken[0] = true;
		assertThrows(IllegalStateException.class, () -> result.getStack().getPixels(9));
		assertArrayEquals(first, (float[]) result.getStack().getPixels(1));
		broken[0] = false;
		assertArrayEquals(first, (float[]) result.getStack().getPixels(9));
	}

	@Test
	void aCancelledVirtualPlaneCanBeAskedForAgain() {
		final boolean[] cancelled = { false };
		final ImagePlus image = hyperstack(8, 50, 40, 1, 1, 6);
		final ImagePlus result = job(image, convolution(1, 1), 2).virtual(new Monitor() {

			@Override
			public boolean isCancelled() {
				return cancelled[0];
			}
		});
		cancelled[0] = true;
		assertThrows(CancellationException.class, () -> result.getStack().getPixels(6));
		cancelled[0] = false;
		assertSamePixels(filtered(image, convolution(1, 1), 2), result);
	}

	@Test
	void explicitPaddingInZIsReadFromTheBorder() {
		final ImagePlus image = hyperstack(8, 4, 4, 1, 3, 1);
		final Convolution filter = convolution(1, 1, 2).padding(Padding.parse("0,0,5:9"));
		final FilterJob virtual = job(CountingStack.virtual(image), filter, 3, "periodic", false);
		assertFalse(virtual.slices() == 3);
		assertSamePixels(job(image, filter, 3, "periodic", false).compute(Monitor.NONE), virtual.virtual(Monitor.NONE));
	}
}
