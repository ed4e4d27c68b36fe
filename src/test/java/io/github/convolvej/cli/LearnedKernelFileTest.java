package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.kernel.KernelText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line learns a kernel from two files and writes it. */
class LearnedKernelFileTest {

	@TempDir
	Path folder;

	@Test
	void aKernelIsWrittenThatAConvolutionReads() {
		final String cells = Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
		assertEquals(0, Run.in(folder, "convolution", cells, "wanted.tif", "kernel=scharr-x").code);
		final Run run = Run.in(folder, "learn-kernel", cells, "wanted.tif", "kernel.txt", "size=3");
		assertEquals(0, run.code, run.err);
		assertTrue(run.out.contains("in parts that were left out"), run.out);
		assertTrue(run.out.lines().anyMatch(l -> l.startsWith("run(\"Convolution...\", \"kernel=")), run.out);
		assertArrayEquals(KernelText.parse("scharr-x", 2).weights(), KernelSource.parse(folder.resolve("kernel.txt").toString(),
			2).weights(), 1e-5);
		assertEquals(0, Run.in(folder, "convolution", cells, "again.tif", "kernel=" + folder.resolve("kernel.txt")).code);
		// what is there is not replaced
		assertEquals(1, Run.in(folder, "learn-kernel", cells, "wanted.tif", "kernel.txt", "size=3").code);
	}

	@Test
	void optionsAreThoseOfTheOtherSubcommands() throws IOException {
		final String cells = Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
		final Run planned = Run.in(folder, "learn-kernel", cells, cells, "kernel.txt", "size=3", "--dry-run");
		assertEquals(0, planned.code, planned.err);
		assertTrue(planned.out.contains("a kernel of 3 x 3 weights, 1 channel to 1") && planned.out.contains("(not written)"),
			planned.out);
		assertFalse(Files.exists(folder.resolve("kernel.txt")));
		Files.writeString(folder.resolve("kernel.txt"), "old");
		assertEquals(1, Run.in(folder, "learn-kernel", cells, cells, "kernel.txt", "size=3", "--dry-run").code);
		final Run replaced = Run.in(folder, "learn-kernel", cells, cells, "kernel.txt", "size=3", "--overwrite", "--quiet",
			"--threads", "1");
		assertEquals(0, replaced.code, replaced.err);
		assertEquals("", replaced.out);
		assertArrayEquals(new double[] { 0, 0, 0, 0, 1, 0, 0, 0, 0 }, KernelSource.parse(folder.resolve("kernel.txt").toString(), 2)
			.weights(), 1e-9);
		for (final String option : new String[] { "--timeout=3", "--levels=2", "--series=2", "--compress", "--skip-existing" })
			assertEquals(2, Run.in(folder, "learn-kernel", cells, cells, "other.txt", option).code, option);
		assertEquals(List.of("kernel.txt"), Run.files(folder));
	}

	@Test
	void wrongCallsAreRefusedAndLeaveNothing() {
		final String cells = Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
		assertEquals(2, Run.in(folder, "learn-kernel", cells, "kernel.txt").code);
		assertEquals(2, Run.in(folder, "learn-kernel", cells, cells, "kernel.txt", "speed=1").code);
		assertEquals(2, Run.in(folder, "learn-kernel", cells, cells, "kernel.txt", "wanted=x").code);
		assertEquals(1, Run.in(folder, "learn-kernel", cells, cells, "kernel.tif").code);
		assertFalse(Files.exists(folder.resolve("kernel.txt")));
	}
}
