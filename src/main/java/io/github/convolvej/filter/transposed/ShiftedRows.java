package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Copies of source rows, joined to the working lines of a {@link Band} and
 * shifted for each tap along x. They hold zeros outside the image. Source rows
 * are counted by input channel, plane of the kernel, and tap along y.
 * <p>
 * Each source row has a place for its copies, one copy for each start along x.
 * If there are enough places for all rows, a row of the image always has the
 * same place, so neighbouring bands can reuse its copies.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ShiftedRows<A> {

	private final Lines<A> lines;
	private final Rows<A> in;
	private final AxisPhases x;
	private final AxisPhases y;
	private final TransposedPlanes planes;
	/** Distance between channels in rows of the source block. */
	private final int channelRows;
	private final int rowLength;

	private final int places;
	private final boolean keeps;
	/** Places of a plane if rows keep their places. */
	private final int ring;
	/** The row of the image at each place if rows keep their places. */
	private final int[] held;
	/** [place * x.starts() + start]. */
	private final A[] copies;
	private final A[] terms;

	/**
	 * @param lines precision
	 * @param source the block of the image
	 * @param x phases along x
	 * @param y phases along y
	 * @param planes planes of the kernel that contribute to the current plane of
	 *          the target
	 * @param channels input channels of a group
	 * @param channelRows distance between channels in rows of the block
	 * @param rowLength number of samples of a joined row
	 * @param longest samples of a working line
	 * @param most largest number of copies
	 * @param scratch memory of this thread
	 */
	ShiftedRows(final Lines<A> lines, final Block source, final AxisPhases x, final AxisPhases y,
		final TransposedPlanes planes, final int channels, final int channelRows, final int rowLength, final int longest,
		final int most, final Scratch scratch)
	{
		this.lines = lines;
		this.x = x;
		this.y = y;
		this.planes = planes;
		this.channelRows = channelRows;
		this.rowLength = rowLength;
		in = source.rows();
		ring = y.ring();
		final int slices = channels * planes.most();
		keeps = (long) slices * ring * x.starts() <= most;
		places = keeps ? slices * ring : Math.max(1, Math.min(slices * y.mostTerms(), most / Math.max(1, x.starts())));
		held = new int[keeps ? places : 0];
		copies = scratch.arrays("shifted", lines, Math.max(1, places * x.starts()), longest);
		terms = lines.createList(places * x.mostTerms());
	}

	/** @return largest number of source rows that can be copied at a time */
	int places() {
		return places;
	}

	/** Discards earlier copies, when the plane or the channels change. */
	void forget() {
		Arrays.fill(held, Integer.MIN_VALUE);
	}

	/**
	 * Copies some source rows.
	 *
	 * @param band the band to copy them for
	 * @param channel row of the block where the first input channel begins
	 * @param first first source row
	 * @param count number of source rows, at most {@link #places}
	 */
	void load(final Band band, final int channel, final int first, final int count) {
		for (int i = first; i < first + count; i++)
			copy(band, channel, i, place(band, i, first));
	}

	private void copy(final Band band, final int channel, final int sourceRow, final int place) {
		final int row = rowOf(band, sourceRow);
		if (keeps && held[place] == row) return;
		if (keeps) held[place] = row;
		final int first = place * x.starts();
		final int top = firstInside(band, sourceRow);
		final int bottom = endInside(band, sourceRow);
		for (int i = 0; i < x.starts(); i++)
			if (top > 0 || bottom < band.rows || x.start(i) < 0 || x.start(i) + rowLength > x.sourceSize()) lines.fill(
				copies[first + i], band.length, 0);
		final int plane = plane(band, channel, sourceRow);
		for (int j = top; j < bottom; j++) {
			final A samples = in.at(plane + row + j);
			final int offset = in.offset();
			for (int i = 0; i < x.starts(); i++) {
				final int start = x.start(i);
				final int begin = Math.max(0, -start);
				final int n = Math.min(rowLength, x.sourceSize() - start) - begin;
				if (n > 0) lines.copy(samples, offset + start + begin, copies[first + i], j * rowLength + begin, n);
			}
		}
	}

	/**
	 * Lists copies for a phase along x, tap after tap of each source row.
	 *
	 * @param band the band they were copied for
	 * @param phaseX phase along x
	 * @param first first source row that were copied
	 * @param count number of source rows
	 * @return the copies, valid until the next call; their number is source rows
	 *         times taps of the phase
	 */
	A[] terms(final Band band, final int phaseX, final int first, final int count) {
		int n = 0;
		for (int i = first; i < first + count; i++) {
			final int place = place(band, i, first) * x.starts();
			for (int j = 0; j < x.terms(phaseX); j++)
				terms[n++] = copies[place + x.begin(phaseX, j)];
		}
		return terms;
	}

	private int place(final Band band, final int sourceRow, final int first) {
		return keeps ? sourceRow / y.terms(band.phase) * ring + Math.floorMod(rowOf(band, sourceRow), ring) : sourceRow -
			first;
	}

	/** The row of the plane, in the block, for the first of the joined rows. */
	private int rowOf(final Band band, final int sourceRow) {
		return y.start(y.begin(band.phase, sourceRow % y.terms(band.phase))) + band.first;
	}

	/** The first row of the plane, in the block, that contains a source row. */
	private int plane(final Band band, final int channel, final int sourceRow) {
		final int plane = sourceRow / y.terms(band.phase);
		return channel + plane / planes.count() * channelRows + planes.row(plane % planes.count());
	}

	/**
	 * @param band the band
	 * @param sourceRow a source row
	 * @return index of the first joined row within the image
	 */
	int firstInside(final Band band, final int sourceRow) {
		return Math.max(0, -rowOf(band, sourceRow));
	}

	/**
	 * @param band the band
	 * @param sourceRow a source row
	 * @return index after the last joined row within the image
	 */
	int endInside(final Band band, final int sourceRow) {
		return Math.min(band.rows, y.sourceSize() - rowOf(band, sourceRow));
	}

	/**
	 * Copies samples of the image without a shift.
	 *
	 * @param band the band
	 * @param channel row of the block where the first input channel begins
	 * @param sourceRow a source row
	 * @param joined index of the joined row
	 * @param from first sample in the row of the block
	 * @param target array for the copies
	 * @param n number of samples
	 */
	void read(final Band band, final int channel, final int sourceRow, final int joined, final int from, final A target,
		final int n)
	{
		final A samples = in.at(plane(band, channel, sourceRow) + rowOf(band, sourceRow) + joined);
		lines.copy(samples, in.offset() + from, target, 0, n);
	}
}
