package io.github.convolvej.filter.convolution;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The matrix C of a convolution of a small image with zeros outside. It is sparse: y = C x, where x holds the
 * samples of the image and y those of the result, both with x fastest, then y, z and channel. The bias is not
 * included. The transpose of C is the transposed convolution (Dumoulin and Visin 2016). Taps outside of the
 * image have no entry; weights of zero inside the image have one.
 */
public final class ConvolutionMatrix {

	private static final int MAX_ENTRIES = 1 << 24;

	private final int rows;
	private final int columns;
	private int[] row = new int[1024];
	private int[] column = new int[1024];
	private double[] weight = new double[1024];
	private int entries;

	/** Is called with each entry of the matrix. */
	@FunctionalInterface
	public interface Entry {

		/**
		 * @param row output sample
		 * @param column input sample
		 * @param weight weight of the input sample in the output sample
		 */
		void accept(int row, int column, double weight);
	}

	private ConvolutionMatrix(final int rows, final int columns) {
		this.rows = rows;
		this.columns = columns;
	}

	/**
	 * @param convolution the operation
	 * @param sourceDimensions size of the image along the operation's axes
	 * @return its matrix
	 * @throws IllegalArgumentException if the operation has no result for this
	 *           size, or the matrix is too large
	 */
	public static ConvolutionMatrix of(final Convolution convolution, final long... sourceDimensions) {
		final long[] target = convolution.on(sourceDimensions).targetDimensions();
		final Kernel kernel = convolution.kernel();
		final ConvolutionMatrix matrix = new ConvolutionMatrix(count(target), count(sourceDimensions));
		final Window[] windows = convolution.windows(sourceDimensions);
		final long[] o = new long[target.length];
		final int perGroup = kernel.outputs() / kernel.groups();
		for (int r = 0; r < matrix.rows; r++) {
			position(r, target, o);
			final int output = o.length > windows.length ? (int) o[windows.length] : 0;
			for (int input = 0; input < kernel.inputs(); input++)
				for (int tap = 0; tap < kernel.taps(); tap++) {
					final long i = source(o, tap, windows, kernel, sourceDimensions, output / perGroup * kernel.inputs() + input);
					if (i >= 0) matrix.add(r, (int) i, kernel.weight(tap, input, output));
				}
		}
		return matrix;
	}

	private static int count(final long[] size) {
		double product = 1;
		for (final long s : size)
			product *= s;
		if (product > MAX_ENTRIES) throw new IllegalArgumentException("An image of " + Arrays.toString(size) +
			" samples (x first) is too large for a matrix: take a small one");
		return (int) product;
	}

	private static void position(final int index, final long[] size, final long[] position) {
		long rest = index;
		for (int d = 0; d < size.length; rest /= size[d], d++)
			position[d] = rest % size[d];
	}

	/** Index of the sample that a tap reads, or -1 if it lies outside of the image. */
	private static long source(final long[] o, final int tap, final Window[] windows, final Kernel kernel,
		final long[] size, final int channel)
	{
		long index = 0;
		long step = 1;
		for (int d = 0, rest = tap; d < windows.length; rest /= kernel.size(d), d++) {
			final long x = windows[d].sourceMin(o[d]) + (long) (rest % kernel.size(d)) * windows[d].dilation();
			if (x < 0 || x >= size[d]) return -1;
			index += x * step;
			step *= size[d];
		}
		return index + channel * step;
	}

	private void add(final int r, final int c, final double w) {
		if (entries == row.length) {
			if (entries >= MAX_ENTRIES) throw new IllegalArgumentException("The matrix has more than " + MAX_ENTRIES +
				" entries: take a smaller image or kernel");
			row = Arrays.copyOf(row, 2 * entries);
			column = Arrays.copyOf(column, 2 * entries);
			weight = Arrays.copyOf(weight, 2 * entries);
		}
		row[entries] = r;
		column[entries] = c;
		weight[entries++] = w;
	}

	/** @return number of output samples */
	public int rows() {
		return rows;
	}

	/** @return number of input samples */
	public int columns() {
		return columns;
	}

	/** @return number of entries that are stored; all others are 0 */
	public int entries() {
		return entries;
	}

	/**
	 * @param action is called with every stored entry, row by row
	 */
	public void forEach(final Entry action) {
		for (int i = 0; i < entries; i++)
			action.accept(row[i], column[i], weight[i]);
	}

	/**
	 * @param x one number for every input sample
	 * @return C x
	 * @throws IllegalArgumentException if there are more or fewer
	 */
	public double[] multiply(final double... x) {
		checkLength(x, columns);
		final double[] y = new double[rows];
		forEach((r, c, w) -> y[r] += w * x[c]);
		return y;
	}

	/**
	 * @param y one number for every output sample
	 * @return C^T y
	 * @throws IllegalArgumentException if there are more or fewer
	 */
	public double[] multiplyTransposed(final double... y) {
		checkLength(y, rows);
		final double[] x = new double[columns];
		forEach((r, c, w) -> x[c] += w * y[r]);
		return x;
	}

	private static void checkLength(final double[] vector, final int n) {
		if (vector.length != n) throw new IllegalArgumentException("The vector has " + vector.length +
			" entries, but the matrix needs " + n);
	}
}
