package io.github.convolvej.network;

import io.github.convolvej.network.tensor.Tensor;

import java.util.Random;

/** Tensors of random samples, the same in every run. */
final class RandomTensors {

	private static final int SEED = 8;

	private RandomTensors() {}

	/**
	 * @param shape size along each axis
	 * @return samples of a normal distribution
	 */
	static Tensor normal(final long... shape) {
		final Tensor tensor = new Tensor(shape);
		final Random random = new Random(SEED);
		for (int i = 0; i < tensor.data().length; i++)
			tensor.data()[i] = (float) random.nextGaussian();
		return tensor;
	}
}
