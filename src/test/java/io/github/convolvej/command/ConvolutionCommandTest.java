package io.github.convolvej.command;

import static io.github.convolvej.command.Harness.convolve;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

/** The command Convolution through a bare SciJava context, as scripts run it. */
class ConvolutionCommandTest {

	private static ImagePlus expected(final ImagePlus image, final Convolution filter, final int spatial,
		final String border, final boolean same)
	{
		return FilterJobBuilder.of(ImageInput.of(image), filter, spatial).border(Border.parse(border)).same(same).named("convolution").build().compute(
			Monitor.NONE);
	}

	private static Convolution embedded(final double[] line, final int... size) {
		return Convolution.of(new Kernel(line, 1, 1, size));
	}

	@Test
	void anOffCentreKernelMovesADiracToTheOtherSide() throws Exception {
		final ByteProcessor plane = new ByteProcessor(5, 3);
		plane.set(2, 1, 7);
		final ImagePlus result = convolve("image", new ImagePlus("dirac.tif", plane), "kernel", "1 2 3");
		assertEquals("dirac-convolution", result.getTitle());
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 21, 14, 7, 0, 0, 0, 0, 0, 0 }, (float[]) result.getProcessor()
			.getPixels());
	}

	@Test
	void theDefaultsAreASmallGaussianAndTheEdgeRepeated() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 12, 9, 2, 3, 2);
		TestImages.assertSamePixels(expected(image, Convolution.of(KernelText.parse("gaussian:1", 2)), 2, "replicate", false),
			convolve("image", image));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void everyKeyIsHeeded(final int depth) throws Exception {
		final ImagePlus image = TestImages.hyperstack(depth, 12, 9, depth == 24 ? 1 : 3, 2, 2);
		final Kernel bank = KernelText.parse("1 2 3; 4 5 6 # 0 -1 1; 2 0 1 # 1 0 0; 0 0 -2", 2).withGroups(3).withBias(7, -3, 0);
		final Convolution filter = Convolution.of(bank).stride(2, 1).dilation(1, 2).padding(Padding.parse("1:0,2:3"));
		for (final boolean flipped : new boolean[] { false, true })
			for (final boolean same : new boolean[] { false, true })
				TestImages.assertSamePixels(expected(image, flipped ? filter.flipped() : filter, 2, "periodic", same), convolve(
					"image", image, "kernel", "1 2 3; 4 5 6 # 0 -1 1; 2 0 1 # 1 0 0; 0 0 -2", "mode", flipped ? "convolution"
						: "correlation", "stride", "2,1", "padding", "1:0,2:3", "border", "periodic", "dilation", "1,2", "groups", 3,
					"bias", "7,-3,0", "dimensions", "2D", "channels", "mixed", "output", same ? "same" : "32-bit"));
	}

	@Test
	void kernelsOfOneAxisLieAlongIt() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 11, 10, 2, 6, 2);
		final double[] line = { 1, 2, 4 };
		final Object[] keys = { "image", image, "kernel", "1 2 4", "stride", "2", "dilation", "2", "padding", "1:2", "border",
			"reflect", "dimensions" };
		final Padding padding = Padding.parse("1:2");
		final Object[][] axes = { { "1D-x", embedded(line, 3, 1).stride(2, 1).dilation(2, 1).padding(padding.alone(0, 2)), 2 },
			{ "1D-y", embedded(line, 1, 3).stride(1, 2).dilation(1, 2).padding(padding.alone(1, 2)), 2 }, { "1D-z", embedded(
				line, 1, 1, 3).stride(1, 1, 2).dilation(1, 1, 2).padding(padding.alone(2, 3)), 3 } };
		for (final Object[] axis : axes) {
			final Object[] inputs = Arrays.copyOf(keys, keys.length + 1);
			inputs[keys.length] = axis[0];
			TestImages.assertSamePixels(expected(image, (Convolution) axis[1], (int) axis[2], "reflect", false), convolve(
				inputs));
		}
		for (final String rule : new String[] { "same", "same_lower", "valid", "full" })
			TestImages.assertSamePixels(expected(image, embedded(line, 1, 1, 3).padding(Padding.parse(rule)), 3, "replicate", false),
				convolve("image", image, "kernel", "1 2 4", "padding", rule, "dimensions", "1D-z"));
	}

	@Test
	void volumesAreFilteredIn3D() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 8, 7, 2, 5, 2);
		final String text = "1 2 3; 4 5 6 | 0 0 1; 0 -1 0";
		TestImages.assertSamePixels(expected(image, Convolution.of(KernelText.parse(text, 3)).stride(2, 1, 2).padding(
			Padding.VALID), 3, "replicate", false), convolve("image", image, "kernel", text, "stride", "2,1,2", "padding", "valid",
				"dimensions", "3D"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 24 })
	void aBankMakesAllItsChannelsOfEachChannel(final int depth) throws Exception {
		final ImagePlus image = TestImages.hyperstack(depth, 8, 7, depth == 24 ? 1 : 2, 3, 2);
		final int channels = depth == 24 ? 3 : 2;
		final String[] kernels = { "1 2; 3 4", "0 1; -1 0", "5 0; 0 0" };
		for (final String dimensions : new String[] { "2D", "3D" }) {
			final ImagePlus result = convolve("image", image, "kernel", String.join(" # ", kernels), "bias", "1,2,3",
				"dimensions", dimensions);
			assertArrayEquals(new int[] { 8, 7, 3 * channels, 3, 2 }, result.getDimensions());
			for (int k = 0; k < 3; k++) {
				final ImagePlus one = convolve("image", image, "kernel", kernels[k], "bias", k + 1, "dimensions", dimensions);
				for (int n = 1; n <= one.getStackSize(); n++) {
					final int[] p = one.convertIndexToPosition(n);
					assertArrayEquals((float[]) one.getStack().getPixels(n), (float[]) result.getStack().getPixels(result
						.getStackIndex((p[0] - 1) * 3 + k + 1, p[1], p[2])), "kernel " + k + " plane " + n);
				}
			}
		}
	}

	@Test
	void kernelsOfSeveralChannelsMixThem() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 8, 7, 2, 3, 2);
		final Kernel kernel = KernelText.parse("1 2 ~ 3 4", 2);
		final ImagePlus mixed = expected(image, Convolution.of(kernel), 2, "replicate", false);
		assertEquals(1, mixed.getNChannels());
		TestImages.assertSamePixels(mixed, convolve("image", image, "kernel", "1 2 ~ 3 4"));
		TestImages.assertSamePixels(mixed, convolve("image", image, "kernel", "1 2 ~ 3 4", "channels", "mixed"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', value = {
		"kernel ! 1 2; 3 ! kernel row 2 has 1 entry",
		"kernel !! kernel is empty",
		"mode ! corr ! mode is 'corr', but must be one of correlation, convolution",
		"stride ! 0 ! stride is 0 along x, but must be at least 1",
		"stride ! 1,x ! stride '1,x' has 'x' where a whole number is expected",
		"padding ! lots ! padding 'lots' is not understood at 'lots': use valid, same",
		"padding ! -1 ! padding is -1 along x, but must be at least 0",
		"padding ! 1,2,3 ! padding '1,2,3' has 3 entries, but there are 2 spatial axes",
		"border ! mirror ! border is 'mirror', but must be one of zero, constant:VALUE, replicate",
		"border ! constant:x ! border 'constant:x' has 'x' where a number is expected",
		"dilation ! 1.5 ! dilation '1.5' has '1.5' where a whole number is expected",
		"groups ! 0 ! groups is 0, but must be a whole number of at least 1",
		"groups ! 2 ! groups=2",
		"bias ! 1,2 ! bias has 2 values, but there is 1 output channel",
		"bias ! nan ! bias",
		"dimensions ! 2d ! dimensions is '2d', but must be one of 1D-x, 1D-y, 1D-z, 2D, 3D",
		"channels ! all ! channels is 'all', but must be one of separate, mixed",
		"output ! 16-bit ! output is '16-bit', but must be one of 32-bit, same" })
	void aWrongValueIsRefusedWithWhatIsAllowed(final String key, final String value, final String message)
		throws Exception
	{
		final Object set = key.equals("groups") ? (Object) Integer.valueOf(value) : value == null ? "" : value;
		final String refusal = Harness.refusal(Harness.info(ConvolutionCommand.class), "image", TestImages.hyperstack(8, 9, 8,
			1, 1, 1), key, set);
		assertTrue(refusal.contains(message), refusal);
	}

	@Test
	void whatOnlyTheImageMakesWrongIsRefusedToo() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 9, 8, 3, 1, 1);
		final Object[][] mistakes = { { "kernel", "1 ~ 2", "The kernel has 2 input channels" }, { "channels", "mixed",
			"channels=mixed, but the kernel has 1 input channel and the image has 3" }, { "kernel", "1 # 2", "groups", 2,
				"divisible" }, { "kernel", "box:11", "padding", "valid", "No output along x" } };
		for (final Object[] mistake : mistakes) {
			final Object[] inputs = new Object[mistake.length + 1];
			inputs[0] = "image";
			inputs[1] = image;
			System.arraycopy(mistake, 0, inputs, 2, mistake.length - 1);
			final String refusal = Harness.refusal(Harness.info(ConvolutionCommand.class), inputs);
			assertTrue(refusal.contains((String) mistake[mistake.length - 1]), refusal);
		}
	}

	@Test
	void nothingIsShownWithoutAMacro() throws Exception {
		final int before = WindowManager.getImageCount();
		final ImagePlus result = convolve("image", TestImages.hyperstack(8, 9, 8, 1, 1, 1));
		assertEquals(before, WindowManager.getImageCount());
		assertFalse(result.isVisible());
	}

	@Test
	void cancellingAtAnyTimeLeavesNoResultAndNoImage() throws Exception {
		final ImagePlus large = TestImages.hyperstack(8, 700, 700, 1, 1, 1);
		final ModuleService modules = Harness.context().service(ModuleService.class);
		for (final int milliseconds : new int[] { 0, 5, 60 }) {
			final Module module = modules.createModule(Harness.info(ConvolutionCommand.class));
			final Future<Module> run = modules.run(module, true, "image", large, "kernel", "box:101", "engine", "direct");
			Thread.sleep(milliseconds);
			((Cancelable) module).cancel("enough");
			assertNull(run.get().getOutput("result"));
			assertTrue(((Cancelable) module).isCanceled());
			assertEquals("enough", ((Cancelable) module).getCancelReason());
		}
		assertEquals(0, WindowManager.getImageCount());
	}
}
