package io.github.convolvej.learn;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as an animated GIF that is repeated for ever. */
public final class GifFile {

	private static final String FORMAT = "javax_imageio_gif_image_1.0";

	/** The last of 256 colours. */
	private static final int TRANSPARENT = 255;

	private GifFile() {}

	/**
	 * @param stream gets the file; it is not closed
	 * @param count number of pictures
	 * @param picture gives each of them, all of one size
	 * @param seconds how long each is shown
	 * @throws IOException if it cannot be written
	 */
	public static void write(final OutputStream stream, final int count, final IntFunction<BufferedImage> picture,
		final double seconds) throws IOException
	{
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
		try (ImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
			writer.setOutput(out);
			writer.prepareWriteSequence(null);
			BufferedImage before = null;
			for (int i = 0; i < count; i++) {
				final BufferedImage whole = picture.apply(i);
				final Rectangle box = changed(before, whole);
				final BufferedImage frame = indexed(before, whole, box);
				writer.writeToSequence(new IIOImage(frame, null, metadata(writer, frame, seconds, i == 0, box)), null);
				before = whole;
			}
			writer.endWriteSequence();
		}
		finally {
			writer.dispose();
		}
	}

	/** The box of what differs from the picture before, which is all that a file has to hold; one pixel if nothing does. */
	private static Rectangle changed(final BufferedImage before, final BufferedImage now) {
		final int width = now.getWidth();
		final int height = now.getHeight();
		if (before == null) return new Rectangle(width, height);
		final int[] a = before.getRGB(0, 0, width, height, null, 0, width);
		final int[] b = now.getRGB(0, 0, width, height, null, 0, width);
		int left = width;
		int top = height;
		int right = -1;
		int bottom = -1;
		for (int i = 0; i < a.length; i++) {
			if (a[i] == b[i]) continue;
			left = Math.min(left, i % width);
			right = Math.max(right, i % width);
			top = Math.min(top, i / width);
			bottom = i / width;
		}
		return right < 0 ? new Rectangle(1, 1) : new Rectangle(left, top, right - left + 1, bottom - top + 1);
	}

	/**
	 * A box of a picture with a palette, in which what is as before is transparent: long runs of it take next to no space.
	 * Colours are kept if there are at most 255, and otherwise rounded to as many levels as leave so few.
	 */
	private static BufferedImage indexed(final BufferedImage before, final BufferedImage now, final Rectangle box) {
		final int[] old = before == null ? null : before.getRGB(box.x, box.y, box.width, box.height, null, 0, box.width);
		final int[] rgb = now.getRGB(box.x, box.y, box.width, box.height, null, 0, box.width);
		for (int levels = 256;; levels /= 2) {
			final Map<Integer, Integer> palette = new LinkedHashMap<>();
			final byte[] indices = new byte[rgb.length];
			for (int i = 0; i < rgb.length && palette.size() <= TRANSPARENT; i++) {
				final boolean same = old != null && old[i] == rgb[i];
				indices[i] = (byte) (same ? TRANSPARENT : palette.computeIfAbsent(rounded(rgb[i], levels), c -> palette.size()));
			}
			if (palette.size() <= TRANSPARENT) return image(box, palette.keySet(), indices);
		}
	}

	/** A colour of so many levels in red, green and blue; black and white stay what they are. */
	private static int rounded(final int rgb, final int levels) {
		int colour = 0;
		for (int shift = 0; shift < 24; shift += 8) {
			final int level = ((rgb >> shift & 255) * (levels - 1) + 127) / 255;
			colour |= level * 255 / (levels - 1) << shift;
		}
		return colour;
	}

	private static BufferedImage image(final Rectangle box, final Collection<Integer> palette, final byte[] indices) {
		final int[] colours = new int[TRANSPARENT + 1];
		int n = 0;
		for (final int colour : palette)
			colours[n++] = colour;
		final IndexColorModel model = new IndexColorModel(8, colours.length, colours, 0, false, TRANSPARENT, DataBuffer.TYPE_BYTE);
		final BufferedImage image = new BufferedImage(box.width, box.height, BufferedImage.TYPE_BYTE_INDEXED, model);
		image.getRaster().setDataElements(0, 0, box.width, box.height, indices);
		return image;
	}

	private static IIOMetadata metadata(final ImageWriter writer, final BufferedImage frame, final double seconds,
		final boolean first, final Rectangle box) throws IOException
	{
		final IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB), null);
		final IIOMetadataNode root = new IIOMetadataNode(FORMAT);
		final IIOMetadataNode place = new IIOMetadataNode("ImageDescriptor");
		place.setAttribute("imageLeftPosition", String.valueOf(box.x));
		place.setAttribute("imageTopPosition", String.valueOf(box.y));
		place.setAttribute("imageWidth", String.valueOf(box.width));
		place.setAttribute("imageHeight", String.valueOf(box.height));
		place.setAttribute("interlaceFlag", "FALSE");
		root.appendChild(place);
		final IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
		control.setAttribute("disposalMethod", "none");
		control.setAttribute("userInputFlag", "FALSE");
		control.setAttribute("transparentColorFlag", "TRUE");
		// in hundredths of a second
		control.setAttribute("delayTime", String.valueOf(Math.round(100 * seconds)));
		control.setAttribute("transparentColorIndex", String.valueOf(TRANSPARENT));
		root.appendChild(control);
		if (first) {
			final IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
			final IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
			loop.setAttribute("applicationID", "NETSCAPE");
			loop.setAttribute("authenticationCode", "2.0");
			// repeat without end
			loop.setUserObject(new byte[] { 1, 0, 0 });
			extensions.appendChild(loop);
			root.appendChild(extensions);
		}
		metadata.mergeTree(FORMAT, root);
		return metadata;
	}
}
