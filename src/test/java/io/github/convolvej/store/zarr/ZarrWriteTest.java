package io.github.convolvej.store.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageChannel;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers that are written have the samples and the metadata that were given, and survive the end of a process. */
class ZarrWriteTest {

	@TempDir
	Path folder;

	static ImageDescription image(final SampleType type, final long... size) {
		final String[] names = { "x", "y", "z", "c", "t" };
		final List<ImageAxis> axes = new ArrayList<>();
		for (int d = 0; d < size.length; d++)
			axes.add(new ImageAxis(names[d], size[d], 0.5 + d, d == 1 ? 3 : 0, d < 3 ? "micrometer" : null));
		return new ImageDescription("written", axes, type).withProperties(Collections.singletonMap(ZarrWriter.HASH, "abc"));
	}

	/** Writes all units of a level, or every second one. */
	static void write(final BlockSink sink, final BlockSource source, final boolean half) throws IOException {
		final long[] size = sink.description().dimensions();
		final int[] unit = sink.unit();
		final long[] min = new long[size.length];
		for (boolean odd = false; min[size.length - 1] < size[size.length - 1]; odd = !odd) {
			final int[] box = new int[size.length];
			for (int d = 0; d < box.length; d++)
				box[d] = (int) Math.min(unit[d], size[d] - min[d]);
			if (!half || odd) {
				sink.write(min, box, source.read(min, box));
				assertTrue(sink.isDone(min));
			}
			else assertFalse(sink.isDone(min));
			for (int d = 0; d < size.length; d++) {
				min[d] += unit[d];
				if (min[d] < size[d] || d == size.length - 1) break;
				min[d] = 0;
			}
		}
	}

	private void roundTrip(final ImageDescription image, final ZarrLayout layout) throws IOException {
		final BlockSource source = new GeneratedSource(image, 1);
		final Path path = folder.resolve("out.zarr");
		try (ZarrWriter writer = ZarrWriter.open(path, Collections.singletonList(image), layout, null)) {
			write(writer.level(0), source, false);
			writer.finish();
		}
		assertFalse(Files.exists(path.resolve(".convolvej")));
		try (BlockSource read = ZarrImages.open(path.toString(), null)) {
			assertArrayEquals(ZarrCases.bytes(source), ZarrCases.bytes(read));
			assertEquals(image.axes(), read.description().axes());
			assertEquals(image.type(), read.description().type());
			assertEquals("written", read.description().name());
			assertEquals(image.properties(), read.description().properties());
		}
	}

	@ParameterizedTest
	@EnumSource(SampleType.class)
	void everyTypeComesBack(final SampleType type) throws IOException {
		roundTrip(image(type, 33, 20, 5), ZarrLayout.DEFAULT.chunks(16, 8, 4));
	}

	@ParameterizedTest
	@CsvSource({ "2,zstd", "2,gzip", "2,zlib", "2,lz4", "2,blosc", "2,raw", "3,zstd", "3,gzip", "3,blosc", "3,raw" })
	void everyCompressionComesBack(final int version, final String compression) throws IOException {
		roundTrip(image(SampleType.UINT16, 70, 50, 3, 2, 2), ZarrLayout.DEFAULT.version(version).compression(compression).chunks(
			32, 32, 2));
	}

	@Test
	void shardsComeBack() throws IOException {
		roundTrip(image(SampleType.FLOAT32, 70, 50, 9), ZarrLayout.DEFAULT.version(3).chunks(16, 16, 4).shards(64, 32, 8));
		try (Stream<Path> files = Files.walk(folder.resolve("out.zarr/0/c"))) {
			assertEquals(2 * 2 * 2, files.filter(Files::isRegularFile).count());
		}
	}

	@Test
	void channelsComeBackCompleteAndAreLeftOutOtherwise() throws IOException {
		final ImageDescription image = image(SampleType.UINT8, 8, 8, 1, 2).withChannels(Arrays.asList(new ImageChannel("DAPI",
			0x0000ff, 0, 255, 3, 200), new ImageChannel("GFP", 0x00ff00, 0, 255, 0, 99)));
		roundTrip(image, ZarrLayout.DEFAULT);
		final Path metadata = folder.resolve("out.zarr/.zattrs");
		try (BlockSource read = ZarrImages.open(folder.resolve("out.zarr").toString(), null)) {
			final List<ImageChannel> channels = read.description().channels();
			assertEquals("GFP", channels.get(1).label());
			assertEquals(0x00ff00, channels.get(1).rgb());
			assertEquals(99, channels.get(1).end());
			assertEquals(3, channels.get(0).start());
		}
		Files.writeString(metadata, Files.readString(metadata).replaceFirst("\"end\": 200(.0)?", "\"end\": null"));
		try (BlockSource read = ZarrImages.open(folder.resolve("out.zarr").toString(), null)) {
			assertEquals(Collections.emptyList(), read.description().channels());
		}
	}

	@Test
	void aSecondProcessGoesOnWhereAnotherStopped() throws IOException {
		final ImageDescription image = image(SampleType.UINT16, 40, 40, 4);
		final BlockSource source = new GeneratedSource(image, 2);
		final Path path = folder.resolve("out.zarr");
		final ZarrLayout layout = ZarrLayout.DEFAULT.chunks(16, 16, 4);
		try (ZarrWriter writer = ZarrWriter.open(path, Collections.singletonList(image), layout, null)) {
			write(writer.level(0), source, true);
			// as if the process had been killed in the midst of a file
			Files.write(path.resolve(".convolvej/whole/99.part"), new byte[3]);
		}
		try (ZarrWriter writer = ZarrWriter.open(path, Collections.singletonList(image), layout, null)) {
			assertFalse(Files.exists(path.resolve(".convolvej/whole/99.part")));
			final BlockSink sink = writer.level(0);
			assertFalse(sink.isDone(new long[] { 0, 0, 0 }));
			assertTrue(sink.isDone(new long[] { 16, 0, 0 }));
			write(new Remaining(sink), source, false);
			writer.finish();
		}
		try (BlockSource read = ZarrImages.open(path.toString(), null)) {
			assertArrayEquals(ZarrCases.bytes(source), ZarrCases.bytes(read));
		}
	}

	/** Writes only what is not done. */
	private static final class Remaining implements BlockSink {

		private final BlockSink sink;

		Remaining(final BlockSink sink) {
			this.sink = sink;
		}

		@Override
		public ImageDescription description() {
			return sink.description();
		}

		@Override
		public int[] unit() {
			return sink.unit();
		}

		@Override
		public void write(final long[] min, final int[] size, final Object samples) throws IOException {
			if (!sink.isDone(min)) sink.write(min, size, samples);
		}

		@Override
		public boolean isDone(final long[] min) throws IOException {
			return sink.isDone(min);
		}

		@Override
		public void finish() throws IOException {
			sink.finish();
		}

		@Override
		public String location() {
			return sink.location();
		}
	}

	@Test
	void anotherRecipeOrLayoutIsRefused() throws IOException {
		final ImageDescription image = image(SampleType.UINT8, 20, 20);
		final Path path = folder.resolve("out.zarr");
		ZarrWriter.open(path, Collections.singletonList(image), ZarrLayout.DEFAULT, null).close();
		final ImageDescription other = image.withProperties(Collections.singletonMap(ZarrWriter.HASH, "other"));
		assertMessage(IllegalArgumentException.class, path + " exists and was made of another input or recipe", other,
			ZarrLayout.DEFAULT, path);
		assertMessage(IllegalArgumentException.class, "is stored with other chunks", image, ZarrLayout.DEFAULT.chunks(5, 5), path);
		Files.writeString(folder.resolve("a.txt"), "a");
		assertMessage(IllegalArgumentException.class, "is a file", image, ZarrLayout.DEFAULT, folder.resolve("a.txt"));
		assertMessage(IllegalArgumentException.class, "is not a Zarr container", image, ZarrLayout.DEFAULT, folder);
		assertTrue(Files.exists(folder.resolve("a.txt")));
	}

	@Test
	void twoWritersOfOnePartAreRefused() throws IOException {
		final ImageDescription image = image(SampleType.UINT8, 20, 20);
		final Path path = folder.resolve("out.zarr");
		try (ZarrWriter first = ZarrWriter.open(path, Collections.singletonList(image), ZarrLayout.DEFAULT, "part-1-of-2")) {
			assertEquals(1, first.levels());
			for (final String part : new String[] { "part-1-of-2", null })
				assertTrue(assertThrows(IOException.class, () -> ZarrWriter.open(path, Collections.singletonList(image),
					ZarrLayout.DEFAULT, part)).getMessage().contains("is being written by another process (part-1-of-2)"));
			ZarrWriter.open(path, Collections.singletonList(image), ZarrLayout.DEFAULT, "part-2-of-2").close();
		}
	}

	@Test
	void tooManyFilesAreRefusedWithARemedy() {
		assertMessage(IllegalArgumentException.class, "would be 100000000 files with chunks of [1, 1]: give larger chunks", image(
			SampleType.UINT8, 10000, 10000), ZarrLayout.DEFAULT.chunks(1, 1), folder.resolve("out.zarr"));
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	private static void assertMessage(final Class<? extends Exception> type, final String message,
		final ImageDescription image, final ZarrLayout layout, final Path path)
	{
		final Exception e = assertThrows(type, () -> ZarrWriter.open(path, Collections.singletonList(image), layout, null));
		assertTrue(e.getMessage().contains(message), e.getMessage());
	}
}
