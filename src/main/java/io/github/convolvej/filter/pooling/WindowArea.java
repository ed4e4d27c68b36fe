package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * The samples that the windows of a block span, as rows along x, with the
 * information which of them count. Samples outside the source block and samples
 * that the mask excludes do not count, nor do NaN if they are ignored.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class WindowArea<A> {

	/** Whole numbers are of smaller magnitudes. */
	private static final double WHOLE = 1 << 22;

	private final Lines<A> lines;
	private final WindowShape shape;
	private final int[] stride;
	private final Block source;
	private final Block target;
	private final Rows<A> rows;
	/** Rows of the mask, or null. */
	private final Rows<A> mask;
	private final boolean ignoreNaN;
	private final int[] size;
	/** The position of the source block within the area. */
	private final int[] begin;
	private final boolean complete;
	private RunLengths lengths;
	/** The rows of the shape by their place, when one was asked for; and a place. */
	private ShapeRows shapeRows;
	private final int[] offsets;
	/** The row of the area that was asked for last, and its distance to the first centre along each axis. */
	private int placed = -1;
	private final int[] places;
	private ColumnHeights heights;

	/**
	 * @param lines precision
	 * @param shape the window
	 * @param stride distance of the windows along every axis
	 * @param source the samples, as far as they lie in the image or its border
	 * @param mask an image of the same positions that selects samples, or null for
	 *          all
	 * @param ignoreNaN whether NaN is ignored
	 * @param target the windows to compute
	 */
	WindowArea(final Lines<A> lines, final WindowShape shape, final int[] stride, final Block source, final Block mask,
		final boolean ignoreNaN, final Block target)
	{
		this.lines = lines;
		this.shape = shape;
		this.stride = stride;
		this.source = source;
		this.target = target;
		this.ignoreNaN = ignoreNaN;
		rows = source.rows();
		this.mask = mask == null ? null : mask.rows();
		size = new int[stride.length];
		places = new int[stride.length];
		offsets = new int[stride.length];
		begin = new int[stride.length];
		boolean whole = mask == null && !ignoreNaN;
		for (int d = 0; d < size.length; d++) {
			size[d] = Math.toIntExact((target.size(d) - 1L) * stride[d] + 2L * shape.radius(d) + 1);
			begin[d] = Math.toIntExact(source.min(d) - (target.min(d) * stride[d] - shape.radius(d)));
			whole &= begin[d] == 0 && source.size(d) >= size[d];
		}
		complete = whole;
	}

	/** Precision of the samples. */
	Lines<A> lines() {
		return lines;
	}

	/** The window. */
	WindowShape shape() {
		return shape;
	}

	/** The rows of the window grouped by length. */
	RunLengths lengths() {
		if (lengths == null) lengths = new RunLengths(shape);
		return lengths;
	}

	/** The columns of the window grouped by height. */
	ColumnHeights heights() {
		if (heights == null) heights = new ColumnHeights(shape);
		return heights;
	}

	/** Distance of neighbouring windows along an axis. */
	int stride(final int d) {
		return d < stride.length ? stride[d] : 1;
	}

	/** Number of samples that the window extends from its centre along an axis. */
	int radius(final int d) {
		return d < stride.length ? shape.radius(d) : 0;
	}

	/** Number of axes. */
	int axes() {
		return size.length;
	}

	/** Samples along an axis; the first window's centre is at the radius of the window. */
	int size(final int d) {
		return d < size.length ? size[d] : 1;
	}

	/** Number of rows along x. */
	int rows() {
		int n = 1;
		for (int d = 1; d < size.length; d++)
			n *= size[d];
		return n;
	}

	/** Whether all samples count. */
	boolean isComplete() {
		return complete;
	}

	/** The row of the source block for a row of the area; -1 if it is outside. */
	private int sourceRow(final int row) {
		int rest = row;
		int at = 0;
		int step = 1;
		for (int d = 1; d < size.length; d++) {
			final int i = rest % size[d] - begin[d];
			rest /= size[d];
			if (i < 0 || i >= source.size(d)) return -1;
			at += i * step;
			step *= source.size(d);
		}
		return at;
	}

	/**
	 * Copies a row.
	 *
	 * @param row number of the row, y fastest
	 * @param line receives the samples that count, and another value for the rest
	 * @param other the value for samples that do not count
	 * @return whether the row has any samples
	 */
	boolean read(final int row, final A line, final double other) {
		final int at = sourceRow(row);
		if (at < 0) return false;
		final int first = Math.max(0, begin[0]);
		final int count = Math.min(size[0] - first, source.size(0));
		if (first > 0 || count < size[0]) lines.fill(line, size[0], other);
		final A samples = rows.at(at);
		lines.copy(samples, rows.offset(), line, first, count);
		if (ignoreNaN) for (int x = first; x < first + count; x++)
			if (Double.isNaN(lines.get(line, x))) lines.set(line, x, other);
		if (mask == null) return true;
		final A counts = mask.at(at);
		for (int x = 0; x < count; x++)
			if (lines.get(counts, mask.offset() + x) == 0) lines.set(line, first + x, other);
		return true;
	}

	/**
	 * Copies a row of an image of 8 or 16 bits, all of whose samples count, straight to a line of another type.
	 *
	 * @param row number of the row, y fastest
	 * @param memory lines of that type, which holds the samples
	 * @param line where to
	 * @param to index of the first sample there
	 * @return whether it has been copied
	 */
	<B> boolean copyWhole(final int row, final LineMemory<B> memory, final B line, final int to) {
		return complete && rows.copyWhole(sourceRow(row), memory, line, to, size[0]);
	}

	/**
	 * Finds a row of an area all of whose samples count. This call may invalidate the row that was found before.
	 *
	 * @param row number of the row, y fastest
	 * @return an array that holds its samples, not to be changed
	 */
	A find(final int row) {
		return rows.at(sourceRow(row));
	}

	/** Index of the first sample of the area in the row that was found last. */
	int found() {
		return rows.offset();
	}

	/**
	 * Finds limits of whole numbers, without reading them if their type tells it.
	 *
	 * @param scratch memory of the calling thread
	 * @return two numbers between which all samples lie, or null if one is not a
	 *         whole number of a magnitude below 2^22
	 */
	double[] wholeRange(final Scratch scratch) {
		final double[] known = source.wholeRange();
		if (known != null && Math.max(known[1], -known[0]) < WHOLE) return known;
		final double largest = largestWhole(scratch);
		return largest < WHOLE ? new double[] { -largest, largest } : null;
	}

	/**
	 * Finds the largest magnitude.
	 *
	 * @param scratch memory of the calling thread
	 * @return the magnitude; NaN if there is a NaN
	 */
	double largest(final Scratch scratch) {
		final int n = source.size(0);
		final A line = scratch.array("samples looked through", lines, n);
		final A fractions = scratch.array("fractions", lines, n);
		final A largest = scratch.array("largest magnitudes", lines, n);
		lines.fill(largest, n, 0);
		for (int row = 0; row < source.samples() / n; row++)
			lookThrough(row, line, fractions, largest);
		return maximum(largest, n);
	}

	/** Raises the largest fractions and magnitudes so far to those of a row; {@code line} is overwritten. */
	private void lookThrough(final int row, final A line, final A fractions, final A largest) {
		final int n = source.size(0);
		final A samples = rows.at(row);
		lines.copy(samples, rows.offset(), line, 0, n);
		WindowLinesTypes.of(lines).wholes(line, fractions, largest, n);
	}

	/** NaN if there is a NaN. */
	private double maximum(final A line, final int n) {
		double most = 0;
		for (int x = 0; x < n; x++)
			most = Math.max(most, lines.get(line, x));
		return most;
	}

	/**
	 * Checks whether all samples are whole numbers.
	 *
	 * @param scratch memory of the calling thread
	 * @return the largest magnitude, or infinity if a sample is not a whole number
	 *         below 2^22
	 */
	double largestWhole(final Scratch scratch) {
		final int n = source.size(0);
		final A line = scratch.array("samples looked through", lines, n);
		final A fractions = scratch.array("fractions", lines, n);
		final A largest = scratch.array("largest magnitudes", lines, n);
		lines.fill(fractions, n, 0);
		lines.fill(largest, n, 0);
		for (int row = 0; row < source.samples() / n; row++) {
			lookThrough(row, line, fractions, largest);
			// most images with fractions contain one in the first row
			if (row == 0 && hasFractions(fractions, n)) return Double.POSITIVE_INFINITY;
		}
		final double most = maximum(largest, n);
		return hasFractions(fractions, n) || !(most < WHOLE) ? Double.POSITIVE_INFINITY : most;
	}

	/** NaN is no whole number either. */
	private boolean hasFractions(final A fractions, final int n) {
		return !(maximum(fractions, n) <= 0);
	}

	/**
	 * Finds which samples of a row count.
	 *
	 * @param row number of the row, y fastest
	 * @param line receives 1 for samples that count, 0 for the others
	 * @return whether the row has any samples
	 */
	boolean readCounts(final int row, final float[] line) {
		final int at = sourceRow(row);
		if (at < 0) return false;
		final int first = Math.max(0, begin[0]);
		final int count = Math.min(size[0] - first, source.size(0));
		Arrays.fill(line, 0, size[0], 0);
		Arrays.fill(line, first, first + count, 1);
		if (ignoreNaN) {
			final A samples = rows.at(at);
			for (int x = 0; x < count; x++)
				if (Double.isNaN(lines.get(samples, rows.offset() + x))) line[first + x] = 0;
		}
		if (mask == null) return true;
		final A counts = mask.at(at);
		for (int x = 0; x < count; x++)
			if (lines.get(counts, mask.offset() + x) == 0) line[first + x] = 0;
		return true;
	}

	/**
	 * Collects the samples of a run that count.
	 *
	 * @param row number of the row, y fastest
	 * @param from first place along x
	 * @param to last place along x
	 * @param samples receives the samples
	 * @param n number of samples that it already holds
	 * @return number of samples that it holds afterwards
	 */
	int collect(final int row, final int from, final int to, final double[] samples, final int n) {
		final int at = sourceRow(row);
		if (at < 0) return n;
		final int first = Math.max(from, begin[0]) - begin[0];
		final int last = Math.min(to - begin[0], source.size(0) - 1);
		final A line = rows.at(at);
		final A counts = mask == null ? null : mask.at(at);
		int all = n;
		for (int x = first; x <= last; x++) {
			final double v = lines.get(line, rows.offset() + x);
			if (ignoreNaN && Double.isNaN(v) || counts != null && lines.get(counts, mask.offset() + x) == 0) continue;
			samples[all++] = v;
		}
		return all;
	}

	/**
	 * Reads a part of a row in double precision.
	 *
	 * @param row number of the row, y fastest
	 * @param from first place along x
	 * @param n number of samples
	 * @param line receives the samples
	 * @param counts receives which samples count; null if all do
	 */
	void part(final int row, final int from, final int n, final double[] line, final boolean[] counts) {
		final int at = sourceRow(row);
		if (counts == null) {
			final A samples = rows.at(at);
			lines.toDouble(samples, rows.offset() + from, line, n);
			return;
		}
		Arrays.fill(counts, 0, n, false);
		if (at < 0) return;
		final A samples = rows.at(at);
		final A chosen = mask == null ? null : mask.at(at);
		final int end = Math.min(n, source.size(0) + begin[0] - from);
		for (int i = Math.max(0, begin[0] - from); i < end; i++) {
			final int x = from + i - begin[0];
			line[i] = lines.get(samples, rows.offset() + x);
			counts[i] = !(ignoreNaN && Double.isNaN(line[i])) && (chosen == null || lines.get(chosen, mask.offset() + x) != 0);
		}
	}

	/**
	 * Returns the row of the target whose windows contain a row of the area as a
	 * given row of the shape.
	 *
	 * @param row number of the row of the area
	 * @param shapeRow number of the row of the shape
	 * @return number of the row of the target, or -1 if there is none
	 */
	int targetRow(final int row, final int shapeRow) {
		if (row != placed) place(row);
		int at = 0;
		int step = 1;
		for (int d = 1; d < size.length; d++) {
			final int centre = places[d] - shape.offset(shapeRow, d);
			// most rows of a tall window reach none of few windows: divide after that
			if (centre < 0 || centre > (target.size(d) - 1) * stride[d]) return -1;
			if (stride[d] > 1 && centre % stride[d] != 0) return -1;
			at += (stride[d] > 1 ? centre / stride[d] : centre) * step;
			step *= target.size(d);
		}
		return at;
	}

	/** Finds out where the centre row of a window is that a row of the area would be the middle of. */
	private void place(final int row) {
		placed = row;
		int rest = row;
		for (int d = 1; d < size.length; d++) {
			places[d] = rest % size[d] - shape.radius(d);
			rest /= size[d];
		}
	}

	/**
	 * Returns the row of the shape as which the windows of a row of the target contain a row of the area.
	 *
	 * @param row number of the row of the area
	 * @param targetRow number of the row of the target
	 * @return number of the row of the shape, or -1 if there is none
	 */
	int shapeRow(final int row, final int targetRow) {
		if (shapeRows == null) shapeRows = new ShapeRows(shape);
		int rest = row;
		int target = targetRow;
		for (int d = 1; d < size.length; d++) {
			offsets[d] = rest % size[d] - target % this.target.size(d) * stride[d];
			rest /= size[d];
			target /= this.target.size(d);
		}
		return shapeRows.at(offsets);
	}

	/**
	 * Returns the row of the area that a row of a window covers.
	 *
	 * @param targetRow number of the row of the target
	 * @param shapeRow number of the row of the shape
	 * @return number of the row of the area
	 */
	int areaRow(final int targetRow, final int shapeRow) {
		int rest = targetRow;
		int at = 0;
		int step = 1;
		for (int d = 1; d < size.length; d++) {
			at += (rest % target.size(d) * stride[d] + shape.radius(d) + shape.offset(shapeRow, d)) * step;
			rest /= target.size(d);
			step *= size[d];
		}
		return at;
	}
}
