package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.ImagePlus;

class LearnKernelCommandTest {

	@TempDir
	Path folder;

	private static Module learn(final Object... inputs) throws InterruptedException, ExecutionException {
		return Harness.context().service(CommandService.class).run(LearnKernelCommand.class, true, inputs).get();
	}

	private static String refusal(final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> learn(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		return thrown.getMessage();
	}

	/** Noise: each weight has an effect of its own. */
	private static ImagePlus noise(final int bits, final int channels, final int slices, final int frames) {
		final ImagePlus image = TestImages.hyperstack(bits, 32, 27, channels, slices, frames);
		final Random random = new Random(3);
		for (int n = 1; n <= image.getStackSize(); n++)
			for (int i = 0; i < 32 * 27; i++)
				image.getStack().getProcessor(n).setf(i, random.nextInt(200));
		return image;
	}

	private String save(final ImagePlus image, final String name) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		try (OutputStream out = Files.newOutputStream(file)) {
			TiffContents.write(image, false, out);
		}
		return file.toString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "zero", "constant:50", "replicate", "reflect", "symmetric", "periodic" })
	void theKernelOfAFilteredImageIsFoundToOnePartInAHundredThousand(final String border) throws Exception {
		final String kernel = "1 -2 0.5 0.25; 0 3 1 -1; 0.125 -0.75 2 1";
		final ImagePlus image = noise(8, 1, 2, 2);
		final ImagePlus wanted = Harness.convolve("image", image, "kernel", kernel, "border", border, "bias", "10");
		final Path file = folder.resolve("learned.txt");
		final Module module = learn("image", image, "wanted", save(wanted, "wanted.tif"), "size", "4,3", "border", border, "bias",
			true, "file", file.toString());
		final double[] expected = KernelText.parse(kernel, 2).weights();
		assertArrayEquals(expected, KernelSource.parse(file.toString(), 2).weights(), 1e-5);
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertArrayEquals(expected, KernelSource.fromImage(result, 2).weights(), 1e-5);
		final String report = (String) module.getOutput("report");
		assertTrue(report.contains("% is explained") && report.contains("kernel=" + file) && report.contains("border=" + border),
			report);
		final double bias = Double.parseDouble(report.replaceFirst("(?s).* bias=([^ ]*) .*", "$1"));
		assertEquals(10, bias, 1e-3);
		// what it says does what was wanted
		final ImagePlus again = Harness.convolve("image", image, "kernel", file.toString(), "border", border, "bias", String
			.valueOf(bias));
		for (int n = 1; n <= 4; n++)
			assertArrayEquals((float[]) wanted.getStack().getPixels(n), (float[]) again.getStack().getPixels(n), 1e-3f);
	}

	@Test
	void channelsMakeABank() throws Exception {
		final Kernel bank = KernelText.parse("1 2; 3 4 ~ 5 6; 7 8 # 0 -1; 2 1 ~ 1 0; 0 1 # 1 1; 1 1 ~ 2 2; 2 2", 2);
		final ImagePlus image = noise(16, 2, 1, 1);
		final ImagePlus wanted = Harness.convolve("image", image, "kernel", bank.toString());
		assertEquals(3, wanted.getNChannels());
		final Path file = folder.resolve("bank.txt");
		learn("image", image, "wanted", save(wanted, "bank.tif"), "size", "2", "file", file.toString());
		final Kernel read = KernelSource.parse(file.toString(), 2);
		assertEquals(3, read.outputs());
		assertArrayEquals(bank.weights(), read.weights(), 1e-5);
	}

	@Test
	void volumesHaveKernelsOfVolumes() throws Exception {
		final ImagePlus image = noise(32, 1, 7, 1);
		final String kernel = "1 2 3; 4 5 6; 7 8 9 | 0 1 0; -1 2 0; 0 0 0 | 3 2 1; 0 0 0; 1 0 1";
		final ImagePlus wanted = Harness.convolve("image", image, "kernel", kernel, "dimensions", "3D");
		final ImagePlus result = (ImagePlus) learn("image", image, "wanted", save(wanted, "volume.tif"), "size", "3",
			"dimensions", "3D", "border", "replicate").getOutput("result");
		assertEquals(3, result.getNSlices());
		assertArrayEquals(KernelText.parse(kernel, 3).weights(), KernelSource.fromImage(result, 3).weights(), 1e-5);
	}

	@Test
	void filesOfTwoFoldersArePairs() throws Exception {
		for (int i = 0; i < 3; i++) {
			final ImagePlus image = noise(8, 1, 1, 1);
			image.getProcessor().multiply(0.3 * (i + 1));
			save(image, "in/" + i + ".tif");
			save(Harness.convolve("image", image, "kernel", "sharpen"), "out/" + i + ".tif");
		}
		final ImagePlus result = (ImagePlus) learn("source", folder.resolve("in").toString(), "wanted", folder.resolve("out")
			.toString(), "size", "3").getOutput("result");
		assertArrayEquals(KernelText.parse("sharpen", 2).weights(), KernelSource.fromImage(result, 2).weights(), 1e-5);
		assertEquals("in-kernel", result.getTitle());
		Files.delete(folder.resolve("out/1.tif"));
		assertTrue(refusal("source", folder.resolve("in").toString(), "wanted", folder.resolve("out").toString()).contains(
			"source has the image 1, but wanted has none"));
	}

	@Test
	void mistakesAreToldBeforeAnyWork() throws Exception {
		final ImagePlus image = noise(8, 1, 1, 1);
		final String wanted = save(noise(8, 1, 1, 1), "other.tif");
		assertTrue(refusal("image", image).contains("wanted is empty"));
		assertTrue(refusal("wanted", wanted).contains("There is no image"));
		assertTrue(refusal("image", image, "wanted", save(noise(8, 1, 3, 1), "deep.tif")).contains("32 x 27 x 3 x 1"));
		assertTrue(refusal("image", image, "wanted", wanted, "size", "0").contains("size is 0"));
		assertTrue(refusal("image", image, "wanted", wanted, "border", "mirror").contains("periodic, inside"));
		assertTrue(refusal("image", image, "wanted", wanted, "ridge", "some").contains("must be auto, or a number"));
		assertTrue(refusal("image", image, "wanted", wanted, "folds", 1).contains("folds is 1"));
		assertTrue(refusal("image", image, "wanted", wanted, "file", "kernel.tif").contains("must end in .txt"));
		assertTrue(refusal("image", image, "wanted", wanted, "file", wanted.replace(".tif", ".txt").replace("other",
			"none/other")).contains("there is no folder"));
		final Path there = Files.createFile(folder.resolve("there.txt"));
		assertTrue(refusal("image", image, "wanted", wanted, "file", there.toString()).contains("exists already"));
		final ImagePlus flat = TestImages.hyperstack(8, 32, 27, 1, 1, 1);
		flat.getProcessor().setValue(7);
		flat.getProcessor().fill();
		final Path file = folder.resolve("none.txt");
		assertTrue(refusal("image", flat, "wanted", wanted, "size", "3", "file", file.toString()).contains(
			"determine only 1 of 9 unknowns"));
		assertFalse(Files.exists(file));
	}
}
