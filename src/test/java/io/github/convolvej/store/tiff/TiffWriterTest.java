package io.github.convolvej.store.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again with everything it had, by this reader and by others. */
class TiffWriterTest {

	private static final int WIDTH = 37;
	private static final int HEIGHT = 23;

	@TempDir
	Path folder;

	private static Object plane(final TiffContent.Samples samples, final int size, final int n) {
		final Random random = new Random(n);
		switch (samples) {
			case GRAY8:
				final byte[] bytes = new byte[size];
				random.nextBytes(bytes);
				return bytes;
			case GRAY16:
				final short[] shorts = new short[size];
				for (int i = 0; i < size; i++)
					shorts[i] = (short) random.nextInt();
				return shorts;
			case FLOAT32:
				final float[] floats = new float[size];
				for (int i = 0; i < size; i++)
					floats[i] = random.nextFloat() - 0.5f;
				return floats;
			default:
				final int[] rgb = new int[size];
				for (int i = 0; i < size; i++)
					rgb[i] = 0xff000000 | random.nextInt(1 << 24);
				return rgb;
		}
	}

	private Path write(final TiffContent content, final boolean deflate, final long maxClassic) throws IOException {
		final Path file = folder.resolve("written.tif");
		try (OutputStream out = Files.newOutputStream(file)) {
			new TiffWriter(content, deflate, maxClassic).write(n -> plane(content.samples, content.width * content.height, n),
				out);
		}
		return file;
	}

	private static TiffContent content(final int planes, final TiffContent.Samples samples) {
		final ImageJMetadata metadata = new ImageJMetadata();
		metadata.addTexts(ImageJMetadata.PROPERTIES, Arrays.asList("key", "value of \u00b5"));
		return new TiffContent(WIDTH, HEIGHT, planes, samples).description("ImageJ=1.54p\nimages=" + planes + "\nchannels=1\n" +
			"slices=1\nframes=" + planes + "\nhyperstack=true\nunit=mm\n").resolution(new long[] { 4, 1 }, new long[] { 5, 1 }, 1)
			.metadata(metadata);
	}

	private static void assertSame(final TiffContent content, final Path file) throws IOException {
		final TiffSeries series = TiffFile.open(file).series();
		assertTrue(series.notes().isEmpty(), series.notes().toString());
		assertEquals(content.planes, series.frames());
		assertEquals(4, series.facts().resolution(0));
		assertEquals(5, series.facts().resolution(1));
		assertEquals(Arrays.asList("key", "value of \u00b5"), series.facts().metadata().texts(ImageJMetadata.PROPERTIES));
		for (int n = 0; n < content.planes; n++) {
			final Object expected = plane(content.samples, WIDTH * HEIGHT, n);
			final Object[] read = series.read(0, 0, n, 0, series.samples());
			for (int i = 0; i < WIDTH * HEIGHT; i++)
				if (content.samples == TiffContent.Samples.RGB) for (int s = 0; s < 3; s++)
					assertEquals((byte) (((int[]) expected)[i] >> 16 - 8 * s), ((byte[]) read[s])[i]);
				else assertEquals(java.lang.reflect.Array.get(expected, i), java.lang.reflect.Array.get(read[0], i));
		}
	}

	@ParameterizedTest
	@CsvSource({ "GRAY8,1", "GRAY8,5", "GRAY16,4", "FLOAT32,3", "RGB,1", "RGB,3" })
	void classicBigAndDeflatedFilesAreReadAgain(final TiffContent.Samples samples, final int planes) throws IOException {
		final TiffContent content = content(planes, samples);
		for (final boolean deflate : new boolean[] { false, true })
			for (final long most : new long[] { 0, TiffHeader.MAX_CLASSIC }) {
				final Path file = write(content, deflate, most);
				assertEquals(most == 0 ? 43 : 42, Files.readAllBytes(file)[3]);
				assertSame(content, file);
			}
	}

	@Test
	void javasReaderReadsClassicFiles() throws IOException {
		for (final boolean deflate : new boolean[] { false, true }) {
			final Path file = write(content(3, TiffContent.Samples.GRAY16), deflate, TiffHeader.MAX_CLASSIC);
			final ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
			try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
				reader.setInput(in);
				assertEquals(3, reader.getNumImages(true));
				for (int n = 0; n < 3; n++) {
					final int[] read = reader.read(n).getRaster().getSamples(0, 0, WIDTH, HEIGHT, 0, (int[]) null);
					final short[] expected = (short[]) plane(TiffContent.Samples.GRAY16, WIDTH * HEIGHT, n);
					for (int i = 0; i < read.length; i++)
						assertEquals(expected[i] & 0xffff, read[i]);
				}
			}
			reader.dispose();
		}
	}

	@Test
	void aFileBeyondTheLimitIsBigAndOneAtTheLimitIsNot() throws IOException {
		final TiffContent content = content(2, TiffContent.Samples.GRAY8);
		final long bytes = Files.size(write(content, false, TiffHeader.MAX_CLASSIC));
		assertEquals(42, Files.readAllBytes(write(content, false, bytes))[3]);
		assertEquals(43, Files.readAllBytes(write(content, false, bytes - 1))[3]);
		assertTrue(new TiffWriter(new TiffContent(1 << 16, 1 << 16, 1, TiffContent.Samples.GRAY8), false).isBig());
	}

	@Test
	void stripsThatAreDeflatedAreSmallEnoughToBeReadOneByOne() throws IOException {
		final TiffContent content = new TiffContent(3000, 4000, 1, TiffContent.Samples.GRAY8);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		new TiffWriter(content, true).write(n -> new byte[3000 * 4000], out);
		final Path file = Files.write(folder.resolve("large.tif"), out.toByteArray());
		assertTrue(out.size() < 20000, out.size() + " bytes");
		assertArrayEquals(new byte[3000 * 4000], (byte[]) TiffFile.open(file).series().read(0, 0, 0, 0, 1)[0]);
		try (TiffBytes bytes = TiffBytes.open(file)) {
			assertEquals(3, new TiffDirectory(bytes, bytes.firstDirectory(), "it").get(TiffTags.STRIP_OFFSETS).count());
		}
	}
}
