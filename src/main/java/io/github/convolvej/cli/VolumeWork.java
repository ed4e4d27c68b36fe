package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchPlan;
import io.github.convolvej.batch.BlockTask;
import io.github.convolvej.batch.RecipeStep;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.zarr.ZarrHelper;
import io.github.convolvej.store.zarr.ZarrWriter;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A level of a result that is to be computed. The process that plans it has the
 * recipe and the sink at hand; all the rest can be sent to another process, which
 * makes its own of it, and computes the same blocks by the same {@link
 * BlockTask}.
 */
public final class VolumeWork implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Null for a coarser level, which is made of the one before. */
	private final VolumeInput input;
	private final String target;
	/** Part and token of the writer of the container. */
	private final String part;
	private final String token;
	private final int level;
	private final String fingerprint;
	private final List<RecipeStep> steps;
	private final long memory;
	private final long heap;
	private final BatchPlan plan;
	private final boolean isNew;
	private final transient StreamedRecipe recipe;
	private final transient BlockSink sink;

	VolumeWork(final VolumeInput input, final Path target, final ZarrWriter writer, final int level, final long heap,
		final StreamedRecipe recipe, final BlockSink sink, final BatchPlan plan, final String fingerprint)
	{
		this.input = input;
		this.target = target.toAbsolutePath().normalize().toString();
		part = writer.part();
		token = writer.token();
		this.level = level;
		this.fingerprint = fingerprint;
		this.heap = heap;
		isNew = writer.isNew();
		this.plan = plan;
		this.recipe = recipe;
		this.sink = sink;
		steps = new ArrayList<>(recipe.steps());
		memory = recipe.memory();
	}

	/** @return the blocks */
	public BatchPlan plan() {
		return plan;
	}

	/** @return the recipe, in the process that has planned the work; null in others */
	public StreamedRecipe recipe() {
		return recipe;
	}

	/** @return the sink, in the process that has planned the work; null in others */
	public BlockSink sink() {
		return sink;
	}

	/** @return folder of the result, with all its folders */
	public String target() {
		return target;
	}

	/** @return path or address of the input, with all its folders; that of the result for a coarser level */
	public String input() {
		return input == null ? target : input.absolute();
	}

	/** @return name of the result and, of a coarser level, its number, for messages */
	public String name() {
		return Path.of(target).getFileName() + (level == 0 ? "" : ", level " + level);
	}

	/** @return whether no block is there yet, so that none is to be looked for */
	public boolean isNew() {
		return isNew && plan.isAll();
	}

	/** @return identifies the work among those of a run */
	public String id() {
		return target + " " + token + " " + level;
	}

	/** The result is not found or cannot be written where it is opened. On a disk that machines share, it may still appear. */
	public static final class NoContainer extends IOException {

		private static final long serialVersionUID = 1L;

		private NoContainer(final String message, final Throwable cause) {
			super(message, cause);
		}
	}

	/** The work of another process. */
	public static final class Elsewhere {

		private final ZarrHelper helper;
		private final StreamedRecipe recipe;
		private final BlockTask task;

		private Elsewhere(final ZarrHelper helper, final StreamedRecipe recipe, final BlockTask task) {
			this.helper = helper;
			this.recipe = recipe;
			this.task = task;
		}

		/** @return computes blocks by number */
		public BlockTask task() {
			return task;
		}

		/** @return the recipe on the input as this process reads it */
		public StreamedRecipe recipe() {
			return recipe;
		}

		/**
		 * Frees what was opened.
		 *
		 * @throws IOException if unfinished files cannot be deleted
		 */
		public void close() throws IOException {
			recipe.source().close();
			helper.close();
		}
	}

	/**
	 * Opens input and result in another process.
	 *
	 * @return what computes the blocks there
	 * @throws IOException if the input is not found, or is another one there; or
	 *           the result is not found or cannot be written
	 */
	public Elsewhere open() throws IOException {
		final ZarrHelper helper = join();
		try {
			final BlockSource source = input == null ? helper.read(level - 1) : openInput();
			final StreamedRecipe own = new StreamedRecipe(source, steps, memory, heap);
			return new Elsewhere(helper, own, new BlockTask(own, helper.level(level), plan));
		}
		catch (final IOException | RuntimeException e) {
			helper.close();
			throw e;
		}
	}

	private ZarrHelper join() throws IOException {
		try {
			return ZarrHelper.join(Path.of(target), part, token);
		}
		catch (final IOException e) {
			throw new NoContainer("OUTPUT " + e.getMessage() + ": give a path that is the same on all machines, on a disk that" +
				" they share", e);
		}
	}

	private BlockSource openInput() throws IOException {
		final BlockSource source;
		try {
			source = input.openElsewhere();
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new IOException("INPUT " + input.absolute() + " is not there (" + e.getMessage() +
				"): give a path that is the same on all machines, on a disk that they share, or an address", e);
		}
		if (!source.fingerprint().equals(fingerprint)) throw new IOException("INPUT " + input.absolute() +
			" is another image than the driver sees at that path (" + source.fingerprint() + ", not " + fingerprint +
			"): give a path on a disk that all machines share");
		return source;
	}
}
