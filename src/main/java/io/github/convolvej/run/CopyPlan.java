package io.github.convolvej.run;

import io.github.convolvej.filter.InPlacePlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;

/**
 * A plan whose result is the image itself. Run with a target of another type, it
 * converts samples in the same way as all filters.
 */
final class CopyPlan extends InPlacePlan {

	private static final long serialVersionUID = 1L;

	CopyPlan(final long[] dimensions) {
		super(dimensions);
	}

	@Override
	public String engine() {
		return "copy";
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		System.arraycopy(sources[0].data(), 0, target.data(), 0, target.samples());
	}
}
