package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.learn.Pass;
import io.github.convolvej.learn.Preset;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.AVI_Reader;
import ij.plugin.GifWriter;
import ij.plugin.filter.AVI_Writer;

class AnimateConvolutionCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	@AfterEach
	void closeAll() {
		WindowManager.setTempCurrentImage(null);
	}

	private static ImagePlus run(final Object... inputs) throws InterruptedException, ExecutionException {
		return (ImagePlus) CONTEXT.service(CommandService.class).run(AnimateConvolutionCommand.class, true, inputs).get()
			.getOutput("result");
	}

	private static void refused(final String words, final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		assertInstanceOf(IllegalArgumentException.class, thrown);
		assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
	}

	/** Sizes and numbers of the results, computed by scipy and numpy. */
	static Stream<String> expected() throws IOException {
		return Files.readAllLines(Paths.get("src/test/resources/learn/presets.txt")).stream();
	}

	@ParameterizedTest
	@MethodSource("expected")
	void presetsGiveWhatScipyComputes(final String line) {
		final String[] words = line.split(" ");
		final Preset preset = Preset.of(words[0]);
		final Pass pass = AnimatedOperation.of(CONTEXT, null, words[0], "", "").pass();
		final long[] size = pass.targetSize();
		assertEquals(Long.parseLong(words[1]), size[0]);
		assertEquals(Long.parseLong(words[2]), size[1]);
		assertEquals(Long.parseLong(words[3]), size.length > 2 ? size[2] : 1);
		assertEquals(preset.side(), pass.size(0)[0]);
		for (int i = 4; i < words.length; i++) {
			final long n = i - 4;
			final long[] at = size.clone();
			at[0] = n % size[0];
			at[1] = n / size[0] % size[1];
			if (at.length > 2) at[2] = n / (size[0] * size[1]);
			assertEquals(Double.parseDouble(words[i]), pass.explanation(at).result(), 1e-6, words[0] + " at " + n);
		}
	}

	/** All but those that depend on random numbers or on interpolation have numbers to compare with. */
	@Test
	void everyPresetIsTested() throws IOException {
		final List<String> tested = expected().map(l -> l.split(" ")[0]).collect(Collectors.toCollection(ArrayList::new));
		tested.add("stochastic-pooling");
		tested.add("deformable");
		assertEquals(Preset.all().stream().map(Preset::name).sorted().collect(Collectors.toList()), tested.stream().sorted().collect(
			Collectors.toList()));
	}

	@Test
	void everyPresetCanBeChosen() throws Exception {
		final List<String> choices = CONTEXT.service(CommandService.class).getCommand(AnimateConvolutionCommand.class).getInput(
			"preset").getChoices().stream().map(Object::toString).collect(Collectors.toList());
		assertEquals("none", choices.remove(0));
		assertEquals(Preset.all().stream().map(Preset::name).collect(Collectors.toList()), choices);
		for (final String preset : new String[] { "padding-strides-odd-transposed", "depthwise-pointwise", "deformable",
			"stochastic-pooling" })
		{
			final ImagePlus animation = run("preset", preset);
			assertEquals(24, animation.getBitDepth(), preset);
			assertTrue(animation.getStackSize() > 6, preset);
			assertEquals(preset + "-animation", animation.getTitle());
		}
	}

	@Test
	void theResultIsAnOrdinaryStackOfTwoFramesASecond() throws Exception {
		final ImagePlus animation = run();
		assertEquals("half-padding-no-strides-animation", animation.getTitle());
		assertEquals(5 + 4 + 6, animation.getStackSize());
		assertEquals(2, animation.getCalibration().fps);
		assertTrue(animation.getStack().getSliceLabel(1).startsWith("Result (0, 0) = 0"), animation.getStack().getSliceLabel(1));
		assertFalse(animation.isVisible());
	}

	/** What ImageJ saves of it as a film has all frames. */
	@Test
	void imageJSavesItAsGifAviAndPictures(@TempDir final Path folder) throws Exception {
		final ImagePlus animation = run();
		final int frames = animation.getStackSize();
		final int[] last = (int[]) animation.getStack().getProcessor(frames).getPixels();
		final String gif = folder.resolve("a.gif").toString();
		GifWriter.save(animation, gif);
		assertEquals(frames, frames(gif));
		final String avi = folder.resolve("a.avi").toString();
		new AVI_Writer().writeImage(animation, avi, AVI_Writer.NO_COMPRESSION, 0);
		final ImagePlus film = AVI_Reader.open(avi, false);
		assertEquals(frames, film.getStackSize());
		assertArrayEquals(masked(last), masked((int[]) film.getStack().getProcessor(frames).getPixels()));
		// Image Sequence... saves each slice in this way
		final String png = folder.resolve("a.png").toString();
		assertTrue(new FileSaver(new ImagePlus("last", animation.getStack().getProcessor(frames))).saveAsPng(png));
		final BufferedImage picture = ImageIO.read(new File(png));
		assertArrayEquals(masked(last), masked(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture
			.getWidth())));
	}

	private static int frames(final String gif) throws IOException {
		final ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
		try (ImageInputStream in = ImageIO.createImageInputStream(new File(gif))) {
			reader.setInput(in);
			return reader.getNumImages(true);
		}
		finally {
			reader.dispose();
		}
	}

	/** Without what is behind the colours. */
	private static int[] masked(final int... pixels) {
		return Arrays.stream(pixels).map(p -> p & 0xffffff).toArray();
	}

	/** The last step of a result, around the pixel that is selected in it. */
	@Test
	void aResultShowsHowItWasMade() throws Exception {
		final ImagePlus image = Headless.hyperstack(40, 30, 1, 1, 1);
		final java.io.File file = java.io.File.createTempFile("source", ".tif");
		ij.IJ.saveAsTiff(image, file.getPath());
		final ImagePlus result = Headless.run(ConvolutionCommand.class, image, "kernel", "1 2 1", "dimensions", "1D-x", "stride", "2",
			"border", "zero", "padding", "1");
		result.setRoi(new PointRoi(10, 12));
		final ImagePlus animation = run("image", result, "source", file.getPath());
		assertEquals("convolution-animation", animation.getTitle());
		final float[] pixels = (float[]) image.getProcessor().getPixels();
		// the crop begins at x = 20 - 4, y = 12
		final int first = 12 * 40 + 16;
		final String label = animation.getStack().getSliceLabel(2);
		assertTrue(label.endsWith("= " + (int) (pixels[first + 1] + 2 * pixels[first + 2] + pixels[first + 3])), label);
		java.nio.file.Files.delete(file.toPath());
		refused("neither an open image", "image", result);
	}

	@Test
	void theSelectionIsShownIfItIsSmall() throws Exception {
		final ImagePlus image = Headless.hyperstack(40, 30, 1, 1, 1);
		image.setRoi(new Roi(30, 20, 4, 5));
		assertEquals(4 + 4 + 6, run("image", image, "operation", "convolution kernel=[1 2 1]").getStackSize());
		image.setRoi(new Roi(0, 0, 30, 25));
		assertEquals(8 + 7 + 6, run("image", image, "operation", "convolution kernel=[1 2 1]").getStackSize());
		assertEquals(3 + 1 + 6, run("image", image, "operation", "run(\"Convolution...\", \"kernel=[1 2 1] output=same\");", "crop",
			"3,2").getStackSize());
	}

	@Test
	void channelsSlicesAndColours() throws Exception {
		final ImagePlus stack = Headless.hyperstack(9, 9, 2, 3, 1);
		assertEquals(4 + 3 + 4 * 2 + 6, run("image", stack, "operation", "convolution kernel=box:3 dimensions=3D border=zero", "crop",
			"4,4,3").getStackSize());
		assertEquals(1 + 2 + 6, run("image", stack, "operation", "convolution kernel=[1 2 1] dimensions=1D-z border=zero")
			.getStackSize());
		assertTrue(run("image", Headless.rgb(9, 9), "preset", "filter-bank-bias").getStackSize() > 10);
	}

	@Test
	void mistakesAreNamed() {
		final ImagePlus image = Headless.hyperstack(9, 9, 1, 1, 1);
		refused("give only one", "image", image, "preset", "dilation", "operation", "pooling");
		refused("must begin with the name of a filter", "image", image, "operation", "blur sigma=2");
		refused("There is no parameter 'sigma'", "image", image, "operation", "convolution sigma=2");
		refused("open one, or take a preset", "operation", "convolution");
		refused("has 9 along x", "image", image, "operation", "convolution", "at", "9,0");
		refused("must be 2 to 5 whole numbers", "image", image, "operation", "convolution", "at", "middle");
		refused("is shown on 15 x 15", "image", image, "preset", "dilated-1-2-4");
		refused("take an RGB image", "image", Headless.hyperstack(20, 20, 1, 1, 1), "preset", "channels-256");
		refused("cannot be explained", "image", image, "operation", "upsample");
		refused("zoom is 9", "image", image, "preset", "dilation", "zoom", "9");
		refused("preset is 'unheard'", "preset", "unheard");
		refused("pace is 'slow'", "preset", "dilation", "pace", "slow");
	}
}
