package io.github.convolvej.store.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Containers that python-zarr and other programs wrote are read sample for sample. */
class ZarrReadTest {

	@TempDir
	static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		ZarrCases.unpack("cases.zip", Files.createDirectories(folder.resolve("cases")));
		ZarrCases.unpack("reference.zip", Files.createDirectories(folder.resolve("reference")));
	}

	static Stream<String> cases() throws IOException {
		final Stream.Builder<String> names = Stream.builder();
		for (final String set : new String[] { "cases/cases.json", "reference/index.json" })
			for (final JsonObject c : list(set))
				if (Files.exists(folder.resolve(set).resolveSibling(c.get("name").getAsString() + ".npy"))) names.add(set + " " + c
					.get("name").getAsString());
		return names.build();
	}

	private static List<JsonObject> list(final String set) throws IOException {
		final JsonArray array = JsonParser.parseString(Files.readString(folder.resolve(set))).getAsJsonArray();
		return StreamSupport.stream(array.spliterator(), false).map(e -> e.getAsJsonObject()).collect(Collectors.toList());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void samplesAndAxesAreThoseThatWereWritten(final String text) throws IOException {
		final String set = text.split(" ")[0];
		final String name = text.split(" ")[1];
		final JsonObject expected = list(set).stream().filter(c -> c.get("name").getAsString().equals(name)).findFirst().get();
		final Path path = folder.resolve(set).resolveSibling(name + ".zarr");
		final ZarrCases.Npy npy = new ZarrCases.Npy(path.resolveSibling(name + ".npy"));
		final boolean plain = expected.has("given") || name.contains("no-ome");
		try (BlockSource source = ZarrImages.open(path.toString(), plain ? expected.get("axes").getAsString() : null)) {
			final ImageDescription image = source.description();
			assertArrayEquals(Shapes.reversed(npy.shape), image.dimensions());
			assertArrayEquals(npy.bytes, ZarrCases.bytes(source));
			assertEquals(expected.get("axes").getAsString(), new StringBuilder(image.axes().stream().map(ImageAxis::name)
				.collect(Collectors.joining())).reverse().toString());
			if (!plain && expected.has("scale")) checkPlaces(expected, image);
			checkBoxes(source, npy.bytes);
		}
	}

	private static void checkPlaces(final JsonObject expected, final ImageDescription image) {
		final int n = image.numDimensions();
		for (int d = 0; d < n; d++) {
			final ImageAxis axis = image.axes().get(n - 1 - d);
			assertEquals(expected.getAsJsonArray("scale").get(d).getAsDouble(), axis.scale());
			if (expected.has("translation")) assertEquals(expected.getAsJsonArray("translation").get(d).getAsDouble(), axis
				.translation());
			assertEquals(axis.name().equals("c") ? null : axis.name().equals("t") ? "second" : "micrometer", axis.unit());
		}
	}

	/** Any box has the samples that the whole has there. */
	private static void checkBoxes(final BlockSource source, final byte[] whole) throws IOException {
		final Random random = new Random(15);
		final long[] size = source.description().dimensions();
		final int[] all = Arrays.stream(size).mapToInt(s -> (int) s).toArray();
		final Object samples = source.read(new long[size.length], all);
		for (int i = 0; i < 5; i++) {
			final long[] min = new long[size.length];
			final int[] box = new int[size.length];
			for (int d = 0; d < box.length; d++) {
				min[d] = random.nextInt(all[d]);
				box[d] = 1 + random.nextInt((int) (all[d] - min[d]));
			}
			final Object expected = source.description().type().newArray(Boxes.samples(box));
			Boxes.copy(samples, all, Arrays.stream(min).mapToInt(m -> (int) m).toArray(), expected, box, new int[box.length], box);
			assertArrayEquals(ZarrCases.bytes(expected, source.description().type()), ZarrCases.bytes(source.read(min, box), source
				.description().type()));
		}
		assertTrue(whole.length > 0);
	}
}
