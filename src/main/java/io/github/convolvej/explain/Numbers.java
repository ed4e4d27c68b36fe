package io.github.convolvej.explain;

import java.util.Locale;

/** Numbers as readers want them. */
public final class Numbers {

	private Numbers() {}

	/**
	 * @param value a number
	 * @return it with at most seven digits, and no zeros at the end
	 */
	public static String print(final double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return String.valueOf(value);
		if (value == Math.rint(value) && Math.abs(value) < 1e9) return String.valueOf((long) value);
		final String text = String.format(Locale.ROOT, "%.7g", value);
		final int e = text.indexOf('e');
		final String digits = e < 0 ? text : text.substring(0, e);
		return digits.replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "") + (e < 0 ? "" : text.substring(e));
	}
}
