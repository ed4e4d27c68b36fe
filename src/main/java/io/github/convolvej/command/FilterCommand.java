package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
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
 * A command that filters one image, into a new one unless it is asked to change it. Subclasses have the parameters
 * and turn them into a {@link FilterJob}; running, showing and failing is the same
 * for all. Parameters are one-word fields in lower case, with defaults, and not
 * remembered ({@code persist = false}), so that a macro means the same tomorrow;
 * {@link #job} checks all of them, since macros and scripts bypass the dialog.
 */
public abstract class FilterCommand extends ContextCommand implements JobSource, LiveText, Confirmed {

	// not required: SciJava would cancel without a word if there is no image, run() refuses it with a message
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

	private boolean glimpse;

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
	 * @return what it gives, in words, and what there is to note about it
	 */
	protected String describe(final FilterJob job) {
		final StringBuilder text = new StringBuilder(JobText.of(job));
		notes.forEach(note -> text.append("\nNote: ").append(note));
		return text.toString();
	}

	/**
	 * Checks the parameters against an image and plans the work: what subclasses
	 * define. Others ask with {@link #job(ImagePlus)}.
	 *
	 * @param input the image, or those of its planes that are filtered
	 * @return the work to do
	 * @throws IllegalArgumentException saying what was wrong, where, and what
	 *           would be right
	 */
	protected abstract FilterJob job(ImageInput input);

	/**
	 * Plans the work with what the parameters that all filters share say of the
	 * image: its ROI, its planes, and whether it is changed. What there is to note is
	 * in {@link #notes} then.
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

	/** @return whether the work that is planned now is for a picture that should be there at once */
	protected final boolean isGlimpse() {
		return glimpse;
	}

	/**
	 * The same by the sizes of the image alone: no samples are read.
	 *
	 * @param whole the image
	 * @return the work to do, which cannot be done
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
		// what is computed of something else is no picture of the image
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

	/** Time points are easily taken for slices. */
	private void noteSingleSlice(final FilterJob job) {
		final ImageInput input = job.input();
		if (!job.zFirst() || input.slices() > 1 || job.receptiveField()[2] <= 1) return;
		note("The filter works along z, but the image has only one slice" + (input.frames() > 1 ? " and " + input.frames() +
			" time points. If these are slices, say so in Image > Hyperstacks > Re-order Hyperstack...; otherwise use dimensions=2D"
			: ": above and below there is nothing but the border. Use dimensions=2D"));
	}

	/**
	 * To be called in {@link #job(ImageInput)}: a dialog shows the note, a run logs it.
	 *
	 * @param text what the user should know, although it is no mistake
	 */
	protected final void note(final String text) {
		notes.add(text);
	}

	/** @return what there was to note when the work was planned last */
	public List<String> notes() {
		return Collections.unmodifiableList(notes);
	}

	/**
	 * Checks the parameters that all filters share, before the work is planned:
	 * commands that cannot do all that these offer refuse it here.
	 *
	 * @param roiUse ignore, crop or mask
	 * @param resultTarget new, virtual or in-place
	 * @throws IllegalArgumentException saying what would be right
	 */
	protected void checkShared(final String roiUse, final String resultTarget) {}

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
			FileReadings.check(job, MacroCallers.called(this), name());
			// planes that are computed later are nothing that Esc should stop
			final ImagePlus filtered = target.equals("virtual") ? job.virtual(Monitor.NONE) : compute(job, monitor);
			// too late for the computation, but not for the user
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
		// two images of one title could not be told apart
		result.setTitle(WindowManager.makeUniqueName(result.getTitle()));
		Macros.showHeadless(result);
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

	/** @return whether it gives rows of a table besides an image */
	public boolean givesTable() {
		return false;
	}

	/**
	 * @param job a job of this command
	 * @return headings of its table; none if it gives none
	 * @throws IllegalArgumentException if there are too many for a table
	 */
	public List<String> headings(final FilterJob job) {
		return Collections.emptyList();
	}

	/**
	 * Gives the result for a file: an image whose planes are computed when they are
	 * written, or numbers that are computed now, once for the image and the rows.
	 *
	 * @param job the work
	 * @param monitor is told of progress and asked whether to stop
	 * @return the image, and the rows if it gives any
	 * @throws IllegalArgumentException saying what was wrong, where, and what would
	 *           be right
	 * @throws CancellationException if the monitor cancelled
	 */
	public CommandResult result(final FilterJob job, final Monitor monitor) {
		return new CommandResult(job.virtual(monitor), (rows, name) -> {});
	}

	/**
	 * Writes to a result how it was made, see {@link io.github.convolvej.ij1.macro.Provenance}.
	 *
	 * @param job the work
	 * @param filtered its result
	 */
	public void trace(final FilterJob job, final ImagePlus filtered) {
		ProvenanceWriter.write(this, job, filtered);
	}

	/** @return the call of this command as a line of a macro, with all keys, also those that have their defaults */
	public MacroLine macroLine() {
		return ProvenanceWriter.line(this);
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

	/** Before a stack is changed, ImageJ asks whether all of it is meant. */
	@Override
	public boolean confirm() {
		final String meant = target.equals("in-place") ? InPlace.confirm(image, part) : part;
		if (meant != null) part = meant;
		return meant != null;
	}
}
