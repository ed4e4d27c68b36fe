package io.github.convolvej.command;

import io.github.convolvej.ij1.explanation.PixelExplanation;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.macro.Provenance;

import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.gui.Roi;

/** Makes commands from the calls that are recorded in a result. */
public final class RecordedCommands {

	private RecordedCommands() {}

	/**
	 * @param context where the commands are
	 * @param line a call
	 * @return the command with its parameters set
	 * @throws IllegalArgumentException if this version has no such command, or the
	 *           command does not know a key or value
	 */
	public static FilterCommand command(final Context context, final MacroLine line) {
		for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
			final MenuEntry leaf = info.getMenuPath().getLeaf();
			final boolean own = info.getDelegateClassName().startsWith("io.github.convolvej.");
			if (!own || leaf == null || !leaf.getName().equals(line.label())) continue;
			final Module module = context.service(ModuleService.class).createModule(info);
			if (!(module.getDelegateObject() instanceof FilterCommand)) continue;
			ParameterValues.set(module, line.values());
			return (FilterCommand) module.getDelegateObject();
		}
		throw new IllegalArgumentException("The image was made by '" + line.label() + "', which ConvolveJ " + Provenance
			.version() + " does not have");
	}

	/**
	 * @param info a command of the plugin index, which does not say whether it is a filter
	 * @return whether it is a filter; false if its class cannot be loaded, as in an installation of mixed versions
	 */
	public static boolean isFilter(final CommandInfo info) {
		try {
			return FilterCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			return false;
		}
	}

	/**
	 * Sets up the filter that made an image again.
	 *
	 * @param context where the commands are
	 * @param result the image
	 * @param input the image that it was made of
	 * @return the filter on that image
	 * @throws IllegalArgumentException if the result has no record, the input does not suit the filter, or the result
	 *           does not depend on the input's pixels
	 */
	public static FilterJob job(final Context context, final ImagePlus result, final ImagePlus input) {
		final Provenance.Step step = Provenance.of(result).last();
		if (result == input) throw new IllegalArgumentException("'" + result.getTitle() +
			"' was changed in place: the pixels that it was made of are gone");
		final ImagePlus selected = step.roi() == null ? input : withRoi(input, step.roi());
		final FilterCommand command = command(context, step.macro());
		if (command.arrangesResult()) throw new IllegalArgumentException("'" + result.getTitle() + "' was arranged anew after " +
			command.name() + " had computed it: have its pixels explained in a result with sort=none and view=stack");
		final FilterJob job = command.job(selected);
		if (job.input().whole() != selected) throw new IllegalArgumentException("The pixels of '" + result.getTitle() +
			"' do not come from those of '" + input.getTitle() + "', but from the geometry alone (overlap=true or gridding=true)");
		return job;
	}

	/** Makes an image of the same pixels with another selection. The selection of the user's image stays as it is. */
	private static ImagePlus withRoi(final ImagePlus image, final Roi roi) {
		final ImagePlus selected = new ImagePlus(image.getTitle(), image.getStack());
		selected.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		selected.setCalibration(image.getCalibration());
		selected.setRoi(roi);
		return selected;
	}

	/**
	 * @param context where the commands are
	 * @param result an image that ConvolveJ has made
	 * @param input the image that it was made of
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 * @return how that pixel was computed
	 * @throws IllegalArgumentException if there is no explanation, saying why
	 */
	public static PixelExplanation explain(final Context context, final ImagePlus result, final ImagePlus input,
		final int... pixel)
	{
		return PixelExplanation.of(job(context, result, input), result, pixel);
	}
}
