package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Plates of wells that python-zarr has written: each image gets its result, and the result is a plate. */
class PlateRunTest {

	private static final List<String> IMAGES = Arrays.asList("B/03/0", "B/03/1", "B/04/0", "B/04/1", "C/05/0");

	@TempDir
	Path folder;

	@BeforeEach
	void unpack() throws IOException {
		try (InputStream in = PlateRunTest.class.getResourceAsStream("/zarr/plates.zip");
				ZipInputStream zip = new ZipInputStream(in))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path file = folder.resolve(entry.getName());
				Files.createDirectories(entry.isDirectory() ? file : file.getParent());
				if (!entry.isDirectory()) Files.copy(zip, file);
			}
		}
	}

	private Run succeed(final String... args) {
		final Run run = Run.in(folder, args);
		assertEquals(0, run.code, run.toString());
		return run;
	}

	private void fail(final int code, final String message, final String... args) {
		final Run run = Run.in(folder, args);
		assertEquals(code, run.code, run.toString());
		assertTrue(run.err.contains(message), run.err);
	}

	private Object samples(final String name) throws IOException {
		try (BlockSource source = ZarrImages.open(folder.resolve(name).toString(), null)) {
			final int[] size = Arrays.stream(source.description().dimensions()).mapToInt(s -> (int) s).toArray();
			return source.read(new long[size.length], size);
		}
	}

	private JsonObject json(final String name) throws IOException {
		return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
	}

	private List<String> images(final String plate) throws IOException {
		final boolean v3 = Files.exists(folder.resolve(plate).resolve("zarr.json"));
		final List<String> images = new ArrayList<>();
		for (final JsonElement well : attributes(plate, v3).getAsJsonObject("plate").getAsJsonArray("wells")) {
			final String path = well.getAsJsonObject().get("path").getAsString();
			for (final JsonElement image : attributes(plate + "/" + path, v3).getAsJsonObject("well").getAsJsonArray("images"))
				images.add(path + "/" + image.getAsJsonObject().get("path").getAsString());
		}
		return images;
	}

	private JsonObject attributes(final String group, final boolean v3) throws IOException {
		return v3 ? json(group + "/zarr.json").getAsJsonObject("attributes").getAsJsonObject("ome") : json(group + "/.zattrs");
	}

	@Test
	void samplesAreThoseThatPythonWrote() throws IOException {
		succeed("pyramid", "plate.zarr", "copy.zarr");
		final JsonObject written = json("plate.json");
		for (final String image : IMAGES) {
			final short[] read = (short[]) samples("copy.zarr/" + image);
			final List<Integer> numbers = new ArrayList<>();
			for (final short v : read)
				numbers.add((int) v);
			final List<Integer> expected = new ArrayList<>();
			written.getAsJsonArray(image).forEach(e -> expected.add(e.getAsInt()));
			assertEquals(expected, numbers);
		}
	}

	@Test
	void everyImageGetsTheResultThatItGetsAlone() throws IOException {
		final Run run = succeed("smooth", "plate.zarr", "out.zarr", "sigma=1", "then", "pooling", "window=2", "stride=2");
		assertTrue(run.out.trim().endsWith("5 done, 0 failed"), run.out);
		assertEquals(IMAGES, images("out.zarr"));
		for (final String image : IMAGES) {
			succeed("smooth", "plate.zarr/" + image, "alone.zarr", "sigma=1", "--overwrite", "then", "pooling", "window=2",
				"stride=2");
			assertArrayEquals((float[]) samples("alone.zarr"), (float[]) samples("out.zarr/" + image));
		}
		// what the plate says of itself stays, and nothing else is there
		final JsonObject plate = json("out.zarr/.zattrs").getAsJsonObject("plate");
		final JsonObject before = json("plate.zarr/.zattrs").getAsJsonObject("plate");
		assertEquals(before, plate);
		assertEquals(json("plate.zarr/B/04/.zattrs"), json("out.zarr/B/04/.zattrs"));
		assertTrue(Run.files(folder.resolve("out.zarr")).stream().noneMatch(f -> f.contains(".convolvej") || f.endsWith(
			".part") || f.endsWith(".json")));
		assertEquals(5, json("out.zarr.json").getAsJsonArray("images").size());
		assertTrue(succeed("check", "out.zarr").out.contains("complete"));
	}

	@Test
	void wellsAndFieldsAreChosen() throws IOException {
		succeed("smooth", "plate.zarr", "out.zarr", "--wells=b3,C/05", "--fields=0");
		assertEquals(Arrays.asList("B/03/0", "C/05/0"), images("out.zarr"));
		assertEquals(1, json("out.zarr/.zattrs").getAsJsonObject("plate").get("field_count").getAsInt());
		// others are added, in the order of the plate
		succeed("smooth", "plate.zarr", "out.zarr", "--wells=B04");
		assertEquals(Arrays.asList("B/03/0", "B/04/0", "B/04/1", "C/05/0"), images("out.zarr"));
		fail(2, "out.zarr exists and was made of another plate or recipe (run(\"Smooth", "smooth", "plate.zarr", "out.zarr",
			"sigma=3", "--wells=B04");
	}

	@Test
	void overwritingSomeWellsKeepsTheOthers() throws IOException {
		succeed("smooth", "plate.zarr", "out.zarr", "--wells=B04,C05");
		final List<String> before = content("out.zarr");
		Files.write(folder.resolve("out.zarr/B/04/1/0/0/0/0"), new byte[] { 1 });
		Files.writeString(folder.resolve("out.zarr/C/05/0/kept"), "");
		succeed("smooth", "plate.zarr", "out.zarr", "--wells=B04", "--overwrite");
		Files.delete(folder.resolve("out.zarr/C/05/0/kept"));
		assertEquals(before, content("out.zarr"));
		// a plate has one recipe
		fail(2, "out.zarr holds C/05/0 that would not be made again, and was made of another plate or recipe", "smooth",
			"plate.zarr", "out.zarr", "sigma=3", "--wells=B04", "--overwrite");
		assertEquals(before, content("out.zarr"));
		succeed("smooth", "plate.zarr", "out.zarr", "sigma=3", "--overwrite");
		assertEquals(IMAGES, images("out.zarr"));
	}

	@Test
	void fieldsBecomeTiffs() throws IOException {
		final Run run = succeed("smooth", "plate.zarr", "tiffs/", "--fields=1");
		assertTrue(run.out.trim().endsWith("2 done, 0 failed"), run.out);
		assertEquals(Arrays.asList("plate-B03-1-smooth.tif", "plate-B04-1-smooth.tif"), Run.files(folder.resolve("tiffs")));
		succeed("smooth", "plate.zarr/B/04/1", "alone.tif");
		assertArrayEquals((float[]) Run.open(folder.resolve("alone.tif")).getStack().getPixels(2), (float[]) Run.open(folder
			.resolve("tiffs/plate-B04-1-smooth.tif")).getStack().getPixels(2));
		succeed("global-pooling", "plate.zarr", "numbers/");
		assertEquals(Arrays.asList("plate-B03-0", "plate-B03-1", "plate-B04-0", "plate-B04-1", "plate-C05-0"), Files
			.readAllLines(folder.resolve("numbers/global-pooling.csv")).stream().skip(1).map(row -> row.replaceFirst(",.*", ""))
			.collect(Collectors.toList()));
		succeed("smooth", "plate.zarr", "one.tif", "--wells=C05");
		fail(2, "there are 5 inputs: name a folder", "smooth", "plate.zarr", "out.tif");
		fail(2, "--wells is for plates, but tiffs is none", "smooth", "tiffs", "out/", "--wells=C05");
		fail(2, "plate.zarr has B03, B04, C05", "smooth", "plate.zarr", "out/", "--wells=D05");
	}

	@Test
	void partsMakeTheWhole() throws IOException {
		succeed("smooth", "plate.zarr", "whole.zarr");
		for (int k = 3; k > 0; k--)
			succeed("smooth", "plate.zarr", "out.zarr", "--part=" + k + "/3");
		assertEquals(content("whole.zarr"), content("out.zarr"));
		// started again, it computes what is missing
		Files.delete(folder.resolve("out.zarr/B/04/1/0/1/0/0"));
		fail(1, "1 of 40 files missing", "check", "out.zarr");
		succeed("smooth", "plate.zarr", "out.zarr");
		assertEquals(content("whole.zarr"), content("out.zarr"));
	}

	private List<String> content(final String name) throws IOException {
		final Path all = folder.resolve(name);
		final List<String> content = new ArrayList<>();
		for (final String file : Run.files(all))
			content.add(file + (Files.isDirectory(all.resolve(file)) ? "" : Arrays.hashCode(Files.readAllBytes(all.resolve(
				file)))));
		return content;
	}

	@Test
	void platesBecomeZarr3() throws IOException {
		succeed("smooth", "plate.zarr", "out.zarr", "--zarr=3");
		assertEquals(IMAGES, images("out.zarr"));
		final JsonObject ome = json("out.zarr/zarr.json").getAsJsonObject("attributes").getAsJsonObject("ome");
		assertEquals("0.5", ome.get("version").getAsString());
		assertFalse(ome.getAsJsonObject("plate").has("version"));
		// and back
		succeed("pyramid", "out.zarr", "back.zarr", "--zarr=2", "--wells=C05");
		assertArrayEquals((float[]) samples("out.zarr/C/05/0"), (float[]) samples("back.zarr/C/05/0"));
	}

	@Test
	void whatIsNotThereIsNamed() throws IOException {
		fail(2, "plate.zarr has B03, B04, C05", "smooth", "plate.zarr", "out.zarr",
			"--wells=B03,B09");
		fail(2, "plate.zarr have 0, 1", "smooth", "plate.zarr", "out.zarr",
			"--fields=7");
		fail(2, "plate.zarr/B/03/0 is none", "smooth", "plate.zarr/B/03/0", "out.zarr",
			"--wells=B03");
		fail(2, "--wells is 'B03,', but must be names", "smooth", "plate.zarr", "out.zarr", "--wells=B03,");
		fail(2, "is inside the input", "smooth", "plate.zarr", "plate.zarr/D.zarr");
		fail(2, "sigma 'two'", "smooth", "plate.zarr", "out.zarr", "sigma=two");
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	@Test
	void anImageThatFailsDoesNotStopTheOthers() throws IOException {
		Files.write(folder.resolve("plate.zarr/B/04/0/0/0/0/0"), new byte[] { 1, 2, 3 });
		final Run run = Run.in(folder, "smooth", "plate.zarr", "out.zarr");
		assertEquals(1, run.code);
		assertTrue(run.out.trim().endsWith("4 done, 1 failed"), run.out);
		assertTrue(run.err.contains("plate.zarr/B/04/0"), run.err);
		assertEquals("[\"B/04/0\"]", json("out.zarr.json").getAsJsonArray("failed").toString());
	}

	@Test
	void metadataThatContradictThemselvesAreNamed() throws IOException {
		Files.delete(folder.resolve("plate.zarr/B/04/.zattrs"));
		fail(1, "it names the well 'B/04', but there is no 'well' in the metadata", "smooth", "plate.zarr", "out.zarr");
		Files.writeString(folder.resolve("plate.zarr/B/04/.zattrs"),
			"{\"well\": {\"images\": [{\"path\": \"../../../x\"}]}}");
		fail(1, "names the image '../../../x'", "smooth", "plate.zarr", "out.zarr");
		assertFalse(Files.exists(folder.resolve("out.zarr")));
		assertEquals(Arrays.asList("plate.json", "plate.zarr"), Files.list(folder).map(f -> f.getFileName().toString()).sorted()
			.collect(Collectors.toList()));
	}
}
