package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.MemoryImage;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks cover every unit once, whatever the memory, and little memory does not make much be read again. */
class BlockGridTest {

	private static StreamedRecipe recipe(final long memory, final long... size) {
		final String[] names = { "x", "y", "z", "c", "t" };
		final List<ImageAxis> axes = new ArrayList<>();
		for (int d = 0; d < size.length; d++)
			axes.add(new ImageAxis(names[d], size[d], 1, 0, null));
		final ImageDescription image = new ImageDescription("image", axes, SampleType.UINT16);
		return new StreamedRecipe(new GeneratedSource(image, 1), Arrays.asList(new RecipeStep("smooth", Smooth.gaussian(1, 1, 1),
			3).type(null)), memory);
	}

	@ParameterizedTest
	@CsvSource({ "1,16", "2,16", "8,16", "64,16", "8,40", "1000,7" })
	void everyUnitIsInOneBlock(final int megabytes, final int unit) {
		final StreamedRecipe recipe = recipe((long) megabytes << 20, 301, 203, 97, 2, 3);
		final MemoryImage sink = new MemoryImage(recipe.result(), unit, unit, unit, 1, 2);
		for (final boolean apart : new boolean[] { false, true })
			assertEachUnitIsInOneBlock(new BlockGrid(recipe, sink, 2, 4, apart));
	}

	private static void assertEachUnitIsInOneBlock(final BlockGrid grid) {
		final Set<Long> units = new HashSet<>();
		for (long i = 0; i < grid.blocks(); i++)
			for (final long u : grid.unitsOf(grid.block(i)))
				assertTrue(units.add(u), "unit " + u + " is in two blocks");
		assertEquals(grid.units(), units.size());
	}

	@ParameterizedTest
	@CsvSource({ "24,4", "48,2.3", "200,1" })
	void chunksAreReadAgainAsLittleAsTheMemoryAllows(final int megabytes, final double most) throws IOException {
		final StreamedRecipe recipe = recipe((long) megabytes << 20, 384, 320, 128);
		Parallelization.runSingleThreaded(() -> {
			try {
				new BatchRun(recipe, new MemoryImage(recipe.result(), 64, 64, 64), Monitor.NONE).run();
			}
			catch (final IOException e) {
				throw new AssertionError(e);
			}
		});
		final double samples = 384 * 320 * 128;
		assertTrue(recipe.samplesRead() <= most * samples, recipe.samplesRead() / samples + " read for each");
		assertTrue(recipe.samplesNeeded() <= 1.4 * samples, recipe.samplesNeeded() / samples + " needed for each");
	}

	@ParameterizedTest
	@CsvSource({ "8,16", "1000,7" })
	void theNextBlockThatReadsAChunkIsKnown(final int megabytes, final int unit) {
		final StreamedRecipe recipe = recipe((long) megabytes << 20, 101, 83, 47, 2, 1);
		final BlockGrid grid = new BlockGrid(recipe, new MemoryImage(recipe.result(), unit, unit, unit, 1, 1), 2);
		final BlockUses uses = BlockUses.of(recipe, grid);
		for (final long[] min : new long[][] { { 0, 0, 0, 0, 0 }, { 50, 40, 20, 1, 0 }, { 100, 82, 46, 1, 0 } }) {
			final Box chunk = new Box(min, new long[] { 1, 1, 1, 1, 1 });
			long expected = Long.MAX_VALUE;
			for (long i = grid.blocks() - 1; i >= 0; i--) {
				if (touches(recipe.needed(grid.block(i)), min)) expected = i;
				assertEquals(expected, uses.next(chunk, i));
			}
		}
	}

	private static boolean touches(final Box box, final long... position) {
		for (int d = 0; d < position.length; d++)
			if (position[d] < box.min(d) || position[d] > box.max(d)) return false;
		return true;
	}
}
