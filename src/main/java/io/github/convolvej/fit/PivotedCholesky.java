package io.github.convolvej.fit;

/**
 * Solves normal equations by the Cholesky decomposition with pivots, which tells
 * how many unknowns they determine. The equations are scaled so that the
 * diagonal is 1.
 */
final class PivotedCholesky {

	/** A pivot, which is a part of a column's square that no other columns explain, is taken for rounding below this. */
	private static final double SMALLEST = 1e-12;

	private final int n;
	/** The lower triangle, row by row, in the order of the pivots. */
	private final double[] lower;
	private final int[] order;
	private final double[] scale;
	private final int rank;

	/**
	 * @param equations the sums
	 * @param ridge what is added to the diagonal of each unknown, before it is
	 *          scaled
	 */
	PivotedCholesky(final NormalEquations equations, final double[] ridge) {
		n = equations.unknowns();
		scale = new double[n];
		order = new int[n];
		for (int i = 0; i < n; i++) {
			final double square = equations.product(i, i) + ridge[i];
			scale[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
			order[i] = i;
		}
		lower = new double[n * n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j <= i; j++)
				lower[i * n + j] = (equations.product(i, j) + (i == j ? ridge[i] : 0)) * scale[i] * scale[j];
		rank = decompose();
	}

	private int decompose() {
		for (int k = 0; k < n; k++) {
			int best = k;
			for (int i = k + 1; i < n; i++)
				if (lower[i * n + i] > lower[best * n + best]) best = i;
			if (!(lower[best * n + best] > SMALLEST)) return k;
			exchange(k, best);
			final double root = Math.sqrt(lower[k * n + k]);
			lower[k * n + k] = root;
			for (int i = k + 1; i < n; i++)
				lower[i * n + k] /= root;
			for (int i = k + 1; i < n; i++) {
				final double factor = lower[i * n + k];
				for (int j = k + 1; j <= i; j++)
					lower[i * n + j] -= factor * lower[j * n + k];
			}
		}
		return n;
	}

	/** Exchanges two unknowns of the symmetric rest, of which the lower triangle is stored. */
	private void exchange(final int k, final int p) {
		if (k == p) return;
		final int first = order[k];
		order[k] = order[p];
		order[p] = first;
		for (int j = 0; j < k; j++)
			swap(k * n + j, p * n + j);
		swap(k * n + k, p * n + p);
		for (int j = k + 1; j < p; j++)
			swap(j * n + k, p * n + j);
		for (int i = p + 1; i < n; i++)
			swap(i * n + k, i * n + p);
	}

	private void swap(final int i, final int j) {
		final double v = lower[i];
		lower[i] = lower[j];
		lower[j] = v;
	}

	/** How many unknowns the equations determine. */
	int rank() {
		return rank;
	}

	/** The solution for one output; the rank must be full. */
	double[] solve(final NormalEquations equations, final int output) {
		final double[] v = new double[n];
		for (int i = 0; i < n; i++) {
			double sum = equations.wanted(order[i], output) * scale[order[i]];
			for (int j = 0; j < i; j++)
				sum -= lower[i * n + j] * v[j];
			v[i] = sum / lower[i * n + i];
		}
		for (int i = n - 1; i >= 0; i--) {
			for (int j = i + 1; j < n; j++)
				v[i] -= lower[j * n + i] * v[j];
			v[i] /= lower[i * n + i];
		}
		final double[] solution = new double[n];
		for (int i = 0; i < n; i++)
			solution[order[i]] = v[i] * scale[order[i]];
		return solution;
	}
}
