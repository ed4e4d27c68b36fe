package io.github.convolvej.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import Jama.EigenvalueDecomposition;
import Jama.Matrix;

/**
 * Separates a spatial kernel into rank-1 terms. If a kernel is defined by
 * vectors, these are the terms. Other kernels are decomposed by the singular
 * values of their matrix. Kernels with three axes are unfolded along one axis,
 * and the matrices of that decomposition are decomposed in turn. Singular values
 * of at most {@value #TOLERANCE} of the largest count as zero, because weights
 * are often given in single precision. If the weights are an outer product to
 * the last bit, as those of a kernel of integers may be, the terms have just
 * these vectors: those of Sobel are 1 2 1 and -1 0 1.
 * <p>
 * The work is limited to some 50 milliseconds: a large kernel of high rank that
 * is not defined by vectors is refused.
 */
public final class Separation implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Singular values below this part of the largest count as zero. */
	public static final double TOLERANCE = 1e-6;

	private static final int LOOKED_AT = 997;

	private final Kernel kernel;
	private final SeparableKernel terms;
	private final int rank;
	/** Whether the terms give the kernel to the last bit. */
	private final boolean exact;
	/** Along each axis; null if they are computed from the terms when needed. */
	private final double[][] singularValues;

	private Separation(final Kernel kernel, final SeparableKernel terms, final int rank, final boolean exact,
		final double[][] singularValues)
	{
		this.kernel = kernel;
		this.terms = terms;
		this.rank = rank;
		this.exact = exact;
		this.singularValues = singularValues;
	}

	/**
	 * Separates a kernel into as many terms as its numerical rank.
	 *
	 * @param kernel a single kernel of finite weights
	 * @return its terms, the most important first
	 * @throws IllegalArgumentException if it is a bank, a weight is not finite, or
	 *           it is too large
	 */
	public static Separation of(final Kernel kernel) {
		return of(kernel, Integer.MAX_VALUE);
	}

	/**
	 * Separates a kernel into a limited number of terms: on two axes, the best
	 * least-squares approximation of that rank (Eckart and Young 1936); on three
	 * axes, the largest terms of the successive unfolding.
	 *
	 * @param kernel a single kernel of finite weights
	 * @param most largest number of terms, at least 1
	 * @return its terms, the most important first
	 * @throws IllegalArgumentException if it is a bank, a weight is not finite,
	 *           the number of terms is not positive, or it is too large
	 */
	public static Separation of(final Kernel kernel, final int most) {
		final Separation separation = ofSmall(kernel, most);
		if (separation != null) return separation;
		throw new IllegalArgumentException("The kernel of size " + Arrays.toString(kernel.size()) +
			" (x first) is too large to be separated, unless it is a sum of few separable terms or is given as a preset: use Convolution with engine=direct or fft");
	}

	/**
	 * Separates a kernel if that takes little work.
	 *
	 * @param kernel a single kernel of finite weights
	 * @return its terms; null if the kernel is large and does not have a low rank
	 * @throws IllegalArgumentException if it is a bank, or a weight is not finite
	 */
	public static Separation ofSmall(final Kernel kernel) {
		return ofSmall(kernel, Integer.MAX_VALUE);
	}

	private static Separation ofSmall(final Kernel kernel, final int most) {
		if (!kernel.isSingle()) throw new IllegalArgumentException("The kernel is a bank with " + kernel.inputs() +
			" input and " + kernel.outputs() + " output channels in " + kernel.groups() +
			(kernel.groups() == 1 ? " group" : " groups") + ", but only a single spatial kernel can be separated");
		if (kernel.numDimensions() > 3) throw new IllegalArgumentException("The kernel has " + kernel.numDimensions() +
			" spatial axes, but only kernels of 1, 2 or 3 can be separated");
		if (most < 1) throw new IllegalArgumentException("number of terms is " + most + ", but must be at least 1");
		final SeparableKernel factors = kernel.factors(0, 0);
		if (factors != null && factors.terms() <= most) {
			checkFinite(factors);
			return new Separation(kernel, factors, factors.isZero() ? 0 : factors.terms(), true, null);
		}
		final double[] weights = kernel.weights();
		checkFinite(weights);
		final SeparableKernel product = outerProduct(kernel, weights);
		if (product != null) return new Separation(kernel, product, product.isZero() ? 0 : 1, true, null);
		// scaling keeps sums of squares of the weights in range; a power of two changes no digit
		final double scale = Math.scalb(1.0, Math.getExponent(Arrays.stream(weights).map(Math::abs).max().getAsDouble()));
		for (int i = 0; i < weights.length; i++)
			weights[i] /= scale;
		return decomposed(kernel, weights, scale, most);
	}

	private static void checkFinite(final SeparableKernel factors) {
		for (int t = 0; t < factors.terms(); t++)
			for (int d = 0; d < factors.numDimensions(); d++)
				checkFinite(factors.vector(t, d));
	}

	private static void checkFinite(final double[] weights) {
		for (int i = 0; i < weights.length; i++)
			if (Double.isNaN(weights[i]) || Double.isInfinite(weights[i])) throw new IllegalArgumentException("kernel weight " +
				(i + 1) + " is " + weights[i] + ", but only a kernel of finite weights can be separated");
	}

	/** On two axes there is one matrix and its transpose. On three, the axis of lowest rank is unfolded first. */
	private static Separation decomposed(final Kernel kernel, final double[] weights, final double scale, final int most) {
		final int axes = kernel.numDimensions();
		final MatrixTerms[] unfolded = new MatrixTerms[axes];
		final double[][] values = new double[axes][];
		int first = axes - 1;
		for (int d = axes - 1; d >= 0; d--) {
			unfolded[d] = axes == 2 && d == 0 ? unfolded[1] : unfold(weights, kernel.size(), d);
			if (unfolded[d] == null) return null;
			values[d] = scaled(unfolded[d].values(), scale);
			if (rank(values[d]) < rank(values[first])) first = d;
		}
		final List<Term> found = successive(unfolded[first], kernel.size(), first);
		if (found == null) return null;
		found.sort(Comparator.comparingDouble((final Term t) -> -t.norm));
		SeparableKernel sum = null;
		for (final Term term : found.subList(0, Math.min(most, found.size())))
			sum = sum == null ? SeparableKernel.of(term.vectors) : sum.plus(SeparableKernel.of(term.vectors));
		return new Separation(kernel, sum.times(scale), found.size(), false, values);
	}

	private static int rank(final double[] sigma) {
		return (int) Arrays.stream(sigma).filter(s -> s > TOLERANCE * sigma[0]).count();
	}

	/**
	 * One term of the decomposition; the vector along x is multiplied by its norm.
	 */
	private static final class Term {

		final double[][] vectors;
		final double norm;

		Term(final double[][] vectors, final double norm) {
			this.vectors = vectors;
			this.norm = norm;
		}
	}

	/** Decomposes one axis against all others, then each resulting plane. */
	private static List<Term> successive(final MatrixTerms outer, final int[] size, final int first) {
		final double[] sigma = outer.values();
		final List<Term> terms = new ArrayList<>();
		for (int i = 0; i < rank(sigma); i++) {
			final double[] vector = outer.right(i);
			final double[] rest = scaled(outer.left(i), sigma[i]);
			if (size.length == 2) terms.add(term(first, vector, rest, null, sigma[i]));
			else if (!addPlane(terms, first, vector, rest, without(size, first), TOLERANCE * sigma[0])) return null;
		}
		return terms;
	}

	/** Adds the terms of one plane of the unfolding that exceed a threshold; returns false if there are too many. */
	private static boolean addPlane(final List<Term> terms, final int first, final double[] vector, final double[] plane,
		final int[] size, final double threshold)
	{
		final MatrixTerms inner = unfold(plane, size, 1);
		if (inner == null) return false;
		final double[] sigma = inner.values();
		for (int i = 0; i < sigma.length && (i == 0 || sigma[i] > threshold); i++)
			terms.add(term(first, vector, scaled(inner.left(i), sigma[i]), inner.right(i), sigma[i]));
		return true;
	}

	/** Inserts the vector of one axis among those of the others. */
	private static Term term(final int axis, final double[] vector, final double[] a, final double[] b,
		final double norm)
	{
		final double[][] vectors = new double[b == null ? 2 : 3][];
		vectors[axis] = vector;
		vectors[axis == 0 ? 1 : 0] = a;
		if (b != null) vectors[axis == 2 ? 1 : 2] = b;
		return new Term(vectors, norm);
	}

	/** The vectors through the largest weight if the kernel is their outer product to the last bit; otherwise null. */
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
		if (!isPossible(kernel, weights, vectors, Math.abs(weights[pivot]))) return null;
		final SeparableKernel product = SeparableKernel.of(vectors);
		final double[] multiplied = product.weights();
		for (int i = 0; i < weights.length; i++)
			if (multiplied[i] != weights[i]) return null;
		return product;
	}

	/** Whether a few weights are the products within rounding: to compare millions takes time. */
	private static boolean isPossible(final Kernel kernel, final double[] weights, final double[][] vectors,
		final double largest)
	{
		final int step = Math.max(1, weights.length / LOOKED_AT);
		for (int i = 0; i < weights.length; i += step) {
			double product = 1;
			for (int d = 0, rest = i; d < vectors.length; d++, rest /= kernel.size(d - 1))
				product *= vectors[d][rest % kernel.size(d)];
			if (Math.abs(product - weights[i]) > TOLERANCE * largest) return false;
		}
		return true;
	}

	/**
	 * The terms of the matrix whose rows are one axis and whose columns are all
	 * other axes, x fastest.
	 */
	private static MatrixTerms unfold(final double[] weights, final int[] size, final int axis) {
		int step = 1;
		for (int d = 0; d < axis; d++)
			step *= size[d];
		final int n = size[axis];
		final double[] matrix = new double[weights.length];
		for (int i = 0; i < weights.length; i++) {
			final int a = i / step % n;
			final int b = i % step + i / (step * n) * step;
			matrix[b * n + a] = weights[i];
		}
		return MatrixTerms.of(matrix, n);
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

	/** @return the kernel that was separated */
	public Kernel kernel() {
		return kernel;
	}

	/** @return the terms */
	public SeparableKernel terms() {
		return terms;
	}

	/** @return number of terms that the kernel needs; 0 if all weights are 0 */
	public int rank() {
		return rank;
	}

	/** @return whether the kernel is a single term: sigma_2 at most {@value #TOLERANCE} of sigma_1 */
	public boolean isSeparable() {
		return rank <= 1;
	}

	/**
	 * @param d spatial axis
	 * @return singular values of the kernel unfolded along that axis, largest
	 *         first; with two axes, both have the same values. If the kernel is
	 *         defined by its vectors, the values are exact to half the digits
	 */
	public double[] singularValues(final int d) {
		final double[] found = singularValues == null ? ofTerms(d) : singularValues[d];
		// as many values as the matrix has; those that were not computed are 0
		return Arrays.copyOf(found, Math.min(kernel.size(d), kernel.taps() / kernel.size(d)));
	}

	/** Singular values of a sum of terms: the square roots of the eigenvalues of a product of Gram matrices. */
	private double[] ofTerms(final int d) {
		final int n = terms.terms();
		final Matrix own = new Matrix(n, n);
		final Matrix others = new Matrix(n, n);
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++) {
				double product = 1;
				for (int e = 0; e < terms.numDimensions(); e++)
					if (e == d) own.set(i, j, dot(terms.vector(i, e), terms.vector(j, e)));
					else product *= dot(terms.vector(i, e), terms.vector(j, e));
				others.set(i, j, product);
			}
		final double[] squares = new EigenvalueDecomposition(own.times(others)).getRealEigenvalues();
		return Arrays.stream(squares).map(s -> -Math.sqrt(Math.max(0, s))).sorted().map(s -> -s).toArray();
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}

	/**
	 * @param d spatial axis
	 * @return numerical rank of the kernel unfolded along that axis
	 */
	public int rank(final int d) {
		return rank(singularValues(d));
	}

	/** @return whether the kernel's weights are the products of these terms to the last bit */
	public boolean isExact() {
		return exact;
	}

	/** @return Frobenius norm of the difference of the kernel and the sum of the terms */
	public double error() {
		if (exact) return 0;
		final double[] sum = terms.weights();
		final double[] weights = kernel.weights();
		double squares = 0;
		for (int i = 0; i < sum.length; i++)
			squares += Math.pow(sum[i] - weights[i], 2);
		return Math.sqrt(squares);
	}

	/** @return {@link #error()} as a part of the kernel's own norm; 0 if all weights are 0 */
	public double relativeError() {
		if (exact) return 0;
		final double norm = Math.sqrt(Arrays.stream(kernel.weights()).map(w -> w * w).sum());
		return norm == 0 ? 0 : error() / norm;
	}

	/**
	 * Whether running the terms one after the other takes less work than the dense
	 * sum. The work is counted in line operations for each output sample: a
	 * multiplication and addition costs 1, a shifted copy of a line 1/2, and
	 * starting a line 1 more. Passes before the one along an axis with a stride
	 * are counted at all input samples of that axis.
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
