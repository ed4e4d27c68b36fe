package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.network.ATrousWavelet;
import io.github.convolvej.run.Monitor;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

class ATrousWaveletsCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(ATrousWaveletsCommand.class, image, inputs);
	}

	private static void refused(final String words, final Object... inputs) {
		Headless.refused(words, ATrousWaveletsCommand.class, Headless.hyperstack(7, 6, 1, 1, 1), inputs);
	}

	@Test
	void planesAndLastSmoothAreChannelsAndSumUpToTheImage() throws Exception {
		final ImagePlus image = Headless.hyperstack(17, 12, 2, 3, 2);
		final ImagePlus result = run(image, "planes", 4);
		assertArrayEquals(new int[] { 17, 12, 10, 3, 2 }, result.getDimensions());
		Headless.assertPlanes(image, result, ATrousWavelet.of(4, 2), Border.ZERO);
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 3; z++)
				for (int c = 0; c < 2; c++)
					for (int i = 0; i < 17 * 12; i++) {
						double sum = 0;
						for (int j = 0; j < 5; j++)
							sum += TestImages.sample(result, i % 17, i / 17, 5 * c + j, z, t);
						assertEquals(TestImages.sample(image, i % 17, i / 17, c, z, t), sum, 1e-4);
					}
		assertEquals("stack-a-trous-wavelets", result.getTitle());
		assertEquals("plane 4 of channel 1", result.getStack().getSliceLabel(4));
		assertEquals("smooth of channel 2", result.getStack().getSliceLabel(10));
	}

	@Test
	void thresholdAndProductAreThoseOfTheJavaInterface() throws Exception {
		final ImagePlus image = Headless.hyperstack(17, 12, 2, 3, 2);
		Headless.assertPlanes(image, run(image, "threshold", "2.5"), ATrousWavelet.of(3, 2).threshold(2.5), Border.ZERO);
		Headless.assertPlanes(image, run(image, "bright", true), ATrousWavelet.of(3, 2).bright(), Border.ZERO);
		final ImagePlus product = run(image, "product", true, "planes", 2);
		assertArrayEquals(image.getDimensions(), product.getDimensions());
		Headless.assertPlanes(image, product, ATrousWavelet.of(2, 2).multiscaleProduct(), Border.ZERO);
	}

	@Test
	void volumesAreTakenAsAWholeInMemoryAndPlaneByPlane() throws Exception {
		final ImagePlus image = Headless.hyperstack(9, 8, 2, 7, 2);
		final Object[] keys = { "planes", 2, "threshold", "1.5", "dimensions", "3D" };
		final ImagePlus result = run(image, keys);
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 2; t++) {
				final Img<FloatType> expected = ATrousWavelet.of(2, 3).threshold(1.5).apply(TestImages.volume(image, c, 0, 6, t));
				for (int j = 0; j < 3; j++)
					assertArrayEquals(Headless.values(Views.hyperSlice(expected, 3, j)), Headless.values(TestImages.volume(result,
						3 * c + j, 0, 6, t)));
			}
		final ATrousWaveletsCommand command = (ATrousWaveletsCommand) Headless.module(ATrousWaveletsCommand.class, image,
			keys).getDelegateObject();
		TestImages.assertSamePixels(result, command.job(ImageInput.of(image)).virtual(Monitor.NONE));
	}

	@Test
	void aBlobStaysWhereItIs() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, run(blob, "product", true, "bright", true, "planes", 2), 0.05);
	}

	@Test
	void coloursAreTakenApartOneByOne() throws Exception {
		final ImagePlus image = Headless.rgb(9, 8);
		final ImagePlus result = run(image, "planes", 1);
		assertEquals(6, result.getNChannels());
		Headless.assertPlanes(image, result, ATrousWavelet.of(1, 2), Border.ZERO);
	}

	@Test
	void wrongValuesAreRefused() {
		refused("number of planes is 0", "planes", 0);
		refused("number of planes is 17", "planes", 17);
		refused("threshold is -1.0", "threshold", "-1");
		refused("threshold 'high'", "threshold", "high");
		refused("threshold has 2 numbers", "threshold", "1,2");
		refused("dimensions is '1D-x'", "dimensions", "1D-x");
	}
}
