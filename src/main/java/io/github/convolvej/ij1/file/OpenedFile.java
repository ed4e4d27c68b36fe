package io.github.convolvej.ij1.file;

import io.github.convolvej.store.tiff.UnsupportedTiffException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import ij.ImagePlus;
import ij.io.FileInfo;

/**
 * Whether ImageJ has read the file of an open image rightly. ImageJ's opener reads
 * many legal TIFFs wrongly without a word, and filters would make results of the
 * wrong samples. What is found is remembered as long as the image is there and as
 * it is, so that asking again costs nothing.
 */
public final class OpenedFile {

	private static final OpenedFile NONE = new OpenedFile("", null, null);
	private static final Map<ImagePlus, OpenedFile> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

	private final String state;
	private final String fault;
	private final String note;

	private OpenedFile(final String state, final String fault, final String note) {
		this.state = state;
		this.fault = fault;
		this.note = note;
	}

	/**
	 * Compares an image with its file, unless the file is of a kind that ImageJ reads
	 * rightly. Images that do not come from a file, and those of other programs'
	 * readers, are not compared; nor are samples that were changed since.
	 *
	 * @param image an image
	 * @return what was found
	 */
	public static OpenedFile of(final ImagePlus image) {
		final Path file = image == null ? null : path(image);
		if (file == null) return NONE;
		try {
			final String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + " " + image
				.getStackSize() + " " + image.getType() + " " + image.changes;
			final OpenedFile known = KNOWN.get(image);
			if (known != null && known.state.equals(state)) return known;
			final OpenedFile found = compare(image, file, state);
			KNOWN.put(image, found);
			return found;
		}
		catch (final IOException e) {
			// the file has gone, so nothing can be known
			return NONE;
		}
	}

	private static OpenedFile compare(final ImagePlus image, final Path file, final String state) {
		final ReadingComparison comparison = new ReadingComparison(image, file);
		try {
			return new OpenedFile(state, comparison.fault(), comparison.note());
		}
		catch (final UncheckedIOException e) {
			return unread(file, state, e.getCause());
		}
		catch (final IOException e) {
			return unread(file, state, e);
		}
		catch (final OutOfMemoryError e) {
			return new OpenedFile(state, null, "Whether ImageJ read " + file.getFileName() +
				" rightly was not checked: there is not enough memory");
		}
	}

	/** Where a file is damaged, ImageJ shows zeros or noise. */
	private static OpenedFile unread(final Path file, final String state, final IOException e) {
		// it has gone, or is no longer allowed to be read
		if (e instanceof FileSystemException) return NONE;
		final String name = file.getFileName().toString();
		if (e instanceof UnsupportedTiffException) return new OpenedFile(state, null, "Whether ImageJ read " + name +
			" rightly could not be checked: " + e.getMessage());
		return new OpenedFile(state, name + " cannot be read rightly, although ImageJ shows an image: " + e.getMessage() +
			". Get the file once more from where it comes", null);
	}

	/** The file that ImageJ's own opener read; null if there is none. */
	private static Path path(final ImagePlus image) {
		final FileInfo info = image.getOriginalFileInfo();
		// of Fourier transforms ImageJ shows the spectrum instead
		if (info == null || info.directory == null || info.directory.isEmpty() || info.fileName == null || info.fileName
			.isEmpty() || image.getProperty("FHT") != null) return null;
		// raw import names a file of any kind, and other readers give no format
		if (info.fileFormat != FileInfo.TIFF && info.fileFormat != FileInfo.IMAGEIO && info.fileFormat != FileInfo.PGM)
			return null;
		try {
			final Path file = Path.of(info.directory, info.fileName);
			return Files.isRegularFile(file) && Files.isReadable(file) ? file : null;
		}
		catch (final InvalidPathException e) {
			return null;
		}
	}

	/** @return what ImageJ read wrongly, and what to do; null if nothing is known to be wrong */
	public String fault() {
		return fault;
	}

	/** @return what else the user should know; null if there is nothing */
	public String note() {
		return note;
	}
}
