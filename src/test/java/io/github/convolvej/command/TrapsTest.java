package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.image.TestImages;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.ImagePlus;

/** Known traps are told while settings are changed, and nothing is told where there is none. */
class TrapsTest {

	private static void assertNoted(final boolean noted, final String words, final Class<?> command, final ImagePlus image,
		final String... settings)
	{
		final Module module = DialogTest.module(Harness.info(command.asSubclass(FilterCommand.class)), image);
		for (final String setting : settings)
			module.setInput(setting.split("=")[0], setting.split("=")[1]);
		final String text = ((LiveText) module.getDelegateObject()).liveText(image);
		assertEquals(noted, Arrays.stream(text.split("\n")).anyMatch(l -> l.startsWith("Note: ") && l.contains(words)), text);
	}

	private static ImagePlus plane(final int depth) {
		return TestImages.hyperstack(depth, 24, 20, 1, 1, 1);
	}

	@Test
	void slopesInAnUnsignedResult() {
		assertNoted(true, "negative values", EdgesCommand.class, plane(8), "outputs=x,y", "output=same");
		assertNoted(false, "negative values", EdgesCommand.class, plane(8), "outputs=x,y", "output=32-bit");
		assertNoted(false, "negative values", EdgesCommand.class, plane(8), "outputs=magnitude", "output=same");
		assertNoted(false, "negative values", EdgesCommand.class, plane(32), "outputs=x,y", "output=same");
		assertNoted(true, "negative values", SmoothCommand.class, plane(16), "method=log", "output=same");
		assertNoted(true, "negative values", ConvolutionCommand.class, plane(16), "kernel=sobel-x", "output=same");
		assertNoted(false, "negative values", ConvolutionCommand.class, plane(16), "kernel=gaussian:1", "output=same");
	}

	@Test
	void reluOfAnUnsignedImage() {
		assertNoted(true, "ReLU changes nothing", ActivationCommand.class, plane(8), "method=relu");
		assertNoted(false, "ReLU changes nothing", ActivationCommand.class, plane(32), "method=relu");
		assertNoted(false, "ReLU changes nothing", ActivationCommand.class, plane(8), "method=tanh");
	}

	@Test
	void aBlackBorderDimsTheRim() {
		assertNoted(true, "rim", ConvolutionCommand.class, plane(8), "kernel=gaussian:1", "border=zero");
		assertNoted(false, "rim", ConvolutionCommand.class, plane(8), "kernel=gaussian:1", "border=replicate");
		assertNoted(false, "rim", ConvolutionCommand.class, plane(8), "kernel=gaussian:1", "border=zero", "padding=valid");
		assertNoted(false, "rim", ConvolutionCommand.class, plane(8), "kernel=identity", "border=zero");
	}

	@Test
	void coarseStepsAlongZ() {
		final ImagePlus stack = TestImages.hyperstack(8, 24, 20, 1, 9, 1);
		stack.getCalibration().setUnit("um");
		stack.getCalibration().pixelWidth = stack.getCalibration().pixelHeight = 0.4;
		stack.getCalibration().pixelDepth = 1.4;
		assertNoted(true, "as long as 3.5 along x", SmoothCommand.class, stack, "sigma=2", "dimensions=3D");
		assertNoted(false, "along x", SmoothCommand.class, stack, "sigma=2", "dimensions=3D", "unit=physical");
		assertNoted(false, "along x", SmoothCommand.class, stack, "sigma=2", "dimensions=2D");
		stack.getCalibration().pixelDepth = 0.4;
		assertNoted(false, "along x", SmoothCommand.class, stack, "sigma=2", "dimensions=3D");
	}

	@Test
	void timePointsOfOneSliceAndImagesWithoutPixelSize() {
		final ImagePlus frames = TestImages.hyperstack(8, 24, 20, 1, 1, 5);
		assertNoted(true, "only one slice", SmoothCommand.class, frames, "sigma=2", "dimensions=3D");
		final ImagePlus bare = plane(8);
		bare.getCalibration().setUnit("pixel");
		bare.getCalibration().pixelWidth = bare.getCalibration().pixelHeight = bare.getCalibration().pixelDepth = 1;
		assertNoted(true, "no pixel size", SmoothCommand.class, bare, "sigma=2", "unit=physical");
	}
}
