package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The locations of the pages of a series: in directories of one or several
 * files, or one after the other after a single directory.
 */
final class PlaneList {

	private final List<TiffDirectories> files;
	private final int[] fileOf;
	private final int[] pageOf;
	private final int count;
	private final long step;

	private PlaneList(final List<TiffDirectories> files, final int[] fileOf, final int[] pageOf, final int count,
		final long step)
	{
		this.files = files;
		this.fileOf = fileOf;
		this.pageOf = pageOf;
		this.count = count;
		this.step = step;
	}

	/** Some pages of one file. */
	static PlaneList of(final TiffDirectories file, final int[] pages) {
		return new PlaneList(List.of(file), null, pages, pages.length, 0);
	}

	/** Pages of several files; -1 means a missing page. */
	static PlaneList of(final List<TiffDirectories> files, final int[] fileOf, final int[] pageOf) {
		return new PlaneList(files, fileOf, pageOf, pageOf.length, 0);
	}

	/** Planes one after the other at a distance in bytes; only the first has a directory. */
	static PlaneList contiguous(final TiffDirectories file, final int page, final int count, final long step) {
		return new PlaneList(List.of(file), null, new int[] { page }, count, step);
	}

	int count() {
		return count;
	}

	List<Path> files() {
		return files.stream().map(TiffDirectories::path).collect(Collectors.toList());
	}

	private TiffDirectories file(final int plane) {
		return files.get(fileOf == null ? 0 : fileOf[plane]);
	}

	/**
	 * Reads samples of a page.
	 *
	 * @param plane number of the page in the series
	 * @param kind the kind that the page must have
	 * @param first first sample of a pixel
	 * @param samples number of samples of a pixel
	 * @param sparse called if blocks are missing in the file, so that their
	 *          samples are zero
	 * @param box x and y of the first sample to read, width and height; null for
	 *          the whole page
	 */
	Object[] read(final int plane, final String kind, final int first, final int samples, final Runnable sparse,
		final int[] box) throws IOException
	{
		final TiffDirectories file = file(plane);
		final int page = step > 0 ? pageOf[0] : pageOf[plane];
		if (page < 0) throw new IOException("its OME-XML lists no page for plane " + (plane + 1));
		try (TiffBytes bytes = TiffBytes.open(file.path())) {
			final String name = TiffDirectories.name(step > 0 ? plane : page) + (files.size() > 1 ? " of " + file.path()
				.getFileName() : "");
			final TiffPage image = new TiffPage(bytes, new TiffDirectory(bytes, file.offset(page), name));
			if (!image.kind().equals(kind)) throw new IOException(name + " is " + image.kind() + ", but the first one " + kind);
			final PageReader reader = new PageReader(image, plane * step);
			if (box != null) reader.box(box);
			final Object[] read = reader.read(first, samples);
			if (reader.isSparse()) sparse.run();
			return read;
		}
	}
}
