package io.github.convolvej.kernel;

import java.util.Arrays;

import Jama.Matrix;
import Jama.QRDecomposition;
import Jama.SingularValueDecomposition;

/**
 * Decomposes a matrix into a sum of outer products: its singular values and
 * vectors. The work is bounded. Small matrices are decomposed directly. For
 * large ones, outer products of the row and the column through the largest entry
 * are subtracted until nothing is left (Gaussian elimination with full
 * pivoting), and their sum is decomposed, which costs no more than its rank
 * requires. Large matrices of high rank are not decomposed.
 */
final class MatrixTerms {

	/** Largest rows * columns * smaller side of matrices that are decomposed directly, which takes some 20 milliseconds. */
	private static final double MAX_WHOLE = 1 << 20;
	/** Largest number of entries that elimination may search and update in a large matrix. */
	private static final double MAX_ELIMINATED = 1 << 25;
	/** Highest rank of a large matrix that is decomposed. */
	private static final int MAX_RANK = 16;
	/** Entries below this part of the largest are rounding errors of single precision and count as zero. */
	private static final double NOTHING = 2e-7;

	private final double[] values;
	private final Matrix left;
	private final Matrix right;

	private MatrixTerms(final double[] values, final Matrix left, final Matrix right) {
		this.values = values;
		this.left = left;
		this.right = right;
	}

	/**
	 * @param entries {@code entries[row * columns + column]}, finite, whose
	 *          squares do not overflow
	 * @param columns number of columns
	 * @return the terms; null if the matrix is large and has a high rank
	 */
	static MatrixTerms of(final double[] entries, final int columns) {
		final int rows = entries.length / columns;
		return (double) entries.length * Math.min(rows, columns) <= MAX_WHOLE ? whole(entries, rows, columns) : crosses(entries,
			rows, columns);
	}

	private static MatrixTerms whole(final double[] entries, final int rows, final int columns) {
		// the decomposition needs at least as many rows as columns
		final boolean tall = rows >= columns;
		final Matrix matrix = new Matrix(Math.max(rows, columns), Math.min(rows, columns));
		for (int i = 0; i < entries.length; i++)
			if (tall) matrix.set(i / columns, i % columns, entries[i]);
			else matrix.set(i % columns, i / columns, entries[i]);
		final SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
		return new MatrixTerms(svd.getSingularValues(), tall ? svd.getU() : svd.getV(), tall ? svd.getV() : svd.getU());
	}

	private static MatrixTerms crosses(final double[] entries, final int rows, final int columns) {
		final int most = (int) Math.min(Math.min(MAX_RANK, MAX_ELIMINATED / entries.length), Math.min(rows, columns));
		final double[] rest = entries.clone();
		final double[][] across = new double[most][];
		final double[][] down = new double[most][];
		int pivot = largest(rest);
		final double nothing = NOTHING * Math.abs(rest[pivot]);
		int rank = 0;
		while (Math.abs(rest[pivot]) > nothing) {
			if (rank == most) return null;
			final int row = pivot / columns;
			across[rank] = Arrays.copyOfRange(rest, row * columns, (row + 1) * columns);
			down[rank] = new double[rows];
			for (int r = 0; r < rows; r++)
				down[rank][r] = rest[r * columns + pivot % columns] / rest[pivot];
			pivot = subtract(rest, columns, down[rank], across[rank]);
			rank++;
		}
		if (rank == 0) return new MatrixTerms(new double[1], unit(rows), unit(columns));
		final QRDecomposition a = new QRDecomposition(columns(down, rank));
		final QRDecomposition b = new QRDecomposition(columns(across, rank));
		final SingularValueDecomposition core = new SingularValueDecomposition(a.getR().times(b.getR().transpose()));
		return new MatrixTerms(core.getSingularValues(), a.getQ().times(core.getU()), b.getQ().times(core.getV()));
	}

	private static Matrix unit(final int rows) {
		final Matrix unit = new Matrix(rows, 1);
		unit.set(0, 0, 1);
		return unit;
	}

	private static int largest(final double[] values) {
		int largest = 0;
		for (int i = 1; i < values.length; i++)
			if (Math.abs(values[i]) > Math.abs(values[largest])) largest = i;
		return largest;
	}

	/** Subtracts an outer product and returns the index of the largest remaining entry. */
	private static int subtract(final double[] rest, final int columns, final double[] down, final double[] across) {
		int largest = 0;
		double most = -1;
		for (int r = 0, i = 0; r < down.length; r++)
			for (int c = 0; c < columns; c++, i++) {
				rest[i] -= down[r] * across[c];
				if (Math.abs(rest[i]) > most) {
					most = Math.abs(rest[i]);
					largest = i;
				}
			}
		return largest;
	}

	private static Matrix columns(final double[][] vectors, final int count) {
		final Matrix matrix = new Matrix(vectors[0].length, count);
		for (int c = 0; c < count; c++)
			for (int r = 0; r < vectors[c].length; r++)
				matrix.set(r, c, vectors[c][r]);
		return matrix;
	}

	/** The singular values, largest first; zeros of a large matrix are left out. */
	double[] values() {
		return values.clone();
	}

	/** The left singular vector, an entry for each row. */
	double[] left(final int term) {
		return column(left, term);
	}

	/** The right singular vector, an entry for each column. */
	double[] right(final int term) {
		return column(right, term);
	}

	private static double[] column(final Matrix matrix, final int column) {
		final double[] values = new double[matrix.getRowDimension()];
		for (int i = 0; i < values.length; i++)
			values[i] = matrix.get(i, column);
		return values;
	}
}
