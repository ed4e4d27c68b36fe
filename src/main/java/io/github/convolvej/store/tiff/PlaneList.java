package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the pages of a series are: in directories of one or several files, or one
 * after the other behind a single directory.
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

	/** Some pages of a file. */
	static PlaneList of(final TiffDirectories file, final int[] pages) {
		return new PlaneList(List.of(file), null, pages, pages.length, 0);
	}

	/** Pages of several files; a page of -1 is missing. */
	static PlaneList of(final List<TiffDirectories> files, final int[] fileOf, final int[] pageOf) {
		return new PlaneList(files, fileOf, pageOf, pageOf.length, 0);
	}

	/** Planes one after the other, so many bytes apart, the first of which has a directory. */
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
	 * @param kind what it must be
	 * @param first first sample of a pixel
	 * @param samples samples of a pixel
	 * @param sparse is run if blocks are not in the file and stand for zeros
	 */
	Object[] read(final int plane, final String kind, final int first, final int samples, final Runnable sparse)
		throws IOException
	{
		final TiffDirectories file = file(plane);
		final int page = step > 0 ? pageOf[0] : pageOf[plane];
		if (page < 0) throw new IOException("its OME-XML says of no page that it is plane " + (plane + 1));
		try (TiffBytes bytes = TiffBytes.open(file.path())) {
			final String name = TiffDirectories.name(step > 0 ? plane : page) + (files.size() > 1 ? " of " + file.path()
				.getFileName() : "");
			final TiffPage image = new TiffPage(bytes, new TiffDirectory(bytes, file.offset(page), name));
			if (!image.kind().equals(kind)) throw new IOException(name + " is " + image.kind() + ", but the first one " + kind);
			final PageReader reader = new PageReader(image, plane * step);
			final Object[] read = reader.read(first, samples);
			if (reader.isSparse()) sparse.run();
			return read;
		}
	}
}
