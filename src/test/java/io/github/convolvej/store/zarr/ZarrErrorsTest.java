package io.github.convolvej.store.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and foreign containers: the message names file, chunk and remedy. */
class ZarrErrorsTest {

	@TempDir
	Path folder;

	private Path write(final ZarrLayout layout) throws IOException {
		final ImageDescription image = ZarrWriteTest.image(SampleType.UINT16, 40, 30);
		final Path path = folder.resolve("a.zarr");
		try (ZarrWriter writer = ZarrWriter.open(path, Collections.singletonList(image), layout.chunks(16, 16), null)) {
			ZarrWriteTest.write(writer.level(0), new GeneratedSource(image, 1), false);
			writer.finish();
		}
		return path;
	}

	private static void assertUnreadable(final Path path, final String... words) {
		final Exception e = assertThrows(Exception.class, () -> {
			try (BlockSource source = ZarrImages.open(path.toString(), null)) {
				ZarrCases.bytes(source);
			}
		});
		assertTrue(e instanceof IOException || e instanceof IllegalArgumentException, e.toString());
		for (final String word : words)
			assertTrue(e.getMessage().contains(word), word + " is not in: " + e.getMessage());
	}

	private static void edit(final Path file, final String what, final String with) throws IOException {
		final String text = Files.readString(file);
		assertTrue(text.contains(what), text);
		Files.writeString(file, text.replace(what, with));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zstd", "gzip", "zlib", "lz4", "blosc", "raw" })
	void truncatedChunksAreNamed(final String compression) throws IOException {
		final Path path = write(ZarrLayout.DEFAULT.compression(compression));
		final Path chunk = path.resolve("0/1/2");
		final byte[] bytes = Files.readAllBytes(chunk);
		Files.write(chunk, Arrays.copyOf(bytes, bytes.length / 2));
		assertUnreadable(path, chunk + ": chunk [1, 2] is damaged", "copy the file again");
		Files.write(chunk, new byte[0]);
		assertUnreadable(path, chunk + ": chunk [1, 2] is damaged");
	}

	@Test
	void changedBytesOfShardsAreFound() throws IOException {
		final Path path = write(ZarrLayout.DEFAULT.version(3).shards(32, 32));
		final Path shard = path.resolve("0/c/0/1");
		final byte[] bytes = Files.readAllBytes(shard);
		final byte[] changed = bytes.clone();
		changed[bytes.length - 10] ^= 1;
		Files.write(shard, changed);
		assertUnreadable(path, shard.toString(), "the checksum (crc32c) is");
		Files.write(shard, Arrays.copyOf(bytes, 20));
		assertUnreadable(path, shard.toString(), "the index of the shard has 20 bytes instead of");
		Files.write(shard, Arrays.copyOfRange(bytes, 50, bytes.length));
		assertUnreadable(path, shard.toString(), "is damaged");
	}

	@Test
	void missingChunksHaveTheFillValueOrAreNamed() throws IOException {
		final Path path = write(ZarrLayout.DEFAULT);
		Files.delete(path.resolve("0/1/2"));
		try (BlockSource source = ZarrImages.open(path.toString(), null)) {
			assertEquals(0, ((short[]) source.read(new long[] { 32, 16 }, new int[] { 8, 14 }))[5]);
		}
		edit(path.resolve("0/.zarray"), "\"fill_value\": 0", "\"fill_value\": null");
		assertUnreadable(path, path.resolve("0/1/2") + " is missing: chunk [1, 2]", "copy it again");
	}

	@Test
	void separatorsThatChunksDoNotHaveAreFound() throws IOException {
		final Path path = write(ZarrLayout.DEFAULT);
		edit(path.resolve("0/.zarray"), "\"dimension_separator\": \"/\"", "\"dimension_separator\": \".\"");
		assertUnreadable(path, "is inconsistent", "separated by '.'", path.resolve("0/0/0").toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"\"dtype\": \"<u2\"|\"dtype\": \"<c8\"|samples of type \"<c8\" are not supported", //
		"\"id\": \"zstd\"|\"id\": \"snappy\"|the codec 'snappy' is not supported", //
		"\"filters\": null|\"filters\": [{\"id\": \"delta\"}]|the filters", //
		"\"order\": \"C\"|\"order\": \"K\"|order is 'K'", //
		"\"zarr_format\": 2|\"zarr_format\": 1|zarr_format is 1", //
		"\"dtype\": \"<u2\"|\"dtype\": \"<u4\"|is damaged", //
		"\"chunks\": [|\"chunks\": [4,|is inconsistent: the array has 2 axes, but its chunks have 3", //
		"\"shape\": [|\"shape\": [4,|is inconsistent", //
		"\"fill_value\": 0|\"fill_value\": \"red\"|fill_value is \"red\"", //
		"{|[|is not valid JSON" })
	void metadataOfArraysThatMakeNoSenseAreNamed(final String what, final String with, final String message)
		throws IOException
	{
		final Path path = write(ZarrLayout.DEFAULT);
		final Path file = path.resolve("0/.zarray");
		final String text = Files.readString(file);
		assertTrue(text.contains(what), text);
		Files.writeString(file, text.substring(0, text.indexOf(what)) + with + text.substring(text.indexOf(what) + what.length()));
		assertUnreadable(path, message, path.resolve("0").toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"\"data_type\": \"uint16\"|\"data_type\": \"r16\"|samples of type r16 are not supported", //
		"\"name\": \"zstd\"|\"name\": \"brotli\"|the codec 'brotli' is not supported", //
		"\"name\": \"bytes\"|\"name\": \"vlen-bytes\"|the codec vlen-bytes comes before the conversion of samples to bytes", //
		"\"name\": \"regular\"|\"name\": \"rectilinear\"|the chunk grid \"rectilinear\" is not supported", //
		"\"name\": \"default\"|\"name\": \"hash\"|the chunk key encoding \"hash\" is not supported", //
		"\"zarr_format\": 3|\"zarr_format\": 3, \"zip\": {}|needs the extension 'zip'", //
		"\"fill_value\": 0|\"fill_value\": null|has no 'fill_value'" })
	void metadataOfVersion3ThatMakeNoSenseAreNamed(final String what, final String with, final String message)
		throws IOException
	{
		final Path path = write(ZarrLayout.DEFAULT.version(3));
		edit(path.resolve("0/zarr.json"), what, with);
		assertUnreadable(path, message, path.resolve("0/zarr.json").toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"\"path\": \"0\"|\"path\": \"7\"|it names the array '7'", //
		"\"type\": \"scale\"|\"type\": \"affine\"|the coordinate transformation 'affine' is not supported", //
		"\"name\": \"x\"|\"name\": \"y\"|two axes of one name", //
		"\"datasets\": [|\"datasets\": [], \"other\": [|'datasets' of 'multiscales' is missing or empty", //
		"\"scale\": [|\"scale\": [1,|scale [1.0, 1.5, 0.5] has 3 numbers, but the image has 2 axes", //
		"1.5,|0,|scale [0.0, 0.5] has a 0, so samples would lie on one another", //
		"\"multiscales\": [|\"multiscales\": [], \"other\": [|'multiscales' is empty" })
	void metadataOfImagesThatMakeNoSenseAreNamed(final String what, final String with, final String message)
		throws IOException
	{
		final Path path = write(ZarrLayout.DEFAULT);
		edit(path.resolve(".zattrs"), what, with);
		assertUnreadable(path, message, path.resolve(".zattrs").toString());
	}

	@Test
	void aFolderInThePlaceOfAChunkIsNamed() throws IOException {
		final Path path = write(ZarrLayout.DEFAULT);
		final Path chunk = path.resolve("0/0/0");
		Files.delete(chunk);
		Files.createDirectory(chunk);
		try (BlockSource source = ZarrImages.open(path.toString(), null)) {
			final String message = assertThrows(IOException.class, () -> source.read(new long[2], new int[] { 1, 1 })).getMessage();
			assertTrue(message.startsWith(chunk + " cannot be read: "), message);
		}
	}

	@Test
	void aMissingScaleIsTold() throws IOException {
		final Path path = write(ZarrLayout.DEFAULT);
		try (BlockSource source = ZarrImages.open(path.toString(), null)) {
			assertEquals(0, source.notes().size());
		}
		edit(path.resolve(".zattrs"), "\"type\": \"scale\"", "\"type\": \"identity\"");
		try (BlockSource source = ZarrImages.open(path.toString(), null)) {
			assertEquals(1, source.description().axes().get(0).scale());
			assertEquals(path.resolve(".zattrs") + ": level 0 has no scale: its samples are taken to be 1 apart along each axis; if" +
				" they are not, add a coordinate transformation of type scale to its 'datasets'", source.notes().get(0));
		}
	}

	@Test
	void foldersThatAreNoContainersAndAxesThatDoNotFitAreNamed() throws IOException {
		assertUnreadable(folder, "is not a Zarr container");
		final Path path = write(ZarrLayout.DEFAULT);
		assertUnreadable(path.resolve("0"), "does not name its axes: give --axes", "--axes=yx");
		final String array = path.resolve("0").toString();
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ZarrImages.open(array, "zyx")).getMessage().contains(
			"the axes are zyx, but the array " + array + " has 2"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ZarrImages.open(path.toString(), "yx")).getMessage()
			.contains("already has axis names"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ZarrImages.open(path.toString(), null, 3)).getMessage()
			.contains("has levels 0 to 0"));
	}
}
