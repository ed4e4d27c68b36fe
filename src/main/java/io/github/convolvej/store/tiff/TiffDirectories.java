package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The offsets of the image directories of a file, and the kind of image of each.
 * Only these two numbers are stored for each directory, so files of many pages
 * take little memory.
 */
final class TiffDirectories {

	/** A kind of pages: pages with equal size and samples. */
	static final class Kind {

		final String key;
		final String description;
		final boolean reduced;
		/** The reason why its pages cannot be read; null if they can. */
		final IOException fault;

		private Kind(final TiffPage page) {
			key = page.kind();
			description = page.describe();
			reduced = page.isReduced();
			fault = null;
		}

		private Kind(final IOException fault, final boolean reduced) {
			// pages that cannot be read for the same reason are one kind
			key = String.valueOf(fault.getMessage()).replaceFirst("image directory [0-9]+", "");
			description = "not readable";
			this.reduced = reduced;
			this.fault = fault;
		}
	}

	private final Path path;
	private final List<Kind> kinds = new ArrayList<>();
	private long[] offsets = new long[16];
	private int[] kindOf = new int[16];
	private int count;

	/**
	 * @param path a TIFF
	 * @throws IOException if its directories are damaged; an image that cannot be
	 *           read is not an error here
	 */
	TiffDirectories(final Path path) throws IOException {
		this.path = path;
		try (TiffBytes file = TiffBytes.open(path)) {
			long offset = file.firstDirectory();
			// a loop is found when a directory is met again that was remembered at the last power of two
			long remembered = -1;
			while (offset != 0) {
				if (offset == remembered) throw new IOException("a damaged TIFF: its image directories go in a circle");
				if (Integer.bitCount(count) == 1) remembered = offset;
				offset = add(file, offset);
			}
		}
		if (count == 0) throw new IOException("a damaged TIFF: it has no image directory");
	}

	private long add(final TiffBytes file, final long offset) throws IOException {
		if (count == offsets.length) {
			TiffBytes.checkMemory(24L * count, "the directories of " + count + " images");
			offsets = Arrays.copyOf(offsets, 2 * count);
			kindOf = Arrays.copyOf(kindOf, 2 * count);
		}
		final TiffDirectory directory = new TiffDirectory(file, offset, name(count));
		offsets[count] = offset;
		kindOf[count] = kind(file, directory);
		count++;
		return directory.next();
	}

	private int kind(final TiffBytes file, final TiffDirectory directory) throws IOException {
		Kind kind;
		try {
			kind = new Kind(new TiffPage(file, directory));
		}
		catch (final IOException e) {
			kind = new Kind(e, (directory.number(TiffTags.NEW_SUBFILE_TYPE, 0) & 1) != 0);
		}
		for (int i = 0; i < kinds.size(); i++)
			if (kinds.get(i).key.equals(kind.key)) return i;
		if (kinds.size() == 1000) throw new IOException("its images are of more than 1000 different sizes and types");
		kinds.add(kind);
		return kinds.size() - 1;
	}

	static String name(final int page) {
		return "image directory " + (page + 1);
	}

	Path path() {
		return path;
	}

	/** @return number of directories */
	int count() {
		return count;
	}

	/** @return kinds of images, in the order of their first pages */
	List<Kind> kinds() {
		return kinds;
	}

	long offset(final int page) {
		return offsets[page];
	}

	Kind kind(final int page) {
		return kinds.get(kindOf[page]);
	}

	/** Indices of the pages of a kind, in order. */
	int[] pages(final Kind kind) {
		final int number = kinds.indexOf(kind);
		final int[] pages = new int[count];
		int n = 0;
		for (int i = 0; i < count; i++)
			if (kindOf[i] == number) pages[n++] = i;
		return Arrays.copyOf(pages, n);
	}
}
