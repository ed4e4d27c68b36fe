package io.github.convolvej.learn;

import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The formula of the size of a result, with its numbers put in. */
public final class SizeFormula {

	private SizeFormula() {}

	/**
	 * @param pass an operation on an image
	 * @param words the language
	 * @return a line for the size along each axis that changes or is filtered, once if
	 *         they are alike; empty if the operation has no such formula
	 */
	public static String of(final Pass pass, final Words words) {
		final List<String> axes = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		for (int d = 0; d < pass.spatial(); d++) {
			final String formula = axis(pass, d, words);
			if (formula == null) continue;
			axes.add(formula);
			names.add(String.valueOf("xyz".charAt(d)));
		}
		if (axes.isEmpty()) return "";
		if (axes.stream().distinct().count() == 1) return words.text("size") + ": " + axes.get(0);
		final List<String> lines = new ArrayList<>();
		for (int i = 0; i < axes.size(); i++)
			lines.add(names.get(i) + ": " + axes.get(i));
		return words.text("size") + " " + lines.stream().collect(Collectors.joining("; "));
	}

	private static String axis(final Pass pass, final int d, final Words words) {
		final Operation operation = pass.operation();
		final long[] size = Arrays.copyOf(pass.size(0), operation.numDimensions());
		final long target = pass.targetSize()[d];
		if (operation instanceof TransposedConvolution) {
			final TransposedWindow[] windows = ((TransposedConvolution) operation).windows(size);
			if (d >= windows.length || size[d] == 1 && target == 1) return null;
			final Window w = windows[d].window();
			return words.text("size.transposed", target, size[d], w.stride(), windows[d].outputPadding(), w.effectiveSize(), w
				.padBefore(), w.padAfter());
		}
		final Window[] windows = operation instanceof Convolution ? ((Convolution) operation).windows(size)
			: operation instanceof SeparableConvolution ? ((SeparableConvolution) operation).dense().windows(size)
				: operation instanceof Pooling ? ((Pooling) operation).windows(size) : new Window[0];
		if (d >= windows.length || size[d] == 1 && target == 1) return null;
		final Window w = windows[d];
		final boolean ceil = target != (size[d] + w.padBefore() + w.padAfter() - w.effectiveSize()) / w.stride() + 1;
		return words.text(ceil ? "size.ceil" : "size.window", target, size[d], w.padBefore(), w.padAfter(), w.effectiveSize(), w
			.stride());
	}
}
