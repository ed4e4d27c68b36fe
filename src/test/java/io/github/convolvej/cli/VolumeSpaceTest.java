package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.batch.BatchPlan;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.zarr.ZarrLayout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that cannot fit its disk is refused before anything is written. */
class VolumeSpaceTest {

	/** 256 x 256 x 64 samples of 16 bits. */
	private static final long BYTES = 1L << 23;

	@TempDir
	Path folder;

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final ImageDescription image = new ImageDescription("generated", Arrays.asList(new ImageAxis("x", 256, 1, 0,
		null), new ImageAxis("y", 256, 1, 0, null), new ImageAxis("z", 64, 1, 0, null)), SampleType.UINT16);

	/** An image whose samples are all the same. */
	private BlockSource flat() {
		return new BlockSource() {

			@Override
			public ImageDescription description() {
				return image;
			}

			@Override
			public int[] unit() {
				return new int[] { 64, 64, 64 };
			}

			@Override
			public Object read(final long[] min, final int[] size) {
				return new short[Boxes.samples(size)];
			}

			@Override
			public String location() {
				return "flat";
			}

			@Override
			public String fingerprint() {
				return "flat";
			}
		};
	}

	private void check(final BlockSource source, final String compression, final long free, final int parts)
		throws IOException
	{
		final StreamedRecipe recipe = new StreamedRecipe(source, Collections.emptyList(), 1 << 26);
		final BlockSink sink = ZarrLayout.DEFAULT.compression(compression).planned(recipe.result());
		final BatchPlan plan = new BatchPlan(recipe, sink, Workers.local(), 1, parts);
		new VolumeSpace(folder.resolve("out.zarr"), Collections.singletonList(recipe.result()), plan, free).check(recipe, sink,
			plan, !compression.equals("raw"), new Console(Run.stream(err), Run.stream(err), false, false));
	}

	private String refusal(final BlockSource source, final String compression, final long free, final int parts) {
		return assertThrows(IOException.class, () -> check(source, compression, free, parts)).getMessage();
	}

	@Test
	void whatFitsIsNotComputedBefore() throws IOException {
		check(new GeneratedSource(image, 1), "raw", BYTES, 1);
		check(new GeneratedSource(image, 1), "zstd", BYTES, 1);
		// a disk that does not tell
		check(new GeneratedSource(image, 1), "raw", 0, 1);
		assertEquals("", Run.text(err));
	}

	@Test
	void whatIsNotCompressedIsRefusedBySize() throws IOException {
		final String refusal = refusal(flat(), "raw", BYTES / 2, 1);
		assertEquals("the result needs 8.39 MB, but only 4.19 MB are free on the disk of " + folder.resolve("out.zarr") +
			": make space, choose another disk, or let it be compressed (--compression=zstd)", refusal);
		check(flat(), "raw", BYTES / 2, 2);
	}

	@Test
	void whatIsCompressedIsRefusedByWhatItsBlocksShow() throws IOException {
		// noise of 14 bits over the whole range
		final String refusal = refusal(new GeneratedSource(image, 1), "zstd", BYTES / 3, 1);
		assertTrue(refusal.startsWith("the result needs about ") && refusal.contains(
			" compressed, as 3 of its blocks show (8.39 MB before), but only 2.80 MB are free"), refusal);
		check(flat(), "zstd", BYTES / 100, 1);
		assertTrue(Run.text(err).contains("note: the result needs about "), Run.text(err));
	}

	@Test
	void whatIsThereOfAnEarlierRunCounts() throws IOException {
		Files.createDirectory(folder.resolve("out.zarr"));
		Files.write(folder.resolve("out.zarr/chunk"), new byte[(int) BYTES / 2]);
		check(new GeneratedSource(image, 1), "raw", BYTES / 2, 1);
	}
}
