package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.image.TestImages;

import ij.ImagePlus;

/** Previews one after the other, and how long each took. */
public final class PreviewLatency {

	private PreviewLatency() {}

	/**
	 * @param depth bits of the image's samples
	 * @param size samples along x and along y
	 * @param count how many previews
	 * @return milliseconds of each
	 * @throws InterruptedException if the thread was interrupted
	 */
	public static double[] measure(final int depth, final int size, final int count) throws InterruptedException {
		final ImagePlus image = TestImages.hyperstack(depth, size, size, 1, 1, 1);
		final double[] times = new double[count];
		try (Preview preview = new Preview(image)) {
			for (int i = 0; i < count; i++) {
				final PreviewPicture old = preview.picture();
				preview.show(PreviewTest.sobel());
				while (preview.picture() == old)
					Thread.sleep(1);
				times[i] = preview.milliseconds();
			}
		}
		return times;
	}
}
