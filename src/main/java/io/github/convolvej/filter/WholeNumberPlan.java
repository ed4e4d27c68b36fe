package io.github.convolvej.filter;

import io.github.convolvej.filter.lines.RawRows;
import io.github.convolvej.filter.lines.Scratch;

/**
 * A plan that can also compute unsigned whole numbers of 8 or 16 bits directly
 * from the arrays of one image into those of another, without conversion to
 * floating point. The result has the same bits as with blocks.
 */
public interface WholeNumberPlan extends Plan {

	/**
	 * @param same true if the result has the type of the image and is rounded half
	 *          up, false if it is 32-bit floating point
	 * @return whether this is possible and the type can hold every result
	 */
	boolean takesWholeNumbers(boolean same);

	/**
	 * Computes a box of the result.
	 *
	 * @param source the box of the image that {@link #sourceInterval} returns,
	 *          which must lie within the image
	 * @param target the box to fill
	 * @param width samples of a row of the target
	 * @param rows number of rows of the target
	 * @param scratch memory of the calling thread
	 */
	void apply(RawRows source, RawRows target, int width, int rows, Scratch scratch);
}
