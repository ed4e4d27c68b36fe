package io.github.convolvej.cli;

import io.github.convolvej.command.FilterCommand;

import java.util.List;
import java.util.function.Supplier;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Small images of all kinds. What none of them can be filtered with, for the same
 * reason, is wrong by itself and not for a file: text that is no number, a kernel
 * file that does not exist.
 */
final class Probes {

	/** The smallest first: what is too large for them is refused at once, with messages that differ. */
	private static final List<Supplier<ImagePlus>> IMAGES = List.of(() -> stack(24, 61, 48, 1, 1, 1), () -> stack(16, 47, 52, 4, 6,
		2), () -> stack(32, 33, 40, 2, 1, 5), () -> IJ.createImage("grey", 96, 80, 1, 8));

	private Probes() {}

	/** With a selection, channels, slices, time points and units. */
	private static ImagePlus stack(final int depth, final int width, final int height, final int... czt) {
		final ImagePlus stack = IJ.createImage("stack", width, height, czt[0] * czt[1] * czt[2], depth);
		stack.setDimensions(czt[0], czt[1], czt[2]);
		final Calibration c = stack.getCalibration();
		c.setUnit("um");
		c.pixelWidth = 0.5;
		c.pixelHeight = 0.5;
		c.pixelDepth = czt[1];
		final ImagePlus image = czt[0] > 1 ? new CompositeImage(stack, CompositeImage.COMPOSITE) : stack;
		image.setRoi(5, 4, 20, 16);
		return image;
	}

	/**
	 * @param command a command with its parameters
	 * @return what is wrong with them whatever the image is; null if nothing is
	 */
	static String fault(final FilterCommand command) {
		String fault = null;
		for (final Supplier<ImagePlus> image : IMAGES)
			try {
				command.jobBySizes(image.get());
				return null;
			}
			catch (final IllegalArgumentException e) {
				if (e.getMessage() == null || fault != null && !fault.equals(e.getMessage())) return null;
				fault = e.getMessage();
			}
			catch (final RuntimeException | OutOfMemoryError e) {
				// told, with its trace, when the first file fails by it
				return null;
			}
		return fault;
	}
}
