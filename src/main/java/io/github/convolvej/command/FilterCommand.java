package io.github.convolvej.command;

import io.github.convolvej.ij1.FilterJob;
import io.github.convolvej.ij1.ImageInput;
import io.github.convolvej.ij1.ImageJMonitor;
import io.github.convolvej.ij1.JobSource;
import io.github.convolvej.ij1.JobText;
import io.github.convolvej.ij1.LiveText;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
public abstract class FilterCommand extends ContextCommand implements JobSource, LiveText {

	// not required: SciJava would cancel without a word if there is no image, run() refuses it with a message
	@Parameter(required = false, persist = false, label = "Image", description = "The image to filter. It is not changed.")
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	private final List<String> notes = new ArrayList<>();

	@Override
	public String liveText(final ImagePlus shown) {
		return describe(plan(ImageInput.sizesOf(shown)));
	}

	/**
	 * @param job a job of this command
	 * @return what it gives, in words, and what there is to note about it
	 */
	protected String describe(final FilterJob job) {
		final StringBuilder text = new StringBuilder(JobText.of(job));
		notes.forEach(note -> text.append("\nNote: ").append(note));
		return text.toString();
	}

	/**
	 * Checks the parameters against an image and plans the work.
	 *
	 * @param input the image
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	public abstract FilterJob job(ImageInput input);

	@Override
	public FilterJob job(final ImagePlus whole) {
		return plan(ImageInput.of(whole));
	}

	/**
	 * Plans the work like {@link #job(ImageInput)}; what there is to note is in {@link #notes}
	 * then.
	 *
	 * @param input the image
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	public FilterJob plan(final ImageInput input) {
		notes.clear();
		return job(input);
	}

	/**
	 * To be called in {@link #job(ImageInput)}: a dialog shows the note, a run logs it.
	 *
	 * @param text what the user should know, although it is no mistake
	 */
	protected final void note(final String text) {
		notes.add(text);
	}

	/** @return what there was to note when {@link #plan} was called last */
	public List<String> notes() {
		return Collections.unmodifiableList(notes);
	}

	/** @return the command's label without dots, as it names itself in messages */
	public String name() {
		final String path = getClass().getAnnotation(Plugin.class).menuPath();
		return path.substring(path.lastIndexOf('>') + 1).replace("...", "").trim();
	}

	@Override
	public void run() {
		final ImageJMonitor monitor = new ImageJMonitor(name(), this::isCanceled);
		try {
			final FilterJob job = job(image);
			notes.forEach(note -> IJ.log(name() + ": " + note));
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
			abortMacro(e instanceof IllegalArgumentException ? e.getMessage() : name() + " failed: " + e);
			throw e;
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

	private void abortMacro(final String message) {
		Macros.abort(getContext(), message);
	}
}
