package io.github.convolvej.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.FloatProcessor;

class TableFileTest {

	@TempDir
	Path folder;

	private void save(final String name, final float... samples) throws IOException {
		Run.save(new ImagePlus(name, new FloatProcessor(2, samples.length / 2, samples)), folder.resolve(name));
	}

	@Test
	void aFolderGivesOneTable() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		save("in/a.tif", 1, 2, 3, 6);
		save("in/b,c.tif", -1, 1);
		Files.writeString(folder.resolve("in/broken.tif"), "no image");
		final Run run = Run.in(folder, "global-pooling", "in", "out");
		assertEquals(1, run.code, run.toString());
		assertTrue(run.out.contains("global-pooling.csv  2 rows"), run.out);
		final List<String> lines = Files.readAllLines(folder.resolve("out/global-pooling.csv"));
		assertEquals("image,slice,frame,average_c1", lines.get(0));
		assertEquals("a.tif,1,1,3", lines.get(1));
		assertEquals("\"b,c.tif\",1,1,0", lines.get(2));
		assertEquals(3, lines.size());
	}

	@Test
	void theTableOfOneImageHasTheNameOfItsResult() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		assertEquals(0, Run.in(folder, "spatial-pyramid-pooling", "a.tif", "r.tif", "levels=1,2").code);
		assertEquals("a.tif,1,1,4,1,2,3,4", Files.readAllLines(folder.resolve("r.csv")).get(1));
	}

	@Test
	void aTableIsNeverReplacedUnasked() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		Files.writeString(folder.resolve("r.csv"), "mine");
		final Run refused = Run.in(folder, "global-pooling", "a.tif", "r.tif");
		assertEquals(2, refused.code, refused.toString());
		assertTrue(refused.err.contains("r.csv"), refused.err);
		assertFalse(Files.exists(folder.resolve("r.tif")));
		assertEquals("mine", Files.readString(folder.resolve("r.csv")));
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "r.tif", "--overwrite").code);
		assertEquals("a.tif,1,1,2.5", Files.readAllLines(folder.resolve("r.csv")).get(1));
	}

	@Test
	void filtersOfImagesHaveNoTableAndDryRunsWriteNone() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		assertEquals(0, Run.in(folder, "convolution", "a.tif", "r.tif").code);
		assertFalse(Files.exists(folder.resolve("r.csv")));
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "s.tif", "--dry-run").code);
		assertFalse(Files.exists(folder.resolve("s.csv")));
	}

	@Test
	void rowsAreAddedToATableThatExists() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		save("b.tif", 5, 5, 5, 5);
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "out/", "--table=numbers.csv").code);
		final Run second = Run.in(folder, "global-pooling", "b.tif", "out/", "--table=numbers.csv");
		assertEquals(0, second.code, second.toString());
		assertTrue(second.out.contains("numbers.csv  2 rows"), second.out);
		final List<String> both = List.of("image,slice,frame,average_c1", "a.tif,1,1,2.5", "b.tif,1,1,5");
		assertEquals(both, Files.readAllLines(folder.resolve("out/numbers.csv")));
		// again: the same rows are not there twice, others of the same image only when asked
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "out/", "--table=numbers.csv", "--overwrite").code);
		assertEquals(both, Files.readAllLines(folder.resolve("out/numbers.csv")).stream().sorted(java.util.Comparator.comparing((
			final String line) -> !line.startsWith("image")).thenComparing(line -> line)).collect(java.util.stream.Collectors
				.toList()));
		save("a.tif", 9, 9, 9, 9);
		final Run other = Run.in(folder, "global-pooling", "a.tif", "other/", "--table=" + folder.resolve("out/numbers.csv"));
		assertEquals(1, other.code);
		assertTrue(other.err.contains("has other rows of a.tif"), other.err);
		assertEquals(both, Files.readAllLines(folder.resolve("out/numbers.csv")));
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "other/", "--overwrite", "--table=" + folder.resolve(
			"out/numbers.csv")).code);
		assertEquals(List.of("image,slice,frame,average_c1", "b.tif,1,1,5", "a.tif,1,1,9"), Files.readAllLines(folder.resolve(
			"out/numbers.csv")));
	}

	@Test
	void aTableOfOtherNumbersIsRefusedBeforeTheWork() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "out/", "--table=t.csv").code);
		final Run other = Run.in(folder, "global-pooling", "a.tif", "max/", "method=max", "--table=" + folder.resolve(
			"out/t.csv"), "--overwrite");
		assertEquals(1, other.code);
		assertTrue(other.err.contains("has the columns image,slice,frame,average_c1, but these rows image,slice,frame,max_c1"),
			other.err);
		assertFalse(Files.exists(folder.resolve("max")));
	}

	@Test
	void imagesOfMoreChannelsWidenTheTable() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		final ij.ImageStack stack = new ij.ImageStack(1, 1);
		stack.addSlice(new FloatProcessor(1, 1, new float[] { 7 }));
		stack.addSlice(new FloatProcessor(1, 1, new float[] { 8 }));
		final ImagePlus two = new ImagePlus("two", stack);
		two.setDimensions(2, 1, 1);
		two.setOpenAsHyperStack(true);
		Run.save(two, folder.resolve("two.tif"));
		assertEquals(0, Run.in(folder, "global-pooling", "a.tif", "two.tif", "a.tif", "out").code);
		assertEquals(List.of("image,slice,frame,average_c1,average_c2", "a.tif,1,1,2.5,NaN", "two.tif,1,1,7,8"), Files
			.readAllLines(folder.resolve("out/global-pooling.csv")));
	}

	@Test
	void namesOfChainsAreThoseOfFilesAndNoFormulas() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		for (final String name : new String[] { "=1+1.tif", "+a.tif", "-b.tif", "@c.tif", "d.tif" })
			save("in/" + name, 1, 2, 3, 4);
		final Run run = Run.in(folder, "smooth", "in", "out", "sigma=1", "then", "global-pooling");
		assertEquals(0, run.code, run.toString());
		assertEquals(List.of("./+a.tif", "./-b.tif", "./=1+1.tif", "./@c.tif", "d.tif"), Files.readAllLines(folder.resolve(
			"out/smooth-global-pooling.csv")).stream().skip(1).map(line -> line.split(",")[0]).collect(
				java.util.stream.Collectors.toList()));
		assertEquals(0, Run.in(folder, "smooth", "in", "out", "sigma=1", "then", "global-pooling", "--skip-existing").code);
	}

	@Test
	void wrongTablesAreRefused() throws IOException {
		save("a.tif", 1, 2, 3, 4);
		assertEquals(2, Run.in(folder, "convolution", "a.tif", "r.tif", "--table=t.csv").code);
		assertEquals(2, Run.in(folder, "global-pooling", "a.tif", "r.tif", "--table=t.txt").code);
		assertEquals(2, Run.in(folder, "global-pooling", "a.tif", "r.tif", "--table=none/t.csv").code);
		Files.writeString(folder.resolve("t.csv"), "image,slice,frame,average_c1\na.tif,1\n");
		final Run damaged = Run.in(folder, "global-pooling", "a.tif", "r.tif", "--table=t.csv");
		assertEquals(2, damaged.code);
		assertTrue(damaged.err.contains("its line 2 has 2 cells, but the first one 4"), damaged.err);
		assertFalse(Files.exists(folder.resolve("r.tif")));
		// weights that are read are no table
		Files.writeString(folder.resolve("w.csv"), "1 1; 1 1");
		final Run weights = Run.in(folder, "global-pooling", "a.tif", "w.tif", "method=depthwise", "weights=" + folder.resolve(
			"w.csv"), "--overwrite");
		assertEquals(2, weights.code, weights.toString());
		assertEquals("1 1; 1 1", Files.readString(folder.resolve("w.csv")));
	}

	/** Several threads stand for several processes: each has its own object. */
	@Test
	void rowsOfSeveralWritersAreAllThere() throws Exception {
		for (int i = 0; i < 4; i++)
			for (int j = 0; j < 5; j++)
				save(i + "-" + j + ".tif", i, j, 1, 1);
		final java.util.concurrent.ExecutorService pool = java.util.concurrent.Executors.newFixedThreadPool(4);
		try {
			final List<java.util.concurrent.Callable<Void>> writers = new java.util.ArrayList<>();
			for (int i = 0; i < 4; i++) {
				final int writer = i;
				writers.add(() -> {
					for (int j = 0; j < 5; j++) {
						final TableFile table = new TableFile(folder.resolve("t.csv"), false, new FilesInUse());
						final ij.measure.ResultsTable rows = new ij.measure.ResultsTable();
						rows.addRow();
						rows.addValue("image", writer + "-" + j);
						rows.addValue("frame", 1);
						rows.addValue("x", j);
						table.add(writer + "-" + j, rows);
						table.close();
					}
					return null;
				});
			}
			for (final java.util.concurrent.Future<Void> done : pool.invokeAll(writers))
				done.get();
		}
		finally {
			pool.shutdown();
		}
		assertEquals(21, Files.readAllLines(folder.resolve("t.csv")).size());
	}
}
