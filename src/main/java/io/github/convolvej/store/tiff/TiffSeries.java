package io.github.convolvej.store.tiff;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One image of a file: pages of the same size and type, with up to three further
 * axes. A page has one or more samples per pixel. The channels of the image are
 * the samples of the first page channel, then those of the second, and so on.
 * Only directories are kept in memory; any thread can read samples on request.
 */
public final class TiffSeries {

	/** Width and height of boxes of samples that are not compressed: any would do, and small ones fit any block. */
	private static final int RAW_WIDTH = 64;
	private static final int RAW_HEIGHT = 64;

	private final PlaneList planes;
	private final String kind;
	private final List<String> notes;
	private final String title;
	private final int pageChannels;
	private final int slices;
	private final int frames;
	private final boolean zFirst;
	private final TiffFacts facts;
	private final int[] unit;
	private volatile boolean sparse;

	TiffSeries(final PlaneList planes, final TiffPage first, final TiffFacts facts, final String title,
		final int[] dimensions, final boolean zFirst, final List<String> notes)
	{
		this.planes = planes;
		this.facts = facts;
		this.title = title;
		this.notes = new ArrayList<>(notes);
		this.zFirst = zFirst;
		kind = first.kind();
		unit = first.compression == 1 && !first.tiled && first.format.bits() % 8 == 0 ? new int[] { Math.min(first.width,
			RAW_WIDTH), Math.min(first.height, RAW_HEIGHT) } : new int[] { Math.min(first.width, first.blockWidth), Math.min(
				first.height, first.blockHeight) };
		pageChannels = dimensions[0];
		slices = dimensions[1];
		frames = dimensions[2];
	}

	/** @return its name; null if it has none */
	public String title() {
		return title;
	}

	/** @return the metadata of all its pages */
	public TiffFacts facts() {
		return facts;
	}

	/** @return samples along x */
	public int width() {
		return facts.width();
	}

	/** @return samples along y */
	public int height() {
		return facts.height();
	}

	/** @return number of channels with separate pages */
	public int pageChannels() {
		return pageChannels;
	}

	/** @return number of samples of a pixel of a page */
	public int samples() {
		return facts.samples();
	}

	/** @return number of all channels: channels with separate pages times samples of a pixel */
	public int channels() {
		return pageChannels * samples();
	}

	/** @return pages along z */
	public int slices() {
		return slices;
	}

	/** @return points in time */
	public int frames() {
		return frames;
	}

	/** @return the type of the samples that are read */
	public SampleType type() {
		return facts.type();
	}

	/** @return notes for the user: contradictions in its tags, parts that were left out */
	public List<String> notes() {
		return Collections.unmodifiableList(notes);
	}

	/** @return the files that hold its pages, that which was opened first */
	public List<Path> files() {
		return planes.files();
	}

	/** @return whether samples were read that are not in the file and stand for zeros */
	public boolean isSparse() {
		return sparse;
	}

	/**
	 * Reads samples of a page.
	 *
	 * @param channel the page's channel, from 0
	 * @param slice its slice, from 0
	 * @param frame its frame, from 0
	 * @param first first sample of a pixel
	 * @param count number of samples of a pixel to read
	 * @return for each sample an array of {@link #type()}, width x height, row by
	 *         row
	 * @throws IOException if it cannot be read, or is damaged
	 */
	public Object[] read(final int channel, final int slice, final int frame, final int first, final int count)
		throws IOException
	{
		return read(channel, slice, frame, first, count, (int[]) null);
	}

	/** @return width and height of the boxes, counted from the first sample, that are read fastest */
	public int[] unit() {
		return unit.clone();
	}

	/**
	 * Reads samples of a box of a page. Only the strips or tiles with samples of the
	 * box are read, and of samples that are not compressed only those of the box.
	 *
	 * @param channel the page's channel, from 0
	 * @param slice its slice, from 0
	 * @param frame its frame, from 0
	 * @param first first sample of a pixel
	 * @param count number of samples of a pixel to read
	 * @param box x and y of its first sample, its width and height; null for the
	 *          whole page
	 * @return for each sample an array of {@link #type()}, row by row
	 * @throws IOException if it cannot be read, or is damaged
	 */
	public Object[] read(final int channel, final int slice, final int frame, final int first, final int count,
		final int[] box) throws IOException
	{
		final int plane = zFirst ? slice + slices * (channel + pageChannels * frame) : channel + pageChannels * (slice +
			slices * frame);
		return planes.read(plane, kind, first, count, () -> sparse = true, box);
	}
}
