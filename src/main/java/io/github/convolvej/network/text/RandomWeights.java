package io.github.convolvej.network.text;

import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;

/**
 * Random weights for teaching: normally distributed with variance 2 / fan-in (He
 * et al. 2015), biases and means 0, scales and variances 1. The same seed and name
 * give the same weights.
 */
public final class RandomWeights implements WeightSource {

	/** Those of an array. */
	private static final int MOST = Integer.MAX_VALUE - 8;
	/** Random weights of all layers, which are made within a second: the U-Net of 64 to 1024 channels has 31 million. */
	private static final int MOST_TOTAL = 1 << 25;
	/** A kernel of 1024 x 1024. */
	private static final int MOST_TAPS = 1 << 20;

	private final long seed;
	/** Weights that were made so far. */
	private long total;

	/** @param seed any number */
	public RandomWeights(final long seed) {
		this.seed = seed;
	}

	@Override
	public Constant get(final String name, final long... shape) {
		final long count = count(shape);
		if (count > MOST) throw new IllegalArgumentException("'" + name + "' would have " + (count == Long.MAX_VALUE
			? "more than 9 * 10^18" : count) + " weights, but at most " + MOST + " can be made: take a smaller kernel (k) or fewer channels (c)");
		final long taps = count(Arrays.copyOfRange(shape, Math.min(2, shape.length), shape.length));
		if (taps > MOST_TAPS) throw new IllegalArgumentException("'" + name + "' would have kernels of " + taps +
			" weights, but random ones have at most " + MOST_TAPS + ": take a smaller kernel (k)");
		total += count;
		final long memory = Runtime.getRuntime().maxMemory();
		if (Float.BYTES * total > memory / 2) throw new IllegalArgumentException("with '" + name + "' the network would have " +
			total + " weights, for which Java has too little memory (" + (memory >> 20) +
			" MB): take fewer channels (c) or layers, or start Java with a larger -Xmx");
		if (total > MOST_TOTAL) throw new IllegalArgumentException("with '" + name + "' the network would have " + total +
			" weights, but at most " + MOST_TOTAL + " random ones: take fewer channels (c) or layers, or weights of a file");
		final int n = (int) count;
		final float[] values = new float[n];
		if (shape.length > 1) {
			final double deviation = Math.sqrt(2.0 * shape[0] / n);
			final Gaussians random = new Gaussians(seed * 31 + name.hashCode());
			for (int i = 0; i < n; i++)
				values[i] = (float) (deviation * random.next());
		}
		else if (name.endsWith(".running_var") || name.endsWith(".weight")) Arrays.fill(values, 1);
		return new Constant(ElementType.FLOAT, shape, values);
	}

	/** The largest number there is if there are more. */
	private static long count(final long... shape) {
		long count = 1;
		for (final long n : shape) {
			if (n > 0 && count > Long.MAX_VALUE / n) return Long.MAX_VALUE;
			count *= n;
		}
		return count;
	}
}
