package io.github.convolvej.benchmark;

import io.github.convolvej.kernel.Kernel;

import java.util.Random;

/** Weights that cannot be taken apart, so that nobody has less to do. */
final class Kernels {

	private Kernels() {}

	/**
	 * @param n number of weights
	 * @return random weights, positive, whose sum is 1
	 */
	static double[] average(final int n) {
		final double[] weights = new Random(2).doubles(n, 0.5, 1.5).toArray();
		double sum = 0;
		for (final double w : weights)
			sum += w;
		for (int i = 0; i < n; i++)
			weights[i] = (float) (weights[i] / sum);
		return weights;
	}

	/**
	 * @param n number of weights
	 * @return random weights of both signs
	 */
	static double[] random(final int n) {
		final double[] weights = new Random(3).doubles(n, -1, 1).toArray();
		for (int i = 0; i < n; i++)
			weights[i] = (float) weights[i];
		return weights;
	}

	/**
	 * @param weights of a square
	 * @param size its taps along each axis
	 * @return the kernel
	 */
	static Kernel square(final double[] weights, final int size) {
		return new Kernel(weights, 1, 1, size, size);
	}

	/**
	 * @param weights of a square
	 * @param size its taps along each axis
	 * @param dilation distance of the taps
	 * @return a larger square with zeros between them
	 */
	static double[] dilated(final double[] weights, final int size, final int dilation) {
		final int large = (size - 1) * dilation + 1;
		final double[] all = new double[large * large];
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				all[x * dilation + large * y * dilation] = weights[x + size * y];
		return all;
	}
}
