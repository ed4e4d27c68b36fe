package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.store.tiff.TiffTag;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** What {@link TiffContents} writes, ImageJ opens with everything it had. */
class TiffRoundTripTest {

	@TempDir
	Path folder;

	private ImagePlus reopened(final ImagePlus image) throws IOException {
		final Path file = folder.resolve("written.tif");
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		TiffContents.write(image, false, bytes);
		Files.write(file, bytes.toByteArray());
		return Run.open(file);
	}

	@ParameterizedTest
	@CsvSource({ "8,1,1,1", "8,1,5,1", "8,2,3,2", "16,1,1,1", "16,2,3,2", "16,3,1,1", "16,1,1,4", "24,1,1,1", "24,1,3,2",
		"32,1,1,1", "32,2,3,2", "32,9,2,1", "32,1,3,2" })
	void everyKindOfImageComesBack(final int bitDepth, final int channels, final int slices, final int frames)
		throws IOException
	{
		final ImagePlus image = Images.noise(bitDepth, 7, 5, channels, slices, frames);
		if (bitDepth != 24 && channels == 1) image.setDisplayRange(3, 77);
		final ImagePlus actual = reopened(image);
		Images.assertSameProperties(image, actual);
		if (image.getStackSize() > 1) Images.assertSameLabels(image, actual);
		Images.assertSamePixels(image, actual);
	}

	@ParameterizedTest
	@ValueSource(ints = { CompositeImage.COMPOSITE, CompositeImage.COLOR, CompositeImage.GRAYSCALE })
	void displayModeAndLookUpTablesComeBack(final int mode) throws IOException {
		final CompositeImage image = (CompositeImage) Images.noise(16, 4, 3, 3, 2, 2);
		image.setMode(mode);
		final CompositeImage actual = (CompositeImage) reopened(image);
		assertEquals(mode, actual.getMode());
		for (int c = 1; c <= 3; c++)
			assertArrayEquals(image.getChannelLut(c).getBytes(), actual.getChannelLut(c).getBytes());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void aColourTableOfOneChannelComesBack(final int bitDepth) throws IOException {
		final ImagePlus image = Images.noise(bitDepth, 5, 4, 1, 2, 1);
		final byte[] r = new byte[256];
		final byte[] g = new byte[256];
		final byte[] b = new byte[256];
		new Random(1).nextBytes(r);
		new Random(2).nextBytes(g);
		new Random(3).nextBytes(b);
		image.setLut(new LUT(r, g, b));
		image.setDisplayRange(0, 255);
		Images.assertSameProperties(image, reopened(image));
	}

	@Test
	void anInvertedTableComesBack() throws IOException {
		final ImagePlus image = Images.noise(8, 5, 4, 1, 1, 1);
		image.getProcessor().invertLut();
		final ImagePlus actual = reopened(image);
		assertTrue(actual.isInvertedLut());
		Images.assertSamePixels(image, actual);
	}

	@Test
	void signed16BitComesBack() throws IOException {
		final ImagePlus image = Images.noise(16, 5, 4, 1, 3, 1);
		image.getCalibration().setSigned16BitCalibration();
		final ImagePlus actual = reopened(image);
		assertTrue(actual.getCalibration().isSigned16Bit());
		Images.assertSamePixels(image, actual);
	}

	@Test
	void notANumberAndInfinitiesKeepTheirBits() throws IOException {
		final FloatProcessor plane = new FloatProcessor(3, 2, new float[] { Float.NaN, Float.POSITIVE_INFINITY,
			Float.NEGATIVE_INFINITY, -0f, Float.intBitsToFloat(0x7fc00123), Float.MIN_VALUE });
		final ImagePlus image = new ImagePlus("numbers", plane);
		Images.assertSamePixels(image, reopened(image));
	}

	@Test
	void pixelSizeDoesNotDriftOverManyRoundTrips() throws IOException {
		ImagePlus image = Images.noise(8, 3, 3, 1, 1, 1);
		for (int i = 0; i < 20; i++)
			image = reopened(image);
		assertEquals(130, image.getCalibration().pixelWidth, 1e-12);
		assertEquals(97.3, image.getCalibration().pixelHeight, 1e-12);
		assertEquals(301.7, image.getCalibration().pixelDepth);
	}

	@ParameterizedTest
	@ValueSource(strings = { "µm", "um", "cm", "inch", "pixel", "mm", "a b", "Å" })
	void anyUnitComesBack(final String unit) throws IOException {
		final ImagePlus image = Images.noise(8, 3, 3, 1, 2, 1);
		final Calibration c = image.getCalibration();
		c.setUnit(unit);
		c.pixelWidth = 0.5;
		c.pixelHeight = 0.25;
		c.setZUnit("mm");
		final ImagePlus actual = reopened(image);
		assertEquals(image.getCalibration().getUnit(), actual.getCalibration().getUnit());
		assertEquals("mm", actual.getCalibration().getZUnit());
		assertEquals(0.5, actual.getCalibration().pixelWidth);
		assertEquals(0.25, actual.getCalibration().pixelHeight);
	}

	@Test
	void labelsOfVirtualStacksComeBackThoughTheFirstSliceHasNone() throws IOException {
		final ImagePlus memory = Images.noise(16, 5, 4, 1, 7, 1);
		assertNull(memory.getStack().getSliceLabel(1));
		final ImagePlus image = new ImagePlus("virtual", new VirtualStack(5, 4) {

			@Override
			public int getSize() {
				return 7;
			}

			@Override
			public int size() {
				return 7;
			}

			@Override
			public int getBitDepth() {
				return 16;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				return memory.getStack().getProcessor(n);
			}

			@Override
			public Object getPixels(final int n) {
				return memory.getStack().getPixels(n);
			}

			@Override
			public String getSliceLabel(final int n) {
				return memory.getStack().getSliceLabel(n);
			}
		});
		final ImagePlus actual = reopened(image);
		Images.assertSameLabels(memory, actual);
		Images.assertSamePixels(memory, actual);
	}

	@Test
	void threeChannelsCalledRedGreenBlueStayPlanes() throws IOException {
		final ImagePlus image = Images.noise(16, 5, 4, 3, 1, 1);
		final ImageStack stack = image.getStack();
		stack.setSliceLabel("Red", 1);
		stack.setSliceLabel("Green", 2);
		stack.setSliceLabel("Blue", 3);
		final ImagePlus actual = reopened(image);
		Images.assertSameProperties(image, actual);
		Images.assertSamePixels(image, actual);
	}

	@Test
	void otherReadersFindADirectoryForEveryPlane() throws IOException {
		for (final int planes : new int[] { 1, 2, 5 }) {
			// odd sizes: planes of bytes end at odd offsets
			final ImagePlus image = Images.noise(8, 7, 3, 1, planes, 1);
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			TiffContents.write(image, false, bytes);
			final ByteBuffer tiff = ByteBuffer.wrap(bytes.toByteArray());
			int directory = tiff.getInt(4);
			for (int plane = 1; plane <= planes; plane++) {
				assertEquals(0, directory % 2, "directories begin at words");
				final int tags = tiff.getShort(directory);
				int before = 0;
				for (int i = 0; i < tags; i++) {
					final int entry = directory + 2 + 12 * i;
					final int id = tiff.getShort(entry) & 0xffff;
					assertTrue(id > before, "tags are sorted");
					before = id;
					if (id == 273) assertEquals(((byte[]) image.getStack().getPixels(plane))[0], tiff.get(tiff.getInt(entry + 8)));
				}
				directory = tiff.getInt(directory + 2 + 12 * tags);
			}
			assertEquals(0, directory, "the last directory names no other");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void javasOwnReaderReadsTheSamePixels(final int bitDepth) throws IOException {
		final ImagePlus image = Images.noise(bitDepth, 7, 3, 1, 5, 1);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		TiffContents.write(image, false, bytes);
		final ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
		reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		assertEquals(5, reader.getNumImages(true));
		for (int n = 1; n <= 5; n++) {
			final Raster raster = reader.read(n - 1).getRaster();
			final ImageProcessor plane = image.getStack().getProcessor(n);
			for (int i = 0; i < 21; i++)
				if (bitDepth == 24) for (int b = 0; b < 3; b++)
					assertEquals(plane.get(i) >> 16 - 8 * b & 0xff, raster.getSample(i % 7, i / 7, b));
				else assertEquals(plane.getf(i), raster.getSampleFloat(i % 7, i / 7, 0));
		}
		reader.dispose();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.1, 130, 97.3, 1e-9, 3.7e9, Math.PI, 1.0 / 3, 0.0645, 6500.123456789 })
	void fractionsAreAsNearAsDoublesCanTell(final double value) {
		final long[] fraction = TiffTag.fraction(value);
		assertEquals(value, (double) fraction[0] / fraction[1], value * (value < 1e-6 || value > 1e6 ? 1e-9 : 1e-12));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-12, 1e12 })
	void numbersBeyondFractionsAreNotBent(final double value) {
		assertNull(TiffTag.fraction(value));
	}

	@Test
	void aPixelSizeThatCannotBeWrittenIsAnError() {
		final ImagePlus image = Images.noise(8, 3, 3, 1, 1, 1);
		image.getCalibration().pixelWidth = 1e-12;
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> TiffContents.of(image));
		assertTrue(e.getMessage().contains("pixel width of the result is 1.0E-12"), e.getMessage());
	}
}
