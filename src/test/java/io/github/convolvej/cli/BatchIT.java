package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** Batches as processes: killed, told to stop, side by side, and in a locale that cannot spell names. */
class BatchIT {

	@TempDir
	Path folder;

	@BeforeEach
	void onlyWhereProcessesGetSignals() {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no signals there");
	}

	/** A process and what it said. */
	private final class Job {

		private final Process process;
		private final Path out;
		private final Path err;

		Job(final Map<String, String> environment, final List<String> args) throws IOException {
			final List<String> command = new ArrayList<>(Arrays.asList(System.getProperty("java.home") + File.separator + "bin" +
				File.separator + "java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", Jars.ALL.file().toString()));
			command.addAll(args);
			out = Files.createTempFile(folder, "out", ".txt");
			err = Files.createTempFile(folder, "err", ".txt");
			final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
			builder.environment().remove("DISPLAY");
			builder.environment().putAll(environment);
			process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		}

		int code() throws InterruptedException {
			return process.waitFor();
		}

		String said() throws IOException {
			return Files.readString(out) + Files.readString(err);
		}

		String summary() throws IOException {
			final List<String> lines = Files.readAllLines(out);
			return lines.get(lines.size() - 1);
		}

		/** Waits until a file or folder is there; the process should not end before. */
		Job until(final Wish wish) throws Exception {
			while (process.isAlive() && !wish.isFulfilled())
				Thread.sleep(5);
			return this;
		}

		/** Whether it was started so that it ignores a signal; Java then leaves that alone. Known where there is a /proc. */
		boolean ignores(final int signal) throws IOException {
			final Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
			if (!Files.exists(status)) return false;
			final String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
			return (Long.parseUnsignedLong(mask.substring(mask.indexOf(':') + 1).trim(), 16) >> signal - 1 & 1) != 0;
		}

		void signal(final String name) throws Exception {
			assertEquals(0, new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor());
		}
	}

	private interface Wish {

		boolean isFulfilled() throws IOException;
	}

	private Job start(final String... args) throws IOException {
		return new Job(Map.of(), Arrays.asList(args));
	}

	/** Names of the files below a folder, hidden ones too. */
	private List<String> names(final String name) throws IOException {
		if (!Files.isDirectory(folder.resolve(name))) return List.of();
		try (Stream<Path> files = Files.list(folder.resolve(name))) {
			return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
		}
	}

	private Map<String, byte[]> contents(final String name) throws IOException {
		final Map<String, byte[]> contents = new TreeMap<>();
		for (final String file : names(name))
			if (!file.startsWith(".")) contents.put(file, Files.readAllBytes(folder.resolve(name).resolve(file)));
		return contents;
	}

	private void save(final String name, final ImagePlus image) throws IOException {
		Files.createDirectories(folder.resolve(name).getParent());
		Run.save(image, folder.resolve(name));
	}

	@Test
	@Tag("long")
	void killedRunsLeaveWholeFilesOnlyAndAreResumed() throws Exception {
		for (int i = 0; i < 8; i++)
			save("in/" + i + ".tif", Images.noise(8, 300 + 40 * i, 400, 1, 2, 1));
		final String[] recipe = { "in", "sigma=9", "border=reflect", "then", "global-pooling", "--skip-existing" };
		assertEquals(0, start("smooth", "in", "whole", "sigma=9", "border=reflect", "then", "global-pooling").code());
		final Map<String, byte[]> whole = contents("whole");
		assertEquals(9, whole.size());
		for (int kill = 0; kill < 3; kill++) {
			final int wanted = 2 * kill;
			final Job job = start("smooth", recipe[0], "out", recipe[1], recipe[2], recipe[3], recipe[4], recipe[5]);
			// at work, after some results
			job.until(() -> names("out").stream().filter(file -> file.endsWith(".tif")).count() >= wanted && names("out").stream()
				.anyMatch(file -> file.endsWith(".part")));
			job.process.destroyForcibly().waitFor();
			contents("out").forEach((file, bytes) -> {
				if (file.endsWith(".tif")) assertArrayEquals(whole.get(file), bytes, file);
			});
		}
		final Job last = start("smooth", recipe[0], "out", recipe[1], recipe[2], recipe[3], recipe[4], recipe[5]);
		assertEquals(0, last.code(), last.said());
		assertEquals(names("whole"), names("out"), "no temporary file is left");
		contents("out").forEach((file, bytes) -> {
			if (file.endsWith(".tif")) assertArrayEquals(whole.get(file), bytes, file);
		});
		final List<String> rows = Files.readAllLines(folder.resolve("out/smooth-global-pooling.csv"));
		assertEquals(Files.readAllLines(folder.resolve("whole/smooth-global-pooling.csv")).stream().sorted().collect(Collectors
			.toList()), rows.stream().sorted().collect(Collectors.toList()));
	}

	@Test
	void signalsEndWithWhatIsWhole() throws Exception {
		save("in/a.tif", Images.noise(8, 30, 40, 1, 1, 1));
		save("in/b.tif", Images.noise(8, 3000, 3000, 1, 1, 1));
		for (final String[] signal : new String[][] { { "TERM", "143" }, { "INT", "130" } }) {
			final String out = "out" + signal[0];
			final Job job = start("convolution", "in", out, "kernel=box:101", "engine=direct");
			job.until(() -> names(out).contains("a-convolution.tif"));
			Assumptions.assumeFalse(job.ignores(Integer.parseInt(signal[1]) - 128), signal[0] +
				" is ignored by all that the shell of this build started in the background");
			job.signal(signal[0]);
			assertEquals(Integer.parseInt(signal[1]), job.code(), job.said());
			assertEquals(List.of("a-convolution.tif"), names(out));
			assertEquals("1 done, 0 failed, 1 not finished: cancelled", job.summary());
		}
	}

	@Test
	void jobsInOneFolderDoNotDisturbEachOther() throws Exception {
		final List<String> rows = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			save((i % 2 == 0 ? "even/" : "odd/") + i + ".tif", Images.noise(8, 60, 40, 1, 1, 1));
			rows.add(i + ".tif");
		}
		Files.createDirectories(folder.resolve("bad"));
		Files.writeString(folder.resolve("bad/x.tif"), "no TIFF");
		final Job even = start("global-pooling", "even", "out", "--table=all.csv");
		final Job odd = start("global-pooling", "odd", "out", "--table=all.csv");
		final Job bad = start("smooth", "bad", "out");
		assertEquals(0, even.code(), even.said());
		assertEquals(0, odd.code(), odd.said());
		assertEquals(1, bad.code(), bad.said());
		assertEquals(13, names("out").size(), names("out").toString());
		final List<String> table = Files.readAllLines(folder.resolve("out/all.csv"));
		assertEquals("image,slice,frame,average_c1", table.get(0));
		assertEquals(rows.stream().sorted().collect(Collectors.toList()), table.stream().skip(1).map(line -> line.split(",")[0])
			.sorted().collect(Collectors.toList()));
	}

	@Test
	void namesWorkInALocaleThatCannotSpellThem() throws Exception {
		final String name = "sch\u00f6n";
		Assumptions.assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the test itself must spell them");
		save("in/" + name + ".tif", Images.noise(8, 30, 40, 1, 1, 1));
		final Map<String, String> plain = Map.of("LC_ALL", "C");
		final Job listed = new Job(plain, List.of("global-pooling", "in", "out"));
		assertEquals(0, listed.code(), listed.said());
		assertEquals(List.of(name + "-global-pooling.csv", name + "-global-pooling.tif"), names("out"));
		assertTrue(Files.readString(folder.resolve("out/" + name + "-global-pooling.csv")).contains(name + ".tif,1,1,"));
		final Job named = new Job(plain, List.of("smooth", "in/" + name + ".tif", name + "/"));
		assertEquals(0, named.code(), named.said());
		assertEquals(List.of(name + "-smooth.tif"), names(name));
		final java.awt.image.BufferedImage picture = new java.awt.image.BufferedImage(20, 10, 5);
		javax.imageio.ImageIO.write(picture, "png", folder.resolve("in/" + name + ".png").toFile());
		final Job other = new Job(plain, List.of("smooth", "in/" + name + ".png", "out/"));
		assertEquals(1, other.code());
		assertTrue(other.said().contains("the encoding of this locale, ANSI_X3.4-1968, does not have: set LC_ALL=C.UTF-8"),
			other.said());
	}
}
