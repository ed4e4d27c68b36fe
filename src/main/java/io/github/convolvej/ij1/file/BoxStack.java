package io.github.convolvej.ij1.file;

import java.io.IOException;

/** A stack of which boxes are read without the rest of their planes. Thread-safe. */
public interface BoxStack {

	/** @return width and height of the boxes, counted from the first sample, that are read fastest */
	int[] unit();

	/**
	 * @param n number of a plane, from 1
	 * @param box x and y of its first sample, its width and height
	 * @return its samples as the stack's planes have them, row by row, in a new array
	 * @throws IOException if they cannot be read, or are damaged
	 */
	Object box(int n, int... box) throws IOException;
}
