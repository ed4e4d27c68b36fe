package io.github.convolvej.ij1.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.run.Monitor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

/** While a picture is computed some of its rows are shown, with the samples of the result. */
class CoarsePicturesTest {

	@Test
	void aPictureThatTakesLongIsCoarseFirst() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 60, 200, 2, 1, 1);
		final CountDownLatch coarse = new CountDownLatch(1);
		final List<PreviewPicture> ahead = new CopyOnWriteArrayList<>();
		final Monitor slow = new Monitor() {

			@Override
			public void progress(final long done, final long total) {
				try {
					coarse.await();
				}
				catch (final InterruptedException e) {
					throw new IllegalStateException(e);
				}
			}
		};
		final PreviewPicture all = PreviewPicture.compute(PreviewTest.sobel().preview(image), ViewOfImage.of(image), slow, picture -> {
			ahead.add(picture);
			coarse.countDown();
		});
		assertEquals(all.computed(), ahead.get(0).computed());
		final int[] steps = { 8, 4, 2 };
		for (int i = 0; i < ahead.size(); i++)
			for (int y = 0; y < 200; y++)
				for (int x = 0; x < 60; x++)
					assertEquals(all.samples().getProcessor().getf(x, y / steps[i] * steps[i]), ahead.get(i).samples().getProcessor()
						.getf(x, y), "picture " + i + " at " + x + ", " + y);
	}
}
