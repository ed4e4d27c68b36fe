package io.github.convolvej.network;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Operation;

/** Makes a filter an operation on images. */
public final class FilterOperation implements ImageOperation {

	private static final long serialVersionUID = 1L;

	private final Filter filter;

	private FilterOperation(final Filter filter) {
		this.filter = filter;
	}

	/**
	 * @param filter any filter
	 * @return the same operation, run tile by tile
	 */
	public static ImageOperation of(final Filter filter) {
		return new FilterOperation(filter);
	}

	@Override
	public Operation definition() {
		return filter;
	}

	@Override
	public int numDimensions() {
		return filter.numDimensions();
	}

	@Override
	public int sources() {
		return filter.sources();
	}

	@Override
	public ImagePlan on(final long... sourceDimensions) {
		return new FilterPlan(filter.on(sourceDimensions));
	}

	@Override
	public ImagePlan on(final long[][] sourceDimensions) {
		return new FilterPlan(filter.on(sourceDimensions));
	}
}
