package io.github.convolvej.ij1.image;

import io.github.convolvej.ij1.file.ImageFile;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * Finds further images of a command by the names that users give in a parameter:
 * the title of an open image, or the path of a file.
 */
public final class ImageSource {

	/**
	 * The last file for each parameter, because a deformable convolution reads
	 * offsets and a mask.
	 */
	private static final Map<String, LastFile<ImagePlus>> LAST = new ConcurrentHashMap<>();

	private ImageSource() {}

	/**
	 * @param key the parameter
	 * @param name title of an open image, or a path
	 * @return the image
	 * @throws IllegalArgumentException if no open image and no file has that name,
	 *           several images have that title, or the file is not an image
	 */
	public static ImageInput find(final String key, final String name) {
		final String wanted = name == null ? "" : name.trim();
		if (wanted.isEmpty()) throw new IllegalArgumentException(key +
			" is empty, but must be the title of an open image, or a file");
		final List<ImagePlus> open = open();
		ImagePlus found = null;
		for (final ImagePlus image : open) {
			if (!image.getTitle().equals(wanted)) continue;
			if (found != null) throw new IllegalArgumentException(key + " is '" + wanted +
				"', but several open images have that title: rename one");
			found = image;
		}
		return ImageInput.of(found != null ? found : opened(key, wanted, open));
	}

	private static List<ImagePlus> open() {
		final List<ImagePlus> images = new ArrayList<>();
		final int[] ids = WindowManager.getIDList();
		for (int i = 0; ids != null && i < ids.length; i++) {
			final ImagePlus image = WindowManager.getImage(ids[i]);
			if (image != null) images.add(image);
		}
		return images;
	}

	private static ImagePlus opened(final String key, final String name, final List<ImagePlus> open) {
		final File file = new File(name);
		if (!file.isFile()) {
			final List<String> titles = new ArrayList<>();
			open.forEach(image -> titles.add("'" + image.getTitle() + "'"));
			throw new IllegalArgumentException(key + " is '" + name + "', but there is neither an open image with that title (" +
				(titles.isEmpty() ? "none is open" : "open are " + String.join(", ", titles)) + ") nor such a file");
		}
		return LAST.computeIfAbsent(key, k -> new LastFile<>()).get(file, "", () -> read(key, name, file));
	}

	private static ImagePlus read(final String key, final String name, final File file) {
		try {
			return ImageFile.open(file.toPath());
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(key + " is the file '" + name + "', which could not be read: " + e.getMessage(),
				e);
		}
	}
}
