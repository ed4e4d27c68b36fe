package io.github.convolvej.filter;

import io.github.convolvej.filter.lines.RawRows;

/**
 * A plan that can also compute whole numbers of 8 or 16 bits without sign straight
 * from the arrays of an image into those of another one: the same bits as through
 * blocks, without the way through floating point.
 */
public interface WholeNumberPlan extends Plan {

	/**
	 * @param same whether the result has the type of the image, rounded half up, and
	 *          not 32-bit floating point
	 * @return whether it can, without any result that the type does not hold
	 */
	boolean takesWholeNumbers(boolean same);

	/**
	 * Computes a box of the result.
	 *
	 * @param source the box of the image that {@link #sourceInterval} names, all of it
	 *          within the image
	 * @param target the box to fill
	 * @param width samples of a row of the target
	 * @param rows number of rows of the target
	 */
	void apply(RawRows source, RawRows target, int width, int rows);
}
