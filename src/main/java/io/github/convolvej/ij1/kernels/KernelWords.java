package io.github.convolvej.ij1.kernels;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What there is to say of a kernel: its size, its sum, and how it looks in the mirror. */
public final class KernelWords {

	/** Relative to the largest weight: fractions are not exact. */
	private static final double ROUNDING = 1e-9;

	private KernelWords() {}

	/** @return sizes along all axes, x first: {@code 5 x 5} */
	public static String size(final Kernel kernel) {
		return Arrays.stream(kernel.size()).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
	}

	/** @return the sum of the weights of a kernel of the bank, rounded */
	public static String sum(final Kernel kernel, final int output) {
		final double sum = kernel.sum(output);
		final double largest = KernelHeat.largest(kernel, 0, output);
		return NumberText.rounded(Math.abs(sum) < ROUNDING * Math.max(largest, Double.MIN_NORMAL) ? 0 : sum, 4);
	}

	/**
	 * @param kernel a kernel
	 * @param input which of its inputs
	 * @param output which kernel of the bank
	 * @param sign 1 to ask for symmetry, -1 for antisymmetry
	 * @return names of the axes along which each weight has its mirror image, or minus that
	 */
	public static List<String> mirrored(final Kernel kernel, final int input, final int output, final int sign) {
		final List<String> axes = new ArrayList<>();
		final double allowed = ROUNDING * KernelHeat.largest(kernel, input, output);
		int step = 1;
		for (int d = 0; d < kernel.numDimensions(); d++) {
			final int size = kernel.size(d);
			boolean holds = true;
			for (int tap = 0; tap < kernel.taps() && holds; tap++) {
				final int at = tap / step % size;
				final int mirror = tap + (size - 1 - 2 * at) * step;
				holds = Math.abs(kernel.weight(tap, input, output) - sign * kernel.weight(mirror, input, output)) <= allowed;
			}
			if (holds) axes.add(String.valueOf("xyz".charAt(d)));
			step *= size;
		}
		return axes;
	}
}
