package io.github.convolvej.network;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Operators;

import java.io.Serializable;

/**
 * A method that scales the samples of an image before a network, by statistics
 * of each channel of the whole image. Immutable.
 */
public final class InputNormalisation implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Samples are not scaled. */
	public static final InputNormalisation NONE = new InputNormalisation("none", 0, 0);

	private final String kind;
	private final double low;
	private final double high;

	private InputNormalisation(final String kind, final double low, final double high) {
		this.kind = kind;
		this.low = low;
		this.high = high;
	}

	/**
	 * @param text {@code none}, {@code minmax} (to 0 ... 1), {@code
	 *          percentile:1,99.8} (these to 0 and 1), {@code mean-std} (mean 0,
	 *          standard deviation 1)
	 * @return the normalisation
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static InputNormalisation parse(final String text) {
		final String t = text.trim();
		switch (t) {
			case "none":
				return NONE;
			case "minmax":
				return new InputNormalisation(t, 0, 100);
			case "mean-std":
				return new InputNormalisation(t, 0, 0);
			default:
		}
		final String[] numbers = t.startsWith("percentile:") ? t.substring("percentile:".length()).split(",") : new String[0];
		try {
			if (numbers.length == 2) {
				final double a = Double.parseDouble(numbers[0]);
				final double b = Double.parseDouble(numbers[1]);
				if (a >= 0 && a < b && b <= 100) return new InputNormalisation(t, a, b);
			}
		}
		catch (final NumberFormatException e) {
			// refused below
		}
		throw new IllegalArgumentException("normalisation is '" + text +
			"', but must be none, minmax, mean-std, or percentile: with two increasing numbers from 0 to 100," +
			" such as percentile:1,99.8");
	}

	void addTo(final NetworkExtension extension, final int rank) {
		if (kind.equals("none")) return;
		final long[] axes = new long[rank - 2];
		for (int d = 0; d < axes.length; d++)
			axes[d] = d + 2;
		final Attributes along = Attributes.NONE.with("axes", axes);
		if (kind.equals("mean-std")) extension.before(Operators.STANDARDISE, along);
		else extension.before(Operators.SCALE_RANGE, along.with("low", low).with("high", high));
	}

	@Override
	public String toString() {
		return kind;
	}
}
