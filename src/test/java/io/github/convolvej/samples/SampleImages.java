package io.github.convolvej.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileSaver;

/**
 * Makes the sample images from fixed seeds. The same bytes come out on every
 * JVM: random numbers are java.util.Random's, whose algorithm is specified,
 * and functions StrictMath's.
 */
public final class SampleImages {

	private SampleImages() {}

	/** @return all sample images; the title of each is its file's name */
	public static List<ImagePlus> all() {
		return Arrays.asList(NucleiFilaments.create(), Cells.create(), Spots.create(), Chart.create(), Histology.create(),
			NoisyNuclei.create());
	}

	/**
	 * Writes all sample images as ImageJ TIFF files.
	 *
	 * @param folder made if it does not exist; files of the same names are
	 *          replaced
	 * @throws IOException if the folder or a file cannot be written
	 */
	public static void write(final Path folder) throws IOException {
		Files.createDirectories(folder);
		// ImageJ writes in the order of its preferences, which others may have loaded
		final boolean order = Prefs.intelByteOrder;
		Prefs.intelByteOrder = true;
		try {
			for (final ImagePlus image : all()) {
				image.setProperty("Info", "Synthetic sample image of ConvolveJ, CC0 1.0; see sample-images/README.md\n");
				final File file = folder.resolve(image.getTitle()).toFile();
				if (!new FileSaver(image).saveAsTiff(file.getPath())) throw new IOException("cannot write " + file);
			}
		}
		finally {
			Prefs.intelByteOrder = order;
		}
	}

	/**
	 * @param args the folder to write to
	 * @throws IOException if it cannot be written
	 */
	public static void main(final String[] args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		if (args.length != 1) throw new IllegalArgumentException("expected one argument, the folder to write the sample " +
			"images to, got " + args.length);
		write(Paths.get(args[0]));
	}
}
