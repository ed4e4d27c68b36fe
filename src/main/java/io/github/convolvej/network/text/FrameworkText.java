package io.github.convolvej.network.text;

import java.util.List;

/**
 * Reads layers as PyTorch and Keras have them, in the forms that people paste:
 * {@code nn.Conv2d(1, 32, 3, padding=1)}, {@code nn.Sequential(...)}, printed
 * modules, {@code F.max_pool2d(F.relu(self.conv1(x)), 2)}, {@code
 * layers.Conv2D(64, 3, strides=2, padding="same", activation="relu")}, functional
 * calls {@code layers.Conv2D(...)(x)}, joins {@code torch.cat([a, b], 1)}, {@code
 * a + b} and {@code layers.Concatenate()([a, b])}, {@code model.add(...)},
 * functions and classes, and tables of {@code model.summary()}. Their tuples are
 * height, width; ours are x first. What is not understood is an error with line
 * and column.
 */
public final class FrameworkText {

	private FrameworkText() {}

	/**
	 * @param text any text
	 * @return whether it is one of a framework: our own has no round brackets
	 */
	public static boolean isFramework(final String text) {
		return text.indexOf('(') >= 0 || text.indexOf('\uff08') >= 0;
	}

	/**
	 * Reads layers for {@link NetworkText}.
	 *
	 * @param text layers as PyTorch or Keras has them
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the same layers in our words, separated by {@code |}
	 * @throws IllegalArgumentException naming line and column of what is not
	 *           understood
	 */
	public static String toNetwork(final String text, final int axes) {
		return String.join(" | ", read(text, axes, false));
	}

	/**
	 * Reads layers for {@link io.github.convolvej.geometry.LayerChain}: activations,
	 * normalisations and dropout, which change no sizes, are left out.
	 *
	 * @param text layers as PyTorch or Keras has them
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the same layers in our words, separated by {@code ;}
	 * @throws IllegalArgumentException naming line and column of what is not
	 *           understood
	 */
	public static String toChain(final String text, final int axes) {
		return String.join("; ", read(text, axes, true));
	}

	/**
	 * Reads layers for tables of sizes: a chain as {@link #toChain} gives it, or, if
	 * there are branches or layers that chains do not have, a network.
	 *
	 * @param text layers as PyTorch or Keras has them
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the same layers in our words
	 * @throws IllegalArgumentException naming line and column of what is not
	 *           understood
	 */
	public static String toLayers(final String text, final int axes) {
		try {
			return toChain(text, axes);
		}
		catch (final IllegalArgumentException e) {
			try {
				return toNetwork(text, axes);
			}
			catch (final IllegalArgumentException alsoWrong) {
				throw alsoWrong.getMessage().contains("there is no layer") ? e : alsoWrong;
			}
		}
	}

	private static List<String> read(final String text, final int axes, final boolean sizesOnly) {
		final LayerList list = new LayerList(axes, sizesOnly);
		if (SummaryText.isSummary(text)) SummaryText.read(text, list);
		else new FrameworkProgram(text, list).run();
		if (list.hasPadding()) throw PythonText.error(text, text.length(),
			"a layer of padding is the last one, but must be followed by a convolution");
		if (list.isEmpty()) throw PythonText.error(text, 0, sizesOnly ? "there is no layer that changes sizes"
			: "there is no layer");
		if (sizesOnly && !list.isChain()) throw PythonText.error(text, list.branchAt(),
			"layers branch or are joined here, but a chain is wanted: paste one branch alone, or all of it into Network...");
		return list.layers();
	}
}
