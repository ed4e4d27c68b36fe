package io.github.convolvej.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A table of the layers of a chain. Each row gives the output size, receptive
 * field, sample positions, weights, multiplications, memory and calibration of a
 * layer; the first row is the image.
 */
public final class ChainTable {

	private static final String[] COLUMNS = { "layer", "output size", "channels", "span", "receptive field", "jump",
		"start", "parameters", "multiplications", "bytes", "pixel size", "origin" };

	private final List<Row> rows;
	private final String unit;

	/**
	 * @param rows the image, then every layer
	 * @param unit unit of the sizes of pixels
	 */
	public ChainTable(final List<Row> rows, final String unit) {
		this.rows = Collections.unmodifiableList(rows);
		this.unit = unit;
	}

	/** One layer; lengths along spatial axes, x first. */
	public static final class Row {

		private final String name;
		private final long channels;
		private final long[] size;
		private final long[] span;
		private final double[] receptiveField;
		private final SamplePosition[] position;
		private final long parameters;
		private final double multiplications;
		private final double[] pixelSize;
		private final double[] origin;

		private Row(final String name, final long channels, final long[] size, final long[] span,
			final double[] receptiveField, final SamplePosition[] position, final long parameters,
			final double multiplications, final double[] pixelSize, final double[] origin)
		{
			this.name = name;
			this.channels = channels;
			this.size = size;
			this.span = span;
			this.receptiveField = receptiveField;
			this.position = position;
			this.parameters = parameters;
			this.multiplications = multiplications;
			this.pixelSize = pixelSize;
			this.origin = origin;
		}

		/**
		 * A layer that was measured rather than computed from a chain. Lengths are
		 * those along spatial axes, x first.
		 *
		 * @param name the layer
		 * @param channels output channels
		 * @param size output samples
		 * @param span samples from its first to its last tap
		 * @param receptiveField image samples from the first to the last that an
		 *          output sample depends on
		 * @param position positions of the output samples in the image
		 * @param parameters weights, biases included
		 * @param multiplications multiply-accumulates for the whole output
		 * @param pixelSize physical size of a pixel of the image
		 * @param origin ImageJ's origin of the image
		 * @return the row
		 */
		public static Row of(final String name, final long channels, final long[] size, final long[] span,
			final double[] receptiveField, final SamplePosition[] position, final long parameters,
			final double multiplications, final double[] pixelSize, final double[] origin)
		{
			final double[] ownSize = new double[size.length];
			final double[] ownOrigin = new double[size.length];
			for (int d = 0; d < size.length; d++) {
				ownSize[d] = position[d].pixelSize(pixelSize[d]);
				ownOrigin[d] = position[d].origin(origin[d]);
			}
			return new Row(name, channels, size.clone(), span.clone(), receptiveField.clone(), position.clone(), parameters,
				multiplications, ownSize, ownOrigin);
		}

		static Row input(final long channels, final long[] size, final double[] pixelSize, final double[] origin) {
			final int n = size.length;
			final SamplePosition[] position = new SamplePosition[n];
			final double[] field = new double[n];
			final long[] span = new long[n];
			for (int d = 0; d < n; d++) {
				position[d] = SamplePosition.IDENTITY;
				field[d] = span[d] = 1;
			}
			return new Row("input", channels, size.clone(), span, field, position, 0, 0, pixelSize.clone(), origin.clone());
		}

		Row then(final Layer layer, final double[] inputPixelSize, final double[] inputOrigin) {
			final int n = size.length;
			final long[] nextSize = new long[n];
			final long[] nextSpan = new long[n];
			final double[] field = new double[n];
			final SamplePosition[] next = new SamplePosition[n];
			final double[] nextPixelSize = new double[n];
			final double[] nextOrigin = new double[n];
			for (int d = 0; d < n; d++) {
				final LayerAxis axis = layer.along(n, d, size[d]);
				nextSize[d] = axis.targetSize();
				nextSpan[d] = axis.effectiveSize();
				field[d] = receptiveField[d] + axis.reach() * position[d].scale();
				next[d] = position[d].then(axis.position());
				nextPixelSize[d] = next[d].pixelSize(inputPixelSize[d]);
				nextOrigin[d] = next[d].origin(inputOrigin[d]);
			}
			return new Row(layer.toString(), layer.channels(channels), nextSize, nextSpan, field, next, layer.parameters(n,
				channels), layer.multiplications(channels, size, nextSize), nextPixelSize, nextOrigin);
		}

		/** @return the layer as text; "input" for the image */
		public String name() {
			return name;
		}

		/** @return output channels */
		public long channels() {
			return channels;
		}

		/** @return output samples along every axis */
		public long[] size() {
			return size.clone();
		}

		/**
		 * @param d spatial axis
		 * @return samples from the layer's first to last tap, (k-1)*d + 1
		 */
		public long effectiveSize(final int d) {
			return span[d];
		}

		/**
		 * @param d spatial axis
		 * @return image samples from the first to the last that an output sample
		 *         depends on
		 */
		public double receptiveField(final int d) {
			return receptiveField[d];
		}

		/**
		 * @param d spatial axis
		 * @return positions of the output samples in the image: {@code scale()} is
		 *         the jump, {@code offset()} the start
		 */
		public SamplePosition position(final int d) {
			return position[d];
		}

		/** @return weights, biases included */
		public long parameters() {
			return parameters;
		}

		/** @return multiply-accumulates for the whole output */
		public double multiplications() {
			return multiplications;
		}

		/** @return bytes of the output in 32 bits */
		public double bytes() {
			double bytes = 4.0 * channels;
			for (final long s : size)
				bytes *= s;
			return bytes;
		}

		/**
		 * @param d spatial axis
		 * @return physical size of an output pixel
		 */
		public double pixelSize(final int d) {
			return pixelSize[d];
		}

		/**
		 * @param d spatial axis
		 * @return ImageJ's origin of the output: pixels from the corner of the first
		 *         one
		 */
		public double origin(final int d) {
			return origin[d];
		}

		private String[] cells() {
			return new String[] { name, each(d -> size[d]), NumberText.print(channels), each(d -> span[d]), each(
				d -> receptiveField[d]), each(d -> position[d].scale()), each(d -> position[d].offset()), NumberText.print(parameters),
				NumberText.print(multiplications), NumberText.print(bytes()), each(d -> pixelSize[d]), each(d -> origin[d]) };
		}

		private String each(final IntToDoubleFunction value) {
			final StringBuilder text = new StringBuilder();
			for (int d = 0; d < size.length; d++)
				text.append(d == 0 ? "" : " x ").append(NumberText.print(value.applyAsDouble(d)));
			return text.toString();
		}
	}

	/** @return the image, then every layer */
	public List<Row> rows() {
		return rows;
	}

	/** @return weights of all layers */
	public long parameters() {
		return rows.stream().mapToLong(Row::parameters).reduce(0, (a, b) -> Exact.sum("number of weights", a, b));
	}

	/** @return multiply-accumulates of all layers */
	public double multiplications() {
		return rows.stream().mapToDouble(Row::multiplications).sum();
	}

	/** @return bytes of the image, all layers' outputs and all weights in 32 bits */
	public double bytes() {
		return rows.stream().mapToDouble(Row::bytes).sum() + 4.0 * parameters();
	}

	private List<String[]> table() {
		final List<String[]> table = new ArrayList<>();
		final String[] header = COLUMNS.clone();
		header[10] += " (" + unit + ")";
		table.add(header);
		for (final Row row : rows)
			table.add(row.cells());
		table.add(new String[] { "total", "", "", "", "", "", "", NumberText.print(parameters()), NumberText.print(multiplications()), NumberText.print(
			bytes()), "", "" });
		return table;
	}

	/** @return the table in Markdown, with a row of totals */
	public String toMarkdown() {
		final StringBuilder text = new StringBuilder();
		for (final String[] row : table()) {
			final boolean header = text.length() == 0;
			text.append("| ").append(String.join(" | ", row)).append(" |\n");
			if (!header) continue;
			text.append("|---|---|");
			for (int i = 2; i < row.length; i++)
				text.append(i == 3 || i == 4 || i == 5 || i == 6 || i > 9 ? "---|" : "---:|");
			text.append('\n');
		}
		return text.toString();
	}

	/** @return the table as comma-separated values (RFC 4180), with a row of totals */
	public String toCsv() {
		final StringBuilder text = new StringBuilder();
		for (final String[] row : table()) {
			for (int i = 0; i < row.length; i++) {
				final boolean quoted = row[i].indexOf(',') >= 0 || row[i].indexOf('"') >= 0;
				text.append(i == 0 ? "" : ",").append(quoted ? '"' + row[i].replace("\"", "\"\"") + '"' : row[i]);
			}
			text.append("\r\n");
		}
		return text.toString();
	}

	/** @return the table in Markdown */
	@Override
	public String toString() {
		return toMarkdown();
	}
}
