package io.github.convolvej.filter;

/**
 * An operation whose result can be computed box by box: each box needs a known
 * part of the image only. Operations that cannot be cut into boxes, such as
 * chains of layers with padding between them, are not filters; see {@code
 * network.ImageOperation}.
 */
public interface Filter extends Operation {

	@Override
	Plan on(long... sourceDimensions);

	@Override
	default Plan on(final long[][] sourceDimensions) {
		return on(sourceDimensions[0]);
	}
}
