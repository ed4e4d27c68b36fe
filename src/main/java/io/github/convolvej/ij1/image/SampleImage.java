package io.github.convolvej.ij1.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import ij.ImagePlus;
import ij.io.Opener;

/** The sample images, which are in the jar: every example of the manual runs as soon as ConvolveJ is installed. */
public enum SampleImage {

		/** Nuclei and filaments: a stack of 16 slices with two channels. */
		NUCLEI_FILAMENTS("nuclei-filaments.tif"),
		/** Cells in uneven light, 8 bits. */
		CELLS("cells-8bit.tif"),
		/** Spots that move and fade, 12 time points. */
		SPOTS("spots-time.tif"),
		/** Ramps, pulses, stripes, edges and noise with known values. */
		CHART("chart.tif"),
		/** A stained section, RGB. */
		HISTOLOGY("histology-rgb.tif"),
		/** Nuclei in so little light that the camera's noise hides much of them. */
		NOISY_NUCLEI("noisy-nuclei.tif");

	private static final String FOLDER = "/io/github/convolvej/samples/";

	private final String fileName;

	SampleImage(final String fileName) {
		this.fileName = fileName;
	}

	/** @return the name of its file, an ImageJ TIFF, and the title of the image */
	public String fileName() {
		return fileName;
	}

	/** @return the bytes of its file, which the caller closes */
	public InputStream stream() {
		final InputStream stream = SampleImage.class.getResourceAsStream(FOLDER + fileName);
		if (stream == null) throw new IllegalStateException("The sample image " + fileName + " is missing in the jar");
		return stream;
	}

	/** @return a new image each time, with its calibration and channels, as ImageJ opens the file; not shown */
	public ImagePlus open() {
		try (InputStream stream = stream()) {
			final ImagePlus image = new Opener().openTiff(stream, fileName);
			if (image == null) throw new IllegalStateException("ImageJ cannot open the sample image " + fileName);
			return image;
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The sample image " + fileName + " could not be read", e);
		}
	}
}
