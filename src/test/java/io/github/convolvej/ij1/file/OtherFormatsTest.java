package io.github.convolvej.ij1.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

/** Formats other than TIFF: no sample is lost, and damaged files are errors. */
class OtherFormatsTest {

	@TempDir
	Path folder;

	private final List<String> notes = new ArrayList<>();

	private ImagePlus open(final Path file) throws IOException {
		try (ImageJMessages messages = new ImageJMessages()) {
			return new ImageFile(file, messages, notes::add).open(1L << 40);
		}
	}

	@ParameterizedTest
	@CsvSource({ "d_dcm.dcm,it is cut off: its samples end at byte 4252", "f_fits.fits,it is cut off: its samples end",
		"g_jpg.jpg,a damaged JPEG", "g_pgm.pgm,it is cut off: its samples take 2000 bytes", "rgb_ppm.ppm,it is cut off",
		"trunc.zip,a damaged or truncated", "vj_avi.avi,a video that is cut off", "n0006_g.gif,a damaged GIF",
		"n0056_g.jpg,a damaged JPEG", "n0097_rgb.ppm,it is cut off", "m1263_cut_c_zlib.tif,its deflate data is damaged",
		"m0673_cut_c_zlib.tif,its deflate data ends", "n0157_g16_lzw.tif,its LZW data is damaged",
		"kernel__m0287_loop_c_zlib.tif,go in a circle", "kernel__m0335_trunc_c_zlib.tif,truncated TIFF" })
	void damagedFilesAreErrors(final String name, final String reason) throws IOException {
		final Path file = folder.resolve(name);
		try (InputStream in = OtherFormatsTest.class.getResourceAsStream("/damaged/" + name)) {
			Files.copy(in, file);
		}
		final String message = assertThrows(IOException.class, () -> open(file)).getMessage();
		assertTrue(message.contains(reason), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "jpg", "gif", "bmp" })
	void filesOfTheWebThatAreCutOffAreErrors(final String format) throws IOException {
		final BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
		for (int i = 0; i < 1200; i++)
			image.getRaster().setSample(i % 40, i / 40, 0, i * 7919 % 256);
		final Path file = folder.resolve("image." + format);
		ImageIO.write(image, format, file.toFile());
		assertEquals(40, open(file).getWidth());
		final byte[] bytes = Files.readAllBytes(file);
		for (final int cut : new int[] { bytes.length / 2, bytes.length * 9 / 10 }) {
			Files.write(file, Arrays.copyOf(bytes, cut));
			assertThrows(IOException.class, () -> open(file), format + " of " + cut + " bytes");
		}
	}

	@ParameterizedTest
	@CsvSource({ "16,1", "16,2", "16,3", "16,4", "8,2", "8,4" })
	void pngKeeps16BitsAndAlpha(final int bits, final int bands) throws IOException {
		final ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
		final boolean alpha = bands % 2 == 0;
		final ColorModel model = new ComponentColorModel(space, alpha, false, alpha ? ColorModel.TRANSLUCENT
			: ColorModel.OPAQUE, bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
		final WritableRaster raster = model.createCompatibleWritableRaster(7, 5);
		final int most = 1 << bits;
		for (int b = 0; b < bands; b++)
			for (int i = 0; i < 35; i++)
				raster.setSample(i % 7, i / 7, b, (i * 7919 + b * 104729) % most);
		final Path file = folder.resolve("deep.png");
		assertTrue(ImageIO.write(new BufferedImage(model, raster, false, null), "png", file.toFile()));
		final ImagePlus image = open(file);
		assertArrayEquals(new int[] { 7, 5, bands, 1, 1 }, image.getDimensions());
		assertEquals(bits, image.getBitDepth());
		for (int b = 0; b < bands; b++)
			for (int i = 0; i < 35; i++)
				assertEquals((i * 7919 + b * 104729) % most, image.getStack().getProcessor(b + 1).get(i));
	}

	private ImagePlus netpbm(final String header, final int... samples) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(header.getBytes(StandardCharsets.US_ASCII));
		for (final int s : samples)
			out.write(s);
		return open(Files.write(folder.resolve("image.pnm"), out.toByteArray()));
	}

	@Test
	void netpbmFilesOfAllKindsAreRead() throws IOException {
		// rows of 10 bits in two bytes: 1 is black
		final ImagePlus bits = netpbm("P4\n# a comment\n10 2\n", 0b10000000, 0b01000000, 0, 0b10000000);
		assertArrayEquals(new byte[] { 0, -1, -1, -1, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1, -1, 0, -1 },
			(byte[]) bits.getProcessor().getPixels());
		assertArrayEquals(new byte[] { 0, -1, -1, 0 }, (byte[]) netpbm("P1 2 2\n1 0\n01\n").getProcessor().getPixels());
		assertArrayEquals(new byte[] { 7, 15 }, (byte[]) netpbm("P2 2 1 15 7 15\n").getProcessor().getPixels());
		assertArrayEquals(new byte[] { 5, -6 }, (byte[]) netpbm("P5 2 1 255\n", 5, 250).getProcessor().getPixels());
		assertArrayEquals(new short[] { 258, -1 }, (short[]) netpbm("P5 2 1 65535\n", 1, 2, 255, 255).getProcessor()
			.getPixels());
		assertEquals(0xff010203, netpbm("P6 1 1 255\n", 1, 2, 3).getProcessor().get(0));
		assertEquals(0xff040506, netpbm("P3 1 1 255 4 5 6\n").getProcessor().get(0));
		final ImagePlus deep = netpbm("P6 1 1 1000\n", 0, 1, 0, 2, 3, 3);
		assertEquals(3, deep.getNChannels());
		assertEquals(771, deep.getStack().getProcessor(3).get(0));
	}

	@Test
	void netpbmFilesThatAreDamagedAreErrors() {
		for (final String text : new String[] { "P5 2 2 255\nab", "P2 2 1 255 1", "P5 0 1 255\n", "P5 99999 99999 255\n",
			"P5 2 1 99999\nabcd", "P1 2 1 1 x", "P2 1 1 255 256", "P6 1 1" })
			assertThrows(IOException.class, () -> netpbm(text), text);
	}

	@Test
	void aZippedTiffIsOpened() throws IOException {
		final ImagePlus image = new ImagePlus("inside", new ByteProcessor(3, 1, new byte[] { 1, 2, 3 }));
		final Path file = folder.resolve("image.zip");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.putNextEntry(new ZipEntry("inside.tif"));
			zip.write(new FileSaver(image).serialize());
		}
		final ImagePlus opened = open(file);
		assertArrayEquals(new byte[] { 1, 2, 3 }, (byte[]) opened.getProcessor().getPixels());
		assertEquals("inside.tif", opened.getTitle());
	}
}
