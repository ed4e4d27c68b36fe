package io.github.convolvej.command.parameter;

import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.TransposedWindow;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes a report that says whether a transposed convolution makes a checkerboard pattern, and how to avoid it (Odena,
 * Dumoulin and Olah 2016).
 */
public final class Checkerboard {

	/** Most numbers of taps that are listed for an axis. */
	private static final int SHOWN = 16;

	private final TransposedConvolution filter;
	private final int[] size;
	private final int[] stride;
	private final int[] dilation;

	/**
	 * @param filter the operation
	 * @param size taps of its kernel on every axis
	 * @param stride its stride on every axis
	 * @param dilation its dilation on every axis
	 */
	public Checkerboard(final TransposedConvolution filter, final int[] size, final int[] stride, final int[] dilation) {
		this.filter = filter;
		this.size = size;
		this.stride = stride;
		this.dilation = dilation;
	}

	private TransposedWindow window(final int d) {
		return Padding.VALID.transposed(d, 1, size[d], stride[d], dilation[d], 0);
	}

	/** @return the report: a few sentences */
	@Override
	public String toString() {
		if (filter.isEven()) {
			int taps = 1;
			for (int d = 0; d < size.length; d++)
				taps *= window(d).overlap(1)[0];
			return "The overlap is even: away from the ends every sample rests on " + (taps == 1 ? "1 tap" : taps + " taps") +
				" of the kernel.";
		}
		final StringBuilder text = new StringBuilder("The overlap is uneven:");
		final StringBuilder remedy = new StringBuilder();
		for (int d = 0; d < size.length; d++) {
			if (window(d).isEven()) continue;
			final int[] counts = window(d).overlap(SHOWN);
			text.append(remedy.length() > 0 ? ";" : "").append(" along ").append(Axis.name(d)).append(
				" samples rest in turn on ").append(Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors
					.joining(", "))).append(stride[d] > SHOWN ? " ..." : "").append(" taps (kernel size ").append(size[d]).append(
						", stride ").append(stride[d]).append(dilation[d] > 1 ? ", dilation " + dilation[d] : "").append(")");
			remedy.append(remedy.length() > 0 ? ", " : "").append((size[d] + stride[d] - 1) / stride[d] * stride[d]).append(
				" along ").append(Axis.name(d)).append(coprime(stride[d], dilation[d]) ? ""
					: " with a dilation that has no divisor in common with the stride");
		}
		if (filter.keepsConstants()) return text +
			". But these weights even it out: away from the ends a constant image stays constant.";
		return text + ". That makes a checkerboard pattern. Use a kernel size divisible by the stride (" + remedy +
			"), or Upsample... and then Convolution...; overlap=true shows the pattern.";
	}

	private static boolean coprime(final int a, final int b) {
		return b == 0 ? a == 1 : coprime(b, a % b);
	}
}
