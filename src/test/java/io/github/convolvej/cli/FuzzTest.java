package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed, the exit code is 0, 1 or 2, and nothing is thrown. */
class FuzzTest {

	private static final int LISTS = 2000;

	/** Nothing here names a place outside of the folder. */
	private static final String[] WORDS = { "a.tif", "b.tif", "*.tif", "**", "**/*.tif", "[", "{a,b}.tif", "?", "bad.tif",
		"in", "in/", "none.tif", "out", "out/", "out.tif", "out/x.tif", "in/a.tif", "out.png", "a.tif/x.tif", "", " ", "\0",
		"-", "--", "-x", "--foo", "-1", "@a", "=", "==", "=x", "a=", "kernel=", "kernel=1 2 1", "kernel=box:3", "kernel=x",
		"kernel=sobel-x", "kernel=1;2;|3", "kernel=a.tif", "kernel=none.npy", "kernel=1 1~1 1", "kernal=3", "mode=convolution",
		"mode=", "stride=2", "stride=0", "stride=2,2,2", "stride=1e9", "padding=valid", "padding=full", "padding=20000",
		"padding=-1", "border=periodic", "border=constant:nan", "dilation=3", "dilation=99999999", "groups=1", "groups=7",
		"groups=-1", "groups=1.5", "bias=NaN", "bias=1,2", "dimensions=3D", "dimensions=1D-z", "dimensions=4D",
		"channels=mixed", "output=same", "output=8-bit", "--threads", "--threads=2", "--threads=0", "--threads=x", "1", "2",
		"--overwrite", "--dry-run", "--quiet", "-q", "--help", "-h", "--version", "list", "help", "convolution",
		"Convolution...", "convolve", "ä ö", "\n", "🦊", "a\"b", "'", "$HOME", "`x`", "a|b", "~" };

	@TempDir
	Path folder;

	@Test
	void randomArgumentsNeverEndInAnException() throws IOException {
		Run.save(Images.noise(8, 9, 6, 1, 1, 1), folder.resolve("a.tif"));
		Run.save(Images.noise(16, 5, 4, 2, 3, 1), folder.resolve("b.tif"));
		Files.write(folder.resolve("bad.tif"), new byte[] { 'I', 'I', 42, 0, 1 });
		Files.createDirectory(folder.resolve("in"));
		Files.copy(folder.resolve("a.tif"), folder.resolve("in/a.tif"));
		final byte[] original = Files.readAllBytes(folder.resolve("a.tif"));
		final Random random = new Random(2026);
		final int[] codes = new int[3];
		for (int i = 0; i < LISTS; i++) {
			final String[] args = arguments(random);
			final Run run = Run.in(folder, args);
			final String what = Arrays.toString(args) + ": " + run;
			assertTrue(run.code >= 0 && run.code <= 2, what);
			assertFalse(run.err.contains("\tat ") || run.err.contains("defect"), what);
			assertTrue(run.code == 0 || !run.err.isEmpty(), what);
			codes[run.code]++;
		}
		for (final int count : codes)
			assertTrue(count > LISTS / 100, "all kinds of ends are met: " + Arrays.toString(codes));
		assertTrue(Arrays.equals(original, Files.readAllBytes(folder.resolve("a.tif"))), "the input is untouched");
		try (Stream<Path> files = Files.walk(folder)) {
			assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")), "nothing half-written");
		}
	}

	/** Half of the lists begin as right ones do. */
	private static String[] arguments(final Random random) {
		final int right = random.nextBoolean() ? 3 : 0;
		final String[] args = new String[right + random.nextInt(right > 0 ? 3 : 6)];
		for (int i = right; i < args.length; i++)
			args[i] = WORDS[random.nextInt(WORDS.length)];
		if (right == 0) return args;
		args[0] = "convolution";
		args[1] = random.nextInt(4) == 0 ? "bad.tif" : random.nextBoolean() ? "a.tif" : "in";
		args[2] = "out" + random.nextInt(1000) + (random.nextBoolean() ? "/" : ".tif");
		return args;
	}
}
