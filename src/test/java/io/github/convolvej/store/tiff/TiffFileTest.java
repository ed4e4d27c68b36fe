package io.github.convolvej.store.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every TIFF is read rightly or refused with the reason; damaged ones never do anything else. */
class TiffFileTest {

	private static final int MUTATIONS = 300;

	@TempDir
	static Path samples;

	@TempDir
	Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TiffSamples.unpack(samples);
	}

	@Test
	void filesOfOtherProgramsAreRightOrRefusedWithTheReason() throws IOException {
		final List<String> wrong = new ArrayList<>();
		final List<Path> files = TiffComparison.files(samples);
		for (final Path file : files) {
			final TiffComparison.Result result = TiffComparison.compare(file);
			if (result.outcome != TiffComparison.Outcome.RIGHT) wrong.add(samples.relativize(file) + ": " + result);
		}
		assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
		assertTrue(files.size() > 170, "files were found: " + files.size());
	}

	@Test
	void damagedFilesAreReadOrRefused() throws IOException {
		final List<Path> files = TiffComparison.files(samples);
		final TiffMutations mutations = new TiffMutations(2026);
		int refused = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			final Path original = files.get(i * 7919 % files.size());
			final Path file = folder.resolve(i + "-" + original.getFileName());
			Files.write(file, mutations.mutate(Files.readAllBytes(original)));
			// anything but an IOException is thrown on
			if (TiffMutations.read(file) != null) refused++;
			Files.delete(file);
		}
		assertTrue(refused > MUTATIONS / 2 && refused < MUTATIONS, "refused " + refused);
	}

	/** A page of one row: width, compression, further tags, samples. */
	private Path write(final byte[] samplesOfIt, final int[]... tags) throws IOException {
		final ByteBuffer out = ByteBuffer.allocate(8 + 2 + 12 * tags.length + 4 + samplesOfIt.length).order(
			ByteOrder.LITTLE_ENDIAN);
		out.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) tags.length);
		for (final int[] tag : tags)
			out.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1] < 0 ? out.capacity() - samplesOfIt.length
				: tag[1]);
		out.putInt(0).put(samplesOfIt);
		return Files.write(folder.resolve("page.tif"), out.array());
	}

	private static final int[] WIDTH = { 256, 4 };
	private static final int[] HEIGHT = { 257, 1 };
	private static final int[] BITS = { 258, 8 };
	private static final int[] OFFSET = { 273, -1 };
	private static final int[] COUNT = { 279, 4 };

	@Test
	void aFileThatLacksItsLastByteIsRefused() throws IOException {
		final byte[] row = { 1, 2, 3, 4 };
		final Path whole = write(row, WIDTH, HEIGHT, BITS, OFFSET, COUNT);
		assertEquals(4, ((byte[]) TiffFile.open(whole).series().read(0, 0, 0, 0, 1)[0])[3]);
		final byte[] bytes = Files.readAllBytes(whole);
		Files.write(whole, Arrays.copyOf(bytes, bytes.length - 1));
		assertEquals("a damaged or truncated TIFF: the samples of image directory 1 would end at byte " + bytes.length +
			", but the file has " + (bytes.length - 1) + " bytes", TiffMutations.read(whole));
	}

	@Test
	void circlesOfDirectoriesAreRefused() throws IOException {
		// a directory that names itself, or the first of three that go round
		for (final int length : new int[] { 1, 2, 3, 7 }) {
			final int size = 2 + 12 * 5 + 4;
			final ByteBuffer out = ByteBuffer.allocate(8 + size * length).order(ByteOrder.LITTLE_ENDIAN);
			out.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8);
			for (int i = 0; i < length; i++) {
				out.putShort((short) 5);
				for (final int[] tag : new int[][] { WIDTH, HEIGHT, BITS, { 273, 8 }, COUNT })
					out.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
				out.putInt(8 + size * ((i + 1) % length));
			}
			final Path file = Files.write(folder.resolve("circle.tif"), out.array());
			assertEquals("a damaged TIFF: its image directories go in a circle", TiffMutations.read(file));
		}
	}

	@Test
	void tagsThatContradictEachOtherAreNamed() throws IOException {
		final byte[] row = { 1, 2, 3, 4 };
		assertEquals("image directory 1, strip 1: its tags contradict each other: it has 3 bytes, but its samples take 4",
			TiffMutations.read(write(row, WIDTH, HEIGHT, BITS, OFFSET, new int[] { 279, 3 })));
		assertEquals("a damaged TIFF: image directory 1 has offsets of 1 strips, but its size takes 3", TiffMutations.read(write(
			row, WIDTH, new int[] { 257, 3 }, BITS, OFFSET, new int[] { 278, 1 }, COUNT)));
		assertEquals("a damaged TIFF: image directory 1 has the width 0", TiffMutations.read(write(row, new int[] { 256, 0 },
			HEIGHT, BITS, OFFSET, COUNT)));
		assertEquals("a damaged TIFF: image directory 1 has no height", TiffMutations.read(write(row, WIDTH, BITS, OFFSET,
			COUNT)));
	}

	@Test
	void sizesThatCannotBeAreRefusedBeforeAnyMemoryIsTaken() throws IOException {
		final byte[] row = { 1, 2, 3, 4 };
		final int[] wide = { 256, 40000 };
		for (final int compression : new int[] { 1, 4, 5, 8, 32773 }) {
			final Path file = write(row, wide, new int[] { 257, 40000 }, new int[] { 258, compression == 4 ? 1 : 8 }, new int[] {
				259, compression }, OFFSET, COUNT);
			final String message = TiffMutations.read(file);
			assertTrue(message != null && message.matches(".*(cannot hold|contradict|truncated).*"),
				message);
		}
		final String huge = TiffMutations.read(write(row, new int[] { 256, 1 << 30 }, new int[] { 257, 1 << 30 }, BITS, OFFSET,
			COUNT));
		assertEquals("image directory 1: its planes have 1073741824 x 1073741824 samples, but at most 2147483631 are read", huge);
	}

	@Test
	void textsAreUtf8OrLatin1() {
		assertEquals("µm Å", text("µm Å".getBytes(StandardCharsets.UTF_8)));
		assertEquals("µm Å", text("µm Å".getBytes(StandardCharsets.ISO_8859_1)));
		assertEquals("", text(new byte[0]));
	}

	private static String text(final byte[] bytes) {
		return TiffEntry.text(bytes, bytes.length);
	}

	@Test
	void smallFloatingPointNumbersAreThoseOfIeee() {
		for (final int[] pair : new int[][] { { 0x3c00, 0x3f800000 }, { 0xc000, 0xc0000000 }, { 0x7bff, 0x477fe000 }, { 0x0001,
			0x33800000 }, { 0x7c00, 0x7f800000 }, { 0x8000, 0x80000000 } })
			assertEquals(Float.intBitsToFloat(pair[1]), SampleFormat.small(pair[0], 5, 10));
		assertTrue(Float.isNaN(SampleFormat.small(0x7e00, 5, 10)));
	}

	@Test
	void aSeriesThatIsNotThereIsRefused() throws IOException {
		final Path file = write(new byte[] { 1, 2, 3, 4 }, WIDTH, HEIGHT, BITS, OFFSET, COUNT);
		assertEquals("it holds one image, so there is no series 2", assertThrows(IOException.class, () -> TiffFile.open(file)
			.series(2)).getMessage());
		assertNull(TiffFile.open(file).series(1).title());
	}

	@Test
	void whatIsNoTiffIsRefused() throws IOException {
		for (final String text : new String[] { "", "II", "II*", "MM\0+\0\0\0\0", "hello, world, this is no TIFF at all" }) {
			final String message = TiffMutations.read(Files.writeString(folder.resolve("no.tif"), text));
			assertTrue(message.startsWith("not a TIFF") || message.startsWith("a damaged"), message);
		}
	}
}
