package io.github.convolvej.command;

import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.scijava.Context;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * The steps that made a result. They can be done again with other images. Every step must be a command of ConvolveJ
 * with valid keys and values: if a file records anything else, it is refused. Immutable.
 */
final class RecordedSteps {

	private final Context context;
	private final List<MacroLine> lines = new ArrayList<>();
	private final List<Roi> selections = new ArrayList<>();

	private RecordedSteps(final Context context) {
		this.context = context;
	}

	/**
	 * @param context where the commands are
	 * @param record how a result was made
	 * @return its steps, all of them checked
	 * @throws IllegalArgumentException if there is no record, or a step is no command of this version of ConvolveJ, has
	 *           invalid keys or values, or cannot be done again
	 */
	static RecordedSteps of(final Context context, final Provenance record) {
		record.last();
		final RecordedSteps steps = new RecordedSteps(context);
		for (final Provenance.Step step : record.steps()) {
			final MacroLine line = step.macro();
			final Map<String, String> values = new LinkedHashMap<>(line.values());
			// the target does not change the pixels
			final String target = values.remove("target");
			if ("in-place".equals(target) && !values.getOrDefault("part", "all").equals("all"))
				throw new IllegalArgumentException("'" + line.label() + "' changed part=" + values.get("part") +
					" of the image in place: the other planes stayed as they were, which a new image cannot have");
			final MacroLine anew = new MacroLine(line.label(), values);
			RecordedCommands.command(context, anew);
			steps.lines.add(anew);
			steps.selections.add(step.roi());
		}
		return steps;
	}

	/** @return number of steps */
	int count() {
		return lines.size();
	}

	/** @return the calls as lines of a macro */
	String text() {
		return lines.stream().map(MacroLine::toString).collect(Collectors.joining("\n"));
	}

	/**
	 * @return the ending that the steps add to the title of an image: their names on the command line, each after a
	 *           dash
	 */
	String suffix() {
		return lines.stream().map(line -> "-" + MacroLine.nameOf(line.label())).collect(Collectors.joining());
	}

	/**
	 * Does the steps without showing the images in between. If the last step gives a table, it is shown as usual.
	 *
	 * @param image the image, which is not changed
	 * @param monitor shows the progress of each step, and can stop the steps
	 * @return the result of the last step, with the record of all of them
	 * @throws IllegalArgumentException if a step does not suit the image, saying which
	 * @throws CancellationException if the monitor cancelled
	 */
	ImagePlus run(final ImagePlus image, final Monitor monitor) {
		ImagePlus current = image;
		for (int i = 0; i < lines.size(); i++)
			current = run(i, current, monitor);
		return current;
	}

	private ImagePlus run(final int i, final ImagePlus image, final Monitor monitor) {
		try {
			final FilterCommand command = RecordedCommands.command(context, lines.get(i));
			final FilterJob job = command.job(selected(image, selections.get(i)));
			final ImagePlus result = command.compute(job, monitor);
			if (monitor.isCancelled()) throw new CancellationException();
			command.trace(job, result);
			return result;
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(lines.size() == 1 ? e.getMessage() : "Step " + (i + 1) + " of " + lines.size() +
				", " + lines.get(i).label() + ": " + e.getMessage(), e);
		}
	}

	/** Copies the image with another selection. The copy shares its pixels; the selection of the user's image stays. */
	private static ImagePlus selected(final ImagePlus image, final Roi selection) {
		if (selection == null) return image;
		final ImagePlus copy = (ImagePlus) image.clone();
		copy.setRoi(selection);
		return copy;
	}
}
