package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.PlaneBox;
import io.github.convolvej.ij1.image.SampleKind;

import java.awt.GraphicsEnvironment;
import java.util.Arrays;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.Undo;
import ij.gui.YesNoCancelDialog;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * Writes results into the image they were computed from, as ImageJ's filters do:
 * a single plane can be undone, a stack cannot. Everything is computed before
 * anything is written, so a run that is cancelled or fails leaves the image
 * unchanged.
 */
public final class InPlace {

	private InPlace() {}

	/**
	 * Asks a user who has answered a dialog, as ImageJ does before it changes a stack, whether all its planes are
	 * meant; only if ImageJ has a window.
	 *
	 * @param image the image that is about to be changed
	 * @param part the part to change, as in the parameter of commands
	 * @return the part that the user wants to change; null to change nothing
	 */
	public static String confirm(final ImagePlus image, final String part) {
		final boolean open = part.trim().equals("all") && image != null && image.getStackSize() > 1;
		if (!open || GraphicsEnvironment.isHeadless() || IJ.getInstance() == null) return part;
		final YesNoCancelDialog dialog = new YesNoCancelDialog(IJ.getInstance(), "Process Stack?", "Process all " + image
			.getStackSize() + " images? There is\nno Undo if you select \"Yes\".");
		return dialog.cancelPressed() ? null : dialog.yesPressed() ? part : "plane";
	}

	/**
	 * @param job the job whose result will be written into its image
	 * @throws IllegalArgumentException if this is not possible, with a remedy
	 */
	public static void check(final FilterJob job) {
		final ImageInput input = job.input();
		final ImagePlus image = input.planes().image();
		final String otherwise = ": use target=new";
		if (image.getStack().isVirtual()) throw new IllegalArgumentException(
			"target is in-place, but '" + image.getTitle() + "' is a virtual stack, which can only be read" + otherwise +
				", or duplicate it first");
		if (!input.region().isNone() && !input.region().masks()) throw new IllegalArgumentException(
			"target is in-place, but roi is crop, whose result is smaller than the image: use roi=mask, or target=new");
		if (!job.whole().keepsSamples()) throw new IllegalArgumentException(
			"target is in-place, but the result does not fit the image: " + job.whole().difference() + otherwise);
		if (job.kind() != input.kind()) throw new IllegalArgumentException("target is in-place, but the result is " + job
			.kind() + " and the image " + input.kind() + ": use output=same if the filter has it, or " + (input
				.kind() == SampleKind.RGB ? "target=new" : "convert the image to 32-bit first (Image > Type > 32-bit)"));
	}

	/**
	 * Writes a result into the image.
	 *
	 * @param job a finished job that passed {@link #check}
	 * @param result its result
	 * @return the image
	 * @throws IllegalArgumentException if another command is working on the image,
	 *           or has changed it in the meantime
	 */
	public static ImagePlus write(final FilterJob job, final ImagePlus result) {
		final PlaneBox planes = job.input().planes();
		final ImagePlus image = planes.image();
		if (!image.lockSilently()) throw new IllegalArgumentException("'" + image.getTitle() +
			"' is locked, since another command works on it: wait for that, or use Plugins > Utilities > Reset...");
		try {
			checkUnchanged(job, image);
			final boolean single = image.getStackSize() == 1;
			final boolean undo = single && !Prefs.disableUndo;
			final ImageProcessor plane = image.getProcessor();
			if (undo) plane.snapshot();
			for (int i = 0; i < planes.count(); i++) {
				final Object pixels = single ? plane.getPixels() : image.getStack().getPixels(planes.stackIndex(i));
				System.arraycopy(result.getStack().getPixels(i + 1), 0, pixels, 0, image.getWidth() * image.getHeight());
			}
			if (undo) Undo.setup(Undo.FILTER, image);
			else Undo.reset();
			if (job.kind() == SampleKind.GRAY32 && !job.keepsRange()) setRanges(planes, image, result);
		}
		finally {
			image.unlock();
		}
		image.changes = true;
		image.updateAndDraw();
		return image;
	}

	private static void checkUnchanged(final FilterJob job, final ImagePlus image) {
		final int[] then = job.input().planes().imageSize();
		if (!Arrays.equals(then, image.getDimensions()) || SampleKind.of(image) != job.input().kind())
			throw new IllegalArgumentException("'" + image.getTitle() +
				"' was changed while it was filtered, or closed: it is left as it is now");
	}

	/** Sets the display ranges of the channels whose values have changed. */
	private static void setRanges(final PlaneBox planes, final ImagePlus image, final ImagePlus result) {
		final LUT[] now = result.getLuts();
		final LUT[] luts = image.getLuts();
		for (int c = 0; c < now.length; c++) {
			luts[planes.first(0) + c].min = now[c].min;
			luts[planes.first(0) + c].max = now[c].max;
		}
		if (image instanceof CompositeImage) ((CompositeImage) image).setLuts(luts);
		else image.setDisplayRange(luts[0].min, luts[0].max);
	}
}
