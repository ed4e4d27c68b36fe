package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.PhysicalLengths;
import io.github.convolvej.command.scijava.MacroCallers;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.dialog.Confirmed;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImagePart;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.ImageJMonitor;
import io.github.convolvej.ij1.job.InPlace;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.ij1.job.JobText;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/**
 * A command that filters one image. The result is a new image, unless the user wants to change the image itself.
 * Subclasses declare the parameters and turn them into a {@link FilterJob}. This class runs the job, shows the result
 * and reports errors. Parameters are one-word fields in lower case. They have defaults and are not remembered
 * ({@code persist = false}), so that a macro gives the same result tomorrow. {@link #job} checks all parameters,
 * because macros and scripts bypass the dialog.
 */
public abstract class FilterCommand extends ContextCommand implements JobSource, LiveText, Confirmed {

	// not required: without an image, SciJava would cancel silently, but run() shows a message
	@Parameter(required = false, persist = false, label = "Image", description = "The image to filter. It stays as it is unless the result goes to it (target=in-place).")
	private ImagePlus image;

	@Parameter(persist = false, label = "ROI", choices = { "ignore", "crop", "mask" }, attrs = @Attr(
		name = ParameterValues.COMMON), description = "The selection: ignore it; crop: the result is its box alone; mask: only inside its shape is filtered.")
	private String roi = "ignore";

	@Parameter(persist = false, label = "Part", attrs = @Attr(name = ParameterValues.COMMON), description =
		"What is filtered: all; channel or plane, those that are shown; channel:2; plane:2,3,1 (channel, slice, time point).")
	private String part = "all";

	@Parameter(persist = false, label = "Target", choices = { "new", "virtual", "in-place" }, attrs = @Attr(
		name = ParameterValues.COMMON), description = "Where the result goes: new, an image in memory; virtual, an image whose slices are computed when you look at them; " +
			"in-place, this image, with Undo.")
	private String target = "new";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	private final List<String> notes = new ArrayList<>();

	private volatile boolean glimpse;

	@Override
	public String liveText(final ImagePlus shown) {
		final FilterJob job = job(shown, true);
		final StringBuilder text = new StringBuilder(describe(job));
		Traps.of(job, macroLine().values()).forEach(trap -> text.append("\nNote: ").append(trap));
		FileReadings.of(job).forEach(reading -> text.append("\nNote: ").append(reading));
		return text.toString();
	}

	/**
	 * @param job a job of this command
	 * @return a description of the result, with all notes
	 */
	protected String describe(final FilterJob job) {
		final StringBuilder text = new StringBuilder(JobText.of(job));
		notes.forEach(note -> text.append("\nNote: ").append(note));
		return text.toString();
	}

	/**
	 * Checks the parameters against an image and plans the work. Subclasses
	 * implement it; callers use {@link #job(ImagePlus)}.
	 *
	 * @param input the image, or the planes of it that are filtered
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	protected abstract FilterJob job(ImageInput input);

	/**
	 * Plans the work. Applies the parameters that all filters share: the ROI, the
	 * planes to filter, and whether the image itself is changed. Afterwards,
	 * {@link #notes} returns the notes for the user.
	 *
	 * @param whole the image
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	@Override
	public final FilterJob job(final ImagePlus whole) {
		return job(whole, false);
	}

	@Override
	public final FilterJob preview(final ImagePlus whole) {
		glimpse = true;
		try {
			return job(whole, false);
		}
		finally {
			glimpse = false;
		}
	}

	/** @return whether the work is planned for a preview, which must appear at once */
	protected final boolean isGlimpse() {
		return glimpse;
	}

	/**
	 * Plans the work from the size of the image alone. It reads no pixels.
	 *
	 * @param whole the image
	 * @return the planned work, which can be described but not run
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	public final FilterJob jobBySizes(final ImagePlus whole) {
		return job(whole, true);
	}

	private FilterJob job(final ImagePlus whole, final boolean sizesOnly) {
		Choices.check("roi", roi, "ignore", "crop", "mask");
		Choices.check("target", target, "new", "virtual", "in-place");
		final ImagePart wanted = ImagePart.parse(part);
		final ImageInput input = sizesOnly ? ImageInput.sizesOf(whole, wanted, roi) : ImageInput.of(whole, wanted, roi);
		checkShared(roi, target);
		final FilterJob job = plan(input);
		// a result that is not computed from the image cannot be cropped or masked like it, nor replace it
		final boolean other = job.input() != input;
		if (other && !roi.equals("ignore")) throw new IllegalArgumentException("roi is " + roi + ", but the result is not" +
			" made of the image's samples: use roi=ignore");
		if (other && target.equals("in-place")) throw new IllegalArgumentException(
			"target is in-place, but the result is not made of the image's samples: use target=new");
		if (target.equals("in-place")) InPlace.check(job);
		return job;
	}

	private FilterJob plan(final ImageInput input) {
		notes.clear();
		final FilterJob job = job(input);
		noteSingleSlice(job);
		return job;
	}

	/** Adds a note if a 3D filter gets a single slice: the slices may have been read as time points. */
	private void noteSingleSlice(final FilterJob job) {
		final ImageInput input = job.input();
		if (!job.zFirst() || input.slices() > 1 || job.receptiveField()[2] <= 1) return;
		note("The filter works along z, but the image has only one slice" + (input.frames() > 1 ? " and " + input.frames() +
			" time points. If these are slices, say so in Image > Hyperstacks > Re-order Hyperstack...; otherwise use dimensions=2D"
			: ": above and below there is nothing but the border. Use dimensions=2D"));
	}

	/**
	 * Adds a note. Call it in {@link #job(ImageInput)}: the dialog shows the note, a run logs it.
	 *
	 * @param text what the user should know; not an error
	 */
	protected final void note(final String text) {
		notes.add(text);
	}

	/**
	 * Notes that lengths are in pixels although physical ones are wanted, if the image has no pixel size.
	 *
	 * @param unit the unit of lengths
	 * @param input the image
	 */
	protected final void noteUnit(final String unit, final ImageInput input) {
		final String text = PhysicalLengths.note(unit, input);
		if (text != null) note(text);
	}

	/** @return the notes of the last planning */
	public List<String> notes() {
		return Collections.unmodifiableList(notes);
	}

	/**
	 * Checks the parameters that all filters share, before the work is planned.
	 * Commands that do not support all values override it and reject the others.
	 *
	 * @param roiUse ignore, crop or mask
	 * @param resultTarget new, virtual or in-place
	 * @throws IllegalArgumentException saying what would be right
	 */
	protected void checkShared(final String roiUse, final String resultTarget) {}

	/** @return the command's menu label without dots, for messages */
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
			FileReadings.check(job, MacroCallers.called(this), name());
			// a virtual stack computes its planes later, and Esc must not stop that
			final ImagePlus filtered = target.equals("virtual") ? job.virtual(Monitor.NONE) : compute(job, monitor);
			// Esc pressed after the computation still discards the result
			if (monitor.isCancelled()) throw new CancellationException();
			if (job.clamped() > 0) IJ.log(clampedMessage(job));
			result = target.equals("in-place") ? InPlace.write(job, filtered) : filtered;
			trace(job, result);
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
		if (result == image) return;
		// make the title unique, so that users and macros can tell images apart
		result.setTitle(WindowManager.makeUniqueName(result.getTitle()));
		if (shows(result)) Macros.showHeadless(result);
	}

	/**
	 * Computes the result. Commands that return more than an image override it.
	 *
	 * @param job the work
	 * @param monitor is told of progress and asked whether to stop
	 * @return the image
	 */
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		return job.compute(monitor);
	}

	/**
	 * @return whether the command arranges the result of its job anew, so that the job alone does not give it: it is computed
	 *         as a whole, and single pixels cannot be explained
	 */
	public boolean arrangesResult() {
		return false;
	}

	/** @return whether the command adds rows to a table besides making an image */
	public boolean givesTable() {
		return false;
	}

	/**
	 * @param job a job of this command
	 * @return the headings of the job's table; empty if it has no table
	 * @throws IllegalArgumentException if there are too many for a table
	 */
	public List<String> headings(final FilterJob job) {
		return Collections.emptyList();
	}

	/**
	 * Returns a result to write to a file. The planes of an image are computed when they
	 * are written; numbers are computed now, once for the image and the table rows.
	 *
	 * @param job the work
	 * @param monitor is told of progress and asked whether to stop
	 * @return the image, and the table rows if there are any
	 * @throws IllegalArgumentException saying what was wrong, where, and what would
	 *           be right
	 * @throws CancellationException if the monitor cancelled
	 */
	public CommandResult result(final FilterJob job, final Monitor monitor) {
		return new CommandResult(job.virtual(monitor), (rows, name) -> {});
	}

	/**
	 * Records in the result how it was made, see {@link io.github.convolvej.ij1.macro.Provenance}.
	 *
	 * @param job the work
	 * @param filtered its result
	 */
	public void trace(final FilterJob job, final ImagePlus filtered) {
		ProvenanceWriter.write(this, job, filtered);
	}

	/** @return the macro line that runs this command, with all keys, including those with default values */
	public MacroLine macroLine() {
		return ProvenanceWriter.line(this);
	}

	/**
	 * @param job finished work with clamped samples
	 * @return a sentence that states how many samples were clamped
	 */
	public String clampedMessage(final FilterJob job) {
		final boolean one = job.clamped() == 1;
		return name() + ": " + job.clamped() + (one ? " sample" : " samples") + " did not fit " + job.sampleType() +
			(one ? " and was" : " and were") + " clamped; output=32-bit keeps them";
	}

	/** Before a stack is changed in place, asks whether to change all its planes, as ImageJ does. */
	@Override
	public boolean confirm() {
		final String meant = target.equals("in-place") ? InPlace.confirm(image, part) : part;
		if (meant != null) part = meant;
		return meant != null;
	}
}
