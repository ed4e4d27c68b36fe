package io.github.convolvej.network.text;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Random;

/**
 * Random weights for teaching: normally distributed with variance 2 / fan-in (He
 * et al. 2015), biases and means 0, scales and variances 1. The same seed and name
 * give the same weights.
 */
public final class RandomWeights implements WeightSource {

	private final long seed;

	/** @param seed any number */
	public RandomWeights(final long seed) {
		this.seed = seed;
	}

	@Override
	public Constant get(final String name, final long... shape) {
		final int n = Math.toIntExact(Box.samples(shape));
		final float[] values = new float[n];
		if (shape.length > 1) {
			final double deviation = Math.sqrt(2.0 * shape[0] / n);
			final Random random = new Random(seed * 31 + name.hashCode());
			for (int i = 0; i < n; i++)
				values[i] = (float) (deviation * random.nextGaussian());
		}
		else if (name.endsWith(".running_var") || name.endsWith(".weight")) Arrays.fill(values, 1);
		return new Constant(ElementType.FLOAT, shape, values);
	}
}
