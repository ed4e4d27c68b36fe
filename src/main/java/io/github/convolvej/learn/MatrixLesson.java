package io.github.convolvej.learn;

import static io.github.convolvej.geometry.NumberText.rounded;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * The matrix C of a convolution as a lesson: with the names of the weights, w_0,0
 * and so on, and with numbers, multiplied row by row with the samples in a
 * column. The transposed convolution is the same with rows and columns exchanged.
 * Immutable.
 */
public final class MatrixLesson {

	/** Most rows and columns that are drawn. */
	private static final int MOST = 64;

	private final boolean transposed;
	/** Indices of weights from 1, and weights; 0 where there is none. */
	private final int[][] taps;
	private final double[][] weights;
	private final Kernel kernel;

	private MatrixLesson(final boolean transposed, final int[][] taps, final double[][] weights, final Kernel kernel) {
		this.transposed = transposed;
		this.taps = taps;
		this.weights = weights;
		this.kernel = kernel;
	}

	/**
	 * @param kernel the kernel, as the user has written it
	 * @param convolution makes the convolution of a kernel of that size
	 * @param size size of the image on the axes of the convolution
	 * @param transposed whether the rows are samples of the image
	 * @return the lesson
	 * @throws IllegalArgumentException if the matrix is too large to be drawn
	 */
	public static MatrixLesson of(final Kernel kernel, final Function<Kernel, Convolution> convolution,
		final long[] size, final boolean transposed)
	{
		final double[] numbers = new double[kernel.taps() * kernel.inputs() * kernel.outputs()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = i + 1;
		// the same matrix with a number for each weight tells which weight stands where
		final Kernel numbered = new Kernel(numbers, kernel.inputs(), kernel.outputs(), kernel.size()).withGroups(kernel
			.groups());
		final ConvolutionMatrix matrix = ConvolutionMatrix.of(convolution.apply(numbered), size);
		if (matrix.rows() > MOST || matrix.columns() > MOST) throw new IllegalArgumentException("The matrix has " + matrix.rows() +
			" rows and " + matrix.columns() + " columns, but at most " + MOST + " are drawn with names or steps: take a smaller size");
		final int rows = transposed ? matrix.columns() : matrix.rows();
		final int columns = transposed ? matrix.rows() : matrix.columns();
		final int[][] taps = new int[rows][columns];
		final double[][] weights = new double[rows][columns];
		matrix.forEach((r, c, id) -> taps[transposed ? c : r][transposed ? r : c] = (int) Math.round(id));
		ConvolutionMatrix.of(convolution.apply(kernel), size).forEach((r, c,
			w) -> weights[transposed ? c : r][transposed ? r : c] = w);
		return new MatrixLesson(transposed, taps, weights, kernel);
	}

	/** @return rows of the matrix */
	public int rows() {
		return taps.length;
	}

	/** @return columns of the matrix */
	public int columns() {
		return taps[0].length;
	}

	/**
	 * @param row a row
	 * @param column a column
	 * @return the name of the weight there: w_ with its place in the kernel, y before
	 *         x, after the numbers of output and input in a bank; 0 where there is none
	 */
	public String symbol(final int row, final int column) {
		final int tap = taps[row][column];
		if (tap == 0) return "0";
		final List<String> places = new ArrayList<>();
		int rest = tap - 1;
		for (final int n : kernel.size()) {
			places.add(0, String.valueOf(rest % n));
			rest /= n;
		}
		if (!kernel.isSingle()) {
			places.add(0, String.valueOf(rest % kernel.inputs()));
			places.add(0, String.valueOf(rest / kernel.inputs()));
		}
		return "w_" + String.join(",", places);
	}

	/**
	 * @param words the language
	 * @return one frame: the matrix with the names of its weights
	 */
	public Animation symbols(final Words words) {
		final Plane plane = plane();
		for (int r = 0; r < rows(); r++)
			for (int c = 0; c < columns(); c++)
				if (taps[r][c] > 0) plane.set(c, r, Cell.of(Cell.Kind.SIGNED, weights[r][c]).named(symbol(r, c)));
		final Frame frame = new Frame(Arrays.asList(heading(words), ""), Arrays.asList(board(words, plane)), new ArrayList<>(),
			column("", new double[0], -1), Arrays.asList(words.text(transposed ? "matrix.back" : "matrix.forward")));
		return Animation.of(Arrays.asList(frame), words);
	}

	private String heading(final Words words) {
		return (transposed ? "C\u1d40" : "C") + ": " + words.text("matrix.size", rows(), columns());
	}

	private Board board(final Words words, final Plane plane) {
		return new Board(transposed ? "C\u1d40" : "C", Arrays.asList(plane));
	}

	private Plane plane() {
		final Plane plane = Plane.of("", new long[2], new long[] { columns() - 1, rows() - 1 });
		for (int r = 0; r < rows(); r++)
			for (int c = 0; c < columns(); c++)
				plane.set(c, r, Cell.blank(Cell.Kind.EMPTY));
		return plane;
	}

	/**
	 * Multiplies row by row.
	 *
	 * @param samples the column that is multiplied: as many samples as the matrix has
	 *          columns
	 * @param words the language
	 * @return a frame for each row, and the end
	 */
	public Animation steps(final IntToDoubleFunction samples, final Words words) {
		final double[] x = new double[columns()];
		for (int c = 0; c < x.length; c++)
			x[c] = samples.applyAsDouble(c);
		final double[] y = new double[rows()];
		final List<Frame> frames = new ArrayList<>();
		for (int r = 0; r <= rows(); r++)
			frames.add(frame(r, x, y, words));
		frames.addAll(Collections.nCopies(3, frames.get(frames.size() - 1)));
		return Animation.of(frames, words);
	}

	/** A row, or the whole result after the last one. */
	private Frame frame(final int row, final double[] x, final double[] y, final Words words) {
		final Plane plane = plane();
		final StringBuilder sum = new StringBuilder();
		for (int r = 0; r < rows(); r++)
			for (int c = 0; c < columns(); c++)
				if (taps[r][c] > 0) plane.set(c, r, Cell.of(Cell.Kind.SIGNED, weights[r][c]).marked(r == row ? Cell.Mark.WINDOW
					: Cell.Mark.NONE));
		final boolean[] used = new boolean[x.length];
		for (int c = 0; row < rows() && c < columns(); c++) {
			if (taps[row][c] == 0) continue;
			used[c] = true;
			y[row] += weights[row][c] * x[c];
			sum.append(sum.length() == 0 ? "" : " + ").append(Story.number(weights[row][c])).append('\u00b7').append(Story.number(
				x[c]));
		}
		final String in = transposed ? "y" : "x";
		final String out = transposed ? "x'" : "y";
		final Plane column = Plane.of("", new long[2], new long[] { 0, x.length - 1 });
		for (int c = 0; c < x.length; c++)
			column.set(0, c, Cell.of(Cell.Kind.PLAIN, x[c]).marked(used[c] ? Cell.Mark.WINDOW : Cell.Mark.NONE));
		final String text = row == rows() ? words.text(transposed ? "matrix.back" : "matrix.forward") : out + "(" + row + ") = " +
			(sum.length() == 0 ? "0" : sum + " = " + rounded(y[row], 7));
		return new Frame(Arrays.asList(heading(words), ""), Arrays.asList(board(words, plane)), Arrays.asList(new Board(in, Arrays
			.asList(column))), column(out, y, row), Arrays.asList(text));
	}

	/** The result up to a row. */
	private static Board column(final String name, final double[] y, final int row) {
		final List<Plane> planes = new ArrayList<>();
		if (y.length > 0) {
			final Plane column = Plane.of("", new long[2], new long[] { 0, y.length - 1 });
			for (int r = 0; r < y.length; r++)
				column.set(0, r, r > row ? Cell.blank(Cell.Kind.EMPTY) : Cell.of(Cell.Kind.PLAIN, y[r]).marked(r == row
					? Cell.Mark.CHOSEN : Cell.Mark.NONE));
			planes.add(column);
		}
		return new Board(name, planes);
	}
}
