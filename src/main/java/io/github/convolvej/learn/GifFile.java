package io.github.convolvej.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
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
			for (int i = 0; i < count; i++) {
				final BufferedImage frame = picture.apply(i);
				writer.writeToSequence(new IIOImage(frame, null, metadata(writer, frame, seconds, i == 0)), null);
			}
			writer.endWriteSequence();
		}
		finally {
			writer.dispose();
		}
	}

	private static IIOMetadata metadata(final ImageWriter writer, final BufferedImage frame, final double seconds,
		final boolean first) throws IOException
	{
		final IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
		final IIOMetadataNode root = new IIOMetadataNode(FORMAT);
		final IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
		control.setAttribute("disposalMethod", "none");
		control.setAttribute("userInputFlag", "FALSE");
		control.setAttribute("transparentColorFlag", "FALSE");
		// in hundredths of a second
		control.setAttribute("delayTime", String.valueOf(Math.round(100 * seconds)));
		control.setAttribute("transparentColorIndex", "0");
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
