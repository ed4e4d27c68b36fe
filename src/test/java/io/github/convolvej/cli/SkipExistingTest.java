package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch goes on where it stopped, and keeps nothing that was made otherwise. */
class SkipExistingTest {

	@TempDir
	Path folder;

	@BeforeEach
	void writeImages() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		for (int i = 0; i < 3; i++)
			Run.save(Images.noise(8, 9 + i, 6, 1, 2, 1), folder.resolve("in/" + "abc".charAt(i) + ".tif"));
	}

	private Run run(final String... args) {
		return Run.in(folder, args);
	}

	private byte[] bytes(final String name) throws IOException {
		return Files.readAllBytes(folder.resolve(name));
	}

	private static void assertSummary(final int code, final String summary, final Run run) {
		assertEquals(code, run.code, run.toString());
		final String[] lines = run.out.trim().split("\\R");
		assertEquals(summary, lines[lines.length - 1], run.toString());
	}

	@Test
	void resultsOfTheSameRecipeAndInputAreKept() throws IOException {
		assertSummary(0, "3 done, 0 failed", run("smooth", "in", "out", "sigma=2"));
		final byte[] before = bytes("out/b-smooth.tif");
		Files.delete(folder.resolve("out/a-smooth.tif"));
		final Run again = run("smooth", "in", "out", "sigma=2", "--skip-existing");
		assertSummary(0, "1 done, 2 skipped, 0 failed", again);
		assertTrue(again.out.contains("b-smooth.tif  skipped: made of it by the same recipe"), again.out);
		assertArrayEquals(before, bytes("out/b-smooth.tif"));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run("smooth", "in", "out", "sigma=2", "--skip-existing",
			"--threads=1"));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run("smooth", "in", "out", "sigma=2", "--skip-existing", "--dry-run"));
	}

	@Test
	void theHashOfTheInputIsThatOfItsBytes() throws Exception {
		run("smooth", "in", "out", "sigma=2");
		final byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes("in/a.tif"));
		assertEquals(String.format("%064x", new BigInteger(1, digest)), Run.open(folder.resolve("out/a-smooth.tif")).getProp(
			Provenance.INPUT_HASH));
	}

	@Test
	void whatDiffersIsSaidAndIsAFailure() throws IOException {
		run("smooth", "in", "out", "sigma=2");
		final byte[] before = bytes("out/a-smooth.tif");
		final Run other = run("smooth", "in/a.tif", "out", "sigma=3", "--skip-existing");
		assertSummary(1, "0 done, 0 skipped, 1 failed", other);
		assertTrue(other.err.contains("out/a-smooth.tif exists and was not skipped: it was made otherwise (sigma was '2', not '3')" +
			"; choose another folder, or add --overwrite"), other.err);
		assertArrayEquals(before, bytes("out/a-smooth.tif"));
		Files.copy(folder.resolve("in/b.tif"), folder.resolve("in/a.tif"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		assertTrue(run("smooth", "in/a.tif", "out", "sigma=2", "--skip-existing").err.contains(
			"it was made of another input (of a.tif, with other bytes)"));
		assertSummary(0, "1 done, 2 skipped, 0 failed", run("smooth", "in", "out", "sigma=2", "--skip-existing",
			"--overwrite"));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run("smooth", "in", "out", "sigma=2", "--skip-existing"));
	}

	@Test
	void filesWithoutProvenanceAndDamagedOnesAreNoResults() throws IOException {
		Files.createDirectory(folder.resolve("out"));
		Files.copy(folder.resolve("in/a.tif"), folder.resolve("out/a-smooth.tif"));
		Files.writeString(folder.resolve("out/b-smooth.tif"), "precious");
		final Run run = run("smooth", "in", "out", "sigma=2", "--skip-existing");
		assertSummary(1, "1 done, 0 skipped, 2 failed", run);
		assertTrue(run.err.contains("a-smooth.tif exists and was not skipped: it does not say how it was made"), run.err);
		assertTrue(run.err.contains("b-smooth.tif exists and was not skipped: it is no result of ConvolveJ: "), run.err);
		assertEquals("precious", Files.readString(folder.resolve("out/b-smooth.tif")));
		final byte[] whole = bytes("out/c-smooth.tif");
		Files.write(folder.resolve("out/c-smooth.tif"), Arrays.copyOf(whole, whole.length - 100));
		assertSummary(1, "0 done, 0 skipped, 1 failed", run("smooth", "in/c.tif", "out", "sigma=2", "--skip-existing"));
	}

	@Test
	void chainsAndReplaysAreRecipesToo() throws IOException {
		final String[] chain = { "smooth", "in", "out", "sigma=2", "then", "pooling", "window=2", "--skip-existing" };
		assertSummary(0, "3 done, 0 skipped, 0 failed", run(chain));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run(chain));
		Files.copy(folder.resolve("out/a-smooth-pooling.tif"), folder.resolve("record.tif"));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run("replay", "--from", "record.tif", "in", "out",
			"--skip-existing"));
		final Run other = run("smooth", "in/a.tif", "out/a-smooth-pooling.tif", "sigma=2", "--skip-existing");
		assertTrue(other.err.contains("it was made otherwise (by 'Pooling...', not by 'Smooth...')"), other.err);
	}

	@Test
	void aKernelFileBelongsToTheRecipe() throws IOException {
		final Path kernel = Files.writeString(folder.resolve("k.txt"), "1 2 1");
		final String[] call = { "convolution", "in", "out", "kernel=" + kernel, "--skip-existing" };
		assertSummary(0, "3 done, 0 skipped, 0 failed", run(call));
		assertSummary(0, "0 done, 3 skipped, 0 failed", run(call));
		Files.writeString(kernel, "1 3 1");
		final Run changed = run(call);
		assertSummary(1, "0 done, 0 skipped, 3 failed", changed);
		assertTrue(changed.err.contains("or other files of the same names"), changed.err);
	}

	@Test
	void aResultWhoseRowsAreMissingIsMadeAgain() throws IOException {
		assertSummary(0, "3 done, 0 failed", run("global-pooling", "in", "out"));
		final Path table = folder.resolve("out/global-pooling.csv");
		final List<String> lines = Files.readAllLines(table);
		assertEquals(7, lines.size());
		// as if it had been killed between the image and its rows
		Files.write(table, lines.subList(0, 5));
		final byte[] before = bytes("out/c-global-pooling.tif");
		assertSummary(0, "1 done, 2 skipped, 0 failed", run("global-pooling", "in", "out", "--skip-existing"));
		assertEquals(lines, Files.readAllLines(table));
		assertArrayEquals(before, bytes("out/c-global-pooling.tif"));
		Files.delete(table);
		assertSummary(0, "3 done, 0 skipped, 0 failed", run("global-pooling", "in", "out", "--skip-existing"));
		assertEquals(lines, Files.readAllLines(table));
		assertFalse(Files.exists(folder.resolve("out/.convolvej")));
	}
}
