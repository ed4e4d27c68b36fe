package io.github.convolvej.kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The weights of one or several spatial kernels of one size: all of them, x fastest,
 * or the vectors that they are the products of. These are multiplied out when the
 * weights are first asked for. Immutable.
 */
final class KernelWeights implements Serializable {

	private static final long serialVersionUID = 1L;

	private final int[] size;
	/** All weights; null if there are factors. */
	private final double[] dense;
	/** Of each spatial kernel; null if they are not known. */
	private final SeparableKernel[] factors;
	/** The products of the factors, when they were asked for. */
	private transient volatile double[] products;

	private KernelWeights(final int[] size, final double[] dense, final SeparableKernel[] factors) {
		this.size = size;
		this.dense = dense;
		this.factors = factors;
	}

	/**
	 * @param size taps along x[, y[, z]], not to be changed any more
	 * @param dense the weights of one spatial kernel after the other, not to be changed any more
	 */
	KernelWeights(final int[] size, final double[] dense) {
		this(size, dense, null);
	}

	/**
	 * @param size taps along x[, y[, z]], not to be changed any more
	 * @param factors what each spatial kernel is the product of, not to be changed any more
	 */
	KernelWeights(final int[] size, final SeparableKernel... factors) {
		this(size, null, factors);
	}

	/**
	 * @param parts weights of one size
	 * @return all their spatial kernels; as factors, if all are given by these
	 */
	static KernelWeights joined(final KernelWeights... parts) {
		final int[] size = parts[0].size;
		if (Arrays.stream(parts).allMatch(p -> p.factors != null)) return new KernelWeights(size, Arrays.stream(parts).flatMap(
			p -> Arrays.stream(p.factors)).toArray(SeparableKernel[]::new));
		int count = 0;
		for (final KernelWeights p : parts)
			count = Math.addExact(count, p.all().length);
		final double[] weights = new double[count];
		int at = 0;
		for (final KernelWeights p : parts) {
			System.arraycopy(p.all(), 0, weights, at, p.all().length);
			at += p.all().length;
		}
		return new KernelWeights(size, weights);
	}

	/** Taps along every axis, not to be changed. */
	int[] size() {
		return size;
	}

	/** Taps of one spatial kernel. */
	int taps() {
		int taps = 1;
		for (final int s : size)
			taps *= s;
		return taps;
	}

	/** All weights, not to be changed. */
	double[] all() {
		if (dense != null) return dense;
		double[] made = products;
		if (made == null) {
			final int taps = taps();
			made = new double[taps * factors.length];
			for (int i = 0; i < factors.length; i++)
				System.arraycopy(factors[i].weights(), 0, made, i * taps, taps);
			products = made;
		}
		return made;
	}

	/** What a spatial kernel is the product of, or null if that is not known. */
	SeparableKernel factors(final int kernel) {
		return factors == null ? null : factors[kernel];
	}

	/** Spatial kernels of these, given by their numbers. */
	KernelWeights select(final int... order) {
		if (factors != null) return new KernelWeights(size, Arrays.stream(order).mapToObj(i -> factors[i]).toArray(
			SeparableKernel[]::new));
		final int taps = taps();
		final double[] selected = new double[Math.multiplyExact(taps, order.length)];
		for (int i = 0; i < order.length; i++)
			System.arraycopy(dense, taps * order[i], selected, taps * i, taps);
		return new KernelWeights(size, selected);
	}

	/** The same factors on more axes, or null if they are not known or do not lie along the new ones. */
	KernelWeights reshapedFactors(final int... newSize) {
		if (factors == null) return null;
		final SeparableKernel[] moved = Arrays.stream(factors).map(f -> f.reshaped(newSize)).toArray(SeparableKernel[]::new);
		return Arrays.asList(moved).contains(null) ? null : new KernelWeights(newSize.clone(), moved);
	}

	/** Every spatial kernel reversed along every axis. */
	KernelWeights flipped() {
		if (factors != null) return new KernelWeights(size, Arrays.stream(factors).map(SeparableKernel::flipped).toArray(
			SeparableKernel[]::new));
		final int taps = taps();
		final double[] reversed = new double[dense.length];
		for (int i = 0; i < reversed.length; i += taps)
			for (int t = 0; t < taps; t++)
				reversed[i + t] = dense[i + taps - 1 - t];
		return new KernelWeights(size, reversed);
	}

	boolean isFinite() {
		if (factors != null && Arrays.stream(factors).allMatch(f -> f.bound() <= Double.MAX_VALUE)) return true;
		for (final double w : all())
			if (!Double.isFinite(w)) return false;
		return true;
	}

	/** The sum of the weights of some spatial kernels. */
	double sum(final int first, final int count) {
		double sum = 0;
		if (factors != null) {
			for (int i = first; i < first + count; i++)
				sum += factors[i].sum();
			return sum;
		}
		final int taps = taps();
		for (int i = first * taps; i < (first + count) * taps; i++)
			sum += dense[i];
		return sum;
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof KernelWeights)) return false;
		final KernelWeights w = (KernelWeights) o;
		return Arrays.equals(size, w.size) && (factors != null && Arrays.equals(factors, w.factors) || Arrays.equals(all(), w
			.all()));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(all()) * 31 + Arrays.hashCode(size);
	}
}
