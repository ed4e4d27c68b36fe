package io.github.convolvej.ij1.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.ImageStack;
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
	 * @param memoryLimit bytes above which a TIFF stack is read plane by plane
	 * @return the image
	 * @throws IOException if it is no image, damaged, or cannot be read
	 */
	public ImagePlus open(final long memoryLimit) throws IOException {
		if (Files.isDirectory(path)) throw new IOException("a folder, not an image");
		if (Files.size(path) == 0) throw new IOException("an empty file");
		if (!Files.isReadable(path)) throw new IOException("no permission to read it");
		if (isTiff()) return new TiffImage(path, series, notes).open(memoryLimit);
		if (series > 1) throw new IOException("it is no TIFF, so there is no series " + series);
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
