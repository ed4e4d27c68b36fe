package io.github.convolvej.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.process.ImageProcessor;

/**
 * The planes of a TIFF, read when they are asked for. Unlike ImageJ's own virtual
 * stack, which gives black planes if a file cannot be read, it says so.
 */
final class TiffPlanes extends VirtualStack {

	private final FileInfo[] planes;
	private final String[] labels;

	/**
	 * @param planes what ImageJ's decoder says of each plane, all of one size and
	 *          type
	 * @param labels a label for each of the first planes, or null
	 * @param bitDepth 8, 16, 24 or 32
	 */
	TiffPlanes(final FileInfo[] planes, final String[] labels, final int bitDepth) {
		super(planes[0].width, planes[0].height);
		this.planes = planes;
		this.labels = labels;
		setBitDepth(bitDepth);
	}

	@Override
	public int size() {
		return getSize();
	}

	@Override
	public int getSize() {
		return planes.length;
	}

	@Override
	public synchronized ImageProcessor getProcessor(final int n) {
		final ImageProcessor plane = new FileOpener((FileInfo) planes[n - 1].clone()).openProcessor();
		if (plane == null) throw new UncheckedIOException(new IOException("plane " + n + " of " + planes.length +
			" could not be read"));
		return plane;
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public String getSliceLabel(final int n) {
		return labels != null && n <= labels.length ? labels[n - 1] : null;
	}
}
