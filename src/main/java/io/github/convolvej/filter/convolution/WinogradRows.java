package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.TAPS;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;

import java.util.Arrays;

/**
 * The source rows of {@link WinogradLines}: for each of some channels and each of the six rows of a band a line,
 * or two lines of even and of odd samples where results are computed in pairs. Finds out which results read a sample that is not finite or could
 * overflow.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class WinogradRows<A> {

	private final Lines<A> lines;
	private final Block source;
	private final WinogradLayout layout;
	private final Rows<A> in;
	private final int height;
	private final int depth;
	/** Lines of a row: one, or two of even and odd samples. */
	private final int unit;

	private final A[] rows;
	/** Not finite where a sample of one of the six source rows is not finite or could overflow: even and odd samples. */
	private final A[] check;
	private final double[] guard = new double[SAMPLES];
	private final A[] checked;

	/** Where the source's samples lie, with zeros around them; null if they are read row by row. */
	private final StoredSamples stored;
	private final int channelAxis;
	private int offset;

	private int firstPlane;
	private int firstBand;

	/**
	 * @param lines precision
	 * @param source the source block
	 * @param depth its planes
	 * @param layout of working lines
	 * @param rows for each of some channels a line for each row, or two
	 * @param guard a sample is too large if its product with this overflows
	 * @param scratch working memory
	 */
	WinogradRows(final Lines<A> lines, final Block source, final int depth, final WinogradLayout layout,
		final A[] rows, final double guard, final Scratch scratch)
	{
		this.lines = lines;
		this.source = source;
		this.layout = layout;
		in = source.rows();
		stored = source.stored();
		channelAxis = source.interval().numDimensions() - 1;
		height = source.size(1);
		this.depth = depth;
		unit = layout.unit();
		this.rows = rows;
		check = scratch.arrays("winograd check", lines, unit, layout.sourceLength());
		checked = lines.createList(SAMPLES);
		Arrays.fill(this.guard, guard);
	}

	/** @return the source block */
	Block source() {
		return source;
	}

	/** Goes to a part of the block: its first plane and its first band. */
	void begin(final int plane, final int band) {
		firstPlane = plane;
		firstBand = band;
		for (final A line : check)
			lines.fill(line, layout.sourceLength(), 0);
	}

	/**
	 * @param channel which of the channels
	 * @param row which of the six rows of each band
	 * @param parity 0 for all or for even samples, 1 for odd ones
	 * @return the line
	 */
	A line(final int channel, final int row, final int parity) {
		return rows[(channel * SAMPLES + row) * unit + parity];
	}

	/**
	 * Reads the six source rows of each band and plane.
	 *
	 * @param channel of the source block
	 * @param at which of the channels it becomes
	 */
	void read(final int channel, final int at) {
		for (int p = 0; p < layout.sourcePlanes(); p++)
			for (int b = 0; b < layout.bands(); b++)
				for (int r = 0; r < SAMPLES; r++)
					readRow(channel, firstPlane + p, RESULTS * (firstBand + b) + r, at, r, layout.at(p, b));
		for (int parity = 0; parity < unit; parity++) {
			for (int r = 0; r < SAMPLES; r++)
				checked[r] = line(at, r, parity);
			lines.add(check[parity], guard, 0, layout.sourceLength(), checked, 0, SAMPLES);
		}
	}

	/** Reads a row to a place of the lines of a channel; zeros below the last row, beyond the last column or behind the last plane. */
	private void readRow(final int channel, final int plane, final int y, final int at, final int row, final int to) {
		final boolean isRow = y < height && plane < depth;
		if (isRow && stored == null && unit == 1 && in.copy((channel * depth + plane) * height + y, line(at, row, 0), to)) return;
		final boolean exists = isRow && (stored == null || isStored(channel, plane, y));
		// samples of the row that there are
		final int before = exists && stored != null ? stored.before(0) : 0;
		final int end = !exists ? 0 : stored != null ? before + stored.size(0) : source.size(0);
		final A samples = exists ? samples(channel, plane, y) : null;
		for (int parity = 0; parity < unit; parity++) {
			final int from = Math.min(layout.step(), Math.max(0, (before - parity + unit - 1) / unit));
			final int n = Math.max(0, Math.min(layout.step(), (end - parity + unit - 1) / unit) - from);
			final A line = line(at, row, parity);
			clear(line, to, to + from);
			if (n > 0) lines.gather(samples, offset + parity + unit * from - before, unit, line, to + from, n);
			clear(line, to + from + n, to + layout.step());
		}
	}

	private boolean isStored(final int channel, final int plane, final int y) {
		return isStored(1, y) && (channelAxis < 3 || isStored(2, plane)) && isStored(channelAxis, channel);
	}

	private boolean isStored(final int axis, final int at) {
		return at >= stored.before(axis) && at < stored.before(axis) + stored.size(axis);
	}

	/** The array that holds a row, which begins at the offset. */
	@SuppressWarnings("unchecked")
	private A samples(final int channel, final int plane, final int y) {
		if (stored == null) {
			final A samples = in.at((channel * depth + plane) * height + y);
			offset = in.offset();
			return samples;
		}
		offset = stored.first() + (y - stored.before(1)) * stored.step(1) + (channel - stored.before(channelAxis)) * stored.step(
			channelAxis) + (channelAxis < 3 ? 0 : (plane - stored.before(2)) * stored.step(2));
		return (A) stored.array();
	}

	private void clear(final A line, final int from, final int to) {
		for (int x = from; x < to; x++)
			lines.set(line, x, 0);
	}

	/**
	 * Marks results whose windows contain a sample of the band that is not finite or could overflow.
	 *
	 * @return marks for the places of results in a line, or for the first and for the second of each pair; null if there are none
	 */
	boolean[][] wild() {
		boolean[][] wild = null;
		final int end = layout.at(layout.sourcePlanes(), 0);
		for (int parity = 0; parity < unit; parity++)
			for (int x = layout.at(0, 0); x < end; x++) {
				if (Double.isFinite(lines.get(check[parity], x))) continue;
				if (wild == null) wild = new boolean[unit][layout.at(layout.planes(), 0)];
				mark(wild, x, parity);
			}
		return wild;
	}

	/** Marks the three results of a row that read a sample, in all planes that read it. */
	private void mark(final boolean[][] wild, final int at, final int parity) {
		final int first = layout.at(0, 0);
		final int ofRow = (at - first) % layout.step();
		final int sample = ofRow * unit + parity;
		for (int z = 0; z <= layout.sourcePlanes() - layout.planes(); z++) {
			final int from = at - ofRow - z * layout.planeStep();
			if (from < first || from >= wild[0].length) continue;
			for (int x = Math.max(0, sample - TAPS + 1); x <= sample && x < unit * layout.units(); x++)
				wild[x % unit][from + x / unit] = true;
		}
	}
}
