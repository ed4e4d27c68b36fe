package io.github.convolvej.cli;

import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.image.PlaneSource;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import ij.ImagePlus;

/**
 * Which image a recipe is run on: a Zarr container or an image file, as another
 * process can open it too. Immutable.
 */
public final class VolumeInput implements Serializable {

	private static final long serialVersionUID = 1L;

	private final String path;
	private final String absolute;
	private final boolean zarr;
	private final String axes;
	private final int series;

	/**
	 * @param folder the folder that relative paths start from
	 * @param name what was typed: a path, or an address
	 * @param axes names of an array's axes, or null
	 * @param series which of several images of a TIFF, from 1; 0 for the only one
	 */
	VolumeInput(final Path folder, final String name, final String axes, final int series) {
		final boolean remote = isRemote(name);
		zarr = remote || isZarr(folder, name);
		path = remote ? name : FilePaths.resolve(folder, name).toString();
		absolute = remote ? name : FilePaths.resolve(folder, name).toAbsolutePath().normalize().toString();
		this.axes = axes;
		this.series = series;
	}

	private static boolean isRemote(final String name) {
		return name.startsWith("http://") || name.startsWith("https://");
	}

	/** Whether a file is opened as a Zarr container, because of its ending or its contents. */
	static boolean isZarr(final Path folder, final String name) {
		if (isRemote(name)) return true;
		final Path path = FilePaths.resolve(folder, name);
		return Files.isDirectory(path) && ZarrImages.isZarr(path);
	}

	/** @return the path with all its folders, by which other processes find it, or the address */
	public String absolute() {
		return absolute;
	}

	/** Opens the image by the path that was typed, in the process that was told of it. */
	BlockSource open(final ImageJMessages messages, final Consumer<String> notes) throws IOException {
		return open(path, messages, notes);
	}

	/**
	 * Opens the image in another process, perhaps on another machine.
	 *
	 * @return the image
	 * @throws IOException if it is not there, is damaged, or of another kind than
	 *           it was where the name was typed
	 */
	public BlockSource openElsewhere() throws IOException {
		if (zarr) return open(absolute, null, note -> {});
		try (ImageJMessages messages = new ImageJMessages()) {
			return open(absolute, messages, note -> {});
		}
	}

	private BlockSource open(final String name, final ImageJMessages messages, final Consumer<String> notes)
		throws IOException
	{
		if (zarr) return ZarrImages.open(name, axes);
		final Path file = FilePaths.resolve(Path.of(""), name);
		if (!Files.exists(file)) throw new UsageException("INPUT " + file + " does not exist");
		if (axes != null) throw new UsageException("--axes is for Zarr arrays, but " + file + " is none");
		final String version = Files.size(file) + " bytes, " + Files.getLastModifiedTime(file).toMillis();
		final ImageFile opened = new ImageFile(file, messages, note -> notes.accept(file + ": note: " + note)).series(series);
		final ImagePlus large = opened.unread(ImageFile.memoryLimit());
		return new PlaneSource(large == null ? opened.open(ImageFile.memoryLimit()) : large, file.toString(), "image " + file
			.getFileName() + " " + version + (series > 0 ? ", series " + series : ""));
	}
}
