package io.github.convolvej.command;

import io.github.convolvej.ij1.FilterJob;
import io.github.convolvej.ij1.ImageInput;
import io.github.convolvej.ij1.ImageJMonitor;
import io.github.convolvej.run.Monitor;

import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

/**
 * A command that filters one image into a new one. Subclasses have the parameters
 * and turn them into a {@link FilterJob}; running, showing and failing is the same
 * for all. Parameters are one-word fields in lower case, with defaults, and not
 * remembered ({@code persist = false}), so that a macro means the same tomorrow;
 * {@link #job} checks all of them, since macros and scripts bypass the dialog.
 */
public abstract class FilterCommand extends ContextCommand {

	// not required: SciJava would cancel without a word if there is no image, run() refuses it with a message
	@Parameter(required = false, persist = false, label = "Image", description = "The image to filter. It is not changed.")
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	/**
	 * Checks the parameters against an image and plans the work.
	 *
	 * @param input the image
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	public abstract FilterJob job(ImageInput input);

	/** @return the command's label without dots, as it names itself in messages */
	public String name() {
		final String path = getClass().getAnnotation(Plugin.class).menuPath();
		return path.substring(path.lastIndexOf('>') + 1).replace("...", "").trim();
	}

	@Override
	public void run() {
		final ImageJMonitor monitor = new ImageJMonitor(name(), this::isCanceled);
		try {
			final FilterJob job = job(ImageInput.of(image));
			final ImagePlus filtered = compute(job, monitor);
			// too late for the computation, but not for the user
			if (monitor.isCancelled()) throw new CancellationException();
			if (job.clamped() > 0) IJ.log(clampedMessage(job));
			result = filtered;
		}
		catch (final CancellationException e) {
			if (!isCanceled()) cancel(name() + " was cancelled");
			return;
		}
		catch (final RuntimeException e) {
			Macros.fail(this, name(), e);
			return;
		}
		finally {
			monitor.end();
		}
		showHeadless();
	}

	/**
	 * Computes the result; commands that have more to give than an image do it here.
	 *
	 * @param job the work
	 * @param monitor is told of progress and asked whether to stop
	 * @return the image
	 */
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		return job.compute(monitor);
	}

	/**
	 * @param job finished work with clamped samples
	 * @return a sentence that says how many
	 */
	public String clampedMessage(final FilterJob job) {
		final boolean one = job.clamped() == 1;
		return name() + ": " + job.clamped() + (one ? " sample" : " samples") + " did not fit " + job.sampleType() +
			(one ? " and was" : " and were") + " clamped; output=32-bit keeps them";
	}

	private void showHeadless() {
		Macros.showHeadless(result);
	}
}
