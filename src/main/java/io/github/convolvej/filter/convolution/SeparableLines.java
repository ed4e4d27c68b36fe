package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines engine of separable kernels: gives, line by line, what several
 * kernels of one size answer to one block. The passes of a term are taken along
 * z, x and then y, all inside the block and its one halo, so that the border is
 * that of the image, as in the dense convolution. What the passes along z and x
 * have made of source rows is kept in a ring, for the target rows that share them;
 * kernels whose passes along z are the same share the copies for those along x.
 * <p>
 * A sample that comes out as NaN or infinity is summed {@link TapByTap}. Every
 * sample of a window is part of all the sums, so that where all samples come out
 * finite there was none that is not.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SeparableLines<A> {

	/** Samples of working lines: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	/** Target rows at a time. */
	private static final int ROWS = 16;
	/** Taps of {@link Lines#norm(Object, int, Object[], double[])}. */
	private static final int NORM_TAPS = 3;
	/** Sums with this weight are 0 unless a sample is not finite. */
	private static final double[] ZERO = { 0 };

	private final Lines<A> lines;
	/** Always three. */
	private final Window[] windows;
	private final Block source;
	private final int width;
	private final int length;
	private final double[] bias;

	/** Vectors for all three axes: [kernel][term][axis]. */
	private final double[][][][] vectors;
	/** Where the rows of a kernel's term are: [kernel][term]. */
	private final RowPass<A>[][] rowPass;
	private final List<RowPass<A>> rowPasses = new ArrayList<>();
	private final int[][] member;
	private final PlaneSums<A> planes;
	private final TapByTap<A> tapByTap;

	private final int ring;
	private final int height;
	private final int depth;
	private final int channelRows;
	private int plane;
	private int firstRow;

	/** Sums of each kernel for two neighbouring target rows, which share most of theirs: [2 * kernel]. */
	private final A[] sums;
	/** For each kernel the row for which the second sum is there, or -1. */
	private final int[] second;
	private final A[] list;
	private final A[] normRows;
	/** What is left of all lines if they are multiplied by zero. */
	private final A zeros;
	private final A[] checked;
	private final Scratch scratch;

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
		this.windows = threeAxes(windows);
		this.source = source;
		this.width = width;
		this.bias = bias;
		this.scratch = scratch;
		length = Lines.wholeVectors(width);
		final int rows = windows.length > 1 ? source.size(1) : 1;
		// one row more than the window, for the second of two target rows
		final Window up = this.windows[1];
		ring = (int) Math.min(up.effectiveSize() + 1, rows);
		height = targetSize(up, rows);
		vectors = new double[kernels.length][][][];
		rowPass = new RowPass[kernels.length][];
		member = new int[kernels.length][];
		final List<double[]> alongZ = new ArrayList<>();
		for (int k = 0; k < kernels.length; k++) {
			vectors[k] = new double[kernels[k].terms()][this.windows.length][];
			rowPass[k] = new RowPass[kernels[k].terms()];
			member[k] = new int[kernels[k].terms()];
			for (int t = 0; t < vectors[k].length; t++) {
				for (int d = 0; d < vectors[k][t].length; d++)
					vectors[k][t][d] = d < windows.length ? kernels[k].vector(t, d) : new double[] { 1 };
				final int z = indexOf(vectors[k][t][2], alongZ);
				if (z == rowPasses.size()) rowPasses.add(new RowPass<>(lines, this.windows[0], z));
				rowPass[k][t] = rowPasses.get(z);
				member[k][t] = indexOf(vectors[k][t][0], rowPasses.get(z).alongX());
			}
		}
		final int sourceDepth = windows.length > 2 ? source.size(2) : 1;
		depth = targetSize(this.windows[2], sourceDepth);
		channelRows = rows * sourceDepth;
		planes = new PlaneSums<>(lines, this.windows[2], alongZ, source, rows, depth, scratch);
		for (final RowPass<A> pass : rowPasses)
			pass.prepare(planes, ring, width, scratch);
		tapByTap = new TapByTap<>(lines, this.windows, vectors, dense, bias, source);
		sums = scratch.arrays("separable sums", lines, 2 * kernels.length, length);
		second = new int[kernels.length];
		list = lines.createList(ring);
		normRows = lines.createList(2 * NORM_TAPS);
		zeros = scratch.array("separable zeros", lines, length);
		checked = lines.createList(1);
		channel(0);
	}

	private static Window[] threeAxes(final Window[] windows) {
		final Window[] all = Arrays.copyOf(windows, 3);
		Arrays.fill(all, windows.length, all.length, Window.IDENTITY);
		return all;
	}

	private static int targetSize(final Window window, final int sourceSize) {
		return (int) ((sourceSize - window.effectiveSize()) / window.stride() + 1);
	}

	/** The number of these weights in a list, to which they are added if they are not there yet. */
	private static int indexOf(final double[] weights, final List<double[]> all) {
		for (int i = 0; i < all.size(); i++)
			if (Arrays.equals(all.get(i), weights)) return i;
		all.add(weights);
		return all.size() - 1;
	}

	static int preferredLineLength(final Window[] windows) {
		final double ring = windows.length < 2 ? 1 : windows[1].effectiveSize();
		final double fitting = Math.min(MAX_LINE, CACHED_SAMPLES / (ring + RowPass.COPIES));
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
		firstRow = c * channelRows;
		planes.channel(firstRow);
		plane = -1;
	}

	/** Makes lines of results of what the kernels answer. */
	interface Results<A> {

		/**
		 * @param z target plane within the block
		 * @param y target row within the block
		 * @param careful as in {@link #line}; if not, {@link #check} is to be called
		 * @param out where the lines for the results are
		 * @param first the first of them
		 */
		void make(int z, int y, boolean careful, A[] out, int first);
	}

	/**
	 * Computes the lines of a single kernel.
	 *
	 * @param target the target block
	 * @param position of the result on its channel axis
	 */
	void run(final Block target, final int position) {
		run(target, position, 1, (z, y, careful, out, first) -> {
			final A line = line(0, z, y, careful);
			if (!careful) check(line);
			lines.copy(line, 0, out[first], 0, width);
		});
	}

	/**
	 * Computes all lines of a channel: some rows, which are computed again with care
	 * if a sample is not finite, then the next ones.
	 *
	 * @param target the target block
	 * @param position of the first result on its channel axis
	 * @param count number of results
	 * @param results makes them
	 */
	void run(final Block target, final int position, final int count, final Results<A> results) {
		final A[] made = scratch.arrays("separable results", lines, ROWS * count, length);
		for (int z = 0; z < depth; z++)
			for (int y = 0; y < height; y += ROWS) {
				final int rows = Math.min(ROWS, height - y);
				lines.fill(zeros, length, 0);
				for (int r = 0; r < rows; r++)
					results.make(z, y + r, false, made, r * count);
				final boolean careful = !isFinite();
				for (int r = 0; careful && r < rows; r++)
					results.make(z, y + r, true, made, r * count);
				for (int k = 0; k < count; k++)
					for (int r = 0; r < rows; r++)
						target.put(lines, made[r * count + k], 0, ((position + k) * depth + z) * height + y + r);
			}
	}

	/**
	 * Computes one line.
	 *
	 * @param kernel which kernel
	 * @param z target plane within the block
	 * @param y target row within the block
	 * @param careful whether to sum samples that are not finite tap by tap; if
	 *          not, {@link #check} finds out whether that is necessary
	 * @return the line, to be read only, until the next one of this kernel
	 */
	A line(final int kernel, final int z, final int y, final boolean careful) {
		plane(z);
		final A line = passAlongY(kernel, y);
		if (!careful) return line;
		final A own = scratch.arrays("separable again", lines, vectors.length, length)[kernel];
		lines.copy(line, 0, own, 0, width);
		tapByTap.sumAgain(kernel, firstRow, z, y, own, width);
		return own;
	}

	private void plane(final int z) {
		if (z == plane) return;
		plane = z;
		planes.plane(z);
		for (final RowPass<A> pass : rowPasses)
			pass.plane(z);
		Arrays.fill(second, -1);
	}

	/**
	 * Finds out whether the line has to be computed again with care.
	 *
	 * @param line the line, or one that was made of it and is not finite wherever that
	 *          is not
	 */
	void check(final A line) {
		checked[0] = line;
		lines.add(zeros, ZERO, 0, length, checked, 0, 1);
	}

	private boolean isFinite() {
		for (int x = 0; x < width; x++)
			if (lines.get(zeros, x) != 0) return false;
		return true;
	}

	/** Whether {@link #norm} can be computed: of two plain kernels of three taps along y. */
	boolean hasNorm() {
		return vectors.length == 2 && vectors[0].length == 1 && vectors[1].length == 1 && windows[1].size() == NORM_TAPS &&
			bias[0] == 0 && bias[1] == 0;
	}

	/**
	 * Computes the Euclidean norm of two kernels' lines, faster than line by line.
	 *
	 * @param z target plane within the block
	 * @param y target row within the block
	 * @param whole whether no square of a component can be too small; otherwise lines
	 *          with a small norm are computed again with care
	 * @param out the norm, of at least {@link Lines#wholeVectors} samples
	 */
	void norm(final int z, final int y, final boolean whole, final A out) {
		plane(z);
		final A[] rows = normRows;
		final double[] weights = new double[2 * NORM_TAPS];
		for (int k = 0; k < 2; k++)
			for (int r = 0; r < NORM_TAPS; r++) {
				rows[k * NORM_TAPS + r] = rowPass[k][0].row(member[k][0], y * windows[1].stride() +
					r * windows[1].dilation());
				weights[k * NORM_TAPS + r] = vectors[k][0][1][r];
			}
		lines.norm(out, length, rows, weights);
		if (!whole) lines.markSmallNorms(out, length, zeros);
	}

	private A passAlongY(final int kernel, final int y) {
		if (second[kernel] == y) return sums[2 * kernel + 1];
		final double[][][] terms = vectors[kernel];
		final Window up = windows[1];
		if (terms.length == 1 && bias[kernel] == 0 && isIdentity(terms[0][1])) return rowPass[kernel][0].row(member[kernel][0], y * up.stride());
		final int taps = up.size();
		final boolean two = NeighbourSums.isWorth(taps) && up.stride() == 1 && up.dilation() == 1 && y + 1 < height;
		final A sum = sums[2 * kernel];
		final A next = sums[2 * kernel + 1];
		for (int t = 0; t < terms.length; t++) {
			for (int r = 0; r < (two ? taps + 1 : taps); r++)
				list[r] = rowPass[kernel][t].row(member[kernel][t], y * up.stride() + r * up.dilation());
			final double[] weights = terms[t][1];
			if (two && t == 0) NeighbourSums.set(lines, sum, next, bias[kernel], weights, length, list, 0);
			else if (two) NeighbourSums.add(lines, sum, next, weights, length, list, 0);
			else if (t == 0) lines.set(sum, bias[kernel], weights, 0, length, list, 0, taps);
			else lines.add(sum, weights, 0, length, list, 0, taps);
		}
		second[kernel] = two ? y + 1 : -1;
		return sum;
	}

	static boolean isIdentity(final double[] weights) {
		return weights.length == 1 && weights[0] == 1;
	}
}
