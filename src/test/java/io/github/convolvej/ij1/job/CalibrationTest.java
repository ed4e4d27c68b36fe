package io.github.convolvej.ij1.job;

import static io.github.convolvej.ij1.image.TestImages.filtered;
import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Objects keep their physical position, whatever stride, padding, dilation and size of the kernel do to the samples. */
class CalibrationTest {

	private static final String[] PADDINGS = { "valid", "same", "same_lower", "full" };

	private static void calibrate(final ImagePlus image) {
		final Calibration c = image.getCalibration();
		c.pixelWidth = 0.25;
		c.pixelHeight = 0.5;
		c.pixelDepth = 1.5;
		c.xOrigin = 3.7;
		c.yOrigin = -2;
		c.zOrigin = 5;
		c.setUnit("um");
		c.frameInterval = 2.5;
		c.setTimeUnit("min");
	}

	/** All weights 1/n: its centre is the centre of the window, its sum 1. */
	private static Convolution box(final int... size) {
		int n = 1;
		for (final int s : size)
			n *= s;
		final double[] weights = new double[n];
		Arrays.fill(weights, 1.0 / n);
		return Convolution.of(new Kernel(weights, 1, 1, size));
	}

	/** A round blob between samples, wide enough that every third sample still has its centroid. */
	private static ImagePlus blob(final int width, final int height, final int depth) {
		final double sigma = 2.6;
		final ImageStack stack = new ImageStack(width, height);
		for (int z = 0; z < depth; z++) {
			final FloatProcessor plane = new FloatProcessor(width, height);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final double r = Math.pow(x - width / 2 - 0.3, 2) + Math.pow(y - height / 2 + 0.4, 2) + (depth == 1 ? 0 : Math
						.pow(z - depth / 2 - 0.2, 2));
					plane.setf(x, y, (float) Math.exp(-r / (2 * sigma * sigma)));
				}
			stack.addSlice(plane);
		}
		final ImagePlus image = new ImagePlus("blob", stack);
		image.setDimensions(1, depth, 1);
		calibrate(image);
		return image;
	}

	/** Physical coordinates of the centroid of intensity. */
	private static double[] centroid(final ImagePlus image) {
		final double[] sums = new double[4];
		for (int z = 0; z < image.getNSlices(); z++) {
			final ImageProcessor plane = image.getStack().getProcessor(z + 1);
			for (int y = 0; y < image.getHeight(); y++)
				for (int x = 0; x < image.getWidth(); x++) {
					final double v = plane.getf(x, y);
					sums[0] += v * x;
					sums[1] += v * y;
					sums[2] += v * z;
					sums[3] += v;
				}
		}
		final Calibration c = image.getCalibration();
		return new double[] { (sums[0] / sums[3] + 0.5 - c.xOrigin) * c.pixelWidth, (sums[1] / sums[3] + 0.5 - c.yOrigin) *
			c.pixelHeight, (sums[2] / sums[3] + 0.5 - c.zOrigin) * c.pixelDepth };
	}

	private static void assertStays(final ImagePlus image, final Convolution filter, final int spatial,
		final String what)
	{
		final double[] before = centroid(image);
		final ImagePlus result = filtered(image, filter, spatial);
		final double[] after = centroid(result);
		final Calibration c = result.getCalibration();
		final double[] pixel = { c.pixelWidth, c.pixelHeight, c.pixelDepth };
		for (int d = 0; d < 3; d++)
			assertEquals(before[d], after[d], 1e-3 * pixel[d], "axis " + d + " with " + what);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void aBlobStaysWhereItIsForEveryKernelStrideDilationAndPadding(final int stride) {
		final ImagePlus image = blob(41, 38, 1);
		for (int k = 1; k <= 5; k++)
			for (final int dilation : new int[] { 1, 2 })
				for (final String padding : new String[] { "valid", "same", "same_lower", "full", "0", "2", "1:4,3:0" })
					assertStays(image, box(k, 6 - k).stride(stride).dilation(dilation).padding(Padding.parse(padding)), 2, k +
						" taps, stride " + stride + ", dilation " + dilation + ", padding " + padding);
	}

	@Test
	void aBlobStaysWhereItIsInThreeDimensions() {
		final ImagePlus image = blob(33, 34, 35);
		final Random random = new Random(3);
		for (int i = 0; i < 40; i++) {
			final int[] size = random.ints(3, 1, 4).toArray();
			final int[] stride = random.ints(3, 1, 4).toArray();
			final int[] dilation = random.ints(3, 1, 3).toArray();
			final String padding = i % 5 == 4 ? "1:2,0:3,2:0" : PADDINGS[i % 5];
			assertStays(image, box(size).stride(stride).dilation(dilation).padding(Padding.parse(padding)), 3, Arrays.toString(
				size) + " taps, stride " + Arrays.toString(stride) + ", dilation " + Arrays.toString(dilation) + ", padding " +
				padding);
		}
	}

	@Test
	void aBlobStaysWhereItIsIfOnlyZIsFiltered() {
		final ImagePlus image = blob(21, 20, 35);
		for (int k = 1; k <= 4; k++)
			for (int s = 1; s <= 3; s++)
				for (final String padding : PADDINGS)
					assertStays(image, box(1, 1, k).stride(1, 1, s).dilation(1, 1, 2).padding(Padding.parse(padding)), 3, k +
						" taps, stride " + s + ", padding " + padding);
	}

	/** x0' = (x0 - 1/2 - b) / a + 1/2 with a = stride, b = (ke - 1) / 2 - padding before. */
	@ParameterizedTest
	@CsvSource({
		// 11 samples: taps, stride, dilation, padding, a, b
		"3, 1, 1, same, 1, 0", "4, 1, 1, same, 1, 0.5", "4, 1, 1, same_lower, 1, -0.5", "3, 1, 1, valid, 1, 1",
		"3, 1, 1, full, 1, -1", "2, 2, 1, valid, 2, 0.5", "3, 2, 1, same, 2, 0", "2, 2, 1, same, 2, 0.5",
		"2, 2, 1, same_lower, 2, -0.5", "3, 3, 2, valid, 3, 2", "4, 1, 3, full, 1, -4.5", "1, 3, 1, same, 3, 0",
		"5, 1, 1, 1:2, 1, 1", "3, 2, 1, 0:4, 2, 1" })
	void originsFollowTheFormula(final int taps, final int stride, final int dilation, final String padding,
		final double a, final double b)
	{
		final ImagePlus image = hyperstack(8, 11, 11, 1, 11, 2);
		calibrate(image);
		final Padding own = Padding.parse(padding);
		final Calibration x = filtered(image, box(taps, 1).stride(stride, 1).dilation(dilation, 1).padding(own.alone(0,
			2)), 2).getCalibration();
		assertEquals((3.7 - 0.5 - b) / a + 0.5, x.xOrigin, 1e-12);
		assertEquals(0.25 * a, x.pixelWidth);
		assertEquals(-2, x.yOrigin);
		assertEquals(0.5, x.pixelHeight);
		assertEquals(5, x.zOrigin);
		assertEquals(1.5, x.pixelDepth);
		final Calibration z = filtered(image, box(1, 1, taps).stride(1, 1, stride).dilation(1, 1, dilation).padding(own
			.alone(2, 3)), 3).getCalibration();
		assertEquals(3.7, z.xOrigin);
		assertEquals(0.25, z.pixelWidth);
		assertEquals((5 - 0.5 - b) / a + 0.5, z.zOrigin, 1e-12);
		assertEquals(1.5 * a, z.pixelDepth);
	}

	@Test
	void unitsAndTimesAreKept() {
		final ImagePlus image = hyperstack(16, 8, 8, 2, 2, 3);
		calibrate(image);
		image.getCalibration().fps = 12;
		final Calibration c = filtered(image, box(3, 3).stride(2), 2).getCalibration();
		assertEquals(image.getCalibration().getUnit(), c.getUnit());
		assertEquals(2.5, c.frameInterval);
		assertEquals("min", c.getTimeUnit());
		assertEquals(12, c.fps);
	}

	@Test
	void imagesWithoutACalibrationGetOneInPixelsOnlyIfTheGeometryAsksForIt() {
		final ImagePlus image = hyperstack(8, 8, 8, 1, 1, 1);
		assertFalse(filtered(image, box(3, 3), 2).getCalibration().scaled());
		final Calibration c = filtered(image, box(2, 2).stride(2), 2).getCalibration();
		assertEquals(2, c.pixelWidth);
		assertEquals("pixel", c.getUnit());
		assertTrue(c.scaled());
	}

	@Test
	void chainsOfFiltersKeepPositionsToo() {
		final ImagePlus image = blob(41, 38, 1);
		ImagePlus chained = filtered(image, box(2, 4).padding(Padding.SAME), 2);
		chained = filtered(chained, box(3, 2).stride(2, 1).padding(Padding.VALID), 2);
		chained = filtered(chained, box(4, 3).dilation(1, 2).padding(Padding.FULL), 2);
		final double[] before = centroid(image);
		final double[] after = centroid(chained);
		assertEquals(before[0], after[0], 1e-3 * 0.5);
		assertEquals(before[1], after[1], 1e-3 * 0.5);
	}

	@Test
	void heightsMeasuredFromBelowStayToo() {
		final ImagePlus image = hyperstack(8, 9, 20, 1, 1, 1);
		image.getCalibration().setInvertY(true);
		image.getCalibration().pixelHeight = 0.5;
		final ImagePlus result = filtered(image, box(1, 2).stride(1, 2).padding(Padding.VALID), 2);
		assertEquals(10, result.getHeight());
		// rows 2y and 2y + 1 became row y; coordinates count from the corner
		for (int y = 0; y < 10; y++)
			assertEquals(image.getCalibration().getY(2 * y + 1, 20), result.getCalibration().getY(y + 0.5, 10), 1e-9);
		final ImagePlus same = filtered(image, box(1, 3), 2);
		assertEquals(image.getCalibration().getY(4, 20), same.getCalibration().getY(4, 20));
	}
}
