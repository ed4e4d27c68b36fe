package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchRun;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.NewFile;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.TiffContent;
import io.github.convolvej.store.tiff.TiffSink;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes the TIFF of a container block by block. Plane by plane, the chunks of a
 * volume would be read again for each of their slices, where not all that a plane
 * touches fit into memory.
 */
final class StreamedTiff {

	private static final int MEMORY_FRACTION = 4;
	/** Types that images of ImageJ keep: others become floating point there, and results would differ with the size. */
	private static final Set<SampleType> EXACT = EnumSet.of(SampleType.UINT8, SampleType.UINT16, SampleType.INT16,
		SampleType.FLOAT32);

	private final Recipe recipe;
	private final BlockSource source;
	private final StreamedRecipe bound;

	private StreamedTiff(final Recipe recipe, final BlockSource source, final StreamedRecipe bound) {
		this.recipe = recipe;
		this.source = source;
		this.bound = bound;
	}

	/**
	 * @param recipe the filters
	 * @param input an image
	 * @param content what its TIFF holds besides the samples
	 * @return writes it block by block; null if it is no container, or the recipe
	 *         cannot be run so, and planes are to be written one by one
	 * @throws IOException if the container cannot be read
	 */
	static StreamedTiff of(final Recipe recipe, final Path input, final TiffContent content) throws IOException {
		if (!Files.isDirectory(input)) return null;
		final BlockSource source = ZarrImages.open(input.toString(), null);
		if (!EXACT.contains(source.description().type())) {
			source.close();
			return null;
		}
		final long heap = Runtime.getRuntime().maxMemory();
		final StreamedRecipe bound;
		try {
			bound = VolumeRecipe.bind(recipe, source, heap / MEMORY_FRACTION, heap, note -> {});
		}
		catch (final IllegalArgumentException e) {
			// a part of the image, or statistics of a step in between: planes are written one by one
			source.close();
			return null;
		}
		if (!bound.needsWhole() && TiffSink.holds(content, bound.result().type())) return new StreamedTiff(recipe, source, bound);
		source.close();
		return null;
	}

	/**
	 * @param file the new file
	 * @param content what it holds besides the samples
	 * @param monitor is told of progress and asked whether to stop
	 * @return number of samples that were clamped
	 * @throws IOException if samples cannot be read or written
	 */
	long write(final NewFile file, final TiffContent content, final Monitor monitor) throws IOException {
		try (BlockSource image = source;
				BlockSink sink = new TiffSink(file.channel(), content, bound.result(), recipe.name() + " of " + image.location()))
		{
			final BatchRun run = new BatchRun(bound, sink, monitor);
			run.run();
			sink.finish();
			return run.clamped();
		}
	}
}
