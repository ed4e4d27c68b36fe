package io.github.convolvej.fit;

import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/** Solves the sums of the parts of images, and measures the error on each part by the kernel of the others. */
final class KernelSolver {

	private KernelSolver() {}

	/** Solves sums for the parts of the images. */
	static LearnedKernel solve(final KernelFit fit, final NormalEquations[] parts, final int inputs) {
		final NormalEquations all = parts[0].copy();
		for (int f = 1; f < parts.length; f++)
			all.add(parts[f], 1);
		if (all.rows() == 0) throw new IllegalArgumentException("no window of size " + Arrays.toString(fit.size()) +
			" lies inside the images: take a smaller size, or a border");
		final double[] ridges = fit.ridges();
		double ridge = ridges[0];
		double[] unseen = unseen(fit, parts, all, ridge);
		for (int i = 1; i < ridges.length; i++) {
			final double[] other = unseen(fit, parts, all, ridges[i]);
			// a sum of errors that is smaller only by rounding is no reason for a ridge
			if (Double.isNaN(sum(unseen)) || sum(other) < (1 - 1e-6) * sum(unseen)) {
				ridge = ridges[i];
				unseen = other;
			}
		}
		final PivotedCholesky factors = new PivotedCholesky(all, diagonal(fit, all, ridge));
		if (factors.rank() < all.unknowns()) throw new IllegalArgumentException("the images determine only " + factors
			.rank() + " of " + all.unknowns() + " unknowns" + (fit.hasBias() ? " (weights and bias)" : " (weights)") +
			": their samples vary too little; take images with more variety, a smaller size" + (fit.hasBias() ? ", no bias" : "") +
			", or a ridge");
		final int outputs = all.outputs();
		final int weights = fit.taps() * inputs;
		final double[] kernel = new double[weights * outputs];
		final double[] biases = new double[outputs];
		final double[] fitted = new double[outputs];
		final double[] variance = new double[outputs];
		for (int k = 0; k < outputs; k++) {
			final double[] solution = factors.solve(all, k);
			System.arraycopy(solution, 0, kernel, k * weights, weights);
			if (fit.hasBias()) biases[k] = solution[weights];
			fitted[k] = Math.sqrt(all.squaredError(solution, k) / all.rows());
			variance[k] = all.variance(k);
		}
		final Kernel plain = new Kernel(kernel, inputs, outputs, fit.size());
		return new LearnedKernel(fit.hasBias() ? plain.withBias(biases) : plain, ridge, all.rows(), fitted, unseen, variance);
	}

	private static double[] diagonal(final KernelFit fit, final NormalEquations equations, final double ridge) {
		final double[] diagonal = new double[equations.unknowns()];
		final int weights = diagonal.length - (fit.hasBias() ? 1 : 0);
		double mean = 0;
		for (int i = 0; i < weights; i++)
			mean += equations.product(i, i) / weights;
		// a bias is not made smaller, since it has the unit of the wanted samples
		Arrays.fill(diagonal, 0, weights, ridge * mean);
		return diagonal;
	}

	private static double[] unseen(final KernelFit fit, final NormalEquations[] parts, final NormalEquations all, final double ridge) {
		final double[] errors = new double[all.outputs()];
		for (final NormalEquations part : parts) {
			if (part.rows() == 0) continue;
			final NormalEquations others = all.copy();
			others.add(part, -1);
			final PivotedCholesky factors = new PivotedCholesky(others, diagonal(fit, others, ridge));
			for (int k = 0; k < errors.length; k++)
				errors[k] += factors.rank() < all.unknowns() ? Double.NaN : part.squaredError(factors.solve(others, k), k);
		}
		for (int k = 0; k < errors.length; k++)
			errors[k] = Math.sqrt(errors[k] / all.rows());
		return errors;
	}

	private static double sum(final double[] errors) {
		double sum = 0;
		for (final double e : errors)
			sum += e * e;
		return sum;
	}
}
