package io.github.convolvej.store.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A helper writes chunks as long as its writer is there, and finds out when it is at the wrong place. */
class ZarrHelperTest {

	@TempDir
	Path folder;

	private ZarrWriter writer(final Path path, final String part) throws IOException {
		final List<ImageAxis> axes = Arrays.asList(new ImageAxis("x", 8, 1, 0, null), new ImageAxis("y", 6, 1, 0, null));
		final ImageDescription image = new ImageDescription("image", axes, SampleType.UINT8).withProperties(Collections.singletonMap(
			ZarrWriter.HASH, "abc"));
		return ZarrWriter.open(path, Collections.singletonList(image), ZarrLayout.DEFAULT.chunks(4, 6), part);
	}

	private static void fails(final String message, final Path path, final String part, final String token) {
		final IOException e = assertThrows(IOException.class, () -> ZarrHelper.join(path, part, token));
		assertTrue(e.getMessage().contains(message), e.getMessage());
	}

	@Test
	void helpersWriteWhatTheWriterReads() throws IOException {
		final Path path = folder.resolve("a.zarr");
		final byte[] samples = new byte[24];
		Arrays.fill(samples, (byte) 7);
		try (ZarrWriter writer = writer(path, null)) {
			assertTrue(writer.isNew());
			try (ZarrHelper one = ZarrHelper.join(path, null, writer.token()); ZarrHelper two = ZarrHelper.join(path, null, writer
				.token()))
			{
				one.level(0).write(new long[] { 0, 0 }, new int[] { 4, 6 }, samples);
				two.level(0).write(new long[] { 4, 0 }, new int[] { 4, 6 }, samples);
				assertTrue(writer.level(0).isDone(new long[] { 0, 0 }));
				assertTrue(writer.level(0).isDone(new long[] { 4, 0 }));
			}
			assertArrayEquals(samples, (byte[]) writer.read(0).read(new long[] { 4, 0 }, new int[] { 4, 6 }));
			writer.finish();
		}
		assertEquals(0, ZarrImages.check(path, 9).missing());
		assertFalse(Files.exists(path.resolve(".convolvej")));
	}

	@Test
	void whoSeesAnotherDiskIsTold() throws IOException {
		final Path path = folder.resolve("a.zarr");
		fails("a.zarr is not there", path, null, "x");
		try (ZarrWriter writer = writer(path, "part-1-of-2"); ZarrWriter other = writer(folder.resolve("b.zarr"), "part-1-of-2")) {
			fails("but no process has begun to write it", path, null, writer.token());
			fails("another process writes it", path, "part-1-of-2", other.token());
			ZarrHelper.join(path, "part-1-of-2", writer.token()).close();
		}
		fails("but no process has begun to write it", path, "part-1-of-2", "x");
	}

	/** As when its driver was killed, and another one has begun. */
	@Test
	void withoutItsWriterAHelperCanWriteNothing() throws IOException {
		final Path path = folder.resolve("a.zarr");
		final ZarrWriter writer = writer(path, null);
		final BlockSink sink = ZarrHelper.join(path, null, writer.token()).level(0);
		writer.close();
		try (ZarrWriter next = writer(path, null)) {
			assertFalse(next.isNew());
			final IOException e = assertThrows(IOException.class, () -> sink.write(new long[2], new int[] { 4, 6 }, new byte[24]));
			assertTrue(e.getMessage().contains("could not be written"), e.getMessage());
			assertFalse(next.level(0).isDone(new long[2]));
			next.discard();
		}
		assertTrue(Files.exists(path.resolve(".zattrs")), "an earlier run has created it");
	}

	@Test
	void whatThisRunHasCreatedIsDiscarded() throws IOException {
		final Path path = folder.resolve("a.zarr");
		writer(path, null).discard();
		assertFalse(Files.exists(path));
	}
}
