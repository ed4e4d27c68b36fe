package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** Galleries, maps and projections of networks from the command line. */
class GalleryFileTest {

	private static final String MODEL = "model=conv k=3 c=2 p=same | relu";

	@TempDir
	Path folder;

	private static String cells() {
		return Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
	}

	@Test
	void aGalleryIsWrittenAndItsResponsesAreListed() throws IOException {
		final Run run = Run.in(folder, "feature-gallery", cells(), "gallery.tif", MODEL, "count=3", "--threads", "2");
		assertEquals(0, run.code, run.err);
		assertEquals(4, run.out.lines().count(), run.out);
		assertTrue(run.out.contains("\n3: cells-8bit.tif, unit "), run.out);
		final ImagePlus gallery = Run.open(folder.resolve("gallery.tif"));
		assertArrayEquals(new int[] { 3, 3, 2, 3, 1 }, gallery.getDimensions());
		assertTrue(gallery.getStack().getSliceLabel(2).startsWith("1: projection, cells-8bit.tif "));
		assertEquals(2, Run.in(folder, "feature-gallery", cells(), "gallery.tif", MODEL).code);
		final Run planned = Run.in(folder, "feature-gallery", cells(), "other.tif", MODEL, "--dry-run");
		assertTrue(planned.out.contains("the 9 strongest responses in 'cells-8bit.tif'") && planned.out.contains("(not written)"),
			planned.out);
		assertEquals(0, Run.in(folder, "feature-gallery", cells(), "gallery.tif", MODEL, "--overwrite", "view=montage").code);
		assertEquals(24, Run.open(folder.resolve("gallery.tif")).getBitDepth());
		assertEquals(List.of("gallery.tif"), Run.files(folder));
	}

	@Test
	void aFolderIsSearched() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		Files.copy(Paths.get(cells()), folder.resolve("in/a.tif"));
		Files.copy(Paths.get(cells()), folder.resolve("in/b.tif"));
		final Run run = Run.in(folder, "feature-gallery", "in", "gallery.tif", MODEL, "count=4");
		assertEquals(0, run.code, run.err);
		// the same image twice: each response is there twice
		final String[] lines = run.out.split("\n");
		assertEquals(lines[1].replace("1: a.tif", "2: b.tif"), lines[2]);
		assertEquals(2, Run.in(folder, "feature-gallery", "in", "in/gallery.tif", MODEL).code);
	}

	@Test
	void wrongCallsAreRefusedAndLeaveNothing() throws IOException {
		assertEquals(2, Run.in(folder, "feature-gallery", cells()).code);
		assertEquals(2, Run.in(folder, "feature-gallery", cells(), "gallery.png").code);
		assertEquals(2, Run.in(folder, "feature-gallery", cells(), "gallery.tif", "source=x").code);
		assertEquals(2, Run.in(folder, "feature-gallery", cells(), "gallery.tif", "maps=2").code);
		assertEquals(2, Run.in(folder, "feature-gallery", "none.tif", "gallery.tif").code);
		assertEquals(2, Run.in(folder, "feature-gallery", cells(), "gallery.tif", "--levels=2").code);
		assertEquals(1, Run.in(folder, "feature-gallery", cells(), "gallery.tif", MODEL, "map=3").code);
		assertEquals(1, Run.in(folder, "feature-gallery", cells(), "gallery.tif", "layer=none").code);
		assertEquals(List.of(), Run.files(folder));
	}

	/** The report of a projection is printed, and sorted maps and montages are written as they are shown. */
	@Test
	void projectionsTellTheirUnitAndMapsAreArranged() throws IOException {
		final Run back = Run.in(folder, "back-projection", cells(), "back.tif", MODEL);
		assertEquals(0, back.code, back.err);
		assertTrue((back.out + back.err).contains("Back Projection: unit "), back.out + back.err);
		assertEquals(0, Run.in(folder, "feature-maps", cells(), "sorted.tif", MODEL, "sort=maximum").code);
		assertTrue(Run.open(folder.resolve("sorted.tif")).getStack().getSliceLabel(1).contains("(maximum "));
		final Run montage = Run.in(folder, "feature-maps", cells(), "montage.tif", MODEL, "view=montage");
		assertTrue(montage.out.contains(" RGB"), montage.out);
		assertEquals(24, Run.open(folder.resolve("montage.tif")).getBitDepth());
		// sorted maps are what a further step works on
		assertEquals(0, Run.in(folder, "feature-maps", cells(), "blurred.tif", MODEL, "sort=maximum", "then", "smooth", "sigma=1").code);
		assertEquals(2, Run.open(folder.resolve("blurred.tif")).getNChannels());
		final Run zarr = Run.in(folder, "feature-maps", cells(), "maps.zarr", MODEL, "view=montage");
		assertFalse(zarr.code == 0);
		assertTrue(zarr.err.contains("end OUTPUT in .tif"), zarr.err);
	}

	@Test
	void aPixelOfANetworkIsExplained() {
		assertEquals(0, Run.in(folder, "network", cells(), "made.tif", MODEL).code);
		final Run run = Run.in(folder, "explain", "--at", "30,20", "made.tif", cells(), "path=1,2");
		assertEquals(0, run.code, run.err);
		assertTrue(run.out.contains("it depends on cells-8bit.tif, x 29 to 31, y 19 to 21"), run.out);
		assertEquals(1, Run.in(folder, "explain", "--at", "30,20", "made.tif", cells(), "path=1,99").code);
		assertEquals(0, Run.in(folder, "convolution", cells(), "other.tif").code);
		assertEquals(2, Run.in(folder, "explain", "--at", "3,2", "other.tif", cells(), "path=1").code);
	}
}
