package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file's fault is that file's, known before the work where it can be; no file that is read is written onto. */
class BatchFaultsTest {

	@TempDir
	Path folder;

	@BeforeEach
	void writeAnImage() {
		Run.save(Images.noise(8, 9, 6, 1, 1, 1), folder.resolve("a.tif"));
	}

	private Run run(final String... args) {
		return Run.in(folder, args);
	}

	private void copyTo(final String... names) throws IOException {
		for (final String name : names) {
			Files.createDirectories(folder.resolve(name).getParent());
			Files.copy(folder.resolve("a.tif"), folder.resolve(name));
		}
	}

	private List<String> files(final String subfolder) throws IOException {
		return Run.files(folder.resolve(subfolder));
	}

	private static String summary(final Run run) {
		final String[] lines = run.out.trim().split("\\R");
		return lines[lines.length - 1];
	}

	@Test
	void linksThatLeadNowhereAreFailures() throws IOException {
		copyTo("in/a.tif");
		Files.createSymbolicLink(folder.resolve("in/b.tif"), Path.of("gone.tif"));
		Files.createSymbolicLink(folder.resolve("in/c.txt"), Path.of("gone.txt"));
		final String failure = folder.resolve("in/b.tif") + ": a link to gone.tif, which does not exist";
		for (final String input : new String[] { "in", "in/*.tif", "**/b.tif" }) {
			final Run run = run("smooth", input, "out", "--overwrite");
			assertEquals(1, run.code, run.toString());
			assertTrue(run.err.contains(failure), run.err);
			assertEquals(input.startsWith("*") ? "0 done, 1 failed" : "1 done, 1 failed", summary(run));
		}
		// as a shell names it that expands the pattern
		final Run named = run("smooth", "in/a.tif", "in/b.tif", "out", "--overwrite");
		assertEquals(1, named.code, named.toString());
		assertTrue(named.err.contains(failure), named.err);
		assertEquals(List.of("a-smooth.tif"), files("out"));
		Files.createSymbolicLink(folder.resolve("circle.tif"), Path.of("circle.tif"));
		final Run circle = run("smooth", "circle.tif", "out/");
		assertEquals(1, circle.code, circle.toString());
		assertTrue(circle.err.contains("circle.tif: a link to circle.tif, which cannot be followed: "), circle.err);
	}

	@Test
	void foldersThatCannotBeReadAreFailures() throws IOException {
		copyTo("in/a.tif", "in/sub/b.tif");
		assertTrue(folder.resolve("in/sub").toFile().setReadable(false));
		Assumptions.assumeFalse(Files.isReadable(folder.resolve("in/sub")), "an administrator reads everything");
		final Run run = run("smooth", "in/**/*.tif", "out");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains(folder.resolve("in/sub") + ": this folder could not be searched: no permission"), run.err);
		assertEquals("1 done, 1 failed", summary(run));
		assertTrue(run("smooth", "in/sub", "out2").err.contains("this folder could not be read: no permission"), run.err);
	}

	@Test
	void aConflictOfNamesFailsThoseFilesOnly() throws IOException {
		copyTo("in/a.tif", "in/b.tif", "in/b.tiff");
		final Run run = run("smooth", "in", "out");
		assertEquals(1, run.code, run.toString());
		assertEquals("1 done, 2 failed", summary(run));
		assertEquals(2, run.err.split("would both be written to", -1).length - 1, run.err);
		assertEquals(List.of("a-smooth.tif"), files("out"));
	}

	@Test
	void aNameThatWouldBeTooLongIsRefusedBeforeTheWork() throws IOException {
		final String name = "n".repeat(245) + ".tif";
		copyTo("in/a.tif", "in/" + name);
		final Run run = run("smooth", "in", "out/new", "--dry-run");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains("-smooth.tif, is too long for this disk: rename the image"), run.err);
		assertEquals("1 done, 1 failed", summary(run("smooth", "in", "out/new")));
		assertEquals(2, run("smooth", "in/" + name, "out/").code);
		assertEquals(0, run("smooth", "in/" + name, "short.tif").code);
	}

	@Test
	void aReadOnlyResultStays() throws IOException {
		copyTo("b.tif");
		assertEquals(0, run("smooth", "a.tif", "b.tif", "out").code);
		final Path precious = folder.resolve("out/a-smooth.tif");
		assertTrue(precious.toFile().setWritable(false, false));
		final byte[] before = Files.readAllBytes(precious);
		final Run run = run("smooth", "a.tif", "b.tif", "out", "sigma=4", "--overwrite");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains("a-smooth.tif is read-only, and so it is not replaced"), run.err);
		assertEquals("1 done, 1 failed", summary(run));
		assertArrayEquals(before, Files.readAllBytes(precious));
	}

	/** A field of a message of Protocol Buffers, of a length below 128. */
	private static byte[] field(final int number, final byte[]... contents) {
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (final byte[] content : contents)
			all.writeBytes(content);
		final ByteArrayOutputStream field = new ByteArrayOutputStream();
		field.write(number << 3 | 2);
		field.write(all.size());
		field.writeBytes(all.toByteArray());
		return field.toByteArray();
	}

	private static byte[] field(final int number, final String text) {
		return field(number, text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void weightsBesideANetworkAreNotOverwritten() throws IOException {
		copyTo("m/w.tif", "m/c.tif", "m/free.tif");
		// a constant of the graph, and one that is an attribute of a node
		final byte[] weights = field(5, field(13, field(1, "location"), field(2, "w.tif")));
		final byte[] node = field(1, field(5, field(5, field(13, field(1, "location"), field(2, "c.tif")))));
		Files.write(folder.resolve("m/net.onnx"), field(7, node, weights));
		final String model = "model=" + folder.resolve("m/net.onnx");
		for (final String name : new String[] { "w.tif", "c.tif" }) {
			final Run run = run("network", "a.tif", "m/" + name, model, "--overwrite");
			assertEquals(2, run.code, run.toString());
			assertTrue(run.err.contains("one of the files that are read, which are never written onto"), run.err);
		}
		// what is wrong with the network itself is told after that
		final Run other = run("network", "a.tif", "m/free.tif", model, "--overwrite");
		assertFalse(other.err.contains("never written onto"), other.err);
	}

	@Test
	void noFileThatACallReadsIsOverwritten() throws IOException {
		copyTo("k.tif");
		final byte[] before = Files.readAllBytes(folder.resolve("k.tif"));
		Files.createLink(folder.resolve("second.tif"), folder.resolve("k.tif"));
		Files.createSymbolicLink(folder.resolve("link.tif"), folder.resolve("k.tif"));
		Files.createSymbolicLink(folder.resolve("linked"), folder);
		for (final String output : new String[] { "k.tif", "second.tif", "link.tif", "linked/k.tif" })
			for (final String kernel : new String[] { "k.tif", "second.tif", "link.tif" }) {
				final Run run = run("convolution", "a.tif", output, "kernel=" + folder.resolve(kernel), "--overwrite");
				assertEquals(2, run.code, run.toString());
				assertTrue(run.err.contains("one of the files that are read, which are never written onto"), run.err);
			}
		assertEquals(2, run("unpooling", "a.tif", "k.tif", "method=max", "positions=" + folder.resolve("k.tif"),
			"--overwrite").code);
		assertEquals(2, run("smooth", "a.tif", "k.tif", "then", "convolution", "kernel=" + folder.resolve("k.tif"),
			"--overwrite").code);
		assertEquals(2, run("smooth", "a.tif", "o.tif", "--failures=" + folder.resolve("a.tif")).code);
		assertEquals(0, run("smooth", "a.tif", "o.zarr").code);
		Files.writeString(folder.resolve("o.zarr/k.txt"), "1 2 1");
		final Run inside = run("convolution", "a.tif", "o.zarr", "kernel=" + folder.resolve("o.zarr/k.txt"), "--overwrite");
		assertEquals(2, inside.code, inside.toString());
		assertEquals("1 2 1", Files.readString(folder.resolve("o.zarr/k.txt")));
		assertArrayEquals(before, Files.readAllBytes(folder.resolve("k.tif")));
		assertEquals(0, run("smooth", "a.tif", "made.tif").code);
		final Run record = run("replay", "--from", "made.tif", "a.tif", "made.tif", "--overwrite");
		assertEquals(2, record.code, record.toString());
		assertTrue(record.err.contains("the result whose steps are done again"), record.err);
	}

	@Test
	void whatIsWrongForAnyFileIsAMistakeOfTheCall() throws IOException {
		copyTo("in/a.tif", "in/b.tif");
		for (final String[] call : new String[][] { { "sigma=two", "sigma 'two' has 'two' where a number is expected" }, {
			"sigma=-1", "sigma is -1.0 along x" }, { "border=zro", "border is 'zro'" }, { "part=foo", "part is 'foo'" }, {
				"sigma=1e300", "sigma 1.0E300 gives a kernel of about 8.0e+300 taps" } }) {
			for (final String output : new String[] { "out/", "out.zarr" }) {
				final String input = output.equals("out/") ? "in" : "in/a.tif";
				final Run run = run("smooth", input, output, call[0]);
				assertEquals(2, run.code, run.toString());
				assertTrue(run.err.startsWith(call[1]), run.err);
				final Run second = run("smooth", input, output, "then", "smooth", call[0]);
				assertEquals(2, second.code, second.toString());
				assertTrue(second.err.startsWith("step 2, smooth: " + call[1]), second.err);
			}
		}
		assertEquals(2, run("convolution", "in", "out/", "kernel=" + folder.resolve("gone.txt"), "--failures=f.jsonl").code);
		final Run large = run("convolution", "in", "out/", "stride=99999999999");
		assertTrue(large.err.startsWith("stride '99999999999' has 99999999999, but numbers are from "), large.err);
		assertFalse(Files.exists(folder.resolve("out")) || Files.exists(folder.resolve("out.zarr")) || Files.exists(folder
			.resolve("f.jsonl")));
		// right for other images: their own fault
		final Run channel = run("smooth", "in", "out/", "part=channel:2");
		assertEquals(1, channel.code, channel.toString());
		assertTrue(run("smooth", "in", "out/", "sigma=1", "then", "smooth", "part=channel:2").err.contains(
			"a.tif: step 2, smooth: part is "));
		// only images with a selection can be cropped
		assertEquals(1, run("smooth", "in", "out/", "roi=crop").code);
	}

	@Test
	void pipesAndLinksThatLeadNowhereAreNotReplaced() throws IOException, InterruptedException {
		Files.createSymbolicLink(folder.resolve("dangling.tif"), Path.of("gone"));
		for (final String overwrite : new String[] { "--quiet", "--overwrite" }) {
			final Run run = run("smooth", "a.tif", "dangling.tif", overwrite);
			assertEquals(2, run.code, run.toString());
			assertTrue(run.err.contains("dangling.tif is a link that leads nowhere: choose another name"), run.err);
		}
		assertTrue(Files.isSymbolicLink(folder.resolve("dangling.tif")));
		Files.write(folder.resolve("a.tif.gz"), new byte[] { 0x1f, (byte) 0x8b, 8, 0, 0, 0 });
		assertTrue(run("smooth", "a.tif.gz", "o.tif").err.contains("it is packed by gzip: unpack it first"));
		final Path pipe = folder.resolve("pipe.tif");
		Assumptions.assumeTrue(new ProcessBuilder("mkfifo", pipe.toString(), folder.resolve("t.csv").toString(), folder
			.resolve("m.onnx").toString(), folder.resolve("w.npz").toString()).start().waitFor() == 0);
		final Run run = run("smooth", "a.tif", "pipe.tif", "--overwrite");
		assertEquals(2, run.code, run.toString());
		assertTrue(run.err.contains("pipe.tif is a pipe, socket or device, which is not replaced"), run.err);
		assertFalse(Files.isRegularFile(pipe));
		assertEquals(2, run("global-pooling", "a.tif", "o.tif", "--table=" + folder.resolve("t.csv")).code);
		assertEquals(2, run("network", "a.tif", "o.tif", "model=" + folder.resolve("m.onnx")).code);
		assertEquals(2, run("network", "a.tif", "o.tif", "model=conv k=3 c=1 p=same | relu", "weights=" + folder.resolve("w.npz")).code);
	}

	@Test
	void aDryRunWritesNoList() throws IOException {
		assertEquals(1, run("smooth", "a.tif", "o.tif", "part=channel:2", "--failures=f.jsonl", "--dry-run").code);
		assertFalse(Files.exists(folder.resolve("f.jsonl")));
	}

	@Test
	void failuresAreListedForPrograms() throws IOException {
		copyTo("in/a.tif");
		Files.writeString(folder.resolve("in/b \"x\".tif"), "no TIFF");
		Files.createSymbolicLink(folder.resolve("in/\u00e9\n.tif"), Path.of("gone.tif"));
		final Run run = run("smooth", "in", "out", "--failures=failed.jsonl");
		assertEquals(1, run.code, run.toString());
		final List<String> lines = Files.readAllLines(folder.resolve("failed.jsonl"));
		assertEquals(2, lines.size());
		assertEquals("{\"file\":\"" + folder + "/in/b \\\"x\\\".tif\",\"output\":\"" + folder +
			"/out/b \\\"x\\\"-smooth.tif\",\"reason\":\"not an image that ImageJ can read\"}", lines.get(0));
		assertEquals("{\"file\":\"" + folder + "/in/\\u00e9\\u000a.tif\",\"output\":null,\"reason\":" +
			"\"a link to gone.tif, which does not exist\"}", lines.get(1));
		assertEquals(0, run("smooth", "a.tif", "o.tif", "--failures=failed.jsonl").code);
		assertEquals("", Files.readString(folder.resolve("failed.jsonl")));
		Files.writeString(folder.resolve("mine.txt"), "mine");
		assertEquals(2, run("smooth", "a.tif", "p.tif", "--failures=mine.txt").code);
		assertEquals("mine", Files.readString(folder.resolve("mine.txt")));
		assertEquals(2, run("smooth", "a.tif", "p.tif", "--failures=none/f.jsonl").code);
		assertEquals(2, run("smooth", "a.tif", "p.tif", "--failures=in/../p.tif").code);
		assertFalse(Files.exists(folder.resolve("p.tif")));
	}

	@Test
	void aFileThatTakesTooLongIsGivenUp() throws IOException {
		Run.save(Images.noise(8, 4000, 4000, 1, 1, 1), folder.resolve("large.tif"));
		final Run run = run("neighbourhood", "large.tif", "a.tif", "out", "method=mode", "radius=200", "--timeout=4",
			"--threads=1");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.err.contains("large.tif: took longer than 4 s (--timeout), and was given up"), run.err);
		assertEquals(List.of("a-neighbourhood.tif"), files("out"));
		assertEquals(2, run("smooth", "a.tif", "b.tif", "--timeout=0").code);
	}

	@Test
	void namesThatControlTerminalsAreShownHarmlessly() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		Files.writeString(folder.resolve("in/a\u001b[2J\n9 done, 0 failed.tif"), "no TIFF");
		final Run run = run("smooth", "in", "out");
		assertEquals(1, run.code);
		assertTrue(run.err.contains("a\\u001b[2J\\n9 done, 0 failed.tif: not an image"), run.err);
		assertFalse(run.err.contains("\u001b"), run.err);
	}

	@Test
	void argumentsAreReadFromTheSystemWhereJavaHasLostThem() {
		final byte[] line = "java\0-jar\0x.jar\0smooth\0sch\u00f6n.tif\0out\0".getBytes(StandardCharsets.UTF_8);
		final Charset ascii = StandardCharsets.US_ASCII;
		assertEquals(Arrays.asList("smooth", "sch\u00f6n.tif", "out"), Arrays.asList(RawArguments.of(line, ascii, "smooth",
			"sch\ufffd\ufffdn.tif", "out")));
		// of another program
		assertEquals(Arrays.asList("other\ufffd", "out"), Arrays.asList(RawArguments.of(line, ascii, "other\ufffd", "out")));
	}

	@Test
	void aPartOfAnImageInSeveralFilesIsNotOverwritten() throws IOException {
		try (InputStream in = BatchFaultsTest.class.getResourceAsStream("/tiff/samples.zip");
				ZipInputStream zip = new ZipInputStream(in))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				if (entry.getName().matches(".*ome_multi_[ab]\\.ome\\.tif")) Files.copy(zip, folder.resolve(Path.of(entry.getName())
					.getFileName()));
		}
		final byte[] before = Files.readAllBytes(folder.resolve("ome_multi_b.ome.tif"));
		final Run refused = run("smooth", "ome_multi_a.ome.tif", "ome_multi_b.ome.tif", "--overwrite");
		assertEquals(2, refused.code, refused.toString());
		assertTrue(refused.err.contains("is one of the parts of the inputs, which are never written onto"), refused.err);
		// under another name it is found when it is read
		Files.copy(folder.resolve("ome_multi_a.ome.tif"), folder.resolve("renamed.tif"));
		final Run renamed = run("smooth", "renamed.tif", "ome_multi_b.ome.tif", "--overwrite");
		assertEquals(1, renamed.code, renamed.toString());
		assertTrue(renamed.err.contains("is a part of it, which is never written onto"), renamed.err);
		assertArrayEquals(before, Files.readAllBytes(folder.resolve("ome_multi_b.ome.tif")));
		final Run both = run("smooth", "ome_multi_a.ome.tif", "ome_multi_b.ome.tif", "out");
		assertEquals(0, both.code, both.toString());
		assertTrue(both.err.contains("one of 2 files of one image: all of them are read"), both.err);
	}
}
