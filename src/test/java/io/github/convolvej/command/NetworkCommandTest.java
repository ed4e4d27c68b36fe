package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** What a user meets who runs a downloaded model for the first time. */
class NetworkCommandTest {

	private static final String THREE = "src/test/resources/networks/unet2d_rgb_sigmoid_depth3/model.onnx";

	private static void refused(final String words, final ImagePlus image, final Object... inputs) {
		Headless.refused(words, NetworkCommand.class, image, inputs);
	}

	@Test
	void channelsThatAreMissingAreListed() throws Exception {
		refused("the network reads 3 channels, but the image has 1: list one of the image for each, as channels=1,1,1", Headless
			.hyperstack(37, 21, 1, 1, 1), "model", THREE);
		refused("the image has 2: list one of the image for each, as channels=1,2,2", Headless.hyperstack(37, 21, 2, 1, 1),
			"model", THREE);
		refused("the network reads 3 channels, but channels lists 2: list one of the image for each, as channels=1,2,3",
			Headless.hyperstack(37, 21, 4, 1, 1), "model", THREE, "channels", "1,4");
		refused("the network reads 1 channel, but channels lists 2", Headless.hyperstack(16, 16, 2, 1, 1), "model",
			"src/test/resources/networks/denoise_dncnn/model.onnx", "channels", "2,1");
		final ImagePlus grey = Headless.hyperstack(37, 21, 1, 1, 1);
		final ImagePlus result = Headless.run(NetworkCommand.class, grey, "model", THREE, "channels", "1,1,1");
		assertEquals(37, result.getWidth());
		assertEquals(21, result.getHeight());
		// a network of one channel runs on each of several
		final ImagePlus both = Headless.run(NetworkCommand.class, Headless.hyperstack(16, 12, 2, 1, 1), "model",
			"src/test/resources/networks/denoise_dncnn/model.onnx");
		assertEquals(2, both.getNChannels());
	}

	@Test
	void filesOfFrameworksAreToBeConverted(@TempDir final Path folder) throws IOException {
		final ImagePlus image = Headless.hyperstack(8, 8, 1, 1, 1);
		for (final String name : new String[] { "net.pt", "Model.PTH", "unet.h5", "frozen.pb" })
			refused("is of PyTorch, TensorFlow or Keras: convert it to .onnx first", image, "model", Files.createFile(folder.resolve(
				name)).toString());
		refused("model file net.pt does not exist", image, "model", "net.pt");
		refused("is neither an .onnx file nor a folder", image, "model", Files.createFile(folder.resolve("a.tif")).toString());
	}

	@Test
	void tilesAndWholeLayersAreTheSame() throws Exception {
		final ImagePlus image = Headless.hyperstack(53, 41, 3, 1, 2);
		final ImagePlus whole = Headless.run(NetworkCommand.class, image, "model", THREE, "tiles", "whole");
		final ImagePlus tiles = Headless.run(NetworkCommand.class, image, "model", THREE, "tiles", "16,24");
		assertEquals(whole.getStackSize(), tiles.getStackSize());
		for (int n = 1; n <= whole.getStackSize(); n++)
			assertArrayEquals((float[]) whole.getStack().getPixels(n), (float[]) tiles.getStack().getPixels(n));
	}
}
