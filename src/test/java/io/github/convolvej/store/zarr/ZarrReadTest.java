package io.github.convolvej.store.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;

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

	/** A server that gives files of a folder, and ranges of their bytes. */
	private static HttpServer server(final Path root) throws IOException {
		final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", exchange -> {
			final Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
			if (!Files.isRegularFile(file)) {
				exchange.sendResponseHeaders(404, -1);
				exchange.close();
				return;
			}
			byte[] bytes = Files.readAllBytes(file);
			final String range = exchange.getRequestHeaders().getFirst("Range");
			if (range != null) {
				final String[] ends = range.substring("bytes=".length()).split("-", -1);
				final int from = ends[0].isEmpty() ? bytes.length - Integer.parseInt(ends[1]) : Integer.parseInt(ends[0]);
				bytes = Arrays.copyOfRange(bytes, from, ends[0].isEmpty() ? bytes.length : Integer.parseInt(ends[1]) + 1);
			}
			exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		server.start();
		return server;
	}

	@ParameterizedTest
	@ValueSource(strings = { "v2-fill-u2-7", "v3-blosc", "v3-shards", "v3-shards-holes", "v3-shards-start" })
	void containersAreReadByHttp(final String name) throws IOException {
		final HttpServer server = server(folder.resolve("cases"));
		try (BlockSource source = ZarrImages.open("http://localhost:" + server.getAddress().getPort() + "/" + name + ".zarr/",
			null))
		{
			assertArrayEquals(new ZarrCases.Npy(folder.resolve("cases").resolve(name + ".npy")).bytes, ZarrCases.bytes(source));
		}
		finally {
			server.stop(0);
		}
	}
}
