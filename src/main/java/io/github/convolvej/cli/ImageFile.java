package io.github.convolvej.cli;

import io.github.convolvej.ij1.image.StoredStack;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import ij.plugin.AVI_Reader;

/**
 * Opens image files with ImageJ's own readers. Where these show a message and give
 * nothing, or part of an image, an exception says what happened.
 */
final class ImageFile {

	/** Stacks that would take more of the memory are read plane by plane. */
	private static final int HEAP_FRACTION = 8;
	private static final long MOST = 256L << 20;

	private final Path path;
	private final ImageJMessages messages;
	private final Consumer<String> notes;

	/**
	 * @param path the file
	 * @param messages what ImageJ says
	 * @param notes is told what the user should know of the file
	 */
	ImageFile(final Path path, final ImageJMessages messages, final Consumer<String> notes) {
		this.path = path;
		this.messages = messages;
		this.notes = notes;
	}

	/** @return bytes above which a stack is read plane by plane, in this Java machine */
	static long memoryLimit() {
		return Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_FRACTION);
	}

	/**
	 * @param memoryLimit bytes above which a TIFF stack is read plane by plane
	 * @return the image
	 * @throws IOException if it is no image, damaged, or cannot be read
	 */
	ImagePlus open(final long memoryLimit) throws IOException {
		if (Files.isDirectory(path) && ZarrImages.isZarr(path)) return StoredStack.open(ZarrImages.open(path.toString(), null));
		if (Files.isDirectory(path)) throw new IOException("a folder, not an image");
		if (Files.size(path) == 0) throw new IOException("an empty file");
		if (!Files.isReadable(path)) throw new IOException("no permission to read it");
		final int type = new Opener().getFileType(path.toString());
		if (type == Opener.UNKNOWN && isBigTiff()) throw new IOException("a BigTIFF, which ImageJ cannot read: save it as a " +
			"TIFF of at most 4 GB");
		final ImagePlus image;
		try {
			image = type == Opener.TIFF ? openTiff(memoryLimit) : type == Opener.AVI ? openVideo() : openOther(type);
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

	/** A TIFF with offsets of 64 bits: II 43 or MM 43. */
	private boolean isBigTiff() throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			final String magic = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
			return magic.equals("II+\0") || magic.equals("MM\0+");
		}
	}

	private ImagePlus openTiff(final long memoryLimit) throws IOException {
		final TiffFile tiff = new TiffFile(path);
		if (!tiff.isUniform()) notes.accept("its " + tiff.planes() +
			" images differ in size or type: only the first is filtered");
		else if (tiff.isOme() && tiff.planes() > 1) notes.accept("an OME-TIFF, whose dimensions ImageJ does not read: its " + tiff
			.planes() + " planes are taken as slices");
		if (tiff.memory() > memoryLimit && tiff.canBeVirtual()) return tiff.openVirtual();
		final ImagePlus image = openWithImageJ();
		if (image != null && tiff.isUniform() && image.getStackSize() < tiff.planes()) throw new IOException("only " + image
			.getStackSize() + " of its " + tiff.planes() + " planes could be read: " + String.join("; ", messages.take()));
		// what ImageJ's window does for planes of 3 x 16 bits, its reader does not
		final boolean split = image != null && tiff.planes() > 1 && image.getStackSize() == 3 * tiff.planes() && image
			.getNChannels() == 1;
		if (!split) return image;
		image.setDimensions(3, tiff.planes(), 1);
		return new CompositeImage(image, IJ.COMPOSITE);
	}

	private ImagePlus openWithImageJ() {
		final Path file = path.toAbsolutePath();
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		return opener.openImage(file.getParent().toString(), file.getFileName().toString());
	}

	/** Frames are points in time, and read when they are asked for. */
	private ImagePlus openVideo() throws IOException {
		final AVI_Reader reader = new AVI_Reader();
		final ImageStack stack = reader.makeStack(path.toString(), 1, 0, true, false, false);
		if (stack == null || stack.getSize() == 0) throw new IOException("a video that ImageJ cannot read: " + reader
			.getErrorText());
		final ImagePlus image = new ImagePlus(path.getFileName().toString(), stack);
		image.setDimensions(1, 1, stack.getSize());
		return image;
	}

	private ImagePlus openOther(final int type) {
		switch (type) {
			case Opener.DICOM:
			case Opener.TIFF_AND_DICOM:
			case Opener.FITS:
			case Opener.PGM:
			case Opener.JPEG:
			case Opener.GIF:
			case Opener.BMP:
			case Opener.PNG:
			case Opener.ZIP:
				return openWithImageJ();
			case Opener.JAVA_OR_TEXT:
				// a table of numbers is an image, a program is none
				return path.toString().endsWith(".txt") ? openWithImageJ() : null;
			default:
				return null;
		}
	}
}
