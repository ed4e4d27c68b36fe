package io.github.convolvej.ij1;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelFile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import ij.process.ImageProcessor;

/** Kernels as users give them: text, a preset's name, or a file. */
public final class KernelSource {

	private KernelSource() {}

	/**
	 * @param text kernel text or preset (see
	 *          {@link io.github.convolvej.kernel.KernelText}), or the path of a
	 *          file: .txt, .csv, .npy, .tif
	 * @param numDimensions spatial axes of the kernel: 1, 2 or 3
	 * @return the kernel
	 * @throws IllegalArgumentException if it is none of these, or the file is
	 *           missing or not a kernel
	 */
	public static Kernel parse(final String text, final int numDimensions) {
		final String trimmed = text == null ? "" : text.trim();
		if (!isPath(trimmed)) return Kernel.parse(trimmed, numDimensions);
		final File file = new File(trimmed);
		if (!file.isFile()) throw new IllegalArgumentException("kernel file " + trimmed + " does not exist");
		final String name = trimmed.toLowerCase(Locale.ROOT);
		if (name.endsWith(".tif") || name.endsWith(".tiff")) return fromImage(file, numDimensions);
		return fromFile(file.toPath(), numDimensions);
	}

	/** A kernel text has no letters but those of presets and exponents; a path has an ending. */
	private static boolean isPath(final String text) {
		if (text.isEmpty() || text.length() > 4096 || text.indexOf('\n') >= 0 || text.indexOf(';') >= 0) return false;
		return text.matches("(?i).*\\.(txt|csv|tsv|npy|tiff?)");
	}

	private static Kernel fromFile(final Path path, final int numDimensions) {
		try {
			return KernelFile.read(path, numDimensions);
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("kernel file " + path + " could not be read: " + e.getMessage(), e);
		}
	}

	private static Kernel fromImage(final File file, final int numDimensions) {
		final ImagePlus image = new Opener().openImage(file.getPath());
		if (image == null) throw new IllegalArgumentException("kernel file " + file + " could not be read as an image");
		if (image.getBitDepth() == 24) throw new IllegalArgumentException("kernel file " + file +
			" is an RGB image: save the kernel as a 32-bit image");
		return fromImage(image, numDimensions);
	}

	/**
	 * Takes the samples of an image as weights. Its channels are the kernel's
	 * input channels; its slices are the planes of a 3D kernel, otherwise the
	 * kernels of a bank, as time points always are.
	 *
	 * @param image a small grey image
	 * @param numDimensions spatial axes of the kernel: 1, 2 or 3
	 * @return the kernel
	 * @throws IllegalArgumentException if a 1D kernel is wanted, but it is not a
	 *           single row or column
	 */
	public static Kernel fromImage(final ImagePlus image, final int numDimensions) {
		final int nx = image.getWidth();
		final int ny = image.getHeight();
		final int nz = numDimensions == 3 ? image.getNSlices() : 1;
		final int inputs = image.getNChannels();
		final int outputs = image.getNFrames() * (numDimensions == 3 ? 1 : image.getNSlices());
		if (numDimensions == 1 && nx > 1 && ny > 1) throw new IllegalArgumentException("kernel image '" + image.getTitle() +
			"' has " + nx + " x " + ny + " samples, but a 1D kernel is a single row: use dimensions=2D");
		final double[] weights = new double[nx * ny * nz * inputs * outputs];
		final ImageStack stack = image.getStack();
		int i = 0;
		for (int k = 0; k < outputs; k++)
			for (int c = 0; c < inputs; c++)
				for (int z = 0; z < nz; z++) {
					final int slice = numDimensions == 3 ? z : k % image.getNSlices();
					final int frame = numDimensions == 3 ? k : k / image.getNSlices();
					final ImageProcessor plane = stack.getProcessor(image.getStackIndex(c + 1, slice + 1, frame + 1));
					for (int j = 0; j < nx * ny; j++)
						weights[i++] = plane.getf(j);
				}
		final int[] size = numDimensions == 3 ? new int[] { nx, ny, nz } : numDimensions == 2 ? new int[] { nx, ny }
			: new int[] { nx * ny };
		return new Kernel(weights, inputs, outputs, size);
	}
}
