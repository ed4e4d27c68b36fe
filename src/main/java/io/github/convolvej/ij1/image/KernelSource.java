package io.github.convolvej.ij1.image;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelFile;
import io.github.convolvej.kernel.KernelText;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/** Reads kernels as users give them: text, the name of a preset, or a file. */
public final class KernelSource {

	/** Largest number of weights of a kernel image. */
	private static final int MAX_WEIGHTS = 1 << 25;

	private static final LastFile<Kernel> LAST = new LastFile<>();

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
		if (looksLikeAFile(trimmed)) throw new IllegalArgumentException("kernel '" + trimmed +
			"' looks like a file, but kernels are read from files that end in .txt, .csv, .tsv, .npy or .tif");
		if (!isPath(trimmed)) return KernelText.parse(trimmed, numDimensions);
		final File file = new File(trimmed);
		if (!file.isFile()) throw new IllegalArgumentException("kernel file " + trimmed + " does not exist");
		return LAST.get(file, numDimensions, () -> read(file, numDimensions));
	}

	private static Kernel read(final File file, final int numDimensions) {
		final String name = file.getName().toLowerCase(Locale.ROOT);
		if (name.endsWith(".tif") || name.endsWith(".tiff")) return fromTiff(file, numDimensions);
		return fromFile(file.toPath(), numDimensions);
	}

	/**
	 * Whether a text is a path. Kernel texts have no letters except those of
	 * presets and exponents; a path has a file ending.
	 */
	private static boolean isPath(final String text) {
		if (text.isEmpty() || text.length() > 4096 || text.indexOf('\n') >= 0 || text.indexOf(';') >= 0) return false;
		return text.matches("(?i).*\\.(txt|csv|tsv|npy|tiff?)");
	}

	/** A name with another ending: what else has a letter, a point and letters behind it is neither number nor preset. */
	private static boolean looksLikeAFile(final String text) {
		return text.length() <= 4096 && text.matches("[^;|~#\\n]*[A-Za-z_][^;|~#\\n]*\\.[A-Za-z][A-Za-z0-9]{0,5}") && !isPath(text);
	}

	private static Kernel fromFile(final Path path, final int numDimensions) {
		try {
			return KernelFile.read(path, numDimensions);
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("kernel file " + path + " could not be read: " + e.getMessage(), e);
		}
	}

	private static Kernel fromTiff(final File file, final int numDimensions) {
		final ImagePlus image;
		try {
			image = ImageFile.open(file.toPath());
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("kernel file " + file + " could not be read: " + e.getMessage(), e);
		}
		try {
			return fromImage(image, numDimensions);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("kernel file " + file + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Uses the samples of an image as weights. Its channels are the kernel's input
	 * channels. Its slices are the planes of a 3D kernel, otherwise the kernels of
	 * a bank; time points are always the kernels of a bank.
	 *
	 * @param image a small grey image
	 * @param numDimensions spatial axes of the kernel: 1, 2 or 3
	 * @return the kernel
	 * @throws IllegalArgumentException if it is an RGB image, has too many samples
	 *           for a kernel or a sample that is not finite, or is not a single
	 *           row or column although {@code numDimensions} is 1
	 */
	public static Kernel fromImage(final ImagePlus image, final int numDimensions) {
		final ImageInput input = ImageInput.of(image);
		if (input.kind() == SampleKind.RGB) throw new IllegalArgumentException("kernel image '" + image.getTitle() +
			"' is an RGB image: save the kernel as a 32-bit image");
		final int nx = image.getWidth();
		final int ny = image.getHeight();
		final int nz = numDimensions == 3 ? image.getNSlices() : 1;
		final int inputs = image.getNChannels();
		final int outputs = image.getNFrames() * (numDimensions == 3 ? 1 : image.getNSlices());
		if (numDimensions == 1 && nx > 1 && ny > 1) throw new IllegalArgumentException("kernel image '" + image.getTitle() +
			"' has " + nx + " x " + ny + " samples, but a 1D kernel is a single row: use dimensions=2D");
		final double count = (double) nx * ny * image.getStackSize();
		if (count > MAX_WEIGHTS) throw new IllegalArgumentException("kernel image '" + image.getTitle() + "' has " + nx +
			" x " + ny + " x " + image.getStackSize() + " samples: that is too large for a kernel");
		// values of signed 16-bit images are stored with an offset
		final float offset = input.kind() == SampleKind.SIGNED16 ? 32768 : 0;
		final double[] weights = new double[(int) count];
		final ImageStack stack = image.getStack();
		int i = 0;
		for (int k = 0; k < outputs; k++)
			for (int c = 0; c < inputs; c++)
				for (int z = 0; z < nz; z++) {
					final int slice = numDimensions == 3 ? z : k % image.getNSlices();
					final int frame = numDimensions == 3 ? k : k / image.getNSlices();
					final ImageProcessor plane = stack.getProcessor(image.getStackIndex(c + 1, slice + 1, frame + 1));
					for (int j = 0; j < nx * ny; j++)
						weights[i++] = finite(plane.getf(j), j % nx, j / nx, image) - offset;
				}
		final int[] size = numDimensions == 3 ? new int[] { nx, ny, nz } : numDimensions == 2 ? new int[] { nx, ny }
			: new int[] { nx * ny };
		return new Kernel(weights, inputs, outputs, size);
	}

	private static float finite(final float weight, final int x, final int y, final ImagePlus image) {
		if (Float.isNaN(weight) || Float.isInfinite(weight)) throw new IllegalArgumentException("kernel image '" + image
			.getTitle() + "' has the weight " + weight + " at " + x + ", " + y + ", but weights must be finite");
		return weight;
	}
}
