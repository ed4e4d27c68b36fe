package io.github.convolvej.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;

/** What is written as a GIF is read as one: pictures, times, repetition. */
class GifFileTest {

	private static BufferedImage picture(final int i) {
		final BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setColor(Color.white);
		g.fillRect(0, 0, 30, 20);
		g.setColor(new Color(0xd55e00));
		g.fillRect(2 * i, 5, 4, 4);
		g.dispose();
		return picture;
	}

	private static IIOMetadataNode node(final ImageReader reader, final int frame, final String name) throws IOException {
		final IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
		return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
	}

	@Test
	void picturesTimesAndRepetition() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		GifFile.write(bytes, 5, GifFileTest::picture, 0.5);
		final ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
		try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			reader.setInput(in);
			assertEquals(5, reader.getNumImages(true));
			// as they are shown: frames hold what has changed
			final BufferedImage read = new BufferedImage(30, 20, BufferedImage.TYPE_INT_ARGB);
			for (int i = 0; i < 5; i++) {
				final IIOMetadataNode place = node(reader, i, "ImageDescriptor");
				final Graphics2D g = read.createGraphics();
				g.drawImage(reader.read(i), Integer.parseInt(place.getAttribute("imageLeftPosition")), Integer.parseInt(place
					.getAttribute("imageTopPosition")), null);
				g.dispose();
				final BufferedImage expected = picture(i);
				for (int y = 0; y < 20; y++)
					for (int x = 0; x < 30; x++)
						assertEquals(expected.getRGB(x, y), read.getRGB(x, y), "frame " + i + " at " + x + ", " + y);
				assertEquals("50", node(reader, i, "GraphicControlExtension").getAttribute("delayTime"));
			}
			final IIOMetadataNode loop = node(reader, 0, "ApplicationExtension");
			assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
			assertEquals(0, ((byte[]) loop.getUserObject())[1]);
		}
		reader.dispose();
	}
}
