package io.github.convolvej.ij1.job;

import static io.github.convolvej.ij1.image.TestImages.assertSamePixels;
import static io.github.convolvej.ij1.image.TestImages.filtered;
import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static io.github.convolvej.ij1.image.TestImages.job;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.awt.Rectangle;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;

/** What a job promises before and beside its pixels: checks, sizes, memory, progress, and an input that stays as it is. */
class FilterJobTest {

	private static final Convolution BLUR = Convolution.of(KernelText.parse("1 2 1; 2 4 2; 1 2 1", 2));

	private static String refusal(final ImagePlus image, final Filter filter, final int spatial) {
		return assertThrows(IllegalArgumentException.class, () -> job(image, filter, spatial)).getMessage();
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void theInputIsNotChanged(final int depth) {
		final ImagePlus image = hyperstack(depth, 12, 9, depth == 24 ? 1 : 2, 3, 2);
		final Object[] before = new Object[image.getStackSize()];
		for (int n = 1; n <= before.length; n++)
			before[n - 1] = image.getStack().getProcessor(n).duplicate().getPixels();
		final Calibration own = image.getCalibration();
		own.pixelWidth = 0.25;
		own.xOrigin = 3;
		own.setUnit("um");
		final Calibration copy = own.copy();
		final Roi roi = new Roi(2, 3, 4, 5);
		final Overlay overlay = new Overlay(new Roi(1, 1, 2, 2));
		image.setOverlay(overlay);
		image.setPosition(1, 2, 2);
		image.setRoi(roi);
		if (depth == 16) image.setDisplayRange(100, 2000);
		final LUT[] luts = image.getLuts();
		for (final boolean same : new boolean[] { false, true }) {
			final FilterJob job = FilterJobBuilder.of(ImageInput.of(image), BLUR.stride(2), 2).border(Border.REFLECT).same(same).keepsRange(true).named("blur").build();
			final ImagePlus result = job.compute(Monitor.NONE);
			assertNotSame(image, result);
			job.virtual(Monitor.NONE);
		}
		for (int n = 1; n <= before.length; n++)
			TestImages.assertSameBits(before[n - 1], image.getStack().getPixels(n), "plane " + n);
		assertSame(own, image.getCalibration());
		assertTrue(copy.equals(own));
		assertEquals(copy.xOrigin, own.xOrigin);
		assertSame(roi, image.getRoi());
		assertEquals(new Rectangle(2, 3, 4, 5), roi.getBounds());
		assertSame(overlay, image.getOverlay());
		assertEquals(1, overlay.size());
		assertArrayEquals(new int[] { 1, 2, 2 }, new int[] { image.getC(), image.getZ(), image.getT() });
		assertEquals("cells.tif", image.getTitle());
		assertEquals(false, image.changes);
		final LUT[] after = image.getLuts();
		for (int c = 0; c < luts.length; c++) {
			assertArrayEquals(luts[c].getBytes(), after[c].getBytes());
			assertArrayEquals(new double[] { luts[c].min, luts[c].max }, new double[] { after[c].min, after[c].max });
		}
	}

	@Test
	void theWholeImageIsFilteredWhateverTheRoi() {
		final ImagePlus image = hyperstack(8, 12, 9, 1, 2, 1);
		final ImagePlus expected = job(image, BLUR, 2).compute(Monitor.NONE);
		image.setRoi(new Roi(3, 3, 2, 2));
		TestImages.assertSamePixels(expected, job(image, BLUR, 2).compute(Monitor.NONE));
	}

	@Test
	void noImageAndEmptyImagesAreRefused() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ImageInput.of(null)).getMessage().contains(
			"no image"));
		final ImagePlus empty = new ImagePlus();
		empty.setTitle("nothing");
		assertEquals("The image 'nothing' is empty: its size is 0 x 0. Open an image first", assertThrows(IllegalArgumentException.class,
			() -> ImageInput.of(empty)).getMessage());
	}

	@Test
	void aResultThatDoesNotFitTheMemoryIsRefusedBeforeAnyWork() {
		final ImagePlus image = hyperstack(8, 100, 100, 1, 1, 1000);
		final FilterJob job = job(image, BLUR.padding(Padding.explicit(3400, 3400)), 2);
		assertEquals(4000L * 6898 * 6898, job.bytes());
		final String message = assertThrows(IllegalArgumentException.class, () -> job.compute(new Monitor() {

			@Override
			public boolean isCancelled() {
				throw new AssertionError("work has begun");
			}
		})).getMessage();
		assertTrue(message.startsWith("The result needs 190 GB of memory, but only "), message);
	}

	@Test
	void whatClosedImagesHaveLeftBehindDoesNotCountAsUsed() throws Exception {
		final String java = Paths.get(System.getProperty("java.home"), "bin", "java").toString();
		final Process process = new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp",
			System.getProperty("java.class.path"), FullMemory.class.getName()).inheritIO().start();
		assertEquals(0, process.waitFor());
	}

	/** A small Java whose memory is full of garbage when a job of 80 MB is begun. */
	static final class FullMemory {

		private FullMemory() {}

		public static void main(final String[] args) {
			final Runtime runtime = Runtime.getRuntime();
			final List<byte[]> closed = new ArrayList<>();
			while (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() > 60 << 20)
				closed.add(new byte[1 << 20]);
			closed.clear();
			final Convolution padded = Convolution.of(new Kernel(new double[] { 1 }, 1, 1, 1, 1)).padding(Padding.explicit(2200,
				2200));
			if (job(hyperstack(8, 10, 10, 1, 1, 1), padded, 2).compute(Monitor.NONE).getWidth() != 4410) System.exit(1);
		}
	}

	@Test
	void workOutOfAllProportionToTheImageIsRefused() {
		final ImagePlus image = hyperstack(8, 48, 40, 1, 1, 1);
		final String large = assertThrows(IllegalArgumentException.class, () -> job(image, BLUR.padding(Padding.explicit(8000,
			8000)), 2)).getMessage();
		assertTrue(large.startsWith("The result would have 2.57e+08 samples, more than the 2.00e+07 "), large);
		final double[] ones = new double[20_000];
		final String many = assertThrows(IllegalArgumentException.class, () -> job(hyperstack(8, 10, 10, 1, 1, 1), Convolution
			.of(new Kernel(ones, 1, 20_000, 1, 1)), 2)).getMessage();
		assertTrue(many.startsWith("The result would have 20000 channels, more than the 16384 "), many);
		final ImagePlus small = hyperstack(8, 48, 40, 1, 1, 1);
		final String heavy = assertThrows(IllegalArgumentException.class, () -> job(small, Convolution.of(new Kernel(new double[25 *
			10000], 1, 10000, 5, 5)), 2)).getMessage();
		assertTrue(heavy.startsWith("The result would take 4.80e+08 multiply-accumulates, more than the 4.00e+08 "), heavy);
		// each result reads 48 samples, and is computed as a sum of 100,000 products
		final Filter wide = TransposedConvolution.of(new Kernel(new double[200_000], 1, 1, 200_000, 1)).stride(2, 1);
		final String zeros = refusal(small, wide, 2);
		assertTrue(zeros.startsWith("The result would take 8.00e+11 products, most of them with the zeros around the image, more than the 2.56e+10 "), zeros);
	}

	@Test
	void planesAndStacksBeyondImageJsAreRefusedWhateverTheirProduct() {
		final ImagePlus image = hyperstack(8, 10, 10, 1, 3, 1);
		for (final int p : new int[] { 40_000, 1 << 20, Integer.MAX_VALUE }) {
			final String message = refusal(image, BLUR.padding(Padding.explicit(p, p)), 2);
			assertTrue(message.startsWith("The result's planes have " + (8 + 2L * p) + " x " + (8 + 2L * p) + " samples"),
				message);
			assertTrue(message.contains("less padding"), message);
		}
		final Convolution deep = Convolution.of(new Kernel(new double[] { 1 }, 1, 1, 1, 1, 1)).padding(Padding.explicit(0, 0,
			Integer.MAX_VALUE));
		assertTrue(refusal(image, deep, 3).startsWith("The result has 1 channels x 4294967297 slices x 1 frames"));
	}

	@Test
	void whatItWillCostIsKnownBeforehand() {
		final FilterJob job = FilterJobBuilder.of(ImageInput.of(hyperstack(16, 10, 8, 2, 3, 2)), BLUR.stride(2), 2).same(true).keepsRange(true).named("blur").build();
		assertEquals(5L * 4 * 2 * 3 * 2 * 2, job.bytes());
		assertEquals(9.0 * 5 * 4 * 2 * 3 * 2, job.multiplyAccumulates());
		assertEquals("16-bit", job.sampleType());
		assertEquals("cells-blur", job.title());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 24 })
	void progressRisesToItsEnd(final int depth) {
		final List<double[]> told = new ArrayList<>();
		job(hyperstack(depth, 400, 300, 1, 5, 3), BLUR, 2).compute(new Monitor() {

			@Override
			public synchronized void progress(final long done, final long total) {
				told.add(new double[] { done, total });
			}
		});
		assertTrue(told.size() >= 5);
		double before = 0;
		for (final double[] t : told) {
			assertTrue(t[0] <= t[1]);
			before = Math.max(before, t[0] / t[1]);
		}
		assertEquals(1, before);
	}

	@Test
	void cancellingEndsWithoutAResult() {
		for (final int depth : new int[] { 8, 24 })
			assertThrows(CancellationException.class, () -> job(hyperstack(depth, 400, 300, 1, 5, 3), BLUR, 2).compute(
				new Monitor() {

					private volatile long seen;

					@Override
					public void progress(final long done, final long total) {
						seen = done;
					}

					@Override
					public boolean isCancelled() {
						return seen > 0;
					}
				}));
	}

	@Test
	void titlesLoseTheEndingOfAFileOnly() {
		final ImagePlus image = hyperstack(8, 4, 4, 1, 1, 1);
		final String[][] titles = { { "a.b.tif", "a.b-filtered" }, { "plain", "plain-filtered" }, { "x.y z", "x.y z-filtered" },
			{ "C1-x.ome.tiff", "C1-x.ome-filtered" } };
		for (final String[] t : titles) {
			image.setTitle(t[0]);
			assertEquals(t[1], job(image, BLUR, 2).title());
		}
	}

	@Test
	void anOverlayIsNotDrawnIntoTheResultsSamples() {
		final ImagePlus image = hyperstack(8, 6, 6, 1, 1, 1);
		final Roi roi = new Roi(0, 0, 6, 6);
		roi.setFillColor(Color.red);
		image.setOverlay(new Overlay(roi));
		final ImagePlus plain = hyperstack(8, 6, 6, 1, 1, 1);
		assertSamePixels(filtered(plain, BLUR, 2), job(image, BLUR, 2).compute(Monitor.NONE));
	}

	/** A convolution that counts how often it is bound. */
	private static final class Counted implements Filter {

		private static final long serialVersionUID = 1L;

		private int bound;

		@Override
		public int numDimensions() {
			return BLUR.numDimensions();
		}

		@Override
		public Plan on(final long... sourceDimensions) {
			bound++;
			return BLUR.on(sourceDimensions);
		}
	}

	@Test
	void aFilterIsBoundToItsSizeOnce() {
		final Counted counted = new Counted();
		final FilterJob job = FilterJobBuilder.of(ImageInput.of(hyperstack(32, 12, 9, 2, 6, 2)), counted, 2).build();
		assertEquals(1, counted.bound);
		job.compute(Monitor.NONE);
		final ImagePlus virtual = job.virtual(Monitor.NONE);
		for (int n = 1; n <= virtual.getStackSize(); n++)
			virtual.getStack().getProcessor(n);
		assertEquals(1, counted.bound);
		final Counted array = new Counted();
		Filters.apply(array, ArrayImgs.floats(7, 5));
		assertEquals(1, array.bound);
	}
}
