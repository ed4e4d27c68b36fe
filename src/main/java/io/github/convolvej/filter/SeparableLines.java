package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines engine of separable kernels: gives, line by line, what several
 * kernels of one size answer to one block. The passes of a term are taken along
 * z, y and then x, all inside the block and its one halo, so that the border is
 * that of the image, as in the dense convolution. What the passes along z have
 * made of source rows is kept in a ring, for the target rows that share them.
 * <p>
 * A sample that comes out as NaN or infinity is summed again tap by tap, in the
 * order of {@link DenseLines}: the dense sum alone decides what a NaN, an
 * infinity or an overflow leaves of the sample.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SeparableLines<A> {

	/** Samples of working lines: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	/** Copies of a line, shifted, that are made at a time. */
	private static final int COPIES = 10;
	/** Rows for so few taps stay in the fastest cache: sharing them gains nothing. */
	private static final int FEW = 5;

	private final Lines<A> lines;
	private final Window[] windows;
	private final Block source;
	private final A in;
	private final int width;
	private final int sourceWidth;
	private final double[] bias;

	/** Vectors without the kernel's defensive copies: [kernel][term][axis]. */
	private final double[][][][] vectors;
	/** Dense weights for each kernel, where those are not the product of its vectors; otherwise null. */
	private final double[][] dense;

	/** Passes along z, one for all terms that share it: [kernel][term]. */
	private final int[][] pass;
	private final List<double[]> passes = new ArrayList<>();

	private final int ring;
	private final A[] rows;
	private final int[] held;
	private int plane;
	private int channelOffset;

	/** Passes along y of two neighbouring target rows, which share most of theirs: [2 * slot], slots as in the next. */
	private final A[] verticals;
	/** The first of the rows that are there, and how many: [slot[kernel] + term]. */
	private final int[] verticalRow;
	private final int[] verticalCount;
	private final int[] slot;
	private final int height;
	private final A[] list;

	private final A[] copies;
	private final A squares;
	private final int length;
	private final int sourceLength;

	/**
	 * @param lines precision
	 * @param windows one for each spatial axis
	 * @param kernels kernels of the windows' size
	 * @param dense for each kernel its dense weights, or null where they are the
	 *          product of its vectors
	 * @param bias for each kernel what is added
	 * @param source the block, of one or more channels
	 * @param width samples of a target line
	 * @param scratch working memory
	 */
	@SuppressWarnings("unchecked")
	SeparableLines(final Lines<A> lines, final Window[] windows, final SeparableKernel[] kernels, final double[][] dense,
		final double[] bias, final Block source, final int width, final Scratch scratch)
	{
		this.lines = lines;
		this.windows = windows;
		this.source = source;
		this.width = width;
		this.dense = dense;
		this.bias = bias;
		in = (A) source.data();
		sourceWidth = source.size(0);
		length = Lines.wholeVectors(width);
		sourceLength = Lines.wholeVectors(sourceWidth);
		vectors = new double[kernels.length][][][];
		pass = new int[kernels.length][];
		slot = new int[kernels.length];
		int slots = 0;
		for (int k = 0; k < kernels.length; k++) {
			slot[k] = slots;
			slots += kernels[k].terms();
			vectors[k] = new double[kernels[k].terms()][windows.length][];
			pass[k] = new int[kernels[k].terms()];
			for (int t = 0; t < pass[k].length; t++) {
				for (int d = 0; d < windows.length; d++)
					vectors[k][t][d] = kernels[k].vector(t, d);
				pass[k][t] = pass(windows.length > 2 ? vectors[k][t][2] : new double[] { 1 });
			}
		}
		// one row more than the window, for the second of two target rows
		ring = windows.length < 2 ? 1 : (int) Math.min(windows[1].effectiveSize() + 1, source.size(1));
		height = windows.length < 2 ? 1 : (int) ((source.size(1) - windows[1].effectiveSize()) / windows[1].stride() + 1);
		rows = scratch.arrays("separable rows", lines, passes.size() * ring, sourceLength);
		held = new int[passes.size() * ring];
		verticals = scratch.arrays("separable verticals", lines, 2 * slots, sourceLength);
		verticalRow = new int[slots];
		verticalCount = new int[slots];
		list = lines.createList(ring);
		copies = scratch.arrays("separable copies", lines, COPIES, Math.max(length, sourceLength));
		squares = scratch.array("separable squares", lines, sourceWidth);
		lines.fill(squares, sourceWidth, 0);
		channel(0);
	}

	/** The number of the pass with these weights, a new one if there is none yet. */
	private int pass(final double[] weights) {
		for (int i = 0; i < passes.size(); i++)
			if (Arrays.equals(passes.get(i), weights)) return i;
		passes.add(weights);
		return passes.size() - 1;
	}

	static int preferredLineLength(final Window[] windows) {
		final double ring = windows.length < 2 ? 1 : windows[1].effectiveSize();
		final double fitting = Math.min(MAX_LINE, CACHED_SAMPLES / (ring + COPIES));
		// passes before that along x also run over its halo: lines must be long beside it
		return (int) Math.max(Math.max(MIN_LINE, fitting), Math.min(1 << 16, 2.0 * windows[0].effectiveSize()));
	}

	/** Multiply-accumulates of all passes, not counting what neighbouring tiles do twice. */
	static double multiplyAccumulates(final Window[] windows, final long[] target, final SeparableKernel... kernels) {
		double count = 0;
		for (final SeparableKernel kernel : kernels)
			for (int d = 0; d < windows.length; d++) {
				double samples = (double) kernel.terms() * kernel.size(d);
				for (int e = 0; e < windows.length; e++)
					samples *= e < d ? windows[e].sourceSize(target[e]) : target[e];
				count += samples;
			}
		return count;
	}

	/** Goes on with another channel of the block, and its first plane. */
	void channel(final int c) {
		int step = 1;
		for (int d = 0; d < windows.length; d++)
			step *= source.size(d);
		channelOffset = c * step;
		plane = -1;
	}

	/**
	 * Computes one line.
	 *
	 * @param kernel which kernel
	 * @param z target plane within the block
	 * @param y target row within the block
	 * @param out the line, of at least {@link Lines#wholeVectors} samples
	 * @param careful whether to sum samples that are not finite tap by tap; if
	 *          not, {@link #isFinite()} tells whether that is necessary
	 */
	void line(final int kernel, final int z, final int y, final A out, final boolean careful) {
		if (z != plane) {
			plane = z;
			Arrays.fill(held, -1);
			Arrays.fill(verticalCount, 0);
		}
		for (int t = 0; t < vectors[kernel].length; t++)
			passAlongX(passAlongY(kernel, t, y), vectors[kernel][t][0], t == 0, bias[kernel], out);
		if (careful) sumAgain(kernel, y, out);
	}

	/**
	 * @return whether all samples so far are finite for certain: what they were
	 *         made of is, and too small for an overflow
	 */
	boolean isFinite() {
		double largest = 0;
		for (int x = 0; x < sourceWidth; x++) {
			final double sum = lines.get(squares, x);
			if (!isFinite(sum)) return false;
			// squares of small samples may be too small for the sum
			largest = Math.max(largest, Math.sqrt(sum) + 1);
		}
		for (int k = 0; k < vectors.length; k++)
			// twice: sums are rounded
			if (!isFinite(lines.round(2 * (largest * growth(k) + Math.abs(bias[k]))))) return false;
		return true;
	}

	/** How much larger a sample may be than the rows after the pass along z. */
	private double growth(final int kernel) {
		double growth = 0;
		for (final double[][] term : vectors[kernel])
			growth += sumOfMagnitudes(term[0]) * (term.length > 1 ? Math.max(1, sumOfMagnitudes(term[1])) : 1);
		return growth;
	}

	private static double sumOfMagnitudes(final double[] weights) {
		return Arrays.stream(weights).map(Math::abs).sum();
	}

	private static boolean isFinite(final double value) {
		return Math.abs(value) <= Double.MAX_VALUE;
	}

	private A passAlongY(final int kernel, final int term, final int y) {
		if (windows.length < 2) return row(0, 0);
		final double[] weights = vectors[kernel][term][1];
		final int p = pass[kernel][term];
		if (weights.length == 1 && weights[0] == 1) return row(p, y * windows[1].stride());
		final int at = slot[kernel] + term;
		if (y < verticalRow[at] || y >= verticalRow[at] + verticalCount[at]) {
			final boolean two = weights.length > FEW && windows[1].stride() == 1 && windows[1].dilation() == 1 && y + 1 < height;
			if (two) twoRows(p, weights, y, verticals[2 * at], verticals[2 * at + 1]);
			else oneRow(p, weights, y, verticals[2 * at]);
			verticalRow[at] = y;
			verticalCount[at] = two ? 2 : 1;
		}
		return verticals[2 * at + y - verticalRow[at]];
	}

	private void oneRow(final int p, final double[] weights, final int y, final A sum) {
		for (int r = 0; r < weights.length; r++)
			list[r] = row(p, y * windows[1].stride() + r * windows[1].dilation());
		lines.set(sum, 0, weights, 0, sourceLength, list, 0, weights.length);
	}

	/** Rows y and y + 1, the one's second source row being the other's first. */
	private void twoRows(final int p, final double[] weights, final int y, final A sum0, final A sum1) {
		final int taps = weights.length;
		for (int r = 0; r <= taps; r++)
			list[r] = row(p, y + r);
		lines.set(sum0, 0, weights, 0, sourceLength, list, 0, 1);
		lines.fill(sum1, sourceLength, 0);
		lines.add(sum0, 1, sum1, 0, weights, sourceLength, list, 1, taps - 1);
		lines.add(sum1, weights, taps - 1, sourceLength, list, taps, 1);
	}

	private void passAlongX(final A line, final double[] weights, final boolean begins, final double start, final A out) {
		for (int t = 0; t < weights.length; t += COPIES) {
			final int n = Math.min(COPIES, weights.length - t);
			for (int i = 0; i < n; i++)
				lines.gather(line, (t + i) * windows[0].dilation(), windows[0].stride(), copies[i], width);
			if (begins && t == 0) lines.set(out, start, weights, 0, length, copies, 0, n);
			else lines.add(out, weights, t, length, copies, 0, n);
		}
	}

	/** What a pass along z makes of a source row; without a z axis, the row. */
	private A row(final int p, final int sourceRow) {
		final int at = p * ring + sourceRow % ring;
		if (held[at] == sourceRow) return rows[at];
		held[at] = sourceRow;
		final double[] weights = passes.get(p);
		if (weights.length == 1 && weights[0] == 1) {
			lines.gather(in, offset(0, sourceRow), 1, rows[at], sourceWidth);
			lines.addProduct(squares, sourceWidth, rows[at], rows[at]);
			return rows[at];
		}
		for (int t = 0; t < weights.length; t += COPIES) {
			final int n = Math.min(COPIES, weights.length - t);
			for (int i = 0; i < n; i++)
				lines.gather(in, offset(t + i, sourceRow), 1, copies[i], sourceWidth);
			if (t == 0) lines.set(rows[at], 0, weights, 0, sourceLength, copies, 0, n);
			else lines.add(rows[at], weights, t, sourceLength, copies, 0, n);
		}
		lines.addProduct(squares, sourceWidth, rows[at], rows[at]);
		return rows[at];
	}

	/** Offset in the source block of a row, for a tap along z. */
	private int offset(final int tap, final int sourceRow) {
		final int z = windows.length < 3 ? 0 : plane * windows[2].stride() + tap * windows[2].dilation();
		return channelOffset + (z * source.size(1) + sourceRow) * sourceWidth;
	}

	private void sumAgain(final int kernel, final int y, final A out) {
		for (int x = 0; x < width; x++)
			if (!isFinite(lines.get(out, x))) lines.set(out, x, denseSum(kernel, y, x));
	}

	private double denseSum(final int kernel, final int y, final int x) {
		double sum = lines.round(bias[kernel]);
		final int nx = vectors[kernel][0][0].length;
		final int ny = windows.length > 1 ? vectors[kernel][0][1].length : 1;
		final int nz = windows.length > 2 ? vectors[kernel][0][2].length : 1;
		for (int ty = 0; ty < ny; ty++)
			for (int tz = 0; tz < nz; tz++) {
				final int row = windows.length > 1 ? y * windows[1].stride() + ty * windows[1].dilation() : 0;
				final int first = offset(tz, row) + x * windows[0].stride();
				for (int tx = 0; tx < nx && !Double.isNaN(sum); tx++) {
					final double sample = lines.get(in, first + tx * windows[0].dilation());
					final double weight = lines.round(weight(kernel, tx, ty, tz, nx, ny));
					sum = lines.multiplyAdd(weight, sample, sum);
				}
			}
		return sum;
	}

	private double weight(final int kernel, final int tx, final int ty, final int tz, final int nx, final int ny) {
		if (dense[kernel] != null) return dense[kernel][(tz * ny + ty) * nx + tx];
		double sum = 0;
		for (final double[][] v : vectors[kernel])
			sum += v[0][tx] * (v.length > 1 ? v[1][ty] : 1) * (v.length > 2 ? v[2][tz] : 1);
		return sum;
	}
}
