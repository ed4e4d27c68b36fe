package io.github.convolvej.ij1.file;

import io.github.convolvej.store.FileNames;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * PNG, JPEG, GIF and BMP with Java's own readers: ImageJ gives grey or white for
 * what is missing at the end of such a file, and makes 8-bit colours of PNGs of 16
 * bits or with alpha.
 */
final class JavaImage {

	private final Path path;
	private final String format;

	/**
	 * @param path the file
	 * @param format png, jpeg, gif or bmp
	 */
	JavaImage(final Path path, final String format) {
		this.path = path;
		this.format = format;
	}

	/** What is done with a reader that has its file. */
	private interface Action<T> {

		T run(ImageReader reader) throws IOException;
	}

	private <T> T read(final Action<T> action) throws IOException {
		final ImageReader reader = reader();
		final List<String> warnings = new ArrayList<>();
		reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
		try (ImageInputStream in = new FileImageInputStream(path.toFile())) {
			reader.setInput(in);
			final T result = action.run(reader);
			for (final String warning : warnings)
				if (!warning.contains("ICC") && !warning.contains("gAMA")) throw new IOException("a damaged " + format.toUpperCase(
					java.util.Locale.ROOT) + ": " + warning);
			return result;
		}
		catch (final IIOException | RuntimeException e) {
			throw new IOException("a damaged or unknown kind of " + format.toUpperCase(java.util.Locale.ROOT) + ": " + reason(e),
				e);
		}
		catch (final java.io.EOFException e) {
			throw new IOException("a " + format.toUpperCase(java.util.Locale.ROOT) + " that is cut off", e);
		}
		finally {
			reader.dispose();
		}
	}

	private static String reason(final Throwable e) {
		final Throwable cause = e.getCause() == null ? e : e.getCause();
		return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
	}

	private ImageReader reader() throws IOException {
		final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
		while (readers.hasNext()) {
			final ImageReader reader = readers.next();
			if (reader.getClass().getName().startsWith("com.sun.imageio.")) return reader;
		}
		throw new IOException("this Java has no reader of " + format);
	}

	/**
	 * Reads all of the file.
	 *
	 * @throws IOException if it is damaged or cut off
	 */
	void check() throws IOException {
		read(reader -> {
			final int images = format.equals("gif") ? reader.getNumImages(true) : 1;
			for (int i = 0; i < images; i++)
				// JPEGs of colours that Java does not convert have samples nevertheless
				if (reader.canReadRaster()) reader.readRaster(i, null);
				else reader.read(i);
			return null;
		});
	}

	/**
	 * @return the image with all its samples if they have 16 bits or alpha; null if
	 *         ImageJ's own reader does as well
	 * @throws IOException if it is damaged or cut off
	 */
	ImagePlus openDeep() throws IOException {
		final BufferedImage image = read(reader -> reader.read(0));
		final Raster raster = image.getRaster();
		final int bands = raster.getNumBands();
		final int bits = raster.getSampleModel().getSampleSize(0);
		final boolean plain = image.getColorModel() instanceof IndexColorModel || bits < 16 && (bands == 1 || bands == 3);
		if (plain) return null;
		final ImageStack stack = new ImageStack(raster.getWidth(), raster.getHeight());
		for (int b = 0; b < bands; b++)
			stack.addSlice(plane(raster, b, bits));
		final ImagePlus opened = new ImagePlus(FileNames.of(path), stack);
		if (bands == 1) return opened;
		opened.setDimensions(bands, 1, 1);
		return new CompositeImage(opened, IJ.COMPOSITE);
	}

	private static ImageProcessor plane(final Raster raster, final int band, final int bits) {
		final int width = raster.getWidth();
		final int height = raster.getHeight();
		final int[] values = raster.getSamples(0, 0, width, height, band, (int[]) null);
		if (bits <= 8) {
			final byte[] bytes = new byte[values.length];
			for (int i = 0; i < bytes.length; i++)
				bytes[i] = (byte) values[i];
			return new ByteProcessor(width, height, bytes);
		}
		final short[] shorts = new short[values.length];
		for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) values[i];
		return new ShortProcessor(width, height, shorts, null);
	}
}
