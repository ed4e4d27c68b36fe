package io.github.convolvej.ij1.file;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.tiff.TiffFile;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.AVI_Reader;

/**
 * Opens image files: TIFFs with the reader of this project, others with ImageJ's
 * own readers. Where these show a message and give nothing, or part of an image,
 * an exception says what happened.
 */
public final class ImageFile {

	/** Stacks that would take more of the memory are read plane by plane. */
	private static final int HEAP_FRACTION = 8;
	private static final long MOST = 256L << 20;

	private final Path path;
	private final ImageJMessages messages;
	private final Consumer<String> notes;
	private int series;

	/**
	 * @param path the file
	 * @param messages what ImageJ says
	 * @param notes is told what the user should know of the file
	 */
	public ImageFile(final Path path, final ImageJMessages messages, final Consumer<String> notes) {
		this.path = path;
		this.messages = messages;
		this.notes = notes;
	}

	/**
	 * @param number which of several images of a TIFF is opened, from 1; 0 if it
	 *          must be the only one
	 * @return this
	 */
	public ImageFile series(final int number) {
		series = number;
		return this;
	}

	/** @return bytes above which a stack is read plane by plane, in this Java machine */
	public static long memoryLimit() {
		return Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_FRACTION);
	}

	/**
	 * Opens a file that a command names besides its image: a kernel, or a second
	 * image. What is to be said of it goes to ImageJ's log.
	 *
	 * @param path the file
	 * @return the image
	 * @throws IOException if it is no image, damaged, or cannot be read
	 */
	public static ImagePlus open(final Path path) throws IOException {
		final List<String> said = new ArrayList<>();
		final ImagePlus image;
		try (ImageJMessages messages = new ImageJMessages()) {
			image = new ImageFile(path, messages, said::add).open(memoryLimit());
		}
		said.forEach(note -> IJ.log(path + ": " + note));
		return image;
	}

	/**
	 * @param memoryLimit bytes above which a TIFF stack is read plane by plane
	 * @return the image
	 * @throws IOException if it is no image, damaged, or cannot be read
	 */
	public ImagePlus open(final long memoryLimit) throws IOException {
		if (Files.isDirectory(path) && ZarrImages.isZarr(path)) {
			final BlockSource stored = ZarrImages.open(path.toString(), null);
			stored.notes().forEach(notes);
			return StoredStack.open(stored);
		}
		if (Files.isDirectory(path)) throw new IOException("a folder, not an image");
		if (Files.size(path) == 0) throw new IOException("an empty file");
		if (!Files.isReadable(path)) throw new IOException("no permission to read it");
		if (isTiff()) return new TiffImage(path, series, notes).open(memoryLimit);
		final String packed = packer();
		if (packed != null) throw new IOException("it is packed by " + packed + ": unpack it first");
		if (series > 1) throw new IOException("it is no TIFF, so there is no series " + series);
		// ImageJ's readers take texts
		if (!FileNames.isText(path.toAbsolutePath())) throw new IOException(FileNames.advice() +
			"; TIFFs are read with any name, this format is not");
		final int type = new Opener().getFileType(path.toString());
		final ImagePlus image;
		try {
			image = type == Opener.AVI ? openVideo() : openOther(type);
		}
		catch (final RuntimeException e) {
			throw new IOException("not an image that ImageJ can read: " + e, e);
		}
		final List<String> said = messages.take();
		if (image == null || image.getWidth() == 0 || image.getStackSize() == 0) throw new IOException(
			"not an image that ImageJ can read" + (said.isEmpty() ? "" : ": " + String.join("; ", said)));
		said.forEach(notes);
		return image;
	}

	/**
	 * Opens a large TIFF without keeping a plane of it, so that planes may be larger than
	 * the memory.
	 *
	 * @param memoryLimit bytes above which a TIFF is large
	 * @return the image, of which boxes can be read, but whose current plane has no
	 *         samples; null if it is another file, or not large
	 * @throws IOException if it is damaged, or cannot be read
	 */
	public ImagePlus unread(final long memoryLimit) throws IOException {
		if (!Files.isRegularFile(path) || !Files.isReadable(path) || Files.size(path) == 0 || !isTiff()) return null;
		final List<String> said = new ArrayList<>();
		final ImagePlus image = new TiffImage(path, series, said::add).unread(memoryLimit);
		if (image != null) said.forEach(notes);
		return image;
	}

	/**
	 * @return the files that the image is read from: this one, and the others that it
	 *         names as parts; of a Zarr container all
	 * @throws IOException if it cannot be read
	 */
	public List<Path> parts() throws IOException {
		if (Files.isDirectory(path)) try (Stream<Path> all = Files.walk(path)) {
			return all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
		}
		if (!isTiff()) return List.of(path);
		final TiffFile file = TiffFile.open(path);
		return (series == 0 ? file.series() : file.series(series)).files();
	}

	/** Begins as a TIFF or BigTIFF does; one that is a DICOM too is left to ImageJ. */
	private boolean isTiff() throws IOException {
		final byte[] start;
		try (InputStream in = Files.newInputStream(path)) {
			start = in.readNBytes(132);
		}
		final String text = new String(start, StandardCharsets.ISO_8859_1);
		return (text.startsWith("II*\0") || text.startsWith("MM\0*") || text.startsWith("II+\0") || text.startsWith(
			"MM\0+")) && !text.startsWith("DICM", 128);
	}

	/** The program that packed it, if it is a file of those that pack one file; null otherwise. */
	private String packer() throws IOException {
		final byte[] start;
		try (InputStream in = Files.newInputStream(path)) {
			start = in.readNBytes(6);
		}
		final String text = new String(start, StandardCharsets.ISO_8859_1);
		return text.startsWith("\u001f\u008b") ? "gzip" : text.startsWith("BZh") ? "bzip2" : text.startsWith("\u00fd7zXZ") ? "xz"
			: text.startsWith("(\u00b5/\u00fd") ? "zstd" : null;
	}

	private ImagePlus openWithImageJ() {
		final Path file = path.toAbsolutePath();
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		return opener.openImage(file.getParent().toString(), file.getFileName().toString());
	}

	/** A RIFF file says how long it is. */
	private void checkRiff() throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			final ByteBuffer start = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN);
			final long bytes = start.capacity() < 8 ? 0 : 8 + Integer.toUnsignedLong(start.getInt(4));
			if (bytes > Files.size(path)) throw new IOException("a video that is cut off: it says that it has " + bytes +
				" bytes, but the file has " + Files.size(path));
		}
	}

	/** Frames are points in time, and read when they are asked for. */
	private ImagePlus openVideo() throws IOException {
		checkRiff();
		final AVI_Reader reader = new AVI_Reader();
		final ImageStack stack = reader.makeStack(path.toString(), 1, 0, true, false, false);
		if (stack == null || stack.getSize() == 0) throw new IOException("a video that ImageJ cannot read: " + reader
			.getErrorText());
		final ImagePlus image = new ImagePlus(FileNames.of(path), stack);
		image.setDimensions(1, 1, stack.getSize());
		return image;
	}

	private ImagePlus openOther(final int type) throws IOException {
		switch (type) {
			case Opener.DICOM:
			case Opener.TIFF_AND_DICOM:
			case Opener.FITS:
				return whole(openWithImageJ());
			case Opener.PGM:
				return NetpbmImage.open(path);
			case Opener.JPEG:
				return checked("jpeg");
			case Opener.GIF:
				return checked("gif");
			case Opener.BMP:
				return checked("bmp");
			case Opener.PNG:
				final ImagePlus deep = new JavaImage(path, "png").openDeep();
				return deep == null ? openWithImageJ() : deep;
			case Opener.ZIP:
				return openZipped();
			case Opener.JAVA_OR_TEXT:
				// a table of numbers is an image, a program is none
				return path.toString().endsWith(".txt") ? openWithImageJ() : null;
			default:
				return null;
		}
	}

	/** ImageJ shows what there is of a damaged file. */
	private ImagePlus checked(final String format) throws IOException {
		new JavaImage(path, format).check();
		return openWithImageJ();
	}

	/** ImageJ fills what is missing at the end of a file with zeros. */
	private ImagePlus whole(final ImagePlus image) throws IOException {
		final FileInfo info = image == null ? null : image.getOriginalFileInfo();
		if (info == null || info.compression > FileInfo.COMPRESSION_NONE) return image;
		final double samples = (double) info.width * info.height * Math.max(1, info.nImages);
		final double end = info.getOffset() + samples * info.getBytesPerPixel();
		if (end > Files.size(path)) throw new IOException("it is cut off: its samples end at byte " + (long) end +
			", but the file has " + Files.size(path) + " bytes");
		return image;
	}

	/** ImageJ's zipped TIFFs: unpacked for a moment, since a TIFF is not read from front to back. */
	private ImagePlus openZipped() throws IOException {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
			final ZipEntry entry = zip.getNextEntry();
			if (entry == null || !entry.getName().toLowerCase(Locale.ROOT).endsWith(".tif")) return openWithImageJ();
			final Path unpacked = Files.createTempFile("convolvej-", ".tif");
			try {
				Files.copy(zip, unpacked, StandardCopyOption.REPLACE_EXISTING);
				final ImagePlus image = new TiffImage(unpacked, series, notes).open(Long.MAX_VALUE);
				image.setTitle(Path.of(entry.getName()).getFileName().toString());
				return image;
			}
			finally {
				Files.delete(unpacked);
			}
		}
		catch (final EOFException | ZipException e) {
			throw new IOException("a damaged or truncated ZIP: " + e.getMessage(), e);
		}
	}
}
