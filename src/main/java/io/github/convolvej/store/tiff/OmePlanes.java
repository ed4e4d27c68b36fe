package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the page of each plane of an image from its OME-XML, in this file and in the files that it lists. */
final class OmePlanes {

	private static final long MAX_PLANES = 100_000_000;

	private final TiffDirectories own;
	private final OmeXml xml;
	private final OmeImage image;
	private final int pageChannels;
	private final List<TiffDirectories> files = new ArrayList<>();
	private final Map<String, Integer> indices = new HashMap<>();
	private Boolean renamed;
	private int[] fileOf;
	private int[] pageOf;

	private OmePlanes(final TiffDirectories own, final OmeXml xml, final OmeImage image, final int pageChannels) {
		this.own = own;
		this.xml = xml;
		this.image = image;
		this.pageChannels = pageChannels;
	}

	/**
	 * @param own the file to open
	 * @param xml its OME-XML
	 * @param image an image of it
	 * @param samples number of samples of a pixel of its pages
	 * @return its pages in the order channel, slice, frame
	 * @throws IOException if pages or files are missing, or its sizes contradict
	 *           the pages
	 */
	static PlaneList find(final TiffDirectories own, final OmeXml xml, final OmeImage image, final int samples)
		throws IOException
	{
		final long channels = image.pageChannels(samples);
		final boolean sizes = image.sizeC > 0 && image.sizeZ > 0 && image.sizeT > 0 && channels > 0 && image
			.sizeC <= MAX_PLANES && image.sizeZ <= MAX_PLANES && image.sizeT <= MAX_PLANES && image.sizeC * (double) image
				.sizeZ * image.sizeT <= MAX_PLANES;
		if (!sizes || !image.hasOrder()) throw new IOException("its OME-XML says " + image.sizeC + " channels, " + image.sizeZ +
			" slices and " + image.sizeT + " frames in the order " + image.order + ", with " + samples +
			" samples in a pixel: that contradicts itself");
		return new OmePlanes(own, xml, image, (int) channels).find();
	}

	private PlaneList find() throws IOException {
		final int planes = (int) (pageChannels * image.sizeZ * image.sizeT);
		TiffBytes.checkMemory(8L * planes, "the list of " + planes + " planes");
		fileOf = new int[planes];
		pageOf = new int[planes];
		Arrays.fill(pageOf, -1);
		files.add(own);
		if (image.pages.isEmpty()) image.pages.add(new OmeImage.Pages());
		for (final OmeImage.Pages pages : image.pages)
			place(pages);
		for (int i = 0; i < planes; i++)
			if (pageOf[i] < 0) throw new IOException("its OME-XML describes " + planes +
				" planes, but no page contains plane " + (i + 1));
		return PlaneList.of(files, fileOf, pageOf);
	}

	private void place(final OmeImage.Pages pages) throws IOException {
		final int file = file(pages);
		final long first = image.index(pages.c / (image.sizeC / pageChannels), pages.z, pages.t, pageChannels);
		final long page = Math.max(0, pages.page);
		final long rest = Math.min(files.get(file).count() - page, pageOf.length - first);
		final long count = pages.count >= 0 ? pages.count : pages.page >= 0 ? 1 : rest;
		if (count == 0) return;
		if (first < 0 || count > rest || count < 0 || page < 0) throw new IOException("its OME-XML describes " + count +
			" planes from page " + (page + 1) + " on, but " + files.get(file).path().getFileName() + " has " + files.get(file)
				.count() + " pages, and the image " + pageOf.length + " planes");
		for (long i = 0; i < count; i++)
			set(first + i, file, (int) (page + i));
	}

	/** Converts the file's order of axes to channel, slice, frame. */
	private void set(final long index, final int file, final int page) {
		long rest = index;
		final long[] position = new long[3];
		for (int i = 2; i < 5; i++) {
			final int axis = "CZT".indexOf(image.order.charAt(i));
			final long size = axis == 0 ? pageChannels : axis == 1 ? image.sizeZ : image.sizeT;
			position[axis] = rest % size;
			rest /= size;
		}
		final int plane = (int) (position[0] + pageChannels * (position[1] + image.sizeZ * position[2]));
		fileOf[plane] = file;
		pageOf[plane] = page;
	}

	private int file(final OmeImage.Pages pages) throws IOException {
		final boolean here = pages.file == null || pages.uuid != null && pages.uuid.equals(xml.uuid()) || pages.file.equals(own
			.path().getFileName().toString()) || isOnlyFile(pages);
		if (here) return 0;
		final Integer known = indices.get(pages.file);
		if (known != null) return known;
		files.add(open(pages.file));
		indices.put(pages.file, files.size() - 1);
		return files.size() - 1;
	}

	/** Whether the only file is this one, although it may have been renamed. */
	private boolean isOnlyFile(final OmeImage.Pages pages) {
		if (renamed == null) renamed = image.pages.stream().allMatch(other -> pages.file.equals(other.file)) && !Files.exists(
			sibling(pages.file));
		return renamed;
	}

	private Path sibling(final String name) {
		return own.path().resolveSibling(name);
	}

	private TiffDirectories open(final String name) throws IOException {
		final Path file;
		try {
			file = sibling(name);
		}
		catch (final InvalidPathException e) {
			throw new IOException("its OME-XML names the file '" + name + "', which is not a valid name", e);
		}
		// a name in a file must not lead to other folders
		if (!name.equals(String.valueOf(file.getFileName()))) throw new IOException("its OME-XML names the file '" + name +
			"', which is not in the same folder");
		if (!Files.isRegularFile(file)) throw new IOException("a part of the image is missing: its OME-XML names the file '" +
			name + "', which must be in the same folder");
		return new TiffDirectories(file);
	}
}
