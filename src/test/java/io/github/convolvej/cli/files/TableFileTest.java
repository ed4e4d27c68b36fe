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
}
