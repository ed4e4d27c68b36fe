package io.github.convolvej.network;

import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.geometry.DilationSchedule;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Small images that show what filters do. */
public final class Diagrams {

	private static final long MAX_SAMPLES = 1 << 26;

	private Diagrams() {}

	/**
	 * Counts the paths from each sample of the receptive field of a stack of
	 * dilated convolutions to the output; 0 marks the holes of gridding.
	 *
	 * @param axes the stack along each axis, x first
	 * @return an image of the size of the receptive field
	 * @throws IllegalArgumentException if there is no axis, or the receptive field
	 *           is too large to show
	 */
	public static Img<FloatType> paths(final DilationSchedule... axes) {
		if (axes.length == 0) throw new IllegalArgumentException("there is no axis: give the rates along x at least");
		final long[] size = new long[axes.length];
		double samples = 1;
		for (int d = 0; d < axes.length; d++) {
			size[d] = axes[d].receptiveField();
			samples *= size[d];
		}
		checkSize(samples, "receptive field");
		final double[][] paths = new double[axes.length][];
		for (int d = 0; d < axes.length; d++)
			paths[d] = axes[d].paths();
		final Img<FloatType> image = ArrayImgs.floats(size);
		final Cursor<FloatType> cursor = image.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			// taps are chosen on every axis independently
			double product = 1;
			for (int d = 0; d < axes.length; d++)
				product *= paths[d][cursor.getIntPosition(d)];
			cursor.get().setReal(product);
		}
		return image;
	}

	/**
	 * Shows a convolution as a matrix: sample (i, o) is the weight of input sample
	 * i in output sample o.
	 *
	 * @param matrix the matrix
	 * @return an image whose width is the number of inputs and whose height is the
	 *         number of outputs
	 * @throws IllegalArgumentException if the matrix is too large to show
	 */
	public static Img<FloatType> matrix(final ConvolutionMatrix matrix) {
		checkSize((double) matrix.columns() * matrix.rows(), "matrix");
		final Img<FloatType> image = ArrayImgs.floats(matrix.columns(), matrix.rows());
		matrix.forEach((row, column, weight) -> image.getAt(column, row).setReal(weight));
		return image;
	}

	private static void checkSize(final double samples, final String what) {
		if (samples > MAX_SAMPLES) throw new IllegalArgumentException("The " + what + " has " + (long) samples +
			" samples, but at most " + MAX_SAMPLES + " can be shown: use a smaller example");
	}
}
