package io.github.convolvej.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads kernels from one line of text. Numbers are separated by spaces or
 * commas. These characters separate the larger parts, from the inside out:
 * <ul>
 * <li>{@code ;} or a new line: next row (y)</li>
 * <li>{@code |}: next plane of a 3D kernel (z)</li>
 * <li>{@code ~}: next input channel</li>
 * <li>{@code #}: next kernel of the bank (output channel)</li>
 * </ul>
 * Numbers may be fractions ({@code 1/9}) or have an exponent ({@code 1e-3}). A
 * name instead of numbers means a preset, see {@link Presets}. All these
 * characters survive ImageJ's {@code run("...", "kernel=[...]")}. {@link
 * Kernel#toString} prints text that {@link #parse} reads.
 */
public final class KernelText {

	private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
	private static final Pattern ENTRY = Pattern.compile("(" + NUMBER + ")(?:/(" + NUMBER + "))?");
	private static final Pattern PRESET = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*\\s*(:[^;|~#]*)?");
	private static final Pattern ROW_BREAK = Pattern.compile(" ?(?:; ?(?:\\n\\s*)*|(?:\\n\\s*)+)");

	private KernelText() {}

	/**
	 * Reads a kernel or bank.
	 *
	 * @param text the text
	 * @param numDimensions spatial axes of the kernel: 1 (a single row or column),
	 *          2 or 3
	 * @return the kernel, with one group and no bias
	 * @throws IllegalArgumentException naming the kernel, channel, plane, row and
	 *           column of the error
	 */
	public static Kernel parse(final String text, final int numDimensions) {
		if (numDimensions < 1 || numDimensions > 3) throw new IllegalArgumentException("kernels have 1, 2 or 3 axes, not " +
			numDimensions);
		if (text == null || text.trim().isEmpty()) throw new IllegalArgumentException(
			"kernel is empty: give rows of numbers such as 1 2 1; 2 4 2; 1 2 1, or a preset such as gaussian:1.5");
		final String[] kernels = tidied(text).split("#", -1);
		final List<List<Kernel>> bank = new ArrayList<>();
		long weights = 0;
		for (int k = 0; k < kernels.length; k++) {
			final String[] channels = kernels[k].split("~", -1);
			final List<Kernel> row = new ArrayList<>();
			for (int c = 0; c < channels.length; c++) {
				final Kernel part = parseSpatial(channels[c].trim(), numDimensions, new Place(k, kernels.length, c,
					channels.length));
				weights += part.taps();
				if (weights > Kernel.MAX_TAPS) throw new IllegalArgumentException("the kernels have more than " +
					Kernel.MAX_TAPS + " weights in all: that is more than can be used");
				row.add(part);
			}
			bank.add(row);
		}
		return join(bank);
	}

	/**
	 * Replaces variants of minus signs, line ends and blanks by one form, and runs
	 * of blanks by a single blank.
	 */
	private static String tidied(final String text) {
		return text.replace('\u2212', '-').replaceAll("\\r\\n?", "\n").replaceAll("[ \\t\\x0B\\f]+", " ");
	}

	private static Kernel parseSpatial(final String text, final int numDimensions, final Place place) {
		if (text.isEmpty()) throw new IllegalArgumentException("kernel is empty" + place + ": there are no numbers");
		if (PRESET.matcher(text).matches() && !text.matches("(?i)nan|infinity|inf")) return preset(text, numDimensions, place);
		final String[] planes = text.split("\\|", -1);
		final List<double[][]> values = new ArrayList<>();
		for (int z = 0; z < planes.length; z++)
			values.add(parsePlane(planes[z], place.plane(z, planes.length)));
		final double[][] first = values.get(0);
		for (int z = 0; z < values.size(); z++) {
			final double[][] plane = values.get(z);
			if (plane.length != first.length || plane[0].length != first[0].length) throw new IllegalArgumentException(
				"kernel plane " + (z + 1) + place + " has " + plane[0].length + " x " + plane.length +
					" entries, but plane 1 has " + first[0].length + " x " + first.length);
		}
		return shaped(values, numDimensions, place);
	}

	private static Kernel preset(final String text, final int numDimensions, final Place place) {
		try {
			return Presets.parse(text, numDimensions);
		}
		catch (final IllegalArgumentException e) {
			if (place.toString().isEmpty()) throw e;
			throw new IllegalArgumentException("'" + text + "'" + place + ": " + e.getMessage(), e);
		}
	}

	private static Kernel shaped(final List<double[][]> planes, final int numDimensions, final Place place) {
		final int nx = planes.get(0)[0].length;
		final int ny = planes.get(0).length;
		final int nz = planes.size();
		final double[] weights = new double[nx * ny * nz];
		for (int z = 0, i = 0; z < nz; z++)
			for (int y = 0; y < ny; y++)
				for (int x = 0; x < nx; x++)
					weights[i++] = planes.get(z)[y][x];
		switch (numDimensions) {
			case 3:
				return new Kernel(weights, 1, 1, nx, ny, nz);
			case 2:
				if (nz > 1) throw new IllegalArgumentException("kernel" + place + " has " + nz +
					" planes (separated by |), but dimensions=2D takes one: use dimensions=3D");
				return new Kernel(weights, 1, 1, nx, ny);
			default:
				if (nz > 1 || nx > 1 && ny > 1) throw new IllegalArgumentException("kernel" + place + " has " + nx + " x " + ny +
					" x " + nz + " entries, but a 1D kernel is a single row: use dimensions=" + (nz > 1 ? "3D" : "2D"));
				return new Kernel(weights, 1, 1, nx * ny);
		}
	}

	private static double[][] parsePlane(final String text, final Place place) {
		final String body = ROW_BREAK.matcher(text.trim()).replaceAll("\n");
		final String[] rows = (body.endsWith("\n") ? body.substring(0, body.length() - 1) : body).split("\n", -1);
		final double[][] values = new double[rows.length][];
		for (int y = 0; y < rows.length; y++) {
			values[y] = parseRow(rows[y].trim(), y, place);
			if (values[y].length != values[0].length) throw new IllegalArgumentException("kernel row " + (y + 1) + place +
				" has " + entries(values[y].length) + ", but row 1 has " + values[0].length + ": column " + (Math.min(
					values[y].length, values[0].length) + 1) + " is " + (values[y].length < values[0].length ? "missing"
						: "one too many"));
		}
		return values;
	}

	private static String entries(final int n) {
		return n == 1 ? "1 entry" : n + " entries";
	}

	private static double[] parseRow(final String row, final int y, final Place place) {
		if (row.isEmpty()) throw new IllegalArgumentException("kernel row " + (y + 1) + place + " is empty");
		final String[] entries = row.replaceAll(" ?/ ?", "/").replaceAll(" ?, ?", ",").split("[ ,]", -1);
		final double[] values = new double[entries.length];
		for (int x = 0; x < entries.length; x++)
			values[x] = parseEntry(entries[x], "kernel row " + (y + 1) + ", column " + (x + 1) + place);
		return values;
	}

	private static double parseEntry(final String entry, final String where) {
		if (entry.isEmpty()) throw new IllegalArgumentException(where +
			" is empty: there is a comma with no number beside it");
		final Matcher m = ENTRY.matcher(entry);
		if (!m.matches()) throw new IllegalArgumentException(where + " is '" + entry +
			"', which is not a number: write 2, -0.5, 1e-3 or 1/9");
		final double numerator = Double.parseDouble(m.group(1));
		final double denominator = m.group(2) == null ? 1 : Double.parseDouble(m.group(2));
		if (denominator == 0) throw new IllegalArgumentException(where + " is '" + entry + "': division by zero");
		final double value = m.group(2) == null ? numerator : numerator / denominator;
		if (Double.isInfinite(value) || Double.isNaN(value)) throw new IllegalArgumentException(where + " is '" + entry +
			"', which is too large for a floating point number");
		return value;
	}

	/** Joins single kernels, bank.get(output).get(input), into one bank. */
	private static Kernel join(final List<List<Kernel>> bank) {
		final Kernel[][] parts = new Kernel[bank.size()][];
		for (int k = 0; k < parts.length; k++) {
			parts[k] = bank.get(k).toArray(new Kernel[0]);
			if (parts[k].length != parts[0].length) throw new IllegalArgumentException("kernel " + (k + 1) + " has " +
				parts[k].length + " input channels (separated by ~), but kernel 1 has " + parts[0].length);
		}
		return Kernel.bank(parts);
	}

	/**
	 * The position of a part within a bank, for error messages; an empty text for
	 * a single kernel.
	 */
	private static final class Place {

		private final String text;

		private Place(final String text) {
			this.text = text;
		}

		Place(final int kernel, final int kernels, final int channel, final int channels) {
			this((kernels > 1 ? " of kernel " + (kernel + 1) : "") + (channels > 1 ? " of channel " + (channel + 1) : ""));
		}

		Place plane(final int plane, final int planes) {
			return new Place((planes > 1 ? " of plane " + (plane + 1) : "") + text);
		}

		@Override
		public String toString() {
			return text;
		}
	}
}
