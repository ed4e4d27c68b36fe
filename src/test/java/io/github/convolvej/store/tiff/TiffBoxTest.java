package io.github.convolvej.store.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.Boxes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box of a page has the samples that the whole page has there, whatever strips, tiles and compression it has. */
class TiffBoxTest {

	@TempDir
	static Path samples;

	@BeforeAll
	static void unpack() throws IOException {
		TiffSamples.unpack(samples);
	}

	@Test
	void boxesAreThoseOfWholePages() throws IOException {
		final List<Path> files = TiffComparison.files(samples);
		final Random random = new Random(7);
		int compared = 0;
		for (final Path file : files) {
			final TiffSeries series;
			final Object[] whole;
			try {
				series = TiffFile.open(file).series(1);
				whole = series.read(0, 0, 0, 0, series.samples());
			}
			catch (final IOException e) {
				// files that are refused with a reason; another test knows which
				continue;
			}
			for (int i = 0; i < 4; i++) {
				final int x = random.nextInt(series.width());
				final int y = random.nextInt(series.height());
				final int w = 1 + random.nextInt(series.width() - x);
				final int h = 1 + random.nextInt(series.height() - y);
				final int first = random.nextInt(series.samples());
				final Object[] box = series.read(0, 0, 0, first, series.samples() - first, new int[] { x, y, w, h });
				for (int s = 0; s < box.length; s++) {
					final Object crop = series.type().newArray(w * h);
					Boxes.copy(whole[first + s], new int[] { series.width(), series.height() }, new int[] { x, y }, crop, new int[] { w,
						h }, new int[2], new int[] { w, h });
					assertEquals(text(crop), text(box[s]), samples.relativize(file) + " " + x + ", " + y + ", " + w + " x " + h);
				}
				compared++;
			}
		}
		assertTrue(compared > 400, "boxes were compared: " + compared);
	}

	private static String text(final Object array) {
		return Arrays.deepToString(new Object[] { array });
	}
}
