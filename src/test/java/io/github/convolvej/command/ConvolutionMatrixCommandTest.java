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
import ij.measure.ResultsTable;
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

	private static String row(final ResultsTable table, final int row, final int columns) {
		final StringBuilder text = new StringBuilder();
		for (int c = 0; c < columns; c++)
			text.append(c == 0 ? "" : " ").append(table.getStringValue("C" + c, row));
		return text.toString();
	}

	private static ResultsTable symbols(final Object... inputs) throws Exception {
		return (ResultsTable) CONTEXT.service(CommandService.class).run(ConvolutionMatrixCommand.class, true, with(inputs, "show",
			"symbols")).get().getOutput("table");
	}

	/** As in section 4.1 of the guide to convolution arithmetic: 4 x 16. */
	@Test
	void namesOfTheWeights() throws Exception {
		final ResultsTable c = symbols("size", "4");
		assertEquals(4, c.size());
		assertEquals("w_0,0 w_0,1 w_0,2 0 w_1,0 w_1,1 w_1,2 0 w_2,0 w_2,1 w_2,2 0 0 0 0 0", row(c, 0, 16));
		assertEquals("0 w_0,0 w_0,1 w_0,2 0 w_1,0 w_1,1 w_1,2 0 w_2,0 w_2,1 w_2,2 0 0 0 0", row(c, 1, 16));
		assertEquals("0 0 0 0 w_0,0 w_0,1 w_0,2 0 w_1,0 w_1,1 w_1,2 0 w_2,0 w_2,1 w_2,2 0", row(c, 2, 16));
		assertEquals("0 0 0 0 0 w_0,0 w_0,1 w_0,2 0 w_1,0 w_1,1 w_1,2 0 w_2,0 w_2,1 w_2,2", row(c, 3, 16));
		// equal weights have names of their own, and weights of 0 too
		assertEquals("w_0,0 w_0,1 0", row(symbols("kernel", "0 0", "size", "3,1"), 0, 3));
		assertEquals("w_1 w_0 0", row(symbols("kernel", "5 7", "size", "3", "dimensions", "1D-x", "mode", "convolution"), 0, 3));
	}

	/** The transposed matrix that enlarges 2 x 2 to 5 x 5: 25 x 4. */
	@Test
	void namesOfTheTransposedMatrix() throws Exception {
		final ResultsTable back = symbols("size", "5", "stride", "2", "transposed", true);
		assertEquals(25, back.size());
		assertEquals("w_0,0 0 0 0", row(back, 0, 4));
		assertEquals("w_0,2 w_0,0 0 0", row(back, 2, 4));
		assertEquals("w_2,2 w_2,0 w_0,2 w_0,0", row(back, 12, 4));
		assertEquals("0 0 0 w_2,2", row(back, 24, 4));
	}

	/** Each frame is a row, whose sum is what the filter computes. */
	@Test
	void rowsAreMultipliedOneByOne() throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 4, 1, 1, 1);
		final ImagePlus steps = run("image", image, "size", "", "show", "steps");
		assertEquals(24, steps.getBitDepth());
		assertEquals(4 + 1 + 3, steps.getStackSize());
		final float[] y = (float[]) Headless.run(ConvolutionCommand.class, image, "border", "zero", "padding", "valid", "kernel",
			"1 2 3; 4 5 6; 7 8 9").getProcessor().getPixels();
		for (int r = 0; r < 4; r++) {
			final String label = steps.getStack().getSliceLabel(r + 1);
			assertTrue(label.startsWith("y(" + r + ") = ") && label.endsWith("= " + (int) y[r]), label);
		}
		// of 1, 2, 3 and 4: the overlap of all four stamps is in the middle
		final ImagePlus back = run("size", "4", "show", "steps", "transposed", true);
		assertEquals(16 + 1 + 3, back.getStackSize());
		assertTrue(back.getStack().getSliceLabel(6).endsWith("= " + (5 * 1 + 4 * 2 + 2 * 3 + 1 * 4)), back.getStack().getSliceLabel(
			6));
		refused("at most 64 are drawn", "size", "12", "show", "symbols");
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
