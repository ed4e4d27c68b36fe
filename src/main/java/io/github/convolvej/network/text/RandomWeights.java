package io.github.convolvej.network.text;

import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

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
	/** Those for an image of up to 64 x 64 samples: it takes half a second to make and prepare them. */
	private static final int MOST_OF_SMALL = 1 << 21;
	private static final int SMALL = 64 * 64;
	/** A kernel of 1024 x 1024. */
	private static final int MOST_TAPS = 1 << 20;

	private final long seed;
	private final String image;
	private final int most;
	private final boolean sizesOnly;
	/** The weights that were asked for so far, and their number. */
	private final Set<String> checked = new HashSet<>();
	private long total;

	/** @param seed any number */
	public RandomWeights(final long seed) {
		this(seed, "", MOST_TOTAL, false);
	}

	private RandomWeights(final long seed, final String image, final int most, final boolean sizesOnly) {
		this.seed = seed;
		this.image = image;
		this.most = most;
		this.sizesOnly = sizesOnly;
	}

	/**
	 * @param samples samples of a plane of the image that the network runs on
	 * @return the same weights, but no more than are worth that image
	 */
	public RandomWeights forImage(final long samples) {
		return samples > SMALL ? new RandomWeights(seed, "", MOST_TOTAL, sizesOnly) : new RandomWeights(seed, " for an image of " +
			samples + " samples", MOST_OF_SMALL, sizesOnly);
	}

	/** @return weights of the same sizes that are all 1, to check a network without running it */
	public RandomWeights sizesOnly() {
		return new RandomWeights(seed, image, most, true);
	}

	/** @return the largest number of weights of a network */
	public int most() {
		return most;
	}

	/** @return whether they are of the right sizes only */
	public boolean isSizesOnly() {
		return sizesOnly;
	}

	@Override
	public void check(final String name, final long... shape) {
		if (!checked.add(name)) return;
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
		if (total > most) throw new IllegalArgumentException("with '" + name + "' the network would have " + total +
			" weights, but at most " + most + " random ones" + image + ": take fewer channels (c) or layers, " + (image.isEmpty()
				? "or weights of a file" : "a larger image, or weights of a file"));
	}

	@Override
	public Constant get(final String name, final long... shape) {
		check(name, shape);
		final int n = Math.toIntExact(count(shape));
		final float[] values = new float[n];
		if (sizesOnly) Arrays.fill(values, 1);
		else if (shape.length > 1) {
			final double deviation = Math.sqrt(2.0 * shape[0] / n);
			final Gaussians random = new Gaussians(seed * 31 + name.hashCode());
			random.fill(values, deviation);
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
