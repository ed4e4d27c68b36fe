package io.github.convolvej.filter.transposed;

/**
 * The part of a target plane that is computed at once: some rows of one phase
 * along y, joined to one working line.
 */
final class Band {

	/** The phase along y. */
	final int phase;
	/** Number of the first row within the phase. */
	final int first;
	/** Number of joined rows. */
	final int rows;
	/** Samples of the working line, rounded up to whole vectors. */
	final int length;

	Band(final int phase, final int first, final int rows, final int length) {
		this.phase = phase;
		this.first = first;
		this.rows = rows;
		this.length = length;
	}
}
