package io.github.convolvej.docs;

import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.samples.NoisyNuclei;

import java.util.Locale;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/**
 * The sample network beside a Gaussian and a median, on the sample image whose
 * clean image is known: each at the parameter that is best for this very image,
 * which nobody knows who has no clean image.
 */
final class Denoising {

	final ImagePlus noisy = SampleImage.NOISY_NUCLEI.open();
	final ImagePlus network = Pictures.filter("Network", noisy, "model", "sample:denoiser");
	final Best gaussian = new Best();
	final Best median = new Best();

	Denoising() {
		for (int i = 4; i <= 20; i++)
			gaussian.take(Pictures.filter("Smooth", noisy, "sigma", "" + i / 10.0), i / 10.0);
		for (int i = 1; i <= 6; i++)
			median.take(Pictures.filter("Neighbourhood", noisy, "method", "median", "radius", "" + i / 2.0), i / 2.0);
	}

	/** The result that is nearest to the clean image. */
	static final class Best {

		ImagePlus image;
		double parameter;

		private void take(final ImagePlus other, final double its) {
			if (image != null && ratio(other) <= ratio(image)) return;
			image = other;
			parameter = its;
		}
	}

	/** Peak signal-to-noise ratio in decibels; the peak is the range of the clean image. */
	static double ratio(final ImagePlus image) {
		final ImageProcessor pixels = image.getProcessor();
		final double[] clean = NoisyNuclei.clean();
		double squares = 0;
		double low = Double.POSITIVE_INFINITY;
		double high = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < clean.length; i++) {
			squares += (pixels.getf(i) - clean[i]) * (pixels.getf(i) - clean[i]);
			low = Math.min(low, clean[i]);
			high = Math.max(high, clean[i]);
		}
		return 10 * Math.log10((high - low) * (high - low) / (squares / clean.length));
	}

	static String decibels(final ImagePlus image) {
		return String.format(Locale.ROOT, "%.1f dB", ratio(image));
	}
}
