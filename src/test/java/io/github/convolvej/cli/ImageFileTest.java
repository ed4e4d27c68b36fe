package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.image.PlaneSource;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.filter.AVI_Writer;

/** Files are opened as ImageJ opens them, or refused with the reason. */
class ImageFileTest {

	private static final long MEMORY = 1L << 40;

	@TempDir
	Path folder;

	private final List<String> notes = new ArrayList<>();

	private ImagePlus open(final Path file, final long memoryLimit) throws IOException {
		try (ImageJMessages messages = new ImageJMessages()) {
			return new ImageFile(file, messages, notes::add).open(memoryLimit);
		}
	}

	private String refusal(final Path file) {
		return assertThrows(IOException.class, () -> open(file, MEMORY)).getMessage();
	}

	@ParameterizedTest
	@CsvSource({ "8,1,5,1,-", "8,2,3,2,-", "16,2,3,2,-", "16,3,1,1,-", "16,1,1,4,-", "24,1,3,2,-", "32,2,3,2,-",
		"32,1,3,2,-", "16,2,2,2,color", "16,2,2,2,gray", "8,2,1,1,plain" })
	void aVirtualStackIsTheSameAsOneInMemory(final int bitDepth, final int channels, final int slices, final int frames,
		final String mode) throws IOException
	{
		final ImagePlus image = Images.noise(bitDepth, 9, 4, channels, slices, frames);
		if (mode.equals("color")) ((CompositeImage) image).setMode(CompositeImage.COLOR);
		if (mode.equals("gray")) ((CompositeImage) image).setMode(CompositeImage.GRAYSCALE);
		final ImagePlus saved = mode.equals("plain") ? new ImagePlus("plain", image.getStack()) : image;
		saved.setDimensions(channels, slices, frames);
		final Path file = folder.resolve("stack.tif");
		Run.save(saved, file);
		final ImagePlus virtual = open(file, 0);
		final ImagePlus memory = open(file, MEMORY);
		assertTrue(virtual.getStack().isVirtual());
		assertFalse(memory.getStack().isVirtual());
		Images.assertSameProperties(memory, virtual);
		Images.assertSameLabels(memory, virtual);
		Images.assertSamePixels(memory, virtual);
		assertEquals(memory.getTitle(), virtual.getTitle());
		Images.assertSamePixels(Run.open(file), memory);
		assertSameBoxes(memory, virtual);
	}

	/** What is read of a stack in boxes is what is read of one in memory in planes. */
	private static void assertSameBoxes(final ImagePlus memory, final ImagePlus virtual) throws IOException {
		final PlaneSource planes = new PlaneSource(memory, "", "");
		final PlaneSource boxes = new PlaneSource(virtual, "", "");
		final long[] all = planes.description().dimensions();
		assertArrayEquals(all, boxes.description().dimensions());
		final long[] min = new long[all.length];
		final int[] size = new int[all.length];
		for (int d = 0; d < all.length; d++) {
			min[d] = d < 2 ? 1 : 0;
			size[d] = (int) (all[d] - min[d]);
		}
		final Object expected = planes.read(min, size);
		final Object read = boxes.read(min, size);
		assertEquals(Arrays.deepToString(new Object[] { expected }), Arrays.deepToString(new Object[] { read }));
	}

	@Test
	void littleEndianAndSignedStacksAreRightWhenVirtual() throws IOException {
		final ImagePlus image = Images.noise(16, 9, 4, 1, 3, 1);
		image.getCalibration().setSigned16BitCalibration();
		final Path file = folder.resolve("little.tif");
		final boolean order = Prefs.intelByteOrder;
		Prefs.intelByteOrder = true;
		try {
			Run.save(image, file);
		}
		finally {
			Prefs.intelByteOrder = order;
		}
		final ImagePlus virtual = open(file, 0);
		assertTrue(virtual.getStack().isVirtual());
		assertTrue(virtual.getCalibration().isSigned16Bit());
		Images.assertSamePixels(image, virtual);
		assertSameBoxes(image, virtual);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LZW", "Deflate", "PackBits", "-" })
	void stacksOfOtherProgramsAreTheSameVirtualAndInMemory(final String compression) throws IOException {
		final Path file = folder.resolve("other.tif");
		final List<BufferedImage> planes = planes(BufferedImage.TYPE_BYTE_GRAY, 33, 17, 33, 17, 33, 17);
		writePages(file, compression, planes);
		final ImagePlus virtual = open(file, 0);
		final ImagePlus memory = open(file, MEMORY);
		assertTrue(virtual.getStack().isVirtual());
		Images.assertSamePixels(memory, virtual);
		for (int n = 1; n <= 3; n++)
			assertEquals(planes.get(n - 1).getRaster().getSample(32, 16, 0), virtual.getStack().getProcessor(n).get(32, 16));
	}

	@Test
	void ofImagesOfDifferentSizesOneMustBeChosen() throws IOException {
		final Path file = folder.resolve("mixed.tif");
		writePages(file, "-", planes(BufferedImage.TYPE_BYTE_GRAY, 8, 6, 4, 3));
		assertEquals("it holds 2 images of different sizes or types (1: 8 x 6 8-bit; 2: 4 x 3 8-bit): choose one with " +
			"--series=1 to --series=2", refusal(file));
		try (ImageJMessages messages = new ImageJMessages()) {
			assertEquals(4, new ImageFile(file, messages, notes::add).series(2).open(MEMORY).getWidth());
			assertEquals("it holds 2 images of different sizes or types, so there is no series 3", assertThrows(IOException.class,
				() -> new ImageFile(file, messages, notes::add).series(3).open(MEMORY)).getMessage());
		}
		assertTrue(notes.isEmpty(), notes.toString());
	}

	@Test
	void dimensionsOfAnOmeTiffAreRead() throws IOException {
		final Path file = folder.resolve("x.ome.tif");
		writePages(file, "-", planes(BufferedImage.TYPE_BYTE_GRAY, 8, 6, 8, 6));
		assertArrayEquals(new int[] { 8, 6, 1, 2, 1 }, open(file, MEMORY).getDimensions());
		final byte[] bytes = Files.readAllBytes(file);
		// a file whose first directory is moved behind it, with a description
		Files.write(file, withDescription(bytes, "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYZCT\" " +
			"Type=\"uint8\" SizeX=\"8\" SizeY=\"6\" SizeZ=\"1\" SizeC=\"1\" SizeT=\"2\" PhysicalSizeX=\"0.5\" " +
			"PhysicalSizeY=\"0.25\" TimeIncrement=\"1.5\"><TiffData/></Pixels></Image></OME>\0"));
		final ImagePlus image = open(file, MEMORY);
		assertArrayEquals(new int[] { 8, 6, 1, 1, 2 }, image.getDimensions());
		assertEquals(0.5, image.getCalibration().pixelWidth);
		assertEquals(0.25, image.getCalibration().pixelHeight);
		assertEquals("µm", image.getCalibration().getUnit());
		assertEquals(1.5, image.getCalibration().frameInterval);
		assertTrue(notes.isEmpty(), notes.toString());
		// one that contradicts its pages
		Files.write(file, withDescription(bytes, "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYZCT\" " +
			"Type=\"uint8\" SizeX=\"8\" SizeY=\"6\" SizeZ=\"3\" SizeC=\"1\" SizeT=\"1\"><TiffData/></Pixels></Image></OME>\0"));
		assertEquals("its OME-XML describes 3 planes, but no page contains plane 3", refusal(file));
	}

	private static byte[] withDescription(final byte[] tiff, final String description) {
		final ByteBuffer in = ByteBuffer.wrap(tiff);
		final int old = in.getInt(4);
		final int tags = in.getShort(old);
		final int text = tiff.length;
		final int directory = text + description.length() + description.length() % 2;
		final ByteBuffer out = ByteBuffer.allocate(directory + 2 + 12 * (tags + 1) + 4).put(tiff).putInt(4, directory);
		out.put(description.getBytes());
		out.position(directory);
		out.putShort((short) (tags + 1));
		boolean put = false;
		for (int i = 0; i < tags; i++) {
			final int entry = old + 2 + 12 * i;
			if (!put && in.getShort(entry) > 270) {
				out.putShort((short) 270).putShort((short) 2).putInt(description.length()).putInt(text);
				put = true;
			}
			out.put(tiff, entry, 12);
		}
		return out.putInt(in.getInt(old + 2 + 12 * tags)).array();
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "jpg", "gif", "bmp" })
	void formatsOfTheWebAreOpened(final String format) throws IOException {
		final Path file = folder.resolve("image." + format);
		ImageIO.write(planes(BufferedImage.TYPE_BYTE_GRAY, 12, 7).get(0), format, file.toFile());
		final ImagePlus image = open(file, MEMORY);
		assertEquals(12, image.getWidth());
		assertEquals(7, image.getHeight());
		assertEquals(8, image.getBitDepth());
		assertTrue(notes.isEmpty(), notes.toString());
	}

	@Test
	void aTableOfNumbersIsAnImage() throws IOException {
		final Path file = folder.resolve("table.txt");
		Files.writeString(file, "1\t2\t3\n4\t5\t6.5\n");
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6.5f }, (float[]) open(file, MEMORY).getProcessor().getPixels());
	}

	@Test
	void framesOfAVideoAreTime() throws IOException {
		final Path file = folder.resolve("video.avi");
		new AVI_Writer().writeImage(Images.noise(8, 16, 8, 1, 1, 4), file.toString(), AVI_Writer.NO_COMPRESSION, 0);
		assertArrayEquals(new int[] { 16, 8, 1, 1, 4 }, open(file, MEMORY).getDimensions());
	}

	@Test
	void whatIsNoImageIsRefused() throws IOException {
		assertEquals("an empty file", refusal(Files.createFile(folder.resolve("empty.tif"))));
		assertEquals("a folder, not an image", refusal(Files.createDirectory(folder.resolve("folder.tif"))));
		assertTrue(assertThrows(IOException.class, () -> open(folder.resolve("none.tif"), MEMORY)).getMessage().endsWith(
			"none.tif"));
		for (final String name : new String[] { "noise.tif", "noise.png", "noise.jpg", "noise.dcm", "noise.zip", "noise.gif",
			"noise.fits", "noise.avi", "noise", "noise.roi", "noise.lut", "noise.raw" })
		{
			final byte[] noise = new byte[5000];
			new Random(name.hashCode()).nextBytes(noise);
			final String message = refusal(Files.write(folder.resolve(name), noise));
			assertTrue(message.contains("not an image") || message.contains("video"), message);
		}
		assertEquals("not an image that ImageJ can read", refusal(Files.writeString(folder.resolve("a.csv"), "1,2\n")));
	}

	@Test
	void aTruncatedTiffIsRefused() throws IOException {
		final ImagePlus image = Images.noise(16, 50, 40, 1, 3, 1);
		final Path file = folder.resolve("cut.tif");
		Run.save(image, file);
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, 9000));
		assertEquals("a damaged or truncated TIFF: image directory 2 would end at byte " + 0 + ", but the file has 9000 bytes",
			refusal(file).replaceFirst("byte [0-9]+", "byte 0"));
		Files.write(file, Arrays.copyOf(bytes, 100));
		assertTrue(refusal(file).startsWith("a damaged or truncated TIFF: image directory 1"), refusal(file));
		// the last byte of the last sample
		Run.save(Images.noise(16, 50, 40, 1, 1, 1), file);
		final byte[] single = Files.readAllBytes(file);
		final int end = single.length;
		Files.write(file, Arrays.copyOf(single, end - 1));
		final String message = refusal(file);
		assertEquals("a damaged or truncated TIFF: the samples of image directory 1 would end at byte " + end +
			", but the file has " + (end - 1) + " bytes", message);
		final byte[] circle = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 8 };
		assertEquals("a damaged TIFF: its image directories go in a circle", refusal(Files.write(file, circle)));
	}

	@Test
	void jpegInATiffIsRead() throws IOException {
		final Path file = folder.resolve("jpeg.tif");
		writePages(file, "JPEG", planes(BufferedImage.TYPE_BYTE_GRAY, 600, 40, 100, 30));
		try (ImageJMessages messages = new ImageJMessages()) {
			for (int i = 1; i <= 2; i++) {
				final ImagePlus image = new ImageFile(file, messages, notes::add).series(i).open(MEMORY);
				final ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
				try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
					reader.setInput(in);
					final Raster raster = reader.read(i - 1).getRaster();
					for (int x = 0; x < image.getWidth(); x++)
						assertEquals(raster.getSample(x, 20, 0), image.getProcessor().get(x, 20));
				}
				reader.dispose();
			}
		}
	}

	@Test
	void aTiffOfAnotherKindIsRefusedWithTheReason() throws IOException {
		final Path file = folder.resolve("other.tif");
		writePages(file, "-", planes(BufferedImage.TYPE_BYTE_GRAY, 60, 40));
		final byte[] bytes = Files.readAllBytes(file);
		final ByteBuffer tiff = ByteBuffer.wrap(bytes);
		final int directory = tiff.getInt(4);
		for (int i = 0; i < tiff.getShort(directory); i++)
			if (tiff.getShort(directory + 2 + 12 * i) == 259) tiff.putShort(directory + 10 + 12 * i, (short) 6);
		Files.write(file, bytes);
		assertEquals("image directory 1: its compression (6, old-style JPEG) is not read: none, PackBits, LZW, deflate, " +
			"JPEG, CCITT fax, Zstandard and LZMA are: save it with LZW or deflate in the program that made it, or open it in Fiji" +
			" with File > Import > Bio-Formats and save it as TIFF", refusal(file));
	}

	@Test
	void everyTiffThatIsCutOrBentIsAnImageOrRefused() throws IOException {
		final Path file = folder.resolve("bent.tif");
		Run.save(Images.noise(16, 6, 5, 2, 2, 1), file);
		final byte[] bytes = Files.readAllBytes(file);
		final Random random = new Random(42);
		int refused = 0;
		for (int i = 0; i < 300; i++) {
			final byte[] bent = Arrays.copyOf(bytes, i % 3 == 0 ? random.nextInt(bytes.length) : bytes.length);
			for (int j = 0; j < 1 + i % 5; j++)
				if (bent.length > 10) bent[8 + random.nextInt(Math.min(200, bent.length - 8))] ^= 1 << random.nextInt(8);
			Files.write(file, bent);
			try {
				assertTrue(open(file, i % 2 == 0 ? 0 : MEMORY).getWidth() > 0);
			}
			catch (final IOException e) {
				refused++;
			}
		}
		assertTrue(refused > 100, "refused " + refused);
	}

	private static List<BufferedImage> planes(final int type, final int... sizes) {
		final Random random = new Random(5);
		final List<BufferedImage> planes = new ArrayList<>();
		for (int i = 0; i < sizes.length; i += 2) {
			final BufferedImage plane = new BufferedImage(sizes[i], sizes[i + 1], type);
			for (int y = 0; y < plane.getHeight(); y++)
				for (int x = 0; x < plane.getWidth(); x++)
					plane.getRaster().setSample(x, y, 0, random.nextInt(256));
			planes.add(plane);
		}
		return planes;
	}

	/** Writes a TIFF with Java's own writer. */
	private static void writePages(final Path file, final String compression, final List<BufferedImage> pages)
		throws IOException
	{
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
		final ImageWriteParam param = writer.getDefaultWriteParam();
		if (!compression.equals("-")) {
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionType(compression);
		}
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.prepareWriteSequence(null);
			for (final BufferedImage page : pages)
				writer.writeToSequence(new IIOImage(page, null, null), param);
			writer.endWriteSequence();
		}
		finally {
			writer.dispose();
		}
	}
}
