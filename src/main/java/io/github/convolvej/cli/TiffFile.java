package io.github.convolvej.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.TiffDecoder;

/** What a TIFF holds according to ImageJ's decoder, before any pixel is read. */
final class TiffFile {

	private final Path path;
	private final FileInfo[] directories;
	private final FileInfo first;

	/**
	 * @param path the file
	 * @throws IOException if it is damaged or of a kind that ImageJ cannot read
	 */
	TiffFile(final Path path) throws IOException {
		this.path = path;
		directories = decode(path);
		first = directories[0];
		final long pixels = (long) first.width * first.height;
		if (first.width < 1 || first.height < 1 || pixels > Integer.MAX_VALUE) throw new IOException(
			"its size is given as " + first.width + " x " + first.height + ", which no image of ImageJ has");
		checkComplete();
	}

	private static FileInfo[] decode(final Path path) throws IOException {
		TiffDirectories.check(path);
		final Path file = path.toAbsolutePath();
		final FileInfo[] info;
		try {
			info = new TiffDecoder(file.getParent().toString(), file.getFileName().toString()).getTiffInfo();
		}
		catch (final IOException e) {
			throw new IOException("not a TIFF that ImageJ can read: " + (e.getMessage() == null ? "it ends too early" : e
				.getMessage().replace('\n', ' ')), e);
		}
		catch (final RuntimeException e) {
			throw new IOException("a damaged TIFF: " + e, e);
		}
		if (info == null || info.length == 0) throw new IOException("a damaged TIFF: it has no image directory");
		return info;
	}

	/** ImageJ fills what is missing at the end of a file with zeros. */
	private void checkComplete() throws IOException {
		long end = 0;
		for (final FileInfo info : directories) {
			if (info.compression == FileInfo.COMPRESSION_NONE && bytes(info) > 0) {
				final int n = Math.max(1, info.nImages);
				end = Math.max(end, info.getOffset() + n * bytes(info) + (n - 1) * info.getGap());
			}
			else if (info.stripOffsets != null && info.stripLengths != null) for (int i = 0; i < info.stripOffsets.length &&
				i < info.stripLengths.length; i++)
				end = Math.max(end, (info.stripOffsets[i] & 0xffffffffL) + (info.stripLengths[i] & 0xffffffffL));
		}
		final long length = Files.size(path);
		if (end > length) throw new IOException("a truncated TIFF: its pixels end at byte " + end + ", but the file has " +
			length + " bytes");
	}

	/** Bytes of an uncompressed plane in the file, or 0 if they are packed in a way of their own. */
	private static long bytes(final FileInfo info) {
		switch (info.fileType) {
			case FileInfo.BITMAP:
			case FileInfo.GRAY10_UNSIGNED:
			case FileInfo.GRAY12_UNSIGNED:
				return 0;
			default:
				return (long) info.width * info.height * info.getBytesPerPixel();
		}
	}

	/** @return planes in all directories, those that ImageJ opens and others */
	int planes() {
		return directories.length == 1 ? Math.max(1, first.nImages) : directories.length;
	}

	/** @return whether all planes are of one size and type: otherwise ImageJ opens the first only */
	boolean isUniform() {
		return Arrays.stream(directories).allMatch(info -> info.width == first.width && info.height == first.height &&
			info.fileType == first.fileType);
	}

	/** @return whether its dimensions are described in a way that ImageJ does not read */
	boolean isOme() {
		return first.description != null && first.description.contains("<OME");
	}

	/** @return bytes of all planes in memory */
	long memory() {
		final int inFile = first.getBytesPerPixel();
		// RGB has four bytes in memory, 64-bit numbers become 32-bit ones
		final int inMemory = inFile == 3 || inFile == 8 ? 4 : inFile;
		return (long) first.width * first.height * inMemory * planes();
	}

	/** @return whether {@link #openVirtual} gives the same as ImageJ, but for memory */
	boolean canBeVirtual() {
		if (planes() < 2 || !isUniform() || first.description != null && first.description.contains("order=zct"))
			return false;
		final boolean flipped = first.stripOffsets != null && (first.stripOffsets[first.stripOffsets.length - 1] &
			0xffffffffL) < (first.stripOffsets[0] & 0xffffffffL);
		if (flipped || first.samplesPerPixel != 1 && first.fileType != FileInfo.RGB) return false;
		switch (first.fileType) {
			case FileInfo.GRAY8:
			case FileInfo.COLOR8:
			case FileInfo.GRAY16_SIGNED:
			case FileInfo.GRAY16_UNSIGNED:
			case FileInfo.GRAY32_FLOAT:
			case FileInfo.RGB:
				return true;
			default:
				return false;
		}
	}

	/**
	 * Opens it as ImageJ does, but reads planes when they are asked for.
	 *
	 * @return the image
	 * @throws IOException if its first plane cannot be read
	 */
	ImagePlus openVirtual() throws IOException {
		final FileInfo[] planes = directories.length > 1 ? directories : split();
		final FileInfo alone = (FileInfo) planes[0].clone();
		final ImagePlus plane = new FileOpener(alone).openImage();
		if (plane == null) throw new IOException("its first plane could not be read");
		final ImagePlus image = new ImagePlus(plane.getTitle(), new TiffPlanes(planes, first.sliceLabels, plane
			.getBitDepth()));
		image.setCalibration(plane.getCalibration());
		image.setFileInfo(first);
		if (first.info != null) image.setProperty("Info", first.info);
		image.setProperties(first.properties);
		if (plane.getBitDepth() != 24) image.setDisplayRange(plane.getDisplayRangeMin(), plane.getDisplayRangeMax());
		final Properties description = new FileOpener(alone).decodeDescriptionString(alone);
		final ImagePlus opened = description == null ? image : withDimensions(image, description);
		if (plane.getRoi() != null) opened.setRoi((Roi) plane.getRoi().clone());
		opened.setOverlay(plane.getOverlay());
		return opened;
	}

	/** The planes of an ImageJ stack, which has a directory only for the first. */
	private FileInfo[] split() {
		final FileInfo[] planes = new FileInfo[first.nImages];
		for (int i = 0; i < planes.length; i++) {
			planes[i] = (FileInfo) first.clone();
			planes[i].nImages = 1;
			planes[i].longOffset = first.getOffset() + i * (bytes(first) + first.getGap());
		}
		return planes;
	}

	private ImagePlus withDimensions(final ImagePlus image, final Properties description) {
		final int channels = number(description, "channels");
		final int slices = number(description, "slices");
		final int frames = number(description, "frames");
		if ((long) channels * slices * frames != image.getStackSize()) return image;
		image.setDimensions(channels, slices, frames);
		if ("true".equals(description.getProperty("hyperstack"))) image.setOpenAsHyperStack(true);
		final String mode = description.getProperty("mode");
		if (channels == 1 || image.getBitDepth() == 24 || mode == null && !image.getOpenAsHyperStack()) return image;
		return new CompositeImage(image, "composite".equals(mode) ? IJ.COMPOSITE : mode != null && mode
			.startsWith("gray") ? IJ.GRAYSCALE : IJ.COLOR);
	}

	private static int number(final Properties description, final String key) {
		final String text = description.getProperty(key, "1");
		try {
			return Math.max(1, (int) Double.parseDouble(text));
		}
		catch (final NumberFormatException e) {
			// as ImageJ does: a number that is none counts as not given
			return 1;
		}
	}
}
