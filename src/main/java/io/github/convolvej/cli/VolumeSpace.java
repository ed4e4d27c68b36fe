package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchPlan;
import io.github.convolvej.batch.StoredSize;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.files.FreeSpace;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a result fits its disk, before anything is written. What does not fit
 * uncompressed is refused; where it is compressed, a few blocks are computed to
 * find out how much smaller it becomes.
 */
final class VolumeSpace {

	private final Path target;
	private final double bytes;
	private final long free;

	/**
	 * @param target the container
	 * @param levels what is written into it
	 * @param plan the part of it that this run writes
	 * @param free bytes that its disk has left; 0 if it does not report them
	 */
	VolumeSpace(final Path target, final List<ImageDescription> levels, final BatchPlan plan, final long free) {
		this.target = target;
		this.free = free;
		bytes = levels.stream().mapToDouble(VolumeSpace::bytes).sum() * plan.units() / Math.max(1, plan.unitsInAll());
	}

	/** Bytes of the samples of an image. */
	static double bytes(final ImageDescription image) {
		double bytes = image.type().bytes();
		for (final long s : image.dimensions())
			bytes *= s;
		return bytes;
	}

	/** Size and free space, for a plan. */
	String describe(final boolean compressed) {
		return "needs " + (compressed ? "up to " : "") + NumberText.bytes((long) bytes) + (compressed ? " before compression"
			: "") + (free > 0 ? ", " + NumberText.bytes(free) + " are free on its disk" : "");
	}

	/**
	 * Checks the size.
	 *
	 * @param recipe the recipe
	 * @param sink how it is stored
	 * @param plan the plan for both
	 * @param compressed whether samples are compressed
	 * @param console is told if it may become tight
	 * @throws IOException if it does not fit
	 */
	void check(final StreamedRecipe recipe, final BlockSink sink, final BatchPlan plan, final boolean compressed,
		final Console console) throws IOException
	{
		if (free <= 0 || bytes <= free) return;
		// what is there of an earlier run is kept or replaced
		final double usable = free + (double) FreeSpace.taken(target);
		if (bytes <= usable) return;
		final String disk = NumberText.bytes(free) + " are free on the disk of " + target;
		if (!compressed) throw new IOException("the result needs " + NumberText.bytes((long) bytes) + ", but only " + disk +
			": make space, choose another disk, or let it be compressed (--compression=zstd)");
		final double stored = bytes * StoredSize.ratio(recipe, sink, plan);
		final String estimate = NumberText.bytes((long) stored) + " compressed, as " + StoredSize.BLOCKS +
			" of its blocks show (" + NumberText.bytes((long) bytes) + " before)";
		if (stored > usable) throw new IOException("the result needs about " + estimate + ", but only " + disk +
			": make space, choose another disk, or compute a part of the image");
		console.note(target + ": note: the result needs about " + estimate + ", and " + disk +
			"; should that not suffice, written blocks stay, and the same command goes on from there");
	}
}
