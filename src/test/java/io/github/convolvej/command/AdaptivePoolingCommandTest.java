package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.place;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.plugin.Binner;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

class AdaptivePoolingCommandTest {

	private static ImagePlus pool(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(AdaptivePoolingCommand.class, image, inputs);
	}

	/** All samples of a bin: from floor(i*n/b) to ceil((i+1)*n/b). */
	private static DoubleStream bin(final ImagePlus image, final int[] o, final int[] size, final int c, final int t) {
		final int[] n = { image.getWidth(), image.getHeight(), image.getNSlices() };
		final DoubleStream.Builder samples = DoubleStream.builder();
		for (int z = 0; z < n[2]; z++)
			for (int y = 0; y < n[1]; y++)
				for (int x = 0; x < n[0]; x++) {
					final int[] p = { x, y, z };
					boolean inside = true;
					for (int d = 0; d < 3; d++)
						inside &= (p[d] + 1) * size[d] > o[d] * n[d] && p[d] * size[d] < (o[d] + 1) * n[d];
					if (inside) samples.add(sample(image, x, y, c, z, t));
				}
		return samples.build();
	}

	private static void assertBins(final ImagePlus image, final int[] size, final Object... inputs) throws Exception {
		for (final String method : new String[] { "average", "max", "min" }) {
			final Object[] keys = CommandRuns.with(image, inputs);
			keys[0] = "method";
			keys[1] = method;
			final ImagePlus result = pool(image, keys);
			final int channels = CommandRuns.channels(image);
			assertDimensions(result, size[0], size[1], channels, size[2], image.getNFrames());
			for (int t = 0; t < image.getNFrames(); t++)
				for (int c = 0; c < channels; c++)
					for (int z = 0; z < size[2]; z++)
						for (int y = 0; y < size[1]; y++)
							for (int x = 0; x < size[0]; x++) {
								final DoubleStream bin = bin(image, new int[] { x, y, z }, size, c, t);
								final double expected = (method.equals("average") ? bin.average() : method.equals("max") ? bin.max()
									: bin.min()).getAsDouble();
								assertEquals((float) expected, sample(result, x, y, c, z, t), 1e-4 * Math.abs(expected), method);
							}
		}
	}

	@Test
	void everyBinOfEveryPlaneIsReducedByItself() throws Exception {
		assertBins(image(32, 9, 7, 2, 3, 2), new int[] { 4, 3, 3 }, "size", "4,3");
		assertBins(image(24, 5, 8, 1, 2, 1), new int[] { 2, 2, 2 }, "size", "2");
	}

	@Test
	void slicesAreBinnedAsWellIfAskedToAndTimesNever() throws Exception {
		assertBins(image(16, 6, 5, 2, 5, 2), new int[] { 4, 1, 2 }, "size", "4,1,2", "dimensions", "3D");
	}

	@Test
	void theResultMayBeLargerThanTheImage() throws Exception {
		assertBins(image(8, 3, 4, 1, 1, 1), new int[] { 5, 7, 1 }, "size", "5,7");
	}

	@Test
	void anyImageHasTheWantedSizeAndItsName() throws Exception {
		final ImagePlus result = pool(image(8, 31, 17, 1, 2, 1));
		assertEquals("cells-adaptive-pooling", result.getTitle());
		assertDimensions(result, 16, 9, 1, 2, 1);
		assertDimensions(pool(image(8, 31, 17, 1, 5, 1), "dimensions", "3D"), 16, 9, 1, 3, 1);
		assertDimensions(pool(image(8, 1, 2, 1, 1, 1)), 1, 1, 1, 1, 1);
		assertDimensions(pool(image(8, 31, 17, 1, 2, 1), "size", "7"), 7, 7, 1, 2, 1);
		assertEquals(8, pool(image(8, 31, 17, 1, 1, 1), "output", "same").getBitDepth());
	}

	@Test
	void aBlockKeepsItsPhysicalPlace() throws Exception {
		final ImagePlus image = new ImagePlus("block", new ByteProcessor(20, 12));
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.2;
		calibration.pixelHeight = 0.3;
		calibration.xOrigin = 7;
		for (int i = 0; i < 12; i++)
			image.getProcessor().set(12 + i % 4, 6 + i / 4, 50);
		final ImagePlus result = pool(image, "size", "5,4");
		assertEquals(50, sample(result, 3, 2, 0, 0, 0));
		assertArrayEquals(new double[] { (14 - 7) * 0.2, 7.5 * 0.3, 0.5 }, place(result, 3, 2, 0), 1e-12);
	}

	@Test
	void binAgreesWhereTheSizeDivides() throws Exception {
		final ImagePlus image = image(8, 12, 9, 1, 1, 1);
		assertArrayEquals((byte[]) new Binner().shrink(image.getProcessor(), 3, 3, Binner.AVERAGE).getPixels(),
			(byte[]) pool(image, "size", "4,3", "output", "same").getProcessor().getPixels());
	}

	@Test
	void scaleWithAveragingAgreesWhereTheSizeDividesAndElsewhereSharesNoSamplesBetweenBins() throws Exception {
		final float[] line = { 0, 1, 4, 9, 3, 12, 10, 10, 12, 3, 9, 4 };
		final ImagePlus image = new ImagePlus("line", new FloatProcessor(12, 1, line));
		final ImageProcessor plane = image.getProcessor();
		plane.setInterpolationMethod(ImageProcessor.NONE);
		assertArrayEquals((float[]) plane.resize(4, 1, true).getPixels(), (float[]) pool(image, "size", "4,1")
			.getProcessor().getPixels(), 1e-5f);
		assertArrayEquals(new float[] { 1 / 2f, 16 / 3f, 22 / 2f, 25 / 3f, 13 / 2f }, (float[]) plane.resize(5, 1, true)
			.getPixels(), 1e-5f);
		assertArrayEquals(new float[] { 5 / 3f, 16 / 3f, 35 / 4f, 25 / 3f, 16 / 3f }, (float[]) pool(image, "size", "5,1")
			.getProcessor().getPixels(), 1e-5f);
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final String[][] wrong = { { "method", "mean", "method is 'mean'", "average, max, min" }, { "size", "0", "size is 0",
			"at least 1" }, { "size", "", "size is empty", "whole number" }, { "size", "3,3,3", "size has 3 values",
				"2 spatial axes" }, { "size", "third", "size 'third'", "whole number" }, { "size",
				"2000000000,1", "size is 2000000000,1", "at most 1048576" }, { "dimensions", "1D-x",
					"dimensions is '1D-x'", "2D, 3D" }, { "output", "16-bit", "output is '16-bit'", "32-bit, same" } };
		for (final String[] w : wrong)
			CommandRuns.assertRefused(AdaptivePoolingCommand.class, image(8, 4, 4, 1, 1, 1), new Object[] { w[0], w[1] },
				w[2], w[3]);
	}
}
