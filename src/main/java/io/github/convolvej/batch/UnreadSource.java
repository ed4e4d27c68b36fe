package io.github.convolvej.batch;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageDescription;

/** An image that does not exist yet, for planning. */
public final class UnreadSource implements BlockSource {

	private final ImageDescription description;

	/**
	 * @param description description of the future image
	 */
	public UnreadSource(final ImageDescription description) {
		this.description = description;
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		final int[] unit = new int[description.numDimensions()];
		for (int d = 0; d < unit.length; d++)
			unit[d] = (int) Math.min(description.dimensions()[d], 1 << 6);
		return unit;
	}

	@Override
	public Object read(final long[] min, final int[] size) {
		throw new IllegalArgumentException("a step of the recipe needs samples of the image that the steps before make," +
			" such as their mean, before it can be planned: run these steps first, and this one on their result");
	}

	@Override
	public String location() {
		return description.name();
	}

	@Override
	public String fingerprint() {
		return "planned";
	}
}
