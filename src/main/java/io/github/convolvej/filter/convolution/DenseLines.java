package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;

/**
 * Computes one block of a direct convolution, for any number of axes and channels. {@link RowCopies} copies a
 * source row once per tap along x. The products of these copies are then added to all target rows whose
 * windows contain the source row. Two target rows are updated at a time, since they read the same copies; they
 * belong to one output channel or to two. The working memory holds as many unfinished target rows as the
 * kernel is high, in a ring, and some copies of one row.
 * <p>
 * A call for a short line costs more than its arithmetic. Where rows are short, the block is therefore cut
 * into bands of rows, and each working line holds one row of every band. Where neighbouring target planes read
 * the same source planes, several target planes are computed together.
 * <p>
 * The taps of an output sample are added row by row (y), within a row by input channel, z and x, wherever the
 * block begins.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DenseLines<A> {

	/** Samples of all working lines together: they fit into a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	/** Samples of the copies that are used at a time: they fit into a core's fastest cache. */
	private static final int COPIED_SAMPLES = 6 << 10;
	private static final int MIN_COPIES = 6;
	/** Rows of at most so many taps are added in one turn. */
	private static final int FEW_COLUMNS = 9;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	/**
	 * The same where planes share their copies, for windows of few rows and of many. A row of each plane is read in turn, and
	 * planes of usual sizes lie a power of two apart, where a core's fastest cache has few places.
	 */
	private static final int MAX_LINE_OF_FEW = 255;
	private static final int MAX_LINE_OF_MANY = 511;
	private static final int FEW_ROWS = 3;
	/** A band has at least so many times more rows than its windows read beyond it. */
	private static final int BAND_WORTH = 4;
	/** Most planes that are computed together. */
	private static final int SLAB = 8;

	private final Lines<A> lines;
	private final DenseKernel kernel;
	private final double[] weights;
	private final A ofLines;
	private final Block target;
	/** Size of the target block: samples of a row, rows of a plane, planes of an output channel. */
	private final int width;
	private final int height;
	private final int depth;

	private final int bands;
	/** Samples of a working line. */
	private final int samples;
	private final int slab;

	private final RowCopies<A> copies;
	private final int copiesAtOnce;
	/** Copies, and unfinished target rows: [(output * slab + plane) * ring + row % ring], of the outputs of one group. */
	private final SumLines<A> memory;
	private final int ring;

	/** The target rows that copies are added to; and for each the index of its first weight. */
	private final int[] reached;
	private final int[] reachedWeights;

	/**
	 * @param lines precision
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param scratch working memory
	 */
	DenseLines(final Lines<A> lines, final DenseKernel kernel, final Block source, final Block target,
		final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.target = target;
		weights = kernel.weights();
		ofLines = kernel.weights(lines);
		width = target.size(0);
		height = kernel.axes() > 1 ? target.size(1) : 1;
		depth = planes(kernel, target);
		final int rows = rowsOfClass(0);
		bands = bands(kernel, width, rows);
		samples = bands * width;
		slab = kernel.sharesPlanes() ? Math.min(SLAB, target.size(2)) : 1;
		copiesAtOnce = copiesAtOnce();
		ring = Math.min((kernel.rows() + kernel.stride() - 1) / kernel.stride(), (rows + bands - 1) / bands);
		final int outputs = Math.min(kernel.outputsOfGroup(), target.size(kernel.axes()));
		memory = new SumLines<>(scratch, "dense", lines, copiesAtOnce, outputs * slab * ring, samples);
		copies = new RowCopies<>(lines, kernel, source, target, bands, slab, memory.factors());
		reached = new int[outputs * ring];
		reachedWeights = new int[outputs * ring];
	}

	private static int planes(final DenseKernel kernel, final Block target) {
		int planes = 1;
		for (int d = 2; d < kernel.axes(); d++)
			planes *= target.size(d);
		return planes;
	}

	private int rowsOfClass(final int first) {
		return (height - first + kernel.classes() - 1) / kernel.classes();
	}

	/** Number of bands: lines become long, but few rows are read twice. */
	private static int bands(final DenseKernel kernel, final int width, final int rows) {
		final int beyond = Math.max(0, kernel.rows() - kernel.stride());
		final int most = !kernel.sharesPlanes() ? MAX_LINE : kernel.rows() <= FEW_ROWS ? MAX_LINE_OF_FEW : MAX_LINE_OF_MANY;
		return Math.max(1, Math.min(most / width, rows / Math.max(1, BAND_WORTH * beyond)));
	}

	private int copiesAtOnce() {
		final int least = Math.max(MIN_COPIES, Math.min(FEW_COLUMNS, kernel.columns()));
		return Math.min(tapsOfRow(slab), Math.max(least, COPIED_SAMPLES / samples));
	}

	/** Copies of a source row that so many target planes need; each plane after the first needs more. */
	private int tapsOfRow(final int planes) {
		return kernel.terms() + (planes - 1) * kernel.columns();
	}

	static int preferredLineLength(final DenseKernel kernel) {
		final double lines = (double) kernel.outputsOfGroup() * kernel.rows() + MIN_COPIES;
		final int preferred = (int) Math.max(MIN_LINE, Math.min(MAX_LINE, CACHED_SAMPLES / lines));
		return preferred / Lines.VECTOR * Lines.VECTOR;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int members = kernel.outputsOfGroup();
		final int end = firstOutput + outputs;
		for (int first = firstOutput; first < end;) {
			final int group = first / members;
			final int count = Math.min(end, (group + 1) * members) - first;
			final int channel = (group - firstOutput / members) * kernel.kernel().inputs();
			for (int z = 0; z < depth; z += slab)
				for (int c = 0; c < kernel.classes(); c++)
					new Part(c, z, first, count, first - firstOutput).run(channel);
			first += count;
		}
	}

	/** Computes one class of rows of some planes, for some outputs that read the same input channels. */
	private final class Part {

		private final int firstRow;
		private final int rows;
		/** Rows of a band. */
		private final int bandRows;
		private final int firstPlane;
		private final int planes;
		private final int firstOutput;
		private final int outputs;
		/** The first output within the block. */
		private final int position;

		Part(final int firstRow, final int firstPlane, final int firstOutput, final int outputs, final int position) {
			this.firstRow = firstRow;
			this.firstPlane = firstPlane;
			this.firstOutput = firstOutput;
			this.outputs = outputs;
			this.position = position;
			rows = rowsOfClass(firstRow);
			bandRows = (rows + bands - 1) / bands;
			planes = Math.min(slab, depth - firstPlane);
		}

		/** Adds one source row after the other, and writes target rows when they are finished. */
		void run(final int channel) {
			if (rows == 0) return;
			copies.begin(channel, firstPlane, firstRow, rows, bandRows);
			final int sourceRows = (bandRows - 1) * kernel.stride() + kernel.rows();
			for (int s = 0; s < sourceRows; s++) {
				// with a stride larger than the kernel, no window reads some of the rows
				if (s % kernel.stride() < kernel.rows()) addRow(s);
				final int finished = s - kernel.rows() + 1;
				if (finished >= 0 && finished % kernel.stride() == 0) put(finished / kernel.stride());
			}
		}

		/** Adds a source row of each band: makes some of its copies, and adds them to each plane in turn. */
		private void addRow(final int s) {
			final int taps = tapsOfRow(planes);
			for (int t = 0; t < taps; t += copiesAtOnce) {
				final int end = Math.min(taps, t + copiesAtOnce);
				copies.make(s, t, end);
				for (int p = 0; p < planes; p++) {
					// the copies that this plane reads begin one plane of taps after those of the plane before
					final int shift = p * kernel.columns();
					final int begin = Math.max(t, shift);
					final int terms = Math.min(end, shift + kernel.terms()) - begin;
					if (terms > 0) addTerms(s, p, begin - shift, begin - t, terms);
				}
			}
		}

		/**
		 * Adds copies to all target rows of a plane, of all outputs, whose windows contain the source row.
		 *
		 * @param s the source row
		 * @param plane which plane
		 * @param term the first term of the kernel's row
		 * @param copy the copy for it
		 * @param terms how many
		 */
		private void addTerms(final int s, final int plane, final int term, final int copy, final int terms) {
			int count = 0;
			// a tall kernel has far more rows than the band: begin with the one that the last row of the band reads
			final int first = Math.max(s % kernel.stride(), s - (bandRows - 1) * kernel.stride());
			for (int r = first; r < kernel.rows() && r <= s; r += kernel.stride()) {
				final int row = (s - r) / kernel.stride();
				final boolean begins = r == 0 && term == 0;
				for (int k = 0; k < outputs; k++) {
					final int sum = sum(k, plane, row);
					final int at = ((firstOutput + k) * kernel.rows() + r) * kernel.terms() + term;
					// with one output and an odd number of rows, one row has no partner: take the first
					if (begins && outputs == 1) {
						memory.begin(sum, kernel.kernel().bias(firstOutput), weights, at, samples, copy, terms);
						continue;
					}
					if (begins) lines.fill(memory.sums()[sum], length(), kernel.kernel().bias(firstOutput + k));
					reached[count] = sum;
					reachedWeights[count++] = at;
				}
			}
			memory.add(reached, reachedWeights, count, ofLines, samples, copy, terms);
		}

		/** Number of a target row's sum. */
		private int sum(final int output, final int plane, final int row) {
			return (output * slab + plane) * ring + row % ring;
		}

		private int length() {
			return SumLines.length(samples);
		}

		/** Writes a finished row of each band, for all planes and outputs. */
		private void put(final int row) {
			for (int k = 0; k < outputs; k++)
				for (int p = 0; p < planes; p++) {
					final A sum = memory.sums()[sum(k, p, row)];
					target.activate(sum, length());
					for (int b = 0; b < bands && b * bandRows + row < rows; b++) {
						final int y = firstRow + (b * bandRows + row) * kernel.classes();
						target.put(lines, sum, SumLines.MARGIN + b * width, ((position + k) * depth + firstPlane + p) * height + y);
					}
				}
		}
	}
}
