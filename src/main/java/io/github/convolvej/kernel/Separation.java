package io.github.convolvej.kernel;

import Jama.Matrix;
import Jama.SingularValueDecomposition;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Separates a spatial kernel into rank-1 terms, by singular value decomposition
 * of its matrix, and for three axes by successive unfolding: the tensor is
 * unfolded along one axis, and the matrices of that decomposition are decomposed
 * in turn. Singular values of at most {@value #TOLERANCE} of the largest count as
 * zero: weights are often given in single precision. A kernel of integers or
 * other weights that are an outer product to the last bit keeps such vectors, so
 * that Sobel's are 1 2 1 and -1 0 1.
 */
public final class Separation implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Singular values below this part of the largest count as zero. */
	public static final double TOLERANCE = 1e-6;

	private final Kernel kernel;
	private final SeparableKernel terms;
	private final int rank;
	private final double[][] singularValues;

	private Separation(final Kernel kernel, final SeparableKernel terms, final int rank,
		final double[][] singularValues)
	{
		this.kernel = kernel;
		this.terms = terms;
		this.rank = rank;
		this.singularValues = singularValues;
	}

	/**
	 * Separates a kernel into as many terms as its numerical rank.
	 *
	 * @param kernel a single kernel of finite weights
	 * @return its terms, the most important first
	 * @throws IllegalArgumentException if it is a bank, or a weight is not finite
	 */
	public static Separation of(final Kernel kernel) {
		return of(kernel, Integer.MAX_VALUE);
	}

	/**
	 * Separates a kernel into a limited number of terms: on two axes the best
	 * approximation of that rank in the sense of least squares (Eckart and Young
	 * 1936), on three the largest terms of the successive unfolding.
	 *
	 * @param kernel a single kernel of finite weights
	 * @param most largest number of terms, at least 1
	 * @return its terms, the most important first
	 * @throws IllegalArgumentException if it is a bank, a weight is not finite, or
	 *           the number of terms is not positive
	 */
	public static Separation of(final Kernel kernel, final int most) {
		if (!kernel.isSingle()) throw new IllegalArgumentException("The kernel is a bank with " + kernel.inputs() +
			" input and " + kernel.outputs() + " output channels in " + kernel.groups() +
			(kernel.groups() == 1 ? " group" : " groups") + ", but only a single spatial kernel can be separated");
		if (kernel.numDimensions() > 3) throw new IllegalArgumentException("The kernel has " + kernel.numDimensions() +
			" spatial axes, but only kernels of 1, 2 or 3 can be separated");
		if (most < 1) throw new IllegalArgumentException("number of terms is " + most + ", but must be at least 1");
		final double[] weights = kernel.weights();
		for (int i = 0; i < weights.length; i++)
			if (Double.isNaN(weights[i]) || Double.isInfinite(weights[i])) throw new IllegalArgumentException("kernel weight " +
				(i + 1) + " is " + weights[i] + ", but only a kernel of finite weights can be separated");
		final SeparableKernel exact = outerProduct(kernel, weights);
		// sums of squares of the weights must neither overflow nor vanish: a power of two changes no digit
		final double scale = Math.scalb(1.0, Math.getExponent(Arrays.stream(weights).map(Math::abs).max().getAsDouble()));
		for (int i = 0; i < weights.length; i++)
			weights[i] /= scale;
		final double[][] values = new double[kernel.numDimensions()][];
		for (int d = 0; d < values.length; d++)
			values[d] = scaled(decompose(unfold(weights, kernel.size(), d)).getSingularValues(), scale);
		if (exact != null) return new Separation(kernel, exact, values[0][0] == 0 ? 0 : 1, values);
		List<Term> best = null;
		for (int first = kernel.numDimensions() - 1; first >= 0; first--) {
			final List<Term> found = successive(weights, kernel.size(), first);
			if (best == null || found.size() < best.size()) best = found;
		}
		best.sort(Comparator.comparingDouble((final Term t) -> -t.norm));
		SeparableKernel sum = null;
		for (final Term term : best.subList(0, Math.min(most, best.size())))
			sum = sum == null ? SeparableKernel.of(term.vectors) : sum.plus(SeparableKernel.of(term.vectors));
		return new Separation(kernel, sum.times(scale), best.size(), values);
	}

	/** One term of the decomposition; its norm is in the vector along x. */
	private static final class Term {

		final double[][] vectors;
		final double norm;

		Term(final double[][] vectors, final double norm) {
			this.vectors = vectors;
			this.norm = norm;
		}
	}

	/** Unfolds along one axis first, then decomposes what is left on the others. */
	private static List<Term> successive(final double[] weights, final int[] size, final int first) {
		final SingularValueDecomposition outer = decompose(unfold(weights, size, first));
		final double[] sigma = outer.getSingularValues();
		final int[] others = without(size, first);
		final boolean wide = size[first] <= weights.length / size[first];
		final Matrix along = wide ? outer.getV() : outer.getU();
		final Matrix across = wide ? outer.getU() : outer.getV();
		final List<Term> terms = new ArrayList<>();
		for (int i = 0; i < sigma.length && (i == 0 || sigma[i] > TOLERANCE * sigma[0]); i++) {
			final double[] rest = scaled(column(across, i), sigma[i]);
			final double[] vector = column(along, i);
			if (size.length == 1) terms.add(new Term(new double[][] { scaled(vector, rest[0]) }, sigma[i]));
			else if (size.length == 2) terms.add(term(first, vector, rest, null, sigma[i]));
			else addPlane(terms, first, vector, rest, others, TOLERANCE * sigma[0]);
		}
		return terms;
	}

	/** The terms of one plane of the unfolding, those above a threshold. */
	private static void addPlane(final List<Term> terms, final int first, final double[] vector, final double[] plane,
		final int[] size, final double threshold)
	{
		final SingularValueDecomposition inner = decompose(unfold(plane, size, 1));
		final double[] sigma = inner.getSingularValues();
		final boolean wide = size[1] <= size[0];
		for (int i = 0; i < sigma.length && (i == 0 || sigma[i] > threshold); i++) {
			final double[] a = scaled(column(wide ? inner.getU() : inner.getV(), i), sigma[i]);
			final double[] b = column(wide ? inner.getV() : inner.getU(), i);
			terms.add(term(first, vector, a, b, sigma[i]));
		}
	}

	/** Puts the vector of one axis among those of the others. */
	private static Term term(final int axis, final double[] vector, final double[] a, final double[] b,
		final double norm)
	{
		final double[][] vectors = new double[b == null ? 2 : 3][];
		vectors[axis] = vector;
		vectors[axis == 0 ? 1 : 0] = a;
		if (b != null) vectors[axis == 2 ? 1 : 2] = b;
		return new Term(vectors, norm);
	}

	/** The vectors through the largest weight, if the kernel is their outer product to the last bit. */
	private static SeparableKernel outerProduct(final Kernel kernel, final double[] weights) {
		int pivot = 0;
		for (int i = 1; i < weights.length; i++)
			if (Math.abs(weights[i]) > Math.abs(weights[pivot])) pivot = i;
		final double[][] vectors = new double[kernel.numDimensions()][];
		int step = 1;
		for (int d = 0; d < vectors.length; d++) {
			final int n = kernel.size(d);
			final int origin = pivot - pivot / step % n * step;
			vectors[d] = new double[n];
			for (int i = 0; i < n; i++) {
				final double w = weights[origin + i * step];
				vectors[d][i] = d == 0 || weights[pivot] == 0 ? w : w / weights[pivot];
			}
			step *= n;
		}
		final SeparableKernel product = SeparableKernel.of(vectors);
		final double[] multiplied = product.weights();
		for (int i = 0; i < weights.length; i++)
			if (multiplied[i] != weights[i]) return null;
		return product;
	}

	/** The matrix whose shorter side is the columns: one axis against all others, x fastest. */
	private static Matrix unfold(final double[] weights, final int[] size, final int axis) {
		int step = 1;
		for (int d = 0; d < axis; d++)
			step *= size[d];
		final int n = size[axis];
		final int others = weights.length / n;
		final boolean wide = n <= others;
		final double[][] matrix = new double[wide ? others : n][wide ? n : others];
		for (int i = 0; i < weights.length; i++) {
			final int a = i / step % n;
			final int b = i % step + i / (step * n) * step;
			matrix[wide ? b : a][wide ? a : b] = weights[i];
		}
		return new Matrix(matrix);
	}

	private static SingularValueDecomposition decompose(final Matrix matrix) {
		return new SingularValueDecomposition(matrix);
	}

	private static double[] column(final Matrix matrix, final int column) {
		final double[] values = new double[matrix.getRowDimension()];
		for (int i = 0; i < values.length; i++)
			values[i] = matrix.get(i, column);
		return values;
	}

	private static double[] scaled(final double[] vector, final double factor) {
		return Arrays.stream(vector).map(v -> v * factor).toArray();
	}

	private static int[] without(final int[] size, final int axis) {
		final int[] rest = new int[size.length - 1];
		for (int d = 0; d < rest.length; d++)
			rest[d] = size[d < axis ? d : d + 1];
		return rest;
	}

	/** @return what was separated */
	public Kernel kernel() {
		return kernel;
	}

	/** @return the terms that were kept */
	public SeparableKernel terms() {
		return terms;
	}

	/** @return how many terms the kernel needs; 0 if all weights are 0 */
	public int rank() {
		return rank;
	}

	/** @return whether one term is the kernel: sigma_2 at most {@value #TOLERANCE} of sigma_1 */
	public boolean isSeparable() {
		return rank <= 1;
	}

	/**
	 * @param d spatial axis
	 * @return the singular values of the kernel unfolded along that axis, largest
	 *         first; on two axes they are the same for both
	 */
	public double[] singularValues(final int d) {
		return singularValues[d].clone();
	}

	/**
	 * @param d spatial axis
	 * @return numerical rank of the kernel unfolded along that axis
	 */
	public int rank(final int d) {
		final double[] sigma = singularValues[d];
		return (int) Arrays.stream(sigma).filter(s -> s > TOLERANCE * sigma[0]).count();
	}

	/** @return Frobenius norm of the difference of the kernel and the sum of the terms */
	public double error() {
		final double[] sum = terms.weights();
		double squares = 0;
		for (int i = 0; i < sum.length; i++)
			squares += Math.pow(sum[i] - kernel.weight(i, 0, 0), 2);
		return Math.sqrt(squares);
	}

	/** @return {@link #error()} as a part of the kernel's own norm; 0 if all weights are 0 */
	public double relativeError() {
		final double norm = Math.sqrt(Arrays.stream(kernel.weights()).map(w -> w * w).sum());
		return norm == 0 ? 0 : error() / norm;
	}

	/**
	 * Whether running the terms one after the other takes less work than the dense
	 * sum. Counted in line operations for each output sample: a multiplication and
	 * addition costs 1, a shifted copy of a line 1/2, starting a line 1 more;
	 * passes before the one along an axis with a stride are taken at all its input
	 * samples.
	 *
	 * @param stride distance of neighbouring windows: one number for each axis, x
	 *          first
	 * @return whether the terms are cheaper
	 */
	public boolean isCheaper(final int... stride) {
		return cost(terms, stride) < denseCost(kernel);
	}

	private static double denseCost(final Kernel kernel) {
		return kernel.taps() + 0.5 * kernel.size(0) + 1;
	}

	private static double cost(final SeparableKernel kernel, final int[] stride) {
		double term = 0;
		double samples = 1;
		for (int d = 0; d < kernel.numDimensions(); d++) {
			final boolean copied = d != 1;
			if (d == 0 || kernel.size(d) > 1) term += samples * (kernel.size(d) * (copied ? 1.5 : 1) + 2);
			samples *= stride[d];
		}
		return kernel.terms() * term;
	}
}
