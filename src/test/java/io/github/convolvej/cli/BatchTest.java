package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.files.FileTask;
import io.github.convolvej.cli.files.FreeSpace;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

/** What happens when files, disks or users fail in the middle of the work. */
class BatchTest {

	@TempDir
	Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final Map<String, String> values = new HashMap<>();

	@BeforeEach
	void writeImages() {
		for (final String name : new String[] { "a.tif", "b.tif", "c.tif" })
			Run.save(Images.noise(16, 40, 30, 2, 4, 2), folder.resolve(name));
	}

	private Batch batch() {
		return new Batch(Recipe.of(new FilterCatalog().get("convolution"), values), new Console(Run.stream(out), Run.stream(err), false,
			false));
	}

	private List<FileTask> tasks(final String... names) {
		final List<FileTask> tasks = new ArrayList<>();
		for (final String name : names)
			tasks.add(new FileTask(folder.resolve(name), folder.resolve("out").resolve(name)));
		return tasks;
	}

	/** A stream that fails after some bytes, as one to a disk that becomes full. */
	private static OutputStream failing(final OutputStream stream, final int bytes, final Runnable failure) {
		return new FilterOutputStream(stream) {

			private int written;

			@Override
			public void write(final byte[] data, final int offset, final int length) throws IOException {
				written += length;
				if (bytes >= 0 && written >= bytes) failure.run();
				out.write(data, offset, length);
			}

			@Override
			public void close() throws IOException {
				out.close();
				// the last bytes of some disks fail here
				if (bytes < 0) failure.run();
			}
		};
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5000, 77000, -1 })
	void aFullDiskIsReportedAndLeavesNothing(final int bytes) throws IOException {
		final Batch batch = batch().wrapOutput(stream -> failing(stream, bytes, () -> {
			throw new UncheckedIOException(new IOException("No space left on device"));
		}));
		assertEquals(1, batch.run(tasks("a.tif", "b.tif")));
		assertEquals(Arrays.asList("a.tif", "b.tif", "c.tif"), Run.files(folder));
		assertEquals(folder.resolve("a.tif") + ": No space left on device\n" + folder.resolve("b.tif") +
			": No space left on device\n", Run.text(err).replace("\r", ""));
		assertEquals("0 done, 2 failed", Run.text(out).trim());
	}

	@Test
	void aFileThatWasThereSurvivesAFailedOverwrite() throws IOException {
		Files.createDirectory(folder.resolve("out"));
		Files.writeString(folder.resolve("out/a.tif"), "precious");
		final Batch batch = batch().overwrite(true).wrapOutput(stream -> failing(stream, 9000, () -> {
			throw new UncheckedIOException(new IOException("Input/output error"));
		}));
		assertEquals(1, batch.run(tasks("a.tif")));
		assertEquals("precious", Files.readString(folder.resolve("out/a.tif")));
		assertEquals(Arrays.asList("a.tif"), Run.files(folder.resolve("out")));
	}

	@Test
	void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
		final Batch batch = batch().wrapOutput(stream -> failing(stream, 9000, () -> write(folder.resolve("out/a.tif"))));
		assertEquals(1, batch.run(tasks("a.tif", "b.tif")));
		assertEquals("theirs", Files.readString(folder.resolve("out/a.tif")));
		assertTrue(Run.text(err).startsWith(folder.resolve("a.tif") + ": " + folder.resolve("out/a.tif") +
			" exists already"), Run.text(err));
		assertEquals(Arrays.asList("a.tif", "b.tif"), Run.files(folder.resolve("out")));
	}

	private static void write(final Path file) {
		try {
			Files.writeString(file, "theirs");
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void aFolderThatVanishesFailsTheFile() throws IOException {
		final Batch batch = batch();
		final List<FileTask> tasks = new ArrayList<>(tasks("a.tif"));
		tasks.add(new FileTask(folder.resolve("b.tif"), folder.resolve("gone/b.tif")));
		tasks.addAll(tasks("c.tif"));
		assertEquals(1, batch.run(tasks));
		assertEquals(Arrays.asList("a.tif", "c.tif"), Run.files(folder.resolve("out")));
		assertTrue(Run.text(err).contains("b.tif: "), Run.text(err));
		assertTrue(Run.text(err).contains("gone"), Run.text(err));
	}

	@Test
	void aFolderThatCannotBeMadeIsAUsageError() throws IOException {
		Files.writeString(folder.resolve("file"), "x");
		final List<FileTask> tasks = Collections.singletonList(new FileTask(folder.resolve("a.tif"), folder.resolve(
			"file/deep/a.tif")));
		final UsageException e = assertThrows(UsageException.class, () -> batch().run(tasks));
		assertTrue(e.getMessage().startsWith("OUTPUT folder " + folder.resolve("file/deep") + " cannot be made: "), e
			.getMessage());
		assertEquals(Arrays.asList("a.tif", "b.tif", "c.tif", "file"), Run.files(folder));
	}

	@Test
	void aDefectIsReportedWithItsPlaceAndDoesNotStopTheOthers() throws IOException {
		final int[] files = { 0 };
		final Batch batch = batch().wrapOutput(stream -> failing(stream, 0, () -> {
			if (files[0]++ == 0) throw new IllegalStateException("impossible");
		}));
		assertEquals(1, batch.run(tasks("a.tif", "b.tif")));
		assertTrue(Run.text(err).startsWith(folder.resolve("a.tif") + ": a defect of ConvolveJ, please report it"), Run
			.text(err));
		assertTrue(Run.text(err).contains("\tat io.github.convolvej.cli.BatchTest"), Run.text(err));
		assertEquals(Arrays.asList("b.tif"), Run.files(folder.resolve("out")));
	}

	@Test
	void tooLittleMemoryIsSaidWithoutATrace() throws IOException {
		final Batch batch = batch().wrapOutput(stream -> failing(stream, 0, () -> {
			throw new OutOfMemoryError("Java heap space");
		}));
		assertEquals(1, batch.run(tasks("a.tif")));
		assertTrue(Run.text(err).matches("(?s).*a\\.tif: not enough memory: give Java more, for example java -Xmx\\d+m .*"),
			Run.text(err));
		assertFalse(Run.text(err).contains("\tat "));
		assertFalse(Files.exists(folder.resolve("out")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5000, 77000 })
	void cancellingWhileWritingLeavesNothingOfThatFile(final int bytes) throws IOException {
		final Batch[] batch = new Batch[1];
		final int[] files = { 0 };
		batch[0] = batch().wrapOutput(stream -> files[0]++ == 0 ? stream : failing(stream, bytes, () -> cancel(batch[0])));
		assertEquals(1, batch[0].run(tasks("a.tif", "b.tif", "c.tif")));
		assertEquals(Arrays.asList("a.tif"), Run.files(folder.resolve("out")));
		assertEquals("", Run.text(err));
		assertTrue(Run.text(out).endsWith("1 done, 0 failed, 2 not finished: cancelled" + System.lineSeparator()), Run.text(
			out));
	}

	private static void cancel(final Batch batch) {
		try {
			batch.cancel();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void cancellingWhileComputingStopsSoonAndLeavesNothing() throws Exception {
		Run.save(Images.noise(8, 3000, 3000, 1, 1, 1), folder.resolve("large.tif"));
		values.put("kernel", "box:101");
		final Batch batch = batch();
		final Thread user = new Thread(() -> {
			while (!Files.exists(folder.resolve("out")) || folder.resolve("out").toFile().list().length == 0)
				Thread.onSpinWait();
			cancel(batch);
		});
		user.start();
		assertEquals(1, batch.run(tasks("large.tif", "a.tif")));
		user.join();
		assertEquals("0 done, 0 failed, 2 not finished: cancelled", Run.text(out).trim());
		assertEquals(Arrays.asList("a.tif", "b.tif", "c.tif", "large.tif"), Run.files(folder));
	}

	@Test
	void aVirtualStackGivesTheSameBytesAsOneInMemory() throws IOException {
		values.put("kernel", "log:1.2");
		values.put("dimensions", "3D");
		values.put("border", "reflect");
		for (final String output : new String[] { "32-bit", "same" }) {
			values.put("output", output);
			assertEquals(0, batch().memoryLimit(1L << 40).overwrite(true).run(tasks("a.tif")));
			final byte[] memory = Files.readAllBytes(folder.resolve("out/a.tif"));
			assertEquals(0, batch().memoryLimit(0).overwrite(true).run(tasks("a.tif")));
			assertArrayEquals(memory, Files.readAllBytes(folder.resolve("out/a.tif")));
		}
	}

	@Test
	void stepsWhoseResultsAreNotKeptInMemoryGiveTheSameBytes() throws IOException {
		final FilterCatalog catalog = new FilterCatalog();
		final Map<String, String> along = new HashMap<>(Collections.singletonMap("dimensions", "3D"));
		final Recipe recipe = Recipe.of(Arrays.asList(catalog.get("smooth"), catalog.get("pooling"), catalog.get(
			"convolution")), Arrays.asList(along, along, along));
		final Console console = new Console(Run.stream(out), Run.stream(err), false, false);
		assertEquals(0, new Batch(recipe, console).memoryLimit(1L << 40).run(tasks("a.tif")));
		final byte[] memory = Files.readAllBytes(folder.resolve("out/a.tif"));
		assertEquals(0, new Batch(recipe, console).memoryLimit(0).overwrite(true).run(tasks("a.tif")), Run.text(err));
		assertArrayEquals(memory, Files.readAllBytes(folder.resolve("out/a.tif")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void tiffsOfContainersHaveTheSameBytesWrittenInBlocksAndInPlanes(final int bits) throws IOException {
		Run.save(Images.noise(bits, 41, 30, 2, 5, 2), folder.resolve("v.tif"));
		assertEquals(0, Run.in(folder, "pyramid", "v.tif", "v.zarr", "--chunks=16,8,2").code);
		final FilterCatalog catalog = new FilterCatalog();
		for (final String output : new String[] { "32-bit", "same" }) {
			final Map<String, String> along = new HashMap<>(Collections.singletonMap("dimensions", "3D"));
			along.put("output", output);
			final Recipe recipe = Recipe.of(Arrays.asList(catalog.get("smooth"), catalog.get("pooling")), Arrays.asList(along,
				along));
			final List<FileTask> task = Collections.singletonList(new FileTask(folder.resolve("v.zarr"), folder.resolve(
				"out/v.tif")));
			final Console console = new Console(Run.stream(out), Run.stream(err), false, false);
			assertEquals(0, new Batch(recipe, console).memoryLimit(1L << 40).overwrite(true).run(task), Run.text(err));
			final byte[] planes = Files.readAllBytes(folder.resolve("out/v.tif"));
			assertEquals(0, new Batch(recipe, console).memoryLimit(0).overwrite(true).run(task), Run.text(err));
			assertArrayEquals(planes, Files.readAllBytes(folder.resolve("out/v.tif")));
			assertEquals(Arrays.asList("v.tif"), Run.files(folder.resolve("out")));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void aLargePlaneIsNeverInMemoryAndGivesTheSameBytes(final int bits) throws IOException {
		Run.save(Images.noise(bits, 700, 300, 1, 1, 1), folder.resolve("a.tif"));
		// the contrast of both images is measured
		values.put("kernel", "log:1.2");
		for (final String output : new String[] { "32-bit", "same" }) {
			values.put("output", output);
			assertEquals(0, batch().memoryLimit(1L << 40).overwrite(true).run(tasks("a.tif")));
			final byte[] memory = Files.readAllBytes(folder.resolve("out/a.tif"));
			assertEquals(0, batch().memoryLimit(0).overwrite(true).run(tasks("a.tif")));
			assertArrayEquals(memory, Files.readAllBytes(folder.resolve("out/a.tif")));
		}
		try (ImageJMessages messages = new ImageJMessages()) {
			final ImageFile file = new ImageFile(folder.resolve("a.tif"), messages, note -> {});
			assertNull(file.unread(Long.MAX_VALUE));
			final ImagePlus image = file.unread(0);
			assertNull(image.getProcessor().getPixels());
			assertArrayEquals(new int[] { 700, 300, 1, 1, 1 }, image.getDimensions());
			final ImagePlus opened = file.open(Long.MAX_VALUE);
			assertEquals(opened.getDisplayRangeMin(), image.getDisplayRangeMin());
			assertEquals(opened.getDisplayRangeMax(), image.getDisplayRangeMax());
		}
	}

	@Test
	void aPlaneThatDoesNotFitTheMemoryIsRefused() {
		FileRun.checkPlane(1000, 1000);
		assertEquals("A plane of the result needs 6.40 GB of memory, but Java has 4.00 GB: give it more (java -Xmx...), filter " +
			"parts of the image, use a larger stride, or output=same if that is smaller", assertThrows(
				IllegalArgumentException.class, () -> FileRun.checkPlane(6_400_000_000L, 4_000_000_000L)).getMessage());
	}

	@Test
	void anInputThatVanishesWhileItIsReadFailsWithItsReason() throws IOException {
		values.put("dimensions", "3D");
		final Batch batch = batch().memoryLimit(0).wrapOutput(stream -> {
			delete(folder.resolve("a.tif"));
			return stream;
		});
		final List<FileTask> tasks = tasks("a.tif");
		assertEquals(1, batch.run(tasks));
		assertTrue(Run.text(err).matches("(?s).*a\\.tif: .*a\\.tif does not exist\\R"), Run.text(err));
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private static void delete(final Path file) {
		try {
			Files.delete(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void aDiskWithTooLittleSpaceIsFoundOutBefore() throws IOException {
		final Path file = folder.resolve("x.tif");
		FreeSpace.check(file, 1000, 1000);
		FreeSpace.check(file, 1000, 0);
		FreeSpace.check(file, 1000);
		assertEquals("the result needs 1.00 MB, but only 2.50 kB are free for " + file, assertThrows(IOException.class,
			() -> FreeSpace.check(file, 1_000_000, 2500)).getMessage());
	}

	@Test
	void whatCouldNotBeLoadedForWantOfMemoryIsNoDefect() {
		final int[] files = { 0 };
		final Batch batch = batch().wrapOutput(stream -> failing(stream, 0, () -> {
			if (files[0]++ == 0) throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
			throw new NoClassDefFoundError("Could not initialize class X");
		}));
		assertEquals(1, batch.run(tasks("a.tif", "b.tif")));
		final String said = Run.text(err);
		assertTrue(said.contains("a.tif: not enough memory: give Java more"), said);
		assertTrue(said.contains("b.tif: not computed, since memory ran out before"), said);
		assertFalse(said.contains("defect"), said);
	}

	@Test
	void theProgressOfARecipeIsThatOfAllItsSteps() {
		final FilterCatalog catalog = new FilterCatalog();
		final Recipe recipe = Recipe.of(Arrays.asList(catalog.get("convolution"), catalog.get("pooling"), catalog.get(
			"smooth")), Arrays.asList(values, values, values));
		final double[] most = { 0 };
		recipe.prepared(Images.noise(8, 40, 30, 1, 4, 1), Long.MAX_VALUE, new io.github.convolvej.run.Monitor() {

			@Override
			public synchronized void progress(final long done, final long total) {
				most[0] = Math.max(most[0], (double) done / total);
			}
		});
		assertEquals(2 / 3.0, most[0], 1e-9);
	}
}
