package io.github.convolvej.fit;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.parallel.Parallelization;

/**
 * The sums of a linear least squares problem: products of all unknowns' columns
 * with each other and with the wanted numbers, in double precision. Each sum is
 * taken in the order of the rows, so the number of threads does not change it.
 * Not thread-safe.
 */
final class NormalEquations {

	/** Rows that are processed together, so that they stay in a cache. */
	private static final int ROWS = 32;
	/** Rows of the matrix of products that one task computes. */
	private static final int BAND = 8;
	/** Fewer products than this are not divided among threads. */
	private static final long PARALLEL = 1 << 18;

	private final int unknowns;
	private final int outputs;
	/** {@code [i * unknowns + j]}, for j from i on. */
	private final double[] products;
	/** {@code [i * outputs + k]} */
	private final double[] wanted;
	private final double[] squares;
	private final double[] sums;
	private long rows;

	NormalEquations(final int unknowns, final int outputs) {
		this.unknowns = unknowns;
		this.outputs = outputs;
		products = new double[unknowns * unknowns];
		wanted = new double[unknowns * outputs];
		squares = new double[outputs];
		sums = new double[outputs];
	}

	/**
	 * Adds equations.
	 *
	 * @param a the factors of the unknowns, row by row
	 * @param y the wanted numbers, row by row
	 * @param count number of rows
	 */
	void add(final double[] a, final double[] y, final int count) {
		final int bands = (unknowns + BAND - 1) / BAND;
		final List<Runnable> tasks = new ArrayList<>();
		for (int band = 0; band < bands; band++) {
			final int from = band * BAND;
			tasks.add(() -> addBand(from, Math.min(unknowns, from + BAND), a, y, count));
		}
		if ((long) count * unknowns * unknowns / 2 > PARALLEL) Parallelization.getTaskExecutor().runAll(tasks);
		else tasks.forEach(Runnable::run);
		for (int r = 0; r < count; r++)
			for (int k = 0; k < outputs; k++) {
				final double v = y[r * outputs + k];
				squares[k] += v * v;
				sums[k] += v;
			}
		rows += count;
	}

	private void addBand(final int from, final int to, final double[] a, final double[] y, final int count) {
		for (int first = 0; first < count; first += ROWS) {
			final int end = Math.min(count, first + ROWS);
			for (int i = from; i < to; i++) {
				int r = first;
				for (; r + 4 <= end; r += 4)
					addFour(a, r * unknowns, i);
				for (; r < end; r++)
					addRow(a, r * unknowns, i);
				for (int s = first; s < end; s++)
					for (int k = 0; k < outputs; k++)
						wanted[i * outputs + k] += a[s * unknowns + i] * y[s * outputs + k];
			}
		}
	}

	private void addFour(final double[] a, final int row, final int i) {
		final int n = unknowns;
		final int second = row + n;
		final int third = second + n;
		final int fourth = third + n;
		final double p = a[row + i];
		final double q = a[second + i];
		final double s = a[third + i];
		final double t = a[fourth + i];
		final int to = i * n;
		for (int j = i; j < n; j++)
			products[to + j] += p * a[row + j] + q * a[second + j] + s * a[third + j] + t * a[fourth + j];
	}

	private void addRow(final double[] a, final int row, final int i) {
		final double p = a[row + i];
		final int to = i * unknowns;
		for (int j = i; j < unknowns; j++)
			products[to + j] += p * a[row + j];
	}

	/** Adds the sums of other equations of the same unknowns, with a factor of 1 or -1. */
	void add(final NormalEquations other, final int factor) {
		for (int i = 0; i < products.length; i++)
			products[i] += factor * other.products[i];
		for (int i = 0; i < wanted.length; i++)
			wanted[i] += factor * other.wanted[i];
		for (int k = 0; k < outputs; k++) {
			squares[k] += factor * other.squares[k];
			sums[k] += factor * other.sums[k];
		}
		rows += factor * other.rows;
	}

	NormalEquations copy() {
		final NormalEquations copy = new NormalEquations(unknowns, outputs);
		copy.add(this, 1);
		return copy;
	}

	int unknowns() {
		return unknowns;
	}

	int outputs() {
		return outputs;
	}

	long rows() {
		return rows;
	}

	/** The product of two columns. */
	double product(final int i, final int j) {
		return i <= j ? products[i * unknowns + j] : products[j * unknowns + i];
	}

	/** The product of a column with a wanted one. */
	double wanted(final int i, final int output) {
		return wanted[i * outputs + output];
	}

	/** Mean of the squares of the wanted numbers' differences from their mean. */
	double variance(final int output) {
		final double mean = sums[output] / rows;
		return Math.max(0, squares[output] / rows - mean * mean);
	}

	/** Sum of the squared differences between what the unknowns give and the wanted numbers. */
	double squaredError(final double[] solution, final int output) {
		double error = squares[output];
		for (int i = 0; i < unknowns; i++) {
			double row = -2 * wanted(i, output);
			for (int j = 0; j < unknowns; j++)
				row += product(i, j) * solution[j];
			error += row * solution[i];
		}
		return Math.max(0, error);
	}
}
