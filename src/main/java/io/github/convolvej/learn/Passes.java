package io.github.convolvej.learn;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.network.ImageOperation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Takes operations apart into passes, and writes a transposed convolution as an ordinary one. */
final class Passes {

	private Passes() {}

	/**
	 * @param pass an operation on an image
	 * @return the passes it consists of, each on the result of the one before; itself
	 *         if it has no parts
	 */
	static List<Pass> apart(final Pass pass) {
		final List<Operation> parts = parts(pass.operation(), pass);
		if (parts.size() == 1) return Collections.singletonList(parts.get(0) == pass.operation() || pass.images() > 1 ? pass
			: Pass.of(parts.get(0), pass.border(), pass.spatial(), new long[][] { pass.size(0) }, pass::sample, 0));
		final List<Pass> passes = new ArrayList<>();
		Pass last = Pass.of(parts.get(0), pass.border(), pass.spatial(), new long[][] { pass.size(0) }, pass::sample, 0);
		passes.add(last);
		for (final Operation next : parts.subList(1, parts.size())) {
			last = last.with(next, pass.border(), last.result(), null);
			passes.add(last);
		}
		return passes;
	}

	private static List<Operation> parts(final Operation operation, final Pass pass) {
		if (pass.images() > 1) return Collections.singletonList(operation);
		if (operation instanceof FilterChain) return ((FilterChain) operation).layers().stream().map(
			ImageOperation::definition).collect(Collectors.toList());
		if (operation instanceof FusedFilter) {
			final FusedFilter fused = (FusedFilter) operation;
			return fused.first(0) == null ? parts(fused.last(), pass) : Arrays.asList(fused.first(0), fused.last());
		}
		if (operation instanceof FlattenedConvolution) return parts(((FlattenedConvolution) operation).passes(), pass);
		if (operation instanceof SeparableConvolution) return lines((SeparableConvolution) operation, pass);
		return Collections.singletonList(operation);
	}

	/** A kernel of one row and one column: along z, y and x in turn. */
	private static List<Operation> lines(final SeparableConvolution separable, final Pass pass) {
		final Convolution dense = separable.dense();
		final int n = separable.numDimensions();
		// outside of a row's sums there would be a multiple of the constant
		final boolean even = !pass.border().isConstant() || pass.border().value() == 0;
		final long axes = Arrays.stream(separable.kernel().size()).filter(k -> k > 1).count();
		if (separable.kernel().terms() != 1 || axes < 2 || !even) return Collections.singletonList(separable);
		final Window[] windows = dense.windows(Arrays.copyOf(pass.size(0), n));
		final List<Integer> order = new ArrayList<>();
		for (int d = n - 1; d >= 0; d--)
			if (windows[d].size() > 1 || windows[d].stride() > 1 || windows[d].padBefore() + windows[d].padAfter() > 0 ||
				separable.kernel().vector(0, d)[0] != 1) order.add(d);
		final List<Operation> passes = new ArrayList<>();
		for (final int d : order)
			passes.add(line(separable.kernel().vector(0, d), d, windows[d], n, passes.size() == order.size() - 1 ? dense.kernel()
				.bias(0) : 0));
		return passes;
	}

	private static Convolution line(final double[] weights, final int axis, final Window window, final int axes,
		final double bias)
	{
		final int[] size = ones(axes);
		size[axis] = weights.length;
		final int[] stride = ones(axes);
		stride[axis] = window.stride();
		final int[] dilation = ones(axes);
		dilation[axis] = window.dilation();
		final int[] before = new int[axes];
		before[axis] = Math.toIntExact(window.padBefore());
		final int[] after = new int[axes];
		after[axis] = Math.toIntExact(window.padAfter());
		final Kernel kernel = new Kernel(weights, 1, 1, size);
		return Convolution.of(bias == 0 ? kernel : kernel.withBias(bias)).stride(stride).dilation(dilation).padding(Padding
			.explicit(before, after));
	}

	private static int[] ones(final int axes) {
		final int[] ones = new int[axes];
		Arrays.fill(ones, 1);
		return ones;
	}

	/**
	 * The convolution that gives the same as a transposed one: stride - 1 zeros
	 * between the samples, span - 1 - padding zeros around them, the kernel
	 * reversed, stride 1. Where the padding is larger than that, samples are cut off.
	 *
	 * @param pass a transposed convolution on an image
	 * @return the convolution on the image with the zeros between its samples
	 */
	static Pass equivalent(final Pass pass) {
		final TransposedConvolution transposed = (TransposedConvolution) pass.operation();
		final int n = transposed.kernel().numDimensions();
		final long[] size = pass.size(0);
		final TransposedWindow[] windows = transposed.windows(Arrays.copyOf(size, transposed.numDimensions()));
		final long[] stretched = size.clone();
		final long[] cutBefore = new long[size.length];
		final int[] before = new int[n];
		final int[] after = new int[n];
		for (int d = 0; d < n; d++) {
			final Window w = windows[d].window();
			final long around = w.effectiveSize() - 1;
			cutBefore[d] = Math.max(0, w.padBefore() - around);
			final long end = around - w.padAfter() + windows[d].outputPadding();
			stretched[d] = (size[d] - 1) * w.stride() + 1 - cutBefore[d] + Math.min(0, end);
			before[d] = Math.toIntExact(Math.max(0, around - w.padBefore()));
			after[d] = Math.toIntExact(Math.max(0, end));
			if (stretched[d] < 1) throw new IllegalArgumentException(
				"The padding cuts off all samples: this transposed convolution cannot be shown as a convolution");
		}
		final Values image = new Values(stretched);
		final boolean[] inserted = insert(pass, image, cutBefore, windows);
		final Kernel exchanged = transposed.kernel().exchanged().flipped();
		final double[] bias = new double[exchanged.outputs()];
		for (int k = 0; k < bias.length; k++)
			bias[k] = transposed.biasOf(k);
		final int[] dilation = new int[n];
		for (int d = 0; d < n; d++)
			dilation[d] = windows[d].window().dilation();
		final Convolution convolution = Convolution.of(exchanged.withBias(bias)).dilation(dilation).padding(Padding.explicit(
			before, after));
		return pass.with(convolution, Border.ZERO, image, inserted);
	}

	private static boolean[] insert(final Pass pass, final Values image, final long[] cutBefore,
		final TransposedWindow... windows)
	{
		long count = 1;
		for (final long n : image.size())
			count *= n;
		final boolean[] inserted = new boolean[Math.toIntExact(count)];
		for (int i = 0; i < inserted.length; i++) {
			final long[] at = Values.position(image.size(), i);
			final long[] source = at.clone();
			for (int d = 0; d < windows.length; d++) {
				final int stride = windows[d].window().stride();
				inserted[i] |= (at[d] + cutBefore[d]) % stride != 0;
				source[d] = (at[d] + cutBefore[d]) / stride;
			}
			if (!inserted[i]) image.set(pass.sample(0, source), at);
		}
		return inserted;
	}
}
