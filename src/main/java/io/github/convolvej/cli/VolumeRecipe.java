package io.github.convolvej.cli;

import io.github.convolvej.batch.RecipeStep;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.batch.UnreadSource;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.file.StoredStack;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.SampleType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.ImagePlus;

/** A recipe of commands as steps that run block by block. */
final class VolumeRecipe {

	private VolumeRecipe() {}

	/**
	 * @param recipe the commands
	 * @param source the image
	 * @param memory bytes that may be used
	 * @param heap bytes that the process that computes has at most
	 * @param notes is told what the commands note
	 * @return the steps on that image
	 * @throws IllegalArgumentException if a command has no result for it, or cannot be
	 *           run block by block
	 */
	static StreamedRecipe bind(final Recipe recipe, final BlockSource source, final long memory,
		final long heap, final Consumer<String> notes)
	{
		final List<RecipeStep> steps = new ArrayList<>();
		BlockSource input = source;
		for (int i = 0; i < recipe.size(); i++) {
			final FilterCommand command = recipe.commandAt(i);
			if (command.arrangesResult()) throw new IllegalArgumentException(command.name() +
				" arranges its result as a whole, but Zarr containers are written block by block: end OUTPUT in .tif, or use sort=none" +
				" and view=stack");
			final int number = i;
			steps.add(step(image -> recipe.job(number, command, image), command.name(), recipe.text(i), input));
			command.notes().forEach(notes);
			input = new UnreadSource(new StreamedRecipe(source, steps, memory, heap).result());
		}
		return new StreamedRecipe(source, steps, memory, heap);
	}

	private static RecipeStep step(final Function<ImagePlus, FilterJob> command, final String name, final String text,
		final BlockSource input)
	{
		final ImagePlus image = StoredStack.planned(input);
		return step(command.apply(image), image, name, text);
	}

	/**
	 * @param job work that was planned
	 * @param image the image that it was planned for
	 * @param name name of the command, for messages
	 * @param text the command with all keys
	 * @return the same as a step
	 * @throws IllegalArgumentException if it is not run on the whole image alone
	 */
	static RecipeStep step(final FilterJob job, final ImagePlus image, final String name, final String text) {
		if (job.input().image() != image) throw new IllegalArgumentException(name +
			" is asked for part of the image (part=...) or makes its result of something else, which Zarr containers are" +
			" not written of: leave part out");
		final boolean one = job.inputs().stream().allMatch(input -> input == job.input());
		RecipeStep step = (one ? RecipeStep.ofOneImage(text, job.operation(), job.spatial()) : new RecipeStep(text, job
			.operation(), job.spatial())).border(job.border());
		if (job.eachChannel()) step = step.eachChannel();
		if (!job.isPlaced(0)) step = step.withoutPlace();
		if (job.keepsChannels()) step = step.sameChannels();
		return step.type(job.keepsType() ? null : SampleType.FLOAT32);
	}
}
