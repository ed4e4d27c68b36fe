package io.github.convolvej.command;

import io.github.convolvej.command.scijava.MacroCallers;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.macro.Provenance;

import org.scijava.ItemIO;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

/** A command that reads the record of how a result was made, and gives a text. It makes no image. */
public abstract class RecordCommand extends ContextCommand implements LiveText {

	@Parameter(required = false, persist = false, label = "Image", description = "A result of ConvolveJ.")
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	/**
	 * @param result an image with a record
	 * @param record how it was made
	 * @return the text that the command gives
	 * @throws IllegalArgumentException saying what was wrong, where, and what would be right
	 */
	abstract String tell(ImagePlus result, Provenance record);

	/**
	 * Checks the parameters. The check does not depend on the image.
	 *
	 * @throws IllegalArgumentException saying what was wrong, and what would be right
	 */
	void check() {}

	/**
	 * @param result an image with a record
	 * @param record how it was made
	 * @return the preview of the text that the dialog shows
	 * @throws IllegalArgumentException saying what is missing
	 */
	abstract String preview(ImagePlus result, Provenance record);

	@Override
	public final String liveText(final ImagePlus shown) {
		if (shown == null) throw new NothingYet("Open a result of ConvolveJ first.");
		final Provenance record = Provenance.of(shown);
		if (record.steps().isEmpty()) throw new NothingYet("'" + shown.getTitle() +
			"' is no result of ConvolveJ, so nothing is known of how it was made: close this dialog and choose one that is.");
		check();
		return preview(shown, record);
	}

	@Override
	public void run() {
		try {
			check();
			if (image == null) throw new IllegalArgumentException("There is no image: open a result of ConvolveJ first");
			final Provenance record = Provenance.of(image);
			record.last();
			text = tell(image, record);
			if (MacroCallers.called(this)) IJ.log(text);
		}
		catch (final RuntimeException e) {
			Macros.fail(this, name(), e);
		}
	}

	private String name() {
		final String path = getClass().getAnnotation(Plugin.class).menuPath();
		return path.substring(path.lastIndexOf('>') + 1).replace("...", "");
	}

	/** Whether a person is watching: ImageJ has windows, and no macro runs on this thread. */
	static boolean isWatched() {
		return !java.awt.GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !MacroCallers.called(RecordCommand.class);
	}

	/**
	 * Whether a person, not a macro, has called this command. The command may run on another thread than its caller.
	 */
	final boolean isForUser() {
		return isWatched() && !MacroCallers.called(this);
	}
}
