package io.github.convolvej.command;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.learn.Words;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;

/**
 * An image of a convolution's matrix. For the entry under the mouse, ImageJ's status line shows the weight, the pixel
 * of the image that is multiplied by it, and the pixel of the result that the product is added to.
 */
final class MatrixImage extends ImagePlus {

	/** The largest number of entries that are named. Larger matrices show coordinates and values, as all images do. */
	private static final int MOST = 1 << 20;

	private final boolean transposed;
	private final long[] source;
	private final long[] target;
	private final Kernel kernel;
	/** Maps row * columns + column to the number of the weight there, counted from 0. */
	private final Map<Long, Integer> weights = new HashMap<>();
	private final int columns;
	private final boolean known;
	/** In the language of the desktop. */
	private final Words words = Words.of(Locale.getDefault());

	private MatrixImage(final String title, final FloatProcessor plane, final boolean transposed, final long[] source,
		final long[] target, final Kernel kernel, final ConvolutionMatrix numbers)
	{
		super(title, plane);
		this.transposed = transposed;
		this.source = source.clone();
		this.target = target.clone();
		this.kernel = kernel;
		columns = numbers.columns();
		known = numbers.entries() <= MOST;
		if (known) numbers.forEach((r, c, number) -> weights.put((long) r * columns + c, (int) number - 1));
	}

	/**
	 * @param title the title of the image
	 * @param bank the weights
	 * @param convolution makes a convolution from weights
	 * @param source size of the image that is convolved
	 * @param transposed whether to transpose the matrix
	 * @return the image of the matrix
	 */
	static MatrixImage of(final String title, final Kernel bank, final Function<Kernel, Convolution> convolution,
		final long[] source, final boolean transposed)
	{
		final Convolution own = convolution.apply(bank);
		final ConvolutionMatrix matrix = ConvolutionMatrix.of(own, source);
		final FloatProcessor plane = transposed ? new FloatProcessor(matrix.rows(), matrix.columns()) : new FloatProcessor(
			matrix.columns(), matrix.rows());
		matrix.forEach((r, c, w) -> plane.setf(transposed ? r : c, transposed ? c : r, (float) w));
		plane.resetMinAndMax();
		// number the weights 1, 2, 3 ... to see where each one lands, even if the kernel is flipped or has groups
		final double[] numbers = bank.weights();
		Arrays.setAll(numbers, i -> i + 1);
		final Kernel numbered = new Kernel(numbers, bank.inputs(), bank.outputs(), bank.size()).withGroups(bank.groups());
		return new MatrixImage(title, plane, transposed, source, own.on(source).targetDimensions(), bank, ConvolutionMatrix.of(
			convolution.apply(numbered), source));
	}

	/** Describes the entry at a position of the image; null if it has no name. */
	String told(final int x, final int y) {
		final int row = transposed ? x : y;
		final int column = transposed ? y : x;
		if (!known || x < 0 || y < 0 || x >= getWidth() || y >= getHeight()) return null;
		final Integer number = weights.get((long) row * columns + column);
		if (number == null) return words.text("matrix.none", place(source, column), place(target, row));
		return words.text("matrix.weight", name(number), NumberText.rounded(getProcessor().getf(x, y), 6), place(source, column), place(
			target, row));
	}

	/** Returns the name of a weight as in {@code show=symbols}: row and column, and the channels if there are several. */
	private String name(final int number) {
		final int tap = number % kernel.taps();
		final int width = kernel.size(0);
		final String plain = kernel.numDimensions() == 1 ? "w_" + tap : "w_" + tap / width + "," + tap % width;
		if (kernel.isSingle()) return plain;
		return words.text("matrix.part", plain, number / kernel.taps() / kernel.inputs() + 1, number / kernel.taps() % kernel.inputs() +
			1);
	}

	private static String place(final long[] size, final int index) {
		final long[] at = new long[size.length];
		long rest = index;
		for (int d = 0; d < size.length; d++) {
			at[d] = rest % size[d];
			rest /= size[d];
		}
		return Arrays.stream(at).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
	}

	/** ImageJ calls this method while the mouse moves over the image. */
	@Override
	public void mouseMoved(final int x, final int y) {
		final String told = told(x, y);
		if (told == null) super.mouseMoved(x, y);
		else IJ.showStatus(told);
	}
}
