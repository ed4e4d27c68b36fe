package io.github.convolvej.ij1.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** What becomes of samples, units, colours and metadata of a TIFF in ImageJ. */
class TiffImageTest {

	@TempDir
	Path folder;

	private final List<String> notes = new ArrayList<>();

	private ImagePlus open(final Path file) throws IOException {
		return new ImageFile(file, null, notes::add).open(1L << 40);
	}

	/** A big-endian TIFF of one row of samples, by hand. */
	private static final class Tiff {

		private final Map<Integer, Object> tags = new TreeMap<>();
		private final byte[] samples;

		Tiff(final int width, final int bits, final byte... samples) {
			this.samples = samples;
			set(256, width);
			set(257, 1);
			set(258, bits);
			set(262, 1);
			set(273, 0);
			set(279, samples.length);
		}

		static Tiff of(final int width, final int bits, final ByteBuffer samples) {
			return new Tiff(width, bits, samples.array());
		}

		/** An int is a SHORT, an int[] several, a long[] fractions, a byte[] a text. */
		Tiff set(final int tag, final Object value) {
			tags.put(tag, value);
			return this;
		}

		Path write(final Path file) throws IOException {
			final ByteBuffer out = ByteBuffer.allocate(4000);
			out.put(new byte[] { 'M', 'M', 0, 42, 0, 0, 0, 8 }).putShort((short) tags.size());
			int data = 8 + 2 + 12 * tags.size() + 4;
			for (final Map.Entry<Integer, Object> tag : tags.entrySet()) {
				final Object value = tag.getValue();
				final byte[] bytes = bytes(value);
				out.putShort(tag.getKey().shortValue()).putShort((short) (value instanceof byte[] ? 2 : value instanceof long[] ? 5
					: tag.getKey() == 273 ? 4 : 3)).putInt(value instanceof byte[] ? bytes.length : value instanceof long[]
						? bytes.length / 8 : bytes.length / 2);
				if (tag.getKey() == 273) out.putInt(out.position() - 4, 1).putInt(3000);
				else if (bytes.length > 4) {
					out.putInt(data);
					System.arraycopy(bytes, 0, out.array(), data, bytes.length);
					data += bytes.length + bytes.length % 2;
				}
				else out.put(bytes).put(new byte[4 - bytes.length]);
			}
			out.putInt(0);
			System.arraycopy(samples, 0, out.array(), 3000, samples.length);
			return Files.write(file, Arrays.copyOf(out.array(), 3000 + samples.length));
		}

		private static byte[] bytes(final Object value) {
			if (value instanceof byte[]) return (byte[]) value;
			final ByteBuffer out = ByteBuffer.allocate(2000);
			if (value instanceof Integer) out.putShort(((Integer) value).shortValue());
			else if (value instanceof int[]) for (final int v : (int[]) value)
				out.putShort((short) v);
			else for (final long v : (long[]) value)
				out.putInt((int) v);
			return Arrays.copyOf(out.array(), out.position());
		}
	}

	private ImagePlus open(final Tiff tiff) throws IOException {
		return open(tiff.write(folder.resolve("image.tif")));
	}

	private static ByteBuffer bytes(final int size) {
		return ByteBuffer.allocate(size);
	}

	@Test
	void signedBytesBecomeFloatingPoint() throws IOException {
		final ImagePlus image = open(new Tiff(3, 8, (byte) -128, (byte) 0, (byte) 127).set(339, 2));
		assertArrayEquals(new float[] { -128, 0, 127 }, (float[]) image.getProcessor().getPixels());
		assertTrue(notes.isEmpty());
	}

	@Test
	void signed16BitKeepsItsValues() throws IOException {
		final ImagePlus image = open(Tiff.of(3, 16, bytes(6).putShort((short) -32768).putShort((short) -1).putShort(
			(short) 5)).set(339, 2));
		assertEquals(16, image.getBitDepth());
		assertTrue(image.getCalibration().isSigned16Bit());
		assertEquals(-32768, image.getCalibration().getCValue(image.getProcessor().get(0)));
		assertEquals(-1, image.getCalibration().getCValue(image.getProcessor().get(1)));
	}

	@Test
	void numbersThatAreRoundedAreToldOf() throws IOException {
		ImagePlus image = open(Tiff.of(2, 32, bytes(8).putInt(1 << 24).putInt(-2)));
		assertEquals(1 << 24, image.getProcessor().getf(0));
		assertEquals(4294967294f, image.getProcessor().getf(1));
		assertEquals(1, notes.size());
		assertTrue(notes.get(0).startsWith("whole numbers above 16777216 were rounded"), notes.get(0));
		notes.clear();
		image = open(Tiff.of(2, 32, bytes(8).putInt(1 << 24).putInt(1 << 30)));
		assertEquals(1 << 30, image.getProcessor().getf(1));
		assertTrue(notes.isEmpty(), "these are exact");
		image = open(Tiff.of(2, 64, bytes(16).putLong(-1).putLong(7)));
		assertEquals(18446744073709551616f, image.getProcessor().getf(0));
		assertEquals(7, image.getProcessor().getf(1));
		assertEquals(1, notes.size());
		notes.clear();
		image = open(Tiff.of(2, 64, bytes(16).putDouble(0.1).putDouble(2)).set(339, 3));
		assertEquals(0.1f, image.getProcessor().getf(0));
		assertTrue(notes.get(0).startsWith("numbers of 64 bits were rounded"), notes.get(0));
		notes.clear();
		image = open(Tiff.of(2, 64, bytes(16).putDouble(1e300).putDouble(Double.NEGATIVE_INFINITY)).set(339, 3));
		assertEquals(Float.POSITIVE_INFINITY, image.getProcessor().getf(0));
		assertEquals(1, notes.size());
		assertTrue(notes.get(0).startsWith("numbers above 3.4e38 became infinite"), notes.get(0));
		notes.clear();
		open(Tiff.of(2, 64, bytes(16).putDouble(2).putDouble(Double.NEGATIVE_INFINITY)).set(339, 3));
		assertTrue(notes.isEmpty(), "these are exact");
	}

	@Test
	void alphaAndFurtherSamplesAreChannels() throws IOException {
		final Tiff tiff = new Tiff(2, 8, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7, (byte) 8);
		final ImagePlus image = open(tiff.set(277, 4).set(262, 2).set(258, new int[] { 8, 8, 8, 8 }).set(338, 2));
		assertArrayEquals(new int[] { 2, 1, 4, 1, 1 }, image.getDimensions());
		for (int c = 1; c <= 4; c++)
			assertArrayEquals(new byte[] { (byte) c, (byte) (c + 4) }, (byte[]) image.getStack().getPixels(c));
		final ImagePlus rgb = open(new Tiff(1, 8, (byte) 1, (byte) 2, (byte) 3).set(277, 3).set(262, 2).set(258, new int[] { 8,
			8, 8 }));
		assertEquals(24, rgb.getBitDepth());
		assertEquals(0xff010203, rgb.getProcessor().get(0));
	}

	@Test
	void coloursOfATableAreShownAndNumbersKept() throws IOException {
		final int[] table = new int[12];
		table[1] = 0xffff;
		table[6] = 0x8000;
		final ImagePlus image = open(new Tiff(4, 2, (byte) 0b00011011).set(262, 3).set(320, table));
		assertArrayEquals(new byte[] { 0, 1, 2, 3 }, (byte[]) image.getProcessor().getPixels());
		assertEquals(255, image.getProcessor().getLut().getRed(1));
		assertEquals(128, image.getProcessor().getLut().getGreen(2));
		final ImagePlus inverted = open(new Tiff(2, 8, (byte) 10, (byte) 20).set(262, 0));
		assertTrue(inverted.isInvertedLut());
		assertEquals(10, inverted.getProcessor().get(0));
	}

	@Test
	void resolutionsAreSizes() throws IOException {
		final ImagePlus cm = open(new Tiff(1, 8, (byte) 1).set(282, new long[] { 1000, 1 }).set(283, new long[] { 500, 1 }).set(
			296, 3));
		assertEquals("cm", cm.getCalibration().getUnit());
		assertEquals(0.001, cm.getCalibration().pixelWidth);
		assertEquals(0.002, cm.getCalibration().pixelHeight);
		final ImagePlus inch = open(new Tiff(1, 8, (byte) 1).set(282, new long[] { 300, 1 }).set(283, new long[] { 300, 1 }).set(
			296, 2));
		assertEquals("inch", inch.getCalibration().getUnit());
		// that of screens says nothing
		final ImagePlus screen = open(new Tiff(1, 8, (byte) 1).set(282, new long[] { 72, 1 }).set(283, new long[] { 72, 1 }).set(
			296, 2));
		assertEquals(1, screen.getCalibration().pixelWidth);
		// a denominator of 0 is no size
		final ImagePlus none = open(new Tiff(1, 8, (byte) 1).set(282, new long[] { 3, 0 }).set(283, new long[] { 0, 1 }).set(296,
			3));
		assertEquals(1, none.getCalibration().pixelWidth);
	}

	@Test
	void unitsMayBeInAnyEncoding() throws IOException {
		for (final Charset encoding : new Charset[] { StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1 })
			for (final String unit : new String[] { "\u00b5m", "\u00c5" }) {
				final byte[] text = ("ImageJ=1.54p\nunit=" + unit + "\nspacing=2\nfinterval=0.5\nmin=1\nmax=9\n\0").getBytes(encoding);
				final ImagePlus image = open(new Tiff(1, 8, (byte) 1).set(270, text).set(282, new long[] { 4, 1 }).set(283,
					new long[] { 4, 1 }).set(296, 1));
				assertEquals(unit, image.getCalibration().getUnit());
				assertEquals(0.25, image.getCalibration().pixelWidth);
				assertEquals(2, image.getCalibration().pixelDepth);
				assertEquals(0.5, image.getCalibration().frameInterval);
				assertEquals(9, image.getDisplayRangeMax());
			}
		final byte[] escaped = "ImageJ=1.54p\nunit=\\u00B5m\n\0".getBytes(StandardCharsets.US_ASCII);
		assertEquals("\u00b5m", open(new Tiff(1, 8, (byte) 1).set(270, escaped).set(282, new long[] { 4, 1 }).set(283,
			new long[] { 4, 1 })).getCalibration().getUnit());
	}

	@Test
	void metadataThatAreDamagedAreIgnoredWithANote() throws IOException {
		final byte[] content = new byte[40];
		final ImagePlus image = open(new Tiff(1, 8, (byte) 1).set(50838, new int[] { 12, 28 }).set(50839, content));
		assertNotNull(image);
		assertEquals(List.of("its metadata by ImageJ are damaged: its header is not ImageJ's: they are ignored"), notes);
		notes.clear();
		// a polygon of 32767 coordinates in 12 bytes
		final byte[] roi = ByteBuffer.allocate(40).put("IJIJroi ".getBytes(StandardCharsets.US_ASCII)).putInt(1).put("Iout"
			.getBytes(StandardCharsets.US_ASCII)).putShort((short) 228).put(new byte[10]).putShort((short) 32767).array();
		final ImagePlus bent = open(new Tiff(1, 8, (byte) 1).set(50838, new int[] { 12, 28 }).set(50839, roi));
		assertNull(bent.getRoi());
		assertEquals(List.of("its selection is damaged and ignored"), notes);
	}

	@Test
	void aDescriptionThatContradictsThePagesIsToldOf() throws IOException {
		final byte[] text = "ImageJ=1.54p\nchannels=2\nslices=3\n\0".getBytes(StandardCharsets.US_ASCII);
		open(new Tiff(1, 8, (byte) 1).set(270, text));
		assertEquals(List.of("its description says 2 channels, 3 slices and 1 frames, but it has 1 page: these are taken as " +
			"slices"), notes);
	}
}
