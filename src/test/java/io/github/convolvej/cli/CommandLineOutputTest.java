package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;


/** Where the command line writes results, and what it never writes onto. */
class CommandLineOutputTest extends CommandLineFixture {

	@Test
	void theOutputIsAFileOrAFolder() throws IOException {
		copyTo("in/b.tif");
		Files.createDirectory(folder.resolve("there"));
		assertEquals(0, run("convolution", "a.tif", "there").code);
		assertEquals(0, run("convolution", "a.tif", "new/deep/").code);
		assertEquals(0, run("convolution", "in", "one").code);
		assertEquals(0, run("convolution", "in", "one.tif").code);
		assertEquals(0, run("convolution", "in", "dotted.tif/").code);
		assertEquals(0, run("convolution", "a.tif", "made/x.tiff").code);
		assertEquals(Arrays.asList("a-convolution.tif"), files("there"));
		assertEquals(Arrays.asList("a-convolution.tif"), files("new/deep"));
		assertEquals(Arrays.asList("b-convolution.tif"), files("one"));
		assertEquals(Arrays.asList("b-convolution.tif"), files("dotted.tif"));
		assertTrue(Files.isRegularFile(folder.resolve("one.tif")));
		assertEquals(Arrays.asList("x.tiff"), files("made"));
	}

	@Test
	void anOutputFolderThatStaysEmptyIsTakenAway() throws IOException {
		Files.write(folder.resolve("bad.tif"), new byte[10]);
		final Run run = run("convolution", "bad.tif", "x/y/");
		assertEquals(1, run.code, run.toString());
		assertEquals(Arrays.asList("a.tif", "bad.tif"), files(""));
	}

	@Test
	void existingFilesAreReplacedOnlyWhenAsked() throws IOException {
		copyTo("out/a-convolution.tif", "out/b-convolution.tif", "b.tif");
		assertUsageError(run("convolution", "a.tif", "b.tif", "out"), "OUTPUT " + folder.resolve("out/a-convolution.tif") +
			" and 1 more exist: choose another name or folder, or add --overwrite or --skip-existing");
		assertUsageError(run("convolution", "a.tif", "out/b-convolution.tif"), "OUTPUT " + folder.resolve(
			"out/b-convolution.tif") + " exists: choose another name or folder, or add --overwrite or --skip-existing");
		assertSameBytes(folder.resolve("a.tif"), folder.resolve("out/a-convolution.tif"));
		assertEquals(0, run("convolution", "a.tif", "b.tif", "out", "--overwrite").code);
		assertEquals(32, Run.open(folder.resolve("out/a-convolution.tif")).getBitDepth());
	}

	@Test
	void inputsAreNeverWrittenOnto() throws IOException {
		copyTo("in/a.tif", "in/a-convolution.tif");
		Files.createSymbolicLink(folder.resolve("link.tif"), folder.resolve("a.tif"));
		final String refusal = " is one of the inputs, which are never written onto: choose another name or folder";
		assertUsageError(run("convolution", "a.tif", "a.tif", "--overwrite"), "OUTPUT " + folder.resolve("a.tif") + refusal);
		assertUsageError(run("convolution", "a.tif", "link.tif", "--overwrite"), "OUTPUT " + folder.resolve("link.tif") +
			refusal);
		assertUsageError(run("convolution", "a.tif", "in/../a.tif", "--overwrite"), "OUTPUT " + folder.resolve(
			"in/../a.tif") + refusal);
		assertUsageError(run("convolution", "in", "in", "--overwrite"), "OUTPUT " + folder.resolve("in/a-convolution.tif") +
			refusal);
		assertSameBytes(folder.resolve("a.tif"), folder.resolve("in/a-convolution.tif"));
	}

	@Test
	void outputsThatWouldClashAreRefused() throws IOException {
		copyTo("x/b.tif", "y/b.tif", "y/b.tiff");
		assertUsageError(run("convolution", "x/b.tif", "y/b.tif", "out"), folder.resolve("x/b.tif") + " and " + folder
			.resolve("y/b.tif") + " would both be written to " + folder.resolve("out/b-convolution.tif") +
			": filter them into different folders");
		assertEquals(2, run("convolution", "y", "out").code);
		assertFalse(Files.exists(folder.resolve("out")));
	}

	@Test
	void outputsThatCannotBeAreRefused() throws IOException {
		copyTo("b.tif", "in/c.tif");
		Files.writeString(folder.resolve("file"), "x");
		Files.createDirectories(folder.resolve("out/a-convolution.tif"));
		assertUsageError(run("convolution", "a.tif", "b.tif", "c.tif"), "OUTPUT " + folder.resolve("c.tif") +
			" names one file, but there are 2 inputs: name a folder, for example results/");
		assertUsageError(run("convolution", "a.tif", "in/c.tif", "b.tif"), "OUTPUT " + folder.resolve("b.tif") +
			" is a file, but there are 2 inputs: name a folder");
		assertUsageError(run("convolution", "a.tif", "result"), "OUTPUT " + folder.resolve("result") +
			" is neither a TIFF nor a folder: end it in .tif, or in / for a folder");
		assertUsageError(run("convolution", "a.tif", "result.png"), "OUTPUT " + folder.resolve("result.png") +
			" is neither a TIFF nor a folder: end it in .tif, or in / for a folder");
		assertUsageError(run("global-pooling", "a.tif", "result.csv"), "OUTPUT " + folder.resolve("result.csv") +
			" is a table, but OUTPUT is a TIFF or a folder: write ./ --table=result.csv");
		assertUsageError(run("global-pooling", "a.tif", "out", "--table=none/t.csv"), "OUTPUT " + folder.resolve(
			"none/t.csv") + ", the table: the folder " + folder.resolve("none") +
			" does not exist: make it first, or choose another --table");
		assertUsageError(run("convolution", "a.tif", "file/out/x.tif"), "OUTPUT folder " + folder.resolve("file/out") +
			" cannot be made: " + folder.resolve("file") + " is a file");
		assertUsageError(run("convolution", "a.tif", "out", "--overwrite"), "OUTPUT " + folder.resolve(
			"out/a-convolution.tif") + " is a folder: a file of that name cannot be written");
	}

	@Test
	void aFolderWithoutPermissionIsRefusedBeforeAnyWork() throws IOException {
		final Path own = Files.createDirectory(folder.resolve("locked"));
		assertTrue(own.toFile().setWritable(false));
		// an administrator may write there, but to no file system that is mounted for reading
		final Path locked = Stream.of(own, Path.of("/sys"), Path.of("/proc/sys")).filter(path -> Files.isDirectory(path) &&
			!Files.isWritable(path)).findFirst().orElse(null);
		Assumptions.assumeTrue(locked != null, "no folder is locked for this user");
		final Path missing = locked.resolve("new");
		assertUsageError(run("convolution", "a.tif", missing + "/"), "OUTPUT folder " + missing +
			" cannot be written to: no permission for " + locked);
		assertUsageError(run("convolution", "a.tif", locked.resolve("x.tif").toString()), "OUTPUT folder " + locked +
			" cannot be written to: no permission for " + locked);
	}
}
