package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.network.MapStrength;

import java.util.Arrays;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.LUT;

class FeatureMapsCommandTest {

	private static final CommandInfo INFO = Harness.info(FeatureMapsCommand.class);
	private static final String MODEL = "conv k=3 c=5 p=same | relu | conv k=3 c=2 p=same";

	private static ImagePlus maps(final Object... inputs) throws Exception {
		return (ImagePlus) Harness.run(INFO, inputs).getOutput("result");
	}

	private static ImagePlus network(final Object... inputs) throws Exception {
		return (ImagePlus) Harness.run(Harness.info(NetworkCommand.class), inputs).getOutput("result");
	}

	private static double mean(final ImagePlus image, final int c) {
		double sum = 0;
		long count = 0;
		for (int n = c; n < image.getStackSize(); n += image.getNChannels())
			for (final float v : (float[]) image.getStack().getPixels(n + 1)) {
				sum += Math.abs(v);
				count++;
			}
		return sum / count;
	}

	@Test
	void theyAreTheLayersChannelsWithTheirNames() throws Exception {
		final ImagePlus image = SampleImage.NOISY_NUCLEI.open();
		final ImagePlus maps = maps("image", image);
		assertEquals("noisy-nuclei-feature-maps", maps.getTitle());
		assertEquals(12, maps.getNChannels());
		final String first = maps.getStack().getSliceLabel(1);
		final ImagePlus layer = network("image", image, "model", "sample:denoiser", "layer", first.replaceFirst(" 1$", ""));
		for (int n = 1; n <= 12; n++) {
			assertEquals(first.replaceFirst("1$", "" + n), maps.getStack().getSliceLabel(n));
			assertArrayEquals((float[]) layer.getStack().getPixels(n), (float[]) maps.getStack().getPixels(n));
		}
	}

	/** Single hot pixels change nothing; maps of both signs have 0 in the middle. */
	@Test
	void contrastIsRobustAndSymmetricWhereValuesAreSigned() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 60, 50, 1, 1, 1);
		final ImagePlus maps = maps("image", image, "model", MODEL);
		boolean signed = false;
		for (final LUT lut : maps.getLuts()) {
			assertTrue(lut.max > lut.min);
			if (lut.min < 0 && lut.max > 0) {
				signed |= lut.min == -lut.max;
				assertTrue(lut.min == -lut.max || -lut.min < lut.max / 4);
			}
		}
		assertTrue(signed);
		final ImagePlus before = maps("image", image, "model", "conv k=1 c=2 bias=0");
		image.getProcessor().setf(0, 1e9f);
		final ImagePlus hot = maps("image", image, "model", "conv k=1 c=2 bias=0");
		for (int c = 0; c < 2; c++)
			assertEquals(before.getLuts()[c].max, hot.getLuts()[c].max, 0.05 * Math.abs(before.getLuts()[c].max));
	}

	@Test
	void sortedOnesAreTheSameMapsByTheirStrengthInAllSlices() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 12, 10, 1, 3, 2);
		final ImagePlus plain = maps("image", image, "model", MODEL);
		final ImagePlus sorted = maps("image", image, "model", MODEL, "sort", "mean");
		assertArrayEquals(plain.getDimensions(), sorted.getDimensions());
		double last = Double.POSITIVE_INFINITY;
		for (int c = 0; c < 5; c++) {
			final String label = sorted.getStack().getSliceLabel(c + 1);
			final int from = Integer.parseInt(label.replaceFirst(".* (\\d+) \\(mean .*", "$1")) - 1;
			final double mean = mean(plain, from);
			assertTrue(mean <= last, label);
			assertEquals(mean, Double.parseDouble(label.replaceFirst(".*\\(mean (.*)\\)", "$1")), 1e-3 * mean);
			for (int n = 0; n < 6; n++)
				assertArrayEquals((float[]) plain.getStack().getPixels(from + 5 * n + 1), (float[]) sorted.getStack().getPixels(c + 5 * n +
					1));
			assertEquals(plain.getLuts()[from].max, sorted.getLuts()[c].max);
			last = mean;
		}
	}

	@Test
	void equalMapsStayInOrderAndNoNumberIsLast() {
		assertArrayEquals(new int[] { 3, 0, 1, 2, 4 }, MapStrength.order(2, 2, 2, 5, Double.NaN));
		assertEquals(2, MapStrength.MEAN.of(ArrayImgs.floats(new float[] { -3, Float.NaN, 1 }, 3)));
		assertEquals(3, MapStrength.MAXIMUM.of(ArrayImgs.floats(new float[] { -3, Float.NaN, 1 }, 3)));
		assertTrue(Double.isNaN(MapStrength.MEAN.of(ArrayImgs.floats(new float[] { Float.NaN }, 1))));
	}

	/** The grey values of a tile are those of its map with its contrast. */
	@Test
	void aMontageShowsEachMapInItsContrast() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 120, 100, 1, 1, 2);
		final ImagePlus maps = maps("image", image, "model", MODEL);
		final ImagePlus montage = maps("image", image, "model", MODEL, "view", "montage");
		assertEquals(24, montage.getBitDepth());
		assertEquals(2, montage.getNFrames());
		assertEquals(maps.getTitle() + "-montage", montage.getTitle());
		final ColorProcessor picture = (ColorProcessor) montage.getStack().getProcessor(2);
		final int columns = (picture.getWidth() - 6) / 126;
		for (int c = 0; c < 5; c++) {
			final LUT lut = maps.getLuts()[c];
			for (int y = 3; y < 100; y += 31)
				for (int x = 5; x < 120; x += 37) {
					final double v = maps.getStack().getProcessor(5 + c + 1).getf(x, y);
					final long grey = Math.max(0, Math.min(255, Math.round((v - lut.min) * 255 / (lut.max - lut.min))));
					assertEquals(grey, picture.getPixel(6 + c % columns * 126 + x, 6 + c / columns * 122 + 16 + y) & 0xff);
				}
		}
	}

	@Test
	void mistakesSayWhatWouldBeRight() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, 1, 1);
		assertTrue(Harness.refusal(INFO, "image", image, "layer", "none").contains("the network has no layer 'none'"));
		assertTrue(Harness.refusal(INFO, "image", image, "sort", "mean", "target", "virtual").contains("use target=new"));
		assertTrue(Harness.refusal(INFO, "image", image, "view", "montage", "target", "in-place").contains("use target=new"));
		final ImagePlus montage = maps("image", image, "model", MODEL, "view", "montage");
		assertFalse(Arrays.equals(montage.getDimensions(), image.getDimensions()));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> RecordedCommands.explain(Harness
			.context(), montage, image, 1, 1, 0, 0, 0)).getMessage().contains("arranged anew"));
	}
}
