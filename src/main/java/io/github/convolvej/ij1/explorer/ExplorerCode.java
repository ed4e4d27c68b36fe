package io.github.convolvej.ij1.explorer;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.text.FrameworkWriter;

import java.util.Locale;

/** Settings as code for several languages. */
public enum ExplorerCode {

		/** ImageJ's macro language. */
		MACRO("Macro"),
		/** {@code nn.Sequential(...)}. */
		PYTORCH("PyTorch"),
		/** {@code keras.Sequential([...])}. */
		KERAS("Keras"),
		/** Functions of NumPy alone, for one channel. */
		NUMPY("NumPy");

	private final String title;

	ExplorerCode(final String title) {
		this.title = title;
	}

	/** @return its name for people */
	public String title() {
		return title;
	}

	/**
	 * @param settings what is done
	 * @param channels channels of the image
	 * @return it as code; a comment that says why, if this language has no such layer
	 */
	public String write(final ExplorerSettings settings, final int channels) {
		try {
			switch (this) {
				case MACRO:
					return settings.macro(channels);
				case PYTORCH:
					return FrameworkWriter.toTorch(settings.layersText(channels), 2, channels);
				case KERAS:
					return FrameworkWriter.toKeras(settings.layersText(channels), 2, channels);
				default:
					return numpy(settings);
			}
		}
		catch (final IllegalArgumentException e) {
			return (this == MACRO ? "// " : "# ") + e.getMessage();
		}
	}

	/** For x of rows and columns, as NumPy has images. */
	private static String numpy(final ExplorerSettings s) {
		final StringBuilder code = new StringBuilder("import numpy as np\n\n");
		if (s.operation().hasKernel()) code.append("w = ").append(array(s.kernel())).append("\n\n");
		code.append("def layer(x):\n");
		final int k = s.size();
		final int span = s.dilation() * (k - 1) + 1;
		if (s.operation() == ExploredOperation.TRANSPOSED) {
			code.append("    h, v = x.shape\n    y = np.zeros(((h - 1) * ").append(s.stride()).append(" + ").append(span).append(
				", (v - 1) * ").append(s.stride()).append(" + ").append(span).append("))\n    for i in range(h):\n" +
					"        for j in range(v):\n            y[i * ").append(s.stride()).append(":i * ").append(s.stride()).append(
						" + ").append(span).append(":").append(s.dilation()).append(", j * ").append(s.stride()).append(":j * ").append(s
							.stride()).append(" + ").append(span).append(":").append(s.dilation()).append("] += x[i, j] * w\n");
			final int p = s.padding();
			return code.append("    return y").append(p == 0 ? "" : "[" + p + ":-" + p + ", " + p + ":-" + p + "]").append(calls(s))
				.toString();
		}
		final String outside = s.operation() == ExploredOperation.CONVOLUTION ? "0" : s
			.operation() == ExploredOperation.MAX_POOLING ? "-np.inf" : "np.nan";
		code.append("    x = np.pad(x.astype(float), ").append(s.padding()).append(", constant_values=").append(outside).append(
			")\n    v = np.lib.stride_tricks.sliding_window_view(x, (").append(span).append(", ").append(span).append("))\n    v = v[::")
			.append(s.stride()).append(", ::").append(s.stride()).append(", ::").append(s.dilation()).append(", ::").append(s
				.dilation()).append("]\n    return ");
		code.append(s.operation() == ExploredOperation.CONVOLUTION ? "np.einsum('ijkl,kl->ij', v, w)" : s
			.operation() == ExploredOperation.MAX_POOLING ? "v.max(axis=(2, 3))" : "np.nanmean(v, axis=(2, 3))");
		return code.append(calls(s)).toString();
	}

	private static String calls(final ExplorerSettings s) {
		return "\n\n# image: one channel, rows and columns\ny = image\nfor _ in range(" + s.layers() + "):\n    y = layer(y)\n";
	}

	private static String array(final Kernel kernel) {
		final StringBuilder text = new StringBuilder("np.array([");
		for (int y = 0; y < kernel.size(1); y++) {
			text.append(y == 0 ? "[" : ",\n              [");
			for (int x = 0; x < kernel.size(0); x++)
				text.append(x == 0 ? "" : ", ").append(number(kernel.weight(x + kernel.size(0) * y, 0, 0)));
			text.append(']');
		}
		return text.append("])").toString();
	}

	private static String number(final double weight) {
		return String.format(Locale.ROOT, "%.9g", weight).replaceFirst("(\\.[0-9]*?)0+$", "$1").replaceFirst("\\.$", ".0");
	}
}
