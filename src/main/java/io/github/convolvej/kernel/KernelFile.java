package io.github.convolvej.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads kernels from files: ImageJ's kernel text files, CSV, and NumPy's {@code
 * .npy}. In text files each line is a row; the separators of {@link KernelText}
 * for planes, channels and banks can be used too. Rows with blank lines between
 * them are several kernels.
 */
public final class KernelFile {

	private static final long MAX_BYTES = 256L << 20;

	private KernelFile() {}

	/**
	 * @param path the file; files whose names end with .npy are NumPy files, all
	 *          others are text
	 * @param numDimensions spatial axes of the kernel: 1, 2 or 3
	 * @return the kernel
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if the content is not a kernel, naming the
	 *           file and the place
	 */
	public static Kernel read(final Path path, final int numDimensions) throws IOException {
		if (Files.size(path) > MAX_BYTES) throw new IllegalArgumentException("kernel file " + path + " has " + Files.size(
			path) + " bytes: that is too large for a kernel");
		try {
			// the root of a file system has no name; reading it fails below
			final String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
			if (name.endsWith(".npy")) return NumpyFile.readKernel(Files.readAllBytes(path), numDimensions);
			final String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).replace("\uFEFF", "");
			if (name.endsWith(".csv") && text.contains(";")) throw new IllegalArgumentException(
				"columns are separated by ';', which separates rows here: save it with commas between columns and points in numbers");
			return KernelText.parse(separated(text), numDimensions);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("kernel file " + path + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Blank lines between rows begin the next kernel, unless the separators of kernels, channels or planes do, or there is
	 * a blank line after every row.
	 */
	private static String separated(final String text) {
		if (text.indexOf('#') >= 0 || text.indexOf('~') >= 0 || text.indexOf('|') >= 0) return text;
		final StringBuilder separated = new StringBuilder();
		boolean several = false;
		boolean blank = false;
		boolean first = true;
		for (final String line : text.strip().split("\\R", -1)) {
			final boolean empty = line.replace(',', ' ').isBlank();
			if (!empty) {
				several |= !first && !blank;
				separated.append(first ? "" : blank ? "\n#\n" : "\n").append(line);
				first = false;
			}
			blank = empty;
		}
		return several ? separated.toString() : text;
	}
}
