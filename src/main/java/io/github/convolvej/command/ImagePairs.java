package io.github.convolvej.command;

import io.github.convolvej.fit.KernelFit;
import io.github.convolvej.fit.KernelSums;
import io.github.convolvej.fit.LearnedKernel;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.PartMonitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import ij.ImagePlus;

/** Pairs of an image and the wanted result: two images, or files with the same names in two folders. */
final class ImagePairs {

	/** Null if the pairs are files in folders. */
	private final ImageInput image;
	private final ImageInput wanted;
	private final Map<Path, Path> files;

	private ImagePairs(final ImageInput image, final ImageInput wanted, final Map<Path, Path> files) {
		this.image = image;
		this.wanted = wanted;
		this.files = files;
	}

	/**
	 * @param image an image
	 * @param wanted title of an open image, or a file
	 * @return the pair; its sizes are checked
	 * @throws IllegalArgumentException if there is no such image, or the sizes
	 *           differ
	 */
	static ImagePairs of(final ImagePlus image, final String wanted) {
		final ImageInput in = ImageInput.of(image);
		final ImageInput other = ImageSource.find("wanted", wanted);
		check("the image '" + image.getTitle() + "'", in, "wanted, '" + wanted.trim() + "',", other);
		return new ImagePairs(in, other, null);
	}

	/**
	 * @param source a folder of images
	 * @param wanted a folder with a file of the same name for each
	 * @return the pairs; sizes are checked when they are read
	 * @throws IllegalArgumentException if there is no image, or a file has no
	 *           partner
	 */
	static ImagePairs ofFolders(final String source, final String wanted) {
		final Map<String, Path> first = images("source", source);
		final Map<String, Path> second = images("wanted", wanted);
		final Map<Path, Path> files = new LinkedHashMap<>();
		first.forEach((name, file) -> {
			if (!second.containsKey(name)) throw new IllegalArgumentException("source has the image " + name +
				", but wanted has none of that name: each image must have a partner with its name, before the ending");
			files.put(file, second.get(name));
		});
		return new ImagePairs(null, null, files);
	}

	private static Map<String, Path> images(final String key, final String folder) {
		final Path path;
		try {
			path = Paths.get(folder.trim());
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException(key + " is '" + folder + "', which is no name of a folder", e);
		}
		if (!Files.isDirectory(path)) throw new IllegalArgumentException(key + " is '" + folder +
			"', but must be a folder: with source, images are read from two folders");
		final Map<String, Path> images = new TreeMap<>();
		for (final Path file : FolderImages.of(key, folder, path)) {
			final String name = file.toFile().getName();
			final Path same = images.put(name.substring(0, name.lastIndexOf('.')), file);
			if (same != null) throw new IllegalArgumentException(key + " has " + same.getFileName() + " and " + name +
				", which differ in their endings only: rename one");
		}
		return images;
	}

	private static void check(final String name, final ImageInput image, final String otherName, final ImageInput other) {
		final int[] size = { image.width(), image.height(), image.slices(), image.frames() };
		final int[] second = { other.width(), other.height(), other.slices(), other.frames() };
		for (int d = 0; d < size.length; d++)
			if (size[d] != second[d]) throw new IllegalArgumentException(name + " has " + text(size) + " and " + otherName + " has " +
				text(second) + " (x, y, slices, time points): they must be equal");
	}

	private static String text(final int[] size) {
		return size[0] + " x " + size[1] + " x " + size[2] + " x " + size[3];
	}

	/** @return the number of pairs of files; for two images, the numbers of their channels */
	String describe() {
		if (files != null) return files.size() + (files.size() == 1 ? " pair" : " pairs") + " of files";
		return image.channels() + (image.channels() == 1 ? " channel" : " channels") + " to " + wanted.channels();
	}

	/**
	 * @param fit the settings of the kernel to learn
	 * @param monitor receives progress and can stop the run
	 * @return the kernel
	 * @throws IllegalArgumentException if a file cannot be read, sizes differ, or
	 *           the images do not determine a kernel
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	LearnedKernel learn(final KernelFit fit, final Monitor monitor) {
		if (files == null) {
			final KernelSums sums = new KernelSums(fit, image.channels(), wanted.channels());
			add(sums, image, wanted, monitor);
			return sums.solve();
		}
		KernelSums sums = null;
		int done = 0;
		for (final Map.Entry<Path, Path> pair : files.entrySet()) {
			final ImageInput in = open(pair.getKey());
			final ImageInput other = open(pair.getValue());
			check(pair.getKey().toString(), in, pair.getValue().toString(), other);
			if (sums == null) sums = new KernelSums(fit, in.channels(), other.channels());
			try {
				add(sums, in, other, new PartMonitor(monitor, (double) done / files.size(), (done + 1.0) / files.size(), 1 << 20));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException(pair.getKey().getFileName() + ": " + e.getMessage(), e);
			}
			done++;
		}
		return sums.solve();
	}

	private static ImageInput open(final Path file) {
		try {
			return ImageInput.of(ImageFile.open(file));
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(file + " could not be read: " + e.getMessage(), e);
		}
	}

	/** Adds a pair of images. Each time point counts as a separate pair. */
	private static void add(final KernelSums sums, final ImageInput image, final ImageInput wanted, final Monitor monitor) {
		for (int t = 0; t < image.frames(); t++)
			sums.add(frame(image, t), frame(wanted, t), new PartMonitor(monitor, (double) t / image.frames(), (t + 1.0) / image
				.frames(), (long) image.width() * image.height() * image.slices()));
	}

	private static RandomAccessibleInterval<? extends RealType<?>> frame(final ImageInput image, final int t) {
		return slice(image, t);
	}

	private static <T extends RealType<T>> RandomAccessibleInterval<T> slice(final ImageInput image, final int t) {
		return Views.hyperSlice(image.<T>samples(true, image.width(), image.height(), image.slices(), image.channels(), image
			.frames()), 4, t);
	}
}
