package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.run.Monitor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that was sent to another process as bytes gives the same container, byte for byte. */
class ElsewhereTest {

	@TempDir
	Path folder;

	/** Computes the blocks of a work in any order, from its bytes only, twice. */
	private static final class BytesEngine implements VolumeEngine {

		private final long heap;
		private IOException refusal;
		private int bytes;

		BytesEngine(final long heap) {
			this.heap = heap;
		}

		@Override
		public Workers start(final Console console, final String given) {
			return new Workers(heap, 2, 6);
		}

		@Override
		public void check(final VolumeWork work) throws IOException {
			if (refusal != null) throw refusal;
		}

		private VolumeWork sent(final VolumeWork work) throws IOException {
			final ByteArrayOutputStream out = new ByteArrayOutputStream();
			try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
				objects.writeObject(work);
			}
			bytes = out.size();
			try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
				return (VolumeWork) objects.readObject();
			}
			catch (final ClassNotFoundException e) {
				throw new AssertionError(e);
			}
		}

		@Override
		public BatchCounts compute(final VolumeWork work, final Monitor monitor) throws IOException {
			final BatchCounts counts = new BatchCounts();
			final List<Long> blocks = new ArrayList<>();
			for (long i = 0; i < work.plan().blocks(); i++)
				blocks.addAll(Arrays.asList(i, i));
			Collections.shuffle(blocks, new Random(5));
			final VolumeWork.Elsewhere own = sent(work).open();
			for (final long block : blocks)
				own.task().run(block, monitor, counts);
			own.close();
			return counts;
		}

		@Override
		public long[] samplesOfInput() {
			return new long[2];
		}

		@Override
		public boolean isElsewhere() {
			return true;
		}

		@Override
		public String name() {
			return "bytes";
		}
	}

	@BeforeEach
	void writeImage() {
		Run.save(Images.noise(16, 41, 30, 2, 9, 2), folder.resolve("in.tif"));
		assertEquals(0, Run.in(folder, "pyramid", "in.tif", "in.zarr", "--chunks=9,9,4", "--levels=1").code);
	}

	private List<String> content(final String name) throws IOException {
		return Run.files(folder.resolve(name)).stream().map(file -> {
			final Path path = folder.resolve(name).resolve(file);
			try {
				return file + (Files.isDirectory(path) ? "" : Arrays.hashCode(Files.readAllBytes(path)));
			}
			catch (final IOException e) {
				throw new AssertionError(e);
			}
		}).collect(Collectors.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "smooth in.zarr OUT sigma=2 dimensions=3D border=reflect --levels=2",
		"smooth in.tif OUT sigma=1 output=same then convolution kernel=sharpen then pooling window=2 stride=2 --chunks=8,8",
		"pyramid in.tif OUT --levels=3 --zarr=3 --chunks=8,8 --shards=16,16", "a-trous-wavelets in.zarr OUT planes=2",
		"batch-normalisation in.zarr OUT" })
	void theContainerIsTheSame(final String line) throws IOException {
		final Run local = Run.in(folder, line.replace("OUT", "local.zarr").split(" "));
		assertEquals(0, local.code, local.toString());
		final BytesEngine engine = new BytesEngine(64 << 20);
		final Run run = Run.in(folder, engine, line.replace("OUT", "sent.zarr").split(" "));
		assertEquals(0, run.code, run.toString());
		assertEquals(content("local.zarr"), content("sent.zarr"));
		assertTrue(Files.readString(folder.resolve("sent.zarr.json")).contains("\"cluster\": \"bytes\""));
		assertTrue(engine.bytes < 60_000, engine.bytes + " bytes are sent");
	}

	@Test
	void partsAreTheSameToo() throws IOException {
		final String[] line = "smooth in.zarr OUT sigma=2 --chunks=16,16 --levels=3".split(" ");
		line[2] = "local.zarr";
		assertEquals(0, Run.in(folder, line).code);
		line[2] = "parts.zarr";
		for (final int part : new int[] { 2, 3, 1 }) {
			final String[] with = Arrays.copyOf(line, line.length + 1);
			with[line.length] = "--part=" + part + "/3";
			final Run run = Run.in(folder, new BytesEngine(64 << 20), with);
			assertEquals(0, run.code, run.toString());
		}
		assertEquals(content("local.zarr"), content("parts.zarr"));
	}

	@Test
	void memoryIsThatOfWhatComputes() {
		final Run run = Run.in(folder, new BytesEngine(8 << 20), "smooth", "in.zarr", "out.zarr", "--memory=9m");
		assertEquals(2, run.code, run.toString());
		assertTrue(run.err.contains("Java has 8m"), run.err);
	}

	@Test
	void nothingStaysWhereNothingCanBeComputed() throws IOException {
		final BytesEngine engine = new BytesEngine(64 << 20);
		engine.refusal = new IOException("executor 7 sees nothing");
		final Run run = Run.in(folder, engine, "smooth", "in.zarr", "out.zarr");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains("in.zarr: executor 7 sees nothing"), run.err);
		assertFalse(Files.exists(folder.resolve("out.zarr")));
		// what an earlier run has written stays
		assertEquals(0, Run.in(folder, "smooth", "in.zarr", "out.zarr").code);
		final List<String> before = content("out.zarr");
		assertEquals(1, Run.in(folder, engine, "smooth", "in.zarr", "out.zarr").code);
		final List<String> after = content("out.zarr");
		after.removeIf(file -> file.startsWith(".convolvej"));
		assertEquals(before, after);
	}

	@Test
	void filesAreNotForAClusterNorAreInputsThatChange() throws IOException {
		final BytesEngine engine = new BytesEngine(64 << 20);
		final Run tiff = Run.in(folder, engine, "smooth", "in.tif", "out.tif");
		assertEquals(2, tiff.code, tiff.toString());
		assertTrue(tiff.err.contains("a cluster writes Zarr containers only"), tiff.err);
		assertFalse(Files.exists(folder.resolve("out.tif")));
		final VolumeEngine changing = new VolumeEngine() {

			@Override
			public Workers start(final Console console, final String given) {
				return engine.start(console, given);
			}

			@Override
			public void check(final VolumeWork work) throws IOException {
				Files.delete(folder.resolve("in.zarr/0/.zarray"));
				engine.sent(work).open();
			}

			@Override
			public BatchCounts compute(final VolumeWork work, final Monitor monitor) {
				throw new AssertionError("computed");
			}

			@Override
			public long[] samplesOfInput() {
				return new long[2];
			}

			@Override
			public boolean isElsewhere() {
				return true;
			}

			@Override
			public String name() {
				return null;
			}
		};
		final Run run = Run.in(folder, changing, "smooth", "in.zarr", "out.zarr");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains("INPUT " + folder.toAbsolutePath().resolve("in.zarr") + " is not there"), run.err);
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}
}
