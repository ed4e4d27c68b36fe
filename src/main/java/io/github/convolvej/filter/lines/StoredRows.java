package io.github.convolvej.filter.lines;

/** Rows that are stored one after another in an array. */
final class StoredRows<A> implements Rows<A> {

	private final A samples;
	private final int width;
	private int offset;

	StoredRows(final A samples, final int width) {
		this.samples = samples;
		this.width = width;
	}

	@Override
	public A at(final int row) {
		offset = row * width;
		return samples;
	}

	@Override
	public int offset() {
		return offset;
	}
}
