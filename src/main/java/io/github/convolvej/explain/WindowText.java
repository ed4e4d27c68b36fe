package io.github.convolvej.explain;

import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes windows in words. */
final class WindowText {

	private WindowText() {}

	/**
	 * @param what name of the window's elements: "taps" or "samples"
	 * @param windows windows of all axes, x first
	 * @return text with sizes, strides, dilations and paddings; strides and
	 *         dilations of 1 are left out
	 */
	static String of(final String what, final Window... windows) {
		final String stride = each(w -> String.valueOf(w.stride()), windows);
		final String dilation = each(w -> String.valueOf(w.dilation()), windows);
		return each(w -> String.valueOf(w.size()), windows).replace(",", " x ") + " " + what + (stride.matches("[1,]*") ? ""
			: ", stride " + stride) + (dilation.matches("[1,]*") ? "" : ", dilation " + dilation) + ", padding " + each(w -> w
				.padBefore() + ":" + w.padAfter(), windows);
	}

	private static String each(final Function<Window, String> word, final Window... windows) {
		return Arrays.stream(windows).map(word).collect(Collectors.joining(","));
	}
}
