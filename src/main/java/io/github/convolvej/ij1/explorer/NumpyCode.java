package io.github.convolvej.ij1.explorer;

import io.github.convolvej.kernel.Kernel;

import java.util.List;
import java.util.Locale;

/** Layers as functions of NumPy alone, for one channel of rows and columns. */
final class NumpyCode {

	private NumpyCode() {}

	/**
	 * @param layers layers one after another
	 * @param alike whether they are all the same
	 * @return the code
	 * @throws IllegalArgumentException naming a layer that is not written
	 */
	static String of(final List<ExplorerLayer> layers, final boolean alike) {
		final StringBuilder code = new StringBuilder("import numpy as np\n");
		for (int i = 0; i < (alike ? 1 : layers.size()); i++)
			code.append('\n').append(layer(layers.get(i), alike ? "" : String.valueOf(i + 1)));
		code.append("\n# image: one channel, rows and columns\ny = image\n");
		if (alike) return code.append("for _ in range(").append(layers.size()).append("):\n    y = layer(y)\n").toString();
		for (int i = 1; i <= layers.size(); i++)
			code.append("y = layer").append(i).append("(y)\n");
		return code.toString();
	}

	private static String layer(final ExplorerLayer l, final String number) {
		final String weights = l.hasKernel() ? "w" + number + " = " + array(l.kernel()) + "\n\n" : "";
		return weights + "def layer" + number + "(x):\n    " + String.join("\n    ", body(l, "w" + number).split("\n")) + "\n";
	}

	private static String body(final ExplorerLayer l, final String w) {
		final int[] s = l.stride();
		if (l.type().equals("globalpool")) return "return x.mean(keepdims=True)";
		if (l.type().equals("upsample")) {
			if (l.numbers("k", 1)[0] != 1) throw refused(l, "interpolation");
			return "return np.repeat(np.repeat(x, " + s[1] + ", axis=0), " + s[0] + ", axis=1)";
		}
		final int[] x = l.added(0);
		final int[] y = l.added(1);
		if (x == null || y == null) throw refused(l, "padding that depends on the size of the image");
		if (l.keepsRest()) throw refused(l, "windows that are not whole");
		final int spanX = (l.size()[0] - 1) * l.dilation()[0] + 1;
		final int spanY = (l.size()[1] - 1) * l.dilation()[1] + 1;
		if (l.isTransposed()) return transposed(l, w, x, y, spanX, spanY);
		final String outside = l.isConvolution() || l.type().equals("lppool") ? "0" : l.isMaximum() ? "-np.inf" : l.type().equals(
			"minpool") ? "np.inf" : "np.nan";
		final boolean even = x[0] == x[1] && y[0] == y[1] && x[0] == y[0];
		return "x = np.pad(x.astype(float), " + (even ? String.valueOf(x[0]) : "((" + y[0] + ", " + y[1] + "), (" + x[0] + ", " +
			x[1] + "))") + ", constant_values=" + outside + ")\nv = np.lib.stride_tricks.sliding_window_view(x, (" + spanY + ", " +
			spanX + "))\nv = v[::" + s[1] + ", ::" + s[0] + ", ::" + l.dilation()[1] + ", ::" + l.dilation()[0] + "]\nreturn " +
			windows(l, w);
	}

	private static String windows(final ExplorerLayer l, final String w) {
		if (l.isConvolution()) return "np.einsum('ijkl,kl->ij', v, " + w + ")";
		if (l.isMaximum()) return "v.max(axis=(2, 3))";
		if (l.type().equals("minpool")) return "v.min(axis=(2, 3))";
		return l.type().equals("avgpool") ? "np.nanmean(v, axis=(2, 3))" : "np.sqrt((v * v).sum(axis=(2, 3)))";
	}

	/** Each sample stamps the kernel; then the padding is cut off. */
	private static String transposed(final ExplorerLayer l, final String w, final int[] x, final int[] y, final int spanX,
		final int spanY)
	{
		final int[] s = l.stride();
		final int[] more = l.numbers("op", 0);
		final String height = "(h - 1) * " + s[1] + " + " + spanY + (more[1] > 0 ? " + " + more[1] : "");
		final String width = "(v - 1) * " + s[0] + " + " + spanX + (more[0] > 0 ? " + " + more[0] : "");
		final boolean cut = x[0] + x[1] + y[0] + y[1] > 0;
		return "h, v = x.shape\ny = np.zeros((" + height + ", " + width + "))\nfor i in range(h):\n    for j in range(v):\n        y[i * " +
			s[1] + ":i * " + s[1] + " + " + spanY + ":" + l.dilation()[1] + ", j * " + s[0] + ":j * " + s[0] + " + " + spanX + ":" + l
				.dilation()[0] + "] += x[i, j] * " + w + "\nreturn y" + (cut ? "[" + y[0] + ":" + (y[1] == 0 ? "" : "-" + y[1]) + ", " +
					x[0] + ":" + (x[1] == 0 ? "" : "-" + x[1]) + "]" : "");
	}

	private static IllegalArgumentException refused(final ExplorerLayer layer, final String what) {
		return new IllegalArgumentException("NumPy has no short form of " + what + " (" + layer.type() + ")");
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
