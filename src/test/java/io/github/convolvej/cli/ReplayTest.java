package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** Results on the command line know how they were made: it is done again with others, explained, and written as scripts. */
class ReplayTest {

	@TempDir
	Path folder;

	@BeforeEach
	void makeImages() {
		Run.save(Images.noise(8, 20, 16, 2, 3, 1), folder.resolve("a.tif"));
		Run.save(Images.noise(16, 13, 11, 1, 1, 1), folder.resolve("b.tif"));
	}

	private Run run(final String... args) {
		return Run.in(folder, args);
	}

	private void make() {
		assertEquals(0, run("convolution", "a.tif", "first.tif", "kernel=1 2; 3 4", "border=reflect").code);
		assertEquals(0, run("pooling", "first.tif", "made.tif", "method=average", "window=3", "ceil=true").code);
	}

	private static void assertSamePixels(final ImagePlus expected, final ImagePlus actual) {
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertArrayEquals((float[]) expected.getStack().getPixels(n), (float[]) actual.getStack().getPixels(n));
	}

	@Test
	void ourTiffsKeepTheSteps() {
		make();
		final Provenance made = Provenance.of(Run.open(folder.resolve("made.tif")));
		assertEquals(2, made.steps().size());
		assertEquals("run(\"Convolution...\", \"kernel=[1 2; 3 4] mode=correlation stride=1 padding=same border=reflect" +
			" dilation=1 groups=1 bias=0 dimensions=2D channels=separate engine=auto output=32-bit roi=ignore part=all" +
			" target=new\");", made.steps().get(0).macro().toString());
		assertEquals("a.tif", made.steps().get(0).input());
		assertEquals("first.tif", made.steps().get(1).input());
		assertEquals(Provenance.version(), made.steps().get(1).version());
	}

	@Test
	void replayDoesTheSameWithOtherImages() {
		make();
		final Run again = run("replay", "--from", "made.tif", "a.tif", "again.tif");
		assertEquals(0, again.code, again.toString());
		assertSamePixels(Run.open(folder.resolve("made.tif")), Run.open(folder.resolve("again.tif")));
		assertEquals(0, run("replay", "--from", "made.tif", "a.tif", "b.tif", "out").code);
		run("convolution", "b.tif", "b1.tif", "kernel=1 2; 3 4", "border=reflect");
		run("pooling", "b1.tif", "b2.tif", "method=average", "window=3", "ceil=true");
		assertSamePixels(Run.open(folder.resolve("b2.tif")), Run.open(folder.resolve("out/b-convolution-pooling.tif")));
		assertEquals(2, Provenance.of(Run.open(folder.resolve("out/b-convolution-pooling.tif"))).steps().size());
		assertTrue(Files.exists(folder.resolve("out/a-convolution-pooling.tif")));
	}

	@Test
	void tablesAreReplayedToo() {
		run("convolution", "b.tif", "c.tif");
		run("global-pooling", "c.tif", "g.tif");
		assertEquals(0, run("replay", "--from", "g.tif", "b.tif", "h.tif").code);
		assertTrue(Files.exists(folder.resolve("h.csv")));
	}

	@Test
	void whatCannotBeReplayedIsRefusedBeforeAnyWork() throws IOException {
		make();
		assertRefused("--from is missing", "replay", "a.tif", "x.tif");
		assertRefused("a.tif: The image has no record", "replay", "--from", "a.tif", "b.tif", "x.tif");
		assertRefused("nothing.tif does not exist", "replay", "--from", "nothing.tif", "b.tif", "x.tif");
		assertRefused("replay takes no keys, but 'stride'", "replay", "--from", "made.tif", "b.tif", "x.tif", "stride=2");
		assertRefused("OUTPUT is missing", "replay", "--from", "made.tif", "b.tif");
		assertRefused("--from and --recipe go with replay, not with 'convolution'", "convolution", "--from", "made.tif", "b.tif", "x.tif");
		assertRefused("--at goes with explain, not with 'replay'", "replay", "--from", "made.tif", "--at", "1,1", "b.tif",
			"x.tif");
		final ImagePlus strange = Run.open(folder.resolve("b.tif"));
		strange.setProp(Provenance.MACRO, "run(\"Levitation...\", \"height=2\");");
		Run.save(strange, folder.resolve("strange.tif"));
		assertRefused("There is no filter 'Levitation...'", "replay", "--from", "strange.tif", "b.tif", "x.tif");
		strange.setProp(Provenance.MACRO, "run(\"Convolution...\", \"speed=2\");");
		Run.save(strange, folder.resolve("strange.tif"));
		assertRefused("There is no key 'speed'", "replay", "--from", "strange.tif", "b.tif", "x.tif");
		assertFalse(Files.exists(folder.resolve("x.tif")));
	}

	private void assertRefused(final String words, final String... args) {
		final Run run = run(args);
		assertEquals(2, run.code, run.toString());
		assertTrue(run.err.contains(words), run.toString());
	}

	@Test
	void aPixelIsExplained() {
		make();
		final Run run = run("explain", "--at", "3,2,2,3", "made.tif", "first.tif");
		assertEquals(0, run.code, run.toString());
		assertTrue(run.out.contains("made.tif: x=3 y=2 c=2 z=3 t=1 is "), run.out);
		assertTrue(run.out.contains("divided by 9: "), run.out);
		assertEquals(0, run("explain", "--at", "0,0", "first.tif", "a.tif").code);
	}

	@Test
	void whatIsNotExplainedIsRefusedWithTheReason() {
		make();
		assertRefused("--at is missing", "explain", "made.tif", "first.tif");
		assertRefused("--at is '1'", "explain", "--at", "1", "made.tif", "first.tif");
		assertRefused("there are 1 files", "explain", "--at", "1,1", "made.tif");
		assertRefused("takes no key 'stride'", "explain", "--at", "1,1", "made.tif", "first.tif", "stride=2");
		final Run outside = run("explain", "--at", "3,2,0", "made.tif", "first.tif");
		assertEquals(1, outside.code);
		assertTrue(outside.err.contains("c is 0, but must be 1 to 2"), outside.err);
		final Run other = run("explain", "--at", "0,0", "first.tif", "made.tif");
		assertEquals(1, other.code);
		assertTrue(other.err.contains("or was computed from another image"), other.err);
		Run.save(Images.noise(8, 20, 16, 2, 3, 1), folder.resolve("a.tif"));
		final ImagePlus changed = Run.open(folder.resolve("a.tif"));
		changed.getStack().getProcessor(1).invert();
		Run.save(changed, folder.resolve("a.tif"));
		final Run differs = run("explain", "--at", "3,3", "first.tif", "a.tif");
		assertEquals(1, differs.code, "the numbers differ");
		assertTrue(differs.out.contains("BUT THE PIXEL IS"), differs.out);
	}

	@Test
	void aDamagedSelectionInTheRecordIsNamed() throws IOException {
		for (final String name : new String[] { "p_roipoly.tif", "p_roishort.tif" }) {
			try (InputStream in = ReplayTest.class.getResourceAsStream("/damaged/" + name)) {
				Files.copy(in, folder.resolve(name));
			}
			assertRefused("the selection in its property ConvolveJ.roi is damaged", "replay", "--from", name, "a.tif", "out.tif");
		}
	}

	@Test
	void scriptsArePrinted() {
		make();
		assertEquals(Run.open(folder.resolve("made.tif")).getProp(Provenance.MACRO), run("script", "made.tif").out.split(
			"\n", 2)[1].trim());
		assertTrue(run("script", "made.tif", "language=groovy").out.contains("kernel: \"1 2; 3 4\""));
		assertRefused("script takes one result", "script");
		final Run wrong = run("script", "made.tif", "language=cobol");
		assertEquals(1, wrong.code);
		assertTrue(wrong.err.contains("language is 'cobol', but must be one of macro, groovy, jython, pyimagej, shell"));
	}

	@Test
	void theShellLinesGiveTheSamePixels() throws Exception {
		assertEquals(0, run("convolution", "a.tif", "first.tif", "kernel=1 2; 3 4", "border=reflect").code);
		assertEquals(0, run("pooling", "first.tif", "made.tif", "window=3").code);
		for (final String line : run("script", "made.tif", "language=shell").out.split("\n")) {
			if (line.startsWith("#") || line.startsWith("CONVOLVEJ=")) continue;
			// the shell takes the line apart, and what would be the program prints its arguments
			final Process shell = new ProcessBuilder("sh", "-c", line.replaceFirst("java -jar \\S+", "printf '%s\\\\n'")).start();
			final String[] args = new String(shell.getInputStream().readAllBytes()).split("\n");
			assertEquals("convolution".equals(args[0]) ? "a.tif" : "step1.tif", args[1]);
			assertEquals(0, run(args).code, Arrays.toString(args));
		}
		assertSamePixels(Run.open(folder.resolve("made.tif")), Run.open(folder.resolve("result.tif")));
	}

	@Test
	void aForeignRecordRunsReadsAndWritesNothing() throws IOException {
		final ImagePlus foreign = Run.open(folder.resolve("b.tif"));
		foreign.setProp(Provenance.MACRO, "run(\"Compile and Run...\", \"path=/tmp/Evil.java\");");
		Run.save(foreign, folder.resolve("foreign.tif"));
		final Run script = run("script", "foreign.tif", "language=shell");
		assertEquals(1, script.code);
		assertEquals("", script.out);
		assertTrue(script.err.contains("was made by 'Compile and Run...', which ConvolveJ"), script.err);
		assertRefused("There is no filter 'Compile and Run...'", "replay", "--from", "foreign.tif", "b.tif", "x.tif");
		assertEquals(1, run("explain", "--at", "0,0", "foreign.tif", "b.tif").code);

		final java.nio.file.Path kernel = Files.writeString(folder.resolve("k.txt"), "1 2 1");
		for (final String value : new String[] { "kernel=" + kernel, "kernel=//host/share/k.npy" }) {
			foreign.setProp(Provenance.MACRO, "run(\"Convolution...\", \"" + value + "\");");
			Run.save(foreign, folder.resolve("foreign.tif"));
			assertRefused("The record in foreign.tif says " + value + ", which may be a file", "replay", "--from", "foreign.tif",
				"b.tif", "x.tif");
			assertRefused("The record in foreign.tif says " + value, "explain", "--at", "0,0", "foreign.tif", "b.tif");
		}
		foreign.setProp(Provenance.MACRO, "run(\"Unpooling...\", \"method=max positions=/dev/zero\");");
		Run.save(foreign, folder.resolve("foreign.tif"));
		assertRefused("says positions=/dev/zero", "replay", "--from", "foreign.tif", "b.tif", "x.tif");
		assertFalse(Files.exists(folder.resolve("x.tif")));
		// of an image whose origin is known
		assertEquals(0, run("convolution", "b.tif", "own.tif", "kernel=" + kernel).code);
		assertRefused("add --recorded-files", "replay", "--from", "own.tif", "b.tif", "x.tif");
		assertEquals(0, run("replay", "--from", "own.tif", "b.tif", "x.tif", "--recorded-files").code);
		assertSamePixels(Run.open(folder.resolve("own.tif")), Run.open(folder.resolve("x.tif")));
		assertEquals(0, run("explain", "--at", "3,3", "own.tif", "b.tif", "--recorded-files").code);
		assertRefused("--recorded-files goes with replay, explain and animate", "convolution", "b.tif", "y.tif", "--recorded-files");
	}

	/** Every key that may name a file is one that replay asks about. */
	@Test
	void everyTextThatIsReadAsAFileCountsAsOne() throws IOException {
		for (final String value : new String[] { "k.txt", "a/k.csv", "K.NPY", "x.tif", "C:\\x.tiff", "//host/x.tsv", "w.npz",
			"w.safetensors", "a b.txt" })
			for (final String key : new String[] { "kernel", "pointwise", "row", "weights", "offsetweights", "matrix" })
				assertTrue(NamedFiles.mayName(key, value), key + "=" + value);
		for (final String value : new String[] { "m.onnx", "/models/unet", "a\\b", "rdf.yaml", "x=y/m.zip", folder.toString() })
			assertTrue(NamedFiles.mayName("model", value), value);
		for (final String key : new String[] { "positions", "offsets", "mask" })
			assertTrue(NamedFiles.mayName(key, "anything"), key);
		// a folder is a model or nothing; not all of the disk is searched
		assertEquals(java.util.Collections.emptyList(), NamedFiles.of("mask", "/"));
		Files.writeString(folder.resolve("rdf.yaml"), "x");
		assertTrue(NamedFiles.of("model", folder.resolve("rdf.yaml").toString()).contains(folder.resolve("a.tif")));
		assertTrue(NamedFiles.of("model", folder.toString()).contains(folder.resolve("rdf.yaml")));
		for (final String[] none : new String[][] { { "kernel", "1 2; 3 4" }, { "kernel", "gaussian:1.5" }, { "kernel",
			"1/9 1/9" }, { "positions", "true" }, { "model", "conv k=3 c=8 p=same | relu" }, { "weights", "random:1" }, { "factor",
				"1.5,2.25" }, { "kernel", "" } })
			assertFalse(NamedFiles.mayName(none[0], none[1]), none[0] + "=" + none[1]);
	}
}
