package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;

import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.process.ImageProcessor;

class ConvolutionMatrixCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	@AfterAll
	static void disposeContext() {
		CONTEXT.dispose();
	}

	private static ImagePlus run(final Object... inputs) throws InterruptedException, ExecutionException {
		return (ImagePlus) CONTEXT.service(CommandService.class).run(ConvolutionMatrixCommand.class, true, inputs).get()
			.getOutput("result");
	}

	private static void refused(final String words, final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		assertEquals(IllegalArgumentException.class, thrown.getClass());
		assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
	}

	/** The matrix times the samples of the image is what Convolution... makes of it. */
	@Test
	void theMatrixTimesTheImageIsTheConvolution() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 5, 1, 1, 1);
		final Object[][] cases = { { "padding", "valid" }, { "padding", "same", "stride", "2" }, { "dilation", "2,1",
			"padding", "1:2,0" }, { "mode", "convolution", "padding", "full" } };
		for (final Object[] keys : cases) {
			final ImageProcessor m = run(with(keys, "image", image, "size", "", "kernel", "1 2 0; 0 -1 3")).getProcessor();
			final float[] x = (float[]) image.getProcessor().getPixels();
			final float[] y = (float[]) Headless.run(ConvolutionCommand.class, image, with(keys, "border", "zero", "kernel", "1 2 0; 0 -1 3"))
				.getProcessor().getPixels();
			assertEquals(x.length, m.getWidth());
			assertEquals(y.length, m.getHeight());
			for (int r = 0; r < y.length; r++) {
				double sum = 0;
				for (int c = 0; c < x.length; c++)
					sum += m.getf(c, r) * x[c];
				assertEquals(y[r], sum, 1e-3);
			}
		}
	}

	private static Object[] with(final Object[] keys, final Object... further) {
		final Object[] all = java.util.Arrays.copyOf(keys, keys.length + further.length);
		System.arraycopy(further, 0, all, keys.length, further.length);
		return all;
	}

	@Test
	void noImageIsNeeded() throws Exception {
		final ImagePlus matrix = run("kernel", "1 2", "size", "3", "dimensions", "1D-x");
		assertEquals("3-convolution-matrix", matrix.getTitle());
		assertArrayEquals(new float[] { 1, 2, 0, 0, 1, 2 }, (float[]) matrix.getProcessor().getPixels());
		final ImagePlus transposed = run("kernel", "1 2", "size", "3", "dimensions", "1D-x", "transposed", true);
		assertArrayEquals(new float[] { 1, 0, 2, 1, 0, 2 }, (float[]) transposed.getProcessor().getPixels());
		assertEquals(2, matrix.getDisplayRangeMax());
		assertEquals("stack-convolution-matrix", run("image", Headless.hyperstack(4, 4, 1, 1, 1), "size", "").getTitle());
	}

	@Test
	void theDefaultsFitWhateverIsOpen() throws Exception {
		for (final ImagePlus image : new ImagePlus[] { null, Headless.hyperstack(1, 1, 2, 1, 1), Headless.hyperstack(900, 700, 1,
			3, 1) })
		{
			final ImagePlus matrix = image == null ? run() : run("image", image);
			assertEquals("8x8-convolution-matrix", matrix.getTitle());
			assertEquals(64, matrix.getWidth());
			assertEquals(36, matrix.getHeight());
		}
	}

	@Test
	void banksMixChannels() throws Exception {
		assertArrayEquals(new float[] { 1, 0, 2, 0, 0, 1, 0, 2 }, (float[]) run("kernel", "1 ~ 2", "size", "2,1").getProcessor()
			.getPixels());
		assertArrayEquals(new float[] { 1, 0, 0, 5 }, (float[]) run("kernel", "1 # 5", "size", "1", "groups", 2).getProcessor()
			.getPixels());
	}

	@Test
	void wrongValuesAreRefused() {
		refused("size is empty and no image is open", "size", "");
		refused("at most 16777216 entries", "size", "100", "padding", "same");
		refused("groups is 0", "size", "4", "groups", 0);
		refused("mode is 'x'", "size", "4", "mode", "x");
		refused("padding 'x'", "size", "4", "padding", "x");
		refused("size is -1 along y", "size", "4,-1");
		refused("dimensions is 'x'", "size", "4", "dimensions", "x");
		refused("along x", "size", "2");
	}
}
