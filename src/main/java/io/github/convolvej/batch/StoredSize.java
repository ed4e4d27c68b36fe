package io.github.convolvej.batch;

import io.github.convolvej.run.Options;
import io.github.convolvej.store.BlockSink;

import java.io.IOException;

/** How much of its size a result keeps when it is compressed, found by computing some of its blocks. */
public final class StoredSize {

	/** Number of blocks that are computed, evenly spaced. */
	public static final int BLOCKS = 3;

	private StoredSize() {}

	/**
	 * Computes some units of a result, and encodes them.
	 *
	 * @param recipe the recipe
	 * @param sink the sink, to which nothing is written
	 * @param plan the plan for both
	 * @return bytes stored for each byte of samples
	 * @throws IOException if samples cannot be read or encoded
	 */
	public static double ratio(final StreamedRecipe recipe, final BlockSink sink, final BatchPlan plan) throws IOException {
		final BlockGrid grid = plan.grid();
		double stored = 0;
		double samples = 0;
		for (int i = 0; i < BLOCKS; i++) {
			final Box unit = grid.unit((long) ((i + 0.5) / BLOCKS * grid.units()));
			stored += sink.storedBytes(grid.sinkMin(unit), grid.sinkSize(unit), recipe.compute(unit, Options.DEFAULT).samples());
			samples += unit.samples();
		}
		return stored / (samples * recipe.targetType().bytes());
	}
}
