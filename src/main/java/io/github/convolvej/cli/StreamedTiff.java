package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchRun;
import io.github.convolvej.batch.RecipeStep;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.StoredStack;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.ij1.image.PlaneSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.NewFile;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.TiffContent;
import io.github.convolvej.store.tiff.TiffSink;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;

/**
 * A result of a large image that is written into a TIFF block by block, so that not
 * even a plane of it is in memory. Plane by plane, the chunks of a volume would also
 * be read again for each of their slices.
 */
final class StreamedTiff implements Closeable {

	private static final int MEMORY_FRACTION = 4;
	/** Pages that are compressed as a whole are decoded as a whole: if they are larger, they are better read once each. */
	private static final int LARGEST_STRIP = 1 << 20;
	/** Types that images of ImageJ keep: others become floating point there, and results would differ with the size. */
	private static final Set<SampleType> EXACT = EnumSet.of(SampleType.UINT8, SampleType.UINT16, SampleType.INT16,
		SampleType.FLOAT32);

	private final Recipe recipe;
	private final BlockSource source;
	private final List<RecipeStep> steps = new ArrayList<>();
	private final FilterCommand command;
	private final FilterJob job;
	private StreamedRecipe bound;

	private StreamedTiff(final Recipe recipe, final BlockSource source, final ImagePlus image) {
		this.recipe = recipe;
		this.source = source;
		ImagePlus input = image;
		for (int i = 0; i < recipe.size() - 1; i++) {
			final FilterCommand step = recipe.commandAt(i);
			final FilterJob planned = add(i, step, input);
			input = outline(step, planned);
		}
		command = recipe.last();
		job = add(recipe.size() - 1, command, input);
	}

	private FilterJob add(final int i, final FilterCommand step, final ImagePlus image) {
		recipe.select(i, image);
		if (!"ignore".equals(step.macroLine().values().getOrDefault("roi", "ignore"))) throw new IllegalArgumentException(
			"a selection is filtered plane by plane");
		final FilterJob planned = recipe.job(i, step, image);
		steps.add(VolumeRecipe.step(planned, image, step.name(), recipe.text(i)));
		final long heap = Runtime.getRuntime().maxMemory();
		bound = new StreamedRecipe(source, new ArrayList<>(steps), heap / MEMORY_FRACTION, heap);
		return planned;
	}

	/**
	 * @param recipe the filters
	 * @param input an image
	 * @param file the same, to be opened
	 * @param memoryLimit bytes above which it or its result is large
	 * @return writes its result block by block; null if it is small, or the recipe cannot
	 *         be run so, and planes are to be written one by one
	 * @throws IOException if the image cannot be read
	 */
	static StreamedTiff of(final Recipe recipe, final Path input, final ImageFile file, final long memoryLimit)
		throws IOException
	{
		if (recipe.last().givesTable()) return null;
		final boolean stored = Files.isDirectory(input);
		if (stored && !ZarrImages.isZarr(input)) return null;
		final ImagePlus image = stored ? null : file.unread(memoryLimit);
		if (!stored && image == null) return null;
		final BlockSource source = stored ? ZarrImages.open(input.toString(), null) : new PlaneSource(image, input.toString(),
			input.toString());
		StreamedTiff streamed = null;
		try {
			if (!EXACT.contains(source.description().type()) || !stored && isOneStrip(source)) return null;
			streamed = new StreamedTiff(recipe, source, stored ? StoredStack.unread(source) : image);
			if (!streamed.bound.needsWhole() && (!stored || streamed.job.bytes() > memoryLimit) && streamed.fits()) return streamed;
			streamed = null;
		}
		catch (final IllegalArgumentException e) {
			// a part of the image, or statistics of a step in between: planes are written one by one, or the fault is found again
			streamed = null;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		finally {
			if (streamed == null) source.close();
		}
		return null;
	}

	private static boolean isOneStrip(final BlockSource source) {
		final int[] unit = source.unit();
		final long[] size = source.description().dimensions();
		return unit[0] == size[0] && unit[1] == size[1] && (long) unit[0] * unit[1] * source.description().type()
			.bytes() > LARGEST_STRIP;
	}

	/** Whether the samples are written as they are computed, in planes of the same number. */
	private boolean fits() {
		final long[] planned = { job.width(), job.height(), job.slices(), job.channels(), job.frames() };
		final long[] computed = new long[planned.length];
		Arrays.setAll(computed, d -> size("xyzct".substring(d, d + 1)));
		return Arrays.equals(planned, computed) && job.kind().type().getClass().equals(bound.result().type().imgLib2Type()
			.getClass()) && bound.result().type() != SampleType.INT16;
	}

	private long size(final String axis) {
		final int d = bound.result().indexOf(axis);
		return d < 0 ? 1 : bound.result().dimensions()[d];
	}

	/** The last command, which was planned. */
	FilterCommand command() {
		return command;
	}

	/** What is computed last. */
	FilterJob job() {
		return job;
	}

	/** What the TIFF holds besides the samples, with the record of all steps. */
	ImagePlus outline() {
		return outline(command, job);
	}

	private ImagePlus outline(final FilterCommand step, final FilterJob planned) {
		final StreamedRecipe computed = bound;
		final ImagePlus outline = planned.outline((channel, y, count) -> {
			try {
				return computed.samples(new long[] { 0, y, 0, channel, 0 }, new long[] { planned.width(), count, 1, 1, 1 });
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		});
		step.trace(planned, outline);
		return outline;
	}

	/**
	 * @param file the new file
	 * @param outline what it holds besides the samples
	 * @param monitor is told of progress and asked whether to stop
	 * @return number of samples that were clamped
	 * @throws IOException if samples cannot be read or written
	 */
	long write(final NewFile file, final ImagePlus outline, final Monitor monitor) throws IOException {
		final TiffContent content = TiffContents.of(outline);
		try (BlockSink sink = new TiffSink(file.channel(), content, bound.result(), recipe.name() + " of " + source.location())) {
			final BatchRun run = new BatchRun(bound, sink, monitor);
			run.run();
			sink.finish();
			return run.clamped();
		}
	}

	@Override
	public void close() throws IOException {
		source.close();
	}
}
